"""What a piece of notation stands for: open indices, and the written form of the entry at them.

A value without axes is a number; one with one axis a column (or a ``row``); with two a matrix.
All operations on arrays are here, each as its entry. An axis is an index whose set may still
be open (``sets``); names in entries are the keys of families, which ``close`` replaces by
their declarations when all is read. A value is data: it can be kept, compared and shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from derive.reading.entries import TWO, delta, instance, instances, product
from derive.reading.search import Clash, Ignorance, Misfit
from derive.reading.sets import Sets
from derive.syntax.tree import (
    Add,
    Derivative,
    Entry,
    Index,
    IndexTerm,
    Neg,
    Number,
    Power,
    Quotient,
    Sum,
    Symbol,
    Written,
)

__all__ = [
    "Value", "at", "clashing", "diag", "entrywise", "fresh_axes", "gradient", "identity", "inner",
    "instance", "mapped", "negative", "number", "over", "plus", "scalar", "shape", "square_norm",
    "sum_over", "times", "together", "total", "trace", "transposed",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Value:
    """Open indices, and the entry at them; ``name`` is the family of which it is the whole."""

    axes: tuple[Index, ...]
    entry: Written
    row: bool = False
    name: str = ""

    @property
    def rank(self) -> int:
        """How many indices are open."""
        return len(self.axes)


def scalar(form: Written, name: str = "") -> Value:
    """A number as a value."""
    return Value((), form, name=name)


def number(value: int | Fraction) -> Value:
    """A number that is written out."""
    return scalar(Number(Fraction(value)))


def shape(v: Value) -> str:
    """What kind of array it is, in words."""
    return ("a number", "a row" if v.row else "a column", "a matrix")[min(v.rank, 2)]


# -- arrays, entry by entry


def at(v: Value, terms: Iterable[IndexTerm]) -> Written:
    """The entry of an array at index terms, one for each axis."""
    return instances(v.entry, v.axes, terms)


def mapped(make: Callable[[Written], Written], v: Value) -> Value:
    """A function of numbers, entry by entry."""
    return replace(v, entry=make(v.entry), name="")


def negative(v: Value) -> Value:
    """Minus an array."""
    return mapped(Neg, v)


def entrywise(
    sets: Sets, make: Callable[..., Written], values: Iterable[Value], what: str
) -> Value:
    """Values of one shape, numbers standing for arrays of them, entry by entry."""
    values = tuple(values)
    first = next((v for v in values if v.rank), None)
    if first is None:
        return scalar(make(*(v.entry for v in values)))
    for other in values:
        if other.rank and (other.rank != first.rank or other.row != first.row):
            raise Misfit(f"{what} of {shape(first)} and {shape(other)}")
        if other.rank and other is not first:
            together(sets, first, other, what)
    entries = (at(v, first.axes) if v.rank else v.entry for v in values)
    return Value(first.axes, make(*entries), first.row)


def together(sets: Sets, one: Value, other: Value, what: str) -> None:
    """Relate the axes of two arrays of one rank; a ``Clash`` if they are said to differ."""
    _relate(sets, zip(one.axes, other.axes, strict=True), clashing(sets, one, other, what), what)


def _relate(
    sets: Sets, pairs: Iterable[tuple[Index, Index]], clash: Clash | None, what: str
) -> None:
    try:
        for a, b in pairs:
            sets.same(a.over, b.over, what)
    except Misfit as misfit:
        raise clash or misfit from None


def clashing(sets: Sets, one: Value, other: Value, what: str) -> Clash | None:
    """That two arrays do not fit, where both their shapes are said."""
    first, second = sets.shape(one.axes), sets.shape(other.axes)
    if first is None or second is None:
        return None
    sizes = (" × ".join(names) or "1" for names in (first, second))
    return Clash(f"{what} of the shapes {' and '.join(sizes)}", (first, second))


def plus(sets: Sets, values: list[Value]) -> Value:
    """A sum of terms."""
    if len(values) == 1:
        return values[0]
    return entrywise(sets, lambda *forms: Add(forms), values, "a sum")


def over(sets: Sets, above: Value, below: Value) -> Value:
    """A quotient, entry by entry."""
    return entrywise(sets, Quotient, (above, below), "a quotient")


# -- products of arrays


def fresh_axes(sets: Sets, v: Value) -> Value:
    """The same array at open indices of its own, so that it can stand beside itself."""
    axes = tuple(Index(sets.fresh("e"), axis.over) for axis in v.axes)
    return replace(v, axes=axes, entry=at(v, axes))


def transposed(v: Value) -> Value:
    """Rows and columns exchanged."""
    if v.rank == 2:
        return Value(v.axes[::-1], v.entry)
    return replace(v, row=not v.row, name="") if v.rank == 1 else v


def times(sets: Sets, a: Value, b: Value, sign: str, columns: Callable[[str], str]) -> Value:
    """The product as it is read on paper, by the shapes of its factors.

    ``columns`` is asked how two columns (or two rows) are multiplied.
    """
    alike = a.rank == b.rank and a.row == b.row
    kind = "entrywise" if not (a.rank and b.rank) or (sign == "*" and alike) else ""
    if max(a.rank, b.rank) > 2 and min(a.rank, b.rank) > 0:
        raise Ignorance("a product of an array of more than two axes")
    if alike and a.rank == 1:
        kind = columns({"·": "dot", "*": "star", "×": "cross"}.get(sign, ""))
    if kind in ("inner", "outer"):
        a, b = replace(a, row=kind == "inner"), replace(b, row=kind == "outer")
    if kind == "cross":
        raise Ignorance("a cross product")
    if kind in ("", "inner", "outer"):
        return inner(sets, a, b)
    return entrywise(sets, product, (a, b), "a product by entries" if a.rank else "a product")


def inner(sets: Sets, a: Value, b: Value) -> Value:
    """The matrix product: the last axis of the left with the first of the right."""
    b = fresh_axes(sets, b)
    upright, flat = a.rank == 1 and not a.row, b.rank == 1 and b.row
    if upright and flat:
        return Value((*a.axes, *b.axes), product(a.entry, b.entry))
    if upright or flat:
        raise Misfit(f"a product of {shape(a)} and {shape(b)}")
    joined, first = a.axes[-1], b.axes[0]
    what = "a matrix product"
    _relate(sets, [(joined, first)], clashing(sets, a, b, what), what)
    k = Index(sets.fresh("e"), joined.over)
    entry = product(instance(a.entry, joined, k), instance(b.entry, first, k))
    return Value(a.axes[:-1] + b.axes[1:], Sum(entry, k), row=a.rank == 1 and b.rank == 2)


def sum_over(sets: Sets, form: Written, axis: Index) -> Written:
    """The sum of a form over an open index."""
    k = Index(sets.fresh("e"), axis.over)
    return Sum(instance(form, axis, k), k)


def total(sets: Sets, v: Value) -> Value:
    """The sum of all entries."""
    form = v.entry
    for axis in reversed(v.axes):
        form = sum_over(sets, form, axis)
    return scalar(form)


def square_norm(sets: Sets, v: Value) -> Value:
    """The sum of the squares of all entries."""
    return total(sets, mapped(lambda f: Power(f, TWO), v))


def trace(sets: Sets, v: Value) -> Value:
    """The sum of the diagonal of a square matrix."""
    return total(sets, _diagonal(sets, v, "a trace"))


def diag(sets: Sets, v: Value) -> Value:
    """The matrix with a column on its diagonal; of a matrix, its diagonal."""
    if v.rank != 1:
        return _diagonal(sets, v, "a diagonal")
    (row,) = v.axes
    column = Index(sets.fresh("e"), row.over)
    return Value((row, column), product(delta(row, column), v.entry))


def _diagonal(sets: Sets, v: Value, what: str) -> Value:
    if v.rank != 2:
        raise Misfit(f"{what} of no matrix")
    row, column = v.axes
    sets.same(row.over, column.over, what)
    return Value((row,), instance(v.entry, column, row))


def identity(sets: Sets) -> Value:
    """The identity matrix of a size that is open."""
    axis = sets.new()
    row, column = (Index(sets.fresh("e"), axis) for _ in range(2))
    return Value((row, column), delta(row, column))


def gradient(sets: Sets, of: Value, by: Value, layout: Callable[[], str]) -> Value:
    """The derivatives of all entries by all entries, laid out."""
    if of.rank + by.rank > 2:
        # Nobody writes such an array without indices: it speaks against the reading.
        raise Misfit("a derivative of more than two axes")
    by = fresh_axes(sets, by)
    if not isinstance(by.entry, Symbol | Entry):
        raise Misfit("a derivative by what is no name")
    entry = Derivative(of.entry, by.entry)
    if not by.rank:
        return replace(of, entry=entry, name="")
    found = Value((*of.axes, *by.axes), entry, not of.rank and by.row)
    turned = (layout() == "denominator") == (of.rank > 0)
    return transposed(found) if turned else found

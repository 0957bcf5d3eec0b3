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

from derive.reading.search import Clash, Ignorance, Misfit
from derive.reading.sets import Sets
from derive.syntax.tree import (
    Add,
    Delta,
    Derivative,
    Entry,
    Index,
    IndexSet,
    IndexTerm,
    Mul,
    Neg,
    Number,
    Point,
    Power,
    Quotient,
    Sum,
    Symbol,
    Written,
)
from derive.syntax.walk import map_children

__all__ = [
    "Value",
    "at",
    "clashing",
    "delta",
    "diag",
    "entrywise",
    "gradient",
    "identity",
    "inner",
    "instance",
    "mapped",
    "negative",
    "number",
    "outer",
    "over",
    "plus",
    "scalar",
    "shape",
    "square_norm",
    "sum_over",
    "times",
    "together",
    "total",
    "trace",
    "transposed",
]

TWO = Number(Fraction(2))


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


def at(v: Value, terms: Iterable[IndexTerm]) -> Written:
    """The entry of an array at index terms, one for each axis."""
    form = v.entry
    for axis, term in zip(v.axes, terms, strict=True):
        form = instance(form, axis, term)
    return form


def instance(form: Written, index: Index, term: IndexTerm) -> Written:
    """A form at another index term.

    The names of axes and of bound indices are fresh, so that none is caught; an index is known
    by its name alone, since its set may have been related to others meanwhile.
    """

    def put(one: IndexTerm) -> IndexTerm:
        return term if isinstance(one, Index) and one.name == index.name else one

    match form:
        case Entry(indices=indices):
            return replace(form, indices=tuple(map(put, indices)))
        case Delta(left, right):
            return delta(put(left), put(right))
        case Sum(body, bound, excluding):
            return Sum(instance(body, index, term), bound, _alike(map(put, excluding), bound.over))
    return map_children(form, lambda part: instance(part, index, term))


def _alike(terms: Iterable[IndexTerm], over: IndexSet) -> tuple[IndexTerm, ...]:
    return tuple(replace(term, over=over) for term in terms)


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
    arrays = [v for v in values if v.rank]
    if not arrays:
        return scalar(make(*(v.entry for v in values)))
    first = arrays[0]
    for other in arrays[1:]:
        if other.rank != first.rank or other.row != first.row:
            raise Misfit(f"{what} of {shape(first)} and {shape(other)}")
        together(sets, first, other, what)
    entries = (at(v, first.axes) if v.rank else v.entry for v in values)
    return Value(first.axes, make(*entries), first.row)


def together(sets: Sets, one: Value, other: Value, what: str) -> None:
    """Relate the axes of two arrays of one rank; a ``Clash`` if they are said to differ."""
    clash = clashing(sets, one, other, what)
    try:
        for a, b in zip(one.axes, other.axes, strict=True):
            sets.same(a.over, b.over, what)
    except Misfit:
        if clash is not None:
            raise clash from None
        raise


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


def product(*forms: Written) -> Written:
    """A product of numbers; one that goes on stays one product."""
    first, *rest = forms
    return Mul((*first.factors, *rest) if isinstance(first, Mul) else forms)


def over(sets: Sets, above: Value, below: Value) -> Value:
    """A quotient, entry by entry."""
    return entrywise(sets, Quotient, (above, below), "a quotient")


def fresh_axes(sets: Sets, v: Value) -> Value:
    """The same array at open indices of its own, so that it can stand beside itself."""
    axes = tuple(Index(sets.fresh("e"), axis.over) for axis in v.axes)
    return replace(v, axes=axes, entry=at(v, axes))


# -- products


def transposed(v: Value) -> Value:
    """Rows and columns exchanged."""
    if v.rank == 2:
        return Value((v.axes[1], v.axes[0]), v.entry)
    return replace(v, row=not v.row, name="") if v.rank == 1 else v


def times(sets: Sets, a: Value, b: Value, sign: str, columns: Callable[[str], str]) -> Value:
    """The product as it is read on paper, by the shapes of its factors.

    ``columns`` is asked how two columns (or two rows) are multiplied.
    """
    if a.rank == 0 or b.rank == 0:
        return entrywise(sets, product, (a, b), "a product")
    if a.rank > 2 or b.rank > 2:
        raise Ignorance("a product of an array of more than two axes")
    if a.rank == 1 and b.rank == 1 and a.row == b.row:
        kind = columns({"·": "dot", "*": "star", "×": "cross"}.get(sign, ""))
        if kind == "inner":
            return inner(sets, replace(a, row=True), replace(b, row=False))
        if kind == "outer":
            return outer(sets, a, b)
        if kind == "cross":
            raise Ignorance("a cross product")
        return entrywise(sets, product, (a, b), "a product by entries")
    if sign == "*" and a.rank == b.rank and a.row == b.row:
        return entrywise(sets, product, (a, b), "a product by entries")
    return inner(sets, a, b)


def outer(sets: Sets, a: Value, b: Value) -> Value:
    """The products of all entries of two columns."""
    b = fresh_axes(sets, b)
    return Value((a.axes[0], b.axes[0]), product(a.entry, b.entry))


def inner(sets: Sets, a: Value, b: Value) -> Value:
    """The matrix product: the last axis of the left with the first of the right."""
    if a.rank == 1 and not a.row and b.rank == 1 and b.row:
        return outer(sets, a, b)
    if (a.rank == 1 and not a.row) or (b.rank == 1 and b.row):
        raise Misfit(f"a product of {shape(a)} and {shape(b)}")
    b = fresh_axes(sets, b)
    joined, first = a.axes[-1], b.axes[0]
    clash = clashing(sets, a, b, "a matrix product")
    try:
        sets.same(joined.over, first.over, "a matrix product")
    except Misfit:
        if clash is not None:
            raise clash from None
        raise
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
    return total(sets, diagonal(sets, v, "a trace"))


def diagonal(sets: Sets, v: Value, what: str = "a diagonal") -> Value:
    """The diagonal of a square matrix, as a column."""
    if v.rank != 2:
        raise Misfit(f"{what} of no matrix")
    row, column = v.axes
    sets.same(row.over, column.over, what)
    return Value((row,), instance(v.entry, column, row))


def diag(sets: Sets, v: Value) -> Value:
    """The matrix with a column on its diagonal; of a matrix, its diagonal."""
    if v.rank == 2:
        return diagonal(sets, v)
    if v.rank != 1:
        raise Misfit("diag of no column")
    (row,) = v.axes
    column = Index(sets.fresh("e"), row.over)
    return Value((row, column), product(delta(row, column), v.entry))


def identity(sets: Sets) -> Value:
    """The identity matrix of a size that is open."""
    axis = sets.new()
    row, column = (Index(sets.fresh("e"), axis) for _ in range(2))
    return Value((row, column), delta(row, column))


def delta(i: IndexTerm, j: IndexTerm) -> Written:
    """Kronecker's δ; of two places whose sets are still being related, too."""
    if isinstance(i, Point) and isinstance(j, Point):
        return Number(Fraction(int(i.value == j.value)))
    if i.over == j.over:
        return Delta(i, j)
    return Delta(i, replace(j, over=i.over))


# -- derivatives


def gradient(sets: Sets, of: Value, by: Value, layout: Callable[[], str]) -> Value:
    """The derivatives of all entries by all entries, laid out."""
    if of.rank + by.rank > 2:
        # Nobody writes such an array without indices: it speaks against the reading.
        raise Misfit("a derivative of more than two axes")
    if not by.rank:
        return replace(of, entry=derivative(of.entry, by.entry), name="")
    by = fresh_axes(sets, by)
    found = Value((*of.axes, *by.axes), derivative(of.entry, by.entry), not of.rank and by.row)
    if layout() == "denominator":
        return transposed(found) if of.rank else found
    return found if of.rank else transposed(found)


def derivative(of: Written, by: Written) -> Written:
    """The partial derivative by what must be a name."""
    if not isinstance(by, Symbol | Entry):
        raise Misfit("a derivative by what is no name")
    return Derivative(of, by)

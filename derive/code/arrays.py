"""Operations of NumPy on arrays, each as its entry: with spreading, products, sums along axes.

An array has the axes that it has in NumPy, each an index or ``None`` where its length is 1.
Shapes fit only where it is known that two axes go over one set: code relates no sets, it
only uses what the document says of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import TypeAlias

from derive.reading.search import Ignorance, Misfit
from derive.reading.sets import Sets
from derive.reading.values import Value, instance, sum_over
from derive.syntax.tree import (
    Index,
    IndexSet,
    Mul,
    Neg,
    Number,
    Power,
    Quotient,
    Size,
    Written,
)
from derive.syntax.walk import children, subforms

__all__ = [
    "Array",
    "array_of",
    "entrywise",
    "mapped",
    "outer",
    "powered",
    "product",
    "reduced",
    "require_same",
    "size",
    "transposed",
]

LARGEST_POWER = 16

Axes: TypeAlias = tuple[Index | None, ...]


@dataclass(frozen=True, slots=True)
class Array:
    """The axes of an array as NumPy has it, and its entry at them."""

    axes: Axes
    entry: Written


def array_of(value: Value) -> Array:
    """A value of a formula as NumPy has it: a row and a column are both a vector."""
    return Array(value.axes, value.entry)


def mapped(make: Callable[[Written], Written], of: Array) -> Array:
    """A function of numbers, entry by entry."""
    return Array(of.axes, make(of.entry))


def entrywise(
    sets: Sets, make: Callable[[Written, Written], Written], left: Array, right: Array
) -> Array:
    """An operation entry by entry, on arrays that are spread as NumPy spreads them."""
    right = _apart(sets, right)
    count = max(len(left.axes), len(right.axes))
    axes: list[Index | None] = []
    entry = right.entry
    for a, b in zip(_padded(left.axes, count), _padded(right.axes, count), strict=True):
        if a is not None and b is not None:
            require_same(sets, a.over, b.over)
            entry = instance(entry, b, a)
        axes.append(a if a is not None else b)
    return Array(tuple(axes), make(left.entry, entry))


def powered(sets: Sets, base: Array, exponent: Array) -> Array:
    """``base ** exponent``, the exponent being a number that is not large."""
    if exponent.axes:
        raise Ignorance("an array as an exponent in code")
    above = exponent.entry.operand if isinstance(exponent.entry, Neg) else exponent.entry
    small = not isinstance(above, Number) or abs(above.value) <= LARGEST_POWER
    if not small or any(isinstance(part, Power) for part in subforms(exponent.entry)):
        raise Ignorance("a power in code that is too large to be read")
    if _degree(base.entry) > LARGEST_POWER:
        raise Ignorance("powers of powers in code that are too large to be read")
    return mapped(lambda form: Power(form, exponent.entry), base)


def _degree(form: Written) -> int:
    """How large the powers in a form are, those of powers multiplied."""
    inside = max(map(_degree, children(form)), default=1)
    exponent = form.exponent if isinstance(form, Power) else None
    exponent = exponent.operand if isinstance(exponent, Neg) else exponent
    return inside * max(1, int(abs(exponent.value))) if isinstance(exponent, Number) else inside


def product(sets: Sets, left: Array, right: Array) -> Array:
    """``left @ right``: the last axis of the left one meets the first of the right one's matrix."""
    if not left.axes or not right.axes:
        return entrywise(sets, lambda a, b: Mul((a, b)), left, right)
    if len(left.axes) > 2 or len(right.axes) > 2:
        raise Ignorance("a product of arrays of more than two axes in code")
    right = _apart(sets, right)
    a, b = left.axes[-1], right.axes[0]
    if a is None and b is None:
        entry: Written = Mul((left.entry, right.entry))
    elif a is None or b is None:
        raise Misfit("a product with an axis of length 1 in code")
    else:
        require_same(sets, a.over, b.over)
        entry = sum_over(sets, Mul((left.entry, instance(right.entry, b, a))), a)
    return Array((*left.axes[:-1], *right.axes[1:]), entry)


def outer(sets: Sets, left: Array, right: Array) -> Array:
    """The matrix of all products of an entry of the left one and one of the right one."""
    if len(left.axes) != 1 or len(right.axes) != 1:
        raise Ignorance("outer of what is no vector in code")
    right = _apart(sets, right)
    return Array((*left.axes, *right.axes), Mul((left.entry, right.entry)))


def transposed(of: Array) -> Array:
    """``.T``: all axes in the other order; a vector is its own transpose, as in NumPy."""
    return Array(of.axes[::-1], of.entry)


def reduced(sets: Sets, of: Array, axis: int | None, *, kept: bool, mean: bool) -> Array:
    """The sum, or the mean, over all axes, or along one, which is ``kept`` with length 1."""
    along = range(len(of.axes)) if axis is None else (axis,)
    entry = of.entry
    summed = [index for index in (of.axes[n] for n in along) if index is not None]
    for index in summed:
        entry = sum_over(sets, entry, index)
    if mean:
        entry = reduce(Quotient, [size(sets, index.over) for index in summed], entry)
    rest = (
        (None,) if n in along else (a,) for n, a in enumerate(of.axes) if kept or n not in along
    )
    return Array(tuple(a for axes in rest for a in axes), entry)


def size(sets: Sets, over: IndexSet) -> Written:
    """How many elements a set has: a number that is the size of nothing else, if it has no name."""
    literal = sets.literal(over)
    if literal is not None:
        return Number(Fraction(literal))
    if sets.is_open(over):
        name = f"#{sets.letters.get(sets.find(over), 'set')}"
        while name in {known for known, _ in sets.fixed.values()}:
            name += "'"
        sets.fix(over, name, "its size stands in the code")
    return Size(IndexSet(sets.fixed[sets.find(over)][0]))


def require_same(sets: Sets, one: IndexSet, other: IndexSet) -> None:
    """Raise where it is not known that two axes go over one set."""
    if sets.find(one) == sets.find(other):
        return
    names = [sets.fixed.get(sets.find(over), ("", ""))[0] for over in (one, other)]
    if all(names):
        if names[0] == names[1]:
            return
        raise Misfit(f"arrays over {names[0]} and over {names[1]} in one operation of the code")
    raise Ignorance("whether the shapes of two arrays in the code fit")


def _padded(axes: Axes, count: int) -> Axes:
    return (None,) * (count - len(axes)) + axes


def _apart(sets: Sets, of: Array) -> Array:
    """The same array at indices of its own, so that it can stand beside itself."""
    entry, axes = of.entry, []
    for axis in of.axes:
        fresh = None if axis is None else Index(sets.fresh("e"), axis.over)
        if axis is not None and fresh is not None:
            entry = instance(entry, axis, fresh)
        axes.append(fresh)
    return Array(tuple(axes), entry)

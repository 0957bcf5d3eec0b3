r"""Operations of NumPy on arrays: entry by entry with spreading, products, sums along axes.

A value has the axes that its array has in NumPy. With one axis, or with one that is longer
than 1, its form is a column; with two it is a matrix.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from derive.arrays.shapes import shape_of
from derive.syntax.array import Hadamard, MatMul, Ones, Transpose
from derive.syntax.tree import (
    Add,
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
    "Misfit",
    "Value",
    "added",
    "divided",
    "multiplied",
    "outer",
    "powered",
    "product",
    "reduced",
    "subtracted",
    "transposed",
    "value_of",
]

LARGEST_POWER = 16

_TWO = Number(Fraction(2))

Axes = tuple[IndexSet | None, ...]


class Misfit(ValueError):
    """Two arrays whose shapes do not fit, or an operation that is not read."""


@dataclass(frozen=True, slots=True)
class Value:
    """A form with the axes that it has in NumPy: an axis of length 1 is ``None``."""

    form: Written
    axes: Axes = ()


def value_of(form: Written) -> Value:
    """A form as NumPy has it: a row and a column are both a vector."""
    shape = shape_of(form)
    if shape.rows is None and shape.columns is not None:
        return Value(Transpose(form), (shape.columns,))
    return Value(form, tuple(a for a in (shape.rows, shape.columns) if a is not None))


def added(left: Value, right: Value) -> Value:
    """``left + right``."""
    return _entrywise(left, right, lambda a, b: Add((a, b)))


def subtracted(left: Value, right: Value) -> Value:
    """``left - right``."""
    return _entrywise(left, right, lambda a, b: Add((a, Neg(b))))


def multiplied(left: Value, right: Value) -> Value:
    """``left * right``, entry by entry; a number stands before an array."""
    if left.axes and right.axes:
        return _entrywise(left, right, lambda a, b: Hadamard((a, b)))
    one, other = (left, right) if not left.axes else (right, left)
    return Value(Mul((one.form, other.form)), other.axes)


def divided(left: Value, right: Value) -> Value:
    """``left / right``, entry by entry."""
    if not left.axes or not right.axes:
        return Value(Quotient(left.form, right.form), left.axes or right.axes)
    return _entrywise(left, right, Quotient)


def powered(base: Value, exponent: Value) -> Value:
    """``base ** exponent``, the exponent being a number."""
    if exponent.axes:
        raise Misfit("an array as an exponent is not read in code")
    above = exponent.form.operand if isinstance(exponent.form, Neg) else exponent.form
    small = not isinstance(above, Number) or abs(above.value) <= LARGEST_POWER
    if not small or any(isinstance(part, Power) for part in subforms(exponent.form)):
        raise Misfit("this power is too large to be read")
    if _degree(base.form) > LARGEST_POWER:
        raise Misfit("powers of powers are too large to be read")
    if len(base.axes) < 2:
        return Value(Power(base.form, exponent.form), base.axes)
    if exponent.form == _TWO:
        return Value(Hadamard((base.form, base.form)), base.axes)
    raise Misfit("this power of a matrix is not read in code")


def _degree(form: Written) -> int:
    """How large the powers in a form are, those of powers multiplied."""
    inside = max(map(_degree, children(form)), default=1)
    exponent = form.exponent if isinstance(form, Power) else None
    exponent = exponent.operand if isinstance(exponent, Neg) else exponent
    return inside * max(1, int(abs(exponent.value))) if isinstance(exponent, Number) else inside


def product(left: Value, right: Value) -> Value:
    """``left @ right``: the last axis of the left one meets the first axis of the right one."""
    if not left.axes or not right.axes:
        return multiplied(left, right)
    inner, again = left.axes[-1], right.axes[0]
    if None in left.axes or None in right.axes or inner is None or again is None:
        raise Misfit("a product with an axis of length 1 is not read in code")
    if inner != again:
        said = f"the last axis of the first is {inner.name}, and the first of the second is "
        raise Misfit(f"{said}{again.name}: their shapes do not fit")
    if len(left.axes) == 1 and len(right.axes) == 2:
        return Value(MatMul((Transpose(right.form), left.form)), right.axes[1:])
    one = Transpose(left.form) if len(left.axes) == 1 else left.form
    return Value(MatMul((one, right.form)), (*left.axes[:-1], *right.axes[1:]))


def outer(left: Value, right: Value) -> Value:
    """The matrix of all products of an entry of the left one and one of the right one."""
    if len(left.axes) != 1 or len(right.axes) != 1:
        raise Misfit("outer is read of two vectors")
    return Value(MatMul((left.form, Transpose(right.form))), (*left.axes, *right.axes))


def transposed(value: Value) -> Value:
    """``.T``: a vector is its own transpose, as in NumPy."""
    if len(value.axes) < 2:
        return value
    if None in value.axes:
        raise Misfit("this transpose is not read in code")
    return Value(Transpose(value.form), value.axes[::-1])


def reduced(of: Value, axis: int | None, *, kept: bool, mean: bool) -> Value:
    """The sum, or the mean, of all entries, or along an axis, which is ``kept`` with length 1."""
    axes = [a for a in of.axes if a is not None]
    if len(axes) < len(of.axes):
        raise Misfit("a sum over an axis of length 1 is not read in code")
    if not axes:
        return of
    if len(axes) == 1 or axis is None:
        form = of.form if len(axes) == 1 else MatMul((of.form, Ones(axes[1])))
        whole = MatMul((Transpose(Ones(axes[0])), form))
        found = Value(whole, (None,) * len(axes) if kept else ())
        over = axes
    elif axis == 1:
        rows = MatMul((of.form, Ones(axes[1])))
        found, over = Value(rows, (axes[0], None) if kept else (axes[0],)), axes[1:]
    else:
        columns = MatMul((Transpose(of.form), Ones(axes[0])))
        found, over = Value(columns, (None, axes[1]) if kept else (axes[1],)), axes[:1]
    for size in over if mean else ():
        found = Value(Quotient(found.form, Size(size)), found.axes)
    return found


def _entrywise(left: Value, right: Value, make: Callable[[Written, Written], Written]) -> Value:
    """An operation on two values, spread as NumPy spreads them: by their last axes."""
    if not left.axes or not right.axes:
        return Value(make(left.form, right.form), left.axes or right.axes)
    count = max(len(left.axes), len(right.axes))
    padded = [_padded(v.axes, count) for v in (left, right)]
    axes: list[IndexSet | None] = []
    for a, b in zip(*padded, strict=True):
        if a is not None and b is not None and a != b:
            said = f"arrays over {a.name} and {b.name} stand in one operation"
            raise Misfit(f"{said}: their shapes do not fit")
        axes.append(a or b)
    wanted = tuple(axes)
    return Value(make(_spread(left, wanted), _spread(right, wanted)), wanted)


def _padded(axes: Axes, count: int) -> Axes:
    return (None,) * (count - len(axes)) + axes


def _spread(value: Value, axes: Axes) -> Written:
    """A form over more axes: its entries are the same along the new ones."""
    own = _padded(value.axes, len(axes))
    if own == axes or len(axes) == 1 or own == (None, None):
        return value.form  # one entry is a number, which any array takes
    (rows, columns), (row, column) = axes, own
    if row is None and rows is not None:
        return MatMul((Ones(rows), Transpose(value.form)))
    if column is None and columns is not None:
        return MatMul((value.form, Transpose(Ones(columns))))
    return value.form

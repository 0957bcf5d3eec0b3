"""Products and transposes of vectors and matrices, and the shapes that come of them."""

from __future__ import annotations

from itertools import pairwise

from derive.notation.errors import ShapeError
from derive.notation.nodes import Node
from derive.syntax.array import MatMul, Transpose
from derive.syntax.reader.base import Base, Value
from derive.syntax.reader.sets import Key
from derive.syntax.reader.shapes import is_capital
from derive.syntax.tree import Mul, Symbol

__all__ = ["Matrices", "shape_name"]


class Matrices(Base):
    """The products of arrays."""

    __slots__ = ()

    def transposed(self, value: Value, node: Node) -> Value:
        """Rows and columns exchanged."""
        if not value.axes:
            if not self.strict:
                return value
            raise ShapeError(
                "the transpose of a scalar: declare the shape, such as 'x : n'",
                node.start,
                node.end,
            )
        axes = value.axes if len(value.axes) == 1 else value.axes[::-1]
        return Value(Transpose(value.form), axes, len(value.axes) == 1 and not value.row)

    def multiply(self, values: list[Value], node: Node) -> Value:
        """A product; with arrays among the factors, a matrix product."""
        if not any(value.axes for value in values):
            forms = tuple(value.form for value in values)
            return Value(forms[0] if len(forms) == 1 else Mul(forms))
        if len(values) == 1:
            return values[0]
        return self.matrix_product(values, node)

    def matrix_product(self, values: list[Value], node: Node) -> Value:
        """The arrays in their order as matrix products; a scalar among them goes before them."""
        so_far = values[0]
        for left, right in pairwise(values):
            behind = so_far.axes and left.axes and not right.axes
            so_far = _after(so_far, right)
            if self.strict and behind and self.is_undeclared(right.form):
                name = str(right.form)
                raise ShapeError(
                    f"{name} stands behind {shape_name(left)}: declare it, as '{name} : scalar' or "
                    "with its index set",
                    node.start,
                    node.end,
                )
        for value in values if (self.guessing or self.wary) and self.strict else ():
            form = value.form
            if isinstance(form, Symbol) and self.is_undeclared(form) and is_capital(form.name):
                name = str(form)
                raise ShapeError(
                    f"is {name} a number? declare it, as '{name} : scalar'", node.start, node.end
                )
        places = [n for n, v in enumerate(values) if v.axes]
        first, last = places[0], places[-1]
        before, after = values[:first], values[last + 1 :]
        between = [v for v in values[first:last] if not v.axes]
        forms = [v.form for v in (*before, *between)]
        chain = [values[first]]
        shape = values[first]
        for value in (values[n] for n in places[1:]):
            if not shape.axes:
                forms.append(MatMul(tuple(v.form for v in chain)))
                chain, shape = [value], value
                continue
            shape = self.matmul(shape, value, node)
            chain.append(value)
        forms.append(chain[0].form if len(chain) == 1 else MatMul(tuple(v.form for v in chain)))
        forms += [v.form for v in after]
        form = forms[0] if len(forms) == 1 else Mul(tuple(forms))
        return Value(form, shape.axes, shape.row)

    def matmul(self, left: Value, right: Value, node: Node) -> Value:
        """The shape of a matrix product; raises where the shapes do not fit."""
        place = node.start, node.end
        rows, inner = _sides(left)
        again, columns = _sides(right)
        if (inner is None) != (again is None):
            if not self.strict:
                return Value(left.form)
            raise ShapeError(
                f"{shape_name(left)} times {shape_name(right)}: write x^T y, x y^T or x \\odot y",
                *place,
            )
        if self.strict and inner is not None and again is not None:
            self.sets.same(inner, again, place)
        axes = tuple(side for side in (rows, columns) if side is not None)
        return Value(left.form, axes, rows is None and columns is not None)


def _after(left: Value, right: Value) -> Value:
    """The shape of a product so far, and of one more factor: a row and a column are a number."""
    if not (left.axes and right.axes):
        return left if left.axes else right
    (rows, _), (_, columns) = _sides(left), _sides(right)
    axes = tuple(side for side in (rows, columns) if side is not None)
    return Value(left.form, axes, rows is None and columns is not None)


def _sides(value: Value) -> tuple[Key | None, Key | None]:
    """Rows and columns; a column has one column, which is ``None``."""
    if len(value.axes) == 2:
        return value.axes[0], value.axes[1]
    return (None, value.axes[0]) if value.row else (value.axes[0], None)


def shape_name(value: Value) -> str:
    """What a value is: a number, a column, a row or a matrix."""
    if len(value.axes) == 2:
        return "a matrix"
    if value.axes:
        return "a row" if value.row else "a column"
    return "a number"

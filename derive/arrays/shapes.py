"""Shapes of array forms: rows and columns, each an index set or one.

A vector is a column. A scalar is added to an array entry by entry, as documents write
``1 − y``; two arrays meet only where their shapes are the same. A size that is left open
(``1`` and ``I`` without a set, a family whose declaration is missing) is found from where
it stands. A clash names both places.

What this file cannot do: a quantity of more than two open indices has no shape here, and a
function that is known by name only is not applied to arrays, because ``f(x)`` may act on
each entry or on all of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from derive.arrays.shape import SCALAR, OpenSet, Shape, ShapeError
from derive.syntax.array import (
    Array,
    Diag,
    Gradient,
    Hadamard,
    Identity,
    MatMul,
    Norm,
    Ones,
    Trace,
    Transpose,
    Unit,
)
from derive.syntax.text import text
from derive.syntax.tree import (
    ELEMENTARY,
    INDICATOR,
    Add,
    Call,
    Derivative,
    IndexSet,
    Mul,
    Neg,
    Power,
    Quotient,
    Sum,
    Written,
)

__all__ = ["SCALAR", "OpenSet", "Shape", "ShapeError", "Shapes", "shape_of"]

#: Functions that act on an array entry by entry.
ENTRYWISE = ELEMENTARY | {INDICATOR}


def shape_of(form: Written) -> Shape:
    """The shape of a form; raise ``ShapeError`` where two do not fit.

    >>> from derive import index_set, matrix, vector
    >>> m, n = index_set("m"), index_set("n")
    >>> X, y = matrix("X", m, n), vector("y", m)
    >>> print(shape_of(X.T @ y))
    n × 1
    >>> shape_of(X @ y)
    Traceback (most recent call last):
        ...
    derive.arrays.shape.ShapeError: X is m × n and y is m × 1: in the product X y the columns \
of the first must be the rows of the second
    """
    return Shapes().of(form)


class Shapes:
    """The shapes of forms that stand together; open sizes are unified."""

    def __init__(self) -> None:
        self.bound: dict[OpenSet, IndexSet] = {}
        self._known: dict[int, tuple[Written, Shape]] = {}

    def of(self, form: Written) -> Shape:
        """The shape of a form, open sizes replaced as far as they are known."""
        known = self._known.get(id(form))
        if known is None:
            known = self._known[id(form)] = form, self._find(form)
        return Shape(self.size(known[1].rows), self.size(known[1].columns))

    def size(self, of: IndexSet | None) -> IndexSet | None:
        """What an open set was found to be; any other as it is."""
        while isinstance(of, OpenSet) and of in self.bound:
            of = self.bound[of]
        return of

    def unify(self, one: Shape, other: Shape) -> bool:
        """Whether the two are the same, or become so by an open size that is set now."""
        return self._same(one.rows, other.rows) and self._same(one.columns, other.columns)

    def _same(self, one: IndexSet | None, other: IndexSet | None) -> bool:
        one, other = self.size(one), self.size(other)
        if one == other:
            return True
        if one is None or other is None:
            return False
        if isinstance(one, OpenSet):
            self.bound[one] = other
            return True
        if isinstance(other, OpenSet):
            self.bound[other] = one
            return True
        return False

    def _find(self, form: Written) -> Shape:
        match form:
            case Array():
                return _array(form)
            case Neg(of) | Sum(body=of) | Derivative(of=of):
                return self.of(of)
            case Add(terms):
                return self._together(terms, "in a sum", form)
            case Call(function, arguments):
                return self._call(function, arguments, form)
            case Mul(factors):
                return self._mul(factors, form)
            case Quotient(above, below):
                return self._together((above, below), "in the quotient", form)
            case Power(base, exponent):
                return self._power(base, exponent, form)
            case MatMul(factors):
                return self._matmul(factors, form)
            case Hadamard(factors):
                for factor in factors:
                    if self.of(factor) == SCALAR:
                        raise ShapeError(
                            f"{text(factor)} is a number in {text(form)}: ⊙ is for two arrays, and "
                            "a number is multiplied without it"
                        )
                return self._together(factors, "in the product by entries", form)
            case Transpose(of):
                return self.of(of).transposed
            case Ones(over):
                return Shape(_given(over, form))
            case Unit(at):
                return Shape(at.over)
            case Identity(over):
                return Shape(_given(over, form), over)
            case Diag(of):
                return self._diag(of, form)
            case Trace(of):
                if not self._square(self.of(of)):
                    raise ShapeError(
                        f"{text(of)} is {self.of(of)} in {text(form)}: only a square matrix has a "
                        "trace"
                    )
                return SCALAR
            case Norm(of):
                self.of(of)
                return SCALAR
            case Gradient():
                return self._gradient(form)
        return SCALAR

    def _square(self, shape: Shape) -> bool:
        return shape.is_matrix and self._same(shape.rows, shape.columns)

    def _together(self, parts: Iterable[Written], where: str, form: Written) -> Shape:
        """The one shape that all parts have which are no scalars."""
        first: Written | None = None
        for part in parts:
            if self.of(part) == SCALAR:
                continue
            if first is None:
                first = part
            elif not self.unify(self.of(first), self.of(part)):
                raise self._clash(first, part, f"{where} {text(form)} they must be the same")
        return SCALAR if first is None else self.of(first)

    def _clash(self, one: Written, other: Written, why: str) -> ShapeError:
        return ShapeError(
            f"{text(one)} is {self.of(one)} and {text(other)} is {self.of(other)}: {why}"
        )

    def _call(self, function: str, arguments: tuple[Written, ...], form: Written) -> Shape:
        if function in ENTRYWISE:
            return self._together(arguments, "in", form)
        for argument in arguments:
            if self.of(argument) != SCALAR:
                raise ShapeError(
                    f"{text(form)} may act on each entry of {text(argument)} or on all of them: "
                    f"define {function} at an entry, or declare it with function_of"
                )
        return SCALAR

    def _mul(self, factors: tuple[Written, ...], form: Written) -> Shape:
        arrays = [f for f in factors if self.of(f) != SCALAR]
        if len(arrays) > 1:
            raise ShapeError(
                f"{text(arrays[0])} is {self.of(arrays[0])} and {text(arrays[1])} is "
                f"{self.of(arrays[1])}: write @ for their matrix product, or hadamard(...) for "
                f"the product entry by entry, in place of * in {text(form)}"
            )
        return self.of(arrays[0]) if arrays else SCALAR

    def _power(self, base: Written, exponent: Written, form: Written) -> Shape:
        if self.of(exponent) != SCALAR:
            raise ShapeError(
                f"the exponent {text(exponent)} is {self.of(exponent)} in {text(form)}: it must "
                "be a number"
            )
        shape = self.of(base)
        if shape.is_matrix:
            raise ShapeError(
                f"{text(base)} is {shape}, and {text(form)} may be a power of the matrix or of its "
                "entries: write a product with @, or hadamard(...)"
            )
        return shape

    def _matmul(self, factors: tuple[Written, ...], form: Written) -> Shape:
        """Scalars may stand anywhere; of the others, columns meet rows."""
        arrays = [f for f in factors if self.of(f) != SCALAR]
        if not arrays:
            return SCALAR
        for left, right in pairwise(arrays):
            if not self._same(self.of(left).columns, self.of(right).rows):
                raise self._clash(
                    left,
                    right,
                    f"in the product {text(form)} the columns of the first must be the rows of "
                    "the second",
                )
        return Shape(self.of(arrays[0]).rows, self.of(arrays[-1]).columns)

    def _diag(self, of: Written, form: Written) -> Shape:
        shape = self.of(of)
        if not shape.is_column:
            raise ShapeError(f"{text(of)} is {shape} in {text(form)}: diag takes a column")
        return Shape(shape.rows, shape.rows)

    def _gradient(self, form: Gradient) -> Shape:
        of, wrt = self.of(form.of), self.of(form.wrt)
        if of == SCALAR:
            return wrt if form.layout == "denominator" else wrt.transposed
        if of.is_column and wrt.is_column:
            found = Shape(wrt.rows, of.rows)
            return found if form.layout == "denominator" else found.transposed
        raise ShapeError(
            f"{text(form.of)} is {of} and {text(form.wrt)} is {wrt}: {text(form)} would have more "
            "than two indices; differentiate entries such as x[i]"
        )


def _array(form: Array) -> Shape:
    if form.declared is None:
        raise ShapeError(
            f"{form.name} is not declared: say what it is, such as vector({form.name!r}, C)"
        )
    axes = form.declared.axes
    if len(axes) != len(form.indices):
        raise ShapeError(
            f"{form.name} has {len(axes)} indices, and {text(form)} shows {len(form.indices)}"
        )
    rows, *columns = (a for a, i in zip(axes, form.indices, strict=True) if i is None)
    if len(columns) > 1:
        raise ShapeError(
            f"{text(form)} has {len(columns) + 1} open indices: arrays have two at most, so give "
            "some of them"
        )
    return Shape(rows, columns[0] if columns else None)


def _given(over: IndexSet | None, form: Written) -> IndexSet:
    if over is None:
        raise ShapeError(f"the size of {text(form)} is not known: name its index set")
    return over

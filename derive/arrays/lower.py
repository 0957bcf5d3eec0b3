"""From arrays to entries: ``(X θ)_i = Σ_j X_ij θ_j``.

Every array form has an entry at a row and a column, in which families stand with all of
their indices, and which the rest of derive understands. Letters of sums are fresh: none
of them meets a name of the form, so that nothing is captured.

This file is trusted: a claim about arrays is judged on what it makes of them. It is
checked against NumPy, which knows the arrays themselves (tests/arrays).
"""

from __future__ import annotations

from fractions import Fraction
from typing import TypeAlias

from derive.arrays.letters import fresh_index, names_of_forms
from derive.arrays.shapes import SCALAR, Shapes
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
    has_arrays,
)
from derive.syntax.tree import (
    Call,
    Delta,
    Derivative,
    Entry,
    Index,
    IndexTerm,
    Mul,
    Number,
    Power,
    Sum,
    Written,
)
from derive.syntax.walk import children, rebuild

__all__ = ["entry", "lowered"]

ONE = Number(Fraction(1))
TWO = Number(Fraction(2))

_At: TypeAlias = "IndexTerm | None"


def entry(
    form: Written,
    row: IndexTerm | None = None,
    column: IndexTerm | None = None,
    avoid: frozenset[str] = frozenset(),
) -> Written:
    """The entry of an array form at a row and a column; ``None`` where it has one of them only.

    Fresh letters avoid the names of the form and those in ``avoid``. Raises ``ShapeError``
    where shapes do not fit.

    >>> from derive import index_set, indices, matrix, vector
    >>> m, n = index_set("m"), index_set("n")
    >>> (i,) = indices("i", m)
    >>> X, theta = matrix("X", m, n), vector("theta", n)
    >>> print(entry(X @ theta, i))
    Σ_j X_{ij} θ_j
    """
    found = Shapes()
    shape = found.of(form)
    for what, over, term in (("row", shape.rows, row), ("column", shape.columns, column)):
        if (over is None) != (term is None) or (term is not None and term.over != over):
            raise ValueError(f"a form of shape {shape} has no entry at the {what} {term}")
    letters = {term.name for term in (row, column) if isinstance(term, Index)}
    return _Entries(found).at(form, row, column, names_of_forms((form,)) | avoid | letters)


def lowered(form: Written) -> Written:
    """A scalar form with no arrays in it.

    >>> from derive import index_set, vector
    >>> from derive.syntax.array import norm
    >>> x = vector("x", index_set("C"))
    >>> print(lowered(norm(x) ** 2))
    Σ_i x_i²
    """
    return entry(form) if has_arrays(form) else form


class _Entries:
    def __init__(self, shapes: Shapes) -> None:
        self.shapes = shapes

    def at(self, form: Written, row: _At, column: _At, taken: frozenset[str]) -> Written:
        """The entry of a form; a scalar has the same one everywhere."""
        if self.shapes.of(form) == SCALAR:
            row = column = None
            if not has_arrays(form):
                return form
        match form:
            case Array():
                return _array(form, row, column)
            case Transpose(of):
                return self.at(of, column, row, taken)
            case MatMul(factors):
                return self.product(factors, row, column, taken)
            case Hadamard(factors):
                return _multiply([self.at(f, row, column, taken) for f in factors])
            case Ones():
                return ONE
            case Unit(at):
                assert row is not None
                return _delta(row, at)
            case Identity():
                assert row is not None
                assert column is not None
                return _delta(row, column)
            case Diag(of):
                assert row is not None
                assert column is not None
                return _multiply([_delta(row, column), self.at(of, row, None, taken)])
            case Trace(of):
                return self.trace(of, taken)
            case Norm(of):
                return Call("sqrt", (self.squares(of, taken),))
            case Power(Norm(of), exponent) if exponent == TWO:
                return self.squares(of, taken)
            case Gradient():
                return self.gradient(form, row, column, taken)
            case Derivative(of, wrt):
                return Derivative(self.at(of, row, column, taken), wrt)
        return rebuild(form, tuple(self.at(p, row, column, taken) for p in children(form)))

    def product(
        self, factors: tuple[Written, ...], row: _At, column: _At, taken: frozenset[str]
    ) -> Written:
        """``Σ_j Σ_k A_ij B_jk C_kl``; scalars stand before the sums."""
        scalars = [f for f in factors if self.shapes.of(f) == SCALAR]
        arrays = [f for f in factors if self.shapes.of(f) != SCALAR]
        at: list[_At] = [row]
        binders = []
        for factor in arrays[:-1]:
            inner = self.shapes.of(factor).columns
            if inner is None:
                at.append(None)
                continue
            binders.append(fresh_index(inner, taken))
            at.append(binders[-1])
            taken |= {binders[-1].name}
        at.append(column)
        places = zip(arrays, at, at[1:], strict=False)
        form = _multiply([self.at(f, left, right, taken) for f, left, right in places])
        for binder in reversed(binders):
            form = Sum(form, binder)
        outside = [self.at(f, None, None, taken) for f in scalars]
        return _multiply([*outside, form]) if arrays else _multiply(outside)

    def trace(self, of: Written, taken: frozenset[str]) -> Written:
        over = self.shapes.of(of).rows
        assert over is not None
        index = fresh_index(over, taken)
        return Sum(self.at(of, index, index, taken | {index.name}), index)

    def squares(self, of: Written, taken: frozenset[str]) -> Written:
        """The sum of the squares of all entries."""
        shape = self.shapes.of(of)
        row = None if shape.rows is None else fresh_index(shape.rows, taken)
        taken |= frozenset() if row is None else {row.name}
        column = None if shape.columns is None else fresh_index(shape.columns, taken)
        taken |= frozenset() if column is None else {column.name}
        form: Written = Power(self.at(of, row, column, taken), TWO)
        for index in (column, row):
            form = form if index is None else Sum(form, index)
        return form

    def gradient(self, form: Gradient, row: _At, column: _At, taken: frozenset[str]) -> Written:
        if form.layout == "numerator":
            row, column = column, row
        if self.shapes.of(form.of) == SCALAR:
            of = self.at(form.of, None, None, taken)
            return Derivative(of, _array(form.wrt, row, column))
        of = self.at(form.of, column, None, taken)
        return Derivative(of, _array(form.wrt, row, None))


def _array(form: Array, row: _At, column: _At) -> Entry:
    """The entry of a family at its open indices, rows first."""
    open_ones = iter((row, column))
    indices = tuple(next(open_ones) if i is None else i for i in form.indices)
    given = tuple(i for i in indices if i is not None)
    assert len(given) == len(indices)
    return Entry(form.name, given, form.declared)


def _delta(left: IndexTerm, right: IndexTerm) -> Written:
    return ONE if left == right else Delta(left, right)


def _multiply(factors: list[Written]) -> Written:
    """The product, flat, without factors 1."""
    flat = [g for f in factors for g in (f.factors if isinstance(f, Mul) else (f,)) if g != ONE]
    if not flat:
        return ONE
    return flat[0] if len(flat) == 1 else Mul(tuple(flat))

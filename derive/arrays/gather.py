"""From entries back to arrays: ``Σ_i X_ij (h_i − y_i)`` at j is ``Xᵀ (h − y)``.

The way back from ``derive.arrays.lower``. What depends on one open index is a column, on
two a matrix; products under sums are contracted in ``derive.arrays.summed``; numbers are
added entry by entry, other scalars times a column of ones.

What this file cannot do: it changes no form by algebra, apart from multiplying out where
that gives arrays. Restricted sums, diagonals of matrices and functions known by name only
have no form in arrays here.
"""

from __future__ import annotations

from fractions import Fraction

from derive.arrays.algebra import chain, scaled, transposed
from derive.arrays.contract import NoArray, hadamard
from derive.arrays.shapes import ENTRYWISE, ShapeError, shape_of
from derive.arrays.summed import At, gathered_product
from derive.arrays.totals import absolute, terms_of, total
from derive.syntax.array import Array, Gradient, Identity, Norm, Ones, Unit, has_arrays
from derive.syntax.tree import (
    Add,
    Call,
    Delta,
    Derivative,
    Entry,
    Index,
    Mul,
    Neg,
    Number,
    Power,
    Quotient,
    Sum,
    Written,
)
from derive.syntax.walk import free_indices, map_children, node_count

__all__ = ["gathered"]

ONE = Number(Fraction(1))
TWO = Number(Fraction(2))


def gathered(
    form: Written, row: Index | None = None, column: Index | None = None
) -> Written | None:
    """The array whose entry at ``row`` and ``column`` is the form; ``None`` where there is none.

    With no row, the number that the form is, its sums written as products of arrays.

    >>> from derive import Sum, index_set, indices, matrix, vector
    >>> m, n = index_set("m"), index_set("n")
    >>> (i,), (j,) = indices("i", m), indices("j", n)
    >>> X, h, y = matrix("X", m, n), vector("h", m), vector("y", m)
    >>> print(gathered(Sum(X[i, j] * (h[i] - y[i]), i), j))
    Xᵀ (h − y)
    >>> print(gathered(Sum(h[i] * y[i], i)))
    hᵀ y
    """
    at = tuple(index for index in (row, column) if index is not None)
    try:
        found = _gather(form, at)
        shape = shape_of(found)
    except (NoArray, ShapeError, RecursionError):
        return None
    wanted = tuple(index.over for index in at)
    if wanted != tuple(over for over in (shape.rows, shape.columns) if over is not None):
        return None  # a number, which is only added entry by entry
    return found if has_arrays(found) else None


def _gather(form: Written, at: At) -> Written:
    """The form at its open indices: a number, a column or a matrix."""
    if isinstance(form, Delta) and form.left == form.right:
        form = ONE
    depends = tuple(index for index in at if index in free_indices(form))
    if len(depends) < len(at):
        return _widened(form, depends, at)
    match form:
        case Neg(operand):
            return scaled(_gather(operand, at), [], negative=True)
        case Add(terms):
            pieces = tuple(_term(t, at) for t in terms)
            return min(Add(pieces), total(pieces), key=node_count)
        case Mul() | Sum():
            return _smallest(form, at)
        case Quotient(above, below):
            return _quotient(form, above, below, at)
        case Power(base, exponent):
            return _power(base, exponent, at)
        case Call(function, arguments):
            if at and function not in ENTRYWISE:
                raise NoArray(f"{function} is known by its name only")
            found = tuple(_part(a, at) for a in arguments)
            match found:
                case (Power(Norm() as norm, exponent),) if function == "sqrt" and exponent == TWO:
                    return norm
            return Call(function, found, form.orders)
    return _atom(form, at)


def _atom(form: Written, at: At) -> Written:
    """What has no parts that are gathered: entries, δ, derivatives."""
    if not at:
        return map_children(form, lambda part: part)
    match form:
        case Entry(name, indices, declared):
            order = tuple(i for i in indices if i in at)
            if len(order) != len(at):
                raise NoArray("a diagonal")
            whole = Array(name, tuple(None if i in at else i for i in indices), declared)
            return whole if order == at else transposed(whole)
        case Delta(left, right):
            if len(at) == 2:
                return Identity(at[0].over)
            return Unit(right if left == at[0] else left)
        case Derivative(of, Entry() as wrt):
            by = tuple(i for i in at if i in wrt.indices)
            inside = tuple(i for i in at if i in free_indices(of))
            if by == at and not inside:
                by_whole = _atom(wrt, at)
                if isinstance(by_whole, Array):
                    return Gradient(of, by_whole)
                return transposed(Gradient(of, _array(transposed(by_whole))))
            if len(by) == 1 and len(inside) == 1 and by != inside:
                jacobian = Gradient(_gather(of, inside), _array(_atom(wrt, by)), "numerator")
                return jacobian if inside == at[:1] else transposed(jacobian)
    raise NoArray(f"{type(form).__name__} has no form in arrays")


def _array(form: Written) -> Array:
    assert isinstance(form, Array)
    return form


def _widened(form: Written, depends: At, at: At) -> Written:
    """A form that does not depend on all of the indices, as an array that does not vary."""
    part = _gather(form, depends)
    if not depends:
        ones: Written = Ones(at[0].over)
        if len(at) == 2:
            ones = chain(ones, transposed(Ones(at[1].over)))
        return scaled(ones, [part])
    if depends == at[:1]:
        return chain(part, transposed(Ones(at[1].over)))
    return chain(Ones(at[0].over), transposed(part))


def _term(form: Written, at: At) -> Written:
    """A term of a sum: a number stands for itself at every entry."""
    inside = form.operand if isinstance(form, Neg) else form
    return form if isinstance(inside, Number) else _gather(form, at)


def _part(form: Written, at: At) -> Written:
    """A part of what is done entry by entry: a number or a full array."""
    return _gather(form, at if free_indices(form) & set(at) else ())


def _quotient(form: Written, above: Written, below: Written, at: At) -> Written:
    depends = tuple(index for index in at if index in free_indices(below))
    if depends and depends != at:
        return _smallest(form, at)
    top = _part(above, at)
    return scaled(Quotient(absolute(top), _part(below, at)), [], negative=isinstance(top, Neg))


def _power(base: Written, exponent: Written, at: At) -> Written:
    if not at:
        return Power(_gather(base, ()), _gather(exponent, ()))
    if free_indices(exponent) & set(at):
        raise NoArray("an exponent that varies")
    found = _gather(base, at)
    if len(at) == 1:
        return Power(found, _gather(exponent, ()))
    if exponent == TWO:
        return hadamard(found, found)
    raise NoArray("a power of a matrix's entries")


def _smallest(form: Written, at: At) -> Written:
    """The smaller of the forms as it stands and multiplied out, of those that there are."""
    found: list[Written] = []
    reason = NoArray("")
    for terms in dict.fromkeys(((form,), terms_of(form, False), terms_of(form, True))):
        try:
            found.append(total(tuple(gathered_product(term, at, _gather) for term in terms)))
        except NoArray as error:
            reason = error
    if not found:
        raise reason
    return min(found, key=node_count)

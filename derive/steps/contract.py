"""Every δ used where an index meets another: ``Σ_i f(i) δ_ij = f(j)``."""

from __future__ import annotations

from fractions import Fraction

from derive.model import IndexRelation
from derive.steps.products import ONE, ZERO, add, minus
from derive.syntax.tree import (
    Add,
    Delta,
    Index,
    IndexTerm,
    Mul,
    Neg,
    Number,
    Quotient,
    Sum,
    Written,
)
from derive.syntax.walk import map_children, rename_index

__all__ = ["contract"]


def contract(form: Written, case: tuple[IndexRelation, ...] = ()) -> Written:
    """Use every δ: ``Σ_i f(i) δ_ij = f(j)``, and 0 or 1 where the case decides.

    >>> from derive import delta, index_set, indices, vector
    >>> C = index_set("C")
    >>> i, j = indices("i j", C)
    >>> y = vector("y", C)
    >>> print(contract(Sum(y[i] * delta(i, j), i)))
    y_j
    """
    inside = case
    if isinstance(form, Sum):
        # The case speaks of free indices; under the binder the letter means another one.
        inside = tuple(r for r in case if form.index not in (r.left, r.right))
    form = map_children(form, lambda part: contract(part, inside))
    match form:
        case Delta(left, right):
            return _decide(left, right, case)
        case Neg(operand):
            return minus(operand)
        case Add(terms):
            return add(*terms)
        case Mul(factors) if any(f in (ZERO, ONE) for f in factors):
            kept = tuple(f for f in factors if f != ONE)
            if ZERO in kept:
                return ZERO
            return ONE if not kept else kept[0] if len(kept) == 1 else Mul(kept)
        case Quotient(top, bottom):
            return ZERO if top == ZERO else Quotient(top, bottom)
        case Sum(body, index, excluding):
            return _contract_sum(body, index, excluding, case)
    return form


def _decide(left: IndexTerm, right: IndexTerm, case: tuple[IndexRelation, ...]) -> Written:
    if left == right:
        return ONE
    if not isinstance(left, Index) and not isinstance(right, Index):
        return ZERO
    for relation in case:
        if {relation.left, relation.right} == {left, right}:
            return ONE if relation.equal else ZERO
    return Delta(left, right)


def _contract_sum(
    body: Written,
    index: Index,
    excluding: tuple[IndexTerm, ...],
    case: tuple[IndexRelation, ...],
) -> Written:
    match body:
        case Number(Fraction(numerator=0)):
            return ZERO
        case Neg(operand):
            return minus(_contract_sum(operand, index, excluding, case))
        case Add(terms):
            return add(*(_contract_sum(t, index, excluding, case) for t in terms))
    found = _delta_of(body, index)
    if found is None:
        return Sum(body, index, excluding)
    delta, point = found
    if point in excluding:
        return ZERO
    if excluding:
        return Sum(body, index, excluding)
    return contract(rename_index(_without(body, delta), index, point), case)


def _delta_of(body: Written, index: Index) -> tuple[Delta, IndexTerm] | None:
    """A δ that is a factor of the body and speaks of the index."""
    match body:
        case Delta(left, right) if index in (left, right):
            return body, right if left == index else left
        case Mul(factors):
            return next((d for f in factors if (d := _delta_of(f, index)) is not None), None)
        case Neg(operand):
            return _delta_of(operand, index)
        case Quotient(top, _):
            return _delta_of(top, index)
    return None


def _without(body: Written, delta: Delta) -> Written:
    """The body with one factor δ taken out."""
    match body:
        case Delta():
            return ONE
        case Mul(factors):
            for n, factor in enumerate(factors):
                if _holds(factor, delta):
                    rest = _without(factor, delta)
                    kept = (*factors[:n], *([] if rest == ONE else [rest]), *factors[n + 1 :])
                    return kept[0] if len(kept) == 1 else Mul(kept)
        case Neg(operand):
            return Neg(_without(operand, delta))
        case Quotient(top, bottom):
            return Quotient(_without(top, delta), bottom)
    raise AssertionError("the body has no such factor")


def _holds(form: Written, delta: Delta) -> bool:
    match form:
        case Mul(factors):
            return any(_holds(f, delta) for f in factors)
        case Neg(operand):
            return _holds(operand, delta)
        case Quotient(top, _):
            return _holds(top, delta)
    return form == delta

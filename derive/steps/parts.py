"""The terms of a loss that are derived one by one: ``∂(L + R)/∂w = ∂L/∂w + ∂R/∂w``."""

from __future__ import annotations

from derive.model import IndexRelation
from derive.scope import Scope
from derive.steps.derivatives import signed_product
from derive.steps.products import ONE, minus, terms_of
from derive.steps.recognise import unfolded
from derive.steps.stages import stages_of
from derive.syntax.tree import Add, Derivative, Entry, Mul, Neg, Number, Size, Symbol, Written

__all__ = ["core_of", "parts_of"]


def parts_of(lhs: Derivative, scope: Scope, case: tuple[IndexRelation, ...]) -> tuple[Written, ...]:
    """The terms of a loss in which the variable occurs, if one of them has stages of its own."""
    body = unfolded(lhs.of, scope)
    terms = terms_of(body) if isinstance(body, Add) else ()
    varying = tuple(t for t in terms if lhs.wrt.name in scope.names_in(t))
    cores = [core_of(t)[1] for t in varying]
    staged = any(stages_of(core, lhs.wrt, scope, case) for core in cores)
    return varying if len(varying) > 1 and staged else ()


def core_of(term: Written) -> tuple[Written, Written]:
    """What stands before a name, and the name; any other term stays as it is."""
    inner = term.operand if isinstance(term, Neg) else term
    sign = minus(ONE) if isinstance(term, Neg) else ONE
    match inner:
        case Symbol() | Entry():
            return sign, inner
        case Mul(factors) if isinstance(factors[-1], Symbol | Entry):
            if all(isinstance(f, Number | Symbol | Size) for f in factors[:-1]):
                return signed_product(sign, *factors[:-1]), factors[-1]
    return ONE, term

"""Which conditions of a claim follow from the facts, and which have to be printed."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from derive.elaborate import conditions as collect
from derive.elaborate import meaning
from derive.index.notation import OutOfClass, index_symbol
from derive.model import Claim, Condition, IndexRelation
from derive.prove.equality import engine
from derive.prove.field import OutOfBudget, Undefined, Value
from derive.prove.normal import Choices, NormalForm, with_room
from derive.prove.patterns import patterns
from derive.prove.signs import never_zero, sign
from derive.scope import Scope
from derive.syntax.tree import Mul, Neg, Number, Power, Quotient, Written, free_indices

__all__ = ["conditions_of", "open_conditions"]

Relation = Literal[">0", ">=0", "!=0"]


def conditions_of(claim: Claim, scope: Scope) -> tuple[Condition, ...]:
    """Everything that the two sides need to be defined."""
    both = (*collect(claim.lhs, scope), *collect(claim.rhs, scope))
    return tuple(dict.fromkeys(both))


def open_conditions(conditions: tuple[Condition, ...], scope: Scope) -> tuple[Condition, ...]:
    """The conditions that do not follow from the facts, taken apart into factors."""
    found: dict[Condition, None] = {}
    for condition in conditions:
        for piece in _pieces(condition, scope):
            found.setdefault(piece)
    return tuple(c for c in found if not _implied(c, tuple(found)))


def _pieces(condition: Condition, scope: Scope) -> list[Condition]:
    """The condition as conditions on factors, without those that hold anyway."""
    if _holds(condition, scope):
        return []
    factors = _factors(condition.form)
    if condition.relation == "!=0" and len(factors) > 1:
        return [p for f in factors for p in _pieces(_about(condition, f), scope)]
    if condition.relation == ">0" and len(factors) > 1:
        left = [f for f in factors if not _holds(_about(condition, f), scope)]
        if len(left) == 1:
            return _pieces(_about(condition, left[0]), scope)
    return [condition]


def _about(condition: Condition, form: Written) -> Condition:
    used = free_indices(form)
    bound = tuple(i for i in condition.bound if i in used)
    apart = tuple(pair for pair in condition.excluding if pair[0] in bound)
    return replace(condition, form=form, bound=bound, excluding=apart)


def _factors(form: Written) -> list[Written]:
    match form:
        case Mul(factors):
            return [f for factor in factors for f in _factors(factor)]
        case Quotient(numerator, denominator):
            return [*_factors(numerator), *_factors(denominator)]
        case Power(base, Number(value)) if value.denominator == 1 and value % 2 and value > 0:
            return _factors(base)
    return [form]


def _holds(condition: Condition, scope: Scope) -> bool:
    """Whether the condition follows from the facts in every pattern of its indices."""
    form, relation = condition.form, condition.relation
    if isinstance(form, Neg) and relation == "!=0":
        return _holds(replace(condition, form=form.operand), scope)
    free = tuple(dict.fromkeys((*scope.free, *condition.bound)))
    relations = tuple(IndexRelation(a, b, equal=False) for a, b in condition.excluding)
    wider = replace(scope, free=free, case=(*scope.case, *relations))
    expression = meaning(form, scope)

    def follows(choices: Choices) -> bool:
        for pattern in patterns(wider.free, wider.points, wider.case):
            nf, env = engine(wider, pattern, (), choices)
            env |= {index_symbol(i): pattern.token(i) for i in condition.bound}
            if not _satisfied(nf, nf.reduce(nf.value(expression, env)), relation):
                return False
        return True

    try:
        return bool(with_room(follows))
    except (OutOfClass, OutOfBudget, Undefined, OverflowError):
        return False


def _satisfied(nf: NormalForm, value: Value, relation: Relation) -> bool:
    if relation == "!=0":
        return never_zero(nf, value.num)
    known = sign(nf, value)
    return known == "+" or (relation == ">=0" and known == "0+")


def _implied(condition: Condition, others: tuple[Condition, ...]) -> bool:
    """Whether a stronger condition on the same form stands among the others."""
    rank = {">0": 2, ">=0": 1, "!=0": 1}
    return any(
        other.form == condition.form
        and rank[other.relation] > rank[condition.relation]
        and set(other.excluding) <= set(condition.excluding)
        for other in others
    )

"""Trusted code. Which conditions of a claim follow from the facts, and which have to be printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from typing import Literal

from derive.conditions import conditions as collect
from derive.elaborate import Elaborator
from derive.index.notation import OutOfClass, index_symbol
from derive.model import Claim, Condition, IndexRelation
from derive.prove.equality import engine, odd_base
from derive.prove.field import Contradiction, OutOfBudget, Undefined, Value
from derive.prove.normal import Choices, NormalForm, with_room
from derive.prove.patterns import Pattern, patterns, refinements
from derive.prove.positive import plainly_positive
from derive.prove.signs import never_zero, sign
from derive.scope import Scope
from derive.syntax.shape import shape
from derive.syntax.tree import Call, Index, Mul, Neg, Number, Point, Power, Quotient, Written
from derive.syntax.walk import free_indices, rename_index

__all__ = ["conditions_of", "impossible", "open_conditions"]

Relation = Literal[">0", ">=0", "!=0"]

#: A condition that has more equality patterns than these is printed without being looked at.
MAX_PATTERNS = 60


def conditions_of(claim: Claim, elaborator: Elaborator) -> tuple[Condition, ...]:
    """Everything that the two sides need to be defined, each thing once.

    It is worked out once for the scopes that share their definitions.
    """
    key = claim.lhs, claim.rhs
    found = elaborator.needs.get(key)
    if found is None:
        scope = elaborator.scope
        both = (*collect(claim.lhs, scope), *collect(claim.rhs, scope))
        found = elaborator.needs[key] = _distinct(both)
    return found


def _distinct(conditions: Iterable[Condition]) -> tuple[Condition, ...]:
    """Each condition once: needed in any case, if it is so at one of its places."""
    found: dict[object, Condition] = {}
    for condition in conditions:
        key = _identity(condition)
        if key not in found or found[key].maybe_empty or not condition.maybe_empty:
            found[key] = condition
    return tuple(found.values())


def _identity(condition: Condition) -> object:
    """Equal for conditions that differ in bound letters only."""
    return condition.relation, shape(condition.form), condition.bound, condition.excluding


def open_conditions(
    conditions: tuple[Condition, ...], elaborator: Elaborator
) -> tuple[Condition, ...]:
    """The conditions that do not follow from the facts, taken apart into factors."""
    kept = _distinct(piece for c in conditions for piece in _pieces(c, elaborator))
    return tuple(c for c in kept if not _implied(c, kept))


def _root_argument(form: Written) -> Written | None:
    match form:
        case Call("sqrt", (argument,)):
            return argument
    return None


def _even_base(form: Written) -> Written | None:
    """The base of an even power, which is never negative."""
    match form:
        case Power(base, Number(value)) if value.denominator == 1 and value % 2 == 0:
            return base
    return None


def _pieces(condition: Condition, elaborator: Elaborator) -> list[Condition]:
    """The condition as conditions on factors, without those that hold anyway."""
    if _holds(condition, elaborator):
        return []
    root = _root_argument(condition.form)
    if root is not None and condition.relation != ">=0":
        # What stands under a root is not negative: it is positive where the root is not 0.
        return _pieces(replace(_about(condition, root), relation=">0"), elaborator)
    odd = odd_base(condition.form)
    if odd is not condition.form:
        return _pieces(_about(condition, odd), elaborator)
    base = _even_base(condition.form)
    if base is not None:
        if condition.relation == ">=0":
            return []
        return _pieces(replace(_about(condition, base), relation="!=0"), elaborator)
    factors = _factors(condition.form)
    if condition.relation == "!=0" and len(factors) > 1:
        return [p for f in factors for p in _pieces(_about(condition, f), elaborator)]
    if condition.relation == ">0" and len(factors) > 1:
        left = [f for f in factors if not _holds(_about(condition, f), elaborator)]
        if len(left) == 1:
            return _pieces(_about(condition, left[0]), elaborator)
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


def _holds(condition: Condition, elaborator: Elaborator) -> bool:
    """Whether the condition follows from the facts in every pattern of its indices."""
    form, relation = condition.form, condition.relation
    if isinstance(form, Neg) and relation == "!=0":
        return _holds(replace(condition, form=form.operand), elaborator)
    if plainly_positive(form, elaborator.scope):
        return True
    try:
        return all(_satisfied(nf, v, relation) for nf, v in _values(condition, elaborator))
    except (OutOfClass, OutOfBudget, Undefined, Contradiction, OverflowError):
        return False


def impossible(condition: Condition, elaborator: Elaborator, pattern: Pattern) -> bool:
    """Whether the condition fails for some value of its bound indices, once there are enough.

    ``Σ_j δ_jk/δ_jk`` needs ``δ_jk ≠ 0`` for every j, which no set of two elements gives.
    """
    if not condition.bound:
        return False
    try:
        found = _values(condition, elaborator, pattern)
        return any(_violated(nf, value, condition.relation) for nf, value in found)
    except (OutOfClass, OutOfBudget, Undefined, Contradiction, OverflowError):
        return False


def _values(
    condition: Condition, elaborator: Elaborator, base: Pattern | None = None
) -> list[tuple[NormalForm, Value]]:
    """The form of a condition in every pattern of its indices that refines ``base``.

    Raises ``OverflowError`` where there are too many patterns to look at.
    """
    scope = elaborator.scope
    condition = _apart_from(condition, scope.free)
    free = scope.free if base is not None else _concerned(condition, scope)
    relations = tuple(IndexRelation(a, b, equal=False) for a, b in condition.excluding)
    case = tuple(
        r
        for r in (*scope.case, *relations)
        if all(isinstance(t, Point) or t in (*free, *condition.bound) for t in (r.left, r.right))
    )
    wider = replace(scope, free=(*free, *condition.bound), case=case)
    if base is None:
        finer = patterns(wider.free, wider.points, wider.case)
    else:
        finer = (
            pattern
            for pattern in refinements(base, condition.bound)
            if all(pattern.equal(r.left, r.right) == r.equal for r in wider.case)
        )
    chosen = list(islice(finer, MAX_PATTERNS + 1))
    if len(chosen) > MAX_PATTERNS:
        raise OverflowError("a condition has too many equality patterns")
    meanings = elaborator.under(wider)

    def evaluate(choices: Choices) -> list[tuple[NormalForm, Value]]:
        found = []
        for pattern in chosen:
            nf, env = engine(meanings, pattern, (), choices)
            env |= {index_symbol(i): pattern.token(i) for i in condition.bound}
            found.append((nf, nf.reduce(nf.value(meanings.meaning(condition.form), env))))
        return found

    values = with_room(evaluate)
    assert isinstance(values, list)
    return values


def _concerned(condition: Condition, scope: Scope) -> tuple[Index, ...]:
    """The free indices that a condition depends on: its own, and those of what is assumed.

    What holds wherever the others are, holds in every pattern.
    """
    used = set(free_indices(condition.form)) | {index for _, index in scope.unbound}
    for equation in scope.equations:
        used |= free_indices(equation.lhs) | free_indices(equation.rhs)
    used |= {t for _, t in condition.excluding if isinstance(t, Index)}
    return tuple(index for index in scope.free if index in used)


def _apart_from(condition: Condition, free: tuple[Index, ...]) -> Condition:
    """The condition with its bound letters made different from the free ones."""
    taken = {i.name for i in free} | {i.name for i in condition.bound}
    for index in condition.bound:
        if index not in free:
            continue
        name = index.name
        while name in taken:
            name += "'"
        taken.add(name)
        fresh = Index(name, index.over)
        condition = replace(
            condition,
            form=rename_index(condition.form, index, fresh),
            bound=tuple(fresh if i == index else i for i in condition.bound),
            excluding=tuple(
                (fresh if i == index else i, fresh if x == index else x)
                for i, x in condition.excluding
            ),
        )
    return condition


def _violated(nf: NormalForm, value: Value, relation: Relation) -> bool:
    if relation == ">=0":
        return sign(nf, -value) == "+"
    return value.is_zero() or (relation == ">0" and sign(nf, -value) is not None)


def _satisfied(nf: NormalForm, value: Value, relation: Relation) -> bool:
    if relation == "!=0":
        return never_zero(nf, value.num)
    known = sign(nf, value)
    return known == "+" or (relation == ">=0" and known == "0+")


def _implied(condition: Condition, others: tuple[Condition, ...]) -> bool:
    """Whether stronger conditions stand among the others: on the form, or on its factors."""
    rank = {">0": 2, ">=0": 1, "!=0": 1}

    def given(form: Written, least: int) -> bool:
        return any(
            other.form == form
            and other.bound == tuple(i for i in condition.bound if i in free_indices(form))
            and rank[other.relation] >= least
            and other.maybe_empty <= condition.maybe_empty
            and set(other.excluding) <= set(condition.excluding)
            for other in others
        )

    factors = _factors(condition.form)
    if len(factors) > 1 and all(given(f, 2) for f in factors):
        return True
    return condition.relation != ">0" and given(condition.form, 2)

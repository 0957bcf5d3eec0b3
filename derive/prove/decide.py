"""The verdict on one claim, from its normal forms, its refutation and its repair."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from itertools import islice

from derive.elaborate import Elaborator
from derive.index.notation import OutOfClass, total
from derive.model import (
    Assumption,
    Claim,
    Condition,
    Conditional,
    Equation,
    IndexRelation,
    Proved,
    Refuted,
    Unknown,
    Verdict,
    Witness,
)
from derive.prove.at_sizes import prove_at_sizes
from derive.prove.conditions import conditions_of, open_conditions
from derive.prove.confirm import DISAGREEMENT, confirm, declared_facts, vacuous
from derive.prove.equality import Comparison, compare_at
from derive.prove.evaluate import Place
from derive.prove.every_pattern import compare_again, compare_if_equal, compare_patterns
from derive.prove.field import MAX_WORK, OutOfBudget
from derive.prove.points import TooLarge, layouts
from derive.prove.refute import MAX_POINTS, Sample, agree, separate
from derive.prove.repair import candidates, last_candidates
from derive.prove.shorthand import defined, shorthands
from derive.prove.sizes import decisive_extra
from derive.scope import Scope, scope_of
from derive.syntax.tree import IndexSet

__all__ = ["decide"]

MAX_SMALL_PLACES = 60
#: At so many points a difference is looked for before rules that cost more are tried.
FEW_POINTS = 30
#: An assumption that takes more work than this to try is not offered.
WORK_FOR_A_CANDIDATE = MAX_WORK // 10


def decide(claim: Claim) -> Verdict:
    """Prove, refute or repair one claim; ``Unknown`` says why it did none of these.

    Raises ``ScopeError`` where the names of the claim clash.
    """
    scope = scope_of(claim)
    elaborator = Elaborator(scope)
    try:
        if claim.given:
            proved = _prove_without_assumptions(claim, elaborator)
            if proved is not None:
                return proved
        comparisons, needed = compare_patterns(claim, elaborator)
    except (OutOfClass, OutOfBudget, OverflowError, RecursionError) as error:
        return _without_normal_form(claim, scope, error)
    if not comparisons:
        return Unknown("vacuous", "no pattern of the indices satisfies the case")
    if any(c.outcome == "different" for c in comparisons):
        return _refute(claim, elaborator, comparisons)
    verdict = _settle(claim, elaborator, comparisons, needed)
    if claim.given and needed and isinstance(verdict, Proved):
        bare = _prove_without_assumptions(claim, elaborator, needed)
        if isinstance(bare, Proved):
            return bare
        if isinstance(bare, Unknown) and bare.reason == DISAGREEMENT:
            return bare
    return verdict


def _settle(
    claim: Claim,
    elaborator: Elaborator,
    comparisons: tuple[Comparison, ...],
    needed: tuple[Condition, ...],
    extra: int = 0,
) -> Verdict:
    """The verdict where the sides are different in no pattern; confirmed at ``extra`` sizes."""
    scope = elaborator.scope
    outcomes = {c.outcome for c in comparisons}
    if outcomes == {"contradictory"}:
        return Unknown("contradictory", comparisons[0].detail)
    if not outcomes & {"equal"}:
        return Unknown("undefined", f"a side is defined nowhere: {comparisons[0].detail}")
    partly = bool(outcomes - {"equal"})
    if partly and not _holds_in_small_sets(claim, elaborator):
        sample = separate(claim, scope, 1)
        if sample.witness is not None:
            return Refuted(sample.witness)
        return Unknown(
            "undecided", "a side is defined in small index sets only, and not shown equal there"
        )
    return confirm(claim, scope, needed, claim.given, partly_undefined=partly, extra=extra)


def _prove_without_assumptions(
    claim: Claim, elaborator: Elaborator, allowed: tuple[Condition, ...] = ()
) -> Verdict | None:
    """The verdict if the claim holds with no assumption, under no more than these conditions."""
    bare = replace(claim, given=())
    found = compare_if_equal(bare, elaborator.under(scope_of(bare)))
    if found is None:
        return None
    comparisons, needed = found
    if not set(needed) <= set(allowed) or {c.outcome for c in comparisons} != {"equal"}:
        return None
    return confirm(claim, elaborator.scope, needed, ())


def _holds_in_small_sets(claim: Claim, elaborator: Elaborator) -> bool:
    """Whether the sides agree wherever sums may be empty.

    In a pattern where a side is undefined for all large sets, it may still be defined in
    small ones, where a sum that leaves points out has no terms. There it is compared with
    every sum written out.
    """
    try:
        places = list(islice(layouts(elaborator.scope, extra=2), MAX_SMALL_PLACES + 1))
        return len(places) <= MAX_SMALL_PLACES and all(
            compare_at(claim, elaborator, place, ()) != "different" for place in places
        )
    except (OutOfClass, OutOfBudget, OverflowError, RecursionError, TooLarge):
        return False


def _refute(claim: Claim, elaborator: Elaborator, comparisons: tuple[Comparison, ...]) -> Verdict:
    scope = elaborator.scope
    sample: Sample | None = None
    try:
        both = total(elaborator.meaning(claim.lhs), elaborator.meaning(claim.rhs))
        extra = decisive_extra(both)
        # Most of what differs does so at one of the first points: then look for a proof.
        for budget, further in ((FEW_POINTS, 0), (MAX_POINTS, extra)):
            looked = sample is not None and sample.defined is not None
            sample = separate(claim, scope, further, budget)
            if sample.witness is not None:
                return _repaired(claim, elaborator, comparisons, sample.witness)
            if sample.defined is not None and not looked:
                proved = _prove_thoroughly(claim, elaborator, comparisons, extra)
                if proved is not None:
                    return proved
    except TooLarge as error:
        return Unknown("too-large", str(error))
    assert sample is not None
    if sample.defined is None:
        return vacuous(sample)
    return _at_sizes(claim, elaborator, sample.defined)


def _prove_thoroughly(
    claim: Claim, elaborator: Elaborator, comparisons: tuple[Comparison, ...], extra: int
) -> Verdict | None:
    """The verdict if rules that cost more find no difference."""
    with suppress(OutOfClass, OutOfBudget, OverflowError, RecursionError):
        again, needed = compare_again(claim, elaborator, comparisons)
        if not any(c.outcome == "different" for c in again):
            return _settle(claim, elaborator, again, needed, extra)
    return None


def _repaired(
    claim: Claim, elaborator: Elaborator, comparisons: tuple[Comparison, ...], witness: Witness
) -> Refuted | Conditional:
    """A refuted claim, with the assumptions under which it is proved if there are such."""
    scope = elaborator.scope
    says_zero = all(c.zeros for c in comparisons)
    proofs: dict[Assumption, Proved] = {}
    for candidate in candidates(claim, scope, comparisons):
        proved = _under(claim, candidate, elaborator, says_zero=says_zero)
        if proved is not None:
            proofs[candidate] = proved
    for equation in shorthands(claim, scope, comparisons):
        # Proved with the shorthand defined, which evaluation can look at anywhere.
        proved_so = decide(defined(claim, equation))
        if isinstance(proved_so, Proved) and proved_so.sizes is None:
            given = (*proved_so.assumptions, equation)
            proofs[equation] = replace(proved_so, assumptions=given)
    for fact in last_candidates(claim, scope, comparisons) if not proofs else ():
        proved = _under(claim, fact, elaborator, says_zero=says_zero, thorough=True)
        if proved is not None:
            proofs[fact] = proved
            break
    if not proofs:
        return Refuted(witness)
    return Conditional(tuple(proofs), witness, next(iter(proofs.values())))


def _at_sizes(claim: Claim, elaborator: Elaborator, point: Witness) -> Verdict:
    """No general proof and no witness: at least a proof at the smallest sizes, if there is one."""
    undecided = Unknown(
        "undecided", "the normal forms differ, and no point was found that separates the sides"
    )
    needed = conditions_of(claim, elaborator)
    try:
        places = prove_at_sizes(claim, elaborator, needed)
    except (OutOfClass, OutOfBudget, OverflowError, RecursionError):
        return undecided
    if not places:
        return undecided
    return Proved(
        assumptions=(*claim.given, *claim.case, *declared_facts(claim, elaborator.scope)),
        conditions=open_conditions(needed, elaborator),
        method="normal form with every sum written out, confirmed by evaluation",
        point=point,
        sizes=_sizes(places),
    )


def _sizes(places: tuple[Place, ...]) -> tuple[tuple[IndexSet, tuple[int, ...]], ...]:
    """The sizes of one index set; of several, one combination, lest more be read into it."""
    index_sets = sorted(places[0].sizes, key=lambda s: s.name)
    if len(index_sets) > 1:
        return tuple((s, (places[0].sizes[s],)) for s in index_sets)
    return tuple((s, tuple(p.sizes[s] for p in places)) for s in index_sets)


def _under(
    claim: Claim,
    candidate: Assumption,
    elaborator: Elaborator,
    *,
    says_zero: bool,
    thorough: bool = False,
) -> Proved | None:
    """The proof of the claim under one more assumption, if there is one.

    Where it makes both sides 0 it says nothing for the claim, unless that is the claim.
    """
    if isinstance(candidate, Equation) and candidate in claim.given:
        return None
    if isinstance(candidate, IndexRelation):
        supposed = replace(claim, case=(*claim.case, candidate))
    else:
        supposed = replace(claim, given=(*claim.given, candidate))
    scope = scope_of(supposed)
    inside = elaborator.under(scope)
    try:
        seen = agree(supposed, scope)
        if seen.witness is not None or seen.defined is None:
            return None
        comparisons, needed = compare_patterns(supposed, inside, WORK_FOR_A_CANDIDATE)
        if thorough and any(c.outcome == "different" for c in comparisons):
            comparisons, needed = compare_again(supposed, inside, comparisons)
    except (OutOfClass, OutOfBudget, OverflowError, RecursionError, TooLarge):
        return None
    if not comparisons or any(c.outcome == "different" for c in comparisons):
        return None
    if not any(c.outcome == "equal" for c in comparisons):
        return None
    if not says_zero and all(c.zeros == 2 for c in comparisons):
        return None
    verdict = confirm(supposed, scope, needed, supposed.given, seen=seen)
    return verdict if isinstance(verdict, Proved) else None


def _without_normal_form(claim: Claim, scope: Scope, error: Exception) -> Verdict:
    reason = "out-of-class" if isinstance(error, OutOfClass) else "out-of-budget"
    try:
        sample = separate(claim, scope)
    except TooLarge as too_large:
        return Unknown("too-large", str(too_large))
    if sample.witness is not None:
        return Refuted(sample.witness)
    return Unknown(reason, str(error) or "the expression is nested too deeply")

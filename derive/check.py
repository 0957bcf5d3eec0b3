"""The pipeline, to be read from top to bottom: a derivation in, a judgement out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from derive.arrays.claims import claim_of_entries, derivation_of_entries
from derive.arrays.shapes import ShapeError
from derive.model import (
    Assumption,
    Claim,
    Conditional,
    CrossCheck,
    Definition,
    Derivation,
    Diagnostic,
    Equation,
    IndexRelation,
    Judged,
    Judgement,
    Proved,
    Refuted,
    Unknown,
    Verdict,
)
from derive.prove.decide import decide
from derive.prove.domains import domain_mismatch
from derive.scope import ScopeError, TooManyNodes, check_names, scope_of
from derive.syntax.tree import Derivative, Index, Written
from derive.syntax.walk import free_indices, subforms

__all__ = ["judge", "judge_claim"]


def judge(derivation: Derivation) -> Judgement:
    """Judge every claim of a derivation, and cross-check what was proved in NumPy.

    Claims about arrays are judged and checked on their entries, and shown as they are written.
    """
    try:
        entries = derivation_of_entries(derivation)
    except ShapeError as error:
        raise ScopeError(str(error)) from error
    check_names(side for claim in entries.claims for side in _sides(claim))
    checked = tuple(judge_claim(claim) for claim in entries.claims)
    pairs = zip(derivation.claims, checked, strict=True)
    judged = tuple(_shown(found, claim) for claim, found in pairs)
    return Judgement(derivation, judged, _cross_check(entries, checked))


def _sides(claim: Claim) -> Iterator[Written]:
    yield from (claim.lhs, claim.rhs)
    for assumption in claim.given:
        if isinstance(assumption, Equation):
            yield from (assumption.lhs, assumption.rhs)


def _cross_check(derivation: Derivation, judged: tuple[Judged, ...]) -> CrossCheck | None:
    """The cross-check of the chains that start with a derivative and are proved throughout."""
    from derive.numeric.arrays import has_no_value

    proved = {id(j.claim) for j in judged if isinstance(j.verdict, Proved)}
    chains = tuple(
        claims
        for claims in derivation.chains
        if isinstance(claims[0].lhs, Derivative)
        and all(id(claim) in proved for claim in claims)
        and not any(has_no_value(s) for s in subforms(claims[-1].rhs))
    )
    derivatives = [c for c in derivation.chains if isinstance(c[0].lhs, Derivative)]
    if not chains or len(chains) < len(derivatives):
        # Agreement of a part would be read as agreement of the whole.
        return None
    from derive.numeric.cross_check import cross_check

    proofs = [j.verdict for j in judged if isinstance(j.verdict, Proved)]
    used = dict.fromkeys(a for proof in proofs for a in proof.assumptions)
    return cross_check(chains, tuple(used))


def judge_claim(claim: Claim) -> Judged:
    """Judge one claim: its verdict, and the diagnostics about how it is written.

    A claim about arrays is judged on its entries, and shown as it is written. Raises
    ``ScopeError`` (a ``ValueError``) where the names or the shapes of the claim clash.
    """
    try:
        entries = claim_of_entries(claim)
    except ShapeError as error:
        raise ScopeError(str(error)) from error
    return _shown(_judge_entries(entries), claim)


def _shown(judged: Judged, claim: Claim) -> Judged:
    """The judgement of a claim about entries as that of the claim about arrays."""
    if judged.claim is claim:
        return judged
    written = dict(zip(judged.claim.given, claim.given, strict=True))
    verdict = _without_letters(judged.verdict, _letters_of(judged.claim) - _letters_of(claim))
    return replace(judged, claim=claim, verdict=_as_written(verdict, written))


def _without_letters(verdict: Verdict, letters: frozenset[Index]) -> Verdict:
    """A need that speaks of the letters of entries is none: the claim is about all entries."""
    if not isinstance(verdict, Conditional):
        return verdict
    needs = tuple(need for need in verdict.needs if not letters & _letters_in(need))
    if needs[:1] != verdict.needs[:1]:
        return Refuted(verdict.witness)
    return replace(verdict, needs=needs)


def _letters_of(claim: Claim) -> frozenset[Index]:
    sides = (claim.lhs, claim.rhs)
    return frozenset(x for side in sides for x in free_indices(side) if isinstance(x, Index))


def _letters_in(assumption: Assumption) -> set[object]:
    match assumption:
        case IndexRelation(left, right):
            return {left, right}
        case Equation(lhs, rhs):
            return {*free_indices(lhs), *free_indices(rhs)}
    return set()


def _as_written(verdict: Verdict, written: dict[Assumption, Assumption]) -> Verdict:
    """The verdict with the author's assumptions for those about entries."""
    match verdict:
        case Proved(assumptions):
            return replace(verdict, assumptions=tuple(written.get(a, a) for a in assumptions))
        case Conditional(proof=proof):
            named = tuple(written.get(a, a) for a in proof.assumptions)
            return replace(verdict, proof=replace(proof, assumptions=named))
    return verdict


def _judge_entries(claim: Claim) -> Judged:
    """Judge one claim in which no arrays stand."""
    try:
        verdict: Verdict = Definition() if claim.defines is not None else decide(claim)
    except TooManyNodes as error:
        return Judged(claim, Unknown("out-of-budget", str(error)))
    except (RecursionError, MemoryError):
        return Judged(claim, Unknown("out-of-budget", "the expression is nested too deeply"))
    if isinstance(verdict, Proved):
        mismatch = domain_mismatch(claim, scope_of(claim)) if verdict.conditions else None
        return Judged(claim, verdict, () if mismatch is None else (mismatch,))
    return Judged(claim, verdict, _diagnostics(claim))


def _diagnostics(claim: Claim) -> tuple[Diagnostic, ...]:
    return tuple(
        Diagnostic(
            "unbound-index",
            f"the index {index.name} is free in the definition of {name}, and nothing binds it",
            f"{name} then depends on {index.name}, which its name does not show",
            f"write a bound index in place of {index.name}, or define {name} at {index.name}",
        )
        for name, index in scope_of(claim).unbound
    )

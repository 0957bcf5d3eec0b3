"""Which missing assumptions an author may have had in mind: the others are no needs.

Any false step holds under some assumption. One that only says that a term which is missing is 0,
that a sum in a definition is 1, or that what is raised to its third power is 0 or 1, explains
nothing: the step is refuted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from derive.check import judge_claim
from derive.declared_names import declarations_of
from derive.model import (
    Assumption,
    Claim,
    Conditional,
    Equation,
    Fact,
    Judged,
    Proved,
    Refuted,
)
from derive.syntax.tree import Entry, Number, Power, Sum, Symbol, Written
from derive.syntax.walk import subforms

__all__ = ["with_likely_needs"]


def with_likely_needs(judged: Judged, ends: tuple[str, ...] = ()) -> Judged:
    """The same with the needs that are likely ones; a refutation, if none is.

    ``ends`` are values at the ends of a sum of differences, which may be meant to be 0.
    """
    verdict = judged.verdict
    if isinstance(verdict, Refuted):
        return _with_end(judged, verdict, ends)
    if not isinstance(verdict, Conditional):
        return judged
    needs = tuple(need for need in verdict.needs if _is_likely(judged.claim, need))
    if needs == verdict.needs:
        return judged
    # The proof is one under the first need: it goes with it.
    if not needs or needs[0] != verdict.needs[0]:
        return replace(judged, verdict=Refuted(verdict.witness))
    return replace(judged, verdict=replace(verdict, needs=needs))


def _with_end(judged: Judged, verdict: Refuted, ends: tuple[str, ...]) -> Judged:
    """The same, on condition that an end of a sum is 0, if that proves it."""
    claim = judged.claim
    names = declarations_of((claim.lhs, claim.rhs))
    for name in ends:
        if name not in names:
            continue
        need = Equation(Symbol(name, names[name]), Number(Fraction(0)))
        proof = judge_claim(replace(claim, given=(*claim.given, need))).verdict
        if isinstance(proof, Proved):
            return replace(judged, verdict=Conditional((need,), verdict.witness, proof))
    return judged


def _is_likely(claim: Claim, need: Assumption) -> bool:
    match need:
        case Equation(Sum(Entry(name=name)), Number(value)):
            sides = (p for side in (claim.lhs, claim.rhs) for p in subforms(side))
            if any(_is_sum_of(part, name) for part in sides):
                return True
            # A definition that shows a sum shows a sum that is not known: it is not 1.
            return (value == 0) == any(_is_sum_of(part, name) for part in _parts(claim))
        case Fact("binary", name):
            return not any(_is_raised(part, name) for part in _parts(claim))
    return True


def _parts(claim: Claim) -> Iterator[Written]:
    """Every form in the claim and in the definitions that it uses."""
    sides = claim.lhs, claim.rhs
    bodies = [d.body for d in declarations_of(sides).values() if d.body is not None]
    for form in (*sides, *bodies):
        yield from subforms(form)


def _is_sum_of(part: Written, name: str) -> bool:
    return isinstance(part, Sum) and isinstance(part.body, Entry) and part.body.name == name


def _is_raised(part: Written, name: str) -> bool:
    match part:
        case Power(Entry() | Symbol() as base, Number(value)):
            return base.name == name and value > 2
    return False

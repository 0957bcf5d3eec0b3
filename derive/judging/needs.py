"""Which missing assumptions an author may have had in mind: the others are no needs.

Any false step holds under some assumption. One that only says that a term which is missing is 0,
that a sum in a definition is 1, or that what is squared is 0 or 1 where no 1 − y is, explains
nothing, and nor does one that the text says it does not make: the step is refuted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from derive.check import judge_claim
from derive.declared_names import declarations_of
from derive.judging.case import Case, Why
from derive.model import (
    Assumption,
    Claim,
    Conditional,
    Equation,
    Fact,
    IndexRelation,
    Judged,
    Proved,
    Refuted,
)
from derive.reading.claims import Built
from derive.syntax.tree import Add, Entry, Index, Neg, Number, Power, Sum, Symbol, Written
from derive.syntax.walk import subforms

__all__ = ["follows_from_a_constraint", "says_what_it_needs", "with_likely_needs"]


def with_likely_needs(judged: Judged, built: Built) -> tuple[Judged, set[str]]:
    """The same with the needs that are likely ones, a refutation, if none is; and their names.

    A value at the end of a sum of differences may be meant to be 0. What a need is about is named
    even where nobody would assume it: it explains what is false.
    """
    claim, verdict = judged.claim, judged.verdict
    names = declarations_of((claim.lhs, claim.rhs))
    if isinstance(verdict, Refuted):
        for name in (name for name in built.ends if name in names):
            end = Equation(Symbol(name, names[name]), Number(Fraction(0)))
            proof = judge_claim(replace(claim, given=(*claim.given, end))).verdict
            if isinstance(proof, Proved):
                verdict = Conditional((end,), verdict.witness, proof)
                break
    if not isinstance(verdict, Conditional):
        return judged, set()
    judged = replace(judged, verdict=verdict)
    needs = [need for need in verdict.needs if _is_likely(claim, need)]
    if needs[:1] != list(verdict.needs[:1]):  # the proof is one under the first need
        return replace(judged, verdict=Refuted(verdict.witness)), set()
    about = {name for need in needs for name in _names_of(need)}
    kept = tuple(need for need in needs if not _is_odd(claim, need, built))
    likely = replace(verdict, needs=kept) if kept else Refuted(verdict.witness)
    return replace(judged, verdict=likely), about


def _is_likely(claim: Claim, need: Assumption) -> bool:
    match need:
        case Equation(Sum(Entry(name=name)), Number(value)):
            in_sides, in_parts = (
                any(isinstance(p, Sum) and isinstance(p.body, Entry) and p.body.name == name
                    for p in parts)
                for parts in (_parts(claim, deep=False), _parts(claim))
            )  # fmt: skip
            # A definition that shows a sum shows a sum that is not known: it is not 1.
            return in_sides or (value == 0) == in_parts
        case Fact("binary", name):
            powers = (part for part in _parts(claim) if isinstance(part, Power))
            return not any(
                isinstance(p.base, Entry | Symbol) and p.base.name == name
                and isinstance(p.exponent, Number) and p.exponent.value > 2
                for p in powers
            )  # fmt: skip
    return True


def _is_odd(claim: Claim, need: Assumption, built: Built) -> bool:
    """Whether nobody would assume it: that a quantity is 0 or 1, where no 1 − y is.

    Squares of what is 0 or 1 are equal to it, and a slip in a power looks like that.
    """
    letters = _names_of(need)
    if isinstance(need, IndexRelation):
        letters = {x.name for x in (need.left, need.right) if isinstance(x, Index)}
    complements = {
        term.operand.name
        for part in _parts(claim) if isinstance(part, Add)
        for term in part.terms if isinstance(term, Neg) and isinstance(term.operand, Symbol | Entry)
    }  # fmt: skip
    binary = isinstance(need, Fact) and need.kind == "binary" and need.name not in complements
    return binary or frozenset(letters) in built.withdrawn


def _parts(claim: Claim, *, deep: bool = True) -> Iterator[Written]:
    """Every form in the claim, and in the definitions that it uses."""
    sides = claim.lhs, claim.rhs
    bodies = [d.body for d in declarations_of(sides).values() if deep and d.body is not None]
    for form in (*sides, *bodies):
        yield from subforms(form)


def _names_of(need: Assumption) -> set[str]:
    """The names of which an assumption speaks."""
    match need:
        case Fact(name=name):
            return {name}
        case Equation(lhs, rhs):
            return set(declarations_of((lhs, rhs)))
    return set()


def follows_from_a_constraint(case: Case) -> Why:
    """What is false as it stands may follow from a constraint: then it is not refuted."""
    at = next(n for n, claim in enumerate(case.built.claims) if claim is case.claim)
    perhaps = case.built.perhaps[at] if at < len(case.built.perhaps) else ()
    if not perhaps:
        return None
    judged = judge_claim(replace(case.claim, given=(*case.claim.given, *perhaps)))
    if isinstance(judged.verdict, Refuted):
        return None
    return "it may follow from a constraint", ""


def says_what_it_needs(case: Case) -> Why:
    """True of a distribution, and false of nothing else: it says that a sum is 1.

    What is equivalent to such an assumption is how an author states it.
    """
    names = declarations_of(case.sides)
    for name, declared in names.items():
        if declared.body is not None or not declared.axes or name in case.built.said:
            continue
        given = (*case.claim.given, Fact("distribution", name))
        try:
            judged = judge_claim(replace(case.claim, given=given))
        except ValueError:
            continue
        if isinstance(judged.verdict, Proved):
            if isinstance(judge_claim(case.claim).verdict, Proved):
                return None  # an entry that holds by itself
            return f"it holds if {name} is a distribution", name
    return None

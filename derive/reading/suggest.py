r"""The smallest edit that makes a refuted step provable: "did you mean …?".

First come the slips that people make; then what is missing, found from the quotient and
the difference of the two sides. A suggestion is judged like a stranger's step, and offered
only where it is proved.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

from derive.arrays.claims import claim_of_entries
from derive.check import judge_claim
from derive.elaborate import Elaborator
from derive.index.notation import OutOfClass
from derive.model import Claim, Proved
from derive.prove.equality import compare
from derive.prove.field import OutOfBudget
from derive.prove.patterns import patterns
from derive.scope import ScopeError, scope_of
from derive.steps.closed_form import closed_form
from derive.steps.edits import edits
from derive.steps.products import add, multiply
from derive.syntax.array import has_arrays
from derive.syntax.tree import Add, Entry, Index, Neg, Quotient, Symbol, Written
from derive.syntax.walk import free_indices, node_count, subforms

__all__ = ["Suggestion", "agree", "is_provable", "suggest"]

#: How many edits are compared, and how many that agree are judged.
MOST_COMPARED = 400
MOST_JUDGED = 3
MOST_QUANTITIES = 40
#: A missing factor or term has no more nodes than this.
MOST_MISSING = 6

_FAULTS = (OutOfClass, OutOfBudget, ScopeError, ValueError, TypeError, ZeroDivisionError,
           OverflowError, AssertionError, RecursionError)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A right side with which the step is proved, and what kind of edit leads to it."""

    rhs: Written
    kind: str


def suggest(claim: Claim) -> Suggestion | None:
    """The smallest edit of the right side with which the claim is proved, if one is found.

    >>> from derive import Sum, index_set, indices, partial, vector
    >>> C = index_set("C")
    >>> j, k = indices("j k", C)
    >>> z = vector("z", C)
    >>> found = suggest(Claim(partial(Sum(z[j] ** 2, j), z[k]), 2 * z[j]))
    >>> print(found.rhs, "--", found.kind)
    2 z_k -- the index
    """
    judged = 0
    for kind, form in _candidates(claim):
        edited = replace(claim, rhs=form)
        if not agree(edited):
            continue
        judged += 1
        if is_provable(edited):
            return Suggestion(form, kind)
        if judged == MOST_JUDGED:
            break
    return None


def is_provable(claim: Claim) -> bool:
    """Whether a claim is proved for every size."""
    try:
        verdict = judge_claim(claim).verdict
    except _FAULTS:
        return False
    return isinstance(verdict, Proved) and verdict.sizes is None


def _candidates(claim: Claim) -> Iterator[tuple[str, Written]]:
    letters: dict[Index, None] = {}
    for side in (claim.lhs, claim.rhs):
        for part in subforms(side):
            for term in (*getattr(part, "indices", ()), getattr(part, "index", None)):
                if isinstance(term, Index):
                    letters[term] = None
    try:
        sets = scope_of(claim_of_entries(claim)).index_sets
    except _FAULTS:
        return
    for n, edit in enumerate(edits(claim.rhs, letters, sets)):
        if n == MOST_COMPARED:
            break
        yield edit
    yield from _by_a_quantity(claim)
    yield from _missing(claim)


def _by_a_quantity(claim: Claim) -> Iterator[tuple[str, Written]]:
    """The right side times, or over, a quantity of which the claim speaks somewhere."""
    if has_arrays(claim.lhs) or has_arrays(claim.rhs):
        return
    scope = scope_of(claim)
    letters = sorted(free_indices(claim.lhs) | free_indices(claim.rhs), key=lambda i: i.name)
    quantities: list[Written] = []
    for name, declared in sorted(scope.declarations.items()):
        if declared.of:
            continue
        for at in product(letters, repeat=len(declared.axes)):
            if tuple(index.over for index in at) == declared.axes:
                found = Entry(name, at, declared) if at else Symbol(name, declared)
                quantities.append(found)
    for quantity in quantities[:MOST_QUANTITIES]:
        yield "a factor", multiply(quantity, claim.rhs)
        yield "a factor", Quotient(claim.rhs, quantity)


def _missing(claim: Claim) -> Iterator[tuple[str, Written]]:
    """The right side with the factor, or the term, that it lacks."""
    if has_arrays(claim.lhs) or has_arrays(claim.rhs):
        return
    try:
        ratio = closed_form(Quotient(claim.lhs, claim.rhs), claim.given, claim.case)
        if ratio is not None and node_count(ratio) <= MOST_MISSING:
            yield "a factor", multiply(ratio, claim.rhs)
        rest = closed_form(Add((claim.lhs, Neg(claim.rhs))), claim.given, claim.case)
        if rest is not None and node_count(rest) <= MOST_MISSING:
            yield "a term", add(claim.rhs, rest)
    except _FAULTS:
        return


def agree(claim: Claim) -> bool:
    """Whether the normal forms agree where all indices differ: cheap, and no verdict."""
    try:
        entries = claim_of_entries(claim)
        scope = scope_of(entries)
        elaborator = Elaborator(scope)
        pattern = next(patterns(scope.free, scope.points, scope.case))
        left, right = elaborator.meaning(entries.lhs), elaborator.meaning(entries.rhs)
        return compare(left, right, elaborator, pattern).outcome == "equal"
    except _FAULTS:
        return False

r"""The smallest edit that makes a refuted step provable: "did you mean …?".

First come the slips that people make; then what is missing, found from the quotient and
the difference of the two sides. A suggestion is judged like a stranger's step, and offered
only where it is proved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
from derive.prove.refute import differ
from derive.scope import ScopeError, scope_of
from derive.steps.closed_form import closed_form
from derive.steps.edits import TWO, edits
from derive.steps.products import add, minus, multiply
from derive.syntax.array import has_arrays
from derive.syntax.tree import Add, Call, Entry, Index, Neg, Quotient, Size, Sum, Symbol, Written
from derive.syntax.walk import children, free_indices, node_count, rebuild, subforms

__all__ = ["Suggestion", "agree", "is_provable", "suggest"]

#: How many edits are compared, and how many that agree are judged.
MOST_COMPARED = 400
MOST_JUDGED = 3
MOST_QUANTITIES = 30
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
    """The right side with a quantity of which the claim speaks as a factor or a term more.

    A factor may be missing in the whole, or in what is summed.
    """
    if has_arrays(claim.lhs) or has_arrays(claim.rhs):
        return
    letters = free_indices(claim.lhs) | free_indices(claim.rhs)
    quantities = _quantities(claim, letters)
    for quantity in quantities:
        yield "a factor", multiply(quantity, claim.rhs)
        yield "a factor", Quotient(claim.rhs, quantity)
    for over in scope_of(claim).index_sets:
        twice = Quotient(TWO, Size(over))
        yield "a factor", multiply(twice, claim.rhs)
        yield "a factor", minus(Quotient(claim.rhs, Size(over)))
    for quantity in quantities:
        yield "a term", add(claim.rhs, minus(quantity))
        yield "a term", add(claim.rhs, quantity)
    yield from _in_sums(claim, claim.rhs, letters)


def _in_sums(
    claim: Claim, form: Written, letters: frozenset[Index]
) -> Iterator[tuple[str, Written]]:
    """The form with a factor more in the body of one of its outermost sums."""
    if isinstance(form, Sum):
        inside = letters | {form.index}
        for quantity in _quantities(claim, inside):
            if form.index in free_indices(quantity):
                body = multiply(form.body, quantity)
                yield "a factor", Sum(body, form.index, form.excluding)
        return
    parts = children(form)
    for n, part in enumerate(parts):
        for kind, changed in _in_sums(claim, part, letters):
            yield kind, rebuild(form, (*parts[:n], changed, *parts[n + 1 :]))


def _quantities(claim: Claim, indices: Iterable[Index]) -> list[Written]:
    """The quantities of which a claim speaks, at the indices that there are."""
    scope = scope_of(claim)
    letters = sorted(indices, key=lambda i: i.name)
    found: list[Written] = []
    for name, declared in sorted(scope.declarations.items()):
        if declared.of:
            continue
        for at in product(letters, repeat=len(declared.axes)):
            if tuple(index.over for index in at) == declared.axes:
                found.append(Entry(name, at, declared) if at else Symbol(name, declared))
    return found[:MOST_QUANTITIES]


def _missing(claim: Claim) -> Iterator[tuple[str, Written]]:
    """The right side with the factor, or the term, that it lacks."""
    if has_arrays(claim.lhs) or has_arrays(claim.rhs):
        return
    try:
        ratio = closed_form(Quotient(claim.lhs, claim.rhs), claim.given, claim.case)
        if ratio is not None and node_count(ratio) <= MOST_MISSING and not _has_logarithm(ratio):
            yield "a factor", multiply(ratio, claim.rhs)
        rest = closed_form(Add((claim.lhs, Neg(claim.rhs))), claim.given, claim.case)
        if rest is not None and node_count(rest) <= MOST_MISSING:
            yield "a term", add(claim.rhs, rest)
    except _FAULTS:
        return


def _has_logarithm(form: Written) -> bool:
    """Whether a factor is one that nobody forgets: it only undoes what is there."""
    return any(isinstance(part, Call) and part.function == "log" for part in subforms(form))


def agree(claim: Claim) -> bool:
    """Whether the normal forms agree where all indices differ: cheap, and no verdict."""
    try:
        entries = claim_of_entries(claim)
        scope = scope_of(entries)
        # Points that satisfy equations take long to find.
        if not scope.equations and differ(entries, scope):
            return False
        elaborator = Elaborator(scope)
        pattern = next(patterns(scope.free, scope.points, scope.case))
        left, right = elaborator.meaning(entries.lhs), elaborator.meaning(entries.rhs)
        return compare(left, right, elaborator, pattern).outcome == "equal"
    except _FAULTS:
        return False

"""Index sets that are declared with a number for their size: ``vector x : 3``.

A claim that fails at another size is compared at this one, with every sum written out. What
is proved so is proved at sizes, which the verdict names; what is refuted is refuted there.
"""

from __future__ import annotations

from itertools import islice

from derive.arrays.claims import claim_of_entries
from derive.elaborate import Elaborator
from derive.index.notation import OutOfClass
from derive.model import Claim, Conditional, Proved, Refuted, Verdict
from derive.prove.conditions import conditions_of
from derive.prove.equality import compare_at
from derive.prove.field import OutOfBudget
from derive.prove.points import TooLarge, layouts
from derive.prove.refute import separate
from derive.scope import ScopeError, scope_of
from derive.syntax.tree import IndexSet

__all__ = ["at_own_sizes"]

#: How many elements there may be above the least sizes, and how many places are compared.
EXTRA = 2
MOST_PLACES = 60
#: Larger sets than this are not written out.
MOST_ELEMENTS = 6

_FAULTS = (OutOfClass, OutOfBudget, ScopeError, TooLarge, ValueError, TypeError,
           ZeroDivisionError, OverflowError, AssertionError, RecursionError)  # fmt: skip


def at_own_sizes(claim: Claim, verdict: Verdict) -> Verdict:
    """The verdict at the sizes that are meant, where it fails at others; or the one at others."""
    if not isinstance(verdict, Refuted | Conditional):
        return verdict
    if all(_is_own(over, size) for over, size in verdict.witness.sizes):
        return verdict
    try:
        return _decided(claim, verdict) or verdict
    except _FAULTS:
        return verdict


def _is_own(over: IndexSet, size: int) -> bool:
    return not over.name.isdigit() or int(over.name) == size


def _decided(claim: Claim, verdict: Refuted | Conditional) -> Verdict | None:
    entries = claim_of_entries(claim)
    scope = scope_of(entries)
    elaborator = Elaborator(scope)
    needed = conditions_of(entries, elaborator)
    own = (int(over.name) for over in scope.index_sets if over.name.isdigit())
    extra = EXTRA + max((n - 1 for n in own if n <= MOST_ELEMENTS), default=0)
    every = islice(layouts(scope, extra=extra), 100 * MOST_PLACES)
    places = [p for p in every if all(_is_own(s, n) for s, n in p.sizes.items())]
    if not places or len(places) > MOST_PLACES:
        return None
    if any(compare_at(entries, elaborator, place, needed) != "equal" for place in places):
        found = separate(entries, scope, places=places).witness
        return None if found is None or isinstance(verdict, Conditional) else Refuted(found)
    sample = separate(entries, scope)
    if sample.defined is None:
        return None
    return Proved(
        assumptions=(*claim.given, *claim.case),
        conditions=needed,
        method="normal form with every sum written out",
        point=sample.defined,
        sizes=tuple((s, (places[-1].sizes[s],)) for s in sorted(places[-1].sizes, key=_name)),
    )


def _name(over: IndexSet) -> str:
    return over.name

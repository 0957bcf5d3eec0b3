"""Index sets that are declared with a number for their size: ``vector x : 3``.

A claim that fails at another size is compared at this one, with every sum written out. What
is proved so is proved at sizes, which the verdict names; what is refuted is refuted there.
"""

from __future__ import annotations

from itertools import islice

from derive.arrays.claims import claim_of_entries
from derive.elaborate import Elaborator
from derive.index.notation import OutOfClass
from derive.model import Claim, Conditional, Proved, Refuted, Unknown, Verdict
from derive.prove.conditions import conditions_of
from derive.prove.equality import compare_at
from derive.prove.field import OutOfBudget
from derive.prove.points import TooLarge, layouts
from derive.prove.refute import separate
from derive.scope import ScopeError, scope_of
from derive.syntax.tree import Entry, IndexSet, Point, Sum
from derive.syntax.walk import subforms

__all__ = ["at_own_sizes"]

#: How many elements there may be above the least sizes, and how many places are compared.
EXTRA = 2
MOST_PLACES = 60
#: Larger sets than this are not written out.
MOST_ELEMENTS = 6

_FAULTS = (OutOfClass, OutOfBudget, ScopeError, TooLarge, ValueError, TypeError,
           ZeroDivisionError, OverflowError, AssertionError, RecursionError)  # fmt: skip


def at_own_sizes(claim: Claim, verdict: Verdict) -> Verdict:
    """The verdict at the sizes that are meant, where it fails at others; or the one at others.

    A side that writes out ``a_1 + a_2 + a_3`` where the other one sums means three elements:
    what holds for so many only is not false, and nothing says that there are so many.
    """
    if not isinstance(verdict, Refuted | Conditional):
        return verdict
    try:
        own = {s: int(s.name) for s, _ in verdict.witness.sizes if s.name.isdigit()}
        if any(own.get(over, size) != size for over, size in verdict.witness.sizes):
            return _decided(claim, verdict, own) or verdict
        written = {s: n for s, n in _written_out(claim).items() if s not in own}
        fails = any(written.get(over, size) != size for over, size in verdict.witness.sizes)
        if fails and isinstance(_decided(claim, verdict, {**own, **written}), Proved):
            over, size = min(written.items(), key=lambda pair: pair[0].name)
            said = f"it holds where {over.name} has {size} elements"
            return Unknown("sizes", f"{said}: say so, as 'index k : {size}'")
    except _FAULTS:
        return verdict
    return verdict


def _written_out(claim: Claim) -> dict[IndexSet, int]:
    """Sets of which one side names the first few elements, and over which the other one sums."""
    found: dict[IndexSet, int] = {}
    for side, other in ((claim.lhs, claim.rhs), (claim.rhs, claim.lhs)):
        summed = {part.index.over for part in subforms(other) if isinstance(part, Sum)}
        points: dict[IndexSet, set[int]] = {}
        for part in subforms(side):
            for term in part.indices if isinstance(part, Entry) else ():
                if isinstance(term, Point):
                    points.setdefault(term.over, set()).add(term.value)
        for over, values in points.items():
            first = min(values)
            first_few = set(range(first, first + len(values)))
            if over in summed and first in (0, 1) and len(values) > 1 and values == first_few:
                found[over] = len(values)
    return found


def _decided(
    claim: Claim, verdict: Refuted | Conditional, own: dict[IndexSet, int]
) -> Verdict | None:
    """The verdict at these sizes."""
    entries = claim_of_entries(claim)
    scope = scope_of(entries)
    elaborator = Elaborator(scope)
    needed = conditions_of(entries, elaborator)
    extra = EXTRA + max((n - 1 for n in own.values() if n <= MOST_ELEMENTS), default=0)
    every = islice(layouts(scope, extra=extra), 100 * MOST_PLACES)
    places = [p for p in every if all(own.get(s, n) == n for s, n in p.sizes.items())]
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

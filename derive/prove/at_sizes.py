"""Proof at a few sizes: the weaker grade, for claims whose normal form decides nothing.

Sums are written out over concrete elements, so that the normal form has no sums left in
it. What is proved so is proved at these sizes, and is never reported as more.
"""

from __future__ import annotations

from itertools import groupby

from derive.elaborate import Elaborator
from derive.model import Claim, Condition
from derive.prove.equality import compare_at
from derive.prove.evaluate import Place
from derive.prove.points import layouts

__all__ = ["prove_at_sizes"]

#: How many different sizes are tried.
SIZES = 3
#: More places than this for one size would take too long.
MAX_PLACES = 40


def prove_at_sizes(
    claim: Claim, elaborator: Elaborator, needed: tuple[Condition, ...]
) -> tuple[Place, ...]:
    """The largest places, one for each size in turn, up to which the claim is proved."""
    proved: list[Place] = []
    by_size = groupby(layouts(elaborator.scope, extra=2), key=lambda p: tuple(p.sizes.values()))
    for number, (_, same_size) in enumerate(by_size):
        places = list(same_size)
        if number >= SIZES or len(places) > MAX_PLACES:
            break
        outcomes = [compare_at(claim, elaborator, place, needed) for place in places]
        if any(outcome == "different" for outcome in outcomes):
            break
        if "equal" in outcomes:
            proved.append(places[0])
    return tuple(proved)

"""Domain mismatch: points at which one side of a proved claim is defined and the other is not.

``log x² = 2 log x`` holds wherever both sides are defined, and the left side is defined
for negative x as well: no missing assumption, but a reader should know.
"""

from __future__ import annotations

from itertools import islice
from random import Random

from derive.model import Claim, Diagnostic
from derive.prove.evaluate import Balls, Evaluator, NotDefined, NotEvaluable, Place
from derive.prove.points import LEVELS, TooLarge, draw, layouts
from derive.prove.refute import SEED
from derive.scope import Scope
from derive.syntax.tree import Written

__all__ = ["domain_mismatch"]

LAYOUTS, DRAWS = 4, 4


def domain_mismatch(claim: Claim, scope: Scope) -> Diagnostic | None:
    """The diagnostic, with a generic point at which only one side is defined."""
    rng = Random(SEED)
    try:
        places = list(islice(layouts(scope), LAYOUTS))
    except TooLarge:
        return None
    for layout in places:
        for _ in range(DRAWS):
            place = draw(scope, layout, LEVELS - 1, rng)
            if place is None:
                continue
            left, right = (_is_defined(side, scope, place) for side in (claim.lhs, claim.rhs))
            if left is not None and right is not None and left != right:
                which = "left" if left else "right"
                return Diagnostic(
                    "domain-mismatch",
                    f"the {which} side is also defined where the other is not, such as "
                    f"{_point(place)}",
                    "the sides are equal wherever both are defined, and only there",
                    "state the conditions of the proof as assumptions",
                )
    return None


def _point(place: Place) -> str:
    """The values at a place, few as they are at the least sizes."""
    return ", ".join(
        f"{name}{'_' if at else ''}{''.join(map(str, at))} = {value}"
        for (name, at), value in sorted(place.values.items())
        if "\n" not in name
    )


def _is_defined(side: Written, scope: Scope, place: Place) -> bool | None:
    """Whether a side has a value at a place; ``None`` if that cannot be told."""
    try:
        return bool(Evaluator(scope, place, Balls(128)).value(side).is_finite())
    except NotDefined:
        return False
    except NotEvaluable:
        return None

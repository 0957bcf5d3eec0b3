"""Two slips in one step, found from the values of each by itself.

What two changes do together is foretold: their effects add up in a sum, multiply in a product, and
a sign turns what the other one does. Only pairs that are foretold to mend the step are read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from derive.judging.edits.change import Places, Side, fitted, together
from derive.judging.edits.missing import number_of, scaled
from derive.judging.edits.values import Points, Values, agree

__all__ = ["Single", "pairs"]


@dataclass(frozen=True, slots=True)
class Single:
    """A single change with its values at the points of the step."""

    kind: str
    places: Places
    values: Values


def pairs(side: Side, singles: list[Single], points: Points) -> Iterator[tuple[str, Places]]:
    """The pairs of changes that may mend the step: with a number as a factor, then any two."""
    left, right = points.left, points.right
    terms = side.notation.terms
    for single in singles if len(terms) == 1 else ():
        if all(v for v in single.values) and single.values:
            ratio = tuple(a / b for a, b in zip(left, single.values, strict=True) if b)
            number = number_of(ratio)
            if number is not None and number != 1:
                both = together(single.places, scaled(side, terms[0], number, (), ()))
                if both is not None:
                    yield f"{single.kind} and the factor", fitted(side, both)
    for one, other in combinations(singles, 2):
        if any(agree(told, left) for told in _foretold(one.values, other.values, right)):
            both = together(one.places, other.places)
            if both is not None:
                yield _named(one.kind, other.kind), both


def _named(one: str, other: str) -> str:
    return f"{one}, twice" if one == other else f"{one} and {other}"


def _foretold(one: Values, other: Values, right: Values) -> Iterator[Values]:
    """What the two together may come to: by a sum, by a product, by a sign around the other."""
    known = [
        (a, b, c) if None not in (a, b, c) else None
        for a, b, c in zip(one, other, right, strict=True)
    ]
    yield tuple(None if k is None else k[0] + k[1] - k[2] for k in known)  # type: ignore[operator]
    yield tuple(None if k is None or not k[2] else k[0] * k[1] / k[2] for k in known)  # type: ignore[operator]
    yield tuple(None if k is None else k[0] - k[1] + k[2] for k in known)  # type: ignore[operator]
    yield tuple(None if k is None else k[1] - k[0] + k[2] for k in known)  # type: ignore[operator]

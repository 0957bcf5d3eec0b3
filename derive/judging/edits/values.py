"""The cheap filter: both sides of a step at a few exact points, and those of a changed step.

The points are drawn once for a step. That a change agrees there is no proof, and is judged;
that it disagrees at one of them says that it mends nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from random import Random
from typing import TypeAlias

from derive.declared_names import declarations_of
from derive.judging.edits.ground import FAULTS
from derive.model import Claim
from derive.prove.evaluate import Balls, Evaluator, NotDefined, NotEvaluable, Place
from derive.prove.points import LEVELS, Lean, TooLarge, draw, layouts
from derive.reading.claims import Built
from derive.scope import Scope, ScopeError, scope_of
from derive.syntax.tree import Written

__all__ = ["Points", "Values", "agree", "points_of"]

#: The values of a form at the points; ``None`` where it is not defined.
Values: TypeAlias = "tuple[float | None, ...]"

PRECISION, SEED, MOST_TRIES = 96, 7, 12
#: Positive values first: there logarithms and roots are defined.
_LEANS: tuple[Lean, ...] = ("unit", "positive", "any")
_CLOSE = 1e-9
_LOST = (NotDefined, NotEvaluable, TooLarge, ScopeError, *FAULTS)


@dataclass(frozen=True, slots=True)
class Point:
    """A point of one of the claims that a step is, with what evaluates there."""

    claim: int
    place: Place
    scope: Scope
    evaluator: Evaluator

    def value(self, form: Written) -> float | None:
        """The value of a form here; ``None`` where it is not defined, or has other names."""
        with suppress(*_LOST):
            names = declarations_of((form,))
            known = self.scope.declarations
            evaluator = self.evaluator
            if any(known.get(name) != declared for name, declared in names.items()):
                scope = scope_of(Claim(form, form))
                evaluator = Evaluator(scope, self.place, Balls(PRECISION))
            found = evaluator.value(form)
            return float(found.mid()) if found.is_finite() else None
        return None


@dataclass(frozen=True, slots=True)
class Points:
    """The points of a step, with the values of its sides there."""

    points: tuple[Point, ...]
    left: tuple[float, ...]
    right: Values

    def of(self, built: Built) -> Values | None:
        """The values of another right side, if it is one of claims of the same number."""
        if len(built.claims) <= max(point.claim for point in self.points):
            return None
        return tuple(point.value(built.claims[point.claim].rhs) for point in self.points)

    def meets(self, values: Values) -> bool:
        """Whether a right side with these values agrees with the left one."""
        return agree(values, self.left)


def agree(values: Values, others: Values) -> bool:
    """Whether values agree wherever both are known, which they are somewhere."""
    pairs = [(a, b) for a, b in zip(values, others, strict=True) if a is not None and b is not None]
    return bool(pairs) and all(abs(a - b) <= _CLOSE * max(abs(a), abs(b), 1e-3) for a, b in pairs)


def points_of(built: Built) -> Points | None:
    """A few points at which the left side of a step is defined; ``None`` if none is found."""
    points: list[Point] = []
    left: list[float] = []
    for n, claim in enumerate(built.claims):
        with suppress(*_LOST):
            for point in islice(_points(n, claim), 3 if len(built.claims) < 4 else 1):
                value = point.value(claim.lhs)
                assert value is not None
                points.append(point)
                left.append(value)
    if not points:
        return None
    right = tuple(point.value(built.claims[point.claim].rhs) for point in points)
    return Points(tuple(points), tuple(left), right)


def _points(n: int, claim: Claim) -> Iterator[Point]:
    scope = scope_of(claim)
    rng = Random(SEED)
    for layout in _places(scope):
        for level, lean in ((level, lean) for lean in _LEANS for level in (LEVELS - 1, 2)):
            place = draw(scope, layout, level, rng, lean=lean)
            if place is None:
                continue
            point = Point(n, place, scope, Evaluator(scope, place, Balls(PRECISION)))
            if point.value(claim.lhs) is not None:
                yield point
                break


def _places(scope: Scope) -> Iterator[Place]:
    """Places with two or three elements in each set: with the indices apart, and alike."""
    sets = len(scope.index_sets)
    for more in (2, 1) if sets < 4 else (1,):
        extra = sets * more
        yield from islice(layouts(scope, extra, extra - 1), 1 if more == 1 else 2)

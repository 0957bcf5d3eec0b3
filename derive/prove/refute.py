"""Trusted code. Refutation: an exact point at which balls around the two sides are disjoint."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from random import Random

from flint import arb

from derive.model import Claim, Witness
from derive.prove.evaluate import Balls, Evaluator, Exact, NotDefined, NotEvaluable, Place
from derive.prove.examples import written_functions
from derive.prove.points import LEANS, LEVELS, draw, layouts
from derive.scope import Scope

__all__ = ["SEED", "Sample", "agree", "separate"]

SEED = 20
PRECISIONS = (128, 512)
#: How many points are looked at in all.
MAX_POINTS = 900
#: The second opinion looks at every pattern once, and at the first few up to four times.
POINTS_PER_PATTERN, ENOUGH, MOST_AGREEING = 4, 6, 120


@dataclass(frozen=True, slots=True)
class Sample:
    """What evaluation saw: a witness, a point where both sides are defined, counts."""

    witness: Witness | None = None
    defined: Witness | None = None
    tried: int = 0
    placed: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class _Shown:
    """The two sides as they are shown, at a precision; 0 is exact."""

    left: str
    right: str
    precision: int


def separate(claim: Claim, scope: Scope, extra: int = 3, budget: int = MAX_POINTS) -> Sample:
    """Look for the smallest, roundest point at which the two sides differ.

    ``extra`` is how far above the least sizes the search has to go; large sizes are tried
    at fewer points, since a difference that exists there is generic.
    """
    at_once = max(3, len(scope.free))
    found = _look(claim, scope, budget, levels=tuple(range(LEVELS)), extra=at_once)
    extra += len(scope.free)
    if found.witness is not None or extra <= at_once:
        return found
    further = _look(claim, scope, budget // 4, levels=(3, LEVELS - 1), extra=extra, beyond=at_once)
    return further if further.witness is not None else found


def agree(claim: Claim, scope: Scope) -> Sample:
    """The second opinion: generic points in every pattern of the indices, at small sizes."""
    found = _agree(claim, scope, (LEVELS - 1,))
    if found.defined is not None:
        return found
    # Some assumptions can be met exactly at round points only: exp is rational at 0 alone.
    return _agree(claim, scope, (0, 1, 2))


def _agree(claim: Claim, scope: Scope, levels: tuple[int, ...]) -> Sample:
    rng = Random(SEED)
    tried = placed = 0
    defined: Witness | None = None
    detail = ""
    met: Counter[object] = Counter()
    for layout in layouts(scope, extra=max(2, len(scope.free))):
        pattern = _coincidences(layout)
        if tried >= MOST_AGREEING:
            break
        if met[pattern] >= (POINTS_PER_PATTERN if sum(met.values()) < ENOUGH else 1):
            continue
        for level, lean in product(levels, LEANS):
            tried += 1
            place = draw(scope, layout, level, rng, lean=lean)
            if place is None:
                continue
            placed += 1
            try:
                shown, differs = _compare(claim, scope, place)
            except (NotDefined, NotEvaluable) as error:
                detail = str(error)
                continue
            met[pattern] += 1
            if differs or defined is None:
                defined = _witness(claim, scope, place, shown)
            if differs:
                return Sample(defined, defined, tried, placed)
            break
    return Sample(None, defined, tried, placed, detail)


def _coincidences(layout: Place) -> object:
    """Which of the free indices coincide, and with which positions if these are literal."""
    return frozenset(layout.positions.items()), tuple(layout.first.values())


def _look(
    claim: Claim,
    scope: Scope,
    budget: int,
    levels: tuple[int, ...],
    extra: int,
    beyond: int = -1,
) -> Sample:
    rng = Random(SEED)
    tried = placed = 0
    defined: Witness | None = None
    detail = ""
    by_size: dict[tuple[int, ...], list[Place]] = {}
    for layout in layouts(scope, extra, beyond):
        by_size.setdefault(tuple(layout.sizes.values()), []).append(layout)
    for same_size in by_size.values():
        for level in levels:
            for layout in same_size:
                for lean in LEANS:
                    if tried >= budget:
                        return Sample(None, defined, tried, placed, detail)
                    tried += 1
                    place = draw(scope, layout, level, rng, lean=lean)
                    if place is None:
                        continue
                    placed += 1
                    try:
                        shown, differs = _compare(claim, scope, place)
                    except (NotDefined, NotEvaluable) as error:
                        detail = str(error)
                        continue
                    if differs or defined is None:
                        defined = _witness(claim, scope, place, shown)
                    if differs:
                        return Sample(defined, defined, tried, placed)
    return Sample(None, defined, tried, placed, detail)


def _compare(claim: Claim, scope: Scope, place: Place) -> tuple[_Shown, bool]:
    """The two sides at a place, and whether they are shown to differ there."""
    try:
        exact = Evaluator(scope, place, Exact())
        left, right = exact.value(claim.lhs), exact.value(claim.rhs)
        return _Shown(str(left), str(right), 0), bool(left != right)
    except NotEvaluable:
        pass
    for precision in PRECISIONS:
        balls = Balls(precision)
        evaluator = Evaluator(scope, place, balls)
        left, right = evaluator.value(claim.lhs), evaluator.value(claim.rhs)
        with balls.working():
            if not (left.is_finite() and right.is_finite()):
                raise NotDefined("a value is too large to enclose")
            differs = not left.overlaps(right)
            if differs or precision == PRECISIONS[-1] or _tight(left, right):
                return _shown_apart(left, right, precision, differs), differs
    raise AssertionError("the last precision decides")


def _shown_apart(left: arb, right: arb, precision: int, differs: bool) -> _Shown:
    """Both sides to 12 digits, or to as many as it takes to see that they differ."""
    for digits in (12, 25, 50, 150):
        shown = _Shown(_decimal(left, digits), _decimal(right, digits), precision)
        if not differs or shown.left != shown.right:
            break
    return shown


def _decimal(ball: arb, to: int) -> str:
    """The middle of a ball to so many digits, without zeros at its end."""
    digits = str(ball.str(to, radius=False))
    mantissa, e, exponent = digits.partition("e")
    if "." in mantissa:
        mantissa = mantissa.rstrip("0").rstrip(".")
    return f"{mantissa}{e}{exponent}"


def _tight(left: object, right: object) -> bool:
    """Whether overlapping balls are so small that more precision is not worth its time."""
    radii = [float(x.rad()) for x in (left, right)]  # type: ignore[attr-defined]
    return max(radii) < 1e-25


def _witness(claim: Claim, scope: Scope, place: Place, shown: _Shown) -> Witness:
    assumed = [side for e in scope.equations for side in (e.lhs, e.rhs)]
    names = frozenset().union(*(scope.names_in(f) for f in (claim.lhs, claim.rhs, *assumed)))
    return Witness(
        tuple(sorted(place.sizes.items(), key=lambda s: s[0].name)),
        tuple(sorted(place.positions.items(), key=lambda i: i[0].name)),
        tuple(
            (name, at, Fraction(value))
            for (name, at), value in sorted(place.values.items())
            if name in names
        ),
        shown.left,
        shown.right,
        shown.precision,
        SEED,
        written_functions(scope, place),
    )

"""Trusted code. Refutation: an exact point at which balls around the two sides are disjoint."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby, islice, product
from random import Random

from flint import arb

from derive.model import Claim, Witness
from derive.prove.evaluate import Balls, Evaluator, Exact, NotDefined, NotEvaluable, Place
from derive.prove.examples import written_functions
from derive.prove.points import LEANS, LEVELS, Lean, draw, layouts
from derive.prove.work import unrolled_nodes
from derive.scope import Scope

__all__ = ["MAX_POINTS", "SEED", "Sample", "agree", "differ", "separate"]

SEED = 20
PRECISIONS = (128, 512)
#: How many points are looked at in all.
MAX_POINTS = 900
#: The second opinion looks at every pattern once, and at the first few up to four times.
POINTS_PER_PATTERN, ENOUGH, MOST_AGREEING = 3, 5, 120
#: … and at one point so far above the least sizes, if no more nodes are to be visited there.
LARGER, CHEAP, MAX_SETS = 6, 800, 2
#: Where there are few places, each is looked at several times.
LEAST_POINTS = 240
#: Where a quick look for a difference goes.
FEW_PLACES = 3
#: How often the second opinion looks again for a point at which both sides are defined.
FURTHER_TRIES = 6


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


class _Search:
    """Looks at one point after the other, and notes what was seen."""

    def __init__(self, claim: Claim, scope: Scope, *, generic: bool = False) -> None:
        self.claim, self.scope = claim, scope
        # What is irrational at one generic point is so at the others.
        self.generic, self.exactly = generic, True
        self.rng = Random(SEED)
        self.sample = Sample()

    def look(self, layout: Place, level: int, lean: Lean) -> bool:
        """Draw a point, compare the sides; whether both are defined there."""
        place = draw(self.scope, layout, level, self.rng, lean=lean)
        seen = replace(self.sample, tried=self.sample.tried + 1)
        self.sample = seen
        if place is None:
            return False
        self.sample = seen = replace(seen, placed=seen.placed + 1)
        try:
            found = _compare_exactly(self.claim, self.scope, place) if self.exactly else None
            self.exactly = found is not None or not self.generic
            shown, differs = found or _compare(self.claim, self.scope, place)
        except (NotDefined, NotEvaluable) as error:
            self.sample = replace(seen, detail=str(error))
            return False
        if differs or seen.defined is None:
            witness = _witness(self.claim, self.scope, place, shown)
            self.sample = replace(seen, defined=witness, witness=witness if differs else None)
        return True

    def differs(self) -> bool:
        """Whether a point was seen at which the sides differ."""
        return self.sample.witness is not None


def separate(
    claim: Claim,
    scope: Scope,
    extra: int = 3,
    budget: int = MAX_POINTS,
    places: Sequence[Place] | None = None,
) -> Sample:
    """Look for the smallest, roundest point at which the two sides differ.

    ``extra`` is how far above the least sizes the search has to go; large sizes are tried
    at fewer points, since a difference that exists there is generic. Where ``places`` are
    given, it looks at these only.
    """
    at_once = max(3, len(scope.free))
    every = tuple(range(LEVELS))
    if places is not None:
        return _separate(claim, scope, budget, every, list(places))
    found = _separate(claim, scope, budget, every, list(layouts(scope, at_once)))
    extra += len(scope.free)
    if found.witness is not None or extra <= at_once:
        return found
    large = list(layouts(scope, extra, at_once))
    further = _separate(claim, scope, budget // 4, (3, LEVELS - 1), large)
    return further if further.witness is not None else found


def _separate(
    claim: Claim, scope: Scope, budget: int, levels: tuple[int, ...], places: list[Place]
) -> Sample:
    search = _Search(claim, scope)
    for layout, level, lean in islice(_plan(places, levels), budget):
        search.look(layout, level, lean)
        if search.differs():
            break
    return search.sample


def _plan(places: list[Place], levels: tuple[int, ...]) -> Iterator[tuple[Place, int, Lean]]:
    """Small sizes first, then round values; few places are looked at several times."""
    sweep = len(places) * len(levels) * len(LEANS)
    rounds = max(1, -(-LEAST_POINTS // sweep)) if sweep else 0
    for turn in range(rounds):
        for _, group in groupby(places, key=lambda place: tuple(place.sizes.values())):
            same_size = list(group)
            # The roundest values are few: there is nothing new in them.
            for level in levels if turn == 0 else levels[2:] or levels:
                yield from ((layout, level, lean) for layout in same_size for lean in LEANS)


def differ(claim: Claim, scope: Scope) -> bool:
    """Whether the two sides differ at one of a few generic points: quick, and finds most that do.

    That it says no means nothing.
    """
    search = _Search(claim, scope, generic=True)
    for layout in islice(layouts(scope, extra=2), FEW_PLACES):
        any(search.look(layout, level, lean) for level in (LEVELS - 1, 2) for lean in LEANS)
        if search.differs():
            return True
    return False


def agree(claim: Claim, scope: Scope, extra: int = 0) -> Sample:
    """The second opinion: generic points in every pattern of the indices, at small sizes.

    One point more lies at a larger size, at least ``extra`` above the least one if that is
    cheap: a normal form may be wrong where there are many elements, and right below.
    """
    search = _Search(claim, scope, generic=True)
    # Some assumptions can be met exactly at round points only: exp is rational at 0 alone.
    # And what asks several quantities to be negative is defined at few points.
    for levels in ((LEVELS - 1,), (0, 1, 2), *[(2, LEVELS - 1)] * FURTHER_TRIES):
        _agree(search, levels)
        if search.sample.defined is not None:
            break
    else:
        return search.sample
    if not search.differs():
        _agree_further(search, levels, extra)
    return search.sample


def _agree(search: _Search, levels: tuple[int, ...]) -> None:
    met: Counter[object] = Counter()
    start = search.sample.tried
    for layout in layouts(search.scope, extra=max(2, len(search.scope.free))):
        pattern = _coincidences(layout)
        if search.sample.tried - start >= MOST_AGREEING:
            break
        if met[pattern] >= (POINTS_PER_PATTERN if sum(met.values()) < ENOUGH else 1):
            continue
        for level, lean in product(levels, LEANS):
            if search.look(layout, level, lean):
                met[pattern] += 1
                break
        if search.differs():
            break


def _agree_further(search: _Search, levels: tuple[int, ...], extra: int) -> None:
    """What differs at large sizes only, differs at generic points there."""
    scope, claim = search.scope, search.claim
    sets = len(scope.index_sets)
    if not 0 < sets <= MAX_SETS:
        return
    for more in dict.fromkeys((max(extra, LARGER), LARGER, LARGER - 2)):
        # The first of the places with so many elements more has them in even parts, and the
        # free indices apart.
        layout = next(layouts(scope, sets * more, sets * more - 1), None)
        if layout is None:
            continue
        work = sum(unrolled_nodes(side, scope, layout.sizes) for side in (claim.lhs, claim.rhs))
        if work <= CHEAP and any(
            search.look(layout, level, lean) for level, lean in product(levels, LEANS)
        ):
            return


def _coincidences(layout: Place) -> object:
    """Which of the free indices coincide, and with which positions if these are literal."""
    return frozenset(layout.positions.items()), tuple(layout.first.values())


def _compare_exactly(claim: Claim, scope: Scope, place: Place) -> tuple[_Shown, bool] | None:
    """The two sides at a place in rational numbers, and whether they differ; if they are such."""
    try:
        exact = Evaluator(scope, place, Exact())
        left, right = exact.value(claim.lhs), exact.value(claim.rhs)
        return _Shown(str(left), str(right), 0), bool(left != right)
    except NotEvaluable:
        return None


def _compare(claim: Claim, scope: Scope, place: Place) -> tuple[_Shown, bool]:
    """The two sides at a place in balls, and whether they are shown to differ there."""
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

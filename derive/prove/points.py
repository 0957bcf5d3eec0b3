"""Exact points that satisfy the assumptions of a claim: sizes, positions, rational values.

Points come in order of size and then of roundness, so that the first one that separates
two sides is one that a reader can check by hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product
from math import isqrt
from random import Random
from typing import Literal, TypeAlias

from derive.model import Equation
from derive.prove.evaluate import (
    Evaluator,
    Exact,
    Key,
    NotDefined,
    NotEvaluable,
    Place,
    slots_of,
)
from derive.prove.orthogonal import draw_orthogonal, scope_says_orthogonal
from derive.prove.polynomials import Slot, drawn_coefficients
from derive.scope import Scope
from derive.syntax.declare import Declaration
from derive.syntax.tree import Index, IndexSet, Point
from derive.syntax.walk import free_indices

__all__ = ["LEANS", "LEVELS", "TooLarge", "draw", "layouts"]

#: Values to draw from, rounder ones first; the last pools are drawn at random.
POOLS = ((0,), (0, 1), (-1, 0, 1, 2), (-2, -1, 0, 1, 2, 3), (-3, -2, -1, 1, 2, 3, 4, 5))
LEVELS = len(POOLS) + 1
#: Sizes beyond this are not unrolled.
MAX_SIZE = 40
#: How far above the least sizes the search goes, in total over all index sets.
EXTRA_SIZE = 4


Lean: TypeAlias = Literal["any", "positive", "unit"]
LEANS: tuple[Lean, ...] = ("any", "positive", "unit")


class TooLarge(Exception):
    """A literal index needs a size that cannot be unrolled."""


def layouts(scope: Scope, extra: int = EXTRA_SIZE, beyond: int = -1) -> Iterator[Place]:
    """Sizes and positions of the free indices, smallest first, up to symmetry; no values.

    ``extra`` is how many elements there may be above the least sizes, over all index sets;
    layouts with at most ``beyond`` of them are left out.
    """
    first, least = {}, {}
    for over in scope.index_sets:
        literals = [p.value for p in scope.points if p.over == over]
        first[over] = min([1, *literals])
        least[over] = max([first[over], *literals]) - first[over] + 1
        if least[over] > MAX_SIZE:
            raise TooLarge(
                f"the literal index {max(literals)} of {over.name} needs a size of {least[over]}"
            )
    sets = scope.index_sets
    for larger in sorted(
        product(range(extra + 1), repeat=len(sets)), key=lambda t: (sum(t), max(t, default=0))
    ):
        if not beyond < sum(larger) <= extra:
            continue
        sizes = {s: least[s] + more for s, more in zip(sets, larger, strict=True)}
        for positions in _positions(scope, sizes, first):
            yield Place(sizes, first, positions, {})


def _positions(
    scope: Scope, sizes: dict[IndexSet, int], first: dict[IndexSet, int]
) -> Iterator[dict[Index, int]]:
    def extend(done: dict[Index, int], rest: list[Index]) -> Iterator[dict[Index, int]]:
        if not rest:
            yield done
            return
        index, *others = rest
        over = index.over
        used = {p.value for p in scope.points if p.over == over}
        used |= {v for i, v in done.items() if i.over == over}
        elements = range(first[over], first[over] + sizes[over])
        unused = [e for e in elements if e not in used]
        # Unused positions are alike: one of them stands for all.
        for position in [*unused[:1], *sorted(used)]:
            yield from extend({**done, index: position}, others)

    for positions in extend({}, list(scope.free)):
        if all(
            (_place(r.left, positions) == _place(r.right, positions)) == r.equal for r in scope.case
        ):
            yield positions


def _place(term: Index | Point, positions: dict[Index, int]) -> int:
    return term.value if isinstance(term, Point) else positions[term]


def draw(
    scope: Scope, layout: Place, level: int, rng: Random, *, lean: Lean = "any"
) -> Place | None:
    """Exact values at a layout that satisfy every assumption, or ``None`` if none was found.

    To lean to positive values, or to the unit interval, is to look where logarithms such
    as ``log x`` and ``log(1 − x)`` are defined.
    """
    values: dict[Key, Fraction] = {}
    for name, declared in sorted(scope.declarations.items()):
        if declared.of:
            values |= _draw_function(declared, layout, level, rng)
        elif declared.body is None:
            ranges = [layout.elements(axis) for axis in declared.axes]
            facts = scope.facts(name)
            if scope_says_orthogonal(scope, name):
                facts |= {"orthogonal"}
            if lean != "any" and not facts & {"binary", "orthogonal"}:
                facts |= {"positive"}
            drawn = _draw_family(name, ranges, facts, level, rng)
            if lean == "unit" and not facts & {"distribution", "binary", "orthogonal"}:
                drawn = {key: value / (value + 1) for key, value in drawn.items()}
            values |= drawn
    for name, arity in scope.functions:
        slots = [("", (n,)) for n in range(arity)]
        values |= _draw_coefficients(name, (), slots, level, rng)
    place = Place(layout.sizes, layout.first, layout.positions, values)
    constraints = list(_constraints(scope, layout))
    solved = _solve(scope, place, constraints, rng) if constraints else place
    if solved is None or not _facts_hold(scope, solved):
        return None
    return solved


def _draw_function(
    declared: Declaration, layout: Place, level: int, rng: Random
) -> dict[Key, Fraction]:
    """A polynomial for each member of a family of abstract functions."""
    slots = list(slots_of(declared, layout))
    found: dict[Key, Fraction] = {}
    for at in product(*(layout.elements(axis) for axis in declared.axes)):
        found |= _draw_coefficients(declared.name, at, slots, level, rng)
    return found


def _draw_coefficients(
    name: str, at: tuple[int, ...], slots: Sequence[Slot], level: int, rng: Random
) -> dict[Key, Fraction]:
    """Linear ones first, then one degree more at each level."""
    pool = min(max(level, 1), LEVELS - 1)
    degree = max(level, 1)

    def number() -> Fraction:
        return _draw_number(frozenset(), pool, rng)

    return dict(drawn_coefficients(name, at, slots, degree, number))


def _draw_family(
    name: str, ranges: list[range], facts: frozenset[str], level: int, rng: Random
) -> dict[Key, Fraction]:
    if "orthogonal" in facts and len(ranges) == 2:
        rows, columns = ranges
        matrix = draw_orthogonal(len(rows), facts, level, rng)
        return {
            (name, (i, j)): value
            for i, row in zip(rows, matrix, strict=True)
            for j, value in zip(columns, row, strict=True)
        }
    symmetric = "symmetric" in facts and len(ranges) == 2 and ranges[0] == ranges[1]
    if "distribution" in facts and ranges:
        if symmetric:
            return _doubly_stochastic(name, ranges[0], facts, level, rng)
        found: dict[Key, Fraction] = {}
        for row in product(*ranges[:-1]):
            weights = _weights(len(ranges[-1]), facts, level, rng)
            total = sum(weights)
            for last, weight in zip(ranges[-1], weights, strict=True):
                found[name, (*row, last)] = Fraction(weight, total)
        return found
    drawn = {(name, key): _draw_number(facts, level, rng) for key in product(*ranges)}
    if symmetric:
        drawn = {(name, key): drawn[name, tuple(sorted(key))] for _, key in drawn}
    return drawn


def _doubly_stochastic(
    name: str, elements: range, facts: frozenset[str], level: int, rng: Random
) -> dict[Key, Fraction]:
    """A symmetric matrix of distributions: a mixture of exchanges of pairs."""
    exchanges = []
    for _ in range(1 if "one-hot" in facts else 3):
        order = list(elements)
        rng.shuffle(order)
        exchange = {e: e for e in order}
        for one, other in zip(order[::2], order[1::2], strict=False):
            if rng.random() < 0.7:
                exchange[one], exchange[other] = other, one
        exchanges.append((rng.randint(1, 2 + level), exchange))
    total = sum(weight for weight, _ in exchanges)
    found: dict[Key, Fraction] = {(name, (i, j)): Fraction(0) for i in elements for j in elements}
    for weight, exchange in exchanges:
        for i, j in exchange.items():
            found[name, (i, j)] += Fraction(weight, total)
    if "positive" in facts:
        even = Fraction(1, len(elements))
        found = {key: (value + even) / 2 for key, value in found.items()}
    return found


def _weights(size: int, facts: frozenset[str], level: int, rng: Random) -> list[int]:
    if "one-hot" in facts:
        hot = rng.randrange(size)
        return [int(i == hot) for i in range(size)]
    least = 1 if "positive" in facts else 0
    weights = [rng.randint(least, 2 + 2 * level) for _ in range(size)]
    return weights if any(weights) else [1] * size


def _draw_number(facts: frozenset[str], level: int, rng: Random) -> Fraction:
    if "binary" in facts:
        return Fraction(rng.randint(0, 1))
    if level < len(POOLS):
        value = Fraction(rng.choice(POOLS[level]))
    else:
        value = Fraction(rng.choice((-1, 1)) * rng.randint(1, 40), rng.randint(7, 23))
    if "positive" in facts:
        return abs(value) if value else Fraction(rng.choice((1, 2)))
    return abs(value) if "nonnegative" in facts else value


# -- equations


def _constraints(scope: Scope, layout: Place) -> Iterator[tuple[Equation, dict[Index, int]]]:
    """Each equation at each position of the indices that only it mentions."""
    for equation in scope.equations:
        free = free_indices(equation.lhs) | free_indices(equation.rhs)
        universal = sorted(free - set(scope.free), key=lambda i: i.name)
        for positions in product(*(layout.elements(i.over) for i in universal)):
            yield equation, dict(zip(universal, positions, strict=True))


def _solve(
    scope: Scope,
    place: Place,
    constraints: list[tuple[Equation, dict[Index, int]]],
    rng: Random,
) -> Place | None:
    """Change one value for each equation so that it holds exactly."""
    values = dict(place.values)
    pivots: set[Key] = set()

    def residual(equation: Equation, at: dict[Index, int], key: Key, trial: Fraction) -> Fraction:
        changed = {**values, key: trial}
        here = Place(place.sizes, place.first, place.positions, changed)
        evaluator = Evaluator(scope, here, Exact())
        difference = evaluator.value(equation.lhs, at) - evaluator.value(equation.rhs, at)
        return Fraction(int(difference.p), int(difference.q))

    for equation, at in constraints:
        names = scope.names_in(equation.lhs) | scope.names_in(equation.rhs)
        candidates = [
            key
            for key in values
            if key[0] in names
            and key not in pivots
            and not scope.facts(key[0]) & {"distribution", "binary", "symmetric", "orthogonal"}
        ]
        solved = False
        fixed = next(iter(values), None)
        try:
            if fixed is None or residual(equation, at, fixed, values[fixed]) == 0:
                continue
            rng.shuffle(candidates)
            for key in candidates:
                root = _root([residual(equation, at, key, Fraction(t)) for t in range(4)])
                if root is not None:
                    values[key] = root
                    pivots.add(key)
                    solved = True
                    break
        except (NotDefined, NotEvaluable):
            return None
        if not solved:
            return None
    done = Place(place.sizes, place.first, place.positions, values)
    evaluator = Evaluator(scope, done, Exact())
    try:
        for equation, at in constraints:
            if evaluator.value(equation.lhs, at) != evaluator.value(equation.rhs, at):
                return None
    except (NotDefined, NotEvaluable):
        return None
    return done


def _root(samples: list[Fraction]) -> Fraction | None:
    """A rational root of the polynomial of degree <= 2 through the values at 0, 1, 2, 3."""
    r0, r1, r2, r3 = samples
    a = (r2 - 2 * r1 + r0) / 2
    b = r1 - r0 - a
    if 9 * a + 3 * b + r0 != r3:
        return None
    if a == 0:
        return -r0 / b if b else None
    discriminant = b * b - 4 * a * r0
    if discriminant < 0:
        return None
    top, bottom = isqrt(discriminant.numerator), isqrt(discriminant.denominator)
    if top * top != discriminant.numerator or bottom * bottom != discriminant.denominator:
        return None
    return (-b + Fraction(top, bottom)) / (2 * a)


def _facts_hold(scope: Scope, place: Place) -> bool:
    for (name, _), value in place.values.items():
        if not _value_fits(value, scope.facts(name)):
            return False
    return all(
        _defined_fits(scope, place, name)
        for name, declared in scope.declarations.items()
        if (declared.body is not None or declared.of) and scope.facts(name)
    )


def _value_fits(value: Fraction, facts: frozenset[str]) -> bool:
    if ("positive" in facts and value <= 0) or ("nonnegative" in facts and value < 0):
        return False
    return "binary" not in facts or value in (0, 1)


def _defined_fits(scope: Scope, place: Place, name: str) -> bool:
    """Whether the facts about a defined name hold at a place, exactly."""
    declared = scope.declarations[name]
    facts = scope.facts(name)
    evaluator = Evaluator(scope, place, Exact())
    ranges = [place.elements(axis) for axis in declared.axes]
    try:
        values = {at: _exact(evaluator.entry(name, at)) for at in product(*ranges)}
    except (NotDefined, NotEvaluable):
        return False
    if not all(_value_fits(value, facts) for value in values.values()):
        return False
    if "distribution" in facts:
        rows = product(*ranges[:-1])
        if any(sum(values[(*row, last)] for last in ranges[-1]) != 1 for row in rows):
            return False
    if "orthogonal" in facts and not _is_orthogonal(values, *ranges):
        return False
    return "symmetric" not in facts or all(values[at] == values[at[::-1]] for at in values)


def _is_orthogonal(values: dict[tuple[int, ...], Fraction], rows: range, columns: range) -> bool:
    return all(
        sum(values[i, j] * values[i, k] for i in rows) == int(j == k)
        for j in columns
        for k in columns
    )


def _exact(value: object) -> Fraction:
    return Fraction(int(value.p), int(value.q))  # type: ignore[attr-defined]

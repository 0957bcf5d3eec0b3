"""Points that satisfy the assumptions and the case of a claim: sizes, patterns, values."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product

from derive.model import Claim
from derive.syntax.tree import Index, IndexSet
from tests.oracle.data import DRAWS, MANY_ASSIGNMENTS, SIZES, STYLES, Sample, Where
from tests.oracle.families import drawn_family
from tests.oracle.ground import Ground, relation_holds
from tests.oracle.names import slots
from tests.oracle.polynomials import Polynomial, drawn_polynomial
from tests.oracle.solve import solve


def sample_points(
    claim: Claim, sizes: Sequence[int] = SIZES, rng: random.Random | None = None
) -> Iterator[Sample]:
    """Exact points that satisfy the assumptions and the case of a claim.

    At every size, and in every equality pattern that the case allows, one point in each of
    the ``STYLES``, where there is one.
    """
    ground, rng = Ground(claim), rng or random.Random(0)
    smallest = dict.fromkeys(ground.sets, 1)
    for literal, position in ground.literals.items():
        smallest[literal.over] = max(smallest[literal.over], position)
    for turn in range(len(sizes)):
        at_size = {
            over: max(sizes[(turn + number) % len(sizes)], smallest[over])
            for number, over in enumerate(ground.sets)
        }
        for positions in _patterns(ground, at_size, rng):
            for style in STYLES:
                yield from _draw(ground, at_size, positions, style, rng)


def _patterns(
    ground: Ground, sizes: dict[IndexSet, int], rng: random.Random
) -> list[dict[Index, int]]:
    """One choice of positions for each equality pattern of free indices and literals."""
    ranges = [range(1, sizes[index.over] + 1) for index in ground.free]
    count = 1
    for choices in ranges:
        count *= len(choices)
    if count <= MANY_ASSIGNMENTS:
        assignments = list(product(*ranges))
        rng.shuffle(assignments)
    else:
        assignments = [tuple(map(rng.choice, ranges)) for _ in range(MANY_ASSIGNMENTS)]
    found: dict[object, dict[Index, int]] = {}
    literal = {(point.over, position) for point, position in ground.literals.items()}
    for assignment in assignments:
        seen: dict[tuple[IndexSet, int], int] = {}
        pattern = []
        for index, position in zip(ground.free, assignment, strict=True):
            place = (index.over, position)
            label = -position if place in literal else seen.setdefault(place, len(seen))
            pattern.append(label)
        positions = dict(zip(ground.free, assignment, strict=True))
        sample = Sample(sizes, positions, {}, ground.literals)
        if all(relation_holds(relation, sample) for relation in ground.relations):
            found.setdefault(tuple(pattern), positions)
    # The patterns with the most distinct positions tell most: they come first.
    return [found[p] for p in sorted(found, key=lambda p: (-len(set(p)), p))]  # type: ignore


def _draw(
    ground: Ground,
    sizes: dict[IndexSet, int],
    positions: dict[Index, int],
    style: str,
    rng: random.Random,
) -> Iterator[Sample]:
    for _ in range(DRAWS):
        values: dict[tuple[str, Where], Fraction] = {}
        for name, declared in sorted(ground.declared.items()):
            if declared.body is None and not declared.of:
                shape = tuple(sizes[axis] for axis in declared.axes)
                values |= drawn_family(name, shape, frozenset(ground.facts[name]), style, rng)
        functions = _functions(ground, sizes, rng)
        sample = Sample(sizes, positions, values, ground.literals, functions)
        pinned: set[tuple[str, Where]] = set()
        for equation in ground.equations:
            for at in equation.assignments(sample):
                solve(equation, at, sample, values, ground, style, pinned, rng)
        if ground.admits(sample):
            yield sample
            return


def _functions(
    ground: Ground, sizes: dict[IndexSet, int], rng: random.Random
) -> dict[tuple[str, Where], Polynomial]:
    """A polynomial for every abstract function, and for each member of a family of them."""
    found = {
        (name, ()): drawn_polynomial(arguments, rng)
        for name, arguments in sorted(ground.calls.items())
    }
    for name, declared in sorted(ground.declared.items()):
        if declared.of:
            many = len(slots(declared, sizes))
            for at in product(*(range(1, sizes[axis] + 1) for axis in declared.axes)):
                found[name, at] = drawn_polynomial(many, rng)
    return found

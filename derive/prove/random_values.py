"""Trusted code. Values drawn for names, as their facts say: what is one-hot is drawn one-hot.

Rounder values come first, so that a witness is one that a reader can check by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from random import Random

from derive.prove.evaluate import Key, Place, slots_of
from derive.prove.orthogonal import draw_orthogonal
from derive.prove.polynomials import Slot, drawn_coefficients
from derive.syntax.declare import Declaration

__all__ = ["LEVELS", "draw_coefficients", "draw_family", "draw_function"]

#: Values to draw from, rounder ones first; the last pools are drawn at random.
POOLS = ((0,), (0, 1), (-1, 0, 1, 2), (-2, -1, 0, 1, 2, 3), (-3, -2, -1, 1, 2, 3, 4, 5))
LEVELS = len(POOLS) + 1


def draw_function(
    declared: Declaration, layout: Place, level: int, rng: Random
) -> dict[Key, Fraction]:
    """A polynomial for each member of a family of abstract functions."""
    slots = list(slots_of(declared, layout))
    found: dict[Key, Fraction] = {}
    for at in product(*(layout.elements(axis) for axis in declared.axes)):
        found |= draw_coefficients(declared.name, at, slots, level, rng)
    return found


def draw_coefficients(
    name: str, at: tuple[int, ...], slots: Sequence[Slot], level: int, rng: Random
) -> dict[Key, Fraction]:
    """Linear ones first, then one degree more at each level."""
    pool = min(max(level, 1), LEVELS - 1)
    degree = max(level, 1)

    def number() -> Fraction:
        return _draw_number(frozenset(), pool, rng)

    return dict(drawn_coefficients(name, at, slots, degree, number))


def draw_family(
    name: str, ranges: list[range], facts: frozenset[str], level: int, rng: Random
) -> dict[Key, Fraction]:
    """The entries of a family at all positions, as its facts say."""
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

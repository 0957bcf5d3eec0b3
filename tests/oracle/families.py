"""Values of a family that satisfy its facts: positive, one-hot, symmetric, orthogonal."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import product

from tests.oracle.data import Where
from tests.oracle.ground import mirror


def drawn_family(
    name: str, shape: Where, facts: frozenset[str], style: str, rng: random.Random
) -> dict[tuple[str, Where], Fraction]:
    """Values of a family that satisfy its facts, each by itself."""
    if "orthogonal" in facts:
        return {(name, at): x for at, x in _rotation(shape[0], rng).items()}
    values: dict[Where, Fraction] = {}
    normed = facts & {"distribution", "positive distribution", "one-hot"}
    binary = facts & {"binary", "one-hot"}
    sign = rng.choice((-1, 1)) if style == "one sign each" else None
    for row in product(*(range(1, size + 1) for size in shape[:-1])):
        width = shape[-1] if shape else 1
        if normed and binary:
            chosen = rng.randrange(width)
            drawn = [Fraction(j == chosen) for j in range(width)]
        elif binary:
            drawn = [Fraction(rng.randint(0, 1)) for _ in range(width)]
        else:
            drawn = [_drawn(facts, style, sign, rng) for _ in range(width)]
        total = sum(drawn)
        if normed:
            drawn = [x / total for x in drawn] if total else [Fraction(1, width)] * width
        for j, x in enumerate(drawn, start=1):
            values[(*row, j) if shape else ()] = x
    if "symmetric" in facts:
        values = {at: values.get(max(at, mirror(at)), x) for at, x in values.items()}
    return {(name, at): x for at, x in values.items()}


def _rotation(size: int, rng: random.Random) -> dict[Where, Fraction]:
    """Some plane rotations by angles with whole sides, 3-4-5 and the like, one after another."""
    rows = [[Fraction(r == c) for c in range(size)] for r in range(size)]
    for _ in range(size + 1):
        m = rng.randint(1, 4)
        cos, sin = Fraction(m * m - 1, m * m + 1), Fraction(2 * m, m * m + 1)
        one, other = rng.randrange(size), rng.randrange(size)
        if one == other:
            rows[one] = [-x for x in rows[one]]
            continue
        turned = [cos * x - sin * y for x, y in zip(rows[one], rows[other], strict=True)]
        rows[other] = [sin * x + cos * y for x, y in zip(rows[one], rows[other], strict=True)]
        rows[one] = turned
    return {(r + 1, c + 1): x for r, row in enumerate(rows) for c, x in enumerate(row)}


def _drawn(facts: frozenset[str], style: str, sign: int | None, rng: random.Random) -> Fraction:
    value = Fraction(rng.randint(1, 30), rng.choice((7, 11, 13)))
    if style == "small":
        value = Fraction(rng.randint(0, 2))
    if facts & {"positive", "positive distribution"}:
        return value or Fraction(1)
    if facts & {"nonnegative", "distribution"}:
        return value * (style == "positive" or rng.random() < 0.8)
    return value if style == "positive" else value * (sign or rng.choice((-1, 1)))

"""Points are made to satisfy an equation: one value is changed, or one sum is scaled.

An equation of arrays is left as it was drawn; a point that breaks it is not admitted.
"""

from __future__ import annotations

import random
from fractions import Fraction
from math import isqrt

from derive.syntax.tree import Index, Sum
from tests.oracle.data import NotDefined, Sample, Where
from tests.oracle.ground import Assumed, Ground, mirror
from tests.oracle.names import key, positions


def solve(
    equation: Assumed,
    at: dict[Index, int],
    sample: Sample,
    values: dict[tuple[str, Where], Fraction],
    ground: Ground,
    style: str,
    pinned: set[tuple[str, Where]],
    rng: random.Random,
) -> None:
    """Change one value, or scale one sum, so that the equation holds; or leave all as it is."""

    def put(where: tuple[str, Where], value: Fraction) -> None:
        values[where] = value
        if "symmetric" in ground.facts[where[0]]:
            values[where[0], mirror(where[1])] = value

    def excess() -> Fraction | None:
        try:
            found = equation.excesses(sample, at)
        except NotDefined:
            return None
        return found[0] if len(found) == 1 and isinstance(found[0], Fraction) else None

    if excess() in (0, None):
        return
    scaled = equation.total_of()
    if scaled is not None and (style == "positive" or ground.facts[scaled[0].name]):
        entry, constant = scaled
        assert isinstance(equation.lhs, Sum)
        env = {key(index): n for index, n in {**sample.positions, **at}.items()}
        where = []
        for position in range(1, sample.sizes[equation.lhs.index.over] + 1):
            env[key(equation.lhs.index)] = position
            where.append((entry.name, positions(entry.indices)(env, sample)))
        total = sum(values[w] for w in where)
        if len(set(where)) == len(where) and total and constant / total > 0:
            for w in where:
                put(w, values[w] * constant / total)
            return
    candidates = [where for where in values if where[0] in equation.names]
    rng.shuffle(candidates)
    for where in sorted(candidates, key=lambda w: w in pinned):
        before = values[where]
        probes = []
        for trial in range(4):
            put(where, Fraction(trial))
            probes.append(excess())
        roots = _roots(probes)
        if roots:
            put(where, rng.choice(roots))
            pinned.add(where)
            return
        put(where, before)


def _roots(values: list[Fraction | None]) -> list[Fraction]:
    """The rational zeros of a quadratic, or of a line, that takes these values at 0, 1, 2, 3."""
    if None in values:
        return []
    f0, f1, f2, f3 = (value for value in values if value is not None)
    a = (f2 - 2 * f1 + f0) / 2
    b = f1 - f0 - a
    if 9 * a + 3 * b + f0 != f3:
        return []
    if a == 0:
        return [-f0 / b] if b else []
    square = b * b - 4 * a * f0
    if square < 0:
        return []
    root = Fraction(isqrt(square.numerator), isqrt(square.denominator))
    return [(-b + root) / (2 * a), (-b - root) / (2 * a)] if root * root == square else []

"""Trusted code. Exact points made to satisfy equations, and looked at for their facts.

One value is changed for each equation, where that makes it hold; afterwards every
equation and every fact about a defined name is checked in rational numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import isqrt
from random import Random

from derive.model import Equation
from derive.prove.evaluate import Evaluator, Exact, Key, NotDefined, NotEvaluable, Place
from derive.prove.inverses import inverted, pairs_of
from derive.scope import Scope
from derive.syntax.tree import Index
from derive.syntax.walk import free_indices

__all__ = ["constraints_at", "facts_hold", "solved"]


def constraints_at(scope: Scope, layout: Place) -> Iterator[tuple[Equation, dict[Index, int]]]:
    """Each equation at each position of the indices that only it mentions."""
    for equation in scope.equations:
        free = free_indices(equation.lhs) | free_indices(equation.rhs)
        universal = sorted(free - set(scope.free), key=lambda i: i.name)
        for positions in product(*(layout.elements(i.over) for i in universal)):
            yield equation, dict(zip(universal, positions, strict=True))


def solved(
    scope: Scope,
    place: Place,
    constraints: list[tuple[Equation, dict[Index, int]]],
    rng: Random,
) -> Place | None:
    """Change one value for each equation so that it holds exactly."""
    values = dict(place.values)
    pivots: set[Key] = set()
    for name, of in pairs_of(scope).items():
        entries = _inverse(scope, replace(place, values=values), of)
        if entries is None:
            return None
        found = {(name, at): value for at, value in entries.items()}
        values |= found
        pivots |= found.keys()

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


def _inverse(scope: Scope, place: Place, name: str) -> dict[tuple[int, ...], Fraction] | None:
    """The entries of the inverse of a matrix at a place."""
    evaluator = Evaluator(scope, place, Exact())
    over = place.elements(scope.declarations[name].axes[0])
    try:
        matrix = [[_exact(evaluator.entry(name, (i, j))) for j in over] for i in over]
    except (NotDefined, NotEvaluable):
        return None
    found = inverted(matrix)
    if found is None:
        return None
    return {(i, j): found[n][m] for n, i in enumerate(over) for m, j in enumerate(over)}


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


def facts_hold(scope: Scope, place: Place) -> bool:
    """Whether what is known of signs, 0-1 values and defined names holds, exactly."""
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

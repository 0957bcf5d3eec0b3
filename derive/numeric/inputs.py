"""Inputs to try: arrays at random that satisfy the facts and the assumptions about them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from derive.model import Assumption, Equation, Fact
from derive.numeric.arrays import Array
from derive.syntax.declare import Declaration
from derive.syntax.tree import Entry, IndexSet, Number, Sum

__all__ = ["drawn"]


def drawn(
    families: tuple[Declaration, ...],
    sizes: Mapping[IndexSet, int],
    given: tuple[Assumption, ...],
    rng: np.random.Generator,
    *,
    between: bool = False,
) -> dict[str, Array]:
    """An array for each family; with ``between``, of numbers between 0 and 1."""
    values: dict[str, Array] = {}
    for family in families:
        facts = set(family.facts)
        facts |= {a.kind for a in given if isinstance(a, Fact) and a.name == family.name}
        shape = tuple(sizes[axis] for axis in family.axes)
        # A defined family that is varied itself, such as p, is mostly a probability.
        positive = between or family.body is not None
        values[family.name] = _draw(shape, facts, positive, rng)
        for assumption in given:
            if isinstance(assumption, Equation):
                values[family.name] = _rescaled(values[family.name], family, assumption)
    return values


def _draw(
    shape: tuple[int, ...], facts: set[str], positive: bool, rng: np.random.Generator
) -> Array:
    if "one-hot" in facts:
        hot = np.zeros(shape)
        positions = rng.integers(shape[-1], size=shape[:-1])
        np.put_along_axis(hot, np.asarray(positions)[..., None], 1.0, axis=-1)
        return hot
    if facts & {"distribution", "positive distribution"}:
        weights = rng.uniform(0.1, 1.0, shape)
        return np.asarray(weights / weights.sum(axis=-1, keepdims=True))
    if "symmetric" in facts:
        square = rng.normal(size=shape) * shape[-1] ** -0.25
        return np.asarray((square + square.T) / 2)
    if "binary" in facts:
        return np.asarray(rng.integers(2, size=shape).astype(float))
    if positive or facts & {"positive", "nonnegative"}:
        return np.asarray(rng.uniform(0.1, 0.9, shape))
    # Products of two families are summed in many a loss: that sum stays about 1, so that
    # 1 − σ(s), say, keeps its digits in the definition itself.
    return np.asarray(rng.normal(size=shape) * max(shape, default=1) ** -0.25)


def _rescaled(values: Array, family: Declaration, equation: Equation) -> Array:
    """The values scaled so that ``Σ_j y_ij = c``, if that is what the equation says."""
    match equation:
        case Equation(Sum(Entry(name, indices), index, ()), Number(value)):
            if name == family.name and indices.count(index) == 1:
                axis = indices.index(index)
                total = values.sum(axis=axis, keepdims=True)
                return np.asarray(values / total * float(value))
    return values

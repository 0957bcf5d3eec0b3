"""Concrete functions for the names of abstract ones: polynomials, to look for witnesses with.

An abstract function f stands for every smooth function; at a point it is

    κ_0 + Σ_m κ_m (Σ_s c_{m,s} x_s)^m        m = 1, …, DEGREE

of its arguments x_s. A claim that fails for this f is refuted. Its coefficients stand
among the values of the point, under names that no author can write.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from math import perm
from typing import Any, TypeAlias

__all__ = ["DEGREE", "Slot", "coefficients", "drawn_coefficients", "value"]

DEGREE = 4

#: An argument: the family and the position of its entry, or "" and the argument's number.
Slot: TypeAlias = tuple[str, tuple[int, ...]]
Key: TypeAlias = tuple[str, tuple[int, ...]]


def _outer(name: str, at: tuple[int, ...], m: int) -> Key:
    return f"{name}\nκ", (*at, m)


def _inner(name: str, at: tuple[int, ...], m: int, slot: Slot) -> Key:
    return f"{name}\nc\n{slot[0]}", (*at, m, *slot[1])


def drawn_coefficients(
    name: str, at: tuple[int, ...], slots: Sequence[Slot], degree: int, draw: Callable[[], Fraction]
) -> Iterator[tuple[Key, Fraction]]:
    """Coefficients for one function; beyond ``degree`` they are 0."""
    yield _outer(name, at, 0), draw()
    for m in range(DEGREE + 1):
        kept = 0 < m <= degree
        if m:
            yield _outer(name, at, m), (draw() or Fraction(1)) if kept else Fraction(0)
        for slot in slots:
            yield _inner(name, at, m, slot), draw() if kept else Fraction(0)


def coefficients(
    values: Mapping[Key, Fraction], name: str, at: tuple[int, ...], slots: Sequence[Slot]
) -> Iterator[tuple[int, Fraction, tuple[Fraction, ...]]]:
    """``m, κ_m, (c_{m,s} …)`` for each m with κ_m not 0; raise ``KeyError`` if there are none."""
    for m in range(DEGREE + 1):
        outer = values[_outer(name, at, m)]
        if outer:
            yield m, outer, tuple(values[_inner(name, at, m, s)] for s in slots)


def value(
    terms: Iterator[tuple[int, Fraction, tuple[Fraction, ...]]],
    arguments: Sequence[Any],
    orders: tuple[int, ...],
    number: Callable[[Fraction], Any],
) -> Any:
    """The function, differentiated ``orders`` times by its arguments, at numbers or duals."""
    total = number(Fraction(0))
    times = sum(orders)
    for m, outer, inner in terms:
        if m < times:
            continue
        factor = outer * perm(m, times)
        for c, order in zip(inner, orders or (0,) * len(inner), strict=True):
            factor *= c**order
        linear = number(Fraction(0))
        for c, x in zip(inner, arguments, strict=True):
            linear = linear + number(c) * x
        term = number(factor)
        for _ in range(m - times):
            term = term * linear
        total = total + term
    return total

"""Polynomials that stand for abstract functions, with exact derivatives of every order."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias

from derive.syntax.tree import Add, Mul, Neg, Number, Power, Written

#: ``x_0² x_3`` is ((0, 2), (3, 1)): slots in order, each with its power.
Monomial: TypeAlias = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Polynomial:
    """A polynomial in numbered slots, as coefficients of monomials.

    >>> square = Polynomial({((0, 2),): Fraction(3)})
    >>> square.at([Fraction(5)]), square.derivative(0).at([Fraction(5)])
    (Fraction(75, 1), Fraction(30, 1))
    """

    terms: Mapping[Monomial, Fraction]

    def at(self, values: Sequence[Any], number: Callable[[Fraction], Any] = Fraction) -> Any:
        """The value at numbers of a kind, with coefficients made of that kind."""
        total = number(Fraction(0))
        for monomial, coefficient in self.terms.items():
            term = number(coefficient)
            for slot, power in monomial:
                term *= values[slot] ** power
            total += term
        return total

    def derivative(self, slot: int) -> Polynomial:
        """The partial derivative by one slot."""
        found: dict[Monomial, Fraction] = {}
        for monomial, coefficient in self.terms.items():
            powers = dict(monomial)
            power = powers.pop(slot, 0)
            if power > 1:
                powers[slot] = power - 1
            if power:
                found[tuple(sorted(powers.items()))] = coefficient * power
        return Polynomial(found)

    def differentiated(self, orders: Sequence[int]) -> Polynomial:
        """The derivative of these orders, one for each slot."""
        found = self
        for slot, times in enumerate(orders):
            for _ in range(times):
                found = found.derivative(slot)
        return found

    def __add__(self, other: Polynomial) -> Polynomial:
        found = dict(self.terms)
        for monomial, coefficient in other.terms.items():
            found[monomial] = found.get(monomial, Fraction(0)) + coefficient
        return Polynomial(found)

    def __mul__(self, other: Polynomial) -> Polynomial:
        found: dict[Monomial, Fraction] = {}
        for left, a in self.terms.items():
            for right, b in other.terms.items():
                powers = dict(left)
                for slot, power in right:
                    powers[slot] = powers.get(slot, 0) + power
                monomial = tuple(sorted(powers.items()))
                found[monomial] = found.get(monomial, Fraction(0)) + a * b
        return Polynomial(found)


def drawn_polynomial(slots: int, rng: random.Random) -> Polynomial:
    """A polynomial with every power up to the third, and products of two and three slots."""
    found: dict[Monomial, Fraction] = {(): _drawn(rng)}
    for slot in range(slots):
        for power in (1, 2, 3):
            found[((slot, power),)] = _drawn(rng)
    for slot in range(1, slots):
        other, third = rng.randrange(slot), rng.randrange(slots)
        found[((other, 1), (slot, 1))] = _drawn(rng)
        if third not in (other, slot):
            found[tuple(sorted(((other, 1), (slot, 1), (third, 1))))] = _drawn(rng)
    return Polynomial(found)


def _drawn(rng: random.Random) -> Fraction:
    return Fraction(rng.choice((-1, 1)) * rng.randint(1, 9), rng.choice((2, 3, 5)))


def polynomial_of(form: Written, slot_of: Callable[[Written], int]) -> Polynomial:
    """The polynomial that a form of sums, products and whole powers is, multiplied out."""
    match form:
        case Number(value):
            return Polynomial({(): value})
        case Neg(operand):
            return Polynomial({(): Fraction(-1)}) * polynomial_of(operand, slot_of)
        case Add(terms):
            first, *rest = (polynomial_of(term, slot_of) for term in terms)
            for term in rest:
                first += term
            return first
        case Mul(factors):
            first, *rest = (polynomial_of(factor, slot_of) for factor in factors)
            for factor in rest:
                first *= factor
            return first
        case Power(base, Number(exponent)):
            found, once = Polynomial({(): Fraction(1)}), polynomial_of(base, slot_of)
            for _ in range(int(exponent)):
                found *= once
            return found
    return Polynomial({((slot_of(form), 1),): Fraction(1)})

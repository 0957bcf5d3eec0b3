"""Written forms as sums of products: polynomials over the forms that nothing takes apart.

An *atom* is an entry, a function at its argument, a sum over an index, a bracket in a
denominator. Forms that are alike are one atom. A *monomial* has atoms with integer
exponents, below 0 for a denominator; a *polynomial* has monomials with rational numbers.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import gcd, lcm
from typing import Any, TypeAlias

from derive.syntax.shape import shape
from derive.syntax.tree import Index, Written
from derive.syntax.walk import free_indices, node_count

__all__ = ["ONE_POLYNOMIAL", "Atoms", "Monomial", "Polynomial", "TooLong", "content", "times"]

Monomial: TypeAlias = "tuple[tuple[int, int], ...]"
Polynomial: TypeAlias = "dict[Monomial, Fraction]"

ONE_POLYNOMIAL: Polynomial = {(): Fraction(1)}

#: Longer polynomials are not looked at: what is that long is no closed form.
MAX_TERMS = 60


class TooLong(Exception):
    """A form has too many terms, or takes too much work, to be made smaller."""


class Atoms:
    """The atoms met so far, numbered; forms that are alike have one number."""

    def __init__(self) -> None:
        self.forms: list[Written] = []
        self.sizes: list[int] = []
        self.names: list[str] = []
        self.letters: list[frozenset[Index]] = []
        self._numbers: dict[Any, int] = {}
        #: By identity, which is quick; the form is kept, so that its identity stays its own.
        self._same: dict[int, tuple[Written, int]] = {}
        self._labels: dict[int, tuple[Written, str]] = {}

    def label(self, form: Written) -> str:
        """The form as text, worked out once."""
        known = self._labels.get(id(form))
        if known is None:
            known = self._labels[id(form)] = form, str(form)
        return known[1]

    def number(self, form: Written) -> int:
        """The number of an atom, new if need be."""
        known = self._same.get(id(form))
        if known is not None:
            return known[1]
        found = self._number(form)
        self._same[id(form)] = form, found
        return found

    def _number(self, form: Written) -> int:
        key = shape(form)
        found = self._numbers.get(key)
        if found is None:
            found = self._numbers[key] = len(self.forms)
            self.forms.append(form)
            self.sizes.append(node_count(form))
            self.names.append(self.label(form))
            self.letters.append(free_indices(form))
        return found

    def polynomial(self, form: Written) -> Polynomial:
        """The polynomial that is this atom."""
        return {((self.number(form), 1),): Fraction(1)}

    def free(self, monomial: Monomial) -> frozenset[Index]:
        """The free indices of a monomial."""
        return frozenset().union(*(self.letters[n] for n, _ in monomial))


def product(left: Monomial, right: Monomial, power: int = 1) -> Monomial:
    """The product of two monomials, the second to a power.

    >>> product(((0, 1), (1, 1)), ((1, -1), (2, 3)))
    ((0, 1), (2, 3))
    """
    if not left and power == 1:
        return right
    exponents = dict(left)
    for atom, exponent in right:
        exponents[atom] = exponents.get(atom, 0) + exponent * power
    return tuple(sorted((a, e) for a, e in exponents.items() if e))


def plus(*polynomials: Polynomial) -> Polynomial:
    """The sum of polynomials."""
    found: Polynomial = {}
    for polynomial in polynomials:
        for monomial, number in polynomial.items():
            found[monomial] = found.get(monomial, Fraction(0)) + number
    return {m: c for m, c in found.items() if c}


def times(left: Polynomial, right: Polynomial) -> Polynomial:
    """The product of polynomials; raise ``TooLong`` where it has too many terms."""
    if len(left) * len(right) > MAX_TERMS:
        raise TooLong
    return plus(*({product(m, n): c * d for n, d in right.items()} for m, c in left.items()))


def scaled(polynomial: Polynomial, number: Fraction, by: Monomial = ()) -> Polynomial:
    """The polynomial times a number and a monomial."""
    return {product(m, by): c * number for m, c in polynomial.items()}


def content(polynomial: Polynomial) -> tuple[Fraction, Monomial]:
    """The number and the monomial that all terms have in common, exponents nearest to 0.

    >>> content({((0, 2), (1, -1)): Fraction(2), ((0, 1), (1, -2)): Fraction(4)})
    (Fraction(2, 1), ((0, 1), (1, -1)))
    """
    number = common_number(polynomial.values())
    first, *others = polynomial
    shared = dict(first)
    for monomial in others:
        exponents = dict(monomial)
        for atom in list(shared):
            mine, its = shared[atom], exponents.get(atom, 0)
            if mine * its <= 0:
                del shared[atom]
            else:
                shared[atom] = min(mine, its, key=abs)
    return number, tuple(sorted(shared.items()))


def deepest(polynomial: Polynomial) -> Monomial:
    """Every atom below the line in some term, to its highest power there: the common denominator.

    >>> deepest({((0, 1), (1, -1)): Fraction(1), ((1, -2),): Fraction(1), (): Fraction(3)})
    ((1, -2),)
    """
    found: dict[int, int] = {}
    for monomial in polynomial:
        for atom, exponent in monomial:
            if exponent < 0:
                found[atom] = min(found.get(atom, 0), exponent)
    return tuple(sorted(found.items()))


def common_number(numbers: Iterable[Fraction]) -> Fraction:
    """The greatest number of which all are integer multiples."""
    above, below = 0, 1
    for number in numbers:
        above, below = gcd(above, number.numerator), lcm(below, number.denominator)
    return Fraction(above or 1, below)

"""Trusted code. Fractions of integer polynomials in finitely many generators (python-flint).

A ``Value`` is a fraction in lowest terms with a positive leading coefficient below. What
a generator stands for is the business of ``derive.prove.atoms``. Work is counted in term
products, so that what runs out, runs out at the same place on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from flint import Ordering, fmpz_mpoly, fmpz_mpoly_ctx

__all__ = [
    "MAX_WORK",
    "Contradiction",
    "Field",
    "NeedsMoreGenerators",
    "OutOfBudget",
    "Undefined",
    "Value",
]

MAX_TERMS = 20_000
MAX_WORK = 5_000_000
MAX_GENERATORS = 512
#: What a greatest common divisor and a substitution cost, for each term, in term products.
WORK_PER_TERM = 20
MAX_BITS = 200_000
MAX_DEGREE = 5_000
#: Larger polynomials are taken as they are, not factored.
MAX_FACTORED_DEGREE, MAX_FACTORED_TERMS = 100, 400


class OutOfBudget(Exception):
    """An intermediate form grew beyond the limits."""


class NeedsMoreGenerators(Exception):
    """The field has too few generators: start again with more."""


class Undefined(Exception):
    """A division by something that is identically 0, or a logarithm of something <= 0."""


class Contradiction(Exception):
    """The assumptions contradict one another."""


class Value:
    """An element of the field: ``num / den``."""

    __slots__ = ("_generators", "_key", "den", "field", "num")

    def __init__(self, field: Field, num: fmpz_mpoly, den: fmpz_mpoly) -> None:
        self.field = field
        self.num = num
        self.den = den
        self._key: tuple[str, str] | None = None
        self._generators: tuple[int, ...] | None = None

    @property
    def key(self) -> tuple[str, str]:
        """Equal for equal values, and for nothing else."""
        if self._key is None:
            self._key = (str(self.num), str(self.den))
        return self._key

    def __add__(self, other: Value) -> Value:
        if self.num.is_zero():
            return other
        if other.num.is_zero():
            return self
        f = self.field
        if self.den == other.den:
            return f.fraction(self.num + other.num, self.den)
        left, right = f.product(self.num, other.den), f.product(other.num, self.den)
        return f.fraction(left + right, f.product(self.den, other.den))

    def __neg__(self) -> Value:
        return Value(self.field, -self.num, self.den)

    def __sub__(self, other: Value) -> Value:
        return self + (-other)

    def __mul__(self, other: Value) -> Value:
        f = self.field
        return f.fraction(f.product(self.num, other.num), f.product(self.den, other.den))

    def __truediv__(self, other: Value) -> Value:
        return self * other.inverse()

    def inverse(self) -> Value:
        """1 over the value; raise ``Undefined`` for 0."""
        if self.num.is_zero():
            raise Undefined("division by something that is 0 everywhere")
        return self.field.fraction(self.den, self.num)

    def __pow__(self, exponent: int) -> Value:
        if exponent < 0:
            return self.inverse() ** (-exponent)
        if exponent == 1:
            return self
        f = self.field
        f.check_power(self.num, exponent)
        f.check_power(self.den, exponent)
        return Value(f, self.num**exponent, self.den**exponent)

    def is_zero(self) -> bool:
        """Whether this is 0 as a fraction of polynomials."""
        return bool(self.num.is_zero())

    def as_rational(self) -> Fraction | None:
        """The value as a number, if it is one."""
        if not (self.num.is_constant() and self.den.is_constant()):
            return None
        return Fraction(_constant(self.num), _constant(self.den))

    def generators(self) -> tuple[int, ...]:
        """The generators that occur."""
        if self._generators is None:
            found = {i for i, degree in enumerate(self.num.degrees()) if degree > 0}
            if self.den != self.field.one_poly:
                found |= {i for i, degree in enumerate(self.den.degrees()) if degree > 0}
            self._generators = tuple(sorted(found))
        return self._generators

    def single_generator(self) -> int | None:
        """The generator that this value is, if it is one and nothing else."""
        if self.den != self.field.one_poly or len(self.num) != 1:
            return None
        ((monomial, coefficient),) = self.num.terms()
        if coefficient != 1 or sum(monomial) != 1:
            return None
        return int(monomial.index(1))


class Field:
    """The fractions over a fixed number of generators, with a budget for work."""

    def __init__(self, generators: int, budget: int = MAX_WORK) -> None:
        if generators > MAX_GENERATORS:
            raise OutOfBudget(f"more than {MAX_GENERATORS} different quantities")
        self.size = generators
        self.context = fmpz_mpoly_ctx.get([f"g{i}" for i in range(generators)], Ordering.lex)
        self.one_poly = self.context.constant(1)
        self.zero_poly = self.context.constant(0)
        self.generator_polys = self.context.gens()
        self.work = 0
        self.budget = budget
        self.zero = Value(self, self.zero_poly, self.one_poly)
        self.one = Value(self, self.one_poly, self.one_poly)

    def number(self, value: Fraction | int) -> Value:
        """A rational number."""
        q = Fraction(value)
        return Value(self, self.context.constant(q.numerator), self.context.constant(q.denominator))

    def generator(self, index: int) -> Value:
        """The generator with this number."""
        if index >= self.size:
            raise NeedsMoreGenerators
        return Value(self, self.generator_polys[index], self.one_poly)

    def fraction(self, num: fmpz_mpoly, den: fmpz_mpoly) -> Value:
        """``num / den`` in lowest terms."""
        if den != self.one_poly:
            self.charge(WORK_PER_TERM * (len(num) + len(den)))
            common = num.gcd(den)
            if common != self.one_poly:
                num, den = num // common, den // common
            if den.leading_coefficient() < 0:
                num, den = -num, -den
        return Value(self, num, den)

    def polynomial(self, poly: fmpz_mpoly) -> Value:
        """A polynomial as a value."""
        return Value(self, poly, self.one_poly)

    def product(self, left: fmpz_mpoly, right: fmpz_mpoly) -> fmpz_mpoly:
        """The product of two polynomials, within the budget."""
        size = len(left) * len(right)
        self.work += size + 1
        if size > MAX_TERMS * 10 or self.work > self.budget:
            raise OutOfBudget("the intermediate forms grew too large")
        return left * right

    def charge(self, work: int) -> None:
        """Count work; raise ``OutOfBudget`` when there was too much."""
        self.work += work
        if self.work > self.budget:
            raise OutOfBudget("the expression takes too much work")

    def check_power(self, poly: fmpz_mpoly, exponent: int) -> None:
        """Refuse a power whose expansion would be too large, in terms or in digits."""
        if _bits(poly) * exponent > MAX_BITS:
            raise OutOfBudget("a number grows too large")
        if max(poly.degrees(), default=0) * exponent > MAX_DEGREE:
            raise OutOfBudget("a power is too high")
        terms, estimate = len(poly), 1
        for step in range(min(exponent, 10_000)):
            estimate = estimate * (terms + step) // (step + 1)
            if estimate > MAX_TERMS:
                raise OutOfBudget("a power expands into too many terms")
        if exponent > 10_000:
            raise OutOfBudget("an exponent is too large")
        self.work += estimate

    def factors(self, poly: fmpz_mpoly) -> tuple[int, list[tuple[fmpz_mpoly, int]]]:
        """The content with its sign, and the irreducible factors with their exponents.

        A polynomial that is too large to factor is its own only factor.
        """
        small = len(poly) <= MAX_FACTORED_TERMS and max(poly.degrees()) <= MAX_FACTORED_DEGREE
        if not small and len(poly) > 1:
            return 1, [(poly, 1)]
        content, found = poly.factor()
        return int(content), [(factor, int(times)) for factor, times in found]

    def terms(self, poly: fmpz_mpoly) -> Iterator[tuple[tuple[int, ...], int]]:
        """The monomials of a polynomial with their coefficients."""
        for monomial, coefficient in poly.terms():
            yield tuple(map(int, monomial)), int(coefficient)

    def from_terms(self, terms: dict[tuple[int, ...], int]) -> fmpz_mpoly:
        """The polynomial with these terms."""
        return self.context.from_dict(terms)

    def substitute(self, value: Value, images: dict[int, Value]) -> Value:
        """The value with each generator in ``images`` replaced by its image."""
        if not images:
            return value
        return self._evaluate(value.num, images) / self._evaluate(value.den, images)

    def _evaluate(self, poly: fmpz_mpoly, images: dict[int, Value]) -> Value:
        if not any(poly.degrees()[i] for i in images):
            return self.polynomial(poly)
        self.charge(WORK_PER_TERM * len(poly))
        groups: dict[tuple[int, ...], dict[tuple[int, ...], int]] = {}
        changed = sorted(images)
        for monomial, coefficient in self.terms(poly):
            outer = tuple(monomial[i] for i in changed)
            rest = list(monomial)
            for i in changed:
                rest[i] = 0
            groups.setdefault(outer, {})[tuple(rest)] = coefficient
        total = self.zero
        for exponents, rest_terms in groups.items():
            product = self.polynomial(self.from_terms(rest_terms))
            for i, exponent in zip(changed, exponents, strict=True):
                if exponent:
                    product = product * images[i] ** exponent
            total = total + product
        return total


def _bits(poly: fmpz_mpoly) -> int:
    return max((int(c).bit_length() for c in poly.coeffs()), default=0)


def _constant(poly: fmpz_mpoly) -> int:
    return int(poly.leading_coefficient()) if not poly.is_zero() else 0

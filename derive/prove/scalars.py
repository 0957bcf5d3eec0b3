"""Trusted code. The numbers of the second opinion: enclosing balls, exact numbers, dual numbers.

``Balls`` and ``Exact`` are two arithmetics with the same operations. A ``Dual`` carries a
derivative beside a value of either of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from typing import Any, TypeAlias

from flint import arb, ctx, fmpq, fmpz

__all__ = [
    "Balls",
    "Dual",
    "Exact",
    "Irrational",
    "NotDefined",
    "NotEvaluable",
    "Scalar",
    "exactly_zero",
    "is_constant",
    "plain",
    "rational",
    "zero_like",
]

#: Exact numbers beyond this are not worked with.
MAX_BITS = 200_000

Scalar: TypeAlias = Any  # arb, fmpq or Dual: python-flint has no type stubs


class NotDefined(Exception):
    """The form is not shown to be defined at the point."""


class NotEvaluable(Exception):
    """The form cannot be evaluated by this arithmetic."""


class Balls:
    """Real balls (Arb): every result encloses the true value."""

    def __init__(self, precision: int) -> None:
        self.precision = precision

    @contextmanager
    def working(self) -> Iterator[None]:
        """Work at this precision, and restore the one before."""
        with ctx.workprec(self.precision):
            yield

    def number(self, value: Fraction) -> Scalar:
        """A rational number."""
        return arb(fmpq(value.numerator, value.denominator))

    def is_nonzero(self, x: Scalar) -> bool:
        """Whether the number is shown to differ from 0."""
        return bool(x.is_finite()) and not x.contains(0)

    def exp(self, x: Scalar) -> Scalar:
        """The exponential of x."""
        return x.exp()

    def log(self, x: Scalar) -> Scalar:
        """The logarithm of x, for x shown to be positive."""
        if not x > 0:
            raise NotDefined("a logarithm's argument is not shown to be positive")
        return x.log()

    def sin(self, x: Scalar) -> Scalar:
        """The sine of x."""
        return x.sin()

    def cos(self, x: Scalar) -> Scalar:
        """The cosine of x."""
        return x.cos()

    def sqrt(self, x: Scalar) -> Scalar:
        """The root of x, for x shown to be >= 0."""
        if not x >= 0:
            raise NotDefined("a root's argument is not shown to be non-negative")
        return x.sqrt()

    def is_zero(self, x: Scalar) -> bool:
        """Whether the number is 0; raise ``NotEvaluable`` if a ball does not tell."""
        if x.contains(0) and not x == 0:
            raise NotEvaluable("whether two numbers are equal cannot be told from balls")
        return bool(x == 0)


class Irrational:
    """Some real number that is not rational, or not known to be: it spreads to every result.

    A derivative need not use the value of what it differentiates: ``∂ log x/∂x`` at 2 is
    1/2, though log 2 is irrational.
    """

    __slots__ = ()

    def __add__(self, other: object) -> Irrational:
        # A dual number keeps its ε part: it has to do the sum itself.
        return NotImplemented if isinstance(other, Dual) else self

    __radd__ = __add__

    def __mul__(self, other: object) -> Scalar:
        if isinstance(other, Dual):
            return NotImplemented
        return self if isinstance(other, Irrational) or other != 0 else other

    __rmul__ = __mul__

    def __neg__(self) -> Irrational:
        return self


class Exact:
    """Rational numbers; what is not rational is ``Irrational``, and cannot be compared."""

    @contextmanager
    def working(self) -> Iterator[None]:
        """Nothing to set up."""
        yield

    def number(self, value: Fraction) -> Scalar:
        """A rational number."""
        return fmpq(value.numerator, value.denominator)

    def is_nonzero(self, x: Scalar) -> bool:
        """Whether the number differs from 0."""
        return bool(rational(x) != 0)

    def is_zero(self, x: Scalar) -> bool:
        """Whether the number is 0."""
        return bool(rational(x) == 0)

    def exp(self, x: Scalar) -> Scalar:
        """The exponential of x."""
        return fmpq(1) if not isinstance(x, Irrational) and x == 0 else Irrational()

    def log(self, x: Scalar) -> Scalar:
        """The logarithm of x, for x > 0."""
        if rational(x) <= 0:
            raise NotDefined("a logarithm's argument is not positive")
        return fmpq(0) if x == 1 else Irrational()

    def sin(self, x: Scalar) -> Scalar:
        """The sine of x."""
        return fmpq(0) if not isinstance(x, Irrational) and x == 0 else Irrational()

    def cos(self, x: Scalar) -> Scalar:
        """The cosine of x."""
        return fmpq(1) if not isinstance(x, Irrational) and x == 0 else Irrational()

    def sqrt(self, x: Scalar) -> Scalar:
        """The root of x, for x >= 0."""
        if rational(x) < 0:
            raise NotDefined("a root's argument is negative")
        top, bottom = fmpz(x.p).isqrt(), fmpz(x.q).isqrt()
        if top * top != x.p or bottom * bottom != x.q:
            return Irrational()
        return fmpq(top, bottom)


def rational(x: Scalar) -> Scalar:
    """The number, if it is rational; raise ``NotEvaluable`` if its sign is not known here."""
    if isinstance(x, Irrational):
        raise NotEvaluable("a value is irrational")
    return x


class Dual:
    """``re + ε du`` with ε² = 0; ``tag`` tells the ε of nested derivatives apart."""

    __slots__ = ("du", "re", "tag")

    def __init__(self, tag: int, re: Scalar, du: Scalar) -> None:
        self.tag, self.re, self.du = tag, re, du

    def __add__(self, other: Scalar) -> Scalar:
        a, b = _aligned(self, other)
        return Dual(a.tag, a.re + b.re, a.du + b.du)

    __radd__ = __add__

    def __neg__(self) -> Scalar:
        return Dual(self.tag, -self.re, -self.du)

    def __mul__(self, other: Scalar) -> Scalar:
        a, b = _aligned(self, other)
        return Dual(a.tag, a.re * b.re, a.re * b.du + a.du * b.re)

    __rmul__ = __mul__


def _aligned(x: Scalar, y: Scalar) -> tuple[Dual, Dual]:
    """Both as duals of the outermost tag among them."""
    tag = max(v.tag for v in (x, y) if isinstance(v, Dual))

    def lift(v: Scalar) -> Dual:
        return v if isinstance(v, Dual) and v.tag == tag else Dual(tag, v, zero_like(v))

    return lift(x), lift(y)


def zero_like(x: Scalar) -> Scalar:
    """The 0 of the same kind of number."""
    value = plain(x)
    return fmpq(0) if isinstance(value, Irrational) else type(value)(0)


def is_constant(x: Scalar) -> bool:
    """Whether a dual number has no ε in it that is shown to be one."""
    while isinstance(x, Dual):
        if isinstance(x.du, Dual):
            if not is_constant(x.du) or not exactly_zero(plain(x.du)):
                return False
        elif not exactly_zero(x.du):
            return False
        x = x.re
    return True


def exactly_zero(x: Scalar) -> bool:
    """Whether a number is known to be 0."""
    return not isinstance(x, Irrational) and bool(x == 0)


def plain(x: Scalar) -> Scalar:
    """The number without its ε."""
    while isinstance(x, Dual):
        x = x.re
    return x

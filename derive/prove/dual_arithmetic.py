"""Trusted code. The operations of balls and of exact numbers, carried to dual numbers.

Each is defined where the second opinion can show it to be: ``NotDefined`` says where not.
"""

from __future__ import annotations

from fractions import Fraction

from flint import fmpq

from derive.prove.scalars import (
    MAX_BITS,
    Balls,
    Dual,
    Exact,
    NotDefined,
    NotEvaluable,
    Scalar,
    is_constant,
    plain,
)

__all__ = ["DualArithmetic"]


class DualArithmetic:
    """Functions of numbers and of dual numbers over one arithmetic."""

    def __init__(self, arithmetic: Balls | Exact) -> None:
        self.arithmetic = arithmetic

    def reciprocal(self, x: Scalar) -> Scalar:
        """The reciprocal: ``1/(a + εb) = 1/a − εb/a²``, for a shown to differ from 0."""
        if isinstance(x, Dual):
            inverse = self.reciprocal(x.re)
            return Dual(x.tag, inverse, -(x.du * inverse * inverse))
        if not self.arithmetic.is_nonzero(x):
            raise NotDefined("a denominator is not shown to differ from 0")
        return 1 / x

    def exp(self, x: Scalar) -> Scalar:
        """The exponential: ``e^(a + εb) = e^a (1 + εb)``."""
        if isinstance(x, Dual):
            value = self.exp(x.re)
            return Dual(x.tag, value, x.du * value)
        return self.arithmetic.exp(x)

    def log(self, x: Scalar) -> Scalar:
        """The logarithm: ``log(a + εb) = log a + εb/a``."""
        if isinstance(x, Dual):
            return Dual(x.tag, self.log(x.re), x.du * self.reciprocal(x.re))
        return self.arithmetic.log(x)

    def sqrt(self, x: Scalar) -> Scalar:
        """The root: ``√(a + εb) = √a + εb/(2√a)``."""
        if isinstance(x, Dual):
            root = self.sqrt(x.re)
            return Dual(x.tag, root, x.du * self.reciprocal(root + root))
        return self.arithmetic.sqrt(x)

    def sin(self, x: Scalar) -> Scalar:
        """The sine: ``sin(a + εb) = sin a + εb cos a``."""
        if isinstance(x, Dual):
            return Dual(x.tag, self.sin(x.re), x.du * self.cos(x.re))
        return self.arithmetic.sin(x)

    def cos(self, x: Scalar) -> Scalar:
        """The cosine: ``cos(a + εb) = cos a − εb sin a``."""
        if isinstance(x, Dual):
            return Dual(x.tag, self.cos(x.re), -(x.du * self.sin(x.re)))
        return self.arithmetic.cos(x)

    def integer_power(self, x: Scalar, exponent: int) -> Scalar:
        """``x^n`` for an integer n."""
        # Repeated multiplication: Arb's power is NaN where the ball meets 0.
        if exponent < 0:
            return self.integer_power(self.reciprocal(x), -exponent)
        number = plain(x)
        if isinstance(number, fmpq) and exponent * number.height_bits() > MAX_BITS:
            raise NotEvaluable("a number is too large")
        result, square = self.arithmetic.number(Fraction(1)), x
        while exponent:
            if exponent & 1:
                result = result * square
            exponent >>= 1
            if exponent:
                square = square * square
        return result

    def indicator(self, difference: Scalar) -> Scalar:
        """1 where the difference is 0, else 0; it is not differentiated."""
        if isinstance(difference, Dual):
            if not is_constant(difference):
                raise NotDefined("an indicator is not differentiated")
            difference = plain(difference)
        return self.arithmetic.number(Fraction(int(self.arithmetic.is_zero(difference))))

    def elementary(
        self, function: str, values: list[Scalar], orders: tuple[int, ...] = ()
    ) -> Scalar | None:
        """A function that is known by its formula; ``None`` for any other."""
        one = self.arithmetic.number(Fraction(1))
        match function:
            case "exp":
                return self.exp(values[0])
            case "log":
                return self.log(values[0])
            case "sqrt":
                return self.sqrt(values[0])
            case "sigmoid":
                return self.reciprocal(one + self.exp(-values[0]))
            case "tanh":
                decay = self.exp(-(values[0] + values[0]))
                return (one + -decay) * self.reciprocal(one + decay)
            case "sin" | "cos":
                # Each derivative is the function a quarter of a turn on.
                turn = (sum(orders) + (function == "cos")) % 4
                found = self.cos(values[0]) if turn % 2 else self.sin(values[0])
                return -found if turn > 1 else found
            case "indicator":
                return self.indicator(values[0] + -values[1])
        return None

"""The elementary functions, with the points at which they have no value, or no slope."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from mpmath import mp, mpf

from derive.syntax.tree import Neg, Number, Quotient, Written
from tests.oracle.data import TINY, NotDefined

#: Two values closer than this are the same or have been moved apart by a derivative.
CLOSE = mpf(10) ** -20


def exp(x: mpf, moves: bool) -> mpf:
    if abs(x) > 1_000_000:
        raise NotDefined("a number too large to evaluate")
    return mp.exp(x)


def log(x: mpf, moves: bool) -> mpf:
    if x < TINY:
        raise NotDefined("the logarithm of a number that is not positive")
    return mp.log(x)


def sqrt(x: mpf, moves: bool) -> mpf:
    if x < (TINY if moves else -TINY):
        raise NotDefined("the root of a negative number, or the slope of a root at 0")
    return mp.sqrt(x) if x >= TINY else mpf(0)


def sigmoid(x: mpf, moves: bool) -> mpf:
    return 1 / (1 + exp(-x, moves))


def tanh(x: mpf, moves: bool) -> mpf:
    return mp.tanh(x)


#: Each takes a number, and whether it is moved by a derivative that the function stands in.
FUNCTIONS: dict[str, Callable[[mpf, bool], mpf]] = {
    "exp": exp,
    "log": log,
    "sqrt": sqrt,
    "sigmoid": sigmoid,
    "tanh": tanh,
}


def are_equal(left: object, right: object, moves: bool) -> bool:
    """Whether an indicator is 1; it has no slope where its arguments meet."""
    distance = abs(left - right)  # type: ignore[operator]
    if moves and distance < CLOSE:
        raise NotDefined("the slope of an indicator where its arguments are equal")
    return bool(distance <= (0 if isinstance(distance, Fraction) else TINY))


def constant(form: Written) -> Fraction | None:
    """The value of a form made of literal numbers alone, such as the exponent −1/2."""
    match form:
        case Number(value):
            return value
        case Neg(operand):
            value = constant(operand)
            return None if value is None else -value
        case Quotient(above, below):
            over, under = constant(above), constant(below)
            return None if over is None or not under else over / under
    return None

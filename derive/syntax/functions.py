"""Functions of written forms: the elementary ones, opaque ones, δ and indicators."""

from __future__ import annotations

from derive.syntax.tree import INDICATOR, Call, Delta, Index, Point, Written, written

__all__ = ["delta", "exp", "function", "indicator", "log", "sigmoid", "sqrt", "tanh"]


def function(name: str, /, *arguments: object) -> Call:
    """An opaque function at its arguments: known by its name, and differentiable.

    >>> from derive import scalar
    >>> print(function("f", scalar("x")))
    f(x)
    """
    return Call(name, tuple(written(argument) for argument in arguments))


def indicator(left: object, right: object) -> Call:
    """``1{left = right}``: 1 where the two are equal, 0 elsewhere.

    >>> from derive import scalar
    >>> print(indicator(scalar("y"), 1))
    1{y = 1}
    """
    return Call(INDICATOR, (written(left), written(right)))


def delta(left: Index, right: Index | int) -> Written:
    """Kronecker's delta: 1 where the two indices are equal, 0 elsewhere.

    >>> from derive.syntax.tree import IndexSet
    >>> i, k = (Index(letter, IndexSet("C")) for letter in "ik")
    >>> print(delta(i, k))
    δ_{ik}
    """
    return Delta(left, Point(right, left.over) if isinstance(right, int) else right)


def exp(argument: object) -> Call:
    """The exponential function.

    >>> from derive import scalar
    >>> print(exp(scalar("x")))
    exp(x)
    """
    return Call("exp", (written(argument),))


def log(argument: object) -> Call:
    """The natural logarithm, defined for positive arguments.

    >>> from derive import scalar
    >>> print(log(scalar("x")))
    log x
    """
    return Call("log", (written(argument),))


def sqrt(argument: object) -> Call:
    """The square root, defined for arguments >= 0.

    >>> from derive import scalar
    >>> print(sqrt(scalar("x")))
    √(x)
    """
    return Call("sqrt", (written(argument),))


def sigmoid(argument: object) -> Call:
    """The logistic function ``1/(1 + exp(−x))``.

    >>> from derive import scalar
    >>> print(sigmoid(scalar("x")))
    sigmoid(x)
    """
    return Call("sigmoid", (written(argument),))


def tanh(argument: object) -> Call:
    """The hyperbolic tangent.

    >>> from derive import scalar
    >>> print(tanh(scalar("x")))
    tanh x
    """
    return Call("tanh", (written(argument),))

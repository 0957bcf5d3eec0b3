"""Sine and cosine: known by their derivatives and by their values, and not by their identities."""

from __future__ import annotations

import pytest

from derive import function, scalar
from derive.check import judge_claim
from derive.model import Claim, Proved, Refuted, Unknown
from derive.syntax.tree import Derivative

x, y = scalar("x"), scalar("y")


def sin(argument: object) -> object:
    return function("sin", argument)


def cos(argument: object) -> object:
    return function("cos", argument)


@pytest.mark.parametrize(
    ("left", "right", "verdict"),
    [
        (Derivative(sin(x * y), x), y * cos(x * y), Proved),
        (Derivative(sin(x * y), x), y * sin(x * y), Refuted),
        (Derivative(cos(x), x), -sin(x), Proved),
        (Derivative(cos(x), x), sin(x), Refuted),
        (Derivative(Derivative(sin(x), x), x), -sin(x), Proved),
        # True by identities that are not known: never refuted.
        (sin(x) ** 2 + cos(x) ** 2, 1, Unknown),
        (sin(-x), -sin(x), Unknown),
        (sin(x + y), sin(x) * cos(y) + cos(x) * sin(y), Unknown),
        (sin(x + y), sin(x) + sin(y), Refuted),
    ],
)
def test_verdicts(left: object, right: object, verdict: type) -> None:
    assert isinstance(judge_claim(Claim(left, right)).verdict, verdict)  # type: ignore[arg-type]

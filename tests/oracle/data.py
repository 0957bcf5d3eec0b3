"""What the oracle speaks of: points, findings, and the numbers that everything is measured by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal, TypeAlias

from mpmath import mpf

from derive.syntax.tree import Index, IndexSet, Point
from tests.oracle.polynomials import Polynomial

DIGITS = 60
#: Half the distance of the two evaluations, as a power of ten: the difference quotient is
#: off by STEP² f'''/6, so that 30 more digits per nested derivative leave 60 good ones.
STEP_DIGITS = 30
#: Smaller than anything that these points give, larger than any error of evaluation.
TINY = mpf(10) ** -40
#: Two sides differ when they do so by more than this, relative to the larger one …
RELATIVE = mpf(10) ** -25
#: … or to this, if both are smaller.
FLOOR = mpf(10) ** -15

SIZES = (3, 2, 4, 1, 5)
#: How the values of a point are drawn. Logarithms want positive values, a root of −x wants
#: families of one sign each, and what is special about 0 and 1 is met at small integers only.
STYLES = ("positive", "signed", "small", "one sign each", "signed")
#: Attempts at a point that satisfies the assumptions.
DRAWS = 40
#: Rounds of points for a claim that is not defined at any of those before.
ROUNDS = 3
MANY_ASSIGNMENTS = 20_000

Answer: TypeAlias = Literal["equal", "different", "undefined"]
#: The position of an entry in its family, counted from 1.
Where: TypeAlias = tuple[int, ...]


class NotDefined(ArithmeticError):
    """The form has no value at the point, or one too large to evaluate."""


class Unsupported(ValueError):
    """The form lies outside what the oracle evaluates."""


class Misshapen(Unsupported):
    """Two arrays do not fit together: the form says nothing."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A point: sizes, positions of free indices and of literals, exact values, functions.

    A member of an abstract family E stands under its name and position, an opaque function
    f of two arguments under ``("f/2", ())``.
    """

    sizes: Mapping[IndexSet, int]
    positions: Mapping[Index, int]
    values: Mapping[tuple[str, Where], Fraction]
    literals: Mapping[Point, int] = field(default_factory=dict)
    functions: Mapping[tuple[str, Where], Polynomial] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer, with the point and the two values that gave it where they differ."""

    answer: Answer
    sample: Sample | None = None
    lhs: Any = None
    rhs: Any = None

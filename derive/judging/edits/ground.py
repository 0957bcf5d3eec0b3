"""A step in the reading that was found, with its values at a few exact points.

Questions that were answered are not asked again, so that a changed side is read as the step was.
That it agrees with the left side at the points is no proof, and is judged; that it disagrees at
one of them says that it mends nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from random import Random
from typing import TypeAlias

from derive.declared_names import declarations_of
from derive.discourse.statements import Statement
from derive.index.notation import OutOfClass
from derive.judging.edits.side import Side
from derive.judging.known import known_of
from derive.judging.step import Settled
from derive.model import Claim
from derive.notation.errors import ReadError
from derive.notation.names import only_expression
from derive.notation.nodes import Expression
from derive.notation.parse import parse_lines
from derive.prove.evaluate import Balls, Evaluator, NotDefined, NotEvaluable, Place
from derive.prove.field import OutOfBudget
from derive.prove.points import LEVELS, Lean, TooLarge, draw, layouts
from derive.reading.claims import Built, build
from derive.reading.context import scope_of
from derive.reading.scope import Scope
from derive.reading.search import Choices, Misfit, Question, Search
from derive.scope import Scope as Declared
from derive.scope import ScopeError
from derive.scope import scope_of as declared_of
from derive.syntax.tree import Written

__all__ = ["FAULTS", "Ground", "Values", "agree", "ground_of"]

#: The values of a form at the points; ``None`` where it is not defined.
Values: TypeAlias = "tuple[float | None, ...]"

PRECISION, SEED = 96, 7
#: Positive values first: there logarithms and roots are defined.
_LEANS: tuple[Lean, ...] = ("unit", "positive", "any")
_CLOSE = 1e-9
#: What a candidate may fall over: it is none then.
FAULTS = (Misfit, ReadError, OutOfClass, OutOfBudget, NotDefined, NotEvaluable, TooLarge,
          ScopeError, ValueError, TypeError, ArithmeticError, LookupError, NotImplementedError,
          AssertionError, RecursionError)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Point:
    """A point of one of the claims that a step is, and the value of the left side there."""

    claim: int
    place: Place
    scope: Declared
    left: float

    def value(self, form: Written) -> float | None:
        """The value of a form here; ``None`` where it is not defined, or has other names."""
        return _value(form, self.scope, self.place)


@dataclass(frozen=True, slots=True)
class Ground:
    """A step, what bears on it, the answers of its reading, the claims that it is, and points.

    Where its parts do not fit together it is no claims, and each change is read by itself.
    """

    statement: Statement
    left: Expression
    side: Side
    scope: Scope
    answers: Mapping[Question, str]
    built: Built | None
    points: tuple[Point, ...] = ()

    def parsed(self, written: str) -> tuple[str, Expression] | None:
        """The formula with another text in the place of the side, and that as notation."""
        start, text = self.side.notation.start, self.side.text
        text = f"{text[:start]}{written}{text[self.side.notation.end :]}"
        with suppress(ReadError, RecursionError):
            found = only_expression(parse_lines(text, start, start + len(written)))
            return None if found is None else (text, found)
        return None

    def read(self, right: Expression | str) -> Built | None:
        """The step with another right side, if it is read."""
        if isinstance(right, str):
            found = self.parsed(right)
            return None if found is None else self.read(found[1])
        with suppress(*FAULTS):
            return build(self.scope, self.left, right, Choices(answers=dict(self.answers)))
        return None

    def values(self, built: Built | None) -> Values | None:
        """The values of a right side at the points, if it is one of claims of the same number."""
        if built is None or len(built.claims) <= max(point.claim for point in self.points):
            return None
        return tuple(point.value(built.claims[point.claim].rhs) for point in self.points)

    def meets(self, values: Values | None) -> bool:
        """Whether a right side with these values agrees with the left one."""
        return values is not None and agree(values, tuple(point.left for point in self.points))


def agree(values: Values, others: Values) -> bool:
    """Whether values agree wherever both are known, which they are somewhere."""
    pairs = [(a, b) for a, b in zip(values, others, strict=True) if a is not None and b is not None]
    return bool(pairs) and all(abs(a - b) <= _CLOSE * max(abs(a), abs(b), 1e-3) for a, b in pairs)


def ground_of(statements: tuple[Statement, ...], n: int, settled: Settled) -> Ground | None:
    """The n-th statement in its cheapest reading, or in none."""
    statement = statements[n]
    left, right = statement.left, statement.right
    if statement.formula is None or left is None or right is None or left.end > right.start:
        return None
    side = _balanced(statement.formula.text, right)
    scope = scope_of(statements, statement.place[0], known_of(statements).lexicon, statement)

    def read(choices: Choices) -> Built:
        return build(scope, left, right, choices)

    with suppress(*FAULTS):
        for reading in Search(read, dict(settled)):
            answers = {asked.question: asked.answer for asked in reading.asked}
            points = points_of(reading.of)
            return Ground(statement, left, side, scope, answers, reading.of, points)
    return Ground(statement, left, side, scope, {}, None)


def _balanced(text: str, right: Expression) -> Side:
    r"""A right side with the braces that its last parts stand in: of ``\textcolor{red}{+ b}``."""
    written = text[right.start : right.end].replace(r"\{", "").replace(r"\}", "")
    end = right.end
    for _ in range(written.count("{") - written.count("}")):
        if text[end:].lstrip().startswith("}"):
            end = text.index("}", end) + 1
    return Side(text, replace(right, end=end))


def points_of(built: Built) -> tuple[Point, ...]:
    """A few points at which the left side of a step is defined."""
    most = 3 if len(built.claims) < 4 else 1
    found: list[Point] = []
    for n, claim in enumerate(built.claims):
        with suppress(*FAULTS):
            found += islice(_points(n, claim), most)
    return tuple(found)


def _points(n: int, claim: Claim) -> Iterator[Point]:
    scope = declared_of(claim)
    rng = Random(SEED)
    for layout in _layouts(scope):
        for level, lean in ((level, lean) for lean in _LEANS for level in (LEVELS - 1, 2)):
            place = draw(scope, layout, level, rng, lean=lean)
            left = None if place is None else _value(claim.lhs, scope, place)
            if place is not None and left is not None:
                yield Point(n, place, scope, left)
                break


def _layouts(scope: Declared) -> Iterator[Place]:
    """Places with two or three elements in each set: with the indices apart, and alike."""
    sets = len(scope.index_sets)
    for more in (2, 1) if sets < 4 else (1,):
        yield from islice(layouts(scope, sets * more, sets * more - 1), 1 if more == 1 else 2)


def _value(form: Written, scope: Declared, place: Place) -> float | None:
    with suppress(*FAULTS):
        names = declarations_of((form,))
        if any(scope.declarations.get(name) != declared for name, declared in names.items()):
            scope = declared_of(Claim(form, form))
        found = Evaluator(scope, place, Balls(PRECISION)).value(form)
        return float(found.mid()) if found.is_finite() else None
    return None

"""A step in the reading that was found, and other right sides read in that same reading.

Questions that were answered are not asked again, so that a change is read as the step was; what
a change alone asks gets the cheapest answer. This is a filter only: what survives it is judged
as any other step.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

from derive.discourse.statements import Formula, Statement
from derive.index.notation import OutOfClass
from derive.judging.edits.change import Places, Side, changed
from derive.judging.edits.forked import Fork, fork
from derive.judging.known import known_of
from derive.judging.step import Settled
from derive.notation.errors import ReadError
from derive.notation.names import only_expression
from derive.notation.nodes import Clause, Clauses, Expression, Operator
from derive.notation.parse import parse_lines
from derive.prove.field import OutOfBudget
from derive.reading.claims import Built, build
from derive.reading.context import scope_of
from derive.reading.scope import Scope
from derive.reading.search import Choices, Misfit, Question, Search

__all__ = ["FAULTS", "Ground", "ground_of", "with_side"]

#: What a candidate may fall over: it is none then.
FAULTS = (Misfit, ReadError, OutOfClass, OutOfBudget, ValueError, TypeError, ArithmeticError,
          LookupError, NotImplementedError, AssertionError, RecursionError)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ground:
    """A step, what bears on it, the answers of its reading, and the claims that it is.

    Where its parts do not fit together it is no claims, and each change is read by itself.
    """

    statement: Statement
    left: Expression
    side: Side
    scope: Scope
    answers: Mapping[Question, str]
    built: Built | None
    fork: Fork | None = None

    def read(self, right: Expression) -> Built | None:
        """The step with another right side, if it is read."""
        with suppress(*FAULTS):
            if self.fork is not None:
                return self.fork.built(right)
            return build(self.scope, self.left, right, Choices(answers=dict(self.answers)))
        return None

    def read_change(self, places: Places) -> Built | None:
        """The step after a change, if it is read."""
        right = parsed(self.side, changed(self.side, places))
        return None if right is None else self.read(right)


def ground_of(statements: tuple[Statement, ...], n: int, settled: Settled) -> Ground | None:
    """The n-th statement in its cheapest reading, or in none."""
    statement = statements[n]
    left, right = statement.left, statement.right
    if statement.formula is None or left is None or right is None or left.end > right.start:
        return None
    side = balanced(statement.formula.text, right)
    scope = scope_of(statements, statement.place[0], known_of(statements).lexicon, statement)

    def read(choices: Choices) -> Built:
        return build(scope, left, right, choices)

    with suppress(*FAULTS):
        for reading in Search(read, dict(settled)):
            answers = {asked.question: asked.answer for asked in reading.asked}
            after_left = fork(scope, left, right, Choices(answers=dict(answers)))
            return Ground(statement, left, side, scope, answers, reading.of, after_left)
    return Ground(statement, left, side, scope, {}, None)


def balanced(text: str, right: Expression) -> Side:
    r"""A right side with the braces that its last parts stand in: of ``\textcolor{red}{+ b}``."""
    written = text[right.start : right.end].replace(r"\{", "").replace(r"\}", "")
    missing, end = written.count("{") - written.count("}"), right.end
    while missing > 0 and text[end:].lstrip().startswith("}"):
        end = text.index("}", end) + 1
        missing -= 1
    return Side(text, replace(right, end=end))


def parsed(side: Side, written: str) -> Expression | None:
    """Another text in the place of a side, as notation with its places there."""
    start = side.notation.start
    text = f"{side.text[:start]}{written}{side.text[side.notation.end :]}"
    with suppress(ReadError, RecursionError):
        return only_expression(parse_lines(text, start, start + len(written)))
    return None


def with_side(ground: Ground, written: str) -> Statement | None:
    """The statement with another right side, if that is read as notation."""
    left, side = ground.left, ground.side
    other = parsed(side, written)
    if other is None:
        return None
    text = f"{side.text[: side.notation.start]}{written}{side.text[side.notation.end :]}"
    clause = Clause(left.start, other.end, (left, other), (Operator(left.end, other.start, "="),))
    notation = Clauses(left.start, other.end, (clause,))
    return replace(ground.statement, formula=Formula(text, notation), right=other)

r"""The steps of a display: every ``=`` with its two sides, over rows and over displays.

A row that begins with ``=`` goes on with the last side before it, also if that stands in
the display before. What is not read is an ``Unread`` step with the token and its place;
nothing is left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from derive.notation.errors import ReadError
from derive.notation.nodes import (
    Clause,
    Clauses,
    Expression,
    Separator,
)
from derive.notation.parse import parse
from derive.old.beside import is_order, letter_of, whole, without_conditions
from derive.old.conventions.initials import with_initials
from derive.old.conventions.squares import with_squares
from derive.old.conventions.summands import with_parts
from derive.old.rows import Row, rows
from derive.old.words.conditions import negated
from derive.syntax.reader.look import opened
from derive.syntax.reader.session import Formula
from derive.syntax.reader.statement import member
from derive.syntax.reader.usage import survey

__all__ = ["Side", "Step", "Unread", "steps_of"]

#: Relations that end one equation and begin the next.
_LEADS_TO = frozenset({"⇒", "⇔", "→", "⟹", "⟺", "∴"})
_CONDITION = re.compile(
    r"\W*(?:if|for|when|where|in (?:the )?case|provided|assuming|given|with|since|as|because)\b",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(r"\W*(?:otherwise|else)\b", re.IGNORECASE)
_EQUALS = re.compile(r"\\[A-Za-z]+|\\.|[{}]|:?=|\\equiv")


@dataclass(frozen=True, slots=True)
class Side:
    """One side of an equation, and where it stands in its display."""

    formula: Formula
    start: int
    end: int

    @property
    def text(self) -> str:
        """The side as it is written."""
        return self.formula.text[slice(*whole(self.formula))]

    @property
    def expression(self) -> Expression:
        """The side as notation."""
        (clause,) = self.formula.notation.parts
        assert isinstance(clause, Clause)
        (expression,) = clause.members
        assert expression is not None
        return expression


@dataclass(frozen=True, slots=True)
class Step:
    """``left = right``, the place of both in the display, and the conditions beside it.

    ``defines`` says that the author wrote ``:=``; ``row`` numbers the rows of the display;
    ``only_names`` says that the right side is another name for the left one, as σ(z_i) is
    in ``a_i = σ(z_i) = …``.
    """

    left: Side
    right: Side
    conditions: tuple[Formula, ...] = ()
    defines: bool = False
    row: int = 0
    only_names: bool = False


@dataclass(frozen=True, slots=True)
class Unread:
    """An equation that is not read: why, at which place, and its two sides as they stand."""

    message: str
    start: int
    end: int
    left: tuple[int, int]
    right: tuple[int, int]
    row: int = 0


def steps_of(
    display: str,
    last: Side | None = None,
    squares: frozenset[str] = frozenset(),
    totals: frozenset[str] = frozenset(),
    initials: frozenset[str] = frozenset(),
) -> tuple[tuple[Step | Unread, ...], Side | None]:
    r"""The steps of a display, and the side on which the next display may go on.

    ``last`` is the side on which this one may; ``squares`` are letters whose squares are
    letters of their own, ``totals`` sums of what is written like them, ``initials`` names
    of several capitals.

    >>> found, _ = steps_of(r"a_i &= b \\ &= c_j + d, \quad i \ne j")
    >>> [(step.left.text, step.right.text, len(step.conditions)) for step in found]
    [('a_i', 'b', 0), ('b', 'c_j + d', 1)]
    """
    found: list[Step | Unread] = []
    for number, row in enumerate(rows(display)):
        try:
            notation = with_initials(opened(parse(row.text)), initials)
            notation = with_parts(with_squares(notation, squares), totals)
        except ReadError as error:
            found += _unread(row, error, number)
            last = None
            continue
        steps, last = _Row(row, number, last).read(notation)
        found += steps
    return tuple(found), last


@dataclass(slots=True)
class _Row:
    """A row of a display, its number, and the side before it on which it may go on."""

    row: Row
    number: int
    last: Side | None

    def read(self, notation: Clauses) -> tuple[list[Step | Unread], Side | None]:
        """The steps of the row: conditions go to the equations that they stand beside."""
        found: list[Step | Unread] = []
        begin = 0
        waiting: list[Formula] = []
        words = ""
        usage = survey((notation,))
        below = frozenset({*usage.below, *usage.raised, *usage.bound})
        for part in notation.parts:
            if isinstance(part, Separator):
                condition = _tagged(part)
                if condition is not None:
                    self._attach(found, begin, [condition])
                elif _OTHERWISE.match(part.sign) and found[begin:]:
                    self._attach(found, begin, _left_over(found[:begin]))
                words = part.sign
                continue
            said = Formula(self.row.text, Clauses(part.start, part.end, (part,)))
            if _is_condition(part, words, below if found else frozenset()):
                if found[begin:]:
                    self._attach(found, begin, [said])
                else:
                    waiting.append(said)
                continue
            begin = len(found)
            found += self.clause(part)
            self._attach(found, begin, waiting)
            if found[begin:]:
                waiting = []
        return found, self.last

    def _attach(self, found: list[Step | Unread], begin: int, more: list[Formula]) -> None:
        for n, step in enumerate(found[begin:], begin):
            if isinstance(step, Step):
                found[n] = replace(step, conditions=(*step.conditions, *more))

    def clause(self, clause: Clause) -> list[Step | Unread]:
        """The steps of one chain."""
        found: list[Step | Unread] = []
        members: list[Side | None] = []
        conditions: list[Formula] = []
        for expression in clause.members:
            if expression is None:
                members.append(None)
                continue
            plain, beside = without_conditions(expression, self.row.text)
            conditions += beside
            members.append(self.side(plain))
        before = members[0]
        for relation, right in zip(clause.relations, members[1:], strict=True):
            assert right is not None
            if before is None and relation.sign not in _LEADS_TO:
                before = self.last
                if before is None:
                    found.append(self.homeless(relation.start, relation.end, right))
            if relation.sign in ("=", "≡") and before is not None:
                raw = self.row.text[relation.start : relation.end]
                found.append(Step(before, right, (), _defines(raw), self.number))
            before = right
        self.last = before
        if conditions:
            self._attach(found, 0, conditions)
        return found

    def homeless(self, start: int, end: int, right: Side) -> Unread:
        """A row that begins with a relation, and nothing stands before it."""
        at = self.row.start + start
        message = "this row begins with a relation, and no side stands before it"
        place = right.start, right.end
        return Unread(message, at, self.row.start + end, (at, at), place, self.number)

    def side(self, expression: Expression) -> Side:
        """One side, with its place in the display; that it is minimised says nothing of it."""
        first = expression.terms[0]
        if len(first.items) > 1 and is_order(first.items[0]):
            rest = replace(first, start=first.items[1].start, items=first.items[1:])
            terms = (rest, *expression.terms[1:])
            expression = replace(expression, start=rest.start, terms=terms)
        formula = member(self.row.text, expression)
        start, end = whole(formula)
        return Side(formula, self.row.start + start, self.row.start + end)


def _left_over(before: list[Step | Unread]) -> list[Formula]:
    """The case that the equation before leaves: ``i ≠ j`` after ``i = j``."""
    last = before[-1] if before else None
    if not isinstance(last, Step) or len(last.conditions) != 1:
        return []
    (condition,) = last.conditions
    (clause,) = condition.notation.parts
    if not isinstance(clause, Clause) or [r.sign for r in clause.relations] not in (["="], ["≠"]):
        return []
    return [negated(condition)]


def _defines(relation: str) -> bool:
    """Whether a relation is a sign of definitions, such as ``:=``."""
    return relation != "=" and any(
        mark in relation for mark in (":", "triangle", "def", "coloneq", "doteq")
    )


def _is_condition(clause: Clause, words: str, indices: frozenset[str]) -> bool:
    """Whether a clause says when an equation holds, and is none itself.

    It does after a word such as "if", and where it compares letters that are ``indices``.
    """
    if not clause.relations:
        return False
    if _CONDITION.match(words):
        return True
    return all(letter_of(member) in indices for member in clause.members)


def _tagged(separator: Separator) -> Formula | None:
    r"""The condition that a ``\tag{k \ne j}`` states."""
    if not separator.sign.startswith(r"\tag{"):
        return None
    text = separator.sign.removeprefix(r"\tag{").removesuffix("}").strip(" $")
    try:
        notation = parse(text)
    except ReadError:
        return None
    parts = notation.parts
    if len(parts) != 1 or not isinstance(parts[0], Clause) or not parts[0].relations:
        return None
    return Formula(text, notation)


def _unread(row: Row, error: ReadError, number: int) -> list[Unread]:
    """Every equation of a row that is not read; a row without one is one that is not read."""
    depth = 0
    signs: list[tuple[int, int]] = []
    for token in _EQUALS.finditer(row.text):
        depth += (token[0] == "{") - (token[0] == "}")
        if token[0] in ("=", ":=", r"\equiv") and depth <= 0:
            signs.append(token.span())
    ends = [start for start, _ in signs[1:]] + [len(row.text)] * bool(signs)
    found = []
    before = 0
    for (start, end), stop in zip(signs, ends, strict=True):
        left, right = _trimmed(row, before, start), _trimmed(row, end, stop)
        at = row.start + error.start, row.start + error.end
        found.append(Unread(error.message, *at, left, right, number))
        before = end
    return found


def _trimmed(row: Row, start: int, end: int) -> tuple[int, int]:
    piece = row.text[start:end]
    left = len(piece) - len(piece.lstrip())
    return row.start + start + left, row.start + start + max(left, len(piece.rstrip()))

r"""The parser: text to notation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from derive.notation.beside import Around
from derive.notation.errors import ReadError
from derive.notation.grammar import formula
from derive.notation.marks import Mark
from derive.notation.nested import nested
from derive.notation.nodes import Clauses
from derive.notation.scan import scan
from derive.notation.signs import UNREAD

__all__ = ["MAX_LENGTH", "parse", "parse_lines", "parse_marks"]

MAX_LENGTH = 20_000


def parse(text: str, start: int = 0, stop: int | None = None) -> Clauses:
    r"""The notation of one formula, or of a stretch of a text with its places in that text.

    ``&`` is nothing, and ``\\`` is not read.

    >>> formula = parse(r"a = \frac{b}{c} \cdot -d")
    >>> [type(item).__name__ for item in formula.parts[0].members[1].terms[0].items]
    ['Fraction', 'Operator', 'Operator', 'Letter']
    """
    return parse_lines(text, start, len(text) if stop is None else stop, one=True)


def parse_lines(text: str, start: int, stop: int, *, one: bool = False) -> Clauses:
    r"""The notation of a stretch whose lines are one row: a ``\\`` in it only breaks the line."""
    marks = scan(text, start, min(stop, start + MAX_LENGTH + 1))
    try:
        return parse_marks(marks, text, start, stop, one=one)
    except ReadError as error:
        raise error.within(text) from None


def parse_marks(
    marks: Iterable[Mark], text: str, start: int, stop: int, *, one: bool = False
) -> Clauses:
    """The notation of the tokens of a stretch."""
    if stop - start > MAX_LENGTH:
        said = f"the formula has {stop - start} characters, and at most {MAX_LENGTH} are read"
        raise ReadError(said, start + MAX_LENGTH, start + MAX_LENGTH + 1)
    for mark in marks:
        said = mark.value if mark.kind == "ERROR" else ""
        if mark.kind == "OP" and mark.value in UNREAD:
            said = f"{mark.value} is {UNREAD[mark.value]}, which is not read"
        if said:
            raise ReadError(said, mark.start, mark.end)
    level = nested(marks)
    while one and level and level[-1].kind == "ROW":
        level.pop()
    for mark in level[1:] if one else ():
        if mark.kind == "ROW":
            said = r"one formula is read here: no \\ between rows"
            raise ReadError(said, mark.start, mark.end)
    found = formula(level, text, Around(Mark("", "", start, stop)))
    last = max((part.end for part in found.parts), default=found.end)
    return replace(found, end=last)  # words behind a broken line come last, wherever they stand

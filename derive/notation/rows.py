r"""A display in rows: what was laid out in several lines is put together again, and read.

Environments, labels and alignment only lay out. A line goes on with the row above if it begins
with a sign between terms or factors, if the row above ends in one, or inside of an open bracket.
What this file cannot do: it knows no names. A row that is not read is a value that says why,
with its letters and its sides, so that none of its equations is lost.
"""

from __future__ import annotations

from dataclasses import dataclass

from derive.notation.errors import ReadError
from derive.notation.lines import Line, lines
from derive.notation.nodes import Clauses
from derive.notation.outline import letters_in, outline
from derive.notation.parse import parse_lines

__all__ = ["Row", "Side", "UnreadRow", "rows"]

#: From where to where, in the text of the display.
Side = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Row:
    """One statement or chain; all places are offsets in the text of the whole display."""

    number: int
    start: int
    end: int
    notation: Clauses


@dataclass(frozen=True, slots=True)
class UnreadRow:
    """A row that is not read: why, and at which ``place``.

    ``letters`` are the names that stand in it, ``relations`` its relations outside of brackets
    as they are written, ``equations`` the two sides of each of them (the first left one is
    empty where the row begins with a relation).
    """

    number: int
    start: int
    end: int
    message: str
    place: Side
    letters: tuple[str, ...]
    relations: tuple[str, ...]
    equations: tuple[tuple[Side, Side], ...]


def rows(text: str) -> tuple[Row | UnreadRow, ...]:
    r"""The rows of a display; one that goes on with the one before it is joined to it.

    >>> for row in rows(r"\begin{align} a &= b \\ &= c \\ &\quad + d \end{align}"):
    ...     print(row.start, row.end, len(row.notation.parts[0].members[1].terms))
    14 20 1
    25 42 2
    """
    return tuple(_read(number, line, text) for number, line in enumerate(lines(text)))


def _read(number: int, line: Line, text: str) -> Row | UnreadRow:
    start, end = line.start, line.end
    try:
        return Row(number, start, end, parse_lines(text, start, end))
    except ReadError as error:
        relations, equations = outline(line, text)
        return UnreadRow(
            number,
            start,
            end,
            error.message,
            (error.start, error.end),
            letters_in(line),
            relations,
            equations,
        )

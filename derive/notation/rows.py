r"""A display in rows: what was laid out in several lines is put together again, and read.

A row that is not read is a value that says why, with its letters and its sides, so that none of
its equations is lost, and it costs the rows around it nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from derive.notation.errors import ReadError
from derive.notation.lines import is_closing, is_opening, lines
from derive.notation.marks import Mark
from derive.notation.nodes import Clauses
from derive.notation.parse import parse_marks

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


def _read(number: int, line: list[Mark], text: str) -> Row | UnreadRow:
    start, end = line[0].start, line[-1].end
    try:
        return Row(number, start, end, parse_marks(line, text, start, end))
    except ReadError as error:
        place = error.start, error.end
        named = [mark.value for mark in line if mark.kind in ("LETTER", "WORD")]
        letters = tuple(dict.fromkeys(named))
        return UnreadRow(number, start, end, error.message, place, letters, *_equations(line, text))


def _equations(
    line: list[Mark], text: str
) -> tuple[tuple[str, ...], tuple[tuple[Side, Side], ...]]:
    """The relations of a row outside of its brackets, and the places of the two sides of each."""
    relations: list[str] = []
    found: list[tuple[Side, Side]] = []
    left: Side | None = None
    pending: str | None = None
    spoken: list[Mark] = []
    at = line[0].start
    stop = Mark("SEP", "", line[-1].end, line[-1].end)
    for mark, outside in zip([*line, stop], [*_outside(line), True], strict=True):
        ends = mark.kind in ("REL", "TEXT", "SEP", "WIDE") and mark.value not in (".", ":", "?")
        if not outside or not ends:
            if mark.kind not in ("COLUMN", "WIDE", "ROW", "TEXT"):
                spoken.append(mark)
            continue
        if mark.kind == "REL" and pending is not None and not spoken:
            continue  # the same relation, again behind a line break
        here = (spoken[0].start, spoken[-1].end) if spoken else (at, at)
        if pending is not None and left is not None and (spoken or mark is stop):
            relations.append(pending)
            found.append((left, here))
        at, spoken, left, pending = mark.end, [], None, None
        if mark.kind == "REL":
            written = mark.start if mark.written < 0 else mark.written
            left, pending = here, text[written : mark.end]
    return tuple(relations), tuple(found)


def _outside(line: list[Mark]) -> list[bool]:
    """For every token, whether it stands outside of all brackets that are closed."""
    ends: dict[int, int] = {}
    waiting: list[int] = []
    for n, mark in enumerate(line):
        if is_opening(mark):
            waiting.append(n)
        elif is_closing(mark) and waiting:
            ends[waiting.pop()] = n
    found: list[bool] = []
    until = -1
    for n in range(len(line)):
        until = ends.get(n, until) if n > until else until
        found.append(n > until)
    return found

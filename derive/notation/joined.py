r"""The tokens of a row: lines that go on with one another, and what parts its clauses.

A ``\\`` inside of a row only breaks the line. A relation, or a sign between factors, that is
written again behind the break is one; two minus signs around a break may be one or two, and
are not read. Columns and wide spaces separate where a formula stands on both sides of them:
``a = b \quad c = d``, ``a &= b & c &= d``.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from derive.notation.brackets import Mark
from derive.notation.errors import ReadError
from derive.notation.levels import CLOSING, OPENING, SINGLE, Levels

__all__ = ["joined"]

_BEGINS = SINGLE | {
    "BIG", "FUNCTION", "LEFT", "LBRACE", "FRACTION", "BINOMIAL", "ROOT", "STYLE",
}  # fmt: skip
_ENDS = SINGLE | CLOSING | {"PRIME", "AT"}
_GAPS = frozenset({"COLUMN", "WIDE", "ROW"})
#: Separators that end a sentence; others are words beside a formula.
_STOPS = frozenset({",", ";", ".", ":"})


def joined(marks: tuple[Mark, ...], text: str) -> list[Mark]:
    """The tokens of one row without its line breaks, and with a separator where a gap parts."""
    row = _Row(text)
    ahead = _relations_ahead(marks)
    for mark, relation in zip(marks, ahead, strict=True):
        row.take(mark, relation)
    return row.found + row.beside


@dataclass(slots=True)
class _Row:
    """The tokens so far, the gap behind them, and the words that stood behind a broken line."""

    text: str
    found: list[Mark] = field(default_factory=list)
    beside: list[Mark] = field(default_factory=list)
    gap: list[Mark] = field(default_factory=list)
    levels: Levels = field(default_factory=Levels)
    columns: int = 0
    #: Where the words of this line begin: in a column of their own, or anywhere.
    column: int | None = None
    spoken: int | None = None

    def take(self, mark: Mark, relation: bool) -> None:
        """One more token; ``relation`` says that a relation follows before the clause ends."""
        if mark.kind in _GAPS:
            self.gap.append(mark)
            return
        begins = not self.found or (self.gap and self.gap[-1].kind == "ROW")
        if begins and mark.kind == "SEP" and mark.value == "&&":
            return  # an empty column
        gap, self.gap = self.gap, []
        self.columns += sum(space.kind == "COLUMN" for space in gap)
        if gap and self.found and not self.crosses(gap, mark, relation):
            return
        if mark.kind == "SEP" and len(self.levels.stack) == 1 and mark.value not in _STOPS:
            self.spoken = len(self.found) if self.spoken is None else self.spoken
            if mark.value == "&&" and self.column is None:
                self.column = len(self.found)
        self.found.append(mark)
        self.levels.note(mark)

    def crosses(self, gap: list[Mark], mark: Mark, relation: bool) -> bool:
        """Goes over a gap; whether the token behind it is to be written."""
        level = self.levels.last
        if level.lowered:
            return True
        broken = next((space for space in gap if space.kind == "ROW"), None)
        if broken is not None:
            self.columns = 0
            return self.breaks(broken, mark)
        if level.said != "ended":
            return True
        wide = next((space for space in gap if space.kind == "WIDE"), None)
        if mark.kind in _BEGINS:
            self.separate(gap[0])
        elif mark.kind == "SIGN" and relation:
            if wide is not None:
                message = "one equation or two? Write a comma before the next equation"
                raise ReadError(message, wide.start, mark.end)
            if self.columns % 2 == 0:
                self.separate(gap[0])
        return True

    def breaks(self, broken: Mark, mark: Mark) -> bool:
        r"""Goes over a ``\\``; whether the token behind it is to be written."""
        between = self.text[broken.end : mark.start].replace(" ", "")
        pointed, outside = r"\left." in between, len(self.levels.stack) == 1
        if pointed or outside:
            self.set_aside(outside)
        self.column = self.spoken = None
        last = self.found[-1] if self.found else None
        if last is None:
            return True
        if (last.kind, last.value) == (mark.kind, mark.value) and mark.kind in ("REL", "OP"):
            return False
        if (last.kind, mark.kind) == ("SIGN", "SIGN"):
            if last.value == mark.value == "+":
                return False
            raise ReadError("two signs around a line break", last.start, mark.end)
        ended = last.kind in _ENDS and self.levels.last.said == "ended"
        if ended and mark.kind in _BEGINS and not pointed:
            message = "a line breaks between two factors: write the sign between them"
            raise ReadError(message, broken.start, broken.end)
        return True

    def set_aside(self, outside: bool) -> None:
        """The words behind a line that is broken stand beside the row, not in it."""
        words: list[Mark] = []
        if outside and self.column is not None:
            self.beside += self.found[self.column :]
            del self.found[self.column :]
            self.levels.last.said = "ended"
        while self.found and self.found[-1].kind == "SEP":
            if self.found[-1].value not in _STOPS:
                words.append(self.found.pop())
            elif outside:
                message = "the row below goes on, and this sign ends the formula before it"
                raise ReadError(message, self.found[-1].start, self.found[-1].end)
            else:
                break
        if words:
            self.beside += words[::-1]
            self.levels.last.said = "ended"
        if outside and self.spoken is not None and self.spoken < len(self.found):
            said = self.found[self.spoken]
            message = "the row below goes on: with what stands before these words, or behind them?"
            raise ReadError(message, said.start, said.end)

    def separate(self, space: Mark) -> None:
        """A separator where a gap is."""
        self.found.append(Mark("SEP", "&&", space.start, space.end))
        self.levels.last.said = ""


def _relations_ahead(marks: tuple[Mark, ...]) -> list[bool]:
    """For every token, whether a relation follows in its bracket before the clause ends."""
    found: list[bool] = []
    levels = [False]
    for mark in reversed(marks):
        found.append(levels[-1])
        if mark.kind in CLOSING:
            levels.append(False)
        elif mark.kind in OPENING and len(levels) > 1:
            levels.pop()
        elif mark.kind == "REL":
            levels[-1] = True
        elif mark.kind in ("SEP", "WIDE", "ROW"):
            levels[-1] = False
    return found[::-1]

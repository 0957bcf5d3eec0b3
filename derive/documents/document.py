"""A document: its text, its pieces in order, and where each place of it is in the file."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from derive.documents.pieces import Kind, Macro, MathSpan, Notice, Piece
from derive.documents.traced import Traced
from derive.model import Diagnostic

__all__ = ["Document", "Position", "Unreadable", "lines_of"]

_LINE_END = re.compile(r"\r\n|\r|\n")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a file: line and column from 1 on, the column in code points.

    ``utf16_column`` counts as editors do. In a notebook ``cell`` is the number of the cell
    from 1 on, line and column are those in the cell, and ``in_file`` is the place in the
    ``.ipynb`` file itself.
    """

    line: int
    column: int
    utf16_column: int
    cell: int | None = None
    in_file: Position | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that could not be read, and why: a value, not an exception."""

    path: str
    diagnostic: Diagnostic
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Lines:
    """Where the lines of a text begin, and its characters outside the basic plane."""

    starts: tuple[int, ...]
    astral: tuple[int, ...]

    def position(self, offset: int) -> Position:
        """The line and column of an offset."""
        line = bisect_right(self.starts, offset)
        start = self.starts[line - 1]
        wide = bisect_left(self.astral, offset) - bisect_left(self.astral, start)
        return Position(line, offset - start + 1, offset - start + 1 + wide)


def lines_of(text: str) -> Lines:
    r"""The lines of a text: they end in ``\n``, ``\r\n`` or ``\r``.

    >>> lines_of("a\r\nb\U0001d465c").position(5)
    Position(line=2, column=3, utf16_column=4, cell=None, in_file=None)
    """
    starts = (0, *(end.end() for end in _LINE_END.finditer(text)))
    astral = () if text.isascii() else tuple(c.start() for c in _ASTRAL.finditer(text))
    return Lines(starts, astral)


@dataclass(frozen=True, slots=True)
class CellRange:
    """The stretch of a notebook's text that is one cell."""

    start: int
    end: int


def _start(cell: CellRange) -> int:
    return cell.start


@dataclass(frozen=True, slots=True)
class Document:
    """A document that was read.

    ``source`` is its text without a byte order mark; all offsets are places in it, in code
    points. Of a notebook it is the text of the cells, each followed by a line end, and
    ``original`` and ``origin`` lead from there to the file. ``pieces`` cover the source.
    """

    path: str
    kind: Kind
    source: str = field(repr=False)
    pieces: tuple[Piece, ...] = field(repr=False)
    macros: tuple[Macro, ...] = ()
    notices: tuple[Notice, ...] = ()
    dialect: str = ""
    byte_order_mark: bool = False
    lines: Lines = field(default=Lines((0,), ()), repr=False)
    cells: tuple[CellRange, ...] = field(default=(), repr=False)
    origin: Traced | None = field(default=None, repr=False)
    original: Lines | None = field(default=None, repr=False)

    def position(self, offset: int) -> Position:
        r"""The line and column of an offset, in the file or in the cell.

        >>> from derive.documents import document_of
        >>> document_of("Let\n\n$$x = y$$\n").position(7)
        Position(line=3, column=3, utf16_column=3, cell=None, in_file=None)
        """
        if not 0 <= offset <= len(self.source):
            raise ValueError(f"offset {offset} is outside the document")
        here = self.lines.position(offset)
        if self.origin is None or self.original is None or not self.cells:
            return here
        number = max(1, bisect_right(self.cells, offset, key=_start))
        start = self.lines.position(self.cells[number - 1].start)
        in_file = self.original.position(self.origin.source_offset(offset))
        line = here.line - start.line + 1
        return Position(line, here.column, here.utf16_column, number, in_file)

    def macros_at(self, offset: int) -> tuple[Macro, ...]:
        r"""The macros that hold at an offset: those defined before it, or in its formula.

        >>> from derive.documents import document_of
        >>> document = document_of("\\newcommand{\\x}{y} $\\x$", kind="tex")
        >>> [macro.name for macro in document.macros_at(20)], document.macros_at(0)
        (['\\x'], ())
        """
        return tuple(macro for macro in self.macros if macro.end <= offset)

    @property
    def formulas(self) -> tuple[MathSpan, ...]:
        r"""The formulas, in order.

        >>> from derive.documents import document_of
        >>> [span.text for span in document_of("$a$ and \\[b\\]").formulas]
        ['a', 'b']
        """
        return tuple(piece for piece in self.pieces if isinstance(piece, MathSpan))

"""The report on a file: every equation with its place and its outcome, and remarks. Data only."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from derive.documents.document import Document
from derive.judging.outcome import Outcome, Place, Reason, Remark, Rest

__all__ = ["Checked", "FileReport", "Located", "RestAt", "Span", "lines_in", "span_of"]


@dataclass(frozen=True, slots=True)
class Span:
    """From a line and column to another, both counted from 1, columns in code points.

    In a notebook they are those in ``cell``; ``source_line`` counts over all of its cells.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    utf16_column: int = 0
    cell: int | None = None
    source_line: int = 0


@dataclass(frozen=True, slots=True)
class Located:
    """A remark and its place."""

    remark: Remark
    span: Span


@dataclass(frozen=True, slots=True)
class RestAt:
    """A statement on which a verdict rests, and where it stands."""

    rest: Rest
    span: Span


@dataclass(frozen=True, slots=True)
class Checked:
    """One equation: its two sides as they were read, the place of the right one, the outcome.

    ``at`` is the place of the reason. ``fix`` are the stretches of the source that mend a false
    step, with what takes their places. ``expected`` says that the document itself expects
    this verdict.
    """

    span: Span
    lhs: str
    rhs: str
    outcome: Outcome
    remarks: tuple[Located, ...] = ()
    rests_on: tuple[RestAt, ...] = ()
    at: Span | None = None
    fix: tuple[tuple[int, int, str], ...] = ()
    expected: bool = False


@dataclass(frozen=True, slots=True)
class FileReport:
    """A file with its equations in order, and what else there is to say about it.

    ``failed`` says that it could not be read at all, and ``reason`` why, where that is more
    than a remark: a fault of the program, or its limits.
    """

    path: str
    claims: tuple[Checked, ...] = ()
    remarks: tuple[Located, ...] = ()
    lines: tuple[str, ...] = ()
    failed: bool = False
    reason: Reason | None = None


def span_of(document: Document, place: Place) -> Span:
    """The span of a place; what lies outside of the document is moved into it."""
    longest = len(document.source)
    start, end = (min(max(0, at), longest) for at in place)
    first, last = document.position(start), document.position(max(start, end))
    return Span(
        first.line,
        first.column,
        last.line,
        last.column,
        first.utf16_column,
        first.cell,
        document.lines.position(start).line,
    )


def lines_in(document: Document) -> tuple[str, ...]:
    """The lines of a document, without their ends."""
    starts = (*document.lines.starts, len(document.source))
    return tuple(document.source[a:b].rstrip("\r\n") for a, b in pairwise(starts))

"""What was found in a file: every equation with its place and its outcome, and remarks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from itertools import pairwise
from typing import Any

from derive.documents.document import Document, Position, Unreadable
from derive.old.cache import Cache, is_lasting, key_of_text, outcome_of_kept
from derive.old.mend.places import fix_of
from derive.old.outcome import Outcome, Remark
from derive.old.plan import Noted, Planned, plan
from derive.old.run import Judges

__all__ = ["Checked", "FileReport", "Located", "Span", "check"]


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
class Checked:
    """One equation: its two sides as they were read, the place of the right one, the outcome.

    ``fix`` are the stretches of the source that mend a false step, with what takes their places.
    """

    span: Span
    lhs: str
    rhs: str
    outcome: Outcome
    remarks: tuple[Located, ...] = ()
    fix: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class FileReport:
    """A file with its equations in order, and what else there is to say about it.

    ``failed`` says that it could not be read at all.
    """

    path: str
    claims: tuple[Checked, ...] = ()
    remarks: tuple[Located, ...] = ()
    lines: tuple[str, ...] = ()
    failed: bool = False


def check(
    document: Document | Unreadable, judges: Judges, cache: Cache | None = None
) -> FileReport:
    """Judge every equation of a document; one that could not be read says why."""
    if isinstance(document, Unreadable):
        said = document.diagnostic
        place = Span(document.line, document.column, document.line, document.column)
        remark = Remark(said.name, said.message, said.reason, said.suggestion)
        return FileReport(document.path, remarks=(Located(remark, place),), failed=True)
    key = f"document {document.kind} {document.dialect}\n{document.source}"
    key = key_of_text(key, judges.version) if cache is not None else ""
    kept = _kept_report(cache.whole(key)) if cache is not None else None
    if kept is not None:
        return FileReport(str(document.path), *kept, _lines(document))
    found = list(plan(document.pieces, document.macros))
    planned = [f for f in found if isinstance(f, Planned)]
    tasks = [p.task for p in planned if p.task is not None and not _is_off(p)]
    outcomes = judges.outcomes(tasks, cache)
    claims = tuple(_checked(p, outcomes, document) for p in planned)
    notices = [
        Located(
            Remark(n.diagnostic.name, n.diagnostic.message, n.diagnostic.reason,
                   n.diagnostic.suggestion),
            _span(document, n.start, n.end),
        )
        for n in document.notices
    ]  # fmt: skip
    noted = [Located(f.remark, _span(document, f.start, f.end)) for f in found
             if isinstance(f, Noted)]  # fmt: skip
    remarks = sorted([*notices, *noted], key=lambda r: (r.span.line, r.span.column))
    if cache is not None and all(is_lasting(claim.outcome) for claim in claims):
        cache.put_whole(key, [[asdict(c) for c in claims], [asdict(r) for r in remarks]])
    return FileReport(str(document.path), claims, tuple(remarks), _lines(document))


def _kept_report(kept: Any) -> tuple[tuple[Checked, ...], tuple[Located, ...]] | None:
    """The equations and remarks that were kept of a document; ``None`` if they are damaged."""
    try:
        claims, remarks = kept
        return (
            tuple(
                Checked(
                    Span(**c["span"]),
                    c["lhs"],
                    c["rhs"],
                    outcome_of_kept(c["outcome"]),
                    tuple(map(_located, c["remarks"])),
                    tuple((int(a), int(b), str(new)) for a, b, new in c["fix"]),
                )
                for c in claims
            ),
            tuple(map(_located, remarks)),
        )
    except (TypeError, ValueError, KeyError, AttributeError):
        return None


def _located(kept: Any) -> Located:
    return Located(Remark(**kept["remark"]), Span(**kept["span"]))


def _is_off(planned: Planned) -> bool:
    return planned.ignored is not None and planned.ignored[0] == "off"


def _checked(planned: Planned, outcomes: Iterator[Outcome], document: Document) -> Checked:
    span = _span(document, planned.start, planned.end)
    lhs, rhs = (" ".join(side.split()) for side in planned.sides)
    remarks: list[Located] = []
    if _is_off(planned):
        return Checked(span, lhs, rhs, Outcome("ignored", "checking is off here"))
    if planned.only_names:
        return Checked(span, lhs, rhs, Outcome("definition"))
    if planned.unread is not None:
        outcome = Outcome("unread", planned.unread.message)
        at = planned.text.source_span(planned.unread.start, planned.unread.end)
        remarks.append(_unread(outcome.reason, _span(document, *at)))
    else:
        outcome = next(outcomes)
        if outcome.verdict == "unread" and outcome.place is not None:
            low, high = (planned.offset + x for x in outcome.place)
            at = planned.text.source_span(low, high)
            remarks.append(_unread(outcome.reason, _span(document, *at)))
    remarks += [Located(remark, span) for remark in outcome.remarks]
    if planned.expected and planned.expected != outcome.verdict:
        said = f"{planned.expected} was expected here, and it is {outcome.verdict}"
        remarks.append(Located(Remark("not-as-expected", said), span))
    elif planned.expected:
        outcome = replace(outcome, reason=outcome.reason or "as expected", expected=True)
    if planned.ignored is not None and planned.ignored[0] == outcome.verdict:
        outcome = Outcome("ignored", planned.ignored[1] or f"{outcome.verdict}, as the author says")
    return Checked(span, lhs, rhs, outcome, tuple(remarks), fix_of(planned, outcome, document))


def _unread(reason: str, span: Span) -> Located:
    return Located(Remark("unread", reason), span)


def _span(document: Document, start: int, end: int) -> Span:
    first, last = document.position(start), document.position(end)
    return Span(
        first.line,
        first.column,
        last.line,
        last.column,
        first.utf16_column,
        first.cell,
        _source_line(document, first, start),
    )


def _source_line(document: Document, position: Position, offset: int) -> int:
    """The line of the document's text, which for a notebook is that of all its cells."""
    return document.lines.position(offset).line if position.cell is not None else position.line


def _lines(document: Document) -> tuple[str, ...]:
    starts = (*document.lines.starts, len(document.source))
    return tuple(document.source[a:b].rstrip("\r\n") for a, b in pairwise(starts))

"""A document in, its report out: every equation judged, each with its place and its outcome."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from derive.documents.document import Document, Unreadable
from derive.judging.cache import Cache, key_of
from derive.judging.checked import Checked, FileReport, Located, RestAt, Span, lines_in, span_of
from derive.judging.outcome import Outcome, Place, Reason, Remark
from derive.judging.page import LISTED_AS, Equation, Marked, marked
from derive.judging.run import Judges, Stopped
from derive.judging.worker import Settled, internal
from derive.model import Diagnostic

__all__ = ["check"]


@dataclass(frozen=True, slots=True)
class _Found:
    """What is kept of a whole document."""

    claims: tuple[Checked, ...]
    remarks: tuple[Located, ...]


def check(
    document: Document | Unreadable, judges: Judges, cache: Cache | None = None
) -> FileReport:
    """Judge every equation of a document; one that could not be read says why.

    What this falls over itself is a fault that is said of this document alone.
    """
    try:
        return _check(document, judges, cache)
    except (Exception, MemoryError) as error:
        if isinstance(error, Stopped):
            raise
        return _not_judged(document, internal(error))


def _check(document: Document | Unreadable, judges: Judges, cache: Cache | None) -> FileReport:
    if isinstance(document, Unreadable):
        place = Span(document.line, document.column, document.line, document.column)
        said = Located(_remark(document.diagnostic), place)
        return FileReport(document.path, remarks=(said,), failed=True)
    path, lines = str(document.path), lines_in(document)
    key = "" if cache is None else key_of(*_identity(document))
    known = None if cache is None else cache.get(key, _Found)
    if known is not None:
        return FileReport(path, known.claims, known.remarks, lines)
    page, folder = judges.page(document)
    try:
        if isinstance(page, Reason):
            return _not_judged(document, page)
        marks, noted = marked(document, page)
        off = {n for n, mark in marks.items() if mark.off}
        sections = ([n for n in section if n not in off] for section in page.sections)
        judge = partial(_section, folder=folder, judges=judges, cache=cache, key=key)
        outcomes = {
            n: o for found in judges.each_section(judge, sections) for n, o in found.items()
        }
    finally:
        judges.forget(folder)
    claims = tuple(_claim(e, outcomes.get(e.n), marks, document) for e in page.equations)
    remarks = _remarks(document, (*page.remarks, *noted))
    if cache is not None and all(claim.outcome.lasting for claim in claims):
        cache.drop()
        cache.put(key, _Found(claims, remarks))
    return FileReport(path, claims, remarks, lines)


def _identity(document: Document) -> tuple[str, ...]:
    """All of a document that bears on what is found in it."""
    origin = "" if document.origin is None else repr(document.origin)
    original = "" if document.original is None else repr(document.original.starts)
    macros = "".join(map(repr, document.macros))
    return document.kind, document.dialect, document.source, macros, origin, original


def _not_judged(document: Document | Unreadable, why: Reason) -> FileReport:
    """The report on a document that was not judged, alone."""
    remark = Remark(why.code, f"this document is not judged: {why.message}", suggestion=why.help)
    said = Located(remark, Span(1, 1, 1, 1, 1, source_line=1))
    lines = lines_in(document) if isinstance(document, Document) else ()
    return FileReport(str(document.path), (), (said,), lines, failed=True, reason=why)


@dataclass(frozen=True, slots=True)
class _Step:
    """What is kept of one claim of a document of which not all is kept."""

    outcome: Outcome
    settled: tuple[tuple[Any, Any], ...]


def _section(
    numbers: Iterable[int], *, folder: str, judges: Judges, cache: Cache | None, key: str
) -> dict[int, Outcome]:
    """The outcomes of the claims of one section, in order: a proof settles answers for the next."""
    found: dict[int, Outcome] = {}
    settled: Settled = ()
    for n in numbers:
        own = "" if cache is None else key_of(key, str(n), repr(settled))
        known = None if cache is None else cache.get(own, _Step)
        if known is not None:
            found[n], settled = known.outcome, known.settled
            continue
        found[n], settled = judges.outcome(folder, n, settled)
        if cache is not None and found[n].lasting and _is_plain(settled):
            cache.put(own, _Step(found[n], settled))
    return found


def _is_plain(value: object) -> bool:
    """Whether a value comes back as it was: tuples of words and numbers do."""
    if isinstance(value, tuple):
        return all(map(_is_plain, value))
    return value is None or isinstance(value, bool | int | float | str)


def _claim(
    equation: Equation, judged: Outcome | None, marks: Mapping[int, Marked], document: Document
) -> Checked:
    """An equation with its outcome; an outcome that cannot be placed is a fault of the program."""
    try:
        return _checked(equation, judged, marks, document)
    except Exception as error:
        outcome = Outcome("unknown", internal(error))
        return Checked(span_of(document, equation.place), equation.lhs, equation.rhs, outcome)


def _checked(
    equation: Equation, judged: Outcome | None, marks: Mapping[int, Marked], document: Document
) -> Checked:
    span = span_of(document, equation.place)
    mark = marks.get(equation.n, Marked())
    outcome = judged or _listed(equation)
    if mark.off:
        outcome = Outcome("ignored", Reason("off", "checking is off here"))
    remarks = [Located(r, span_of(document, r.place or equation.place)) for r in outcome.remarks]
    why = outcome.reason
    at = None if why is None or why.place is None else span_of(document, why.place)
    if outcome.verdict == "unread" and why is not None:
        remarks.insert(0, Located(Remark("unread", why.message), at or span))
    expected = bool(mark.expected) and mark.expected == outcome.verdict
    if mark.expected and not expected:
        said = f"{mark.expected} was expected here, and it is {outcome.verdict}"
        remarks.append(Located(Remark("not-as-expected", said), span))
    if mark.ignored == outcome.verdict:
        said = mark.why or f"{outcome.verdict}, as the author says"
        outcome = Outcome("ignored", Reason("as-the-author-says", said))
    return Checked(
        span,
        equation.lhs,
        equation.rhs,
        outcome,
        tuple(remarks),
        tuple(RestAt(rest, span_of(document, rest.place)) for rest in outcome.rests_on),
        at,
        _fix(outcome, document),
        expected,
    )


def _fix(outcome: Outcome, document: Document) -> tuple[tuple[int, int, str], ...]:
    """What to write into the source: nothing into a notebook, which has its text in another way."""
    found = outcome.suggestion
    if found is None or outcome.verdict != "refuted":
        return ()
    if document.kind == "notebook" or document.dialect == "scraped":
        return ()
    changes = tuple(sorted(found.changes))
    ends = (0, *(at for start, end, _ in changes for at in (start, end)), len(document.source))
    return changes if list(ends) == sorted(ends) else ()


def _listed(equation: Equation) -> Outcome:
    """The outcome of an equation that is not judged."""
    verdict = LISTED_AS.get(equation.status, "unknown")
    if verdict == "unread":
        message = equation.reason or "this is not understood"
        return Outcome(verdict, Reason("not-read", message, equation.at or equation.place))
    if verdict == "unknown":
        said = f"it is said as {equation.status}, so that it need not hold"
        return Outcome(verdict, Reason("not-claimed", equation.reason or said))
    return Outcome(verdict)


def _remarks(document: Document, noted: tuple[tuple[Remark, Place], ...]) -> tuple[Located, ...]:
    """The remarks about a document itself, in order."""
    read = ((_remark(n.diagnostic), (n.start, n.end)) for n in document.notices)
    found = [Located(remark, span_of(document, place)) for remark, place in (*read, *noted)]
    return tuple(sorted(found, key=lambda r: (r.span.source_line, r.span.column)))


def _remark(said: Diagnostic) -> Remark:
    return Remark(said.name, said.message, said.reason, said.suggestion)

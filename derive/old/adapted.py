"""Findings in the shape that reports take, and the command's way to get them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar, cast

from derive.documents.document import Document, Unreadable
from derive.judging import checked as new
from derive.judging import outcome as out
from derive.old import findings as old
from derive.old import run
from derive.old.cache import Cache
from derive.old.mend.document import mended as old_mended
from derive.old.mend.files import difference, write_mended
from derive.old.outcome import Outcome, Remark
from derive.old.run import Limits

__all__ = ["Cache", "Judges", "Limits", "Mended", "check", "difference", "mended", "write_mended"]

_T = TypeVar("_T")
_S = TypeVar("_S")


class Judges(run.Judges):
    """Judges that work on one document at a time."""

    def __enter__(self) -> Judges:
        return self

    def each_document(self, do: Callable[[_S], _T], those: Iterable[_S]) -> Iterator[_T]:
        """What ``do`` makes of each document."""
        return map(do, those)


@dataclass(frozen=True, slots=True)
class Mended:
    """A document after its steps were mended, the report on it, and how many steps they were."""

    document: Document
    report: new.FileReport
    steps: int


def check(document: Document | Unreadable, judges: Judges, cache: Cache | None) -> new.FileReport:
    """The report on a document."""
    return _report(old.check(document, judges, cache))


def mended(document: Document, judges: Judges, cache: Cache | None) -> Mended:
    """A document with its false steps mended."""
    found = old_mended(document, lambda other: old.check(other, judges, cache))
    return Mended(found.document, _report(found.report), found.steps)


def _report(report: old.FileReport) -> new.FileReport:
    return new.FileReport(
        report.path,
        tuple(map(_checked, report.claims)),
        tuple(map(_located, report.remarks)),
        report.lines,
        report.failed,
    )


def _checked(claim: old.Checked) -> new.Checked:
    at = next((r.span for r in claim.remarks if r.remark.name == "unread"), None)
    return new.Checked(
        _span(claim.span),
        claim.lhs,
        claim.rhs,
        _outcome(claim.outcome),
        tuple(map(_located, claim.remarks)),
        at=None if at is None else _span(at),
        fix=claim.fix,
        expected=claim.outcome.expected,
    )


def _span(span: old.Span) -> new.Span:
    return new.Span(span.line, span.column, span.end_line, span.end_column,
                    span.utf16_column, span.cell, span.source_line)  # fmt: skip


def _located(found: old.Located) -> new.Located:
    return new.Located(_remark(found.remark), _span(found.span))


def _remark(remark: Remark) -> out.Remark:
    return out.Remark(remark.name, remark.message, remark.reason, remark.suggestion)


def _outcome(outcome: Outcome) -> out.Outcome:
    code, colon, message = outcome.reason.partition(": ")
    if not colon or outcome.verdict == "unread":
        code, message = "not-read", outcome.reason
    witness, suggestion = outcome.witness, outcome.suggestion
    return out.Outcome(
        cast(out.VerdictWord, outcome.verdict),
        out.Reason(code.replace("internal-error", "internal"), message) if outcome.reason else None,
        outcome.assumptions,
        outcome.conditions,
        outcome.needs,
        outcome.case,
        outcome.sizes,
        None
        if witness is None
        else out.WitnessText(
            witness.sizes,
            witness.indices,
            tuple(out.Value(v.name, v.at, v.value) for v in witness.values),
            witness.lhs,
            witness.rhs,
            witness.functions,
            witness.exact,
        ),
        None
        if suggestion is None
        else out.Suggested(
            suggestion.rhs, suggestion.kind, cast(out.VerdictWord, suggestion.verdict)
        ),
        tuple(map(_remark, outcome.remarks)),
    )

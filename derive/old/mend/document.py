"""Mend the false steps of a document for which a suggestion is found, one chain at a time.

A side that is mended is the left side of the next step, which may be false for its sake only.
So of a chain only the first false step is mended at a time, and all is judged again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from derive.documents import Document, Unreadable, document_of
from derive.old.findings import Checked, FileReport
from derive.old.mend.places import written_in
from derive.old.mend.spans import Places

__all__ = ["Mended", "mended"]

#: How often a document is judged anew.
MOST_ROUNDS = 12


@dataclass(frozen=True, slots=True)
class Mended:
    """A document after its steps were mended, the report on it, and how many steps they were."""

    document: Document
    report: FileReport
    steps: int


def mended(document: Document, judge: Callable[[Document], FileReport]) -> Mended:
    """The document with its false steps mended, as far as suggestions for them are found."""
    report = judge(document)
    steps = 0
    for _ in range(MOST_ROUNDS):
        fixes = _fixes(report.claims)
        if not fixes:
            break
        text = written_in(document.source, (place for fix in fixes for place in fix))
        other = document_of(text, kind=document.kind, path=document.path, dialect=document.dialect)
        if isinstance(other, Unreadable):
            break
        after = judge(other)
        if len(after.claims) != len(report.claims):
            break  # the change is not read as it was meant
        document = replace(other, byte_order_mark=document.byte_order_mark)
        report = after
        steps += len(fixes)
    return Mended(document, report, steps)


def _fixes(claims: tuple[Checked, ...]) -> list[Places]:
    """The first fix of each chain."""
    found: list[Places] = []
    before: Checked | None = None
    waits = False
    for claim in claims:
        goes_on = before is not None and before.rhs == claim.lhs
        waits = waits and goes_on
        if claim.fix and not waits:
            found.append(claim.fix)
            waits = True
        before = claim
    return found

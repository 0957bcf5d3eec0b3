"""Write suggestions into a document, one chain at a time, and the document into its file.

A side that is mended is the left side of the next step, which may be false for its sake only.
So of a chain only the first false step is mended at a time, and all is judged again.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import unified_diff
from pathlib import Path

from derive.documents import Document, Unreadable, document_of
from derive.judging.cache import Cache
from derive.judging.checked import Checked, FileReport
from derive.judging.findings import check
from derive.judging.run import Judges

__all__ = ["Mended", "difference", "mended", "write_mended", "written_in"]

#: How often a document is judged anew.
MOST_ROUNDS = 12
_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Mended:
    """A document after its steps were mended, the report on it, and how many steps they were."""

    document: Document
    report: FileReport
    steps: int


def mended(document: Document, judges: Judges, cache: Cache | None = None) -> Mended:
    """The document with its false steps mended, as far as suggestions for them are found."""
    report = check(document, judges, cache)
    steps = 0
    for _ in range(MOST_ROUNDS):
        fixes = _fixes(report.claims)
        if not fixes:
            break
        text = written_in(document.source, (place for fix in fixes for place in fix))
        other = document_of(text, kind=document.kind, path=document.path, dialect=document.dialect)
        if isinstance(other, Unreadable):
            break
        after = check(other, judges, cache)
        if len(after.claims) != len(report.claims):
            break  # the change is not read as it was meant
        document = replace(other, byte_order_mark=document.byte_order_mark)
        report = after
        steps += len(fixes)
    return Mended(document, report, steps)


def _fixes(claims: tuple[Checked, ...]) -> list[tuple[tuple[int, int, str], ...]]:
    """The first fix of each chain."""
    found: list[tuple[tuple[int, int, str], ...]] = []
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


def written_in(source: str, places: Iterable[tuple[int, int, str]]) -> str:
    """A text with new stretches in the place of old ones.

    >>> written_in("a + b", [(2, 3, "-")])
    'a - b'
    """
    parts: list[str] = []
    at = 0
    for start, end, new in sorted(places):
        parts += [source[at:start], new]
        at = end
    return "".join((*parts, source[at:]))


def difference(before: Document, after: Document) -> str:
    """What changes, as a unified diff; nothing where nothing does."""
    old, new = (document.source.splitlines(keepends=True) for document in (before, after))
    found = unified_diff(old, new, before.path, before.path)
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in found)


def write_mended(before: Document, after: Document) -> None:
    """Write the document to its file, all at once.

    Raises ``OSError`` where the file cannot be written, or is no longer what was read.
    """
    path = Path(before.path)
    if path.read_bytes() != _bytes(before):
        raise OSError("it has changed since it was read: run the command again")
    path = path.resolve()
    mode = path.stat().st_mode
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(_bytes(after))
    try:
        os.chmod(file.name, mode)
        os.replace(file.name, path)
    except OSError:
        os.unlink(file.name)
        raise


def _bytes(document: Document) -> bytes:
    mark = _MARK if document.byte_order_mark else ""
    return f"{mark}{document.source}".encode()

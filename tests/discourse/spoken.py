"""A document's statements as short lines, for tests: ``supposition: i = j -> 1, 3``.

A line says the status, what was said, the formula as it stands in the source, and the numbers
of the displays that its scope holds. Claims and conditions of the displays themselves are left
out, but for those that the words around them make something else.
"""

from __future__ import annotations

from derive.discourse.outline import outline
from derive.discourse.statements import Statement
from derive.discourse.stretches import is_display
from derive.documents import Document, document_of


def spoken(text: str) -> list[str]:
    """The statements that the words of a text make, in order."""
    document = document_of(text, kind="markdown")
    assert isinstance(document, Document)
    displays = [span for span in document.formulas if is_display(span, document.source)]
    found: list[str] = []
    for statement in outline(document):
        inside = any(span.opens <= statement.place[0] < span.closes for span in displays)
        if inside and statement.status == "claim":
            continue
        start, end = statement.scope
        held = [
            str(n) for n, span in enumerate(displays, 1) if start <= span.start and span.end <= end
        ]
        found.append(f"{_named(statement, document)} -> {', '.join(held)}".rstrip())
    return found


def _named(statement: Statement, document: Document) -> str:
    status = f"{statement.status} {statement.said}".strip()
    if statement.formula is None and statement.status == "convention":
        return f"{status}:"
    formula = document.source[slice(*statement.place)]
    return f"{status}: {formula}" + (f" {statement.axes}" if statement.axes else "")

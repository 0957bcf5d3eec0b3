r"""Notation as a line of text, so that a test is LaTeX and what stands there.

A row is its clauses and the separators between them, ``a=b ; [,] ; c=d``; one that is not read
is ``? `` and the sentence that says why.
"""

from __future__ import annotations

from derive.notation.names import plain_text
from derive.notation.nodes import Clauses, Separator
from derive.notation.parse import parse
from derive.notation.rows import Row, rows

__all__ = ["clauses", "formula", "shown"]


def clauses(notation: Clauses) -> str:
    """Clauses and separators, in brackets, in their order."""
    return " ".join(
        f"[{part.sign}]" if isinstance(part, Separator) else plain_text(part)
        for part in notation.parts
    )


def formula(text: str) -> str:
    """One formula."""
    return clauses(parse(text))


def shown(text: str) -> list[str]:
    """The rows of a display."""
    return [
        clauses(row.notation) if isinstance(row, Row) else f"? {row.message}" for row in rows(text)
    ]

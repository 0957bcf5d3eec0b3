"""What annotations say about verdicts: which is expected, which is ignored, where checking is off.

``expect`` and ``ignore`` are said of the equation that follows, ``off`` and ``on`` of all that do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from derive.documents.document import Document
from derive.documents.pieces import Annotation, Directive, MathSpan
from derive.judging.outcome import VERDICTS, Place, Remark
from derive.judging.page import Page

__all__ = ["Marked", "marked"]


@dataclass(frozen=True, slots=True)
class Marked:
    """What the document says about the verdict of an equation; ``why`` it ignores one."""

    expected: str = ""
    ignored: str = ""
    why: str = ""
    off: bool = False


def marked(
    document: Document, page: Page
) -> tuple[dict[int, Marked], tuple[tuple[Remark, Place], ...]]:
    """The marks of a page by the numbers of its statements, and what is wrong with some."""
    said = list(_directives(document))
    found: dict[int, Marked] = {}
    noted: list[tuple[Remark, Place]] = []
    off, at, pending = False, 0, Marked()
    for equation in page.equations:
        while at < len(said) and said[at][0] <= equation.order:
            directive = said[at][1]
            at += 1
            off = directive.verb == "off" or (off and directive.verb != "on")
            pending = _with(pending, directive)
        if off or pending != Marked():
            found[equation.n] = replace(pending, off=off)
        pending = Marked()
    for _, directive in said:
        if directive.verb == "expect" and directive.argument.text not in VERDICTS:
            noted.append(_misspelt(directive))
    return found, tuple(noted)


def _directives(document: Document) -> Iterator[tuple[int, Directive]]:
    """The directives about verdicts in order, each with the place from which on it holds."""
    for piece in document.pieces:
        inside = piece.annotations if isinstance(piece, MathSpan) else ()
        for annotation in (piece,) if isinstance(piece, Annotation) else inside:
            for directive in annotation.directives:
                if directive.verb in ("off", "on", "expect", "ignore"):
                    yield piece.opens, directive


def _with(pending: Marked, directive: Directive) -> Marked:
    argument = directive.argument.text.strip()
    if directive.verb == "expect" and argument in VERDICTS:
        return replace(pending, expected=argument)
    if directive.verb == "ignore":
        name, _, why = argument.partition(" ")
        return replace(pending, ignored=name, why=why.strip())
    return pending


def _misspelt(directive: Directive) -> tuple[Remark, Place]:
    said = f"{directive.argument.text!r} is no verdict"
    remark = Remark("misspelt-directive", said, suggestion=f"Write one of {', '.join(VERDICTS)}.")
    return remark, (directive.start, directive.end)

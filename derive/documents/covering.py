"""The pieces of a document in order, from its first character to its last."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from derive.documents.document import Lines
from derive.documents.pieces import Annotation, MathSpan, Notice, Piece, Prose, Scan

__all__ = ["covering"]

#: What may stand on the lines of a formula that is a display in all but its delimiters.
_BEFORE = re.compile(r"[ \t>*+\-•]*(?:\(?\d{1,3}[.)][ \t]*)?$")
_AFTER = re.compile(r"[ \t.,;:。，；：、]*(?:[\r\n]|$)")
_NEAR = 120


def covering(text: str, scan: Scan, lines: Lines) -> tuple[tuple[Piece, ...], tuple[Notice, ...]]:
    """What was found, with the prose between, and the notices, both in the text's order.

    >>> from derive.documents.document import lines_of
    >>> covering("a", Scan(), lines_of("a"))
    ((Prose(text='a', start=0, end=1),), ())
    """
    pieces: list[Piece] = []
    at, blanked = 0, _without_displays(text, scan)
    for piece in sorted(scan.pieces, key=lambda piece: (piece.opens, piece.closes)):
        if piece.opens > at:
            pieces.append(Prose(text[at : piece.opens], at, piece.opens))
        assert piece.opens >= at, "pieces do not overlap"
        if isinstance(piece, MathSpan) and _alone(blanked, piece, lines):
            piece = replace(piece, alone=True)
        pieces.append(piece)
        at = piece.closes
    if at < len(text):
        pieces.append(Prose(text[at:], at, len(text)))
    return tuple(pieces), tuple(sorted(scan.notices, key=lambda notice: notice.start))


def _without_displays(text: str, scan: Scan) -> str:
    """The text with blanks for annotations and displays: one may stand beside another."""
    at, found = 0, list[str]()
    for piece in sorted(scan.pieces, key=lambda piece: piece.opens):
        shown = isinstance(piece, MathSpan) and piece.delimiter == "$$"
        if shown or isinstance(piece, Annotation):
            blank = re.sub(r"[^\r\n]", " ", text[piece.opens : piece.closes])
            found += text[at : piece.opens], blank
            at = piece.closes
    return "".join((*found, text[at:]))


def _alone(text: str, span: MathSpan, lines: Lines) -> bool:
    start = lines.starts[bisect_right(lines.starts, span.opens) - 1]
    if span.opens - start > _NEAR or not _AFTER.match(text, span.closes):
        return False
    return _BEFORE.match(text[start : span.opens]) is not None

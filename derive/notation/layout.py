r"""A display as pieces: what only lays out, what breaks lines, and what formulas are made of.

The pieces are found without reading the formula, so that a line that cannot be read costs the
lines around it nothing. Time is linear in the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from derive.notation import markup, signs

__all__ = ["Piece", "pieces"]

_PIECE = re.compile(
    r"""(?P<comment>%[^\n]*)
      | (?P<env>\\(?P<side>begin|end)\s*\{(?P<name>[^{}\\]{0,40})\})
      | (?P<row>\\\\\*?(?:\s*\[\s*-?[\d.]{1,9}\s*[a-z]{2}\s*\])?|\\(?:newline|cr)(?![A-Za-z]))
      | (?P<size>\\(?P<hand>left|right|middle|[Bb]igg?[lrm]?)(?![A-Za-z])
            \s*(?P<bracket>\\[A-Za-z]+|\\.|[^\\\s&])?)
      | (?P<word>\\[A-Za-z]+)
      | (?P<escaped>\\.)
      | (?P<sign>:=|[^\s])""",
    re.VERBOSE | re.DOTALL,
)
_COLUMNS = re.compile(r"\s*(?:\[[tbc]\])?\s*(?:\{[^{}]{0,60}\})?")
_NARROW = frozenset({r"\,", r"\;", r"\:", r"\!", r"\>", r"\ ", "~"})
_LABELS = markup.IGNORED_WITH_GROUP | {r"\hspace"}
_NOTHING = frozenset({r"\nonumber", r"\notag", r"\displaystyle", r"\hline", r"\noindent"})
_WORDS = markup.TEXTS | {r"\tag", r"\intertext", r"\shortintertext"}
#: Environments that lay out a whole display, and those that may stand inside one.
_WHOLE = markup.DISPLAYS - {"aligned", "gathered", "split", "alignedat"} | {"subequations"}
_INNER = frozenset({"aligned", "gathered", "split", "alignedat"})
_WITH_COLUMNS = frozenset({"array", "alignat", "alignedat", "aligned", "gathered"})


@dataclass(frozen=True, slots=True)
class Piece:
    r"""A piece of a display.

    ``kind`` is "layout", "row" (``\\``), "column", "gap", "wide", "words", "open", "close",
    "{", "}", "begin", "end", "relation", "sign", "operator", "separator" or "other".
    """

    kind: str
    said: str
    start: int
    end: int


def pieces(text: str) -> list[Piece]:
    """The pieces of a display, from left to right; environments that only lay out are layout."""
    return _without_layout(_scanned(text))


def _scanned(text: str) -> list[Piece]:
    closing = _closing_braces(text)
    found: list[Piece] = []
    at = 0
    while (match := _PIECE.search(text, at)) is not None:
        start, at = match.span()
        said = match[0]
        if match["env"]:
            kind, said = match["side"], match["name"].rstrip("*")
            if said in _WITH_COLUMNS and kind == "begin":
                columns = _COLUMNS.match(text, at)
                at = columns.end() if columns else at
        elif said in _WORDS or said in _LABELS:
            kind = "words" if said in _WORDS else "wide" if said == r"\hspace" else "layout"
            at = _after_group(text, at, closing)
        else:
            kind, said = _kind(match)
        found.append(Piece(kind, said, start, at))
    return found


def _kind(match: re.Match[str]) -> tuple[str, str]:
    """The kind of a piece without a group, and what it says."""
    said = match[0]
    if match["comment"]:
        return "layout", said
    if match["row"]:
        return "row", said
    if match["size"]:
        return _bracket(match["hand"], match["bracket"] or "")
    if said in markup.WIDE:
        return "wide", said
    if said in _NARROW:
        return "gap", said
    if said in _NOTHING:
        return "layout", said
    if said in "{}" or said == "&":
        return ("column" if said == "&" else said), said
    if said in signs.OPENING:
        return "open", said
    if said in signs.CLOSING:
        return "close", said
    if said in signs.RELATIONS:
        return "relation", said
    if said in "+-−–":
        return "sign", "+" if said == "+" else "-"
    if said in signs.OPERATORS or said in (r"\pm", r"\mp"):
        return "operator", said
    return ("separator" if said in ",;" else "other"), said


def _bracket(hand: str, bracket: str) -> tuple[str, str]:
    if hand in ("left", "right"):
        return ("open" if hand == "left" else "close"), bracket
    if bracket in signs.OPENING:
        return "open", bracket
    return ("close" if bracket in signs.CLOSING else "other"), bracket


def _closing_braces(text: str) -> dict[int, int]:
    """Where each brace is closed."""
    found: dict[int, int] = {}
    waiting: list[int] = []
    for match in re.finditer(r"\\.|[{}]", text, re.DOTALL):
        if match[0] == "{":
            waiting.append(match.start())
        elif match[0] == "}" and waiting:
            found[waiting.pop()] = match.end()
    return found


def _after_group(text: str, at: int, closing: dict[int, int]) -> int:
    brace = re.compile(r"\*?\s*(?=\{)").match(text, at)
    return closing.get(brace.end(), at) if brace else at


# -- environments


def _without_layout(found: list[Piece]) -> list[Piece]:
    """The pieces, where environments that only lay out have become layout."""
    partner = _partners(found)
    layout: set[int] = set()
    row: list[int] = []  # the pieces of this row that say something
    braces = inside = 0
    for n, piece in enumerate(found):
        if piece.kind == "begin" and not braces and not inside:
            opened = _laid_out(found, n, partner.get(n), row)
            layout |= opened
            row = row[1:] if row and row[0] in opened else row
            inside += not opened
        elif piece.kind in ("begin", "end") and n not in layout:
            inside = max(0, inside + (1 if piece.kind == "begin" else -1))
        elif piece.kind in ("{", "}"):
            braces = max(0, braces + (1 if piece.kind == "{" else -1))
        if piece.kind == "row" and not braces and not inside:
            row = []
        elif n not in layout and piece.kind not in ("layout", "column", "gap", "wide"):
            row.append(n)
    return [
        replace(piece, kind="layout") if n in layout else piece for n, piece in enumerate(found)
    ]


def _partners(found: list[Piece]) -> dict[int, int]:
    """The end of each environment that is begun."""
    partner: dict[int, int] = {}
    waiting: list[int] = []
    for n, piece in enumerate(found):
        if piece.kind == "begin":
            waiting.append(n)
        elif piece.kind == "end" and waiting:
            partner[waiting.pop()] = n
    return partner


def _laid_out(found: list[Piece], begin: int, end: int | None, row: list[int]) -> set[int]:
    r"""The pieces that only lay out where an environment begins; none if it is a formula.

    So are the brace and the ``\right.`` around a system of equations.
    """
    name = found[begin].said
    ends = {begin} if end is None else {begin, end}
    if name in _WHOLE:
        return ends
    last = found[row[-1]] if row else None
    if name in _INNER and last is not None and last.kind != "open":
        return ends
    if end is None or name not in _INNER | {"array", "cases", "dcases", "rcases"}:
        return ends if name in _INNER else set()
    if last is None:
        return ends if _ends_row(found, end + 1) else set()
    after = found[end + 1] if end + 1 < len(found) else None
    braced = len(row) == 1 and last.kind == "open" and last.said in (r"\{", r"\lbrace", ".")
    if braced and after is not None and (after.kind, after.said[-1:]) in _CLOSINGS:
        return {*ends, row[0], end + 1} if _ends_row(found, end + 2) else set()
    return set()


_CLOSINGS = {("close", "."), ("close", "}")}


def _ends_row(found: list[Piece], at: int) -> bool:
    """Whether nothing but layout and words comes before the row ends."""
    for piece in found[at : at + 12]:
        if piece.kind in ("row", "end"):
            return True
        if piece.kind not in ("layout", "gap", "wide", "words", "separator") and piece.said != ".":
            return False
    return True

r"""A display in rows: what was laid out in several lines is put together again.

What only lays out, such as ``&``, ``\begin{align}`` and ``\label{…}``, is overwritten with
spaces, so that every place in a row is the place in the display. What this file cannot do:
it knows no names, and reads nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Row", "rows"]

_ENVIRONMENTS = (
    "equation", "align", "aligned", "alignat", "alignedat", "flalign", "gather", "gathered",
    "multline", "eqnarray", "split", "displaymath", "math", "subequations",
)  # fmt: skip
_LAYOUT = re.compile(
    r"\\(?:begin|end)\s*\{(?:" + "|".join(_ENVIRONMENTS) + r")\*?\}(?:\s*\{\d+\})?(?:\[[tbc]\])?"
    r"|\\label\s*\{[^{}]*\}|\\(?:nonumber|notag|displaystyle|textstyle|hfill|noindent)(?![A-Za-z])"
    r"|(?<!\\)%[^\n]*"
)
_TOKEN = re.compile(
    r"\\begin\s*\{(?P<begin>[^{}]*)\}|\\end\s*\{[^{}]*\}|\\\\\*?(?:\s*\[\s*-?[\d.]+\s*[a-z]{2}\s*\])?"
    r"|\\left\b|\\right\b|\\[A-Za-z]+|\\.|&&|[{}&]|=",
    re.DOTALL,
)
#: What a row begins with that goes on with the row before it.
_GOES_ON = re.compile(
    r"\s*(?:\\[,;:!> ]|\\q?quad|~|\{\s*\})*\s*"
    r"(?:[+*/]|\\(?:cdot|times|right|odot|circ|div|pm|mp)(?![A-Za-z])|[)\]}])"
)
_MINUS = re.compile(r"\s*(?:\\[,;:!> ]|\\q?quad|~|\{\s*\}|\\left\s*\.)*\s*[-−–]")
_LEFT_DOT = re.compile(r"\s*(?:\\[,;:!> ]|\\q?quad|~|\{\s*\})*\s*\\left\s*\.")
_WAITS = re.compile(r"(?:[-+*/=(\[{,]|\\(?:cdot|times|odot|left\s*[(\[.|]))\s*$")
#: A remark in words behind an equation, and what may stand behind it.
_REMARK = re.compile(
    r"(?P<gap>(?:\\q?quad(?![A-Za-z])|&|\\[;:!, ]|~)\s*(?:\\left)?)\(\s*"
    r"\\(?:text|textrm|textit|mbox|mathrm|hbox)\s*\{(?!\s*(?:if|for|when|where|case|other|i[fn])\b)"
    r"\s*[A-Za-z]{2,}"
)
_BRACKETS = re.compile(r"\\.|[()]", re.DOTALL)
_AFTER_REMARK = re.compile(r"[\s.,;&]*(?:\\\\|\\tag|\\end|$)")
_DOTS = re.compile(r"\\(?:left|right)\s*\.")


@dataclass(frozen=True, slots=True)
class Row:
    """One statement or chain of a display, and the offset at which it begins there."""

    text: str
    start: int


def rows(display: str) -> tuple[Row, ...]:
    r"""The rows of a display; one that goes on with the one before it is joined to it.

    >>> for row in rows(r"\begin{align} a &= b \\ &= c \\ &\quad + d \end{align}"):
    ...     print(row.start, row.text.split())
    0 ['a', '=', 'b']
    23 ['=', 'c', '\\quad', '+', 'd']
    """
    text = _without_remarks(_LAYOUT.sub(lambda found: " " * len(found[0]), display))
    pieces: list[Row] = []
    for row in _split(text):
        if not row.text.strip():
            continue
        before = pieces[-1] if pieces else None
        if before is not None and _joins(before.text, row.text):
            gap = " " * (row.start - before.start - len(before.text))
            joined = before.text + gap + row.text
            pieces[-1] = Row(_DOTS.sub(lambda f: " " * len(f[0]), joined), before.start)
        else:
            pieces.append(row)
    return tuple(pieces)


def _without_remarks(text: str) -> str:
    """The text with spaces for what stands in parentheses behind an equation, in words."""
    for found in reversed(list(_REMARK.finditer(text))):
        start = end = found.end("gap")
        depth = 0
        for token in _BRACKETS.finditer(text, start):
            depth += {"(": 1, ")": -1}.get(token[0], 0)
            if depth == 0:
                end = token.end()
                break
        if end > start and _AFTER_REMARK.match(text, end):
            text = text[:start] + " " * (end - start) + text[end:]
    return text


def _split(text: str) -> list[Row]:
    r"""The text at every ``\\`` outside of braces and inner environments; no ``&``."""
    found: list[Row] = []
    start = at = braces = inner = 0
    kept: list[str] = []
    for token in _TOKEN.finditer(text):
        said = token[0]
        if token["begin"] is not None:
            inner += 1
        elif said.startswith(r"\end"):
            inner = max(0, inner - 1)
        elif said in "{}":
            braces = max(0, braces + (1 if said == "{" else -1))
        elif said == "&" and not inner:
            kept += [text[at : token.start()], " "]
            at = token.end()
        elif said.startswith("\\\\") and not inner and not braces:
            found.append(Row("".join(kept) + text[at : token.start()], start))
            kept, start, at = [], token.end(), token.end()
    found.append(Row("".join(kept) + text[at:], start))
    return found


def _joins(before: str, row: str) -> bool:
    """Whether a row goes on with the expression in which the one before it ended."""
    if _GOES_ON.match(row) or _LEFT_DOT.match(row) or _WAITS.search(before):
        return True
    return bool(_MINUS.match(row)) and not _has_relation(row)


def _has_relation(text: str) -> bool:
    """Whether an equals sign stands outside of braces."""
    depth = 0
    for token in _TOKEN.finditer(text):
        depth += (token[0] == "{") - (token[0] == "}")
        if token[0] == "=" and depth <= 0:
            return True
    return False

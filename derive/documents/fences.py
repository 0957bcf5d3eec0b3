r"""Blocks of code in Markdown, and the formulas that are written as one: ```` ```math ````."""

from __future__ import annotations

import re

from derive.documents.pieces import CodeBlock, MathSpan, Scan
from derive.documents.spans import formula
from derive.documents.traced import Traced, copied, joined

__all__ = ["fenced", "indented"]

_OPENING = re.compile(r"(`{3,}|~{3,})(.*)", re.DOTALL)
_LANGUAGE = re.compile(r"[ \t{.]*([\w+#-]*)")
#: The options of a directive ``{math}`` stand before its formula.
_OPTIONS = re.compile(r"(?:[ \t]*:[\w-]+:[^\n]*\n)*")

_Lines = tuple[tuple[int, int], ...]


def fenced(text: str, base: int, lines: _Lines, indent: int) -> Scan:
    r"""The block of code between two fences, or the formula if its language is ``math``.

    >>> scan = fenced("```math\nx\n```", 0, ((0, 7), (8, 9), (10, 13)), 0)
    >>> scan.pieces[0].text, scan.pieces[0].delimiter
    ('x', '```math')
    """
    begin, end = lines[0]
    opening = _OPENING.match(text, begin, end)
    marks, info = (opening[1], opening[2]) if opening else ("```", "")
    closing = text[slice(*lines[-1])].strip()
    closed = len(lines) > 1 and len(closing) >= len(marks) and set(closing) == {marks[0]}
    inner = lines[1 : len(lines) - closed]
    language = _LANGUAGE.match(info)
    name = language[1].lower() if language else ""
    opens, closes = base + begin, base + lines[-1][1]
    contents = _contents(text, base, inner, indent, base + end)
    if name == "math":
        options = _OPTIONS.match(contents.text)
        start = options.end() if options else 0
        span, notices = formula(
            contents, (0, len(contents.text)), (start, len(contents.text)), "```math", display=True
        )
        whole = MathSpan(
            span.contents, span.start, span.end, opens, closes, True, "```math",
            annotations=span.annotations,
        )  # fmt: skip
        return Scan((whole,), (), tuple(notices))
    return _code(name, contents, opens, closes)


def indented(text: str, base: int, lines: _Lines, indent: int) -> Scan:
    r"""The block of code that is one by its indentation.

    >>> indented("    x\n     y", 0, ((4, 5), (6, 12)), 4).pieces[0].text
    'x\n y'
    """
    contents = _contents(text, base, lines, indent, base + lines[0][0])
    return _code("", contents, *contents.source_span(0, len(contents.text)))


def _code(language: str, contents: Traced, opens: int, closes: int) -> Scan:
    start, end = contents.source_span(0, len(contents.text))
    return Scan((CodeBlock(language, contents, start, end, opens, closes),))


def _contents(text: str, base: int, lines: _Lines, indent: int, empty: int) -> Traced:
    parts = []
    for number, (begin, end) in enumerate(lines):
        stop = end if number == len(lines) - 1 else end + 1
        begin = _unindented(text, begin, end, indent)
        parts.append(copied(text[begin:stop], base + begin))
    return joined(parts) if any(part.text for part in parts) else copied("", empty)


def _unindented(text: str, begin: int, end: int, indent: int) -> int:
    """Where the line begins after at most ``indent`` columns of white space."""
    column = 0
    while begin < end and column < indent and text[begin] in " \t":
        column += 4 - column % 4 if text[begin] == "\t" else 1
        begin += 1
    return begin

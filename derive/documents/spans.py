r"""The formulas, annotations and masked stretches in a run of Markdown's text.

Left to right, in linear time: inline code, escapes, HTML and formulas, whichever opens first.
A single ``$`` follows pandoc's rule, so that prices are prose: no space after the opening
``$`` nor before the closing one, and no digit after it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict

from derive.documents.annotations import (
    annotation_of,
    comment_annotation,
    is_annotation,
    without_comments,
)
from derive.documents.closing import CLOSER, Unclosed, closing_dollar, find_closer
from derive.documents.environments import arguments_end, display_environment
from derive.documents.html import masked_html
from derive.documents.notices import unclosed_math, unclosed_stretch
from derive.documents.pieces import Annotation, Masked, MathSpan, Notice, Scan
from derive.documents.traced import Traced

__all__ = ["formula", "scan_run"]

_MARK = re.compile(
    r"""
    (?P<ticks>`+)
    | (?P<opens>\\\\[\[(] | \\[\[(])
    | \\begin[ \t]*\{(?P<environment>[A-Za-z]+\*?)\}
    | (?P<escape>\\(?:.|\n))
    | (?P<dollars>\$+)
    | (?P<angle><)
    | (?P<comment>(?:^|(?<=\n))[ \t]*%+[ \t]*derive:)
    """,
    re.VERBOSE | re.DOTALL,
)
_TICKS = re.compile("`+")
#: What parts two cells of a table, and not the two sides of ``|x|``.
_CELL_ENDS = re.compile(r"\s\|(?=\s)")
_PRICE = re.compile(r"\d[\d,.]*(?![\w\\^{.,])")
_LOOKS_LIKE_MATH = re.compile(r"[^\n$]*?[\\^_=]")


def formula(
    flow: Traced, outer: tuple[int, int], inner: tuple[int, int], delimiter: str, *, display: bool
) -> tuple[MathSpan, list[Notice]]:
    """The formula at ``inner``, whose delimiters end at ``outer``; both are places in the flow.

    >>> from derive.documents.traced import copied
    >>> formula(copied("$x$", 4), (0, 3), (1, 2), "$", display=False)[0].start
    5
    """
    contents, annotations, notices = without_comments(flow, *inner)
    start, end = flow.source_span(*inner)
    opens, closes = flow.source_span(*outer)
    environment = delimiter if delimiter[:1].isalpha() and delimiter != "scraped" else ""
    return (
        MathSpan(
            contents, start, end, opens, closes, display, delimiter, environment,
            annotations=tuple(annotations),
        ),
        notices,
    )  # fmt: skip


def scan_run(flow: Traced, *, html: bool, line_by_line: bool = False) -> Scan:
    r"""The formulas, annotations and masked stretches of a paragraph, a heading, a cell.

    With ``html``, tags and elements such as ``<script>`` are masked; without, comments only.
    ``line_by_line`` is for the rows of a table, which no formula crosses.

    >>> from derive.documents.traced import copied
    >>> run = scan_run(copied(r"$5 and $10, `$x$`, $y$ and \[z\]", 0), html=True)
    >>> [(piece.text, piece.start) for piece in run.pieces if isinstance(piece, MathSpan)]
    [('y', 20), ('z', 29)]
    """
    return _Run(flow, html=html, line_by_line=line_by_line).scan()


class _Run:
    """One pass over a run of text; ``at`` is how far it has come."""

    def __init__(self, flow: Traced, *, html: bool, line_by_line: bool) -> None:
        self.flow = flow
        self.text = flow.text
        self.html = html
        self.line_by_line = line_by_line
        self.at = 0
        self.pieces: list[MathSpan | Annotation | Masked] = []
        self.notices: list[Notice] = []
        self.unclosed = Unclosed()
        self.ticks: dict[int, list[int]] | None = None

    def scan(self) -> Scan:
        while mark := _MARK.search(self.text, self.at):
            self.at = mark.end()
            if mark["ticks"]:
                self._code(mark.start(), len(mark["ticks"]))
            elif mark["opens"]:
                self._delimited(mark.start(), mark["opens"], display=mark["opens"][-1] == "[")
            elif mark["environment"]:
                self._environment(mark.start(), mark["environment"])
            elif mark["dollars"]:
                self._dollars(mark.start(), len(mark["dollars"]))
            elif mark["angle"]:
                self._angle(mark.start())
            elif mark["comment"]:
                self._comment(mark.start())
        return Scan(tuple(self.pieces), (), tuple(self.notices))

    def _limit(self) -> int:
        if not self.line_by_line:
            return len(self.text)
        newline = self.text.find("\n", self.at)
        return len(self.text) if newline < 0 else newline

    def _code(self, start: int, length: int) -> None:
        closing = self._closing_ticks(start, length)
        if closing is not None:
            self.at = closing + length
            self._mask("inline code", start, self.at)

    def _closing_ticks(self, start: int, length: int) -> int | None:
        if self.ticks is None:
            self.ticks = defaultdict(list)
            for run in _TICKS.finditer(self.text):
                self.ticks[len(run[0])].append(run.start())
        closers = self.ticks[length]
        which = bisect_left(closers, start + length)
        return closers[which] if which < len(closers) else None

    def _in_code(self, start: int, closing: int) -> bool:
        """Whether the ``$`` at ``closing`` stands in code that begins after ``start``."""
        at = start
        while ticks := _TICKS.search(self.text, at, closing):
            end = self._closing_ticks(ticks.start(), len(ticks[0]))
            if end is not None and end > closing:
                return True
            at = ticks.end() if end is None else end + len(ticks[0])
        return False

    def _dollars(self, start: int, length: int) -> None:
        text, limit = self.text, self._limit()
        if length == 2:
            self._delimited(start, "$$", display=True)
            if self.at == start + 2:
                # Not closed: what stands between single dollars is found all the same.
                self.at = start + 1
                self._dollars(start + 1, 1)
                self.at = max(self.at, start + 2)
            return
        if length != 1:
            return
        if text.startswith("`", start + 1):
            closer = text.find("`", start + 2, limit)
            if closer > start + 2 and text.startswith("$", closer + 1, limit):
                self._formula((start, closer + 2), (start + 2, closer), "$`", display=False)
                return
        if text[start + 1 : start + 2].strip() == "":
            return
        closing = closing_dollar(text, start + 1, limit, comments=False)
        if closing is None:
            if (
                text[start - 1 : start] != "$"
                and _LOOKS_LIKE_MATH.match(text, start + 1)
                and not _PRICE.match(text, start + 1)
            ):
                self._notice(unclosed_math("$", "$", self.flow.source_offset(start)))
        elif (
            not text[closing - 1].isspace()
            and not text[closing + 1 : closing + 2].isdigit()
            and not self._in_code(start, closing)
            and not (self.line_by_line and _CELL_ENDS.search(text, start, closing))
        ):
            self._formula((start, closing + 1), (start + 1, closing), "$", display=False)

    def _delimited(self, start: int, opener: str, *, display: bool) -> None:
        inner, limit = start + len(opener), self._limit()
        closer = CLOSER[opener]
        found = find_closer(self.text, closer, inner, limit, self.unclosed, comments=False)
        if found is None:
            self._notice(unclosed_math(opener, closer, self.flow.source_offset(start)))
        else:
            self._formula((start, found[1]), (inner, found[0]), opener, display=display)

    def _environment(self, start: int, name: str) -> None:
        if not display_environment(name, inner=True) and name != "math":
            return
        opener, closer, limit = self.text[start : self.at], rf"\end{{{name}}}", self._limit()
        found = find_closer(self.text, closer, self.at, limit, self.unclosed, comments=False)
        if found is None:
            self._notice(unclosed_math(opener, closer, self.flow.source_offset(start)))
        else:
            inner = min(arguments_end(name, self.text, self.at), found[0])
            self._formula((start, found[1]), (inner, found[0]), name, display=name != "math")

    def _angle(self, start: int) -> None:
        text, comment = self.text, self.text.startswith("<!--", start)
        if comment:
            end = text.find("-->", start + 4) if not self._missing_comment(start) else -1
            if end < 0:
                self.unclosed.remember("-->", start, len(text))
                if is_annotation(text[start + 4 : start + 200]):
                    offset = self.flow.source_offset(start)
                    self._notice(unclosed_stretch("<!--", "-->", offset))
                return
            self.at = end + 3
            if is_annotation(text[start + 4 : end]):
                inside = self.flow.part(start + 4, end)
                found, notices = annotation_of(inside, *self.flow.source_span(start, self.at))
                self.pieces.append(found)
                self.notices += notices
            else:
                self._mask("comment", start, self.at)
        elif self.html and (end := masked_html(text, start, self.unclosed)) > start:
            self.at = end
            self._mask("html", start, end)

    def _missing_comment(self, start: int) -> bool:
        return self.unclosed.missing("-->", start, len(self.text))

    def _comment(self, start: int) -> None:
        found = comment_annotation(self.flow, start, len(self.text))
        if found is not None:
            self.pieces.append(found[0])
            self.notices += found[1]
            self.at = found[2]

    def _formula(
        self, outer: tuple[int, int], inner: tuple[int, int], delimiter: str, *, display: bool
    ) -> None:
        span, notices = formula(self.flow, outer, inner, delimiter, display=display)
        self.pieces.append(span)
        self.notices += notices
        self.at = outer[1]

    def _mask(self, what: str, start: int, end: int) -> None:
        self.pieces.append(Masked(what, *self.flow.source_span(start, end)))

    def _notice(self, notice: Notice) -> None:
        self.notices.append(notice)

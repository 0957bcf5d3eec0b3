r"""A rule for markdown-it: lines between the delimiters of a display are no Markdown.

CommonMark would take the line ``- b`` of a display for a list, ``= c`` for the underline of
a heading, and end a paragraph at a blank line. A line on which a display opens and does not
close begins a block of its own, up to the line on which it closes.

What this file cannot do: two displays that are each opened and never closed, with nothing
between them that tells prose from a formula, are read as one.
"""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock

from derive.documents.closing import CLOSER, closing_dollar
from derive.documents.environments import display_environment

__all__ = ["display_lines"]

_OPENING = re.compile(r"\$\$|\\\[|\\begin")
_MARK = re.compile(
    r"""
    (?P<ticks>`+)
    | (?P<dollars>\$+)
    | (?P<opens>\\\\\[ | \\\[)
    | (?P<closes>\\\\\] | \\\])
    | \\begin[ \t]*\{(?P<begins>[A-Za-z]+\*?)\}
    | \\end[ \t]*\{(?P<ends>[A-Za-z]+\*?)\}
    | \\.
    """,
    re.VERBOSE | re.DOTALL,
)
#: After a blank line inside a display: what shows that it was never closed.
_PROSE = re.compile(r"\s*(?:#{1,6}\s|```|~~~|<!--)|(?:[^\\$]|\\.)*(?<!\$)\$(?!\$)")


def display_lines(state: StateBlock, first: int, limit: int) -> int | None:
    """The line after the display that opens on line ``first`` and closes on a later one."""
    begin = state.bMarks[first] + state.tShift[first]
    if not _OPENING.search(state.src, begin, state.eMarks[first]):
        return None
    known: dict[tuple[int, int, int], int | None] = state.env["displays"]
    key = (first, limit, state.blkIndent)
    if key not in known:
        known[key] = _after(state, first, limit)
    return known[key]


def _after(state: StateBlock, first: int, limit: int) -> int | None:
    begin = state.bMarks[first] + state.tShift[first]
    closer, alone = _left_open(state.src, begin, state.eMarks[first], None, begin)
    if closer is None:
        return None
    # Searches that failed: from which line, up to which.
    failed: dict[tuple[str, bool, int], tuple[int, int]] = state.env["undisplayed"]
    low, high = failed.get((closer, alone, limit), (0, 0))
    if low <= first < high:
        return None
    line, blank = first + 1, False
    while line < limit:
        start, stop = state.bMarks[line] + state.tShift[line], state.eMarks[line]
        if start >= stop:
            if not alone:
                break
            blank = True
        elif blank and _is_prose(state, line, closer):
            break
        elif state.src.find(closer[:4], start, stop) >= 0:
            still, opens_alone = _left_open(state.src, start, stop, closer, start)
            if still is None:
                return line + 1
            closer, alone = still, opens_alone or (alone and still == closer)
        line += 1
    failed[closer, alone, limit] = (first, line)
    return None


def _is_prose(state: StateBlock, line: int, closer: str) -> bool:
    """Whether this line, after a blank one, shows that the display was never closed."""
    if state.sCount[line] < state.blkIndent:
        return True
    start, stop = state.bMarks[line] + state.tShift[line], state.eMarks[line]
    return not closer.startswith(r"\end") and _PROSE.match(state.src, start, stop) is not None


def _after_inline(src: str, at: int, stop: int) -> int:
    """The place after the formula that a single dollar before ``at`` opens, or ``at``."""
    end = closing_dollar(src, at, stop, comments=False)
    if end is None or src[at].isspace() or src[end - 1].isspace():
        return at
    return at if src[end + 1 : end + 2].isdigit() else end + 1


def _left_open(
    src: str, begin: int, stop: int, closer: str | None, line_start: int
) -> tuple[str | None, bool]:
    """What closes the display that is open at the end of the line, and if it opens alone there.

    ``closer`` is what closes the display that is open at its beginning.
    """
    opened, at = begin, begin
    while mark := _MARK.search(src, at, stop):
        at = mark.end()
        if closer is not None:
            if closer == "$$" and mark["dollars"] and len(mark[0]) > 1:
                closer, at = None, mark.start() + 2
            elif mark[0] == closer or (mark["ends"] and closer == rf"\end{{{mark['ends']}}}"):
                closer = None
        elif mark["dollars"]:
            if len(mark[0]) == 2:
                closer, opened = "$$", mark.start()
            elif len(mark[0]) == 1:
                at = _after_inline(src, at, stop)
        elif mark["ticks"]:
            end = src.find(mark["ticks"], at, stop)
            at = end + len(mark["ticks"]) if end >= 0 else at
        elif mark["opens"]:
            closer, opened = CLOSER[mark["opens"]], mark.start()
        elif mark["begins"] and display_environment(mark["begins"], inner=True):
            closer, opened = rf"\end{{{mark['begins']}}}", mark.start()
    whole = opened == line_start and (
        closer is None or closer.startswith(r"\end") or src[opened:stop].strip() in CLOSER
    )
    return closer, whole

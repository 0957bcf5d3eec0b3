r"""Which lines of a display are one row.

Environments that only lay out are nothing. A line goes on with the line above if it begins with
a sign between factors or terms, if the line above ends in one, or if a bracket is open between
them. One that begins with a minus and has a relation of its own begins anew, unless it is
aligned where the relation stood above.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate

from derive.notation.marks import SIGNS, Mark
from derive.notation.scan import scan
from derive.notation.signs import INNER_DISPLAYS, WHOLE_DISPLAYS

__all__ = ["is_closing", "is_opening", "lines"]

_SILENT = frozenset({"COLUMN", "WIDE", "ROW"})


def lines(text: str) -> list[list[Mark]]:
    r"""The rows of a display as the tokens of each.

    >>> text = r"a &= b \\ &\quad + c \\ d &= (e \\ &\quad f)"
    >>> [text[line[0].start : line[-1].end] for line in lines(text)]
    ['a &= b \\\\ &\\quad + c', 'd &= (e \\\\ &\\quad f)']
    """
    found = [line for line in _split(_without_layout(scan(text))) if _spoken(line)]
    joins = _across_brackets(found)
    rows: list[list[Mark]] = []
    first: list[Mark] = []
    last: Mark | None = None
    for joined, line in zip(joins, found, strict=True):
        if rows and (joined or _goes_on(first, last, line)):
            rows[-1] += line
        else:
            rows.append(list(line))
            first, last = line, None
        last = next((mark for mark in reversed(_spoken(line)) if mark.kind != "TEXT"), last)
    return [_stripped(row) for row in rows]


def is_opening(mark: Mark) -> bool:
    """Whether a token opens a bracket."""
    return mark.kind in ("LEFT", "LBRACE", "BEGIN") or (mark.kind == "BAR" and "<" in mark.value)


def is_closing(mark: Mark) -> bool:
    """Whether a token closes a bracket."""
    return mark.kind in ("RIGHT", "RBRACE", "END") or (mark.kind == "BAR" and ">" in mark.value)


def _stripped(row: list[Mark]) -> list[Mark]:
    """A row without gaps before it and behind it."""
    spoken = _spoken(row)
    return row[row.index(spoken[0]) : len(row) - row[::-1].index(spoken[-1])]


def _spoken(line: Iterable[Mark]) -> list[Mark]:
    """The tokens of a line that say something; empty braces say nothing."""
    found: list[Mark] = []
    for mark in line:
        if mark.kind == "RBRACE" and found and found[-1].kind == "LBRACE":
            found.pop()
        elif mark.kind not in _SILENT and mark.value != "&&":
            found.append(mark)
    return found


def _split(marks: Iterable[Mark]) -> list[list[Mark]]:
    r"""The tokens at every ``\\`` outside of braces and environments."""
    rows: list[list[Mark]] = [[]]
    depth = {"LBRACE": 0, "BEGIN": 0}
    for mark in marks:
        opened = {"RBRACE": "LBRACE", "END": "BEGIN"}.get(mark.kind, mark.kind)
        if opened in depth:
            depth[opened] = max(0, depth[opened] + (1 if opened == mark.kind else -1))
        if mark.kind == "ROW" and not any(depth.values()):
            rows.append([])
        rows[-1].append(mark)
    return rows


def _across_brackets(found: list[list[Mark]]) -> list[bool]:
    """For each line, whether a bracket is open between it and the line above."""
    joins = [0] * (len(found) + 1)
    waiting: list[int] = []
    for n, line in enumerate(found):
        if _spoken(line)[0].kind == "REL":
            waiting = []
        for mark in line:
            if mark.kind in ("LEFT", "BAR") and is_opening(mark):
                waiting.append(n)
            elif mark.kind in ("RIGHT", "BAR") and is_closing(mark) and waiting:
                opened = waiting.pop()
                joins[opened + 1] += opened < n
                joins[n + 1] -= opened < n
    return [total > 0 for total in accumulate(joins[:-1])]


def _goes_on(first: list[Mark], last: Mark | None, line: list[Mark]) -> bool:
    """Whether a line goes on with the row above, which begins with ``first`` and ends so."""
    begin = _spoken(line)[0]
    if last is None:
        return False
    if last.kind in SIGNS or begin.kind == "OP" or (begin.kind, begin.value) == ("SIGN", "+"):
        return True
    if begin.kind != "SIGN":  # or a bracket is broken between them
        return (last.kind, begin.kind, last.value, begin.value) == ("RIGHT", "LEFT", ".", ".")
    ended = last.kind == "SEP" and last.value in ",;."
    return not _has_relation(line) or not (ended or not _indented(line) or _indented(first))


def _indented(line: list[Mark]) -> bool:
    """Whether nothing stands in the first column of a line, and no relation in the second."""
    for mark in line:
        if mark.kind == "COLUMN":
            return _spoken(line)[0].kind != "REL"
        if mark.kind not in ("ROW", "WIDE", "LBRACE", "RBRACE"):
            return False
    return False


def _has_relation(line: list[Mark]) -> bool:
    """Whether a relation stands outside of braces and brackets before the first clause ends."""
    depth = 0
    for mark in line:
        depth += is_opening(mark) - is_closing(mark)
        if depth <= 0 and mark.kind in ("REL", "TEXT", "SEP"):
            return mark.kind == "REL"
    return False


# -- environments


def _without_layout(found: list[Mark]) -> list[Mark]:
    """The tokens without environments that only lay out."""
    partner = _partners(found)
    layout: set[int] = set()
    row: list[int] = []  # the tokens of this row that say something
    depth = {"LBRACE": 0, "BEGIN": 0}
    for n, mark in enumerate(found):
        opened = {"RBRACE": "LBRACE", "END": "BEGIN"}.get(mark.kind, mark.kind)
        if mark.kind == "BEGIN" and not any(depth.values()):
            ends = _laid_out(found, n, partner.get(n), row)
            layout |= ends
            row = row[1:] if row and row[0] in ends else row
            depth["BEGIN"] += not ends
        elif opened in depth and n not in layout:
            depth[opened] = max(0, depth[opened] + (1 if opened == mark.kind else -1))
        if mark.kind == "ROW" and not any(depth.values()):
            row = []
        elif n not in layout and mark.kind not in _SILENT:
            row.append(n)
    return [mark for n, mark in enumerate(found) if n not in layout]


def _partners(found: list[Mark]) -> dict[int, int]:
    """The end of each environment that is begun."""
    partner: dict[int, int] = {}
    waiting: list[int] = []
    for n, mark in enumerate(found):
        if mark.kind == "BEGIN":
            waiting.append(n)
        elif mark.kind == "END" and waiting:
            partner[waiting.pop()] = n
    return partner


def _laid_out(found: list[Mark], begin: int, end: int | None, row: list[int]) -> set[int]:
    r"""The tokens that only lay out where an environment begins; none if it is a formula.

    So are the brace and the ``\right.`` around a system of equations.
    """
    name = found[begin].value
    ends = {begin} if end is None else {begin, end}
    last = found[row[-1]] if row else None
    opens = last is not None and is_opening(last) and last.kind != "LBRACE"
    if name in WHOLE_DISPLAYS or (name in INNER_DISPLAYS and (end is None or (row and not opens))):
        return ends
    if end is None or name not in INNER_DISPLAYS | {"array", "cases", "dcases", "rcases"}:
        return set()
    if last is None:
        return ends if name in INNER_DISPLAYS or _ends_row(found, end + 1) else set()
    after = found[end + 1] if end + 1 < len(found) else last
    if len(row) == 1 and last.kind == "LEFT" and last.value in (r"\{", "."):
        closes = after.kind == "RIGHT" and after.value in (r"\{", ".")
        return {*ends, row[0], end + 1} if closes and _ends_row(found, end + 2) else set()
    return set()


def _ends_row(found: list[Mark], at: int) -> bool:
    """Whether nothing but words comes before the row ends."""
    for mark in found[at : at + 12]:
        if mark.kind in ("ROW", "END"):
            return True
        if mark.kind not in ("WIDE", "TEXT", "SEP"):
            return False
    return True

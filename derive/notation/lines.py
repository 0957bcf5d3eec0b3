r"""Which lines of a display are one row.

A line goes on with the line above if it begins with a sign between factors or terms, if the
line above ends in one, or if a bracket is open between them. One that begins with a minus and
has a relation of its own begins anew, unless it is aligned where the relation stood above.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from derive.notation.layout import Piece, pieces

__all__ = ["Line", "lines"]

_SILENT = frozenset({"layout", "column", "gap", "wide"})
_WAITING = frozenset({"relation", "sign", "operator"})


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of a display that is one row, with its pieces."""

    start: int
    end: int
    pieces: tuple[Piece, ...]


def lines(text: str) -> tuple[Line, ...]:
    r"""The rows of a display as stretches of its text.

    >>> text = r"a &= b \\ &\quad + c \\ d &= (e \\ &\quad f)"
    >>> [text[line.start : line.end] for line in lines(text)]
    ['a &= b \\\\ &\\quad + c', 'd &= (e \\\\ &\\quad f)']
    """
    found = [line for line in _split(pieces(text)) if _spoken(line)]
    joins = _across_brackets(found)
    rows: list[list[Piece]] = []
    first: list[Piece] = []
    last: Piece | None = None
    for n, line in enumerate(found):
        if rows and (joins[n] or _goes_on(first, last, line)):
            rows[-1] += line
        else:
            rows.append(list(line))
            first, last = line, None
        said = [piece for piece in _spoken(line) if piece.kind != "words"]
        last = said[-1] if said else last
    return tuple(_line(row) for row in rows)


def _line(row: list[Piece]) -> Line:
    spoken = _spoken(row)
    return Line(spoken[0].start, spoken[-1].end, tuple(row))


def _spoken(line: Iterable[Piece]) -> list[Piece]:
    """The pieces of a line that say something; empty braces say nothing."""
    found: list[Piece] = []
    for piece in line:
        if piece.kind in _SILENT or piece.kind == "row":
            continue
        if piece.kind == "}" and found and found[-1].kind == "{":
            found.pop()
        else:
            found.append(piece)
    return found


def _split(found: list[Piece]) -> list[list[Piece]]:
    r"""The pieces at every ``\\`` outside of braces and environments, and at words between."""
    rows: list[list[Piece]] = [[]]
    braces = inside = 0
    for piece in found:
        if piece.kind in ("{", "}"):
            braces = max(0, braces + (1 if piece.kind == "{" else -1))
        elif piece.kind in ("begin", "end"):
            inside = max(0, inside + (1 if piece.kind == "begin" else -1))
        ends = piece.kind == "row" or piece.said in (r"\intertext", r"\shortintertext")
        if ends and not braces and not inside:
            rows.append([])
        rows[-1].append(piece)
    return rows


def _across_brackets(found: list[list[Piece]]) -> list[bool]:
    """For each line, whether a bracket is open between it and the line above."""
    joins = [0] * (len(found) + 1)
    waiting: list[int] = []
    for n, line in enumerate(found):
        spoken = _spoken(line)
        if spoken[0].kind == "relation":
            waiting = []
        depth = 0
        for piece in spoken:
            if piece.kind == "open":
                depth += 1
                waiting.append(n)
            elif piece.kind == "close" and waiting:
                opened = waiting.pop()
                joins[opened + 1] += opened < n
                joins[n + 1] -= opened < n
    total = 0
    result = []
    for n in range(len(found)):
        total += joins[n]
        result.append(total > 0)
    return result


def _goes_on(first: list[Piece], last: Piece | None, line: list[Piece]) -> bool:
    """Whether a line goes on with the row above, which begins with ``first`` and ends so."""
    begin = _spoken(line)[0]
    if last is not None and (last.kind in _WAITING or _breaks_bracket(last, line)):
        return True
    if begin.kind == "operator" or (begin.kind, begin.said) == ("sign", "+"):
        return last is not None
    if begin.kind != "sign" or last is None:
        return False
    if not _has_relation(line):
        return True
    ended = last.kind == "separator" or last.said == "."
    return not ended and _indented(line) and not _indented(first)


def _breaks_bracket(last: Piece, line: list[Piece]) -> bool:
    r"""Whether a bracket is broken by ``\right. \\ \left.``."""
    if (last.kind, last.said) != ("close", "."):
        return False
    begin = [p for p in _spoken(line) if p.kind not in _WAITING]
    return bool(begin) and (begin[0].kind, begin[0].said) == ("open", ".")


def _indented(line: list[Piece]) -> bool:
    """Whether nothing stands in the first column of a line, and no relation in the second."""
    for piece in line:
        if piece.kind == "column":
            return _spoken(line)[0].kind != "relation"
        if piece.kind not in ("gap", "wide", "layout", "{", "}", "row"):
            return False
    return False


def _has_relation(line: list[Piece]) -> bool:
    """Whether a relation stands outside of braces and brackets before the first clause ends."""
    depth = 0
    for piece in line:
        depth += (piece.kind in ("{", "open", "begin")) - (piece.kind in ("}", "close", "end"))
        if depth <= 0 and piece.kind == "relation":
            return True
        if depth <= 0 and piece.kind in ("words", "separator"):
            return False
    return False

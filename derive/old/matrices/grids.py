r"""The entries of a matrix, or of a list, in rows and columns, with its dots and blanks."""

from __future__ import annotations

from derive.notation.errors import ReadError
from derive.notation.nodes import (
    Bracket,
    Clause,
    Expression,
    Separator,
)
from derive.syntax.reader.plain import plain

__all__ = ["Grid", "cells_of", "grid_of", "has_dots", "is_dots", "unread"]

MAX_CELLS = 256

_LINES = frozenset({"—", "∣", "|"})

Grid = tuple[tuple[Expression | None, ...], ...]


def has_dots(bracket: Bracket) -> bool:
    r"""Whether the entries of a matrix, or the parts of a list, are left out by dots.

    >>> from derive.notation.parse import parse
    >>> def bracket(text):
    ...     return parse(text).parts[0].members[0].terms[0].items[0]
    >>> has_dots(bracket(r"[x_1, \dots, x_n]")), has_dots(bracket(r"(a_1 + \dots + a_n)"))
    (True, False)
    """
    return any(is_dots(_alone(part)) for part in bracket.inside.parts)


def cells_of(bracket: Bracket) -> tuple[tuple[Expression, ...], ...] | None:
    """The entries of a matrix that are given, without rows and columns of dots."""
    try:
        grid = grid_of(bracket)
    except ReadError:
        return None
    rows = [row for row in grid if not all(c is None or is_dots(c) for c in row)]
    columns = [c for c in zip(*rows, strict=True) if not all(x is None or is_dots(x) for x in c)]
    found = [tuple(x for x in row if x is not None) for row in zip(*columns, strict=True)]
    return tuple(found) if len({*map(len, found)}) == 1 else None


def grid_of(bracket: Bracket) -> Grid:
    """The entries in rows of one length, ``None`` for a blank; a list is one row."""
    rows: list[list[Expression | None]] = [[None]]
    for part in bracket.inside.parts:
        if isinstance(part, Separator):
            if part.sign in ("&", ","):
                rows[-1].append(None)
            elif part.sign == r"\\":
                rows.append([None])
            else:
                raise unread(bracket, f"{part.sign} stands between the entries")
            continue
        member = part.members[0]
        if len(part.members) != 1 or member is None or rows[-1][-1] is not None:
            raise unread(bracket, "an entry is no expression")
        rows[-1][-1] = member
    found = [row for row in rows if any(cell is not None for cell in row)]
    if not found:
        raise unread(bracket, "it has no entries")
    width = max(map(len, found))
    if width * len(found) > MAX_CELLS:
        raise unread(bracket, "it has too many entries")
    return _without_rules([[*row, *(None,) * (width - len(row))] for row in found])


def _without_rules(rows: list[list[Expression | None]]) -> Grid:
    """The entries without the lines that show where a row or a column goes on to both sides."""
    columns = [c for c in zip(*rows, strict=True) if not _is_rule(c)]
    kept = [row for row in zip(*columns, strict=True) if not _is_rule(row)]
    return tuple(kept) or tuple(map(tuple, rows))


def _is_rule(cells: tuple[Expression | None, ...]) -> bool:
    lines = [cell is not None and plain(cell) in _LINES for cell in cells]
    return any(lines) and all(
        line or cell is None or is_dots(cell) for line, cell in zip(lines, cells, strict=True)
    )


def is_dots(cell: Expression | None) -> bool:
    """Whether an entry is dots."""
    return cell is not None and plain(cell) == "…"


def _alone(part: Clause | Separator) -> Expression | None:
    return part.members[0] if isinstance(part, Clause) and len(part.members) == 1 else None


def unread(bracket: Bracket, why: str) -> ReadError:
    """The error of a matrix that is not read."""
    what = "matrix" if bracket.kind == "matrix" else "list"
    return ReadError(f"this {what} with dots is not read: {why}", bracket.start, bracket.end)

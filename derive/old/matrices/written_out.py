r"""Equations that say how something is written out in its entries, and claim nothing.

``x = \begin{bmatrix} x_1 \\ x_2 \end{bmatrix}`` says what the entries of x are called, and a
matrix of all the ``∂y_i/∂x_j`` beside ``∂y/∂x`` says in which layout it stands.
"""

from __future__ import annotations

import unicodedata
from typing import Literal, TypeAlias

from derive.notation.errors import ReadError
from derive.notation.nodes import (
    Bracket,
    Clause,
    Clauses,
    Expression,
    Fraction,
    Item,
    Letter,
    Scripted,
)
from derive.old.matrices.grids import cells_of
from derive.syntax.reader.look import items_of, only_item, tidy
from derive.syntax.reader.plain import plain
from derive.syntax.reader.usage import survey

__all__ = ["Shown", "layout_shown", "only_own_entries"]

#: The layout that a matrix of derivatives shows: none where both have the same.
Shown: TypeAlias = Literal["", "numerator", "denominator"]


def only_own_entries(left: Expression, right: Expression) -> bool:
    r"""Whether the right side is a matrix of the entries of the left one, and nothing else.

    >>> from derive.notation.parse import parse
    >>> def sides(text):
    ...     return parse(text).parts[0].members
    >>> only_own_entries(*sides(r"x = \begin{pmatrix} x_1 \\ x_2 \end{pmatrix}"))
    True
    >>> only_own_entries(*sides(r"x = \begin{pmatrix} x_1 \\ y_2 \end{pmatrix}"))
    False
    """
    name, found = _lone(left), _matrix(right)
    if not isinstance(name, Letter | Scripted) or found is None:
        return False
    usage = survey((found[0].inside,))
    used = {*usage.indexed, *usage.bare, *usage.applied} - {"…"}
    base = name.base if isinstance(name, Scripted) else name
    return isinstance(base, Letter) and {*map(_folded, used)} == {_folded(base.name)}


def layout_shown(left: Expression, right: Expression) -> Shown | None:
    r"""The layout in which a derivative by an array is written out; ``None`` if it is not.

    >>> from derive.notation.parse import parse
    >>> def row(n):
    ...     return " & ".join(rf"\frac{{\partial y_{n}}}{{\partial x_{m}}}" for m in (1, 2))
    >>> matrix = rf"\begin{{bmatrix}} {row(1)} \\ {row(2)} \end{{bmatrix}}"
    >>> layout_shown(*parse(rf"\frac{{\partial y}}{{\partial x}} = {matrix}").parts[0].members)
    'numerator'
    """
    whole, found = _quotient(_lone(left)), _matrix(right)
    if whole is None or found is None:
        return None
    bracket, turned = found
    cells = cells_of(bracket)
    if cells is None:
        return None
    grid = [[_at(whole, cell) for cell in row] for row in cells]
    if turned:
        grid = [list(column) for column in zip(*grid, strict=True)]
    found_pairs = [pair for row in grid for pair in row]
    if any(pair is None for pair in found_pairs):
        return None
    above = [[pair[0] for pair in row if pair is not None] for row in grid]
    below = [[pair[1] for pair in row if pair is not None] for row in grid]
    kinds = _varies(above), _varies(below)
    shown: dict[tuple[str, str], Shown] = {
        ("rows", "columns"): "numerator",
        ("columns", "rows"): "denominator",
        ("rows", "none"): "",
        ("none", "rows"): "denominator",
        ("none", "columns"): "numerator",
    }
    return shown.get(kinds)


def _varies(indices: list[list[str]]) -> str:
    """Whether an index is another one in each row, in each column, or the same everywhere."""
    rows = [set(row) for row in indices]
    columns = [set(column) for column in zip(*indices, strict=True)]
    if len(set().union(*rows)) == 1:
        return "none" if rows[0] == {""} else "mixed"
    if all(len(row) == 1 for row in rows) and len(set().union(*rows)) == len(rows):
        return "rows"
    if all(len(c) == 1 for c in columns) and len(set().union(*columns)) == len(columns):
        return "columns"
    return "mixed"


def _at(whole: tuple[str, str], cell: Expression) -> tuple[str, str] | None:
    """The indices that an entry has more than the whole, above and below."""
    pair = _quotient(_lone(cell))
    if pair is None:
        return None
    found = tuple(_more(a, b) for a, b in zip(whole, pair, strict=True))
    return None if found[0] is None or found[1] is None else (found[0], found[1])


def _more(whole: str, entry: str) -> str | None:
    name, _, own = whole.partition("_")
    base, _, index = entry.partition("_")
    if _folded(base) != _folded(name) or not index.startswith(own):
        return None
    return index.removeprefix(own)


def _quotient(item: Item | None) -> tuple[str, str] | None:
    """What is differentiated, and by what, if an item is a derivative."""
    if not isinstance(item, Fraction):
        return None
    said: list[str] = []
    for side in (item.above, item.below):
        items = items_of(side)
        if items is None or len(items) != 2 or plain(items[0]) not in ("∂", "d"):
            return None
        said.append(plain(_tidied(items[1])))
    return said[0], said[1]


def _matrix(side: Expression) -> tuple[Bracket, bool] | None:
    """The matrix that a side is, and whether it is transposed."""
    item = _lone(side)
    turned = False
    if isinstance(item, Scripted) and item.above is not None and plain(item.above) in "T⊤":
        item, turned = item.base, True
    found = isinstance(item, Bracket) and item.kind == "matrix"
    return (item, turned) if found and isinstance(item, Bracket) else None


def _lone(side: Expression) -> Item | None:
    place = side.start, side.end
    item = only_item(Clauses(*place, (Clause(*place, (side,), ()),)))
    return None if item is None else _tidied(item)


def _tidied(item: Item) -> Item:
    try:
        return tidy(item)
    except ReadError:
        return item


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKD", name)

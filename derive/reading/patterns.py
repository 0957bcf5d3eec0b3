r"""Columns with dots: the entry that is one pattern from the first to the last.

``e^{x_1}, \\vdots, e^{x_m}`` is ``e^{x_i}`` for every i up to m.
"""

from __future__ import annotations

from dataclasses import replace

from derive.reading.conventions.arguments import plain
from derive.reading.conventions.walk import Row, over_rows, row_of
from derive.syntax.reader.errors import ReadError
from derive.syntax.reader.look import items_of
from derive.syntax.reader.notation import (
    Bracket,
    Clause,
    Clauses,
    Digits,
    Expression,
    Item,
    Letter,
    Scripted,
    subnodes,
)
from derive.syntax.reader.session import Formula

__all__ = ["pattern"]


def pattern(
    first: Expression, last: Expression, letter: str, side: Formula
) -> tuple[Expression, str]:
    """The entry at a letter, of which the first and the last one are instances."""
    found = _instances(first, "1", letter)
    for size in sorted({n.name for n in subnodes(last) if isinstance(n, Letter)}):
        again = _instances(last, size, letter)
        if plain(again) == plain(found) != plain(first):
            return found, size
    raise ReadError(
        "the first and the last entry have no pattern in common",
        first.start, last.end, side.text, side.source,
    )  # fmt: skip


def _instances(cell: Expression, at: str, letter: str) -> Expression:
    """A cell with a letter for an index, wherever it stands below or above in parentheses."""

    def index(row: Row) -> Row:
        return tuple(
            Letter(i.start, i.end, letter)
            if isinstance(i, Digits | Letter) and plain(i) == at
            else i
            for i in row
        )

    def change(row: Row) -> Row:
        return tuple(map(scripted, row))

    def scripted(item: Item) -> Item:
        if not isinstance(item, Scripted):
            return item
        below = item.below and _changed(item.below, index)
        above = item.above
        inner = items_of(above) if above is not None else None
        if above is not None and inner and isinstance(inner[0], Bracket):
            above = _changed(above, index)
        return replace(item, below=below, above=above)

    found = over_rows(_alone(cell), change)
    clause = found.parts[0]
    assert isinstance(clause, Clause)
    member = clause.members[0]
    assert member is not None
    return member


def _changed(item: Item, index: object) -> Item:
    assert callable(index)
    inside = over_rows(row_of((item,)), index)
    clause = inside.parts[0]
    assert isinstance(clause, Clause)
    member = clause.members[0]
    assert member is not None
    return member.terms[0].items[0]


def _alone(cell: Expression) -> Clauses:
    place = cell.start, cell.end
    return Clauses(*place, (Clause(*place, (cell,), ()),))

r"""Products that are said to be something: ``let w^T x_i = \sum_j w_j x_{ij}``.

Where the same product is written, with the same letters, what it is said to be is put in
its place.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from derive.notation.nodes import (
    Bracket,
    Clause,
    Clauses,
    Expression,
    Item,
    Scripted,
    letters_of,
)
from derive.old.conventions.walk import Row, moved
from derive.syntax.reader.plain import plain
from derive.syntax.reader.usage import survey

__all__ = ["Products", "products_in"]


@dataclass(frozen=True, slots=True)
class Products:
    """Rows of names as they are written, and what they are said to be."""

    known: tuple[tuple[tuple[str, ...], Expression], ...] = ()

    def __call__(self, row: Row) -> Row:
        """The row with every such product replaced."""
        found: list[Item] = []
        at = 0
        while at < len(row):
            made = self.at(row, at)
            if made is None:
                found.append(row[at])
                at += 1
            else:
                found.append(made[0])
                at += made[1]
        return tuple(found)

    def at(self, row: Row, at: int) -> tuple[Item, int] | None:
        """What stands for the product that begins at a place, and how many items it has."""
        for names, body in self.known:
            items = row[at : at + len(names)]
            if tuple(map(plain, items)) == names and not _goes_on(row[at + len(names) :]):
                start, end = items[0].start, items[-1].end
                place = body.start, body.end
                inside = Clauses(*place, (Clause(*place, (body,), ()),))
                return moved(Bracket(start, end, "(", inside), start, end), len(names)
        return None


def products_in(equations: Iterable[Clauses]) -> Products:
    """The products that equations speak of, where their right sides have no other indices."""
    found = []
    for equation in equations:
        clause = equation.parts[0] if len(equation.parts) == 1 else None
        if not isinstance(clause, Clause) or len(clause.members) != 2 or None in clause.members:
            continue
        left, right = clause.members
        assert left is not None
        assert right is not None
        if len(left.terms) != 1 or left.terms[0].signs or len(left.terms[0].items) < 2:
            continue
        place = right.start, right.end
        usage = survey((Clauses(*place, (Clause(*place, (right,), ()),)),))
        mentioned = letters_of(left)
        if set(usage.below) <= mentioned | set(usage.bound) and not mentioned & set(usage.bound):
            found.append((tuple(map(plain, left.terms[0].items)), right))
    return Products(tuple(found))


def _goes_on(rest: Row) -> bool:
    """Whether parentheses follow, which the last name may be applied to."""
    item = rest[0] if rest else None
    return isinstance(item.base if isinstance(item, Scripted) else item, Bracket)

r"""Definitions such as ``H(X) = \sum_j p(x) \log p(x)``, whose sum has nothing with its index.

As it stands it says nothing: x is bound nowhere, and j is used nowhere. The author means
``p(x_j)``, and so it is read; what rests on it is not called proved, and the slip is told.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from derive.notation.nodes import (
    Bracket,
    Clause,
    Clauses,
    Head,
    Item,
    Letter,
    Scripted,
    subnodes,
)
from derive.old.conventions.applied import applied_at
from derive.old.conventions.values import is_distribution
from derive.old.conventions.walk import Row, over_rows, row_of
from derive.syntax.reader.look import only_item, tidy
from derive.syntax.reader.session import Formula
from derive.syntax.reader.spell import index_name
from derive.syntax.reader.usage import survey

__all__ = ["Mended", "mended"]


@dataclass(frozen=True, slots=True)
class Mended:
    """A definition, and the argument x that is read as x_j at the index of its sum."""

    source: str
    argument: str
    index: str
    values: tuple[str, ...] = ()


def mended(definition: Formula) -> tuple[Formula, Mended | None]:
    r"""The definition with an index at the argument that has none, if its sum uses no index.

    >>> from derive.syntax.reader.plain import plain
    >>> from derive.notation.parse import parse
    >>> text = r"H(X) = -\sum_j p(x) p(x)"
    >>> made, said = mended(Formula(text, parse(text)))
    >>> plain(made.notation), said.argument, said.index
    ('H(X)=-jp(x_j)p(x_j)', 'x', 'j')
    """
    bound = {letter.rstrip("'") for letter in survey((definition.notation,)).bound}
    slips: list[Mended] = []

    def change(row: Row) -> Row:
        for at, item in enumerate(row):
            index = _bound_by(item)
            rest = row[at + 1 :]
            if index is None or not rest or _mentions(rest, index):
                continue
            inside = _Indexed(index, bound)
            (clause,) = over_rows(row_of(rest), inside.row).parts
            assert isinstance(clause, Clause)
            (member,) = clause.members
            assert member is not None
            if len(inside.arguments) == 1:
                (argument,) = inside.arguments
                slips.append(
                    Mended(definition.source, argument, index, tuple(sorted(inside.values)))
                )
                return (*row[: at + 1], *member.terms[0].items)
        return row

    parts = definition.notation.parts
    clause = parts[0] if len(parts) == 1 else None
    if not isinstance(clause, Clause) or len(clause.members) != 2:
        return definition, None
    place = clause.members[1]
    assert place is not None
    body = Clauses(place.start, place.end, (Clause(place.start, place.end, (place,), ()),))
    (right,) = over_rows(body, change).parts
    if len(slips) != 1 or not isinstance(right, Clause):
        return definition, None
    changed = replace(clause, members=(clause.members[0], right.members[0]))
    return replace(definition, notation=replace(definition.notation, parts=(changed,))), slips[0]


class _Indexed:
    """A change of rows: an index at the arguments of distributions that are bound nowhere."""

    def __init__(self, index: str, bound: Iterable[str]) -> None:
        self.index = index
        self.bound = frozenset(bound)
        self.arguments: set[str] = set()
        self.values: set[str] = set()

    def row(self, row: Row) -> Row:
        found: list[Item] = []
        for at, item in enumerate(row):
            call = applied_at(row, at - 1) if at else None
            if call is None or call.bracket is not item or not is_distribution(call.name):
                found.append(item)
                continue
            letters = call.letters()
            argument = call.arguments[0][0] if len(letters) == 1 else None
            if not isinstance(argument, Letter) or argument.name.rstrip("'") in self.bound:
                found.append(item)
                continue
            self.arguments.add(argument.name)
            self.values.add(call.written)
            at_index = Letter(argument.start, argument.end, self.index)
            scripted = Scripted(argument.start, argument.end, argument, at_index, None)
            found.append(Bracket(item.start, item.end, "(", row_of((scripted,))))
        return tuple(found)


def _bound_by(item: Item) -> str | None:
    """The one letter that a sum sign binds."""
    if not isinstance(item, Head) or item.name != "sum" or item.below is None:
        return None
    letters = [*survey((row_of((item,)),)).bound]
    alone = only_item(item.below) or item.below
    return letters[0] if len(letters) == 1 and (item.above or index_name(tidy(alone))) else None


def _mentions(row: Row, letter: str) -> bool:
    return any(isinstance(n, Letter) and n.name == letter for item in row for n in subnodes(item))

r"""Functions of the components of a vector: ``f(x) = 3 x_1 + x_2^2``, taken at ``g(y)``.

Where the right side names the components by number only, it is written out at the
components of the argument.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from derive.notation.nodes import (
    Bracket,
    Clause,
    Clauses,
    Digits,
    Item,
    Letter,
    Node,
    Scripted,
    parts,
)
from derive.old.conventions.walk import Row, moved, over_rows
from derive.syntax.reader.look import items_of

__all__ = ["Components", "components_in"]


@dataclass(frozen=True, slots=True)
class Components:
    """Functions with their parameter and their right side."""

    known: tuple[tuple[str, str, Clauses], ...] = ()

    def outside(self, definition: Clauses) -> Components:
        """Those that a formula does not define itself."""
        own = _of(definition)
        return Components(tuple(k for k in self.known if own is None or k[0] != own[0]))

    def __call__(self, row: Row) -> Row:
        """The row with every such function written out where its argument is a letter."""
        found: list[Item] = []
        at = 0
        while at < len(row):
            item, following = row[at], row[at + 1] if at + 1 < len(row) else None
            made = self.at(item, following)
            found.append(item if made is None else made)
            at += 1 if made is None else 2
        return tuple(found)

    def at(self, item: Item, following: Item | None) -> Item | None:
        """A function at what follows it."""
        if not isinstance(item, Letter) or not isinstance(following, Bracket):
            return None
        inside = items_of(following.inside) if following.kind == "(" else None
        argument = inside[0] if inside is not None and len(inside) == 1 else None
        for name, parameter, body in self.known:
            if item.name == name and isinstance(argument, Letter) and argument.name != parameter:
                return Bracket(item.start, following.end, "(", _at(body, parameter, argument, item))
        return None


def components_in(definitions: Iterable[Clauses]) -> Components:
    r"""The functions among definitions whose right side names components by number.

    >>> from derive.notation.parse import parse
    >>> texts = [r"f(x) = 3 x_1 + x_2^2", r"g(x) = x^2", r"h(x) = x_i"]
    >>> [name for name, _, _ in components_in(map(parse, texts)).known]
    ['f']
    """
    return Components(tuple(found for d in definitions if (found := _of(d)) is not None))


def _of(definition: Clauses) -> tuple[str, str, Clauses] | None:
    clause = definition.parts[0] if len(definition.parts) == 1 else None
    if not isinstance(clause, Clause) or len(clause.members) != 2 or None in clause.members:
        return None
    left, right = clause.members
    assert left is not None
    assert right is not None
    row = left.terms[0].items
    if len(left.terms) != 1 or len(row) != 2 or not isinstance(row[1], Bracket):
        return None
    name, inside = row[0], items_of(row[1].inside)
    parameter = inside[0] if inside is not None and len(inside) == 1 else None
    if not isinstance(name, Letter) or not isinstance(parameter, Letter) or row[1].kind != "(":
        return None
    uses = list(_uses(right, parameter.name))
    if not uses or not all(uses):
        return None
    place = right.start, right.end
    return name.name, parameter.name, Clauses(*place, (Clause(*place, (right,), ()),))


def _uses(node: Node, name: str) -> Iterable[bool]:
    """For each use of a name, whether a number stands below it."""
    if isinstance(node, Scripted) and isinstance(node.base, Letter) and node.base.name == name:
        below = items_of(node.below) if node.below is not None else None
        yield below is not None and len(below) == 1 and isinstance(below[0], Digits)
        return
    if isinstance(node, Letter) and node.name == name:
        yield False
    for part in parts(node):
        yield from _uses(part, name)


def _at(body: Clauses, parameter: str, argument: Letter, place: Letter) -> Clauses:
    """The right side with another letter for its parameter."""

    def change(row: Row) -> Row:
        return tuple(
            replace(item, base=argument)
            if isinstance(item, Scripted)
            and isinstance(item.base, Letter)
            and item.base.name == parameter
            else item
            for item in row
        )

    return moved(over_rows(body, change), place.start, place.end)

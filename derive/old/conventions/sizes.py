r"""Sizes of sets between bars: ``|V|`` is the size of the set that is called ``V``."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from derive.notation.errors import ReadError
from derive.notation.nodes import Bracket, Clauses, Head, Item, Letter, subnodes
from derive.old.conventions.walk import Row
from derive.syntax.reader.look import items_of, range_of, tidy
from derive.syntax.reader.plain import plain
from derive.syntax.reader.where import Where

__all__ = ["sets_of", "without_bars"]


def sets_of(formulas: Iterable[Clauses], declared: Iterable[Where]) -> frozenset[str]:
    r"""The names of sets: of declarations, and those that sums run over or up to.

    >>> from derive.notation.parse import parse
    >>> sorted(sets_of([parse(r"\sum_{k=1}^{|V|} \sum_{i \in B} x_{ik}")], ()))
    ['B', 'V']
    """
    found = {axis.name for where in declared for axis in where.axes or ()}
    for formula in formulas:
        for node in subnodes(formula):
            if isinstance(node, Head) and node.name in ("sum", "product"):
                above = _letter(node.above) if node.above is not None else None
                found |= {above} if above is not None else set()
                found |= _ranges(node.below)
    return frozenset(found)


def without_bars(sets: frozenset[str]) -> Callable[[Row], Row]:
    """What puts the name of a set, which is its size, in the place of its bars."""

    def change(row: Row) -> Row:
        return tuple(_opened(item, sets) for item in row)

    return change


def _opened(item: Item, sets: frozenset[str]) -> Item:
    name = _letter(item) if _between_bars(item) else None
    return Letter(item.start, item.end, name) if name in sets and name is not None else item


def _between_bars(item: Item) -> bool:
    items = items_of(item)
    return bool(items) and len(items or ()) == 1 and _is_bar(items[0] if items else item)


def _is_bar(item: Item) -> bool:
    return isinstance(item, Bracket) and item.kind == "|"


def _letter(item: Item) -> str | None:
    """The letter that an item is, with bars around it or without."""
    items = items_of(item)
    if items is None or len(items) != 1:
        return None
    inner = items[0]
    if isinstance(inner, Bracket) and inner.kind == "|":
        inside = items_of(inner.inside)
        if inside is None or len(inside) != 1:
            return None
        inner = inside[0]
    try:
        inner = tidy(inner)
    except ReadError:
        return None
    return plain(inner) if isinstance(inner, Letter) else None


def _ranges(below: Item | None) -> set[str]:
    found = set()
    for clause in range_of(below)[0]:
        if [r.sign for r in clause.relations] == ["∈"] and clause.members[1] is not None:
            terms = clause.members[1].terms
            if len(terms) == 1 and len(terms[0].items) == 1:
                name = _letter(terms[0].items[0])
                found |= {name} if name is not None else set()
    return found

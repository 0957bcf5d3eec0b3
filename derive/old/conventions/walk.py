"""Walks over notation that put rows of items in the place of others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias, TypeVar

from derive.notation.nodes import (
    Bracket,
    Clause,
    Clauses,
    Expression,
    Fraction,
    Head,
    Item,
    Letter,
    Node,
    Root,
    Scripted,
    Separator,
    Styled,
    Term,
)

__all__ = ["Row", "group", "moved", "over_rows", "row_of"]

Row: TypeAlias = tuple[Item, ...]
N = TypeVar("N", bound=Node)


def over_rows(clauses: Clauses, change: Callable[[Row], Row]) -> Clauses:
    """The notation with ``change`` at every row of items, the innermost first.

    >>> from derive.notation.parse import parse
    >>> rows = []
    >>> _ = over_rows(parse(r"a_i (b + c)"), lambda row: rows.append(len(row)) or row)
    >>> rows
    [1, 1, 1, 2]
    """
    parts = tuple(p if isinstance(p, Separator) else _clause(p, change) for p in clauses.parts)
    return replace(clauses, parts=parts)


def _clause(clause: Clause, change: Callable[[Row], Row]) -> Clause:
    members = tuple(m if m is None else _expression(m, change) for m in clause.members)
    return replace(clause, members=members)


def _expression(expression: Expression, change: Callable[[Row], Row]) -> Expression:
    return replace(expression, terms=tuple(_term(t, change) for t in expression.terms))


def _term(term: Term, change: Callable[[Row], Row]) -> Term:
    return replace(term, items=change(tuple(_inside(i, change) for i in term.items)))


def _inside(item: Item, change: Callable[[Row], Row]) -> Item:
    """The item with the change in its parts, and not at itself."""
    match item:
        case Scripted(base=base, below=below, above=above):
            inner = base if isinstance(base, Letter) else _inside(base, change)
            return replace(item, base=inner, below=_part(below, change), above=_part(above, change))
        case Head(below=below, above=above):
            return replace(item, below=_part(below, change), above=_part(above, change))
        case Bracket(inside=inside):
            return replace(item, inside=over_rows(inside, change))
        case Fraction(above=above, below=below):
            return replace(item, above=_side(above, change), below=_side(below, change))
        case Root(of=of, degree=degree):
            inner_degree = None if degree is None else over_rows(degree, change)
            return replace(item, of=_lone(of, change), degree=inner_degree)
        case Styled(of=of) if not isinstance(of, Letter):
            return replace(item, of=_inside(of, change))
    return item


def _part(item: Item | None, change: Callable[[Row], Row]) -> Item | None:
    return None if item is None else _lone(item, change)


def _side(side: Item | Clauses, change: Callable[[Row], Row]) -> Item | Clauses:
    return over_rows(side, change) if isinstance(side, Clauses) else _lone(side, change)


def _lone(item: Item, change: Callable[[Row], Row]) -> Item:
    """An item that stands by itself; a row of several in its place is put in braces."""
    row = change((_inside(item, change),))
    if len(row) != 1 or (_is_braced(item) and isinstance(row[0], Bracket) and row[0] != item):
        # Bars that lose the braces around them would be read as braces.
        return row[0] if len(row) == 1 and _is_braced(row[0]) else group(row)
    return row[0]


def _is_braced(item: Item) -> bool:
    return isinstance(item, Bracket) and item.kind == "{"


def group(row: Row, kind: str = "{") -> Bracket:
    """A row of items in brackets."""
    return Bracket(row[0].start, row[-1].end, kind, row_of(row))


def row_of(row: Row) -> Clauses:
    """A row of items as a formula."""
    place = row[0].start, row[-1].end
    expression = Expression(*place, (Term(*place, "", row),))
    return Clauses(*place, (Clause(*place, (expression,), ()),))


def moved(node: N, start: int, end: int) -> N:
    """The notation with one place for all of its parts: it stands for what was written there."""
    fields: dict[str, object] = {"start": start, "end": end}
    for name in node.__dataclass_fields__:
        value = getattr(node, name)
        if isinstance(value, Node):
            fields[name] = moved(value, start, end)
        elif isinstance(value, tuple):
            fields[name] = tuple(moved(v, start, end) if isinstance(v, Node) else v for v in value)
    return replace(node, **fields)  # type: ignore[arg-type]

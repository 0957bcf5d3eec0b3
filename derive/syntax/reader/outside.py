"""The letters that stand as indices outside every sum."""

from __future__ import annotations

from derive.notation.nodes import (
    Clause,
    Clauses,
    Expression,
    Head,
    Node,
    Scripted,
    Term,
    parts,
)
from derive.syntax.reader.usage import survey

__all__ = ["outside_letters"]

_BIG = ("sum", "product")


def outside_letters(notation: Node) -> frozenset[str]:
    """The letters that stand as indices outside every sum."""
    found: set[str] = set()
    waiting: list[Node] = [notation]
    while waiting:
        node = waiting.pop()
        items = getattr(node, "items", None)
        if items is not None:
            big = [n for n, i in enumerate(items) if isinstance(i, Head) and i.name in _BIG]
            waiting.extend(items[: big[0]] if big else items)
            continue
        if isinstance(node, Scripted) and node.below is not None:
            found |= set(survey((_alone(node),)).below)
        waiting.extend(parts(node))
    return frozenset(found)


def _alone(node: Scripted) -> Clauses:
    place = node.start, node.end
    only = Scripted(*place, node.base, node.below, None)
    expression = Expression(*place, (Term(*place, "", (only,)),))
    return Clauses(*place, (Clause(*place, (expression,), ()),))

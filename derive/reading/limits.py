r"""What stands below a sum sign: the letters that it binds, where each starts, what is left out.

Read are ``i``, ``i = 1``, ``i, j = 1``, ``i \in S``, ``i \ne j``, and several of them. A part of a
set, ``i < j``, and other conditions are not.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from derive.notation.names import braced, listed, one_item, plain_text, unwrapped
from derive.notation.nodes import Bracket, Clause, Head, Letter, Node, Scripted, Styled
from derive.reading.search import Ignorance

__all__ = ["Bound", "bounds_of"]

#: How the tokens write a colon below a sign: ``i, j : i \ne j``.
COLON = "·"


@dataclass(frozen=True, slots=True)
class Bound:
    """A letter that a sum binds: from where it runs, or in which set; what is left out."""

    letter: str
    node: Node
    start: Node | None = None
    within: Node | None = None
    without: tuple[Node, ...] = ()


def bounds_of(head: Head) -> tuple[Bound, ...]:
    """The letters below a sum sign, the outer ones first."""
    if head.below is None:
        return ()
    item = unwrapped(head.below)
    if not (isinstance(item, Bracket) and item.kind == "{"):
        return (_bound(item),)
    found: list[Bound] = []
    excluded: list[tuple[Node, Node]] = []
    waiting = 0  # letters that share the relation behind the next one: i, j = 1
    for clause in item.inside.parts:
        if not isinstance(clause, Clause):
            if clause.sign in (",", ";", r"\\"):
                continue
            raise Ignorance(f"{plain_text(item)} below a sum")
        new, given = _sides_of_colon(clause)
        known = {bound.letter for bound in (*found, *new)}
        found += [*new, *(bound for bound in given if bound.letter not in known)]
        if not clause.relations:
            continue
        right, sign = clause.members[1], clause.relations[0].sign
        again = any(bound.letter in known for bound in given)
        if len(clause.relations) == 1 and right is not None and sign == "≠":
            excluded += [(b.node, node) for b in given for node in listed(braced(right))]
        elif len(clause.relations) == 1 and sign in ("=", "∈") and not (new or again):
            side = {"start" if sign == "=" else "within": right}
            found[waiting:] = [replace(bound, **side) for bound in found[waiting:]]  # type: ignore[arg-type]
        else:
            raise Ignorance(f"{plain_text(clause)} below a sum")
        waiting = len(found)
    return _leave_out(found, excluded)


def _sides_of_colon(clause: Clause) -> tuple[list[Bound], list[Bound]]:
    """The letters before a colon, which it binds, and those at the left of the relation."""
    if clause.members[0] is None:
        raise Ignorance(f"{plain_text(clause)} below a sum")
    nodes = [one_item(node) for node in listed(braced(clause.members[0]))]
    texts = [plain_text(node) for node in nodes]
    at = texts.index(COLON) if COLON in texts else -1
    return [_bound(n) for n in nodes[: max(at, 0)]], [_bound(n) for n in nodes[at + 1 :]]


def _bound(node: Node) -> Bound:
    if not isinstance(node, Letter | Scripted | Styled) or plain_text(node) in ("…", COLON):
        raise Ignorance(f"{plain_text(node)} below a sum")
    return Bound(plain_text(node), node)


def _leave_out(found: list[Bound], excluded: list[tuple[Node, Node]]) -> tuple[Bound, ...]:
    """What is left out belongs to the inner one of two letters that differ."""
    places = {bound.letter: n for n, bound in enumerate(found)}
    for one, other in excluded:
        at, outer = places[plain_text(one)], places.get(plain_text(other), -1)
        if outer == at:
            raise Ignorance("a letter that differs from itself")
        inner, node = (outer, one) if outer > at else (at, other)
        found[inner] = replace(found[inner], without=(*found[inner].without, node))
    return tuple(found)

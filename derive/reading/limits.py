r"""What stands below a sum sign: the letters that it binds, where each starts, what is left out.

Read are ``i``, ``i = 1``, ``i, j = 1``, ``1 \le i \le n``, ``i = 1, \dots, n``, ``i \in S``,
``i \ne j``, and several of them. A part of a set, ``i < j``, and other conditions are not.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from derive.notation.names import braced, listed, one_item, only_item, plain_text, unwrapped
from derive.notation.nodes import (
    Bracket,
    Clause,
    Clauses,
    Expression,
    Head,
    Letter,
    Node,
    Scripted,
    Styled,
)
from derive.reading.search import Ignorance

__all__ = ["Bound", "bounds_of"]

#: How the tokens write a colon below a sign: ``i, j : i \ne j``.
COLON = "·"


@dataclass(frozen=True, slots=True)
class Bound:
    """A letter that a sum binds: from where to where it runs, or in which set; what is left out."""

    letter: str
    node: Node
    start: Node | None = None
    last: Node | None = None
    within: Node | None = None
    without: tuple[Node, ...] = ()


def bounds_of(head: Head) -> tuple[Bound, ...]:
    """The letters below a sum sign, the outer ones first."""
    if head.below is None:
        return ()
    item = unwrapped(head.below)
    if not (isinstance(item, Bracket) and item.kind == "{"):
        return (_bound(item),)
    parts = _parts(item.inside)
    run = _run_with_dots(parts) or (_chain(parts[0]) if len(parts) == 1 else None)
    return run or _all_of(parts)


def _all_of(parts: list[Clause]) -> tuple[Bound, ...]:
    """The letters of clauses that are parted by commas."""
    found: list[Bound] = []
    excluded: list[tuple[Node, Node]] = []
    waiting = 0  # letters that share the relation behind the next one: i, j = 1
    for clause in parts:
        new, given = _sides_of_colon(clause)
        known = {bound.letter for bound in (*found, *new)}
        found += [*new, *(bound for bound in given if bound.letter not in known)]
        if not clause.relations:
            continue
        right, sign = clause.members[1], clause.relations[0].sign
        if len(clause.relations) != 1 or right is None or (new and sign != "≠"):
            raise Ignorance(f"{plain_text(clause)} below a sum")
        if sign == "≠":
            excluded += [(b.node, node) for b in given for node in listed(braced(right))]
        elif sign in ("=", "∈") and not known & {bound.letter for bound in given}:
            found[waiting:] = [_with(bound, sign, right) for bound in found[waiting:]]
        else:
            raise Ignorance(f"{plain_text(clause)} below a sum")
        waiting = len(found)
    return _leave_out(found, excluded)


def _with(bound: Bound, sign: str, right: Expression) -> Bound:
    """A letter with its start, or its set; ``{1, …, n}`` says where it starts and ends."""
    if sign == "=":
        return replace(bound, start=right)
    item = only_item(right)
    if isinstance(item, Bracket) and item.kind == r"\{":
        ends = _ends_of_dots([p for p in item.inside.parts if isinstance(p, Clause)])
        if ends is not None:
            return replace(bound, start=ends[0], last=ends[1])
    return replace(bound, within=right)


def _sides_of_colon(clause: Clause) -> tuple[list[Bound], list[Bound]]:
    """The letters before a colon, which it binds, and those at the left of the relation."""
    nodes = [one_item(node) for node in listed(braced(_first(clause)))]
    texts = [plain_text(node) for node in nodes]
    at = texts.index(COLON) if COLON in texts else -1
    return [_bound(n) for n in nodes[: max(at, 0)]], [_bound(n) for n in nodes[at + 1 :]]


def _parts(inside: Clauses) -> list[Clause]:
    found = []
    for part in inside.parts:
        if isinstance(part, Clause):
            found.append(part)
        elif part.sign not in (",", ";", r"\\"):
            raise Ignorance(f"{plain_text(inside)} below a sum")
    return found


def _first(clause: Clause) -> Expression:
    if clause.members[0] is None:
        raise Ignorance(f"{plain_text(clause)} below a sum")
    return clause.members[0]


def _bound(node: Node) -> Bound:
    if not isinstance(node, Letter | Scripted | Styled) or plain_text(node) in ("…", COLON):
        raise Ignorance(f"{plain_text(node)} below a sum")
    return Bound(plain_text(node), node)


def _chain(clause: Clause) -> tuple[Bound, ...] | None:
    """``1 ≤ i ≤ n``: from 1 to n."""
    if [relation.sign for relation in clause.relations] != ["≤", "≤"]:
        return None
    start, letter, last = clause.members
    if letter is None:
        raise Ignorance(f"{plain_text(clause)} below a sum")
    nodes = listed(braced(letter))
    return tuple(replace(_bound(one_item(n)), start=start, last=last) for n in nodes)


def _run_with_dots(parts: list[Clause]) -> tuple[Bound, ...] | None:
    """``i = 1, …, n``: from 1 to n."""
    if len(parts) < 3 or [relation.sign for relation in parts[0].relations] != ["="]:
        return None
    right = parts[0].members[1]
    assert right is not None
    ends = _ends_of_dots([Clause(right.start, right.end, (right,), ()), *parts[1:]])
    if ends is None:
        return None
    nodes = listed(braced(_first(parts[0])))
    return tuple(replace(_bound(one_item(n)), start=ends[0], last=ends[1]) for n in nodes)


def _ends_of_dots(parts: list[Clause]) -> tuple[Node, Node] | None:
    """The first and the last of numbers with dots before the last."""
    texts = [plain_text(part) for part in parts]
    if "…" not in texts:
        return None
    *shown, dots, _ = texts
    if dots != "…" or not shown or not shown[0].isdigit():
        raise Ignorance("dots that are not understood below a sum")
    if shown != [str(int(shown[0]) + n) for n in range(len(shown))]:
        raise Ignorance("dots that are not understood below a sum")
    return _first(parts[0]), _first(parts[-1])


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

"""A side as it is written, and a change of it: stretches of text with what takes their places."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from derive.notation.nodes import Bracket, Expression, Node

__all__ = ["Change", "Places", "Side", "changed", "fitted", "rewritten", "span", "together"]

#: Stretches of a text, with what takes their places.
Places: TypeAlias = tuple[tuple[int, int, str], ...]

_COMMAND_AT_END = re.compile(r"\\[A-Za-z]+$")


@dataclass(frozen=True, slots=True)
class Side:
    """A side of an equation: the text in which it stands, and its notation there."""

    text: str
    notation: Expression

    def of(self, node: Node) -> str:
        """What is written at a node."""
        return self.text[node.start : node.end]

    def inside(self, node: Node) -> str:
        """What is written at a node, without the braces around it."""
        return self.text[slice(*span(node))]


@dataclass(frozen=True, slots=True)
class Change:
    """One change, and the kind of slip that it undoes."""

    kind: str
    places: Places


def span(node: Node) -> tuple[int, int]:
    """What stands in the braces around a part, if there are any."""
    inside = node.inside if isinstance(node, Bracket) and node.kind == "{" else node
    return inside.start, inside.end


def changed(side: Side, places: Places) -> str:
    r"""The text of the side after a change.

    >>> from derive.notation.names import only_expression
    >>> from derive.notation.parse import parse
    >>> changed(Side("a + b", only_expression(parse("a + b"))), ((2, 3, "-"),))
    'a - b'
    """
    return rewritten(side.text, (side.notation.start, side.notation.end), places)


def rewritten(text: str, stretch: tuple[int, int], places: Places) -> str:
    """A stretch of a text after changes in it."""
    at, end = stretch
    parts = []
    for start, stop, new in sorted(places):
        parts += [text[at:start], new]
        at = stop
    return "".join((*parts, text[at:end]))


def fitted(side: Side, places: Iterable[tuple[int, int, str]]) -> Places:
    r"""The places in order, with a space where a command would run into a letter.

    >>> from derive.notation.names import only_expression
    >>> from derive.notation.parse import parse
    >>> fitted(Side("xy", only_expression(parse("xy"))), [(0, 1, r"\alpha")])
    ((0, 1, '\\alpha '),)
    """
    found = []
    for start, stop, new in sorted(places):
        said = new
        if said[:1].isalpha() and _COMMAND_AT_END.search(side.text, side.notation.start, start):
            said = f" {said}"
        if _COMMAND_AT_END.search(said) and side.text[stop : stop + 1].isalpha():
            said = f"{said} "
        if not said and side.text[stop : stop + 1].isalpha():
            said = " " * bool(_COMMAND_AT_END.search(side.text, side.notation.start, start))
        found.append((start, stop, said))
    return tuple(found)


def together(one: Places, other: Places) -> Places | None:
    """Two changes as one, if their stretches do not meet.

    >>> together(((0, 1, "a"),), ((3, 4, "b"),))
    ((0, 1, 'a'), (3, 4, 'b'))
    >>> together(((0, 2, "a"),), ((1, 4, "b"),)) is None
    True
    """
    both = tuple(sorted((*one, *other)))
    for before, after in pairwise(both):
        if after[0] < before[1] or after[:2] == before[:2]:
            return None
    return both

"""A side as it is written, the parts of it that a slip may be in, and a change of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from derive.notation.names import listed, plain_text, spelled, unwrapped
from derive.notation.nodes import (
    Bracket,
    Digits,
    Expression,
    Fraction,
    Head,
    Item,
    Letter,
    Node,
    Operator,
    Root,
    Scripted,
    Styled,
    Term,
    parts,
    subnodes,
)
from derive.reading.conventions import TRANSPOSE

__all__ = [
    "SUMS",
    "Places",
    "Script",
    "Side",
    "Unit",
    "begin_of",
    "braced",
    "changed",
    "fitted",
    "flipped",
    "is_derivative",
    "is_name",
    "is_transposed",
    "marks",
    "scripts",
    "sign_above",
    "span",
    "units",
    "walked",
]

#: Stretches of a text, with what takes their places.
Places: TypeAlias = tuple[tuple[int, int, str], ...]

#: Signs that reach over what follows them.
SUMS = frozenset({"sum", "product"})
_NO_NAMES = frozenset({"d", "∂", "∇", "…", "⊤", "∞", "′"})
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
        return self.text[slice(*span(node))].strip()


@dataclass(frozen=True, slots=True)
class Unit(Node):
    """A factor of a term: items that belong together, such as a function and its argument."""

    term: Term
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Script(Node):
    """What stands below or above something as an index may."""

    owner: Node
    item: Item


def span(node: Node) -> tuple[int, int]:
    """What stands in the braces around a part, if there are any."""
    inside = node.inside if isinstance(node, Bracket) and node.kind == "{" else node
    return inside.start, inside.end


# -- a change


def changed(side: Side, places: Places, within: tuple[int, int] | None = None) -> str:
    r"""The text of the side, or of a stretch of it, after a change.

    >>> from derive.notation.names import only_expression
    >>> from derive.notation.parse import parse
    >>> changed(Side("a + b", only_expression(parse("a + b"))), ((2, 3, "-"),))
    'a - b'
    """
    at, end = within or (side.notation.start, side.notation.end)
    made = []
    for start, stop, new in sorted(places):
        made += [side.text[at:start], new]
        at = stop
    return "".join((*made, side.text[at:end]))


def fitted(side: Side, places: Places) -> Places:
    r"""The places in order, with a space where a command would run into a letter.

    >>> from derive.notation.names import only_expression
    >>> from derive.notation.parse import parse
    >>> fitted(Side("xy", only_expression(parse("xy"))), ((0, 1, r"\alpha"),))
    ((0, 1, '\\alpha '),)
    """
    found = []
    for start, stop, new in sorted(places):
        command = bool(_COMMAND_AT_END.search(side.text, side.notation.start, start))
        follows = side.text[stop : stop + 1].isalpha()
        before = " " * (command and (new[:1].isalpha() or (not new and follows)))
        found.append(
            (start, stop, before + new + " " * bool(follows and _COMMAND_AT_END.search(new)))
        )
    return tuple(found)


def begin_of(term: Term) -> int:
    """Where a term begins behind its sign."""
    return term.items[0].start if term.items else term.end


def flipped(node: Expression, term: Term) -> Places:
    """A term of an expression with the other sign."""
    sign = "+ " if term.signs.count("-") % 2 else "- "
    first = term is node.terms[0]
    return ((term.start, begin_of(term), sign.strip("+ ") if first else sign),)


def sign_above(side: Side, node: Node) -> int:
    """Where the sign of what stands above something stands, or -1."""
    if not isinstance(node, Scripted) or node.above is None or node.above.end != node.end:
        return -1
    return side.text.rfind("^", node.base.end, node.above.start)


# -- the parts


def walked(side: Side) -> Iterator[Side | Node]:
    """The side, all in it that is computed, the factors of each term, and all scripts."""
    yield side
    for node in computed(side.notation):
        yield node
        if isinstance(node, Term):
            yield from units(node)
    yield from scripts(side.notation)


def computed(node: Node) -> Iterator[Node]:
    """The node and all in it that is computed: no index, no label, no part of a derivative."""
    yield node
    inner = parts(node)
    if isinstance(node, Head | Styled) or is_derivative(node):
        inner = ()
    elif isinstance(node, Scripted):
        inner = (node.base, node.above) if node.above and _is_power(node) else (node.base,)
    for part in inner:
        yield from computed(part)


def _is_power(node: Scripted) -> bool:
    """Whether what stands above may be an exponent."""
    over = listed(node.above)
    in_parentheses = bool(over) and isinstance(over[0], Bracket) and over[0].kind in ("(", "[")
    return bool(over) and not in_parentheses and not is_transposed(node)


def is_transposed(node: Node) -> bool:
    r"""Whether a transpose stands above something: ``X^\top``, ``(X W)^T``."""
    over = plain_text(node.above) if isinstance(node, Scripted) and node.above else ""
    return over.removeprefix("sans:") in TRANSPOSE - {"t"}


def is_derivative(node: Node) -> bool:
    r"""Whether a fraction is a derivative: ``\frac{\partial L}{\partial x}``, ``\frac{dL}{dx}``."""
    if not isinstance(node, Fraction):
        return False
    below = plain_text(node.below)
    return below[:1] in ("∂", "d") and len(below) > 1 and plain_text(node.above)[:1] == below[0]


def is_name(item: Node) -> bool:
    """Whether an item is a letter, perhaps with scripts, and no sign."""
    name = spelled(item)
    return name is not None and name.stem not in _NO_NAMES and not isinstance(item, Bracket)


def units(term: Term) -> Iterator[Unit]:
    """The factors of a term; a sum sign is none, a function goes with its argument.

    A name with a bracket behind it is a factor, and so are both by themselves.
    """
    row, n = term.items, 0
    while n < len(row):
        item, last = row[n], n
        n += 1
        if isinstance(item, Operator) or (isinstance(item, Head) and item.name in SUMS):
            continue
        while isinstance(row[last], Head) and last + 1 < len(row):
            last += 1
        applied = is_name(item) and n < len(row) and _is_round(row[n])
        for end in (last + 1, last) if applied else (last,):
            yield Unit(item.start, row[end].end, term, row[n - 1 : end + 1])
        n = last + 1


def _is_round(item: Node) -> bool:
    item = item.base if isinstance(item, Scripted) else item
    return isinstance(item, Bracket) and item.kind in ("(", "[")


def scripts(node: Node) -> Iterator[Script]:
    """What stands below or above something in a node as an index may."""
    for owner in subnodes(node):
        if isinstance(owner, Scripted | Head) and owner.below is not None:
            yield Script(owner.below.start, owner.below.end, owner, owner.below)
        above = owner.above if isinstance(owner, Scripted) and not is_transposed(owner) else None
        if above is not None and isinstance(unwrapped(above), Bracket | Letter):
            yield Script(above.start, above.end, owner, above)


def marks(node: Node, *, digits: bool = False) -> Iterator[Node]:
    """The letters of a script, with their primes and their labels, and perhaps its numbers."""
    if isinstance(node, Digits):
        yield from (node,) if digits else ()
    elif isinstance(node, Letter | Scripted) and is_name(node):
        yield node
    elif not isinstance(node, Root):
        for part in parts(node):
            yield from marks(part, digits=digits)


def braced(text: str) -> str:
    """What stands below a letter, in braces where it needs them."""
    return text if len(text) == 1 else f"{{{text}}}"

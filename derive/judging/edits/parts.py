"""The parts of a side that a slip may be in: what is computed, factors, what stands below."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from derive.judging.edits.change import Side
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
    "Unit",
    "bare_letters",
    "begin_of",
    "braced",
    "computed",
    "expressions",
    "is_derivative",
    "is_name",
    "is_transposed",
    "letter_nodes",
    "power_sign",
    "scripts",
    "terms",
    "units",
]

#: Signs that reach over what follows them.
SUMS = frozenset({"sum", "product"})
_NO_NAMES = frozenset({"d", "∂", "∇", "…", "⊤", "∞", "′"})


@dataclass(frozen=True, slots=True)
class Unit:
    """A factor of a term: items that belong together, such as a function and its argument."""

    items: tuple[Item, ...]

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.items[0].start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.items[-1].end


def computed(node: Node) -> Iterator[Node]:
    """The node and all in it that is computed: no index, no label, no part of a derivative."""
    waiting = [node]
    while waiting:
        found = waiting.pop()
        yield found
        waiting.extend(reversed(_inner(found)))


def _inner(node: Node) -> tuple[Node, ...]:
    match node:
        case Head() | Styled():
            return ()
        case Fraction() if is_derivative(node):
            return ()
        case Scripted(base=base, above=above):
            return (base, above) if above is not None and _is_power(node) else (base,)
    return parts(node)


def _is_power(node: Scripted) -> bool:
    """Whether what stands above may be an exponent."""
    over = listed(node.above)
    in_parentheses = bool(over) and isinstance(over[0], Bracket) and over[0].kind in ("(", "[")
    return bool(over) and not in_parentheses and not is_transposed(node)


def is_transposed(node: Node) -> bool:
    r"""Whether a transpose stands above something: ``X^\top``, ``(X W)^T``."""
    if not isinstance(node, Scripted) or node.above is None:
        return False
    return plain_text(node.above).removeprefix("sans:") in TRANSPOSE - {"t"}


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


def expressions(side: Side) -> Iterator[Expression]:
    """Every expression of a side that is computed, the outermost first."""
    yield from (node for node in computed(side.notation) if isinstance(node, Expression))


def terms(side: Side) -> Iterator[Term]:
    """Every term of a side that is computed."""
    yield from (node for node in computed(side.notation) if isinstance(node, Term) and node.items)


def units(term: Term) -> Iterator[Unit]:
    """The factors of a term; a sum sign is none, a function goes with its argument.

    A name with a bracket behind it is a factor, and so are both by themselves.
    """
    row = term.items
    n = 0
    while n < len(row):
        item = row[n]
        if isinstance(item, Operator) or (isinstance(item, Head) and item.name in SUMS):
            n += 1
            continue
        last = n
        while isinstance(row[last], Head) and last + 1 < len(row):
            last += 1
        applied = is_name(item) and last + 1 < len(row) and _is_round(row[last + 1])
        if applied:
            yield Unit(row[n : last + 2])
        yield Unit(row[n : last + 1])
        n = last + 1


def _is_round(item: Node) -> bool:
    item = item.base if isinstance(item, Scripted) else item
    return isinstance(item, Bracket) and item.kind in ("(", "[")


def begin_of(term: Term) -> int:
    """Where a term begins behind its sign."""
    return term.items[0].start


def power_sign(side: Side, node: Scripted) -> int:
    """Where the sign of a power stands, or -1."""
    return side.text.rfind("^", node.base.end, node.above.start) if node.above is not None else -1


def scripts(side: Side) -> Iterator[tuple[Node, Item]]:
    """What stands below or above something as an index may, with what it stands at."""
    for node in subnodes(side.notation):
        if isinstance(node, Scripted | Head) and node.below is not None:
            yield node, node.below
        if isinstance(node, Scripted) and node.above is not None and not is_transposed(node):
            over = unwrapped(node.above)
            if isinstance(over, Bracket | Letter):
                yield node, node.above


def letter_nodes(script: Node) -> Iterator[Node]:
    """The letters of a script, with their primes and their labels."""
    waiting: list[Node] = [script]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Letter | Scripted) and is_name(node):
            yield node
        elif not isinstance(node, Digits | Root):
            waiting.extend(reversed(parts(node)))


def bare_letters(node: Node) -> Iterator[Node]:
    """The letters that are quantities or functions, with the alphabet they are set in."""
    match node:
        case Letter() | Styled():
            if is_name(node):
                yield node
        case Scripted(base=base, above=above):
            yield from bare_letters(base)
            if above is not None and not isinstance(above, Letter):
                yield from bare_letters(above)
        case Head():
            return
        case _:
            for part in parts(node):
                yield from bare_letters(part)


def braced(text: str) -> str:
    """What stands below a letter, in braces where it needs them."""
    return text if len(text) == 1 else f"{{{text}}}"

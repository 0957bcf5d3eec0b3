"""Which notation writes a derivative: fractions and slashes of differentials. No more."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

from derive.notation.names import braced, plain_text, single_term, unwrapped
from derive.notation.nodes import (
    Bracket,
    Fraction,
    Item,
    Letter,
    Node,
    Operator,
    Scripted,
    Styled,
    Term,
)
from derive.reading.spliced import spliced

__all__ = ["By", "Differential", "looks_like_one", "of_fraction", "of_slash"]

Items: TypeAlias = "tuple[Item, ...]"
#: By what is differentiated, and how often, in the order in which it is written.
By: TypeAlias = "tuple[tuple[Node, int], ...]"


@dataclass(frozen=True, slots=True)
class Differential:
    """A derivative as it is written: of what, by what, and where it ends.

    ``of`` is empty where it stands behind; ``sign`` is ``∂`` or ``d``, which may be a name.
    """

    sign: Letter
    of: Items
    by: By
    end: int


def _differential(item: Node) -> tuple[Letter, int] | None:
    """A ``∂`` or a ``d`` and its order: ``∂^2`` has the order 2."""
    node, order = unwrapped(item), 1
    if isinstance(node, Scripted) and node.below is None and not node.primes:
        text = plain_text(node.above)
        order, node = int(text) if text.isdigit() else 0, unwrapped(node.base)
    if isinstance(node, Styled) and node.style == "plain":
        node = unwrapped(node.of)
    known = isinstance(node, Letter) and node.name in ("∂", "d") and order > 0
    return (node, order) if known else None  # type: ignore[return-value]


def _row(node: Node) -> Items:
    """The items of a numerator or a denominator that is one term."""
    node = unwrapped(node)
    group = node if isinstance(node, Bracket) and node.kind == "{" else braced(node)
    term = single_term(group.inside)
    return spliced(term.items) if term is not None else ()


def of_fraction(item: Node | None) -> Differential | None:
    """A fraction as a derivative, if it is written as one."""
    if not isinstance(item, Fraction):
        return None
    above, below = _row(item.above), _row(item.below)
    first = _differential(above[0]) if above else None
    if first is None:
        return None
    by, end = _denominator(below, 0, first[1], applied=True)
    return Differential(first[0], above[1:], by, 0) if by and end == len(below) else None


def looks_like_one(item: Fraction) -> bool:
    """Whether a fraction has a ∂ below: then it is a derivative, however it is written."""
    below = _row(item.below)
    found = _differential(below[0]) if below else None
    return found is not None and found[0].name == "∂"


def of_slash(items: Items, at: int) -> Differential | None:
    """``∂f/∂x`` on one line; what is differentiated has no sign between its factors."""
    first = _differential(items[at])
    if first is None:
        return None
    for slash in range(at + 1, len(items)):
        sign = items[slash]
        if isinstance(sign, Operator):
            by, end = _denominator(items, slash + 1, first[1]) if sign.sign == "/" else ((), 0)
            return Differential(first[0], items[at + 1 : slash], by, end) if by else None
    return None


def _denominator(items: Items, at: int, order: int, *, applied: bool = False) -> tuple[By, int]:
    """The differentials below, up to the order of the one above; nothing, if they are none.

    With ``applied``, a bracket behind a name is part of it: ``∂q(x_i)``.
    """
    by: list[tuple[Node, int]] = []
    while order and at + 1 < len(items):
        one = _differential(items[at])
        if one is None or one[1] != 1:
            return (), at
        node, times = _variable(items[at + 1], order)
        at += 2
        behind = items[at] if applied and at < len(items) else None
        if isinstance(behind, Bracket) and behind.kind == "(":
            node = braced(Term(node.start, behind.end, "", (node, behind)))  # type: ignore[arg-type]
            at += 1
        by.append((node, times))
        order -= times
    return (tuple(by), at) if order == 0 else ((), at)


def _variable(item: Item, order: int) -> tuple[Node, int]:
    """``x^2`` of ``∂x^2`` as x and twice, where a derivative has a higher order."""
    node = unwrapped(item)
    text = plain_text(node.above) if isinstance(node, Scripted) and order > 1 else ""
    if not isinstance(node, Scripted) or not text.isdigit() or not 1 < int(text) <= order:
        return node, 1
    bare = node.below is None and not node.primes
    return (unwrapped(node.base) if bare else replace(node, above=None)), int(text)

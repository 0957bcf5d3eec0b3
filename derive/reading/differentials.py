"""Which notation writes a derivative: fractions and slashes of differentials. No more."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

from derive.notation.names import braced, plain_text, single_term, unwrapped
from derive.notation.nodes import (
    Bracket,
    Clause,
    Clauses,
    Expression,
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

__all__ = ["By", "Differential", "differential", "looks_like_one", "of_fraction", "of_slash"]

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


def differential(item: Node) -> tuple[Letter, int] | None:
    """A ``∂`` or a ``d`` and its order: ``∂^2`` has the order 2."""
    node, order = unwrapped(item), 1
    if isinstance(node, Scripted) and node.below is None and not node.primes:
        text = plain_text(node.above)
        if not text.isdigit():
            return None
        order, node = int(text), unwrapped(node.base)
    if isinstance(node, Styled) and node.style == "plain":
        node = unwrapped(node.of)
    if isinstance(node, Letter) and node.name in ("∂", "d") and order > 0:
        return node, order
    return None


def _row(node: Node) -> Items | None:
    """The items of a numerator or a denominator that is one term."""
    node = unwrapped(node)
    if isinstance(node, Bracket) and node.kind == "{":
        node = node.inside
    if isinstance(node, Clauses | Clause | Expression):
        term = single_term(node)
        return spliced(term.items) if term is not None else None
    return (node,)  # type: ignore[return-value]


def of_fraction(item: Fraction) -> Differential | None:
    """A fraction as a derivative, if it is written as one."""
    above, below = _row(item.above), _row(item.below)
    first = differential(above[0]) if above else None
    if above is None or below is None or first is None:
        return None
    by, end = _denominator(below, 0, first[1], applied=True)
    if not by or end != len(below):
        return None
    return Differential(first[0], above[1:], by, 0)


def looks_like_one(item: Fraction) -> bool:
    """Whether a fraction has a ∂ below: then it is a derivative, however it is written."""
    below = _row(item.below)
    found = differential(below[0]) if below else None
    return found is not None and found[0].name == "∂"


def of_slash(items: Items, at: int) -> Differential | None:
    """``∂f/∂x`` on one line; what is differentiated has no sign between its factors."""
    first = differential(items[at])
    if first is None:
        return None
    slash = next((n for n in range(at + 1, len(items)) if isinstance(items[n], Operator)), None)
    if slash is None or items[slash].sign != "/" or slash + 1 >= len(items):  # type: ignore[union-attr]
        return None
    by, end = _denominator(items, slash + 1, first[1])
    if not by:
        return None
    return Differential(first[0], items[at + 1 : slash], by, end)


def _denominator(items: Items, at: int, order: int, *, applied: bool = False) -> tuple[By, int]:
    """The differentials below, up to the order of the one above; nothing, if they are none.

    With ``applied``, a bracket behind a name is part of it: ``∂q(x_i)``.
    """
    by: list[tuple[Node, int]] = []
    while order and at + 1 < len(items) and differential(items[at]) is not None:
        if differential(items[at])[1] != 1:  # type: ignore[index]
            return (), at
        node, times = _variable(items[at + 1], order)
        at += 2
        following = items[at] if at < len(items) else None
        if applied and isinstance(following, Bracket) and following.kind == "(":
            node = braced(Term(node.start, following.end, "", (node, following)))  # type: ignore[arg-type]
            at += 1  # ∂q(x_i)
        by.append((node, times))
        order -= times
    return (tuple(by), at) if order == 0 else ((), at)


def _variable(item: Item, order: int) -> tuple[Node, int]:
    """``x^2`` of ``∂x^2`` as x and twice, where a derivative has a higher order."""
    node = unwrapped(item)
    if order > 1 and isinstance(node, Scripted) and node.above is not None:
        text = plain_text(node.above)
        if text.isdigit() and 1 < int(text) <= order:
            bare = node.below is None and not node.primes
            return (unwrapped(node.base) if bare else replace(node, above=None)), int(text)
    return node, 1

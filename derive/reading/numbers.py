"""Letters that stand for numbers, in sums that are written out: their values, names at them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from derive.notation.names import Name, braced, only_expression, plain_text, unwrapped
from derive.notation.nodes import (
    Bracket,
    Clause,
    Clauses,
    Digits,
    Expression,
    Item,
    Letter,
    Node,
    Scripted,
    Styled,
)
from derive.reading.reader import Env
from derive.reading.search import Misfit

__all__ = ["at_points", "numeric", "rational"]


def numeric(node: Node, env: Env) -> int | None:
    """The value of an index or exponent that is worked out of numbers, if it is.

    Letters that stand for numbers have a value; every other letter has none.
    """
    node = unwrapped(node)
    if isinstance(node, Digits):
        return int(node.text) if node.text.isdigit() else None
    if isinstance(node, Letter | Scripted | Styled):
        return env.points.get(plain_text(node))
    inner = node.inside if isinstance(node, Bracket) and node.kind in ("{", "(") else node
    found = only_expression(inner) if isinstance(inner, Clauses | Clause | Expression) else None
    if found is None:
        return None
    total = 0
    for term in found.terms:
        value = numeric(term.items[0], env) if len(term.items) == 1 else None
        if value is None:
            return None
        total += -value if term.signs.count("-") % 2 else value
    return total


def rational(node: Expression) -> Fraction | None:
    """The number that an expression writes out, with its sign."""
    item = node.terms[0].items[0] if len(node.terms) == 1 else None
    if not isinstance(item, Digits) or len(node.terms[0].items) > 1:
        return None
    value = Fraction(item.text)
    return -value if node.terms[0].signs.count("-") % 2 else value


def at_points(name: Name, env: Env) -> Name:
    """A name whose indices are numbers, where its letters stand for numbers: h_{j-1} at 2."""
    if not env.points or not (name.below or name.round):
        return name
    below = tuple(_at_point(node, env) for node in name.below)
    above = tuple(_at_point(node, env) for node in name.above) if name.round else name.above
    return name if (below, above) == (name.below, name.above) else _respelled(name, below, above)


def _at_point(node: Node, env: Env) -> Node:
    value = numeric(node, env)
    if value is None or isinstance(unwrapped(node), Digits):
        return node
    if value < 0:
        raise Misfit(f"an index {value}")
    return Digits(node.start, node.end, str(value))


def _respelled(name: Name, below: tuple[Node, ...], above: tuple[Node, ...]) -> Name:
    """A name with other scripts, and a node that is written so."""
    at = name.node.start, name.node.end
    base: Item = Letter(*at, name.letter, name.word)
    if name.style:
        base = Styled(*at, name.style, base)
    shown = [_side_by_side(at, scripts) for scripts in (below, above)]
    node = Scripted(*at, base, shown[0], shown[1], name.primes)
    return replace(name, below=below, above=above, node=node)


def _side_by_side(at: tuple[int, int], scripts: tuple[Node, ...]) -> Bracket | None:
    """Scripts as one group: no two groups of other scripts are alike."""
    parts = tuple(Clause(*at, (only_expression(braced(s).inside),), ()) for s in scripts)
    return Bracket(*at, "{", Clauses(*at, parts)) if parts else None

"""Numbers as indices and exponents: those that are worked out, letters at them, plain indices."""

from __future__ import annotations

from typing import TypeVar

from derive.notation.names import only_expression, plain_text, unwrapped
from derive.notation.nodes import (
    Bracket,
    Clause,
    Clauses,
    Digits,
    Expression,
    Letter,
    Node,
    Scripted,
    Styled,
    Term,
    replaced,
)
from derive.reading.indices import index_at
from derive.reading.reader import Env, Reader
from derive.reading.search import Ignorance
from derive.syntax.tree import IndexSet, IndexTerm

__all__ = ["at_number", "is_simple", "numeric", "term_at"]

N = TypeVar("N", bound=Node)


def numeric(node: Node | None) -> int | None:
    """The value of an index or exponent that is worked out of numbers, if it is."""
    node = unwrapped(node) if node is not None else None
    if isinstance(node, Digits):
        return int(node.text) if node.text.isdigit() else None
    inner = node.inside if isinstance(node, Bracket) and node.kind in ("{", "(") else node
    found = only_expression(inner) if isinstance(inner, Clauses | Clause | Expression) else None
    if found is None:
        return None
    values = [numeric(term.items[0]) if len(term.items) == 1 else None for term in found.terms]
    signs = [-1 if term.signs.count("-") % 2 else 1 for term in found.terms]
    known = [sign * value for sign, value in zip(signs, values, strict=True) if value is not None]
    return sum(known) if len(known) == len(values) else None


def at_number(node: N, letter: str, number: int) -> N:
    """A formula where a letter stands for a number: ``h_{j-1}`` at 2 is ``h_1``."""

    def change(part: Node) -> Node | None:
        text = plain_text(part) if isinstance(part, Letter | Scripted | Styled) else ""
        if text == letter:
            return Digits(part.start, part.end, str(number))
        if isinstance(part, Styled) and isinstance(unwrapped(part.of), Letter):
            return part
        if isinstance(part, Scripted) and plain_text(part.base) == letter and part.below:
            raise Ignorance(f"{text} in a sum over {letter} that is written out")
        return None

    return replaced(replaced(node, change), _worked_out)


def _worked_out(node: Node) -> Node | None:
    value = numeric(node) if isinstance(node, Expression) else None
    if value is None or value < 0:
        return None
    at = node.start, node.end
    return Expression(*at, (Term(*at, "", (Digits(*at, str(value)),)),))


def is_simple(node: Node, env: Env) -> bool:
    """Whether an index is a letter or a number, and not worked out of them."""
    if plain_text(node) in env.letters:
        return True
    return isinstance(unwrapped(node), Digits | Letter | Scripted | Styled)


def term_at(reader: Reader, node: Node, env: Env, over: IndexSet, why: str) -> IndexTerm:
    """What stands at a place where nothing may be open or worked out, as an index of a set."""
    found = index_at(reader, node, env, over, why) if is_simple(node, env) else None
    if found is None:
        raise Ignorance(f"{why} at {plain_text(node)}")
    return found

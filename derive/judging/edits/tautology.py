"""What a suggestion must not be: the left side itself, what defines nothing, a name for a name."""

from __future__ import annotations

from derive.discourse.statements import Statement
from derive.judging.edits.ground import Ground
from derive.notation.names import only_expression, only_item, plain_text, single_term, spelled
from derive.notation.nodes import Bracket, Expression, Letter, Node, Term, subnodes
from derive.reading.claims import Built
from derive.syntax.shape import alike
from derive.syntax.tree import Derivative, Entry, Symbol

__all__ = ["in_order", "is_tautology"]


def is_tautology(ground: Ground, mended: Statement, built: Built) -> bool:
    """Whether a changed step says nothing: its right side is the left one, or speaks of it."""
    left, before, after = ground.left, ground.side.notation, mended.right
    if after is None or in_order(left) == in_order(after):
        return True
    lone = (Symbol, Entry, Derivative)
    if all(isinstance(c.lhs, lone) and alike(c.lhs, c.rhs) for c in built.claims):
        return True
    name = spelled(only_item(left))
    if name is not None and _count(after, name.stem) > _count(before, name.stem):
        return True
    one, other = spelled(only_item(before)), spelled(only_item(after))
    return name is not None and one is not None and other is not None and one.stem != other.stem


def in_order(node: Node) -> str:
    """What is written, with the terms and the factors of each row in an order of their own.

    >>> from derive.notation.names import only_expression
    >>> from derive.notation.parse import parse
    >>> one, other = (only_expression(parse(said)) for said in ("b a - (c)", "-c + a b"))
    >>> in_order(one) == in_order(other)
    True
    """
    match node:
        case Expression(terms=terms):
            return "".join(sorted(f"{_sign(term)}{in_order(term)}" for term in terms))
        case Term(items=items):
            return "".join(sorted(map(in_order, items)))
        case Bracket(kind="{" | "(", inside=inside):
            term = single_term(inside)
            within = only_expression(inside)
            if term is not None:
                return in_order(term)
            return f"({in_order(within)})" if within is not None else plain_text(node)
    return plain_text(node)


def _sign(term: Term) -> str:
    return "-" if term.signs.count("-") % 2 else "+"


def _count(node: Node, stem: str) -> int:
    return sum(n.name == stem for n in subnodes(node) if isinstance(n, Letter))

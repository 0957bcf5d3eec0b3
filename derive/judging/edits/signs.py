"""Slips in signs, undone: a minus more or less, two terms the wrong way round, a sum sign."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from derive.judging.edits.change import Places, Side
from derive.judging.edits.names import Names
from derive.judging.edits.parts import begin_of, expressions
from derive.notation.nodes import Bracket, Expression, Item, Operator, Term

__all__ = ["negated", "operators", "signs"]


def signs(side: Side, names: Names) -> Iterator[Places]:
    """The whole with its sign changed, then every term by itself, the outermost first."""
    for n, expression in enumerate(expressions(side)):
        if len(expression.terms) > 1:
            yield negated(side, expression)
        yield from (_flipped(term, first=k == 0) for k, term in enumerate(expression.terms))
        if n == 0 and len(expression.terms) == 1:
            yield (
                (expression.start, expression.start, "-("),
                (expression.end, expression.end, ")"),
            )


def negated(side: Side, expression: Expression) -> Places:
    """An expression with all signs changed; ``b - a`` for ``a - b``."""
    terms = expression.terms
    if len(terms) == 2:
        first, second = terms
        if not _is_minus(first) and _is_minus(second):
            one, other = _behind_sign(side, first), _behind_sign(side, second)
            return (first.start, first.end, other), (begin_of(second), second.end, one)
    return tuple(place for n, t in enumerate(terms) for place in _flipped(t, first=n == 0))


def _behind_sign(side: Side, term: Term) -> str:
    return side.text[begin_of(term) : term.end]


def _is_minus(term: Term) -> bool:
    return term.signs.count("-") % 2 == 1


def _flipped(term: Term, *, first: bool) -> Places:
    """A term with the other sign."""
    begin = begin_of(term)
    if not term.signs:
        return ((begin, begin, "-"),)
    if first:
        return ((term.start, begin, "" if _is_minus(term) else "-"),)
    return ((term.start, begin, "+ " if _is_minus(term) else "- "),)


def operators(side: Side, names: Names) -> Iterator[Places]:
    """A product for a sum, a sum for a product, a quotient for a product."""
    for expression in expressions(side):
        for one, term in pairwise(expression.terms):
            brackets = [isinstance(_bare(t), Bracket) for t in (one, term)]
            if any(brackets):
                yield ((one.end, begin_of(term), " "),)
            yield ((one.end, begin_of(term), r" \cdot "),)
        for term in expression.terms:
            for before, item, after in zip(
                term.items, term.items[1:], term.items[2:], strict=False
            ):
                if isinstance(item, Operator):
                    for sign in ("+", "-", "/"):
                        yield ((item.start, item.end, sign),)
                    if item.sign == "/":
                        yield ((before.end, after.start, " "),)


def _bare(term: Term) -> Item:
    """What a term is that is one item."""
    return term.items[0] if len(term.items) == 1 else term.items[-1]

"""Slips in brackets, undone: how far a bracket, a sum, a quotient, a power reaches."""

from __future__ import annotations

from collections.abc import Iterator

from derive.judging.edits.change import Places, Side, span
from derive.judging.edits.names import Names
from derive.judging.edits.parts import (
    SUMS,
    begin_of,
    computed,
    expressions,
    is_derivative,
    is_transposed,
    power_sign,
    terms,
)
from derive.notation.names import only_expression
from derive.notation.nodes import (
    Bracket,
    Expression,
    Fraction,
    Head,
    Operator,
    Scripted,
    Term,
)

__all__ = ["reaches", "slashes"]


def reaches(side: Side, names: Names) -> Iterator[Places]:
    """Parentheses more, less, or elsewhere: of sums first, then of products and of powers."""
    for expression in expressions(side):
        yield from _further(side, expression)
    for term in terms(side):
        yield from _later(side, term)
    for node in computed(side.notation):
        if isinstance(node, Bracket) and node.kind in ("(", "[", r"\{"):
            yield from _nearer(side, node)
        elif isinstance(node, Fraction) and not is_derivative(node):
            yield from _shorter(side, node)
        elif isinstance(node, Scripted) and isinstance(node.base, Bracket):
            yield from _power_of_last(side, node)
    for expression in expressions(side):
        yield from _backward(side, expression)
    for term in terms(side):
        yield from _power_of_all(side, term)


def _further(side: Side, expression: Expression) -> Iterator[Places]:
    """``a (b + c)`` for ``a b + c``, ``Σ (a + b)`` for ``Σ a + b``, a quotient of all terms."""
    for n, term in enumerate(expression.terms):
        rest = expression.terms[n + 1 :]
        for item in term.items:
            if not rest or isinstance(item, Operator):
                continue
            begins = item.end if isinstance(item, Head) else item.start
            for last in rest[::-1]:
                yield (begins, begins, " ("), (last.end, last.end, ")")
        lone = term.items[-1]
        if n and isinstance(lone, Fraction) and not is_derivative(lone) and len(term.items) == 1:
            before = side.text[expression.start : begin_of(term)]
            start = span(lone.above)[0]
            yield (expression.start, begin_of(term), ""), (start, start, before)


def _later(side: Side, term: Term) -> Iterator[Places]:
    """``(a + b c)`` for ``(a + b) c``: a bracket that ends later."""
    for n, item in enumerate(term.items[:-1]):
        if isinstance(item, Bracket) and item.kind in ("(", "["):
            closing = side.text[item.inside.end : item.end]
            for last in term.items[n + 1 :]:
                if not isinstance(last, Operator | Head):
                    yield (item.inside.end, item.end, ""), (last.end, last.end, closing.strip())


def _backward(side: Side, expression: Expression) -> Iterator[Places]:
    """``(a + b) c`` for ``a + b c``, ``(a - b)^2`` for ``a - b^2``."""
    last = expression.terms[-1]
    if len(expression.terms) < 2:
        return
    for item in last.items[:-1]:
        if not isinstance(item, Operator | Head):
            yield (expression.start, expression.start, "("), (item.end, item.end, ")")
    final = last.items[-1]
    if isinstance(final, Scripted) and final.above is not None and not is_transposed(final):
        sign = power_sign(side, final)
        if sign >= 0:
            yield (expression.start, expression.start, "("), (sign, sign, ")")


def _nearer(side: Side, bracket: Bracket) -> Iterator[Places]:
    """A bracket that ends earlier, and none at all."""
    inside = bracket.inside
    text = side.of(inside)
    member = only_expression(inside)
    if member is None:
        return
    head = f"{side.text[bracket.start : inside.start]}"
    closing = side.text[inside.end : bracket.end].lstrip()
    for n, term in enumerate(member.terms[:-1]):
        rest = side.text[term.end : inside.end]
        yield ((inside.start, bracket.end, f"{side.text[inside.start : term.end]}{closing}{rest}"),)
        heads = [item for item in term.items if isinstance(item, Head) and item.name in SUMS]
        if n == 0 and heads and begin_of(term) == heads[0].start:
            # [Σ a + b] for Σ [a + b]: the sum stands before the bracket.
            sum_sign = side.of(heads[-1])
            behind = side.text[heads[-1].end : inside.end].lstrip()
            yield ((bracket.start, inside.end, f"{sum_sign} {head}{behind}"),)
    yield ((bracket.start, bracket.end, text),)


def _shorter(side: Side, fraction: Fraction) -> Iterator[Places]:
    """``a + b/c`` for ``(a + b)/c``."""
    above = only_expression(fraction.above.inside) if isinstance(fraction.above, Bracket) else None
    if above is None or len(above.terms) < 2:
        return
    last = above.terms[-1]
    outside = side.text[above.start : begin_of(last)]
    yield (fraction.start, fraction.start, outside), (above.start, begin_of(last), "")


def _power_of_last(side: Side, node: Scripted) -> Iterator[Places]:
    """``2 c^n`` for ``(2 c)^n``."""
    assert isinstance(node.base, Bracket)
    inside = node.base.inside
    member = only_expression(inside)
    sign = power_sign(side, node)
    if member is None or len(member.terms) != 1 or sign < 0 or is_transposed(node):
        return
    if node.base.kind in ("(", "[") and len(member.terms[0].items) > 1:
        yield (node.start, inside.start, ""), (inside.end, sign, "")


def _power_of_all(side: Side, term: Term) -> Iterator[Places]:
    """``(2 c)^n`` for ``2 c^n``: what stands before is raised, too."""
    for n, item in enumerate(term.items):
        if n == 0 or not isinstance(item, Scripted) or item.above is None or is_transposed(item):
            continue
        sign = power_sign(side, item)
        if sign < 0:
            continue
        for first in range(n - 1, -1, -1):
            if isinstance(term.items[first], Operator | Head):
                break
            begin = term.items[first].start
            yield (begin, begin, "("), (sign, sign, ")")


def slashes(side: Side, names: Names) -> Iterator[Places]:
    """``a / (b c)`` for ``a / b c``: all that follows a slash is below it."""
    for term in terms(side):
        for n, item in enumerate(term.items[:-2]):
            if isinstance(item, Operator) and item.sign == "/":
                begin = term.items[n + 1].start
                yield (begin, begin, "("), (term.end, term.end, ")")

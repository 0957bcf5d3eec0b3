"""Slips in sums of terms, undone: a term too many, ``1 - a`` for ``a``, 1 more or less."""

from __future__ import annotations

from collections.abc import Iterator

from derive.judging.edits.change import Places, Side
from derive.judging.edits.names import Names
from derive.judging.edits.parts import begin_of, expressions, is_derivative, is_name, terms, units
from derive.notation.nodes import Digits, Expression, Fraction

__all__ = ["complements", "dropped"]


def dropped(side: Side, names: Names) -> Iterator[Places]:
    """A term less, the outermost first; 1 more or less."""
    for expression in expressions(side):
        for n in range(len(expression.terms) if len(expression.terms) > 1 else 0):
            yield _without(expression, n)
    for n, expression in enumerate(expressions(side)):
        if n and len(expression.terms) > 1:
            for sign in ("+", "-"):
                yield ((expression.end, expression.end, f" {sign} 1"),)


def _without(expression: Expression, n: int) -> Places:
    """An expression without one of its terms."""
    term = expression.terms[n]
    if n:
        return ((expression.terms[n - 1].end, term.end, ""),)
    second = expression.terms[1]
    stop = begin_of(second) if second.signs == "+" else second.start
    return ((term.start, stop, ""),)


def complements(side: Side, names: Names) -> Iterator[Places]:
    """``1 - a`` for ``a``, and the other way round."""
    for expression in expressions(side):
        if len(expression.terms) == 2:
            first, second = expression.terms
            (item, *more) = first.items
            if isinstance(item, Digits) and item.text == "1" and not more and second.signs == "-":
                yield ((first.start, begin_of(second), ""),)
    for term in terms(side):
        for unit in units(term):
            item = unit.items[0]
            if is_name(item) or (isinstance(item, Fraction) and not is_derivative(item)):
                said = side.text[unit.start : unit.end]
                alone = len(term.items) == len(unit.items) and not term.signs
                yield ((unit.start, unit.end, f"1 - {said}" if alone else f"(1 - {said})"),)

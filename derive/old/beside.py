"""What stands beside an equation: conditions in parentheses, and what is done with it."""

from __future__ import annotations

import re
from dataclasses import replace

from derive.notation.errors import ReadError
from derive.notation.nodes import (
    Bracket,
    Clause,
    Clauses,
    Digits,
    Expression,
    Item,
    Letter,
    Styled,
)
from derive.syntax.reader.look import clauses_of, tidy
from derive.syntax.reader.session import Formula
from derive.syntax.reader.spell import index_name

__all__ = ["is_order", "letter_of", "whole", "without_conditions"]

#: What belongs to the sign behind it, or to the bracket before it, and says nothing.
_BEFORE = re.compile(
    r"\\(?:left|[bB]igg?[lrm]?|(?:under|over)brace|(?:text)?color\s*\{[^{}]*\})\s*(?:\{\s*)?$"
)
_BELOW = re.compile(r"\s*[_^]\s*\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}")


def without_conditions(expression: Expression, text: str) -> tuple[Expression, tuple[Formula, ...]]:
    """The expression without a bracket at its end that holds an equation: ``a_i (i = j)``."""
    term = expression.terms[-1]
    final = term.items[-1]
    if not isinstance(final, Bracket) or final.kind != "(" or len(term.items) < 2:
        return expression, ()
    clauses, _ = clauses_of(final)
    if _indicates(term.items[-2]) or (isinstance(term.items[-2], Letter) and _is_value(clauses)):
        return expression, ()
    if not clauses or not all(c.relations and None not in c.members for c in clauses):
        return expression, ()
    items = term.items[:-1]
    rest = replace(term, end=items[-1].end, items=items)
    plain = replace(expression, end=rest.end, terms=(*expression.terms[:-1], rest))
    return plain, tuple(Formula(text, Clauses(c.start, c.end, (c,))) for c in clauses)


def _indicates(item: Item) -> bool:
    r"""Whether an item makes an indicator of the equation behind it: ``\mathbb 1(i = k)``."""
    try:
        item = tidy(item)
    except ReadError:
        return False
    number = item.of if isinstance(item, Styled) else item
    number = tidy(number)
    if isinstance(number, Letter):
        return number.name in ("I", "𝕀") or number.word
    return isinstance(number, Digits) and number.text == "1"


def _is_value(clauses: tuple[Clause, ...]) -> bool:
    """Whether an equation gives a value, as in ``P(y = 1)``, and compares no two letters."""
    return any(letter_of(member) is None for clause in clauses for member in clause.members)


def whole(formula: Formula) -> tuple[int, int]:
    r"""Where a formula begins and ends, with the sizes, colours and braces around it.

    >>> from derive.notation.parse import parse
    >>> text = r"a = \left( b \right)"
    >>> right = parse(text).parts[0].members[1]
    >>> at = whole(Formula(text, Clauses(right.start, right.end, ())))
    >>> text[slice(*at)]
    '\\left( b \\right)'
    """
    start, end = formula.notation.start, formula.notation.end
    braced = False
    while (found := _BEFORE.search(formula.text, 0, start)) is not None:
        start, braced = found.start(), braced or "brace" in found[0]
    below = _BELOW.match(formula.text, end) if braced else None
    return start, end if below is None else below.end()


def is_order(item: Item) -> bool:
    """Whether an item says what is done with what follows, as "minimize" does."""
    word = item.name.lower() if isinstance(item, Letter) and item.word else ""
    return word in ("minimize", "minimise", "maximize", "maximise", "optimize", "objective")


def letter_of(expression: Expression | None) -> str | None:
    """The letter that an expression is by itself."""
    if expression is None or len(expression.terms) != 1 or expression.terms[0].signs:
        return None
    items = expression.terms[0].items
    return index_name(items[0]) if len(items) == 1 else None

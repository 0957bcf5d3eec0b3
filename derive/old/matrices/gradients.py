r"""Derivatives beside a matrix that is written out: ``\frac{\partial p}{\partial z} = \begin…``.

In the numerator layout the entry in row r and column c is ∂p_r/∂z_c, in the denominator
layout ∂p_c/∂z_r; a gradient is a column of derivatives.
"""

from __future__ import annotations

from collections.abc import Iterable

from derive.notation.errors import ReadError
from derive.notation.nodes import (
    Clause,
    Clauses,
    Digits,
    Expression,
    Fraction,
    Item,
    Letter,
    Scripted,
    subnodes,
)
from derive.old.conventions.walk import group, row_of
from derive.syntax.reader.look import items_of, tidy
from derive.syntax.reader.usage import survey

__all__ = ["derivative_entry", "is_derivative"]


def is_derivative(side: Expression) -> bool:
    r"""Whether a side is a derivative and nothing else: ``∂p/∂z``, ``\nabla_x f``, ``\nabla f``.

    >>> from derive.notation.parse import parse
    >>> texts = (r"\frac{\partial p}{\partial z}", r"\nabla f", "p")
    >>> [is_derivative(parse(t).parts[0].members[0]) for t in texts]
    [True, True, False]
    """
    return _parted(side, ()) is not None


def derivative_entry(
    side: Expression, indices: tuple[Item, ...], formulas: Iterable[Clauses], *, turned: bool
) -> Clauses | None:
    """The entry of a derivative, if it is one of which the formulas tell by what it is taken.

    ``turned`` says that the rows are those of the variable.
    """
    every = tuple(formulas)
    found = _parted(side, every)
    if found is None:
        return None
    of, by = found
    place = side.start, side.end
    if len(indices) == 2:
        first, second = indices[::-1] if turned else indices
        of, by = _at(of, first), _at(by, second)
    else:
        indexed = survey(every).indexed
        families = [_name(x) in indexed for x in (of, by)]
        if families == [True, False]:
            of = _at(of, indices[0])
        elif families == [False, True]:
            by = _at(by, indices[0])
        else:
            return None
    sign = Letter(*place, "∂")
    return row_of((Fraction(*place, group((sign, of)), group((sign, by))),))


def _parted(side: Expression, formulas: tuple[Clauses, ...]) -> tuple[Item, Item] | None:
    """What is differentiated, and by what, if both are names."""
    if len(side.terms) != 1 or side.terms[0].signs:
        return None
    items = side.terms[0].items
    if len(items) == 1 and isinstance(items[0], Fraction):
        above, below = items_of(items[0].above), items_of(items[0].below)
        if above is None or below is None or len(above) != 2 or len(below) != 2:
            return None
        signs = {_name(above[0]), _name(below[0])}
        return _names(above[1], below[1]) if len(signs) == 1 and signs <= {"∂", "d"} else None
    if len(items) != 2 or _name(items[0]) != "∇":
        return None
    nabla = tidy(items[0])
    if isinstance(nabla, Scripted):
        below = items_of(nabla.below) if nabla.below is not None else None
        return _names(items[1], below[0]) if below is not None and len(below) == 1 else None
    by = _variable(_name(items[1]), formulas)
    return (items[1], Letter(items[0].start, items[0].end, by)) if by or not formulas else None


def _variable(name: str, formulas: tuple[Clauses, ...]) -> str:
    """The family whose numbered entries a definition of a name speaks of."""
    found: set[str] = set()
    for formula in formulas:
        clause = formula.parts[0] if len(formula.parts) == 1 else None
        left = clause.members[0] if isinstance(clause, Clause) and clause.relations else None
        if left is not None and _name(left.terms[0].items[0]) == name:
            for node in subnodes(formula):
                if not isinstance(node, Scripted) or node.below is None:
                    continue
                below = items_of(node.below)
                if below is not None and len(below) == 1 and isinstance(below[0], Digits):
                    found.add(_name(node))
    return min(found) if len(found) == 1 else ""


def _names(of: Item, by: Item) -> tuple[Item, Item] | None:
    return (of, by) if _is_whole(of) and _is_whole(by) else None


def _is_whole(item: Item) -> bool:
    """Whether an item is a name without indices."""
    try:
        item = tidy(item)
    except ReadError:
        return False
    plain = isinstance(item, Scripted) and item.below is None and not item.primes
    return isinstance(item, Letter) or (plain and isinstance(item, Scripted) and _name(item) != "")


def _name(item: Item) -> str:
    try:
        item = tidy(item)
    except ReadError:
        return ""
    base = item.base if isinstance(item, Scripted) else item
    return base.name if isinstance(base, Letter) else ""


def _at(item: Item, index: Item) -> Item:
    """The entry of a name."""
    item = tidy(item)
    if isinstance(item, Scripted):
        return Scripted(item.start, item.end, item.base, group((index,)), item.above)
    return Scripted(item.start, item.end, item, group((index,)), None)

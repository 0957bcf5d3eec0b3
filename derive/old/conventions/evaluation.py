r"""Derivatives with the point at which they are taken: ``\frac{\partial h}{\partial y_1}(y)``.

Where the point is the variable itself, or the quantity that the derivative is taken by,
nothing is said by it. Any other point is left for the reader to reject.
"""

from __future__ import annotations

from derive.notation.errors import ReadError
from derive.notation.nodes import Bracket, Fraction, Item, Letter, Scripted
from derive.old.conventions.walk import Row
from derive.syntax.reader.look import items_of, tidy
from derive.syntax.reader.plain import plain

__all__ = ["without_points"]


def without_points(row: Row) -> Row:
    r"""The row without points that say nothing.

    >>> from derive.notation.parse import parse
    >>> def items(text):
    ...     return without_points(parse(text).parts[0].members[0].terms[0].items)
    >>> len(items(r"\frac{\partial h}{\partial y_1}(y)")), len(items(r"\frac{dF}{du}(u(x))"))
    (1, 1)
    >>> len(items(r"\frac{dF}{dx}(a)"))
    2
    """
    found: list[Item] = []
    for n, item in enumerate(row):
        following = row[n + 1] if n + 1 < len(row) else None
        # In ∂L/∂y (y)(1 − y) both parentheses are factors.
        if found and _is_its_point(found[-1], item) and not isinstance(following, Bracket):
            continue
        found.append(item)
    return tuple(found)


def _is_its_point(quotient: Item, point: Item) -> bool:
    """Whether parentheses behind a derivative hold what it is taken by."""
    try:
        quotient = tidy(quotient)
    except ReadError:
        return False
    if not isinstance(quotient, Fraction) or not isinstance(point, Bracket) or point.kind != "(":
        return False
    above, below = items_of(quotient.above), items_of(quotient.below)
    inside = items_of(point.inside)
    if not above or not below or not inside or len(above) < 2 or len(below) != 2:
        return False
    if not (_is_sign(above[0]) and _is_sign(below[0])) or len(inside) > 2:
        return False
    variable = tidy(below[1])
    names = {plain(variable)}
    if isinstance(variable, Scripted):
        names.add(plain(variable.base))
    applied = len(inside) == 1 or (isinstance(inside[1], Bracket) and inside[1].kind == "(")
    return plain(tidy(inside[0])) in names and applied


def _is_sign(item: Item) -> bool:
    item = tidy(item)
    return isinstance(item, Letter) and item.name in ("d", "∂")

r"""How far a derivative reaches that stands before factors: ``\nabla_x b^T x``.

It takes all that follows it in its term, as a sum does, unless a sign of multiplication or
another derivative stands there. ``\nabla f(x)`` is taken by x.
"""

from __future__ import annotations

from collections.abc import Callable

from derive.notation.errors import ReadError
from derive.notation.nodes import (
    Bracket,
    Clauses,
    Fraction,
    Item,
    Letter,
    Operator,
    Scripted,
    Term,
    subnodes,
)
from derive.old.conventions.walk import Row, group
from derive.syntax.reader.look import items_of, tidy

__all__ = ["has_open_operator", "with_reach"]


def has_open_operator(formula: Clauses) -> bool:
    r"""Whether a derivative in a formula stands before several factors.

    >>> from derive.notation.parse import parse
    >>> [has_open_operator(parse(t)) for t in (r"\nabla_x b^T x", r"\nabla_x (b^T x)")]
    [True, False]
    """
    rows = (node.items for node in subnodes(formula) if isinstance(node, Term))
    return any(_place(row) is not None for row in rows)


def with_reach(narrow: bool) -> Callable[[Row], Row]:
    r"""What puts brackets around all that a derivative takes: ``narrow`` for one factor only.

    >>> from derive.notation.parse import parse
    >>> row = parse(r"2 \nabla_x b^T x").parts[0].members[0].terms[0].items
    >>> len(row), len(with_reach(False)(row))
    (4, 3)
    """

    def change(row: Row) -> Row:
        row = _by_argument(row)
        at = _place(row)
        if at is None:
            return row
        rest = row[at + 1 :]
        if not narrow:
            return (*row[: at + 1], group(rest, "("))
        applied = isinstance(rest[0], Letter) and isinstance(rest[1], Bracket)
        count = 2 if applied else 1
        return (*row[: at + 1], group(rest[:count], "("), *rest[count:])

    return change


def _place(row: Row) -> int | None:
    """Where a derivative stands before several factors, and before nothing else."""
    for n, item in enumerate(row):
        if not _is_operator(item):
            continue
        rest = row[n + 1 :]
        if len(rest) < 2 or _is_call(rest):
            return None
        if any(isinstance(i, Operator) or _is_operator(i) or _is_quotient(i) for i in rest):
            return None
        return n
    return None


def _is_call(rest: Row) -> bool:
    """Whether a function and its argument follow, and nothing more."""
    first = _tidied(rest[0])
    base = first.base if isinstance(first, Scripted) else first
    second = rest[1].base if isinstance(rest[1], Scripted) else rest[1]
    return len(rest) == 2 and isinstance(base, Letter) and isinstance(second, Bracket)


def _by_argument(row: Row) -> Row:
    r"""The row with ``\nabla_x f(x)`` for ``\nabla f(x)``."""
    found = list(row)
    for n, item in enumerate(row[:-2]):
        sign, bracket = _tidied(item), row[n + 2]
        above = sign.above if isinstance(sign, Scripted) and sign.below is None else None
        base = sign.base if above is not None and isinstance(sign, Scripted) else sign
        name = _tidied(row[n + 1])
        named = isinstance(name, Letter) or (isinstance(name, Scripted) and name.above is None)
        if not isinstance(base, Letter) or base.name != "∇" or not named:
            continue
        inside = items_of(bracket.inside) if isinstance(bracket, Bracket) else None
        argument = _tidied(inside[0]) if inside is not None and len(inside) == 1 else None
        if isinstance(argument, Letter) or (
            isinstance(argument, Scripted) and argument.above is None
        ):
            found[n] = Scripted(item.start, item.end, base, argument, above)
    return tuple(found)


def _is_operator(item: Item) -> bool:
    """Whether an item is a derivative that waits for what it acts on."""
    item = _tidied(item)
    if isinstance(item, Scripted) and item.below is not None:
        base = _tidied(item.base)
        return isinstance(base, Letter) and base.name in ("∂", "∇")
    if not isinstance(item, Fraction):
        return False
    above, below = items_of(item.above), items_of(item.below)
    if above is None or below is None or len(above) != 1 or len(below) < 2:
        return False
    return _sign(above[0]) in ("∂", "d") and _sign(above[0]) == _sign(below[0])


def _is_quotient(item: Item) -> bool:
    """Whether an item is a derivative of something."""
    item = _tidied(item)
    above = items_of(item.above) if isinstance(item, Fraction) else None
    return bool(above) and len(above or ()) > 1 and _sign((above or ())[0]) in ("∂", "d")


def _sign(item: Item) -> str:
    item = _tidied(item)
    base = _tidied(item.base) if isinstance(item, Scripted) else item
    return base.name if isinstance(base, Letter) else ""


def _tidied(item: Item) -> Item:
    try:
        return tidy(item)
    except ReadError:
        return item

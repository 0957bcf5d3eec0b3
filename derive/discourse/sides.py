"""The sides of a relation: whether one is a name, may be defined, is a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from derive.notation.names import (
    Name,
    only_item,
    plain_text,
    rows_of_items,
    single_term,
    spelled,
    unwrapped,
)
from derive.notation.nodes import Bracket, Clause, Digits, Expression, Fraction, Node, Scripted

__all__ = [
    "called", "definable", "defines", "is_number", "letter_of", "names_in", "turned",
]  # fmt: skip

_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+|∞|infinity)\Z")
#: Names that have a meaning of their own where a bracket stands behind them.
_OWN = frozenset(
    ("Δ", "Delta", "d", "P", "Pr", "E", "Var", "Cov", "var", "cov", "Corr", "tr", "Tr", "det",
     "rank", "diag", "vec")
)  # fmt: skip
_OPPOSITE = {"=": "≠", "≠": "=", "<": "≥", "≥": "<", ">": "≤", "≤": ">", "∈": "∉", "∉": "∈"}


def called(side: Expression | None, below: bool = False) -> Name | None:
    """The name that a side is, alone or with arguments in brackets behind it.

    Something may stand ``below`` the bracket: ``f(x)_i``.
    """
    term = single_term(side) if side is not None else None
    if term is None or len(term.items) > 2:
        return None
    for second in term.items[1:]:
        if below and isinstance(second, Scripted) and second.above is None:
            second = unwrapped(second.base)  # type: ignore[assignment]
        if not isinstance(second, Bracket) or second.kind not in ("(", "["):
            return None
    return spelled(term.items[0])


def definable(side: Expression | None) -> bool:
    """Whether a side is written like a name to be defined: a name, or one with its arguments."""
    name = called(side, below=True)
    if side is None or name is None or name.letter in "∂∇" or name.style == "double-struck":
        return False
    return len(side.terms[0].items) == 1 or name.letter not in _OWN


def names_in(node: Node) -> Iterator[Name]:
    """The names that stand in a formula; those of indices and labels do not."""
    for items in rows_of_items(node):
        for name in map(spelled, items):
            if name is not None:
                yield name


def defines(left: Expression | None, right: Expression | None) -> bool:
    """Whether a left side may be defined by a right one: not so in ``P^2 = P``, ``P = P^2``."""
    if not definable(left) or left is None or right is None:
        return False
    own = spelled(left.terms[0].items[0])
    return len(left.terms[0].items) > 1 or _symbol(own) not in map(_symbol, names_in(right))


def _symbol(name: Name | None) -> str:
    """A name with its scripts, but without a number above it."""
    if name is None:
        return ""
    above = (a for a in name.above if name.round or not isinstance(a, Digits))
    scripts = "".join(f"_{plain_text(script)}" for script in (*name.below, *above))
    return name.letter + name.style + scripts + "'" * name.primes


def is_number(side: Expression | None) -> bool:
    """Whether a side is a number as it is written: 3, -1, 1/2, ∞."""
    if side is None or len(side.terms) != 1:
        return False
    items = side.terms[0].items
    if len(items) == 1 and isinstance(items[0], Fraction):
        halves = (items[0].above, items[0].below)
        return all(isinstance(only_item(x) or unwrapped(x), Digits) for x in halves)
    return _NUMBER.match(plain_text(side)) is not None


def letter_of(side: Expression | None) -> str | None:
    """The letter without scripts that a side is, ``""`` for a number, ``None`` for another one."""
    item = only_item(side) if side is not None else None
    if isinstance(item, Digits):
        return ""
    name = spelled(item)
    return name.letter if name is not None and not (name.below or name.above) else None


def turned(clause: Clause) -> Clause | None:
    """The opposite of a clause with one relation: ``i ≠ j`` for ``i = j``; else ``None``.

    The places stay those of the text, which says the contrary.
    """
    if len(clause.relations) != 1 or clause.relations[0].sign not in _OPPOSITE:
        return None
    relation = replace(clause.relations[0], sign=_OPPOSITE[clause.relations[0].sign])
    return replace(clause, relations=(relation,))

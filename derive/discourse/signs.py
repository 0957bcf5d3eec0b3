"""What may be defined by an equation as it stands, and what a sign like ``:=`` says by itself."""

from __future__ import annotations

import re

from derive.discourse.shapes import Part, definable
from derive.discourse.words.tables import Row
from derive.notation.names import plain_text, rows_of_items, spelled
from derive.notation.nodes import Digits, Expression, Item

__all__ = ["by_sign", "defines", "sets_by_sign"]

#: Signs that define: ``:=``, an equality with "def" or a triangle above it.
_SETS = re.compile(r":=|≔|≜|coloneqq|triangleq|\bdef\b|\\Delta")

#: What an equation may be by its words, and still be a definition by its sign.
_DENIABLE = ("claim", "assumption", "definition", "supposition")


def sets_by_sign(part: Part) -> bool:
    """Whether the first sign of a clause is one that sets its left side."""
    return bool(part.clause.relations) and bool(_SETS.search(part.clause.relations[0].raw))


def by_sign(part: Part, fits: tuple[Row, str] | None) -> tuple[Row, str]:
    """``x := 2 y`` defines, if nothing denies it; with the name on both sides it updates."""
    if fits is not None and fits[0].status not in _DENIABLE:
        return fits
    left, right = part.clause.members[:2]
    if defines(left, right):
        return Row("definition", said=":=", scope="onward"), fits[1] if fits is not None else ""
    return Row("update", said=":="), ""


def defines(left: Expression | None, right: Expression | None) -> bool:
    """Whether a left side may be defined by a right one: not so in ``P^2 = P``, ``P = P^2``."""
    if not definable(left) or left is None or right is None:
        return False
    names = {_name(item) for items in rows_of_items(right) for item in items}
    return _name(left.terms[0].items[0]) not in names or len(left.terms[0].items) > 1


def _name(item: Item) -> str | None:
    """A name with its scripts, but without a number above it."""
    name = spelled(item)
    if name is None:
        return None
    above = [a for a in name.above if name.round or not isinstance(a, Digits)]
    scripts = "".join(f"_{plain_text(script)}" for script in (*name.below, *above))
    return name.letter + name.style + scripts + "'" * name.primes

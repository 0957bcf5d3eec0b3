"""What may be defined by an equation as it stands, and what a sign like ``:=`` says by itself."""

from __future__ import annotations

import re

from derive.discourse.shapes import Part
from derive.discourse.sides import defines
from derive.discourse.words.tables import Row

__all__ = ["by_sign", "sets_by_sign"]

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

r"""Ranges and shapes as formulas say them: ``i = 1, \ldots, n``, ``x \in \mathbb R^{m \times n}``.

``said`` is what kind of range it is: "index" (``axes`` are its first and its last member, ""
for one that is not said), "space" (``axes`` are the sizes), "set", "outside", "listed".
"""

from __future__ import annotations

from dataclasses import replace

from derive.discourse.sentences import Placed
from derive.discourse.shapes import Part
from derive.discourse.statements import Statement
from derive.notation.names import only_item, plain_text, spelled, unwrapped
from derive.notation.nodes import (
    Bracket,
    Clause,
    Clauses,
    Expression,
    Letter,
    Scripted,
    Separator,
    Styled,
)

__all__ = ["ranged", "space"]

_REALS = ("R", "ℝ")


def ranged(placed: Placed, part: Part, words: str) -> tuple[Statement, ...]:
    """The ranges that a clause states: one for each name before the sign."""
    assert placed.formula is not None
    formula = replace(placed.formula, notation=part.notation)
    place = formula.span(part.notation)
    members = part.clause.members
    left, right = members[1 if part.shape == "R" and len(members) == 3 else 0], members[-1]
    said, axes = _range(part)
    base = Statement("range", place, place, formula, left, right, said, words, axes)
    found = [base]
    if part.shape == "M" or (part.shape == "R" and len(members) == 2):
        found = [replace(base, left=name) for name in _names(placed, part)]
    return tuple(found)


def _names(placed: Placed, part: Part) -> list[Expression]:
    r"""The names before a sign, those in a list before it too: ``u, v \in``, ``i, j =``."""
    names: list[Expression] = []
    for other in placed.parts:
        member = other.clause.members[0]
        if other is part:
            return [*names, *([member] if member is not None else [])]
        if other.clause.relations:
            names = []
        elif member is not None and (part.shape == "M" or isinstance(only_item(member), Letter)):
            names.append(member)
    return names


def _range(part: Part) -> tuple[str, tuple[str, ...]]:
    clause = part.clause
    if part.shape == "S":
        return "listed", _places(part)
    signs = [r.sign for r in clause.relations]
    if signs == ["="]:
        return "index", _ends(part.notation)
    if part.shape == "R" and len(signs) == 2:
        first, last = plain_text(clause.members[0]), plain_text(clause.members[2])
        if signs[0] in ">≥":
            first, last, signs = last, first, signs[::-1]
        first += "+1" if signs[0] in "<>" else ""
        return "index", (first, last + ("-1" if signs[1] in "<>" else ""))
    right = clause.members[-1]
    if signs == ["∉"]:
        return "outside", (plain_text(right),)
    item = only_item(right) if right is not None else None
    if isinstance(item, Bracket) and item.kind == r"\{":
        return ("index", _ends(item.inside)) if "…" in plain_text(right) else ("set", ())
    sizes = space(right) if right is not None else None
    return ("space", sizes) if sizes is not None else ("set", (plain_text(right),))


def _places(part: Part) -> tuple[str, ...]:
    """What stands below the first and the last of a list: ``x_1, …, x_n``."""
    found: list[str] = []
    for other in (part.clause, part.notation.parts[-1]):
        member = other.members[-1] if isinstance(other, Clause) else None
        name = spelled(only_item(member)) if member is not None else None
        found.append(plain_text(name.below[-1]) if name is not None and name.below else "")
    return tuple(found)


def _ends(notation: Clauses) -> tuple[str, str]:
    """The first and the last of a list with dots; "" for a last that is not said."""
    shown: list[str] = []
    for part in notation.parts:
        if isinstance(part, Separator):
            continue
        assert isinstance(part, Clause)
        shown.append(plain_text(part.members[-1]))
    return shown[0], "" if "…" in shown[-1] else shown[-1]


def space(member: Expression) -> tuple[str, ...] | None:
    r"""The sizes of a space such as ``ℝ^{m × n}``; ``None`` for another set.

    >>> from derive.notation.parse import parse
    >>> texts = r"\mathbb{R}^{m \times n}", r"\mathbb R", "S"
    >>> [space(parse(text).parts[0].members[0]) for text in texts]
    [('m', 'n'), (), None]
    """
    item = only_item(member)
    above = None
    if isinstance(item, Scripted):
        item, above = unwrapped(item.base), item.above  # type: ignore[assignment]
    plain = isinstance(item, Letter) and item.name == "ℝ"
    styled = isinstance(item, Styled) and item.style in ("double-struck", "bold")
    if not plain and not (styled and plain_text(item.of) in _REALS):  # type: ignore[union-attr]
        return None
    if above is None:
        return ()
    return tuple(plain_text(above).replace("·", "×").split("×"))

"""What the cases of a sentence are about, and which of its displays belongs to which."""

from __future__ import annotations

from itertools import pairwise

from derive.discourse.sentences import Placed, Sentence
from derive.discourse.sides import is_number, turned
from derive.discourse.statements import Span, Statement
from derive.notation.names import plain_text
from derive.notation.nodes import Clause, letters_of

__all__ = ["about", "complementary", "is_value", "letters_in", "parted", "written"]


def about(statement: Statement) -> tuple[str, ...]:
    """What a case is about: the name to which it gives a number, or its letters."""
    sides = (statement.left, statement.right)
    names = [plain_text(side) for side in sides if side is not None and not is_number(side)]
    return (names[0],) if len(names) == 1 else letters_in(statement)


def letters_in(statement: Statement) -> tuple[str, ...]:
    """The letters of a statement's formula."""
    formula = statement.formula
    return tuple(sorted(letters_of(formula.notation))) if formula is not None else ()


def _signs(statement: Statement) -> str:
    parts = statement.formula.notation.parts if statement.formula is not None else ()
    return "".join(r.sign for p in parts if isinstance(p, Clause) for r in p.relations)


def written(statement: Statement) -> str:
    """A statement as it stands, with the relations that it means."""
    formula = statement.formula
    if formula is None:
        return ""
    return formula.text[formula.notation.start : formula.notation.end] + _signs(statement)


def complementary(one: Statement, other: Statement) -> bool:
    """Whether two cases are each other's opposite."""
    clause = one.formula.clause if one.formula is not None else None
    contrary = turned(clause) if clause is not None else None
    if contrary is None or letters_in(one) != letters_in(other):
        return False
    return contrary.relations[0].sign == _signs(other)


def is_value(placed: Placed) -> bool:
    """Whether a formula may be what is found in a case: a display, a value like ``a (1 - a)``."""
    return placed.shape in "DX" or (placed.shape == "N" and "(" in placed.text.text)


def parted(sentence: Sentence, displays: list[Placed], cases: list[int]) -> list[Span] | None:
    """The part of a sentence that belongs to each case: to the displays before or behind it."""
    start, end = sentence.span
    order = sorted([(at, "c") for at in cases] + [(d.at, "d") for d in displays])
    signs = "".join(sign for _, sign in order)
    turn = signs[-1] + signs[0]
    turns = [signs[:k].count("d") for k in range(1, len(signs)) if signs[k - 1 : k + 1] == turn]
    if len(cases) != len(turns) + 1 or signs[0] == signs[-1] or "cc" in signs:
        return None
    if signs[0] == "c":
        bounds = [displays[k - 1].place[1] for k in turns]
    else:
        bounds = [displays[k].place[0] for k in turns]
    return list(pairwise([start, *bounds, end]))

r"""Clauses that are conditions: ``i = j``, ``x > 0``, ``\sum_i y_i = 1``."""

from __future__ import annotations

import re
from dataclasses import replace

from derive.notation.nodes import (
    Bracket,
    Clause,
    Clauses,
    Digits,
    Expression,
    Head,
    Scripted,
    letters_of,
)
from derive.old.names import defined_name
from derive.syntax.reader.look import only_item
from derive.syntax.reader.session import Formula

__all__ = ["clause_of", "is_bound", "is_case", "is_total", "negated", "replaces", "value_of"]

#: Words that ask about the equation behind them, or make something depend on it.
_ASKED = re.compile(
    r"\b(?:show|prove|check|verify|false|wrong|does|whether|claim|not|unless|if|when|without|need|require\w*|"
    r"suppose instead)\b[^.]*$",
    re.IGNORECASE,
)


def is_case(clause: Clause) -> bool:
    """Whether a clause compares two indices: ``i = j``, ``k ≠ i``."""
    if len(clause.relations) != 1 or clause.relations[0].sign not in ("=", "≠"):
        return False
    for member in clause.members:
        assert member is not None
        item = only_item(Clauses(member.start, member.end, (_alone(clause, member),)))
        if item is None or len(letters_of(item)) > 1:
            return False
        if isinstance(item, Scripted) and isinstance(item.above, Digits):
            return False  # a power: a quantity, and no index
        if not letters_of(item) or any(len(n) > 1 for n in letters_of(item)):
            return False
    return True


def _alone(clause: Clause, member: Expression) -> Clause:
    """The clause with one member only."""
    return replace(clause, members=(member,), relations=())


def is_bound(clause: Clause) -> bool:
    r"""Whether a clause bounds a quantity: ``x > 0``, ``0 < p_i < 1``, ``y \in \{-1, 1\}``."""
    signs = [relation.sign for relation in clause.relations]
    if signs == ["∈"]:
        member = clause.members[1]
        items = member.terms[0].items if member is not None and len(member.terms) == 1 else ()
        inside = letters_of(member) if member else {""}
        return len(items) == 1 and isinstance(items[0], Bracket) and not inside
    return bool(signs) and all(sign in "<>≤≥" for sign in signs)


def is_total(clause: Clause, words: str) -> bool:
    r"""Whether a clause says what a sum is: ``\sum_i y_i = 1``, and nobody asks about it."""
    left = clause.members[0]
    if left is None or len(left.terms) != 1 or _ASKED.search(words[-80:]):
        return False
    first = left.terms[0].items[0]
    return isinstance(first, Head) and first.name == "sum"


def value_of(clause: Clause) -> list[str]:
    """The quantity that an equation gives a number: ``y = 1`` may be one case of two."""
    left, right = clause.members
    if left is None or right is None or letters_of(right):
        return []
    name = defined_name(left)
    return [] if name is None else [name]


def clause_of(formula: Formula) -> Clause:
    """The clause of a condition."""
    clause = formula.notation.parts[0]
    assert isinstance(clause, Clause)
    return clause


def negated(case: Formula) -> Formula:
    """The case that a case leaves: ``i ≠ j`` after ``i = j``."""
    (clause,) = case.notation.parts
    assert isinstance(clause, Clause)
    turned = tuple(replace(r, sign="≠" if r.sign == "=" else "=") for r in clause.relations)
    other = replace(clause, relations=turned)
    return replace(case, notation=Clauses(case.notation.start, case.notation.end, (other,)))


def replaces(new: Formula, old: Formula) -> bool:
    """Whether a condition takes the place of an earlier one, on the same letters."""
    return letters_of(new.notation) == letters_of(old.notation)

r"""Sides in cases: ``\begin{cases} a & i = j \\ b & i \ne j \end{cases}``, branch by branch."""

from __future__ import annotations

from dataclasses import replace

from derive.notation.errors import ReadError
from derive.notation.nodes import (
    Bracket,
    Clause,
    Clauses,
    Expression,
    Operator,
    Separator,
    subnodes,
)
from derive.old.task import Task
from derive.syntax.reader.assumptions import Stated
from derive.syntax.reader.session import Formula

__all__ = ["branches_of", "has_cases"]

_OTHERWISE = ("otherwise", "else", "sonst", "sinon")
_TURNED = {"=": "≠", "≠": "="}


def has_cases(formula: Clauses) -> bool:
    """Whether something is written in cases in a formula."""
    return any(isinstance(node, Bracket) and node.kind == "cases" for node in subnodes(formula))


def branches_of(task: Task) -> tuple[Task, ...]:
    """The tasks of the branches of a step, each in its case.

    Raises ``ReadError`` for cases that are no side by themselves, or that are not told apart
    by an equation of indices.
    """
    at = [n for n, side in enumerate(task.sides) if has_cases(side.notation)]
    side = task.sides[at[0]] if at else task.sides[0]
    rows = _rows(side) if len(at) == 1 and len(task.sides) == 2 else None
    if rows is None:
        whole = side.notation
        message = "cases are read as one side of an equation, with a condition in each"
        raise ReadError(message, whole.start, whole.end, side.text, side.source)
    conditions = [condition for _, condition in rows]
    found = []
    for value, condition in rows:
        said = condition if condition is not None else _other(conditions, side)
        place = value.start, value.end
        branch = replace(side, notation=Clauses(*place, (Clause(*place, (value,), ()),)))
        sides = tuple(branch if n == at[0] else s for n, s in enumerate(task.sides))
        stated = Stated((_formula(said, side),))
        found.append(replace(task, sides=sides, given=(*task.given, stated)))
    return tuple(found)


def _rows(side: Formula) -> list[tuple[Expression, Clause | None]] | None:
    """The values with their conditions; the condition of "otherwise" is ``None``."""
    (clause,) = side.notation.parts
    assert isinstance(clause, Clause)
    member = clause.members[0]
    assert member is not None
    if len(member.terms) != 1 or member.terms[0].signs or len(member.terms[0].items) != 1:
        return None
    bracket = member.terms[0].items[0]
    if not isinstance(bracket, Bracket) or bracket.kind != "cases":
        return None
    rows: list[list[Clause | Separator]] = [[]]
    for part in bracket.inside.parts:
        if isinstance(part, Separator) and part.sign == r"\\":
            rows.append([])
        else:
            rows[-1].append(part)
    found = [_row(row) for row in rows if row]
    if not found or None in found or sum(f is not None and f[1] is None for f in found) > 1:
        return None
    return [f for f in found if f is not None]


def _row(parts: list[Clause | Separator]) -> tuple[Expression, Clause | None] | None:
    clauses = [part for part in parts if isinstance(part, Clause)]
    words = "".join(part.sign.lower() for part in parts if isinstance(part, Separator))
    first = clauses[0] if clauses and parts[0] is clauses[0] else None
    value = first.members[0] if first is not None and len(first.members) == 1 else None
    if value is None or len(clauses) > 2:
        return None
    if len(clauses) == 1:
        return (value, None) if any(word in words for word in _OTHERWISE) else None
    condition = clauses[1]
    signs = [relation.sign for relation in condition.relations]
    return (value, condition) if len(signs) == 1 and signs[0] in _TURNED else None


def _other(conditions: list[Clause | None], side: Formula) -> Clause:
    """What holds where one condition does not."""
    said = [condition for condition in conditions if condition is not None]
    if len(said) != 1:
        message = "otherwise: what else? write the condition"
        place = side.notation
        raise ReadError(message, place.start, place.end, side.text, side.source)
    (relation,) = said[0].relations
    turned = Operator(relation.start, relation.end, _TURNED[relation.sign])
    return replace(said[0], relations=(turned,))


def _formula(condition: Clause, side: Formula) -> Formula:
    place = condition.start, condition.end
    return Formula(side.text, Clauses(*place, (condition,)), "the condition")

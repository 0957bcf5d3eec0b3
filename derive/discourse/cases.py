r"""Cases that are written out: ``a = \begin{cases} b & i = j \\ c & \text{otherwise} \end{cases}``.

Each row of the cases is an equation by itself, under the condition that stands behind it.
"""

from __future__ import annotations

from dataclasses import replace

from derive.discourse.drafts import Draft
from derive.discourse.equations import Unit, units_of
from derive.discourse.groups import attach
from derive.notation.names import only_item
from derive.notation.nodes import Bracket, Clause, Clauses, Expression, Separator

__all__ = ["with_cases"]

_Parts = tuple[Clause | Separator, ...]


def with_cases(drafts: list[Draft], text: str) -> list[Draft]:
    """The drafts, with one for each row of the cases that are the right side of one."""
    found: list[Draft] = []
    for draft in drafts:
        rows = _case_rows(draft.right) if draft.status in ("claim", "definition") else []
        if not rows:
            found.append(draft)
            continue
        units: list[Unit] = []
        for value, rest in rows:
            own = Draft(draft.status, value.start, value.end, draft.said, draft.left, value)
            own.clause = draft.clause and replace(draft.clause, members=(draft.left, value))
            units.append(Unit(value.start, value.end, drafts=[own], equation=True))
            if rest:
                notation = Clauses(rest[0].start, rest[-1].end, rest)
                units += units_of(notation, text, role="if")
        attach(units, text)
        found += [d for unit in units for d in unit.drafts]
    return found


def _case_rows(side: Expression | None) -> list[tuple[Expression, _Parts]]:
    """The value of each case, and what stands behind it; none if this is no list of cases."""
    item = only_item(side) if side is not None else None
    if not isinstance(item, Bracket) or item.kind not in ("cases", "matrix"):
        return []
    rows: list[list[Clause | Separator]] = [[]]
    for part in item.inside.parts:
        if isinstance(part, Separator) and part.sign == r"\\":
            rows.append([])
        else:
            rows[-1].append(part)
    found: list[tuple[Expression, _Parts]] = []
    for row in filter(None, rows):
        first, *rest = row
        if not isinstance(first, Clause) or first.relations or first.members[0] is None:
            return []
        if item.kind == "matrix" and not _says_when(rest):
            return []
        found.append((first.members[0], tuple(_without_columns(rest))))
    return found


def _says_when(rest: list[Clause | Separator]) -> bool:
    """Whether what stands behind an entry are words or a relation, as in no matrix."""
    clauses = [part for part in rest if isinstance(part, Clause)]
    words = [p for p in rest if isinstance(p, Separator) and p.sign[:1].isalpha()]
    return any(c.relations for c in clauses) or (bool(words) and not clauses)


def _without_columns(rest: list[Clause | Separator]) -> list[Clause | Separator]:
    return [p for p in rest if not (isinstance(p, Separator) and p.sign in ("&", ",", "&&"))]

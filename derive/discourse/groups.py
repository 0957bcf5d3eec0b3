r"""Which conditions belong to which equations, in a row and over the rows of a chain."""

from __future__ import annotations

from dataclasses import dataclass, field

from derive.discourse.beside import opposite
from derive.discourse.drafts import Draft
from derive.discourse.equations import Unit
from derive.notation.nodes import Clause, Expression, letters_of
from derive.notation.parse import parse

__all__ = ["Chain", "attach"]


def attach(units: list[Unit], text: str) -> None:
    r"""Give the conditions of a row their reach: the equations beside which they stand.

    Behind equations a condition holds for those since the condition before; a row that begins
    with a condition goes on so. "Otherwise" is the opposite of the conditions before it.
    """
    groups: list[_Group] = [_Group()]
    leading = bool(units) and not units[0].equation
    for unit in units:
        group = groups[-1]
        if unit.equation:
            if group.conditions and group.equations and not leading:
                group = _Group()
                groups.append(group)
            group.equations.append(unit)
            continue
        behind = any(u.equation and u.start > unit.start for u in units)
        if leading and group.equations and behind:
            group = _Group()
            groups.append(group)
        if unit.otherwise:
            unit.drafts = _otherwise(unit, [c for g in groups[:-1] for c in g.conditions], text)
        group.conditions.append(unit)
    for group in groups:
        if group.equations:
            reach = group.equations[0].start, group.equations[-1].end
            for draft in (d for unit in group.conditions for d in unit.drafts):
                if _is_local(draft):
                    draft.reach = reach


def _is_local(draft: Draft) -> bool:
    r"""Whether a statement beside equations holds for these alone; not ``x \in \mathbb R^n``."""
    if draft.status == "range" and draft.clause is not None and len(draft.clause.members) == 2:
        return False
    return draft.status not in ("definition", "constraint", "kind")


@dataclass(slots=True)
class _Group:
    """Equations, and the conditions that hold for all of them."""

    equations: list[Unit] = field(default_factory=list)
    conditions: list[Unit] = field(default_factory=list)


def _otherwise(unit: Unit, conditions: list[Unit], text: str) -> list[Draft]:
    """The opposite of what was supposed before; what has none is not understood."""
    place = unit.start, unit.end
    found: list[Draft] = []
    for draft in (d for c in conditions for d in c.drafts):
        clause = _clause(draft)
        said = opposite(clause, draft.other or text) if clause is not None else None
        if said is None:
            found = []
            break
        found.append(Draft("assumption", *place, "otherwise", other=said, words=unit.words))
    if found:
        return found
    reason = "what holds otherwise is not understood"
    return [Draft("unread", *place, letters=("*",), reason=reason, words=unit.words)]


@dataclass(slots=True)
class Chain:
    """The rows of one chain: its first side, its equations, and the conditions on them."""

    head: Expression | None = None
    start: int = -1
    end: int = -1
    rows: int = 0
    conditions: list[Draft] = field(default_factory=list)
    #: Conditions of the last row, which may be meant for the whole chain.
    behind: list[Draft] = field(default_factory=list)

    def differs(self, units: list[Unit]) -> bool:
        """Whether a row has a case of its own, beside one of the same letters in the chain."""
        own = [d for unit in units if not unit.equation for d in unit.drafts]
        return any(
            _letters(a) == _letters(b) != frozenset() and _sign(a) != _sign(b)
            for a in own
            for b in self.conditions
        )

    def add(self, units: list[Unit]) -> None:
        """One more row of the chain."""
        equations = [u for u in units if u.equation]
        if not equations:
            return
        if self.head is None and equations[0].part is not None:
            self.head = equations[0].part.members[0]
        if self.differs(units):
            self.conditions = []
            self.rows = 0
        if self.start < 0 or not self.rows:
            self.start = equations[0].start
        self.end = equations[-1].end
        for draft in self.conditions:
            start, _ = draft.reach or (self.start, self.end)
            draft.reach = start, self.end
        own = [d for unit in units if not unit.equation for d in unit.drafts]
        cases = [d for u in units if _is_case(u) for d in u.drafts if d.reach]
        whole = [d for d in cases if d.reach and d.reach[0] == equations[0].start]
        self.behind = [] if self.conditions else whole
        self.conditions += own
        self.rows += 1

    def close(self) -> None:
        """The chain ends: a case behind its last row holds for all of it."""
        for draft in self.behind:
            if draft.reach is not None:
                draft.reach = self.start, draft.reach[1]


def _is_case(unit: Unit) -> bool:
    return not unit.equation and unit.role in ("", "if", "all") and not unit.otherwise


def _clause(draft: Draft) -> Clause | None:
    """What a draft says, if it is one relation."""
    part = parse(draft.other).parts[0] if draft.other else draft.clause
    return part if isinstance(part, Clause) and part.relations else None


def _letters(draft: Draft) -> frozenset[str]:
    clause = _clause(draft)
    return frozenset(letters_of(clause)) if clause is not None else frozenset()


def _sign(draft: Draft) -> str:
    clause = _clause(draft)
    return clause.relations[0].sign if clause is not None else ""

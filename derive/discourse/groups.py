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
    latest = max((unit.start for unit in units if unit.equation), default=-1)
    for unit in units:
        group = groups[-1]
        if unit.equation:
            if group.conditions and group.equations and not leading:
                group = _Group()
                groups.append(group)
            group.equations.append(unit)
            continue
        if leading and group.equations and latest > unit.start:
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
    #: Conditions of the rows before, which go on, and of the last one, which go on if a row does.
    conditions: list[Draft] = field(default_factory=list)
    latest: list[Draft] = field(default_factory=list)
    #: The relations in which the letters of a condition stand.
    signs: dict[frozenset[str], set[str]] = field(default_factory=dict)
    #: Conditions of the last row, which are meant for the whole chain if no other row has any.
    behind: list[Draft] = field(default_factory=list)

    def differs(self, units: list[Unit]) -> bool:
        """Whether a row has a case of its own, beside one of the same letters in the chain."""
        own = [d for unit in units if not unit.equation for d in unit.drafts]
        return any(self.signs.get(_letters(d), {_sign(d)}) != {_sign(d)} for d in own)

    def add(self, units: list[Unit]) -> None:
        """One more row of the chain."""
        equations = [u for u in units if u.equation]
        if not equations:
            return
        first = equations[0]
        if self.head is None and first.part is not None:
            self.head = first.part.members[0]
        if self.differs(units):
            self.end_case()
        if self.start < 0:
            self.start = first.start
        self.conditions += [d for d in self.latest if d.reach and d.reach[1] == self.end]
        self.end = equations[-1].end
        cases = [d for u in units if _is_case(u) for d in u.drafts]
        whole = [d for d in cases if d.reach and d.reach[0] == first.start]
        self.behind = [] if self.signs else whole
        self.latest = [d for unit in units if not unit.equation for d in unit.drafts]
        for draft in self.latest:
            if letters := _letters(draft):
                self.signs.setdefault(letters, set()).add(_sign(draft))

    def end_case(self) -> None:
        """What was said under conditions ends: they hold to the last of its equations."""
        for draft in self.conditions:
            if draft.reach is not None:
                draft.reach = draft.reach[0], self.end
        self.conditions, self.latest, self.behind, self.start = [], [], [], -1
        self.signs = {}

    def close(self) -> None:
        """The chain ends: a case behind its last row holds for all of it."""
        for draft in self.behind:
            if draft.reach is not None:
                draft.reach = self.start, draft.reach[1]
        self.end_case()


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

r"""Which conditions belong to which equations, in a row and over the rows of a chain."""

from __future__ import annotations

from dataclasses import dataclass, field

from derive.discourse.chains import Draft
from derive.discourse.equations import Unit
from derive.discourse.relations import turned
from derive.notation.nodes import Clause, Expression, letters_of
from derive.notation.parse import parse

__all__ = ["Chain", "attach"]

_COMMANDS = {"≠": r"\ne", "≥": r"\ge", "≤": r"\le", "∉": r"\notin", "∈": r"\in"}


def attach(units: list[Unit], text: str) -> None:
    r"""Give the conditions of a row their reach: the equations beside which they stand.

    Behind equations a condition holds for those since the condition before; a row that begins
    with a condition goes on so. "Otherwise" is the opposite of the conditions before it.
    """
    groups: list[tuple[list[Unit], list[Unit]]] = [([], [])]  # equations, and their conditions
    leading = bool(units) and not units[0].equation
    latest = max((unit.start for unit in units if unit.equation), default=-1)
    for unit in units:
        equations, conditions = groups[-1]
        opens = not leading and conditions if unit.equation else leading and latest > unit.start
        if opens and equations:
            groups.append(([], []))
        if not unit.equation and unit.role == "otherwise" and not unit.drafts:
            unit.drafts = _otherwise(unit, [c for _, group in groups[:-1] for c in group], text)
        groups[-1][not unit.equation].append(unit)
    for equations, conditions in groups:
        for draft in (d for unit in conditions for d in unit.drafts if equations and _is_local(d)):
            draft.reach = equations[0].start, equations[-1].end


def _is_local(draft: Draft) -> bool:
    r"""Whether a statement beside equations holds for these alone; not ``x \in \mathbb R^n``."""
    if draft.status == "range" and draft.clause is not None and len(draft.clause.members) == 2:
        return False
    return draft.status not in ("definition", "constraint", "kind")


def _otherwise(unit: Unit, conditions: list[Unit], text: str) -> list[Draft]:
    """The opposite of what was supposed before; what has none is not understood."""
    place = unit.start, unit.end
    found = [_opposite(d, text) for c in conditions for d in c.drafts]
    if not found or None in found:
        reason = "what holds otherwise is not understood"
        return [Draft("unread", *place, letters=("*",), reason=reason, words=unit.words)]
    return [Draft("assumption", *place, "otherwise", other=said or "", words=unit.words)
            for said in found]  # fmt: skip


def _opposite(draft: Draft, text: str) -> str | None:
    """The text of what holds otherwise, where a draft is one relation."""
    clause, text = _clause(draft), draft.other or text
    other = turned(clause) if clause is not None else None
    if other is None or other.members[0] is None or other.members[1] is None:
        return None
    left, right = (text[m.start : m.end] for m in other.members if m is not None)
    sign = other.relations[0].sign
    return f"{left} {_COMMANDS.get(sign, sign)} {right}"


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
        own = [_about(d) for unit in units if not unit.equation for d in unit.drafts]
        return any(self.signs.get(letters, {sign}) != {sign} for letters, sign in own)

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
        others = [u for u in units if not u.equation]
        cases = [d for u in others if u.role in ("", "if", "all") for d in u.drafts]
        self.behind = [d for d in cases if d.reach and d.reach[0] == first.start]
        if self.signs:
            self.behind = []
        self.latest = [d for unit in others for d in unit.drafts]
        for letters, sign in map(_about, self.latest):
            if letters:
                self.signs.setdefault(letters, set()).add(sign)

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


def _clause(draft: Draft) -> Clause | None:
    """What a draft says, if it is one relation."""
    part = parse(draft.other).parts[0] if draft.other else draft.clause
    return part if isinstance(part, Clause) and part.relations else None


def _about(draft: Draft) -> tuple[frozenset[str], str]:
    """The letters of a condition, and its relation."""
    clause = _clause(draft)
    if clause is None:
        return frozenset(), ""
    return frozenset(letters_of(clause)), clause.relations[0].sign

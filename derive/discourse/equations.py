r"""One row of a display in units: equations, and the conditions that stand beside them.

A unit is a part of a chain, or a condition. Which words make what is behind them a condition
is said in ``beside``; without words, a relation between index letters and an inequality are
conditions where an equation stands in the same row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from derive.discourse.beside import (
    compares_indices,
    condition_of,
    heard,
    index_letters,
    tagged,
)
from derive.discourse.chains import Part, parts_of
from derive.discourse.clauses import columns, in_brackets, is_map, listing_at, without_cases
from derive.discourse.drafts import Draft
from derive.discourse.relations import sort_of
from derive.discourse.roles import Role, role_of, words_behind
from derive.discourse.words.tables import Row
from derive.notation.nodes import Clause, Clauses, Separator

__all__ = ["Unit", "units_of"]

#: Words inside of a remark that say when something holds, or that it does not quite.
_LIMITS = re.compile(
    r"\b(?:if|unless|except|only|when|assum\w*|approx\w*|roughly|wrong|incorrect|not|false)\b"
    r"|如果|除非|假设|错误|近似",
    re.IGNORECASE,
)
_CONDITIONS = ("if", "all", "where", "since", "unless", "assume", "demand", "let", "or")
_ORDERS = frozenset("<>≤≥≪≫≠∉")


@dataclass(slots=True)
class Unit:
    """An equation or a condition of a row: where it stands, and what it says.

    ``part`` is the equation, which ``led`` says is a consequence of ``grounds``; ``drafts`` are
    what it states. ``role`` is what the ``words`` before it do with it.
    """

    start: int
    end: int
    part: Part | None = None
    drafts: list[Draft] = field(default_factory=list)
    grounds: list[Draft] = field(default_factory=list)
    led: bool = False
    role: Role = ""
    words: str = ""
    otherwise: bool = False
    equation: bool = False
    #: Whether what leads to the unit is said for its sake alone: ``p \Rightarrow q`` in a row.
    local: bool = False

    @property
    def goes_on(self) -> bool:
        """Whether the unit begins with a relation."""
        return self.part is not None and self.part.members[0] is None


def units_of(notation: Clauses, text: str, role: Role = "") -> list[Unit]:
    """The units of a row, in order; ``role`` is what words before it do with its beginning."""
    found = list(_Row(notation, text, role).units())
    if not any(unit.equation for unit in found):
        for draft in (d for u in found if not u.role for d in u.drafts):
            sign = draft.clause.relations[0].sign if draft.clause is not None else ""
            if draft.status == "assumption" and sign in _ORDERS:
                draft.status, draft.said = "claim", sign
    return found


@dataclass(slots=True)
class _Row:
    """A row, and what the words before the next clause say about it."""

    notation: Clauses
    text: str
    role: Role = ""
    words: str = ""
    indices: frozenset[str] = frozenset()
    carried: bool = False
    led: bool = False
    equations: int = 0
    #: A name behind "if" waits for what is said of it.
    open: bool = False
    #: The last equation, and whether a condition of it has been said.
    last: Part | None = None

    def units(self) -> Iterator[Unit]:
        parts = self.notation.parts
        self.indices |= index_letters(self.notation)
        self.equations = sum(isinstance(p, Clause) and self.is_equation(p) for p in parts)
        at = 0
        while at < len(parts):
            part = parts[at]
            if isinstance(part, Separator):
                yield from self.separator(part, parts[at + 1] if at + 1 < len(parts) else None)
                at += 1
                continue
            taken = listing_at(parts, at)
            if taken:
                yield self.listing(parts[at : at + taken])
            elif is_map(parts, at):
                place = parts[at - 2].start, part.end
                draft = Draft("kind", *place, "function", listing=parts[at - 2 : at + 1])
                yield Unit(*place, drafts=[draft])
            else:
                for column in columns(part, self.text):
                    yield from self.clause(column)
            self.led = False
            at += taken or 1

    def is_equation(self, clause: Clause) -> bool:
        """Whether a clause is an equation and compares no indices."""
        signs = {relation.sign for relation in clause.relations}
        return bool(signs - _ORDERS - {"∈", "∼"}) and not compares_indices(clause, self.indices)

    # -- what stands between

    def separator(self, separator: Separator, behind: Clause | Separator | None) -> Iterator[Unit]:
        place = separator.start, separator.end
        if separator.sign.startswith("\\tag"):
            if said := tagged(separator):
                draft = Draft("assumption", *place, other=said, words=separator.sign)
                yield Unit(*place, drafts=[draft], role="if", words=separator.sign)
            return
        role = role_of(separator.sign)
        if role == "parts":
            keeps = separator.sign.strip() == "," or separator.sign[:1].isalpha()
            self.role = self.role if keeps else ""
            self.carried = True
            return
        if role == "says" and self.open:  # "if x is …"
            yield self.not_understood(separator)
            self.open = False
            return
        self.role, self.words, self.carried = role, separator.sign, False
        if role == "otherwise":
            yield Unit(*place, role=role, words=separator.sign, otherwise=True)
        elif role in ("implies", "so"):
            self.led = True
        alone = not isinstance(behind, Clause) or not behind.relations
        more = words_behind(separator.sign)
        if more.endswith((":", ",", "：", "，")):
            self.role, alone = "", True  # what comes is said under these words
        limits = role in ("if", "unless") or (role == "says" and _LIMITS.search(separator.sign))
        if alone and limits and more:
            yield self.not_understood(separator)

    def not_understood(self, separator: Separator) -> Unit:
        """Words that limit the equations beside them, nobody knows how."""
        place = separator.start, separator.end
        reason = "a condition in words that are not understood"
        draft = Draft("unread", *place, letters=("*",), reason=reason, words=separator.sign)
        return Unit(*place, drafts=[draft], role="if", words=separator.sign)

    # -- clauses

    def listing(self, parts: Sequence[Clause | Separator]) -> Unit:
        r"""``i = 1, \ldots, n``."""
        place = parts[0].start, parts[-1].end
        draft = Draft("range", *place, words=self.words, listing=tuple(parts))
        return Unit(*place, drafts=[draft], role=self.role or "if", words=self.words)

    def clause(self, clause: Clause) -> Iterator[Unit]:
        parts = parts_of(clause, self.text)
        for n, part in enumerate(parts):
            if not part.relations and not part.led and len(parts) == 1:
                if (inside := in_brackets(part)) is not None:
                    row = _Row(inside, self.text, "if", self.words, self.indices)
                    yield from (unit for unit in row.units() if not unit.equation)
                elif (value := self.alternative(part)) is not None:
                    yield value
                elif self.role in ("if", "unless"):
                    self.open = True
                elif part.members[0] is not None and not self.role:
                    yield Unit(part.clause.start, part.clause.end, part, equation=True)
                continue
            part, cases = without_cases(part)
            own = part.clause
            led = bool(part.led) or (n == 0 and self.led)
            local = bool(part.led) and n > 0
            whole = None not in part.members and bool(part.relations)
            if whole and self.is_condition(own, n, parts):
                yield self.condition(own)
                continue
            if whole and n == 0 and self.role == "says" and not self.carried:
                known = heard(self.words, own, self.text, self.indices)
                if known is not None:
                    yield self.condition(own, known)
                    continue
            unit = Unit(own.start, own.end, part, led=led, role=self.role, words=self.words)
            unit.equation, unit.local = True, local
            self.last = part if len(part.relations) == 1 else None
            yield unit
            for case in cases:
                yield self.condition(case)

    def alternative(self, part: Part) -> Unit | None:
        r"""The other value of an equation: ``a = b \text{ if } i = j, 0 \text{ otherwise}``."""
        value, last = part.members[0], self.last
        if value is None or last is None or not self.carried or self.role not in ("if", "for"):
            return None
        left = last.members[0]
        if left is None:
            return None
        own = replace(last, members=(left, value), led="")
        self.role = ""
        return Unit(value.start, value.end, own, equation=True)

    def is_condition(self, clause: Clause, n: int, parts: tuple[Part, ...]) -> bool:
        """Whether a clause says when an equation beside it holds, and is none itself."""
        signs = {relation.sign for relation in clause.relations}
        if signs == {"∈"} or signs == {"∼"}:
            return True
        if self.role == "where" and n == 0 and self.carried and self.is_equation(clause):
            return True
        others = self.equations > (1 if self.is_equation(clause) else 0) or len(parts) > 1
        if n == 0 and self.role in _CONDITIONS and not self.carried:
            return True
        if signs == {"→"} and len(parts) == 1:
            return others and not _is_update(clause, self.text)
        if compares_indices(clause, self.indices) or signs <= _ORDERS:
            return others or self.role in _CONDITIONS
        return False

    def condition(self, clause: Clause, row: Row | None = None) -> Unit:
        status, said = condition_of(clause, self.role, self.indices)
        if row is not None:
            status, said = row.status, row.said
        draft = Draft(status, clause.start, clause.end, said, clause=clause, words=self.words)
        if [r.sign for r in clause.relations] == ["="]:
            draft.left, draft.right = clause.members
        return Unit(clause.start, clause.end, drafts=[draft], role=self.role, words=self.words)


def _is_update(clause: Clause, text: str) -> bool:
    left, right = clause.members
    assert right is not None
    return sort_of(clause.relations[0], left, right, text) == "updates"

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
    Role,
    compares_indices,
    condition_of,
    index_letters,
    listing_at,
    role_of,
    tagged,
    without_case,
)
from derive.discourse.chains import Part, parts_of
from derive.discourse.drafts import Draft
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

    @property
    def goes_on(self) -> bool:
        """Whether the unit begins with a relation."""
        return self.part is not None and self.part.members[0] is None


def units_of(notation: Clauses, text: str, role: Role = "") -> list[Unit]:
    """The units of a row, in order; ``role`` is what words before it do with its beginning."""
    reader = _Row(notation, text, role)
    return list(reader.units())


@dataclass(slots=True)
class _Row:
    """A row, and what the words before the next clause say about it."""

    notation: Clauses
    text: str
    role: Role = ""
    words: str = ""
    carried: bool = False
    led: bool = False
    indices: frozenset[str] = frozenset()
    equations: int = 0

    def units(self) -> Iterator[Unit]:
        parts = self.notation.parts
        self.indices = index_letters(self.notation)
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
            else:
                yield from self.clause(part)
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
        self.role, self.words, self.carried = role, separator.sign, False
        if role == "otherwise":
            yield Unit(*place, role=role, words=separator.sign, otherwise=True)
        elif role in ("implies", "so"):
            self.led = True
        alone = not isinstance(behind, Clause) or not behind.relations
        limits = role in ("if", "unless") or (role == "says" and _LIMITS.search(separator.sign))
        if alone and limits and (len(separator.sign.split()) > 1 or not separator.sign.isascii()):
            reason = "a condition in words that are not understood"
            draft = Draft("unread", *place, letters=("*",), reason=reason, words=separator.sign)
            yield Unit(*place, drafts=[draft], role=role, words=separator.sign)

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
                if part.members[0] is not None and not self.role:
                    yield Unit(part.clause.start, part.clause.end, part, equation=True)
                continue
            part, cases = _without_cases(part)
            own = part.clause
            led = bool(part.led) or (n == 0 and self.led)
            if None not in part.members and part.relations and self.is_condition(own, n, parts):
                yield self.condition(own)
                continue
            place = own.start, own.end
            yield Unit(*place, part, led=led, role=self.role, words=self.words, equation=True)
            for case in cases:
                yield self.condition(case)

    def is_condition(self, clause: Clause, n: int, parts: tuple[Part, ...]) -> bool:
        """Whether a clause says when an equation beside it holds, and is none itself."""
        signs = {relation.sign for relation in clause.relations}
        if signs == {"∈"} or signs == {"∼"}:
            return True
        others = self.equations > (1 if self.is_equation(clause) else 0) or len(parts) > 1
        if n == 0 and self.role in _CONDITIONS and not self.carried:
            return True
        if compares_indices(clause, self.indices) or signs <= _ORDERS:
            return others or self.role in _CONDITIONS
        return n == 0 and self.role in ("where", "since", "let", "demand") and not self.led

    def condition(self, clause: Clause) -> Unit:
        status, said = condition_of(clause, self.role, self.indices)
        draft = Draft(status, clause.start, clause.end, said, clause=clause, words=self.words)
        if [r.sign for r in clause.relations] == ["="]:
            draft.left, draft.right = clause.members
        return Unit(clause.start, clause.end, drafts=[draft], role=self.role, words=self.words)


def _without_cases(part: Part) -> tuple[Part, list[Clause]]:
    """A part without the cases in brackets behind its sides."""
    members = []
    found: list[Clause] = []
    for n, member in enumerate(part.members):
        if member is not None and part.relations and n:
            member, cases = without_case(member)
            found += cases
        members.append(member)
    return replace(part, members=tuple(members)), found

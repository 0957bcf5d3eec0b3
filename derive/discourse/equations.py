r"""One row of a display in units: equations, and the conditions that stand beside them.

Which words make what is behind them a condition is said in ``clauses``; without words, a
relation between index letters and an inequality are conditions where an equation stands in the
same row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from derive.discourse.chains import Draft, Part, parts_of
from derive.discourse.clauses import (
    ORDERS,
    Role,
    columns,
    compares_indices,
    condition_of,
    in_brackets,
    index_letters,
    is_map,
    listing_at,
    role_of,
    tagged,
    without_cases,
    words_behind,
)
from derive.discourse.relations import stated
from derive.notation.names import only_item
from derive.notation.nodes import Bracket, Clause, Clauses, Expression, Separator

__all__ = ["Unit", "case_rows", "units_of"]

#: Words inside of a remark that say when something holds, or that it does not quite.
_LIMITS = re.compile(
    r"\b(?:if|unless|except|only|when|assum\w*|approx\w*|roughly|wrong|incorrect|not|false)\b"
    r"|如果|除非|假设|错误|近似",
    re.IGNORECASE,
)
_CONDITIONS = ("if", "all", "where", "since", "unless", "assume", "demand", "let", "or")
_Parts = tuple[Clause | Separator, ...]


@dataclass(slots=True)
class Unit:
    r"""An equation or a condition of a row: where it stands, and what it says.

    ``part`` is the equation, which ``led`` says is a consequence of ``grounds`` (alone if
    ``local``). ``drafts`` are
    what it states, ``role`` is what the ``words`` before it do with it.
    """

    start: int
    end: int
    part: Part | None = None
    drafts: list[Draft] = field(default_factory=list)
    grounds: list[Draft] = field(default_factory=list)
    led: bool = False
    role: Role = ""
    words: str = ""
    equation: bool = False
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
            if draft.status == "assumption" and sign in ORDERS:
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
    last: Part | None = None

    def units(self) -> Iterator[Unit]:
        parts = self.notation.parts
        self.indices |= index_letters(self.notation)
        self.equations = sum(isinstance(p, Clause) and self.is_equation(p) for p in parts)
        at = 0
        while at < len(parts):
            part, taken = parts[at], 1
            if isinstance(part, Separator):
                yield from self.separator(part, parts[at + 1] if at + 1 < len(parts) else None)
                at += 1
                continue
            if (listed := listing_at(parts, at)) > 0:
                taken = listed
                run = parts[at : at + taken]
                yield self.condition(Draft("range", run[0].start, run[-1].end, listing=run), "if")
            elif is_map(parts, at):
                run = parts[at - 2 : at + 1]
                draft = Draft("kind", run[0].start, part.end, "function", listing=run)
                yield Unit(draft.start, draft.end, drafts=[draft])
            else:
                for column in columns(part, self.text):
                    yield from self.clause(column)
            self.led = False
            at += taken

    def is_equation(self, clause: Clause) -> bool:
        """Whether a clause is an equation and compares no indices."""
        signs = {relation.sign for relation in clause.relations}
        return bool(signs - ORDERS - {"∈", "∼"}) and not compares_indices(clause, self.indices)

    def condition(self, draft: Draft, role: Role = "") -> Unit:
        """A condition, under the words before it."""
        draft.words = draft.words or self.words
        return Unit(
            draft.start, draft.end, drafts=[draft], role=self.role or role, words=draft.words
        )

    def separator(self, separator: Separator, behind: Clause | Separator | None) -> Iterator[Unit]:
        """What stands between clauses: signs, words, a tag."""
        place, sign = (separator.start, separator.end), separator.sign
        if sign.startswith("\\tag"):
            if said := tagged(separator):
                draft = Draft("assumption", *place, other=said, words=sign)
                yield Unit(*place, drafts=[draft], role="if", words=sign)
            return
        role = role_of(sign)
        if role == "parts":
            keeps = sign.strip() == "," or sign[:1].isalpha()
            self.role, self.carried = self.role if keeps else "", True
            return
        if role == "says" and self.open:  # "if x is …"
            yield _not_understood(separator)
            self.open = False
            return
        self.role, self.words, self.carried = role, sign, False
        if role == "otherwise":
            yield Unit(*place, role=role, words=sign)
        self.led = self.led or role in ("implies", "so")
        alone = not isinstance(behind, Clause) or not behind.relations
        more = words_behind(sign)
        if more.endswith((":", ",", "：", "，")):
            self.role, alone = "", True  # what comes is said under these words
        limits = role in ("if", "unless") or (role == "says" and _LIMITS.search(sign))
        if alone and limits and more:
            yield _not_understood(separator)

    def clause(self, clause: Clause) -> Iterator[Unit]:
        parts = parts_of(clause, self.text)
        for n, part in enumerate(parts):
            if not part.relations and not part.led and len(parts) == 1:
                yield from self.bare(part)
                continue
            part, cases = without_cases(part)
            own = part.clause
            whole = None not in part.members and bool(part.relations)
            said = condition_of(own, self.role, self.indices)
            if whole and not self.is_condition(own, n, parts):
                # Nobody knows what is said of it.
                whole = n == 0 and self.role == "says" and not self.carried
                said = ("hypothetical", "says") if whole else said
            if whole:
                yield self.condition(_related(own, *said))
                continue
            led, local = bool(part.led) or (n == 0 and self.led), bool(part.led) and n > 0
            self.last = part if len(part.relations) == 1 else None
            yield Unit(own.start, own.end, part, led=led, role=self.role, words=self.words,
                       equation=True, local=local)  # fmt: skip
            for case in cases:
                yield self.condition(_related(case, *condition_of(case, self.role, self.indices)))

    def bare(self, part: Part) -> Iterator[Unit]:
        """What a clause without a relation is: a condition in brackets, another value, a name."""
        value, last = part.members[0], self.last
        inside = in_brackets(part)
        if inside is not None:
            row = _Row(inside, self.text, "if", self.words, self.indices)
            yield from (unit for unit in row.units() if not unit.equation)
        elif value is not None and self.carried and self.role == "if" and last is not None and (
            last.members[0] is not None
        ):  # fmt: skip
            # The other value of an equation: ``a = b \text{ if } i = j, 0 \text{ otherwise}``.
            own = replace(last, members=(last.members[0], value), led="")
            self.role = ""
            yield Unit(value.start, value.end, own, equation=True)
        elif self.role in ("if", "unless"):
            self.open = True
        elif value is not None and not self.role:
            yield Unit(value.start, value.end, part, equation=True)

    def is_condition(self, clause: Clause, n: int, parts: tuple[Part, ...]) -> bool:
        """Whether a clause says when an equation beside it holds, and is none itself."""
        signs = {relation.sign for relation in clause.relations}
        if signs in ({"∈"}, {"∼"}) or (n == 0 and self.role in _CONDITIONS and not self.carried):
            return True
        equation = self.is_equation(clause)
        if self.role == "where" and n == 0 and self.carried and equation:
            return True
        others = self.equations > (1 if equation else 0) or len(parts) > 1
        if signs == {"→"} and len(parts) == 1:
            left, right = clause.members
            assert right is not None
            return others and stated(clause.relations[0], left, right, self.text)[0] != "update"
        if compares_indices(clause, self.indices) or signs <= ORDERS:
            return others or self.role in _CONDITIONS
        return False


def _related(clause: Clause, status: str, said: str) -> Draft:
    draft = Draft(status, clause.start, clause.end, said, clause=clause)  # type: ignore[arg-type]
    if [r.sign for r in clause.relations] == ["="]:
        draft.left, draft.right = clause.members
    return draft


def _not_understood(separator: Separator) -> Unit:
    """Words that limit the equations beside them, nobody knows how."""
    place, words = (separator.start, separator.end), separator.sign
    reason = "a condition in words that are not understood"
    draft = Draft("unread", *place, letters=("*",), reason=reason, words=words)
    return Unit(*place, drafts=[draft], role="if", words=words)


def case_rows(side: Expression | None) -> list[tuple[Expression, _Parts]]:
    r"""The value of each case of ``\begin{cases}``, and what stands behind it; else none."""
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
    for first, *rest in filter(None, rows):
        if not isinstance(first, Clause) or first.relations or first.members[0] is None:
            return []
        # In no matrix words or a relation stand behind an entry.
        words = any(isinstance(p, Separator) and p.sign[:1].isalpha() for p in rest)
        clauses = [p for p in rest if isinstance(p, Clause)]
        says_when = any(c.relations for c in clauses) or (words and not clauses)
        if item.kind == "matrix" and not says_when:
            return []
        kept = (p for p in rest if isinstance(p, Clause) or p.sign not in ("&", ",", "&&"))
        found.append((first.members[0], tuple(kept)))
    return found

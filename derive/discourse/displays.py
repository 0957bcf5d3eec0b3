r"""What a display says: every relation of its rows as a statement, with what stands beside it.

A row that begins with a relation goes on from the row above, also from the last row of the
display before. Conditions belong to the equations beside which they stand, and to what goes on
from those (``groups``). Rows that are not read are ``unread`` statements, one for each equation.
What this file cannot do: it does not know what the words around the display ask for
("subject to", "solve"), nor which names are new.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TypeAlias

from derive.discourse.chains import Draft, drafts_of, lead_from, rests_on
from derive.discourse.equations import Unit, case_rows, units_of
from derive.discourse.groups import Chain, attach
from derive.discourse.shapes import Part, range_of
from derive.discourse.statements import Formula, Span, State, Statement
from derive.documents.traced import Traced, copied, joined
from derive.notation.names import only_item
from derive.notation.nodes import Bracket, Clause, Clauses, Expression, Separator
from derive.notation.parse import parse
from derive.notation.rows import Row, UnreadRow, rows

__all__ = ["shown_in"]

#: A last side, and the statement whose right side it is.
_Last: TypeAlias = tuple[Expression, Draft | None]
#: What belongs to the sign behind it, or to the bracket before it, and says nothing.
_BEFORE = re.compile(
    r"(?:\\(?:left|[bB]igg?[lrm]?|(?:under|over)brace|(?:text)?color\s*\{[^{}]*\})\s*(?:\{\s*)?)+\Z"
)
_BELOW = re.compile(r"\s*[_^]\s*\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}")
#: How far before a side one looks for what belongs to it.
_NEAR = 80


def shown_in(text: Traced, state: State) -> tuple[tuple[Statement, ...], Traced | None]:
    r"""The statements of a display, and the side on which the next display may go on.

    >>> state = State((0, 99), (0, 99), (0, 99), (0, 99))
    >>> shown, _ = shown_in(copied(r"a_i &= b \\ &= c_j + d, \quad i \ne j", 0), state)
    >>> [(s.status, s.place, s.scope) for s in shown]
    [('claim', (7, 8), (0, 99)), ('claim', (15, 22), (0, 99)), ('assumption', (30, 37), (0, 22))]
    """
    found = rows(text.text)
    first = found[0].notation.parts[:1] if found and isinstance(found[0], Row) else ()
    if state.last and first and isinstance(first[0], Clause) and first[0].members[0] is None:
        text = joined([state.last, copied(" ", text.source_end(0)), text])
        found = rows(text.text)
    read = _Display(text)
    for row in found:
        read.unread(row) if isinstance(row, UnreadRow) else read.row(row)
    read.chain.close()
    parts = tuple(p for row in found if isinstance(row, Row) for p in row.notation.parts)
    formula = Formula(text.text, Clauses(0, len(text.text), parts), text)
    last = text.part(*read.at) if read.at is not None else None
    shown = tuple(_finished(draft, formula, text, state) for draft in read.drafts)
    return shown, last if read.sides else state.last


@dataclass(slots=True)
class _Display:
    """The drafts so far, and the sides on which the next row may go on."""

    text: Traced
    drafts: list[Draft] = field(default_factory=list)
    lasts: list[_Last] = field(default_factory=list)
    chain: Chain = field(default_factory=Chain)
    before: Unit | None = None
    #: Whether it has a row with a side, be it read or not; where the last one stands.
    sides: bool = False
    at: Span | None = None

    def unread(self, row: UnreadRow) -> None:
        """One statement for each equation of a row that is not read."""
        self.chain.close()
        self.chain, self.lasts, self.before, self.sides = Chain(), [], None, True
        self.at = None
        for left, right in row.equations:
            letters = row.letters or ("*",)
            self.drafts.append(Draft("unread", left[0], right[1], row=row.number, letters=letters,
                                     reason=row.message, at=row.place))  # fmt: skip

    def row(self, row: Row) -> None:
        """The statements of a row."""
        text = self.text.text
        units = units_of(_unboxed(row.notation), text)
        equations = [u for u in units if u.part is not None]
        if equations and not (equations[0].goes_on or equations[0].led):
            self.chain.close()
            self.chain = Chain()
        head = self.chain.head if self.chain.differs(units) else None
        columns = len(self.lasts) == sum(u.goes_on for u in equations)
        lasts: list[_Last] = []
        for n, unit in enumerate(equations):
            before = self.lasts[n : n + 1] if columns else (lasts or self.lasts)[-1:]
            left = head if n == 0 else None
            if left is None and unit.goes_on and before:
                left, draft = before[0]
                if draft is not None:
                    draft.goes_on = True
            assert unit.part is not None
            drafts = drafts_of(unit.part, left, text)
            unit.drafts = [d for draft in drafts for d in _in_cases(draft, text)]
            self.lead(unit)
            last = unit.part.members[-1]
            assert last is not None
            lasts.append((last, next((d for d in unit.drafts[::-1] if d.sided), None)))
            self.before = unit
        for unit, behind in pairwise(units):
            if behind.role == "or":
                for draft in (d for d in unit.drafts if d.status == "claim"):
                    draft.status, draft.said = "hypothetical", "or"
        attach(units, text)
        self.chain.add(units)
        self.lasts = lasts or self.lasts
        if lasts:
            self.sides, self.at = True, (lasts[-1][0].start, lasts[-1][0].end)
        for draft in (draft for unit in units for draft in unit.drafts):
            draft.row = row.number
            self.drafts.append(draft)

    def lead(self, unit: Unit) -> None:
        """Say what a unit is drawn from, if it is a consequence."""
        before = self.before
        if before is None or not (unit.led or (unit.goes_on and before.led)):
            return
        if unit.led and not before.led:
            before.grounds = lead_from(before.drafts, unit.local)
        unit.led, unit.grounds = True, before.grounds
        rests_on(unit.drafts, unit.grounds)
        for ground in unit.grounds:
            ground.reach = (ground.reach or (unit.start,))[0], unit.end


def _unboxed(notation: Clauses) -> Clauses:
    r"""A row without what surrounds its only equation: ``\boxed{a = b}``, ``(a = b)``."""
    alone = sum(isinstance(part, Clause) for part in notation.parts) == 1
    kinds = ("{", "(", "[") if alone else ("{",)
    parts: list[Clause | Separator] = []
    for part in notation.parts:
        side = part.members[0] if isinstance(part, Clause) and not part.relations else None
        item = only_item(side) if side is not None else None
        inside = item.inside.parts if isinstance(item, Bracket) and item.kind in kinds else ()
        equation = any(isinstance(inner, Clause) and inner.relations for inner in inside)
        parts += inside if equation else (part,)
    return replace(notation, parts=tuple(parts))


def _in_cases(draft: Draft, text: str) -> list[Draft]:
    r"""A draft, or one for each row of the cases that are its right side, with its condition."""
    rows_of = case_rows(draft.right) if draft.status in ("claim", "definition") else []
    units: list[Unit] = []
    for value, rest in rows_of:
        own = replace(draft, start=value.start, end=value.end, right=value)
        own.clause = draft.clause and replace(draft.clause, members=(draft.left, value))
        units.append(Unit(value.start, value.end, drafts=[own], equation=True))
        if rest:
            units += units_of(Clauses(rest[0].start, rest[-1].end, rest), text, role="if")
    attach(units, text)
    return [d for unit in units for d in unit.drafts] or [draft]


def _finished(draft: Draft, formula: Formula, source: Traced, state: State) -> Statement:
    """A draft as a statement, with its places in the source."""
    scope = source.source_span(*draft.reach) if draft.reach else _scope(draft, state)
    place = source.source_span(*_whole(formula.text, draft.start, draft.end))
    own = _own(draft, formula)
    found = Statement(
        draft.status, place, scope, own, draft.left, draft.right, draft.said, draft.words,
        letters=draft.letters, row=draft.row, goes_on=draft.goes_on, reason=draft.reason,
    )  # fmt: skip
    if draft.status == "range" and draft.clause is not None and own.clause is draft.clause:
        said, axes = range_of(Part("M", own.notation, draft.clause))
        return replace(found, said=said, axes=axes) if said == "index" else found
    return found


def _own(draft: Draft, formula: Formula) -> Formula:
    """The formula of a draft: the display, or a clause of it, or a text of its own."""
    if draft.other:
        return Formula(draft.other, parse(draft.other), None, formula.origin)
    if draft.status == "unread":
        return replace(formula, notation=Clauses(*(draft.at or (draft.start, draft.end)), ()))
    whole = draft.sided and draft.status in ("claim", "definition") and draft.reach is None
    parts = draft.listing or ((draft.clause,) if draft.clause is not None else ())
    if whole or not parts:
        return formula
    start, end = min(p.start for p in parts), max(p.end for p in parts)
    return replace(formula, notation=Clauses(start, end, parts))


def _scope(draft: Draft, state: State) -> Span:
    """How far a statement reaches of which the display says nothing."""
    if draft.status in ("assumption", "supposition", "hypothetical"):
        return state.sentence
    end = state.section[1] if draft.status == "range" else state.document[1]
    return state.sentence[0], end


def _whole(text: str, start: int, end: int) -> Span:
    """Where a side begins and ends, with the sizes, colours and braces around it."""
    found = _BEFORE.search(text[max(0, start - _NEAR) : start])
    if found is None:
        return start, end
    below = _BELOW.match(text, end) if "brace" in found[0] else None
    return start - len(found[0]), end if below is None else below.end()

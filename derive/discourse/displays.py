r"""What a display says: every relation of its rows as a statement, with what stands beside it.

A row that begins with a relation goes on from the row above, also from the last row of the
display before. Conditions belong to the equations beside which they stand, and to what goes on
from those. Rows that are not read are ``unread`` statements, one for each equation.
What this file cannot do: it does not know what the words around the display ask for
("subject to", "solve"), nor which names are new.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TypeAlias

from derive.discourse.cases import with_cases
from derive.discourse.chains import drafts_of, either, lead_from, rests_on
from derive.discourse.drafts import Draft, finished, with_last
from derive.discourse.equations import Unit, units_of
from derive.discourse.groups import Chain, attach
from derive.discourse.scopes import LastSide, State
from derive.discourse.statements import Formula, Statement
from derive.documents.pieces import MathSpan
from derive.documents.traced import Traced
from derive.notation.names import only_item
from derive.notation.nodes import Bracket, Clause, Clauses, Expression, Separator
from derive.notation.rows import Row, UnreadRow, rows

__all__ = ["Shown", "display_statements", "shown_in"]

#: A last side, and the statement whose right side it is.
_Last: TypeAlias = tuple[Expression, Draft | None]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a display says, and the side on which the next display may go on.

    If its last row was not read, that is a side without terms, and nothing goes on from it.
    ``goes_on`` says that its own first row went on from the display before.
    """

    statements: tuple[Statement, ...]
    last: LastSide | None = None
    goes_on: bool = False


def display_statements(span: MathSpan, text: Traced, state: State) -> tuple[Statement, ...]:
    """The statements of a display, whose text is that of the span with its macros replaced."""
    return shown_in(text, state).statements


def shown_in(text: Traced, state: State) -> Shown:
    r"""The statements of a display, in the order of its text.

    >>> from derive.documents.traced import copied
    >>> state = State((0, 99), (0, 99), (0, 99), (0, 99))
    >>> shown = shown_in(copied(r"a_i &= b \\ &= c_j + d, \quad i \ne j", 0), state)
    >>> [(s.status, s.place, s.scope) for s in shown.statements]
    [('claim', (7, 8), (0, 99)), ('claim', (15, 22), (0, 99)), ('assumption', (30, 37), (0, 22))]
    """
    found = rows(text.text)
    read = _Display(text, state)
    known = state.last is not None and bool(state.last.side.terms)
    if state.last is not None and known and found and _begins_with_relation(found[0]):
        text, side = with_last(text, state.last)
        read = _Display(text, state, lasts=[(side, None)], continued=True)
    for row in found:
        read.unread(row) if isinstance(row, UnreadRow) else read.row(row)
    read.chain.close()
    formula = _formula(text, found)
    statements = tuple(finished(draft, formula, state) for draft in read.drafts)
    last = read.last(formula) if read.sides else state.last
    return Shown(statements, last, read.continued)


@dataclass(slots=True)
class _Display:
    """The drafts so far, and the sides on which the next row may go on."""

    text: Traced
    state: State
    drafts: list[Draft] = field(default_factory=list)
    lasts: list[_Last] = field(default_factory=list)
    chain: Chain = field(default_factory=Chain)
    before: Unit | None = None
    continued: bool = False
    #: Whether it has a row with a side, be it read or not; where the last that is not stands.
    sides: bool = False
    at: tuple[int, int] = (0, 0)

    def unread(self, row: UnreadRow) -> None:
        """One statement for each equation of a row that is not read."""
        self.chain.close()
        self.chain, self.lasts, self.before, self.sides = Chain(), [], None, True
        self.at = row.place
        for left, right in row.equations:
            self.drafts.append(
                Draft(
                    "unread",
                    left[0],
                    right[1],
                    row=row.number,
                    letters=row.letters or ("*",),
                    reason=row.message,
                    at=row.place,
                )
            )

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
            if left is None and unit.goes_on:
                left = _taken(before)
            assert unit.part is not None
            unit.drafts = with_cases(list(drafts_of(unit.part, left, text)), text)
            self.lead(unit)
            last = unit.part.members[-1]
            assert last is not None
            lasts.append((last, next((d for d in unit.drafts[::-1] if d.sided), None)))
            self.before = unit
        for unit, behind in pairwise(units):
            if behind.role == "or":
                either(unit.drafts)
        attach(units, text)
        self.chain.add(units)
        self.lasts = lasts or self.lasts
        self.sides = self.sides or bool(lasts)
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
            start, _ = ground.reach or (unit.start, unit.end)
            ground.reach = (start, unit.end)

    def last(self, formula: Formula) -> LastSide:
        """The last side, as the display behind this one needs it."""
        side = self.lasts[-1][0] if self.lasts else Expression(*self.at, ())
        return LastSide(formula, side, formula.span(side))


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


def _taken(lasts: list[_Last]) -> Expression | None:
    """The side on which a row goes on; its statement is told so."""
    for side, draft in lasts:
        if draft is not None:
            draft.goes_on = True
        return side
    return None


def _begins_with_relation(row: Row | UnreadRow) -> bool:
    first = row.notation.parts[0] if isinstance(row, Row) and row.notation.parts else None
    return isinstance(first, Clause) and first.members[0] is None


def _formula(text: Traced, found: tuple[Row | UnreadRow, ...]) -> Formula:
    """The whole display with its notation, row by row."""
    parts = tuple(p for row in found if isinstance(row, Row) for p in row.notation.parts)
    return Formula(text.text, Clauses(0, len(text.text), parts), text)

r"""What a token is by what stands beside it at its level, and what parts the clauses of a row.

A sign that stands alone is a name: ``f(\cdot)``, ``x^{*}``, ``\theta^{-}``. A function sign with
nothing behind it is one too: ``x_{\max}``, and so are words where only a name can stand.

A ``\\`` inside of a row only breaks the line. A relation, or a sign between factors, that is
written again behind the break is one; two minus signs around a break may be one or two, and
are not read. Columns and wide spaces separate where a formula stands on both sides of them:
``a = b \quad c = d``, ``a &= b & c &= d``.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from derive.notation.errors import ReadError
from derive.notation.marks import ATOMS, SCRIPTS, SIGNS, Mark, States, as_name
from derive.notation.signs import MATRICES, OVER_MANY
from derive.notation.words import PROSE

__all__ = ["Around", "told"]

_BESIDE = frozenset({"SEP", "TEXT", "ROW", "WIDE"})
_SILENT = frozenset({"COLUMN", "WIDE"})
_GAPS = frozenset({"COLUMN", "WIDE", "ROW"})
_BEGINS = ATOMS - {"AT"} | {"BIG", "FUNCTION", "FRACTION", "BINOMIAL", "ROOT", "STYLE"}
_ENDS = ATOMS | {"PRIME"}
#: Separators that end a sentence; others are words beside a formula.
_STOPS = frozenset({",", ";", ".", ":"})


@dataclass(frozen=True, slots=True)
class Around:
    """What a level stands in: its bracket, the script that it is, and scripts around that."""

    bracket: Mark
    script: str = ""
    below: bool = False
    lowered: bool = False

    @property
    def top(self) -> bool:
        """Whether no bracket is around the level."""
        return not self.bracket.kind

    def within(self, bracket: Mark, before: str) -> Around:
        """What stands around the inside of a bracket that stands behind ``before``."""
        script = before if bracket.kind == "GROUP" and before in ("SUB", "SUP") else ""
        lowered = self.lowered or before in ("SUB", "SUP")
        return Around(bracket, script, self.below or script == "SUB", lowered)


def told(marks: list[Mark], text: str, around: Around) -> list[Mark]:
    """The tokens of a level as what they are beside the others; gaps are separators or nothing."""
    if around.script and marks and marks[0].kind == around.script:
        marks = marks[1:]  # x_{_i} only lowers the index more
    if around.bracket.kind == "BRACKET" and around.bracket.value in MATRICES.values():
        cells = {"COLUMN": "&", "ROW": r"\\"}
        marks = [replace(m, kind="SEP", value=cells.get(m.kind, m.value))
                 if m.kind in cells else m for m in marks]  # fmt: skip
    marks = _spoken(marks, around)
    marks = [_named(marks, n, around) for n in range(len(marks))]
    if around.lowered:
        return [replace(m, kind="SEP", value=",") if m.kind == "ROW" else m
                for m in marks if m.kind not in _SILENT]  # fmt: skip
    row = _Row(text, around.top)
    for mark, relation in zip(marks, _relations_ahead(marks), strict=True):
        row.take(mark, relation)
    return row.found + row.beside


def _spoken(marks: list[Mark], around: Around) -> list[Mark]:
    r"""The tokens with words as names where only a name can stand: ``= \text{training loss}``."""
    state = States()
    found: list[Mark] = []
    begin = {"GROUP": "{", "": ""}.get(around.bracket.kind, "(")
    for n, mark in enumerate(marks):
        if mark.kind == "TEXT":
            last = next((m.kind for m in reversed(found[-2:]) if m.kind not in _SILENT), begin)
            after = next((m.kind for m in marks[n + 1 : n + 3] if m.kind not in _SILENT), "")
            operand = state.said == "head" or (state.said == "" and last in SIGNS)
            begins = last in ("", "{", "ROW") and (after in SIGNS or last == "{")
            ends = after in SIGNS or after in ("", "SEP", "TEXT", "ROW", "BRACKET")
            if (operand or begins) and ends and not PROSE & set(mark.value.lower().split()):
                mark = replace(mark, kind="WORD", value=" ".join(mark.value.split()))
        state.note(mark)
        found.append(mark)
    return found


def _named(marks: list[Mark], n: int, around: Around) -> Mark:
    """A token, as a name if it is a sign that stands alone."""
    mark, alone = marks[n], len(marks) == 1
    before = marks[n - 1].kind if n else ""
    after = marks[n + 1].kind if n + 1 < len(marks) else ""
    begins, ends = not before or before in _BESIDE, not after or after in _BESIDE
    if mark.kind in ("OP", "SEP") and mark.value in ("·", ":"):
        argument = before in ("SEP", "TEXT") or (n == 0 and around.bracket.kind == "BRACKET")
        if around.script == "SUB" or (argument and around.below):
            return replace(mark, kind="LETTER", value="·")  # an index that is left open
    if mark.kind in SIGNS or mark.kind == "PRIME":
        lone = begins and ends and (not around.top or alone)
        raised = bool(around.script) and (mark.kind != "REL" or mark.value == "⊥")
        marked = (begins and mark.kind == "OP") or (ends and mark.kind != "PRIME")
        quoted = mark.kind == "PRIME" and begins
        if lone or (raised and marked) or quoted:
            return as_name(mark)
        if mark.kind == "OP" and mark.value in OVER_MANY and after == "SUB":
            return replace(mark, kind="FUNCTION", value=OVER_MANY[mark.value])
    elif mark.kind in ("BIG", "FUNCTION"):
        end = _after_scripts(marks, n + 1)
        following = marks[end].kind if end < len(marks) else ""
        stops = mark.kind == "FUNCTION" and following in _BESIDE | {"REL", "OP"}
        if stops or (not following and (mark.kind == "FUNCTION" or (around.top and n == 0))):
            return replace(mark, kind="WORD")
    return mark


def _after_scripts(marks: list[Mark], at: int) -> int:
    """Where the scripts of a sign end."""
    while at < len(marks) and marks[at].kind in SCRIPTS:
        at += 1
        if marks[at - 1].kind != "PRIME":
            while at < len(marks) and marks[at].kind in ("STYLE", "FRACTION", "ROOT"):
                at += 1
            at += 1
    return at


@dataclass(slots=True)
class _Row:
    """The tokens so far, the gap behind them, and the words that stood behind a broken line."""

    text: str
    top: bool
    found: list[Mark] = field(default_factory=list)
    beside: list[Mark] = field(default_factory=list)
    gap: list[Mark] = field(default_factory=list)
    state: States = field(default_factory=States)
    columns: int = 0
    #: Where the words of this line begin: in a column of their own, or anywhere.
    column: int | None = None
    spoken: int | None = None

    def take(self, mark: Mark, relation: bool) -> None:
        """One more token; ``relation`` says that a relation follows before the clause ends."""
        if mark.kind in _GAPS:
            self.gap.append(mark)
            return
        begins = not self.found or (self.gap and self.gap[-1].kind == "ROW")
        if begins and mark.value == "&&":
            return  # an empty column
        gap, self.gap = self.gap, []
        self.columns += sum(space.kind == "COLUMN" for space in gap)
        if gap and self.found and not self.crosses(gap, mark, relation):
            return
        if self.top and mark.kind in ("SEP", "TEXT") and mark.value not in _STOPS:
            self.spoken = len(self.found) if self.spoken is None else self.spoken
            if mark.value == "&&" and self.column is None:
                self.column = len(self.found)
        self.found.append(mark)
        self.state.note(mark)

    def crosses(self, gap: list[Mark], mark: Mark, relation: bool) -> bool:
        """Goes over a gap; whether the token behind it is to be written."""
        broken = next((space for space in gap if space.kind == "ROW"), None)
        if broken is not None:
            self.columns = 0
            return self.breaks(broken, mark)
        if self.state.said != "ended":
            return True
        wide = next((space for space in gap if space.kind == "WIDE"), None)
        starts = mark.kind == "SIGN" and relation
        if starts and wide is not None:
            message = "one equation or two? Write a comma before the next equation"
            raise ReadError(message, wide.start, mark.end)
        if mark.kind in _BEGINS or (starts and self.columns % 2 == 0):
            self.found.append(Mark("SEP", "&&", gap[0].start, gap[0].end))
            self.state.said = ""
        return True

    def breaks(self, broken: Mark, mark: Mark) -> bool:
        r"""Goes over a ``\\``; whether the token behind it is to be written."""
        if self.top:
            self.set_aside()
        last = self.found[-1] if self.found else Mark("", "", 0, 0)
        if (last.kind, last.value) == (mark.kind, mark.value) and mark.kind in ("REL", "OP"):
            return False
        if (last.kind, mark.kind) == ("SIGN", "SIGN"):
            if last.value == mark.value == "+":
                return False
            raise ReadError("two signs around a line break", last.start, mark.end)
        if last.kind in _ENDS and self.state.said == "ended" and mark.kind in _BEGINS:
            message = "a line breaks between two factors: write the sign between them"
            raise ReadError(message, broken.start, broken.end)
        return True

    def set_aside(self) -> None:
        """The words behind a line that is broken stand beside the row, not in it."""
        first = len(self.found) if self.column is None else self.column
        while first and self.found[first - 1].kind in ("SEP", "TEXT"):
            first -= 1
            if self.found[first].value in _STOPS:
                message = "the row below goes on, and this sign ends the formula before it"
                raise ReadError(message, self.found[first].start, self.found[first].end)
        if first < len(self.found):
            self.beside += self.found[first:]
            del self.found[first:]
            self.state.said = "ended"
        if self.spoken is not None and self.spoken < len(self.found):
            said = self.found[self.spoken]
            message = "the row below goes on: with what stands before these words, or behind them?"
            raise ReadError(message, said.start, said.end)
        self.column = self.spoken = None


def _relations_ahead(marks: list[Mark]) -> list[bool]:
    """For every token, whether a relation follows before the clause ends."""
    found: list[bool] = []
    ahead = False
    for mark in reversed(marks):
        found.append(ahead)
        ahead = mark.kind == "REL" or (ahead and mark.kind not in _BESIDE)
    return found[::-1]

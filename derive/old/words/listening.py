r"""What the words and the inline formulas of a document say of the displays beside them.

``if $i = j$``, ``where $\sum_j y_j = 1$``, ``let $p_i = …$``, ``$A$ is symmetric``: each bears
on the next display, on its paragraph, or on all that follows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from derive.documents.pieces import MathSpan, Piece, Prose
from derive.notation.errors import ReadError
from derive.notation.nodes import Clause, Clauses, Expression
from derive.notation.parse import parse
from derive.old.conventions.applied import applications
from derive.old.conventions.initials import with_initials
from derive.old.conventions.squares import with_squares
from derive.old.conventions.summands import with_parts
from derive.old.names import defined_name, names_in
from derive.old.said import Said
from derive.old.words.conditions import (
    clause_of,
    is_bound,
    is_case,
    is_total,
    negated,
    replaces,
    value_of,
)
from derive.old.words.directives import take_in
from derive.old.words.introductions import (
    assumes,
    defines,
    defines_anew,
    is_distribution,
    may_introduce,
    opens_case,
)
from derive.old.words.prose import (
    ANEW,
    DENIED,
    ENDS,
    GOES_ON,
    HEADING,
    OTHERWISE,
    ROUGHLY,
    STILL,
    STOPS,
    SUMS,
    TOO,
    fact_after,
    fact_before,
    is_brief,
    is_denied,
    is_for_now,
    is_hypothetical,
    is_number,
    is_supposed,
    span_name,
    squeezed,
)
from derive.old.words.spaces import called_number, spaces_in
from derive.syntax.reader.assumptions import Stated
from derive.syntax.reader.look import clauses_of
from derive.syntax.reader.plain import plain
from derive.syntax.reader.session import Formula
from derive.syntax.reader.where import Where

__all__ = ["Listener"]

#: How many characters before a formula may say what it is.
_STRONG = 200
#: How many characters may stand between a case and the display that it is for.
_NEAR = 12
#: A new paragraph with words of its own: the conditions of the one before it are over.
_BLANK_LINE = re.compile(r"\n[ \t\r>]*\n")

_Assumed: TypeAlias = "tuple[list[Stated], list[Formula], list[Formula], Formula | None]"


@dataclass(slots=True)
class Listener:
    """What was said up to a place, and what of it holds for the display that comes next."""

    said: Said = field(default_factory=Said)
    #: The words just said, and all those since the last display.
    words: str = ""
    since: str = ""
    #: What holds for the next display, and what may, if it comes soon.
    conditions: list[Formula] = field(default_factory=list)
    near: Formula | None = None
    #: Equations under an "if", which hold till the next paragraph.
    supposed: list[Formula] = field(default_factory=list)
    #: The conditions of the last display, and its case if it had one.
    kept: list[Formula] = field(default_factory=list)
    cased: Formula | None = None
    #: Names of which words may say something, the words before them, and what holds briefly.
    named: str = ""
    before: str = ""
    brief: list[Where] = field(default_factory=list)
    #: What was assumed before the last formula.
    undo: _Assumed | None = None
    roughly: bool = False

    def prose(self, words: str) -> None:
        """Take in words between formulas."""
        text = squeezed(words)
        self.said.section += len(HEADING.findall(text))
        still = bool(STILL.match(text)) and not _BLANK_LINE.search(text.strip())
        if ENDS.search(text.lstrip() if still else text):
            self.supposed = []
        if self.undo is not None and DENIED.match(text):
            self.said.given, self.conditions, self.supposed, self.near = self.undo
        self.undo = None
        if self.kept and still:
            self.conditions = [*self.kept]
        self.kept = []
        for name in self.named.split(",") if self.named else ():
            self._said_after(name, text)
        self.named = f"{self.named}," if self.named and TOO.fullmatch(text) else ""
        self.words = (self.words + text)[-_STRONG:]
        self.since = (self.since + text)[-_STRONG:]
        if _BLANK_LINE.search(text.rstrip()):
            self.conditions, self.near = self.conditions if still else [], None
        elif self.near is not None and len(text.strip()) > _NEAR:
            self.near = None
        if self.cased is not None and OTHERWISE.search(text):
            self.conditions, self.cased = [negated(self.cased)], None

    def before_display(self) -> None:
        """A display begins: what was said just before is for it."""
        if self.near is not None:
            self.conditions.append(self.near)
        self.said.anew = ANEW.search(self.since) is not None
        self.roughly = ROUGHLY.search(self.since) is not None
        self.since = ""
        cases = [c for c in self.conditions if is_case(clause_of(c))]
        self.kept = [*self.conditions]
        self.cased = cases[0] if len(cases) == 1 else None

    def after_display(self) -> None:
        """A display is over: what was for it alone is forgotten."""
        self.words, self.conditions, self.near = "", [], None
        self.said.declared = [w for w in self.said.declared if w not in self.brief]
        self.brief, self.named, self.undo = [], "", None

    def formula(self, span: MathSpan) -> None:
        """Take in an inline formula with the words before it."""
        self.undo = self.said.given, self.conditions, self.supposed, self.near
        self.said.given, self.supposed = [*self.said.given], [*self.supposed]
        name = self._heard(span)
        self.named = f"{self.named}{name}" if name else ""
        self.words = ""

    def ahead(self, pieces: Sequence[Piece], at: int) -> set[int]:
        """Take in what the sentence says after a display: "for i ≠ j.", "where …".

        The places of its formulas come back. A sentence that another display ends is of that one.
        """
        words, found = self.words, []
        for n in range(at + 1, len(pieces)):
            piece = pieces[n]
            if isinstance(piece, Prose):
                if n == at + 1 and not GOES_ON.match(piece.text):
                    return set()
                if STOPS.search(piece.text):
                    break
            elif isinstance(piece, MathSpan) and not (piece.display or piece.alone):
                found.append(n)
            else:
                return set()
        for n in found:
            span, before = pieces[n], pieces[n - 1]
            assert isinstance(span, MathSpan)
            self.words = before.text if isinstance(before, Prose) else ""
            name = self._heard(span)
            if self.near is not None:
                self.conditions, self.near = [*self.conditions, self.near], None
            behind = pieces[n + 1] if n + 1 < len(pieces) else None
            if name and isinstance(behind, Prose):
                self._said_after(name, squeezed(behind.text))
        self.words = words
        return set(found)

    def _heard(self, span: MathSpan) -> str:
        """Take in a formula and what the words before it say; the name that it is, or nothing."""
        self._inline(span)
        name, self.before = span_name(span.text), self.words
        self._fact(name, fact_before(self.words))
        if is_number(self.words, ""):
            self.said.spaces += called_number(name, self.said)
        return name

    def _said_after(self, name: str, words: str) -> None:
        """Take in what the words behind a name say of it."""
        self._fact(name, fact_after(words))
        if is_number(self.before, words):
            self.said.spaces += called_number(name, self.said)
        if name and SUMS.match(words):
            self._total(name)

    def _inline(self, span: MathSpan) -> None:
        """An inline formula: a condition for the display after it, or what its words say."""
        try:
            notation = with_initials(parse(span.text), self.said.initials)
            notation = with_squares(notation, self.said.squares)
            notation = with_parts(notation, self.said.totals)
        except ReadError:
            return
        spaces = spaces_in(notation, span.text, self.said)
        names = {name for where in spaces for name in where.names}
        kept = [w for w in self.said.spaces if not names & {*w.names}]
        self.said.spaces = [*kept, *spaces]
        clauses, _ = clauses_of(notation)
        for clause in clauses:
            if not clause.relations or None in clause.members:
                continue
            formula = Formula(span.text, Clauses(clause.start, clause.end, (clause,)))
            if is_case(clause):
                # In any language: a case that stands just before a display is that of it.
                self.conditions = [c for c in self.conditions if not replaces(formula, c)]
                self.near = formula
                if opens_case(self.words):
                    self.conditions, self.near = [*self.conditions, formula], None
            elif is_bound(clause):
                self.said.cases.append("")
                self._bound(formula)
            elif [relation.sign for relation in clause.relations] == ["="]:
                self.said.cases += value_of(clause)
                if self._sets_condition(clause):
                    self.supposed.append(replace(formula, source="a condition"))
                else:
                    self._stated(clause, formula)

    def _fact(self, name: str, fact: str) -> None:
        """Take in what the words say of a name."""
        if not name or not fact or "_" in name or is_denied(self.before):
            return
        before = len(self.said.declared)
        try:
            take_in(self.said, fact, name)
        except ReadError:
            return
        if is_brief(self.before):
            self.brief += self.said.declared[before:]

    def _total(self, name: str) -> None:
        """Take in that the entries of a name sum to 1."""
        index = name.partition("_")[2].strip("{}")
        entry = name if index else f"{name}_i"
        text = rf"\sum_{{{index or 'i'}}} {entry} = 1"
        try:
            self.said.given.append(Stated((Formula(text, parse(text), "an assumption"),)))
        except ReadError:
            return

    def _bound(self, formula: Formula) -> None:
        """Take in an inequality, which takes the place of an earlier one."""
        said = replace(formula, source="an assumption")
        if is_for_now(self.words):
            others = [s for s in self.supposed if not replaces(said, s)]
            self.supposed = [*others, replace(said, source="a condition")]
            return
        given = [s for s in self.said.given if not any(replaces(said, f) for f in s.formulas)]
        self.said.given = [*given, Stated((said,))]

    def _sets_condition(self, clause: Clause) -> bool:
        """Whether an equation says what is the case: if x = 0, when a + b = 1."""
        left, right = clause.members
        assert left is not None
        assert right is not None
        name = defined_name(left)
        known = name is None or self.said.knows(name) or names_in(right) == set()
        return known and is_supposed(self.words)

    def _introduces(self, name: str, right: Expression) -> bool:
        """Whether words in front of an equation let it introduce a new name: "the error e = …"."""
        new = not {name, name.partition("_")[0].partition("^")[0]} & self.said.seen
        spoken = new and bool(names_in(right)) and not self.said.knows(name)
        return spoken and may_introduce(self.words)

    def _stated(self, clause: Clause, formula: Formula) -> None:
        """Take in an equation that the words before it make a definition or an assumption."""
        left, right = clause.members
        assert left is not None
        assert right is not None
        name = defined_name(left)
        if is_distribution(plain(right)):
            return  # p = N(μ, σ²) says how x is distributed, and not what p(x) is
        if any(";" in call.separators for call in applications([right])):
            return  # z = f(x; θ) says that a model gives z, and not what it is
        name = name if name is None else self.said.told_apart(name, formula)
        said = defines(self.words, applied=len(left.terms[0].items) == 2)
        if name is not None and (said or self._introduces(name, right)):
            anew = defines_anew(self.words) and name not in self.said.fixed
            if (anew or not self.said.knows(name)) and name not in names_in(right):
                self.said.define(name, formula)
        elif name is not None and plain(left).isalpha() and value_of(clause):
            # Nobody says for how long it holds: what speaks of the name is not judged.
            if is_hypothetical(self.words) and not self.said.knows(name):
                self.said.lost.setdefault(name, "an assumption")
        elif name is None and (assumes(self.words) or is_total(clause, self.words)):
            self.said.given.append(
                Stated((Formula(formula.text, formula.notation, "an assumption"),))
            )

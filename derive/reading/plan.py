r"""What there is to judge in a document: its pieces in order, each step with its task.

Displayed equations are steps; annotations, and inline formulas whose words say so, tell
what they rest on: ``if $i = j$``, ``where $\sum_j y_j = 1$``, ``let $p_i = …$``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from derive.documents.expand import expand_macros
from derive.documents.pieces import (
    Annotation,
    Directive,
    Macro,
    MathSpan,
    Piece,
    Prose,
)
from derive.documents.traced import Traced
from derive.reading.aliases import named_twice
from derive.reading.chains import Side, Step, Unread, steps_of
from derive.reading.directives import VERBS, take_in
from derive.reading.outcome import VERDICTS, Remark
from derive.reading.prose import (
    OTHERWISE,
    fact_after,
    fact_before,
    is_bound,
    is_brief,
    is_total,
    negated,
    replaces,
    span_name,
)
from derive.reading.scope import Said, defined_name, letters_of, names_in
from derive.reading.task import Task, task_of
from derive.syntax.reader.assumptions import Stated
from derive.syntax.reader.errors import ReadError
from derive.syntax.reader.look import clauses_of, only_item
from derive.syntax.reader.notation import Clause, Clauses, Expression
from derive.syntax.reader.parse import parse
from derive.syntax.reader.session import Formula
from derive.syntax.reader.where import Where

__all__ = ["Found", "Noted", "Planned", "plan"]

_LETTER = re.compile(r"\\?[A-Za-z]+")
_CASE = re.compile(r"(?:^|\W)(?:if|when|for|case|where)\W*$", re.IGNORECASE)
_ASSUMED = re.compile(
    r"(?:^|\W)(?:assum\w*|since|because|as|given(?: that)?|suppose|where|with|so that|"
    r"using|note that|recall(?: that)?|know(?: that)?|have|satisf\w*)\W*(?:that\W*)?$",
    re.IGNORECASE,
)
_DEFINED = re.compile(
    r"(?:^|\W)(?:let|where|with|define|denote|write|writing|set|put|here|and)\W*$", re.IGNORECASE
)
_STRONG = 200  # how many characters before a formula may say what it is
#: How many characters may stand between a case and the display that it is for.
_NEAR = 12
#: A new paragraph with words of its own: the conditions of the one before it are over.
_BLANK_LINE = re.compile(r"\n[ \t\r>]*\n")


@dataclass(frozen=True, slots=True)
class Planned:
    """An equation of the document: where it stands, and its task, or why there is none.

    ``start`` to ``end`` is the right side in the source; ``sides`` are the places of both in
    ``text``, the display that was read, in which its row begins at ``offset``.
    """

    start: int
    end: int
    sides: tuple[tuple[int, int], tuple[int, int]]
    text: Traced
    offset: int = 0
    task: Task | None = None
    unread: Unread | None = None
    expected: str = ""
    ignored: tuple[str, str] | None = None
    only_names: bool = False


@dataclass(frozen=True, slots=True)
class Noted:
    """A remark about a stretch of the source."""

    remark: Remark
    start: int
    end: int


Found = Planned | Noted


@dataclass(slots=True)
class _Reader:
    macros: tuple[Macro, ...]
    said: Said = field(default_factory=Said)
    last: Side | None = None
    off: bool = False
    words: str = ""
    conditions: list[Formula] = field(default_factory=list)
    near: Formula | None = None
    expected: str = ""
    ignored: tuple[str, str] | None = None
    #: The name that an inline formula was, and whether what is said of it holds for a while.
    named: str = ""
    before: str = ""
    brief: list[Where] = field(default_factory=list)
    cased: Formula | None = None

    def piece(self, piece: Piece) -> Iterator[Found]:
        match piece:
            case Annotation():
                for directive in piece.directives:
                    yield from self.directive(directive)
            case Prose(text):
                self.fact(self.named, fact_after(text))
                self.named = ""
                self.words = (self.words + text)[-_STRONG:]
                if _BLANK_LINE.search(text.rstrip()):
                    self.conditions, self.near = [], None
                elif self.near is not None and len(text.strip()) > _NEAR:
                    self.near = None
                if self.cased is not None and OTHERWISE.search(text):
                    self.conditions, self.cased = [negated(self.cased)], None
            case MathSpan(display=True) | MathSpan(alone=True):
                for annotation in piece.annotations:
                    yield from self.piece(annotation)
                if self.near is not None:
                    self.conditions.append(self.near)
                cases = [c for c in self.conditions if _is_case(_first(c))]
                self.cased = cases[0] if len(cases) == 1 else None
                yield from self.display(piece)
                self.words, self.conditions, self.near = "", [], None
                self.said.declared = [w for w in self.said.declared if w not in self.brief]
                self.brief, self.named = [], ""
            case MathSpan() if not self.off:
                self.inline(piece)
                self.named, self.before = (span_name(piece.text), self.words)
                self.fact(self.named, fact_before(self.words))
                self.words = ""

    # -- displays

    def display(self, span: MathSpan) -> Iterator[Found]:
        macros = [m for m in self.macros if m.end <= span.closes]
        expansion = expand_macros(span.contents, macros)
        text = expansion.text
        for notice in expansion.notices:
            said = notice.diagnostic
            remark = Remark(said.name, said.message, said.reason, said.suggestion)
            yield Noted(remark, notice.start, notice.end)
        steps, self.last = steps_of(text.text, self.last)
        for step in named_twice(self.said, steps):
            yield self.step(step, text)

    def step(self, step: Step | Unread, text: Traced) -> Planned:
        if isinstance(step, Unread):
            for name in _LETTER.findall(text.text[slice(*step.left)]):
                self.said.lost.setdefault(name.lstrip("\\"), "an equation")
            right, left = step.right, step.left
        else:
            right, left = (step.right.start, step.right.end), (step.left.start, step.left.end)
        planned = Planned(
            *text.source_span(*right),
            (left, right),
            text,
            expected=self.expected,
            ignored=("off", "") if self.off else self.ignored,
        )
        self.expected, self.ignored = "", None
        if isinstance(step, Unread):
            return replace(planned, unread=step)
        if step.only_names:
            return replace(planned, only_names=True)
        step = replace(step, conditions=(*step.conditions, *self.conditions))
        offset = step.right.start - step.right.formula.notation.start
        return replace(planned, task=task_of(self.said, step), offset=offset)

    def inline(self, span: MathSpan) -> None:
        """An inline formula: a condition for the display after it, or what its words say."""
        try:
            clauses, _ = clauses_of(parse(span.text))
        except ReadError:
            return
        for clause in clauses:
            if not clause.relations or None in clause.members:
                continue
            formula = Formula(span.text, Clauses(clause.start, clause.end, (clause,)))
            if _is_case(clause):
                # In any language: a case that stands just before a display is that of it.
                self.conditions = [c for c in self.conditions if not replaces(formula, c)]
                self.near = formula
                if _CASE.search(self.words):
                    self.conditions, self.near = [*self.conditions, formula], None
            elif is_bound(clause):
                self.bound(formula)
            elif [relation.sign for relation in clause.relations] == ["="]:
                self.stated(clause, formula)

    def fact(self, name: str, fact: str) -> None:
        """Take in what the words say of a name."""
        if not name or not fact:
            return
        before = len(self.said.declared)
        try:
            take_in(self.said, fact, name)
        except ReadError:
            return
        if is_brief(self.before):
            self.brief += self.said.declared[before:]

    def bound(self, formula: Formula) -> None:
        """Take in an inequality, which takes the place of an earlier one."""
        said = replace(formula, source="an assumption")
        if is_brief(self.words):
            self.conditions = [*self.conditions, said]
            return
        given = [s for s in self.said.given if not any(replaces(said, f) for f in s.formulas)]
        self.said.given = [*given, Stated((said,))]

    def stated(self, clause: Clause, formula: Formula) -> None:
        left, right = clause.members
        assert left is not None
        assert right is not None
        name = defined_name(left)
        if name is not None and _DEFINED.search(self.words):
            if not self.said.knows(name) and name not in names_in(right):
                self.said.define(name, formula)
        elif name is None and (_ASSUMED.search(self.words) or is_total(clause, self.words)):
            self.said.given.append(
                Stated((Formula(formula.text, formula.notation, "an assumption"),))
            )

    # -- annotations

    def directive(self, directive: Directive) -> Iterator[Noted]:
        verb, argument = directive.verb, directive.argument
        place = directive.start, directive.end
        match verb:
            case "off" | "on":
                self.off = verb == "off"
            case "expect":
                if argument.text not in VERDICTS:
                    yield _noted("misspelt-directive", f"{argument.text!r} is no verdict", *place,
                                 f"Write one of {', '.join(VERDICTS)}.")  # fmt: skip
                self.expected = argument.text
            case "ignore":
                name, _, reason = argument.text.partition(" ")
                self.ignored = name, reason.strip()
            case "code":
                yield _noted("code-not-checked", "code is not checked yet", *place, "")
            case _ if verb in VERBS:
                try:
                    take_in(self.said, verb, argument.text)
                except ReadError as error:
                    if verb == "assume":
                        self.said.doubt = f"an assumption: {error.message}"
                    else:
                        self.lose(argument.text)
                    begin = min(error.start, len(argument.text))
                    at = argument.source_span(begin, min(error.end, len(argument.text)))
                    yield _noted("unread-directive", error.message, at[0], max(at),
                                 "Claims that speak of these names are not judged.")  # fmt: skip
            case _:
                said = f"{verb!r} is no directive" if verb else "a directive begins with a verb"
                yield _noted("misspelt-directive", said, *place, f"Use {', '.join(VERBS)}.")

    def lose(self, argument: str) -> None:
        """What an annotation defines that was not read is not known."""
        left = argument.partition("=")[0] if "=" in argument else argument
        for name in _LETTER.findall(left):
            self.said.lost.setdefault(name.lstrip("\\"), "an annotation")


def plan(pieces: Iterable[Piece], macros: Iterable[Macro] = ()) -> Iterator[Found]:
    """The equations of a document, in order, and remarks about its annotations."""
    reader = _Reader(tuple(macros))
    for piece in pieces:
        yield from reader.piece(piece)


def _is_case(clause: Clause) -> bool:
    """Whether a clause compares two indices: ``i = j``, ``k ≠ i``."""
    if len(clause.relations) != 1 or clause.relations[0].sign not in ("=", "≠"):
        return False
    for member in clause.members:
        assert member is not None
        item = only_item(Clauses(member.start, member.end, (_alone(clause, member),)))
        if item is None or len(letters_of(item)) > 1:
            return False
        if not letters_of(item) or any(len(n) > 1 for n in letters_of(item)):
            return False
    return True


def _first(formula: Formula) -> Clause:
    """The clause of a condition."""
    clause = formula.notation.parts[0]
    assert isinstance(clause, Clause)
    return clause


def _alone(clause: Clause, member: Expression) -> Clause:
    """The clause with one member only."""
    return replace(clause, members=(member,), relations=())


def _noted(name: str, message: str, start: int, end: int, suggestion: str) -> Noted:
    return Noted(Remark(name, message, suggestion=suggestion), start, end)

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
from derive.notation.errors import ReadError
from derive.old.aliases import named_twice
from derive.old.bearing import task_of
from derive.old.chains import Side, Step, Unread, steps_of
from derive.old.code_claims import code_name, name_in_code, named_in_code
from derive.old.conventions.initials import initials_in
from derive.old.conventions.parameters import with_plain_parameters
from derive.old.conventions.sole import sole_labels
from derive.old.conventions.squares import squares_in
from derive.old.conventions.summands import totals_in
from derive.old.defining import equation_of
from derive.old.given_after import given_after, joined_displays
from derive.old.layers import layers_in_document
from derive.old.matrices.written_out import layout_shown
from derive.old.outcome import VERDICTS, Remark
from derive.old.task import Task
from derive.old.words.directives import VERBS, take_in
from derive.old.words.listening import Listener
from derive.syntax.reader.session import Formula

__all__ = ["Found", "Noted", "Planned", "plan"]

_LETTER = re.compile(r"\\?[A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Planned:
    """An equation of the document: where it stands, and its task, or why there is none.

    ``start`` to ``end`` is the right side in the source; ``sides`` are both as they are
    written in ``text``, the display that was read, in which its row begins at ``offset``.
    """

    start: int
    end: int
    sides: tuple[str, str]
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
class _Reader(Listener):
    """A reader of pieces in order, with what it has heard."""

    macros: tuple[Macro, ...] = ()
    pieces: tuple[Piece, ...] = ()
    at: int = 0
    last: Side | None = None
    off: bool = False
    expected: str = ""
    ignored: tuple[str, str] | None = None
    #: Definitions that were taken in before their place, by name.
    ahead_of_time: dict[str, Formula] = field(default_factory=dict)

    def piece(self, piece: Piece) -> Iterator[Found]:
        match piece:
            case Annotation():
                for directive in piece.directives:
                    yield from self.directive(directive)
            case Prose():
                self.prose(piece.text)
            case MathSpan(display=True) | MathSpan(alone=True):
                for annotation in piece.annotations:
                    yield from self.piece(annotation)
                self.before_display()
                yield from self.display(piece)
                self.after_display()
            case MathSpan() if not self.off:
                self.formula(piece)

    # -- displays

    def display(self, span: MathSpan) -> Iterator[Found]:
        macros = [m for m in self.macros if m.end <= span.closes]
        expansion = expand_macros(span.contents, macros)
        text = expansion.text
        for notice in expansion.notices:
            said = notice.diagnostic
            remark = Remark(said.name, said.message, said.reason, said.suggestion)
            yield Noted(remark, notice.start, notice.end)
        steps, self.last = self.steps(text.text, self.last)
        self.look_ahead(steps)
        for step in named_twice(self.said, steps):
            yield self.step(step, text)

    def look_ahead(self, steps: tuple[Step | Unread, ...]) -> None:
        """Take in the definitions that stand behind what uses them."""
        said = self.said
        later = given_after(said, steps, self.joined_steps)
        seen = {*said.seen}
        for name, equation in later.items():
            notation = with_plain_parameters(equation.notation)
            own = said.define(name, replace(equation, notation=notation))
            self.ahead_of_time[own] = equation
        said.seen = seen

    def joined_steps(self) -> tuple[Step | Unread, ...]:
        """The steps of the displays that belong to this one."""
        found: list[Step | Unread] = []
        for span in joined_displays(self.pieces, self.at):
            macros = [m for m in self.macros if m.end <= span.closes]
            text = expand_macros(span.contents, macros).text.text
            found += self.steps(text, None)[0]
        return tuple(found)

    def steps(self, text: str, last: Side | None) -> tuple[tuple[Step | Unread, ...], Side | None]:
        """The steps of a display, with the customs of the document."""
        said = self.said
        return steps_of(text, last, said.squares, said.totals, said.initials)

    def step(self, step: Step | Unread, text: Traced) -> Planned:
        if isinstance(step, Unread):
            for name in _LETTER.findall(text.text[slice(*step.left)]):
                self.said.lost.setdefault(name.lstrip("\\"), "an equation")
            right = step.right
            written = text.text[slice(*step.left)], text.text[slice(*right)]
        else:
            right = step.right.start, step.right.end
            written = step.left.text, step.right.text
        planned = Planned(
            *text.source_span(*right),
            written,
            text,
            expected=self.expected,
            ignored=("off", "") if self.off else self.ignored,
        )
        self.expected, self.ignored = "", None
        if isinstance(step, Unread):
            return replace(planned, unread=step)
        if step.only_names or self.shows_layout(step):
            return replace(planned, only_names=True)
        step = replace(step, conditions=(*step.conditions, *self.conditions, *self.supposed))
        self.arrived(step)
        offset = step.right.start - step.right.formula.notation.start
        task = task_of(self.said, step)
        if self.roughly:
            task = replace(task, doubt=task.doubt or "the words say that it holds roughly")
        return replace(planned, task=task, offset=offset)

    def arrived(self, step: Step) -> None:
        """Forget what was taken in ahead of time of a definition whose place is here."""
        equation = equation_of(step)
        for name in [n for n, formula in self.ahead_of_time.items() if formula == equation]:
            del self.ahead_of_time[name]
            self.said.definitions.pop(name, None)

    def shows_layout(self, step: Step) -> bool:
        """Whether a step only writes a derivative by an array out in its entries."""
        shown = layout_shown(step.left.expression, step.right.expression)
        if shown is None or (shown and shown != (self.said.layout or shown)):
            return False
        self.said.shown = shown or self.said.shown
        return True

    # -- annotations

    def directive(self, directive: Directive) -> Iterator[Found]:
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
                yield from self.code(directive)
            case "let" if (tie := _tie(argument.text)) is not None:
                self.said.code_names[tie[0]] = tie[1]
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

    def code(self, directive: Directive) -> Iterator[Found]:
        """What a name in code stands for, or what a line of code is to compute."""
        argument, place = directive.argument, (directive.start, directive.end)
        try:
            spoken = code_name(argument.text)
        except ReadError as error:
            begin = min(error.start, len(argument.text))
            at = argument.source_span(begin, min(error.end, len(argument.text)))
            yield _noted("unread-directive", error.message, at[0], max(at), "")
            return
        if spoken.verb == "is":
            self.said.code_names[spoken.name] = spoken.formula
            return
        found = named_in_code(self.said, spoken, self.pieces, self.at)
        if isinstance(found, Remark):
            yield Noted(found, *place)
            return
        whole = found.text.source_span(0, len(found.text.text))
        ignored = ("off", "") if self.off else self.ignored
        yield Planned(*whole, found.sides, found.text, task=found.task,
                      expected=self.expected, ignored=ignored)  # fmt: skip
        self.expected, self.ignored = "", None

    def lose(self, argument: str) -> None:
        """What an annotation defines that was not read is not known."""
        left = argument.partition("=")[0] if "=" in argument else argument
        for name in _LETTER.findall(left):
            self.said.lost.setdefault(name.lstrip("\\"), "an annotation")


def plan(pieces: Iterable[Piece], macros: Iterable[Macro] = ()) -> Iterator[Found]:
    """The equations of a document, in order, and remarks about its annotations."""
    every = tuple(pieces)
    reader = _Reader(macros=tuple(macros), pieces=every)
    reader.said.squares = squares_in(p.text for p in every if isinstance(p, MathSpan))
    texts = (piece.text for piece in every if isinstance(piece, MathSpan))
    reader.said.layers = tuple(sorted(layers_in_document(texts)))
    spans = tuple(p.text for p in every if isinstance(p, MathSpan))
    reader.said.initials = initials_in(spans)
    reader.said.labels |= sole_labels(spans)
    reader.said.totals = totals_in(spans)
    reader.said.plain_totals = totals_in(spans, plain=True)
    used: set[int] = set()
    for n, piece in enumerate(every):
        if n in used:
            continue
        reader.at = n
        if isinstance(piece, MathSpan) and (piece.display or piece.alone):
            used |= reader.ahead(every, n)
        yield from reader.piece(piece)


def _tie(argument: str) -> tuple[str, Formula] | None:
    """The name of code that a definition ties to a formula, if it is one."""
    try:
        return name_in_code(argument)
    except ReadError:
        return None


def _noted(name: str, message: str, start: int, end: int, suggestion: str) -> Noted:
    return Noted(Remark(name, message, suggestion=suggestion), start, end)

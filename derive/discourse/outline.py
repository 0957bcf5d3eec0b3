"""A document as statements: what each formula of it does, in the order of the text.

Sentences are gone through in order. The words of a sentence say what its formulas in lines are
(``derive.discourse.prose``), and what its displays are (``derive.discourse.governing``); the
displays say the rest themselves. What this file cannot do: it does not know which names are
new, so that a definition by ``=`` alone is still a claim here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace

from derive.discourse.directives import cases_in_turn, directive_statements
from derive.discourse.displays import shown_in
from derive.discourse.governing import as_solved, governed
from derive.discourse.prose import hear
from derive.discourse.reaching import Reach
from derive.discourse.rivals import with_rivals
from derive.discourse.sentences import Placed, Sentence, sentence_of
from derive.discourse.shapes import letters_at_ends, letters_below, parts_of, shape_of
from derive.discourse.statements import Formula, Span, State, Statement
from derive.discourse.stretches import DISPLAY, Stretches, stretches_of
from derive.discourse.turns import Turn, turn_of, unheard, with_turns
from derive.discourse.words.tables import CHINESE, matcher
from derive.discourse.words.tongues import SHORT, Tongue, language_of
from derive.documents.document import Document
from derive.documents.expand import expand_macros
from derive.documents.pieces import Annotation, Macro, MathSpan, Piece
from derive.documents.traced import Traced
from derive.notation.nodes import Clauses, Separator, letters_of
from derive.notation.rows import Row, rows

__all__ = ["outline"]

#: Words that only join a display to the one before.
_ONLY_JOINS = re.compile(r"[\s,.;，。；]*(?:(?:and|also|as well as|以及|和|与|及|且)[\s,，]*)*")
_HAS_WORDS = re.compile(r"[A-Za-z]{2}")


def outline(document: Document) -> tuple[Statement, ...]:
    r"""All statements of a document.

    >>> from derive.documents import document_of
    >>> text = "Let $f = 2x$. If $x = 3$, then\n\n$$f = 6$$\n"
    >>> [(s.status, s.said) for s in outline(document_of(text))]
    [('definition', 'let'), ('supposition', ''), ('claim', '')]
    """
    read = _Reading(document, stretches_of(document))
    spans = read.stretches.sentences
    starts = [start for start, _ in spans]
    held: list[list[Piece]] = [[] for _ in spans]
    for piece in document.pieces:
        if isinstance(piece, MathSpan | Annotation):
            held[bisect_right(starts, piece.opens) - 1].append(piece)
    for span, pieces in zip(spans, held, strict=True):
        read.sentence(span, pieces)
    found = with_rivals(cases_in_turn(read.reach.finish()), read.stretches.section)
    return with_turns(found, tuple(read.turns))


@dataclass(slots=True)
class _Reading:
    """One pass over a document: what is known so far, and the statements."""

    document: Document
    stretches: Stretches
    reach: Reach = field(init=False)
    indices: frozenset[str] = field(init=False)
    sizes: frozenset[str] = field(init=False)
    tongue: Tongue = field(init=False)
    dollars: bool = field(init=False)
    last: Traced | None = None
    #: Whether the last display is an equation to be solved, or what solves it.
    solved: bool = False
    #: The sentence with the last display.
    showing: Span | None = None
    turns: list[Turn] = field(default_factory=list)
    section: Span = (0, 0)
    #: The macros that are defined so far, and those to come, the next one last.
    macros: dict[str, Macro] = field(default_factory=dict)
    ahead: list[Macro] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.reach = Reach(self.stretches)
        texts = [span.text for span in self.document.formulas]
        self.indices, self.sizes = letters_below(texts), letters_at_ends(texts)
        self.dollars = any(span.delimiter == "$" for span in self.document.formulas)
        self.tongue = language_of(self.stretches.shadow)
        self.ahead = sorted(self.document.macros, key=lambda macro: macro.end, reverse=True)

    def macros_at(self, offset: int) -> dict[str, Macro]:
        """The macros that hold at an offset; formulas are asked about in their order."""
        while self.ahead and self.ahead[-1].end <= offset:
            macro = self.ahead.pop()
            self.macros[macro.name] = macro
        return self.macros

    def sentence(self, span: Span, pieces: list[Piece]) -> None:
        """Take in a sentence."""
        formulas: list[Placed] = []
        end, statements = self.stretches.document[1], self.reach.statements
        for piece in pieces:
            annotations: tuple[Annotation, ...] = ()
            if isinstance(piece, MathSpan):
                formulas.append(self.placed(piece))
                annotations = piece.annotations
            elif isinstance(piece, Annotation):
                annotations = (piece,)
            for annotation in annotations:
                for directive in annotation.directives:
                    statements += directive_statements(directive, (annotation.opens, end))
        written = sentence_of(self.stretches.shadow, span, formulas)
        language = self.tongue.of(written.words)
        if language is None:
            self.foreign(written)
            return
        if language is CHINESE:
            written = replace(written, words=written.words.translate(SHORT))
        turn = turn_of(written, self.stretches.section(span[0])[0])
        self.turns += [] if turn is None else [turn]
        before, scope = len(statements), (span[0], end)
        heard = hear(written, language, self.sizes)
        self.reach.take(written, heard, language)
        said = [*statements[before:], *(h.statement for h in heard)]
        statements += unheard(written, said, scope, self.showing)
        for row in language.conventions:
            if (found := matcher(row.before).search(written.words)) is not None:
                statements.append(Statement(row.status, span, scope, said=row.said, words=found[0]))
        for number, placed in enumerate(written.formulas):
            if placed.shape == "D":
                self.showing = span
                state = self.state(span)
                shown = self.shown(placed.text, state)
                claimed = governed(written, number, shown, language, state, self.indices)
                if self.solved and _ONLY_JOINS.fullmatch(self.words_before(written, number)):
                    claimed = [as_solved(statement) for statement in claimed]
                self.solved = any(s.status == "constraint" and s.said == "solve" for s in claimed)
                statements += claimed

    @staticmethod
    def words_before(written: Sentence, number: int) -> str:
        """The words between a display and the one before, or the beginning of the sentence."""
        shown = [formula.at + 1 for formula in written.formulas[:number] if formula.shape == "D"]
        begin = shown[-1] if shown else 0
        return written.words[begin : written.formulas[number].at]

    def placed(self, piece: MathSpan) -> Placed:
        """A formula of a sentence: a display if it stands so, or has rows or words of its own.

        Where formulas in lines stand between single dollars, one between two is a display.
        """
        text = expand_macros(piece.contents, self.macros_at(piece.opens)).text
        place, twice = (piece.opens, piece.closes), piece.delimiter == "$$"
        display = Placed(place, 0, "D", text)
        if self.stretches.shadow[piece.opens] == DISPLAY or (twice and self.dollars):
            return display
        read = rows(text.text)
        first = read[0] if read else None
        if len(read) > 1:
            return display
        if not isinstance(first, Row):
            letters = (first.letters or ("*",)) if first is not None and first.relations else ()
            return Placed(place, 0, "J", text, letters=letters)
        parts = first.notation.parts
        words = (p.sign.replace("for all", "") for p in parts if isinstance(p, Separator))
        if any(map(_HAS_WORDS.search, words)):
            return display
        formula = Formula(text.text, Clauses(0, len(text.text), parts), text, "inline")
        shape = shape_of(formula, self.indices)
        return Placed(place, 0, shape, text, formula, parts_of(formula, self.indices), twice)

    def shown(self, text: Traced, state: State) -> tuple[Statement, ...]:
        """The statements of a display; its last side is kept for the next one."""
        shown, self.last = shown_in(text, state)
        return shown

    def state(self, span: Span) -> State:
        """Where a display of a sentence stands; a new section goes on with nothing."""
        section, block = self.stretches.section(span[0]), self.stretches.block(span[0])
        if section != self.section:
            self.section, self.last = section, None
        return State(self.stretches.document, section, block, span, self.last)

    def foreign(self, sentence: Sentence) -> None:
        """A sentence that is not understood: nothing that speaks of its names is refuted."""
        scope = self.stretches.block(sentence.span[0])
        for placed in sentence.formulas:
            if placed.formula is not None:
                letters = tuple(sorted(letters_of(placed.formula.notation)))
                self.reach.statements.append(
                    Statement("unread", placed.place, scope, placed.formula, letters=letters,
                              reason="a language that is not read")
                )  # fmt: skip
        for placed in sentence.formulas:
            if placed.shape == "D":
                self.reach.statements += self.shown(placed.text, self.state(sentence.span))

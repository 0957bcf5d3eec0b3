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

from derive.discourse.abbreviations import abbreviations
from derive.discourse.directives import cases_in_turn, directive_statements
from derive.discourse.displays import shown_in
from derive.discourse.governing import governed
from derive.discourse.prose import hear
from derive.discourse.reaching import Reach
from derive.discourse.rivals import with_rivals
from derive.discourse.sentences import Placed, Sentence, sentence_of
from derive.discourse.shapes import letters_at_ends, letters_below, parts_of, shape_of
from derive.discourse.statements import Formula, LastSide, Span, State, Statement
from derive.discourse.stretches import DISPLAY, Stretches, stretches_of
from derive.discourse.turns import Turn, turn_of, unheard, with_turns
from derive.discourse.words.tables import CHINESE, Language, matcher
from derive.discourse.words.tongues import SHORT, Tongue, language_of
from derive.documents.document import Document
from derive.documents.expand import expand_macros
from derive.documents.pieces import Annotation, Macro, MathSpan, Piece
from derive.documents.traced import Traced
from derive.notation.nodes import Clauses, Separator, letters_of
from derive.notation.rows import Row, rows

__all__ = ["outline"]

_HAS_WORDS = re.compile(r"[A-Za-z]{2}")


def outline(document: Document) -> tuple[Statement, ...]:
    r"""All statements of a document.

    >>> from derive.documents import document_of
    >>> text = "Let $f = 2x$. If $x = 3$, then\n\n$$f = 6$$\n"
    >>> [(s.status, s.said) for s in outline(document_of(text))]
    [('definition', 'let'), ('supposition', ''), ('claim', '')]
    """
    read = _Reading(document, stretches_of(document))
    for span, pieces in read.sentences():
        read.sentence(span, pieces)
    return with_turns(
        with_rivals(cases_in_turn(read.reach.finish()), read.stretches.section), tuple(read.turns)
    )


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
    last: LastSide | None = None
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

    def sentences(self) -> list[tuple[Span, list[Piece]]]:
        """The sentences with the pieces that begin in them."""
        spans = self.stretches.sentences
        starts = [start for start, _ in spans]
        held: list[tuple[Span, list[Piece]]] = [(span, []) for span in spans]
        for piece in self.document.pieces:
            if isinstance(piece, MathSpan | Annotation):
                held[bisect_right(starts, piece.opens) - 1][1].append(piece)
        return held

    def sentence(self, span: Span, pieces: list[Piece]) -> None:
        """Take in a sentence."""
        displays: dict[int, tuple[MathSpan, Traced]] = {}
        formulas: list[tuple[str, Placed]] = []
        for piece in pieces:
            if isinstance(piece, Annotation):
                self.annotation(piece)
                continue
            assert isinstance(piece, MathSpan)
            for annotation in piece.annotations:
                self.annotation(annotation)
            text = expand_macros(piece.contents, self.macros_at(piece.opens)).text
            placed = None
            if self.stretches.shadow[piece.opens] != DISPLAY:
                placed = self.inline(piece, text)
            if placed is None:
                displays[len(formulas)] = piece, text
                placed = Placed((piece.opens, piece.closes), 0, "D", text.text)
            formulas.append((placed.shape, placed))
        written = sentence_of(self.stretches.shadow, span, tuple(formulas))
        language = self.tongue.of(written.words)
        if language is None:
            self.foreign(written, displays)
            return
        if language is CHINESE:
            written = replace(written, words=written.words.translate(SHORT))
        turn = turn_of(written, self.stretches.section(span[0])[0])
        self.turns += [] if turn is None else [turn]
        before = len(self.reach.statements)
        heard = abbreviations(written, hear(written, language, self.sizes), language)
        self.reach.take(written, heard, language)
        said = self.reach.statements[before:]
        scope = span[0], self.stretches.document[1]
        self.reach.statements += unheard(written, said, scope)
        self.conventions(written, language)
        for number, (_, text) in displays.items():
            self.display(written, number, text, language)

    def annotation(self, annotation: Annotation) -> None:
        """Take in what an annotation directs."""
        scope = annotation.opens, self.stretches.document[1]
        for directive in annotation.directives:
            self.reach.statements += directive_statements(directive, scope)

    def inline(self, piece: MathSpan, text: Traced) -> Placed | None:
        """A formula in a line; ``None`` for a display: it has rows or words of its own.

        Where formulas in lines stand between single dollars, one between two is a display.
        """
        read = rows(text.text)
        place = piece.opens, piece.closes
        if len(read) > 1 or (piece.delimiter == "$$" and self.dollars):
            return None
        first = read[0] if read else None
        if not isinstance(first, Row):
            letters = (first.letters or ("*",)) if first is not None and first.relations else ()
            return Placed(place, 0, "J", text.text, letters=letters)
        notation = first.notation
        if any(isinstance(p, Separator) and _HAS_WORDS.search(p.sign.replace("for all", ""))
               for p in notation.parts):  # fmt: skip
            return None
        parts = notation.parts
        formula = Formula(text.text, Clauses(0, len(text.text), parts), text, "inline")
        shape = shape_of(formula, self.indices)
        shown = piece.delimiter == "$$"
        return Placed(place, 0, shape, text.text, formula, parts_of(formula, self.indices), shown)

    def display(self, sentence: Sentence, number: int, text: Traced, language: Language) -> None:
        """Take in a display, as the words of its sentence have it."""
        state = self.state(sentence.span)
        shown, last = shown_in(text, state)
        self.last = last or self.last
        self.reach.statements += governed(sentence, number, shown, language, state, self.indices)

    def state(self, span: Span) -> State:
        """Where a display of a sentence stands; a new section goes on with nothing."""
        section = self.stretches.section(span[0])
        if section != self.section:
            self.section, self.last = section, None
        return State(
            self.stretches.document, section, self.stretches.block(span[0]), span, self.last
        )

    def conventions(self, sentence: Sentence, language: Language) -> None:
        """What a sentence says of the notation itself."""
        for row in language.conventions:
            found = matcher(row.before).search(sentence.words)
            if found is not None:
                start = sentence.span[0]
                scope = start, self.stretches.document[1]
                self.reach.statements.append(
                    Statement(row.status, sentence.span, scope, said=row.said, words=found[0])
                )

    def foreign(self, sentence: Sentence, displays: dict[int, tuple[MathSpan, Traced]]) -> None:
        """A sentence that is not understood: nothing that speaks of its names is refuted."""
        scope = self.stretches.block(sentence.span[0])
        for formula in sentence.formulas:
            if formula.formula is None:
                continue
            letters = tuple(sorted(letters_of(formula.formula.notation)))
            self.reach.statements.append(
                Statement("unread", formula.place, scope, formula.formula, letters=letters,
                          reason="a language that is not read")
            )  # fmt: skip
        for _, text in displays.values():
            shown, last = shown_in(text, self.state(sentence.span))
            self.last = last or self.last
            self.reach.statements += shown

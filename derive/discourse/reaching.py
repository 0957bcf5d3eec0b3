"""How far the statements of a sentence reach, and where a case is over.

A case that opens a block, or a list item, or ends with a colon, holds in its block; one in a
heading holds in its section; any other holds in its sentence. Two cases of one sentence that
each have a display hold each for its own; two values of one name with one display, or none, are
alternatives, of which neither is assumed. A new case about the same letters ends the one
before, and so do words such as "in general". Behind its block a case may go on or not, nobody
says: there it proves nothing, and what speaks of it is not refuted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from derive.discourse.prose import Heard
from derive.discourse.relations import turned
from derive.discourse.sentences import Sentence
from derive.discourse.sharing import (
    about,
    alternatives,
    displays_of,
    letters_in,
    one_of_two,
    parted,
    reaching,
    written,
)
from derive.discourse.statements import Span, Statement
from derive.discourse.stretches import Stretches
from derive.discourse.words.tables import Language, matcher
from derive.notation.nodes import Clauses, letters_of

__all__ = ["Reach"]

#: How many characters of words may stand before a case that opens its block.
_OPENS = 48
_SPACE = re.compile(r"\s*")
_WHERE = ("where", "here", "with ", "and ", "其中", "这里", "式中", "此处")


@dataclass(slots=True)
class Reach:
    """The statements so far with their scopes, and the cases that are open."""

    stretches: Stretches
    statements: list[Statement] = field(default_factory=list)
    #: Places in ``statements`` of the cases of the last sentence that had some.
    cases: list[int] = field(default_factory=list)
    #: Cases that hold in their block, by their letters, and facts of a case.
    open: dict[tuple[str, ...], list[int]] = field(default_factory=dict)
    facts: list[int] = field(default_factory=list)
    #: Cases that come last of several, and the last case about each set of letters.
    whole: set[int] = field(default_factory=set)
    halves: dict[tuple[str, ...], Statement] = field(default_factory=dict)
    #: The sentence of the last display: "where" behind it goes back to it.
    shown: Span | None = None

    def take(self, sentence: Sentence, heard: Sequence[Heard], language: Language) -> None:
        """Take in what a sentence says."""
        if language.holds("over", sentence.words) is not None:
            self._over(sentence.span[0])
        before = self.cases
        where = self._where(sentence)
        found = [self._scoped(h, sentence, where, language) for h in heard]
        one_of_two(found, sentence)
        alternatives(found, sentence)
        self._in_general(found, sentence, language)
        fresh: list[int] = []
        for h in found:
            statement, number = h.statement, len(self.statements)
            case = h.scope == "case" or (h.scope == "block" and h.shape in "CKV")
            if case and statement.status in ("supposition", "assumption"):
                self._replace(statement)
                number = len(self.statements)
                fresh.append(number)
                holds = self._holds(h, sentence, language)
                if holds and statement.scope[1] >= sentence.span[1]:
                    self._opens(number, statement)
            elif h.scope == "case" and statement.status == "property":
                self.facts.append(number)
            self.statements.append(statement)
        self.cases = fresh or self.cases
        self._otherwise(sentence, language, fresh or before)
        if not fresh and before and language.holds("goes_on", sentence.words) is not None:
            self.cases = self._continue(before, sentence) or self.cases
        if any(f.shape == "D" for f in sentence.formulas):
            self.shown = sentence.span

    def finish(self) -> tuple[Statement, ...]:
        """All statements, with what may go on behind its block."""
        for number in (n for numbers in self.open.values() for n in numbers):
            self._may_go_on(number, self.stretches.document[1])
        return tuple(sorted(self.statements, key=lambda s: s.place))

    def _where(self, sentence: Sentence) -> int:
        """Where what a "where" defines begins to hold: with the display before it."""
        start = sentence.span[0]
        if self.shown is not None and sentence.words[:8].lstrip().startswith(_WHERE):
            between = _SPACE.match(self.stretches.shadow, self.shown[1], start)
            return self.shown[0] if between is not None and between.end() == start else start
        return start

    def _scoped(
        self, heard: Heard, sentence: Sentence, where: int, language: Language
    ) -> Heard:  # fmt: skip
        """What is heard, with its scope."""
        start, end = sentence.span
        block, section = self.stretches.block(start), self.stretches.section(start)
        heading = section[0] == start and section != self.stretches.document
        statement = heard.statement
        if statement.said == "bare" and heading and heard.shape in "CKV":
            statement = replace(statement, status="supposition", said="", letters=())
            heard = replace(heard, statement=statement, scope="case")
        whole = self.stretches.document[1]
        scope = start, end
        match heard.scope:
            case "block":
                scope = start, block[1]
            case "section":
                scope = min(where, start), section[1]
            case "onward":
                scope = start, whole
            case "where":
                scope = where, whole
            case "case" if heading:
                scope = start, section[1]
            case "case":
                if statement.said == "complement" and heard.shape == "V":
                    start = statement.place[0]  # "A, unless $t = 1$": A is claimed elsewhere
                scope = start, block[1] if self._holds(heard, sentence, language) else end
        return replace(heard, statement=replace(statement, scope=scope))

    def _holds(self, heard: Heard, sentence: Sentence, language: Language) -> bool:
        """Whether a case holds behind its sentence: it opens its block, or ends with a colon.

        A remark about a value, without a display, opens nothing: "with $c = 0$ this is simple".
        """
        if heard.scope == "block":
            return True
        lead = sentence.words[: sentence.formulas[heard.first].at]
        if not displays_of(sentence) and sentence.words.rstrip().endswith((":", "：")):
            return True
        if sentence.span[0] != self.stretches.block(sentence.span[0])[0]:
            return False
        if len(lead) > _OPENS or any(c in "DEQVZ" for c in lead):
            return False
        remark = heard.shape in "VEQZ" and not displays_of(sentence)
        return not remark or language.holds("opening", lead) is not None

    def _over(self, at: int) -> None:
        """All that was supposed is over."""
        for number in [n for numbers in self.open.values() for n in numbers]:
            self._close(number, at)
        for number in self.facts:
            start, end = self.statements[number].scope
            self.statements[number] = replace(self.statements[number], scope=(start, min(end, at)))
        self.cases, self.facts = [], []

    def _in_general(self, found: list[Heard], sentence: Sentence, language: Language) -> None:
        """Cases end where the sentence goes on "and in general", or "for any" of their letters."""
        for over in matcher(language.phrases["general"]).finditer(sentence.words):
            before = [f for f in sentence.formulas if f.at <= over.start()]
            last = sentence.formulas[len(before)].formula if over[0][-1] in "NXS" else None
            letters = letters_of(last.notation) if last is not None else None
            at = before[-1].place[1] if before else sentence.span[0]
            if letters is None:
                self._over(at)
            for n, h in enumerate(found):
                start, end = h.statement.scope
                case = h.statement.status in ("supposition", "assumption", "property")
                case = case and h.scope in ("case", "block", "sentence") and h.at < over.start()
                same = letters is None or not letters.isdisjoint(letters_in(h.statement))
                if case and same and end > at:
                    found[n] = reaching(h, (start, at))

    def _opens(self, number: int, statement: Statement) -> None:
        """Keep a case open; where its opposite came before, all is said, and it ends here."""
        letters, section = about(statement), self.stretches.section
        before = self.halves.get(letters, statement)
        self.halves[letters] = statement
        same = section(before.scope[0]) == section(statement.scope[0])
        if same and written(before) != written(statement):
            self.whole.add(number)
        self.open.setdefault(letters, []).append(number)

    def _replace(self, new: Statement) -> None:
        """A new case ends an open one about the same letters; inside one, it suspends it."""
        for number in [*self.open.get(about(new), ())]:
            old = self.statements[number]
            if old.scope[0] >= new.scope[0]:
                continue
            if new.scope[1] < old.scope[1] and new.status == "supposition":
                self.statements.append(replace(
                    old, status="withdrawn", scope=new.scope, place=new.place, said="another case",
                    words=new.words,
                ))  # fmt: skip
            else:
                self._close(number, new.scope[0])

    def _close(self, number: int, at: int) -> None:
        old = self.statements[number]
        if old.scope[1] > at:
            self.statements[number] = replace(old, scope=(old.scope[0], at))
        else:
            self._may_go_on(number, at)
        self._forget(number)

    def _forget(self, number: int) -> None:
        numbers = self.open.get(about(self.statements[number]), [])
        if number in numbers:
            numbers.remove(number)

    def _may_go_on(self, number: int, end: int) -> None:
        """Between its block and where it is over nobody says whether a case goes on.

        The last of several cases is over with its block.
        """
        case = self.statements[number]
        stop = min(end, self.stretches.section(case.scope[0])[1])
        if number not in self.whole and stop > case.scope[1] and case.status == "supposition":
            self.statements.append(replace(
                case, status="hypothetical", said="may go on", scope=(case.scope[1], stop),
                letters=letters_in(case),
            ))  # fmt: skip

    def _otherwise(self, sentence: Sentence, language: Language, cases: list[int]) -> None:
        """What "otherwise" supposes: the opposite of the last case, if that was one."""
        found = language.holds("otherwise", sentence.words)
        last = self.statements[cases[-1]] if found is not None and cases else None
        clause = last.formula.clause if last is not None and last.formula is not None else None
        other = turned(clause) if clause is not None else None
        if found is None or last is None or last.formula is None or other is None:
            return
        if last.status not in ("supposition", "assumption"):
            return
        scope = start, end = sentence.span
        place = start, start
        if start <= last.place[0] < end:
            place = last.place
            at = next((f.at for f in sentence.formulas if f.place[0] >= place[0]), 0)
            shares = parted(sentence, displays_of(sentence), [at, found.start()])
            if shares is None:
                return
            self.statements[cases[-1]] = replace(last, scope=shares[0])
            self._forget(cases[-1])
            scope = shares[1]
        elif self.stretches.block(start)[0] == start and found.start() <= _OPENS:
            scope = start, self.stretches.block(start)[1]
        formula = replace(last.formula, notation=Clauses(other.start, other.end, (other,)))
        new = replace(
            last, status="supposition", formula=formula, left=other.members[0],
            right=other.members[1], said="complement", words=found[0], scope=scope, place=place,
        )  # fmt: skip
        self._replace(new)
        self.statements.append(new)

    def _continue(self, cases: list[int], sentence: Sentence) -> list[int]:
        """Go on, as "in this case" does, with the cases that reach up to a sentence."""
        start, end = sentence.span
        block = self.stretches.block(start)
        found: list[int] = []
        for case in [self.statements[number] for number in cases]:
            if start <= case.scope[1] < end and case.status in ("supposition", "assumption"):
                scope = (start, block[1]) if block[0] == start else (start, end)
                found.append(len(self.statements))
                self.statements.append(replace(case, scope=scope, said="goes on"))
        return found

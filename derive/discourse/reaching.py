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
from itertools import pairwise

from derive.discourse.prose import Heard
from derive.discourse.sentences import Sentence
from derive.discourse.sharing import about, complementary, is_value, letters_in, parted, written
from derive.discourse.sides import turned
from derive.discourse.statements import Span, Statement
from derive.discourse.stretches import Stretches
from derive.discourse.words.tables import Language, matcher
from derive.notation.nodes import Clauses, letters_of

__all__ = ["Reach"]

#: How many characters of words may stand before a case that opens its block.
_OPENS = 48
_SPACE = re.compile(r"\s*")


@dataclass(slots=True)
class Reach:
    """The statements so far with their scopes, and the cases that are open."""

    stretches: Stretches
    statements: list[Statement] = field(default_factory=list)
    #: Places in ``statements`` of the cases of the last sentence that had some.
    cases: list[int] = field(default_factory=list)
    #: Cases that hold in their block, with their letters.
    open: dict[int, tuple[str, ...]] = field(default_factory=dict)
    #: Facts of a case.
    facts: list[int] = field(default_factory=list)
    about: dict[tuple[str, ...], list[int]] = field(default_factory=dict)
    #: Cases that come last of several, and the last case about each set of letters.
    whole: set[int] = field(default_factory=set)
    halves: dict[tuple[str, ...], Statement] = field(default_factory=dict)
    #: The sentence of the last display: "where" behind it goes back to it.
    shown: Span | None = None

    def take(self, sentence: Sentence, heard: Sequence[Heard], language: Language) -> None:
        """Take in what a sentence says."""
        words = sentence.words
        if language.holds("over", words) is not None:
            self._over(sentence.span[0])
        where = self._where(sentence)
        found = [(h, self._scope(h, sentence, where, language)) for h in heard]
        found = self._either(found, sentence)
        found = self._alternatives(found, sentence)
        before = self.cases
        found = self._in_general(found, sentence, language)
        fresh: list[int] = []
        for h, statement in found:
            case = h.scope == "case" or (h.scope == "block" and h.shape in "CKV")
            if case and statement.status in ("supposition", "assumption"):
                self._replace(statement)
                fresh.append(len(self.statements))
                if self._holds(h, sentence, language) and statement.scope[1] >= sentence.span[1]:
                    self._opens(len(self.statements), statement)
            elif h.scope == "case" and statement.status == "property":
                self.facts.append(len(self.statements))
            self.statements.append(statement)
        self.cases = fresh or self.cases
        self._otherwise(sentence, language, fresh or before)
        if not fresh and before and language.holds("goes_on", words) is not None:
            self.cases = self._continue(before, sentence) or self.cases
        if any(f.shape == "D" for f in sentence.formulas):
            self.shown = sentence.span

    def _over(self, at: int) -> None:
        """All that was supposed is over."""
        for number in [*self.open]:
            self._close(number, at)
        for number in self.facts:
            start, end = self.statements[number].scope
            self.statements[number] = replace(self.statements[number], scope=(start, min(end, at)))
        self.cases, self.facts = [], []

    def _in_general(
        self, found: list[tuple[Heard, Statement]], sentence: Sentence, language: Language
    ) -> list[tuple[Heard, Statement]]:
        """Cases end where the sentence goes on "and in general", or "for any" of their letters."""
        for over in matcher(language.phrases["general"]).finditer(sentence.words):
            before = [f for f in sentence.formulas if f.at <= over.start()]
            last = sentence.formulas[len(before)] if over[0][-1] in "NXS" else None
            letters = letters_of(last.formula.notation) if last and last.formula else None
            at = before[-1].place[1] if before else sentence.span[0]
            if letters is None:
                self._over(at)
            for n, (h, s) in enumerate(found):
                case = h.scope in ("case", "block", "sentence") and s.status in (
                    "supposition", "assumption", "property"
                )  # fmt: skip
                about_it = letters is None or not letters.isdisjoint(letters_in(s))
                if case and h.at < over.start() and about_it and s.scope[1] > at:
                    found[n] = h, replace(s, scope=(s.scope[0], at))
        return found

    def finish(self) -> tuple[Statement, ...]:
        """All statements, with what may go on behind its block."""
        for number in self.open:
            self._may_go_on(number, self.stretches.document[1])
        return tuple(sorted(self.statements, key=lambda s: s.place))

    def _where(self, sentence: Sentence) -> int:
        """Where what a "where" defines begins to hold: with the display before it."""
        start = sentence.span[0]
        first = sentence.words[:8].lstrip()
        behind = first.startswith(
            ("where", "here", "with ", "and ", "其中", "这里", "式中", "此处")
        )
        if self.shown is not None and behind:
            between = _SPACE.match(self.stretches.shadow, self.shown[1], start)
            return self.shown[0] if between is not None and between.end() == start else start
        return start

    def _scope(self, heard: Heard, sentence: Sentence, where: int, language: Language) -> Statement:
        statement, (start, end) = heard.statement, sentence.span
        if statement.said == "bare" and self._is_heading(start) and heard.shape in "CKV":
            statement = replace(statement, status="supposition", said="", letters=())
            heard = replace(heard, statement=statement, scope="case")
        block, section = self.stretches.block(start), self.stretches.section(start)
        whole = self.stretches.document[1]
        scope: Span
        match heard.scope:
            case "sentence":
                scope = start, end
            case "block":
                scope = start, block[1]
            case "section":
                scope = min(where, start), section[1]
            case "onward":
                scope = start, whole
            case "where":
                scope = where, whole
            case _:
                scope = self._case(heard, sentence, block, section, language)
        return replace(statement, scope=scope)

    def _case(
        self, heard: Heard, sentence: Sentence, block: Span, section: Span, language: Language
    ) -> Span:
        start, end = sentence.span
        if self._is_heading(start):
            return start, section[1]
        if heard.statement.said == "complement" and heard.shape == "V":
            start = heard.statement.place[0]  # "A, unless $t = 1$": A is claimed elsewhere
        return (start, block[1]) if self._holds(heard, sentence, language) else (start, end)

    def _is_heading(self, start: int) -> bool:
        """Whether a sentence stands in a heading."""
        section = self.stretches.section(start)
        return section[0] == start and section != self.stretches.document

    def _holds(self, heard: Heard, sentence: Sentence, language: Language) -> bool:
        """Whether a case holds behind its sentence: it opens its block, or ends with a colon."""
        if heard.scope == "block":
            return True
        lead = sentence.words[: sentence.formulas[heard.first].at]
        opens = len(lead) <= _OPENS and not any(c in "DEQVZ" for c in lead)
        colon = sentence.words.rstrip().endswith((":", "："))
        displays = any(f.shape == "D" or f.shown for f in sentence.formulas)
        if heard.shape in "VEQZ" and not displays and not colon:
            opens = opens and language.holds("opening", lead) is not None
        at_start = sentence.span[0] == self.stretches.block(sentence.span[0])[0]
        return (at_start and opens) or (colon and not displays)

    def _either(
        self, found: list[tuple[Heard, Statement]], sentence: Sentence
    ) -> list[tuple[Heard, Statement]]:
        """``for i ≠ j or i = j``: nothing is assumed of the two."""
        cases = [n for n, (h, s) in enumerate(found) if _is_case(h, s)]
        for a, b in pairwise(cases):
            (one, first), (other, second) = found[a], found[b]
            if one.first == other.first and complementary(first, second):
                for n in (a, b):
                    h, s = found[n]
                    found[n] = (
                        h,
                        replace(s, status="withdrawn", said="either way", scope=sentence.span),
                    )
        return found

    def _alternatives(
        self, found: list[tuple[Heard, Statement]], sentence: Sentence
    ) -> list[tuple[Heard, Statement]]:
        """Cases about the same letters in one sentence: each has its display, or none holds."""
        groups: dict[tuple[str, ...], list[int]] = {}
        for n, (h, s) in enumerate(found):
            if _is_case(h, s) or (h.shape == "I" and h.scope == "case" and s.said == "if"):
                groups.setdefault(about(s), []).append(n)
        displays = [f for f in sentence.formulas if f.shape == "D" or f.shown]
        said = {h.at for h, s in found if s.status in ("claim", "definition")}
        claims = [f for f in sentence.formulas if f.at in said or is_value(f)]
        values = [f for f in sentence.formulas if is_value(f) and f not in displays]
        for group in groups.values():
            if len(group) < 2 or len({written(found[n][1]) for n in group}) < 2:
                continue
            own = [found[n][0] for n in group]
            if len({h.first for h in own}) < 2 and "I" in {h.shape for h in own}:
                continue  # "if $x > 0$ and $x < 1$": both hold
            places = [h.at for h in own]
            spans = parted(sentence, displays, places)
            if spans is None and len(claims) == len(places):
                spans = parted(sentence, claims, places)
            elif spans is None and len(values) == len(places):
                spans = parted(sentence, values, places)
                spans = spans and [(s[0], v.place[1]) for s, v in zip(spans, values, strict=True)]
            for k, n in enumerate(group):
                h, s = found[n]
                if spans is None and h.shape == "I":
                    continue
                if spans is None:
                    found[n] = h, replace(
                        s, status="hypothetical", said="alternative", scope=sentence.span,
                        letters=letters_in(s),
                    )  # fmt: skip
                else:
                    found[n] = h, replace(s, scope=spans[k])
        return found

    def _opens(self, number: int, statement: Statement) -> None:
        """Keep a case open; where its opposite came before, all is said, and it ends here."""
        letters = about(statement)
        before = self.halves.get(letters)
        self.halves[letters] = statement
        same = before is not None and self.stretches.section(before.scope[0]) == (
            self.stretches.section(statement.scope[0])
        )
        if before is not None and same and written(before) != written(statement):
            self.whole.add(number)
        self.open[number] = letters
        self.about.setdefault(letters, []).append(number)

    def _replace(self, new: Statement) -> None:
        """A new case ends an open one about the same letters; inside one, it suspends it."""
        letters = about(new)
        for number in [*self.about.get(letters, ())]:
            old = self.statements[number]
            if number not in self.open or old.scope[0] >= new.scope[0]:
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
        self.about[self.open.pop(number)].remove(number)

    def _may_go_on(self, number: int, end: int) -> None:
        """Between its block and where it is over nobody says whether a case goes on.

        The last of several cases is over with its block.
        """
        case = self.statements[number]
        if number in self.whole:
            return
        stop = min(end, self.stretches.section(case.scope[0])[1])
        if stop > case.scope[1] and case.status == "supposition":
            self.statements.append(replace(
                case, status="hypothetical", said="may go on", scope=(case.scope[1], stop),
                letters=letters_in(case),
            ))  # fmt: skip

    def _otherwise(self, sentence: Sentence, language: Language, cases: list[int]) -> None:
        """What "otherwise" supposes: the opposite of the last case, if that was one."""
        found = language.holds("otherwise", sentence.words)
        if found is None or not cases:
            return
        last = self.statements[cases[-1]]
        if last.formula is None or last.status not in ("supposition", "assumption"):
            return
        clause = last.formula.clause
        other = turned(clause) if clause is not None else None
        if other is None:
            return
        start, end = sentence.span
        displays = [f for f in sentence.formulas if f.shape == "D" or f.shown]
        same = start <= last.place[0] < end
        scope = start, end
        if same:
            place = next((f for f in sentence.formulas if f.place[0] >= last.place[0]), None)
            at = place.at if place is not None else 0
            shares = parted(sentence, displays, [at, found.start()])
            if shares is None:
                return
            number = cases[-1]
            self.statements[number] = replace(last, scope=shares[0])
            if number in self.open:
                self.about[self.open.pop(number)].remove(number)
            scope = shares[1]
        elif self.stretches.block(start)[0] == start and found.start() <= _OPENS:
            scope = start, self.stretches.block(start)[1]
        formula = replace(last.formula, notation=Clauses(other.start, other.end, (other,)))
        new = replace(
            last, status="supposition", formula=formula, left=other.members[0],
            right=other.members[1], said="complement", words=found[0], scope=scope,
            place=last.place if same else (start, start),
        )  # fmt: skip
        self._replace(new)
        self.statements.append(new)

    def _continue(self, cases: list[int], sentence: Sentence) -> list[int]:
        """Go on, as "in this case" does, with the cases that reach up to a sentence."""
        start, end = sentence.span
        block = self.stretches.block(start)
        found: list[int] = []
        for number in cases:
            case = self.statements[number]
            if start <= case.scope[1] < end and case.status in ("supposition", "assumption"):
                scope = (start, block[1]) if block[0] == start else (start, end)
                found.append(len(self.statements))
                self.statements.append(replace(case, scope=scope, said="goes on"))
        return found


def _is_case(heard: Heard, statement: Statement) -> bool:
    return heard.shape in "CKVI" and statement.status == "supposition" and heard.scope in (
        "case", "block"
    )  # fmt: skip

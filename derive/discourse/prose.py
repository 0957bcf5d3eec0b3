"""What the words of one sentence make of its formulas, and of its displays.

Each formula is asked of the rows of its language, with the words before and behind the list it
stands in. What comes back are statements whose scope is the widest that the row allows; how far
a case really reaches is settled where the sentences are put together (``reaching``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from derive.discourse.naming import named
from derive.discourse.relations import defines, is_number, sets, turned
from derive.discourse.sentences import Placed, Sentence, everywhere, lists_of
from derive.discourse.shapes import Part, ranged
from derive.discourse.statements import Formula, Statement, Status
from derive.discourse.words.tables import FAR, Language, Row, Scope, fitting, matcher
from derive.documents.traced import Segment, Traced, joined
from derive.notation.errors import ReadError
from derive.notation.names import only_item, plain_text, spelled
from derive.notation.nodes import Clause, Clauses, letters_of
from derive.notation.parse import parse

__all__ = ["Heard", "hear"]

#: What a formula is of which no words say anything, by its shape.
_BARE = {
    **dict.fromkeys("EQZ", Row("claim", scope="onward")),
    **dict.fromkeys("VCK", Row("hypothetical", said="bare", scope="sentence")),
    "I": Row("assumption", said="judge", scope="block"),
    "T": Row("kind", said="random", scope="onward"),
    "F": Row("kind", said="function", scope="onward"),
    "L": Row("hypothetical", said="limit", scope="sentence"),
    "A": Row("approximate", scope="sentence"),
    "U": Row("update"),
    **dict.fromkeys("MRS", Row("range")),
}
#: What holds where it is said, what may be said of a name alone, and of a range.
_HOLDS = ("assumption", "property", "supposition")
_OF_NAMES = ("property", "kind", "range", "withdrawn")
_OF_RANGES = (*_HOLDS, "range", "definition", "constraint")
#: What an equation may be by its words, and still be a definition by its sign.
_DENIABLE = ("claim", "assumption", "definition", "supposition")
#: Statuses of which the letters are told.
_LETTERED = ("hypothetical", "unread", "approximate", "withdrawn")
_Fit = tuple[Row, str] | None


@dataclass(frozen=True, slots=True)
class Heard:
    """A statement that a sentence makes, how far it may reach, and what its formula is.

    ``at`` is where the formula stands among the words, ``first`` the first of its list.
    """

    statement: Statement
    scope: Scope
    shape: str
    at: int
    first: int


def hear(sentence: Sentence, language: Language, sizes: frozenset[str]) -> tuple[Heard, ...]:
    """What a sentence says with the formulas in it; ``sizes`` are letters at which sums end."""
    found: list[Heard] = []
    lists = lists_of(sentence, language)
    asked = sentence.words.rstrip().endswith(("?", "？"))
    for n, placed in enumerate(sentence.formulas):
        if placed.formula is None and placed.letters:
            place, letters = placed.place, placed.letters
            hole = Statement("unread", place, place, letters=letters, reason="not read")
            found.append(Heard(hole, "onward", "J", placed.at, 0))
        elif placed.formula is not None:
            found += _Hearing(sentence, language, sizes, n, *lists[n]).heard()
    found += _picked(sentence, language)
    seen: set[object] = set()
    once: list[Heard] = []
    for heard in found:  # what is said twice of a name is said once
        s = heard.statement
        key = (s.status, s.said, s.place) if s.status in ("property", "kind") else None
        if key is None or key not in seen:
            once.append(_asked(heard) if asked else heard)
            seen.add(key)
    return tuple(once)


def _picked(sentence: Sentence, language: Language) -> Iterator[Heard]:
    """``y_{o} = 1``, where y is "one-hot with a 1 for the true class o": written from both."""
    for name, at in pairwise(sentence.formulas):
        between = sentence.words[name.at + 1 : at.at]
        if name.shape + at.shape != "NN" or not language.begins("picked", between):
            continue
        low, high = name.place[1], at.place[1]
        below, one = Segment(0, low, 2, 0, False), Segment(0, high, 3, 0, False)
        text = joined([name.text, Traced("_{", (below,)), at.text, Traced("}=1", (one,))])
        try:
            formula = Formula(text.text, parse(text.text), text, "inline")
        except ReadError:
            continue
        clause = formula.clause
        if clause is not None and len(clause.members) == 2:
            place = name.place[0], high
            said = Statement("assumption", place, place, formula, *clause.members, said="one-hot",
                             words=between.strip())  # fmt: skip
            yield Heard(said, "onward", "V", name.at, 0)


def _asked(heard: Heard) -> Heard:
    """What is asked is neither claimed nor supposed."""
    statement = heard.statement
    if statement.status not in ("claim", "assumption", "supposition") or statement.formula is None:
        return heard
    letters = tuple(sorted(letters_of(statement.formula.notation)))
    asked = replace(statement, status="hypothetical", said="question", letters=letters)
    return replace(heard, statement=asked, scope="sentence")


@dataclass(slots=True)
class _Hearing:
    """A formula of a sentence, with the first and the last of its list."""

    sentence: Sentence
    language: Language
    sizes: frozenset[str]
    number: int
    first: int
    last: int

    @property
    def placed(self) -> Placed:
        return self.sentence.formulas[self.number]

    @property
    def before(self) -> str:
        at = self.sentence.formulas[self.first].at
        return self.sentence.words[max(0, at - FAR) : at]

    def heard(self) -> Iterator[Heard]:
        placed, formulas = self.placed, self.sentence.formulas
        if placed.shape in "NM":
            yield from self.named(formulas[self.first], formulas[self.last])
        elif placed.shape in "EVI":
            yield from self.named(placed, placed)
        for part in placed.parts:
            fits = self.row(part)
            for heard in self.of_row(part, fits):
                yield self.completed(heard)

    def row(self, part: Part) -> _Fit:
        """The row for a clause: by the words right behind it, or by those behind its list."""
        words, last = self.sentence.words, self.sentence.formulas[self.last]
        before = self.before
        for at in dict.fromkeys((self.placed.at, last.at)):
            fits = fitting(self.language.rows, part.shape, before, words[at + 1 : at + 1 + FAR])
            if fits is not None:
                return self.corrected(part, *fits)
        return None

    def corrected(self, part: Part, row: Row, words: str) -> _Fit:
        """A row that fits, with what more than words must be asked."""
        language, before = self.language, self.before
        if row.status == "property" and not row.behind and "suppos" not in before:
            near = before[: len(before) - len(words) - 1]
            if language.holds("brief", near[max(near.rfind(c) for c in ",;.D，；。") + 1 :]):
                row = replace(row, scope="case")  # "for orthonormal rows, Q"
        if row.status == "property" and not row.said:
            facts = (k for k in language.kinds if k.status == "property")
            said = (k.said for k in facts if matcher(k.words).search(words))
            row = replace(row, said=next(said))
        if row.said == "one-hot" and not _is_entry_one(part.clause):
            row = replace(row, status="hypothetical", said="elsewhere")
        if row.said == "size" and self.number != self.first:
            return None  # "with the number of classes $C$, $y$ is": only the first counts
        return row, words

    def completed(self, heard: Heard) -> Heard:
        """What is heard, with the letters for all of which it holds."""
        statement, placed = heard.statement, self.placed
        if statement.status in _HOLDS and statement.right is not None and placed.formula:
            every = everywhere(self.sentence, self.number, placed.formula.notation, self.language)
            statement = replace(statement, every=every)
        return replace(heard, statement=statement)

    def of_row(self, part: Part, fits: _Fit) -> Iterator[Heard]:
        """The statements that a clause makes under a row, or as it stands."""
        placed, shape = self.placed, part.shape
        assert placed.formula is not None
        deniable = fits is None or fits[0].status in _DENIABLE
        if deniable and shape in "EV" and sets(part.clause.relations[0], placed.formula.text):
            # ``x := 2 y`` defines, if nothing denies it; with the name on both sides it updates.
            if defines(*part.clause.members[:2]):
                words = fits[1] if fits is not None else ""
                fits = Row("definition", said=":=", scope="onward"), words
            else:
                fits = Row("update", said=":="), ""
        row, words = fits if fits is not None else (_BARE.get(shape), "")
        if row is None or (shape in "NXP" and row.status not in _OF_NAMES):
            return
        if fits is None and placed.shown and shape in "VCK":
            row = Row("claim", scope="onward")
        if row.said == "let" and shape == "V" and letters_of(part.notation) <= self.sizes:
            row = replace(row, status="size", said="", scope="onward")
        elif row.said == "judge" and shape in "CKV":
            row = replace(row, scope="case")
        if shape == "S" and not letters_of(part.clause):
            return
        formula = replace(placed.formula, notation=part.notation)
        place = formula.span(part.notation)
        base = Statement(row.status, place, place, formula, said=row.said, words=words)
        if row.status in _LETTERED:
            base = replace(base, letters=tuple(sorted(letters_of(part.notation))))
        if shape in "MRS" and row.status in _OF_RANGES and not row.turned:
            scope: Scope = "case" if row.status == "supposition" else "onward"
            for statement in ranged(base, part, placed.parts):
                yield Heard(statement, scope, shape, placed.at, self.first)
            return
        clause = part.clause
        if shape == "F":  # ``f : X → Y`` as a clause about f
            name = placed.parts[placed.parts.index(part) - 1].clause.members[0]
            clause = replace(clause, members=(name or clause.members[0], clause.members[-1]))
        if row.turned:
            other = turned(clause) if shape != "R" else None
            if other is None:
                base = replace(base, status="hypothetical")
            else:
                clause = other
                notation = Clauses(clause.start, clause.end, (clause,))
                base = replace(base, formula=replace(formula, notation=notation))
        for statement, reach in _relations(base, clause, row.scope):
            yield Heard(statement, reach, shape, placed.at, self.first)

    def named(self, first: Placed, last: Placed) -> Iterator[Heard]:
        """What the noun phrases around a name say of it: of each, where a formula lists several."""
        placed = self.placed
        assert placed.formula is not None
        for fact in named(self.sentence, placed, first, last, self.language):
            for part in placed.parts:
                name = part.clause.members[0]
                if part.shape not in "NEVMI" or name is None:
                    continue
                if fact.said == "size" and placed.shape != "N":
                    continue
                clause = Clause(name.start, name.end, (name,), ())
                formula = replace(placed.formula, notation=Clauses(name.start, name.end, (clause,)))
                letters = tuple(sorted(letters_of(name))) if fact.status == "unread" else ()
                place = formula.span(name)
                statement = Statement(fact.status, place, place, formula, name, said=fact.said,
                                      words=fact.words, letters=letters)  # fmt: skip
                scope: Scope = "case" if fact.brief and fact.status == "property" else "where"
                yield Heard(statement, scope, "N", placed.at, 0)


def _relations(base: Statement, clause: Clause, scope: Scope) -> Iterator[tuple[Statement, Scope]]:
    """One statement for each relation of a clause; one for a name alone."""
    if not clause.relations or len(clause.members) < 2:
        yield base, scope
        return
    for k, (left, right) in enumerate(zip(clause.members, clause.members[1:], strict=False)):
        status: Status
        status, said, reach = base.status, base.said, scope
        if status in ("definition", "rival", "update") and k:
            status, said, reach = "claim", "", "onward"
        elif status in ("definition", "rival") and not defines(left, right):
            if defines(right, left) and not is_number(left):
                left, right = right, left
            else:
                status, said, reach = "assumption", "assume", "section"
        yield replace(base, status=status, said=said, left=left, right=right), reach


def _is_entry_one(clause: Clause) -> bool:
    """Whether an entry is said to be 1: ``y_k = 1``; for a plain name that is no one-hot vector."""
    name = spelled(only_item(clause.members[0])) if clause.members[0] is not None else None
    scripts = name is not None and bool(name.below or name.above)
    return scripts and plain_text(clause.members[-1]) == "1"

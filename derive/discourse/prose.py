"""What the words of one sentence make of its formulas.

Each formula is asked of the rows of its language, with the words before and behind the list it
stands in. What comes back are statements whose scope is the widest that the row allows; how far
a case really reaches is settled where the sentences are put together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from derive.discourse.every import everywhere
from derive.discourse.holes import hole
from derive.discourse.naming import named
from derive.discourse.sentences import Placed, Sentence, lists_of
from derive.discourse.shapes import Part
from derive.discourse.sides import defines, is_number, letter_of, turned
from derive.discourse.signs import by_sign, sets_by_sign
from derive.discourse.spaces import ranged
from derive.discourse.statements import Statement, Status
from derive.discourse.words.tables import FAR, Language, Row, Scope, fitting
from derive.notation.names import only_item, plain_text, spelled
from derive.notation.nodes import Clause, Clauses, letters_of

__all__ = ["Heard", "hear"]

#: What a formula is of which no words say anything, by its shape.
_BARE: dict[str, Status] = {
    "E": "claim",
    "Q": "claim",
    "Z": "claim",
    "I": "assumption",
    "V": "hypothetical",
    "C": "hypothetical",
    "K": "hypothetical",
}
#: What holds where it is said.
_HOLDS = ("assumption", "property", "supposition")
#: What may be said of a name alone.
_OF_NAMES = ("property", "kind", "fixed", "range", "withdrawn")


@dataclass(frozen=True, slots=True)
class Heard:
    """A statement that a sentence makes, how far it may reach, and what its formula is."""

    statement: Statement
    scope: Scope
    shape: str
    at: int
    first: int


def hear(
    sentence: Sentence, language: Language, sizes: frozenset[str] = frozenset()
) -> tuple[Heard, ...]:
    """What a sentence says with the formulas in it; ``sizes`` are letters at which sums end."""
    found: list[Heard] = []
    lists = lists_of(sentence, language)
    words = sentence.words
    for n, placed in enumerate(sentence.formulas):
        if placed.shape == "D":
            continue
        first, last = (sentence.formulas[k] for k in lists[n])
        before = words[max(0, first.at - FAR) : first.at]
        behind = words[last.at + 1 : last.at + 1 + FAR]
        own = words[placed.at + 1 : placed.at + 1 + FAR]
        if placed.formula is None:
            found += [Heard(s, "onward", "J", placed.at, 0) for s in hole(placed)]
            continue
        if placed.shape in "NM":
            found += _named(sentence, placed, first, last, language)
        elif placed.shape in "EVI":
            found += _named(sentence, placed, placed, placed, language)
        for part in placed.parts:
            fits = _row(language, part.shape, before, behind, own)
            if fits is not None and _is_brief(fits, before, language):
                fits = replace(fits[0], scope="case"), fits[1]
            if fits is not None and fits[0].said == "one-hot" and not _picks_one(part):
                fits = replace(fits[0], status="hypothetical", said="elsewhere"), fits[1]
            if fits is not None and _is_inside(fits[0], part, before, language):
                fits = None  # "the trace of $A$ is constant" says nothing of A
            if (
                fits is not None
                and fits[0].said == "value"
                and not letter_of(part.clause.members[0])
            ):
                fits = None  # "the minimum is $f(a) = 2$" says no place
            if fits is not None and fits[0].said == "size" and placed is not first:
                fits = None  # "with the number of classes $C$, $y$ is": only the first counts
            other = _other(sentence, n, fits[0]) if fits is not None else None
            if fits is not None and other is not None and fits[0].said == "sized":
                found += [
                    replace(h, statement=replace(h.statement, said="space", axes=_sizes(other)))
                    for h in _of_row(placed, part, fits, lists[n][0])
                ]
                continue
            if fits is not None and other is not None:
                found += [
                    replace(h, statement=replace(h.statement, axes=(other.text,)))
                    for h in _of_row(placed, part, fits, lists[n][0])
                ]
                continue
            found += _of_row(placed, part, fits, lists[n][0], sizes)
    if sentence.words.rstrip().endswith(("?", "？")):
        found = [_asked(heard) for heard in found]
    found = [_for_all(heard, sentence, language) for heard in found]
    return tuple(_once(found))


def _for_all(heard: Heard, sentence: Sentence, language: Language) -> Heard:
    """An assumption with the letters for all of whose values it holds."""
    statement = heard.statement
    number = next((n for n, f in enumerate(sentence.formulas) if f.at == heard.at), None)
    if statement.status not in _HOLDS or statement.right is None or number is None:
        return heard
    formula = sentence.formulas[number].formula
    if formula is None:
        return heard
    every = everywhere(sentence, number, formula.notation, language)
    return replace(heard, statement=replace(statement, every=every))


def _once(found: list[Heard]) -> Iterator[Heard]:
    """What is said twice of a name is said once."""
    seen: set[tuple[str, str, tuple[int, int]]] = set()
    for heard in found:
        statement = heard.statement
        key = statement.status, statement.said, statement.place
        if statement.status not in ("property", "kind") or key not in seen:
            seen.add(key)
            yield heard


def _asked(heard: Heard) -> Heard:
    """What is asked is neither claimed nor supposed."""
    statement = heard.statement
    if statement.status not in ("claim", "assumption", "supposition") or statement.formula is None:
        return heard
    letters = tuple(sorted(letters_of(statement.formula.notation)))
    asked = replace(statement, status="hypothetical", said="question", letters=letters)
    return replace(heard, statement=asked, scope="sentence")


def _row(
    language: Language, shape: str, before: str, behind: str, own: str
) -> tuple[Row, str] | None:
    return fitting(language.rows, shape, before, own) or (
        fitting(language.rows, shape, before, behind) if own != behind else None
    )


def _is_brief(fits: tuple[Row, str], before: str, language: Language) -> bool:
    """Whether a fact with its equation is said of a case: "for orthonormal rows, Q"."""
    row, words = fits
    if row.status != "property" or row.behind or "suppos" in before:
        return False
    near = before[: len(before) - len(words) - 1]
    near = near[max(near.rfind(c) for c in ",;.D，；。") + 1 :]
    return language.holds("brief", near) is not None


def _is_inside(row: Row, part: Part, before: str, language: Language) -> bool:
    """Whether what is said behind a name is said of something that the name only belongs to."""
    facts = row.status == "fixed" or row.said == "sums to one"
    if not facts or row.before or part.shape != "N" or language.ends("entries", before):
        return False
    return language.ends("inside", before) is not None


def _other(sentence: Sentence, number: int, row: Row) -> Placed | None:
    """The formula beside a name that says what it is: its sizes, what it is the transpose of."""
    if not row.said.endswith(" of") and row.said != "sized":
        return None
    other = number + (1 if row.behind else -1)
    return sentence.formulas[other] if 0 <= other < len(sentence.formulas) else None


def _sizes(placed: Placed) -> tuple[str, ...]:
    r"""The sizes that a formula such as ``m \times n`` names."""
    if placed.formula is None:
        return ()
    return tuple(plain_text(placed.formula.notation).strip("()").replace("·", "×").split("×"))


def _picks_one(part: Part) -> bool:
    """Whether an entry is said to be 1: ``y_k = 1``; for a plain name that is no one-hot vector."""
    if part.shape != "V":
        return True
    first, last = part.clause.members[0], part.clause.members[-1]
    name = spelled(only_item(first)) if first is not None else None
    return name is not None and bool(name.below or name.above) and plain_text(last) == "1"


def _of_row(
    placed: Placed, part: Part, fits: tuple[Row, str] | None, first: int,
    sizes: frozenset[str] = frozenset(),
) -> list[Heard]:  # fmt: skip
    """The statements that a clause makes under a row, or as it stands."""
    if part.shape in "EV" and sets_by_sign(part):
        fits = by_sign(part, fits)
    if fits is None:
        status: Status | None = _BARE.get(part.shape)
        row, words = Row(status or "unread"), ""
        if status is None and part.shape not in "MRSTFULA":
            return []
        if part.shape in "TF":
            row = Row("kind", said="random" if part.shape == "T" else "function", scope="onward")
        elif part.shape == "L":
            row = Row("hypothetical", said="limit", scope="sentence")
        elif status == "assumption":
            row = Row("assumption", said="judge", scope="block")
        elif status == "claim" or placed.shown:
            row = Row("claim", scope="onward")
        else:
            row = Row("hypothetical", said="bare", scope="sentence")
    else:
        row, words = fits
        if row.said == "let" and part.shape == "V" and letters_of(part.notation) <= sizes:
            row = replace(row, status="size", said="", scope="onward")
        elif row.said == "judge" and part.shape in "CKV":
            row = replace(row, scope="case")
    if part.shape == "S" and not letters_of(part.clause):
        return []
    if part.shape in "NXP" and row.status not in _OF_NAMES:
        return []
    if part.shape == "F":
        part = replace(part, clause=_mapped(placed, part))
    if part.shape in "MRS" and row.status in ("range", "definition", "assumption", "supposition",
                                              "constraint", "property"):  # fmt: skip
        ranges = ranged(placed, part, words)
        scope: Scope = "case" if row.status == "supposition" else "onward"
        return [Heard(s, scope, part.shape, placed.at, first) for s in ranges]
    return list(_stated(placed, part, row, words, first))


def _stated(placed: Placed, part: Part, row: Row, words: str, first: int) -> Iterator[Heard]:
    """One statement for each relation of a clause; one for a name alone."""
    assert placed.formula is not None
    clause = part.clause
    formula = replace(placed.formula, notation=part.notation)
    if row.turned:
        turned_clause = turned(clause)
        if turned_clause is None:
            row = replace(row, status="hypothetical", turned=False)
        else:
            clause = turned_clause
            formula = replace(formula, notation=Clauses(clause.start, clause.end, (clause,)))
    letters: tuple[str, ...] = ()
    if row.status in ("hypothetical", "unread", "approximate", "withdrawn"):
        letters = tuple(sorted(letters_of(part.notation)))
    place = formula.span(part.notation)
    base = Statement(row.status, place, place, formula, said=row.said, words=words, letters=letters)
    if not clause.relations or len(clause.members) < 2:
        yield Heard(base, row.scope, part.shape, placed.at, first)
        return
    for k in range(len(clause.relations)):
        left, right = clause.members[k], clause.members[k + 1]
        status, said, scope = row.status, row.said, row.scope
        if status in ("definition", "rival", "update") and k:
            status, said, scope = "claim", "", "onward"
        elif status in ("definition", "rival") and not defines(left, right):
            if defines(right, left) and not is_number(left):
                left, right = right, left
            else:
                status, said, scope = "assumption", "assume", "section"
        statement = replace(base, status=status, said=said, left=left, right=right)
        yield Heard(statement, scope, part.shape, placed.at, first)


def _mapped(placed: Placed, part: Part) -> Clause:
    """``f : X → Y`` as a clause about f."""
    at = placed.parts.index(part)
    name = placed.parts[at - 1].clause.members[0] if at else None
    return replace(part.clause, members=(name, part.clause.members[-1])) if name else part.clause


def _named(
    sentence: Sentence, placed: Placed, first: Placed, last: Placed, language: Language
) -> list[Heard]:
    """What the noun phrases around a name say of it: of each, where a formula lists several."""
    assert placed.formula is not None
    found: list[Heard] = []
    for fact in named(sentence, placed, first, last, language):
        if fact.said == "size" and placed.shape != "N":
            continue
        for part in placed.parts:
            if part.shape not in "NEVMI" or part.clause.members[0] is None:
                continue
            name = part.clause.members[0]
            clause = Clause(name.start, name.end, (name,), ())
            formula = replace(placed.formula, notation=Clauses(name.start, name.end, (clause,)))
            letters = tuple(sorted(letters_of(name))) if fact.status == "unread" else ()
            place = formula.span(name)
            statement = Statement(
                fact.status, place, place, formula, name, said=fact.said, words=fact.words,
                letters=letters,
            )  # fmt: skip
            property_ = fact.status == "property"
            scope: Scope = "case" if fact.brief and property_ else "where"
            found.append(Heard(statement, scope, "N", placed.at, 0))
    return found

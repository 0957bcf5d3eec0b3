"""What the words of a sentence make of its display, and of two formulas beside each other.

Of a display only what it would claim is changed ("the update is", "set to zero"); its own
conditions and ranges stay. A definition, a rival or an update is the equation of a name at the
beginning of a chain; the rest of the chain is claimed of it.

An equation in two pieces, ``write $s$ for $a + b$``, ``$y_i$ is 1 iff $i = o$``, is written from
them, with every character traced to where it stands.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from derive.discourse.prose import Heard
from derive.discourse.relations import definable, is_number
from derive.discourse.sentences import Placed, Sentence, everywhere
from derive.discourse.shapes import shape_of
from derive.discourse.statements import Formula, State, Statement
from derive.discourse.words.tables import FAR, Language, Row, fitting, matcher
from derive.documents.traced import Segment, Traced, joined
from derive.notation.errors import ReadError
from derive.notation.names import only_item, plain_text, spelled
from derive.notation.nodes import Clause, Clauses, Operator, letters_of
from derive.notation.parse import parse

__all__ = ["abbreviations", "governed"]


def governed(
    sentence: Sentence, number: int, shown: tuple[Statement, ...], language: Language,
    state: State, indices: frozenset[str],
) -> list[Statement]:  # fmt: skip
    """The statements of the display that is the formula ``number`` of a sentence."""
    at = sentence.formulas[number].at
    before, behind = sentence.words[max(0, at - FAR) : at], sentence.words[at + 1 : at + 1 + FAR]
    claims = [s for s in shown if s.status in ("claim", "definition")]
    fits = fitting(language.rows, "D", before, behind)
    if len(claims) == 1 and (shape := _shape(claims[0], indices)) in "VCK":
        valued = fitting(language.rows, shape, before, behind)
        if valued is not None and valued[0].status in ("supposition", "size"):
            fits = valued
    if fits is None:
        follows = language.ends("follows", before) is not None
        return [
            replace(s, said="follows") if follows and s.status == "update" else s for s in shown
        ]
    found = [_governed(s, *fits, state) if s in claims else s for s in shown]
    for n, (s, whole) in enumerate(zip(found, shown, strict=True)):
        if s.status == "assumption" and whole.formula is not None:
            every = everywhere(sentence, number, whole.formula.notation, language)
            found[n] = replace(s, every=every)
    return found


def _shape(statement: Statement, indices: frozenset[str]) -> str:
    """The shape of a claim, as a formula in a line has it."""
    left, right = statement.left, statement.right
    if left is None or right is None or statement.formula is None:
        return "X"
    sign = Operator(left.end, right.start, "=")
    clause = Clause(left.start, right.end, (left, right), (sign,))
    notation = Clauses(left.start, right.end, (clause,))
    return shape_of(replace(statement.formula, notation=notation), indices)


def _governed(statement: Statement, row: Row, words: str, state: State) -> Statement:
    named = definable(statement.left) and not is_number(statement.right)
    if row.status in ("definition", "rival", "update") and not named:
        return statement
    if row.status == "assumption" and named and row.said == "where":
        return replace(statement, status="definition", said="where", words=words)
    if row.status == "assumption" and named and statement.said == "":
        return statement
    letters, scope = statement.letters, statement.scope
    start, end = state.sentence
    if row.status in ("hypothetical", "approximate"):
        sides = [letters_of(s) for s in (statement.left, statement.right) if s is not None]
        letters, scope = tuple(sorted(set[str]().union(*sides))), (start, end)
    elif row.scope in ("sentence", "case"):
        scope = start, end
    elif row.status == "constraint" or row.scope == "section":
        scope = start, (state.block if row.status == "constraint" else state.section)[1]
    said = "judge" if row.said == "where" else row.said
    return replace(
        statement, status=row.status, said=said, words=words, scope=scope, letters=letters
    )


def abbreviations(
    sentence: Sentence, heard: tuple[Heard, ...], language: Language
) -> tuple[Heard, ...]:
    """What a sentence says, with the equations that it makes of two formulas."""
    found = list(heard)
    words = sentence.words
    for one, other in pairwise(sentence.formulas):
        before, between = words[max(0, one.at - FAR) : one.at], words[one.at + 1 : other.at]
        picked = matcher(language.phrases["picked"]).fullmatch(between)
        if one.shape == "N" and other.shape in "NC" and picked is not None:
            statement = _picked(one, other, between.strip())
            if statement is not None:
                found = [h for h in found if h.at != other.at]
                found.append(Heard(statement, "onward", "V", one.at, 0))
                if other.shape == "C":
                    fact = replace(statement, status="property", formula=one.formula, left=None,
                                   right=None)  # fmt: skip
                    found.append(Heard(fact, "onward", "N", one.at, 0))
                continue
        if one.shape not in "NX" or other.shape not in "NX":
            continue
        if language.begins("goes_behind", words, other.at + 1):
            continue
        for order, name, meaning in (("first", one, other), ("last", other, one)):
            ahead, _, amid = language.phrases[f"naming {order}"].partition("_")
            said = matcher(amid).fullmatch(between) and matcher(ahead, True).search(before)
            if name.shape == "N" and said:
                statement = _definition(name, meaning, between.strip())
                found += [Heard(statement, "onward", "E", one.at, 0)] if statement else []
                break
    return tuple(found)


def _picked(name: Placed, at: Placed, words: str) -> Statement | None:
    """``y_o = 1``, where ``y_i`` is 1 if i = o, or y has its 1 at o."""
    own = spelled(only_item(name.formula.notation)) if name.formula is not None else None
    clause = at.formula.clause if at.formula is not None else None
    if own is None or clause is None or len(own.below) > 1:
        return None
    high = name.text.source_end(own.node.end)
    if not own.below and not clause.relations:
        piece = at.text.part(clause.start, clause.end)
        return _equation(
            [name.text, _sign("_{", high), piece, _sign("} = 1", high)], name, at, words
        )
    sides = [
        m for m in clause.members if m is not None and plain_text(m) != plain_text(own.below[0])
    ]
    if not own.below or len(sides) != 1 or len(clause.members) != 2:
        return None
    below = own.below[0]
    pieces = [name.text.part(0, below.start), at.text.part(sides[0].start, sides[0].end),
              name.text.part(below.end, len(name.text.text)), _sign(" = 1", high)]  # fmt: skip
    return _equation(pieces, name, at, words)


def _sign(written: str, at: int) -> Traced:
    """What is written between the pieces of the text."""
    return Traced(written, (Segment(0, at, len(written), 0, False),))


def _definition(name: Placed, meaning: Placed, words: str) -> Statement | None:
    sign = _sign(" = ", name.text.source_end(len(name.text.text)))
    found = _equation([name.text, sign, meaning.text], name, meaning, words)
    if found is None or not definable(found.left) or is_number(found.right):
        return None
    return replace(found, status="definition", said="let")


def _equation(pieces: list[Traced], one: Placed, other: Placed, words: str) -> Statement | None:
    """The equation that pieces of the text make, as an assumption."""
    text = joined(pieces)
    try:
        formula = Formula(text.text, parse(text.text), text, "inline")
    except ReadError:
        return None
    clause = formula.clause
    if clause is None or len(formula.notation.parts) != 1 or len(clause.members) != 2:
        return None
    place = min(one.place[0], other.place[0]), max(one.place[1], other.place[1])
    return Statement("assumption", place, place, formula, *clause.members, said="one-hot",
                     words=words)  # fmt: skip

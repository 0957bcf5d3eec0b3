"""What words make of two formulas: ``write $s$ for $a + b$``, ``$y_i$ is 1 iff $i = o$``.

The equation stands in the text in two pieces; its formula is written from them, with every
character traced to where it stands.
"""

from __future__ import annotations

from dataclasses import replace

from derive.discourse.prose import Heard
from derive.discourse.sentences import Placed, Sentence
from derive.discourse.sides import definable, is_number
from derive.discourse.statements import Formula, Statement
from derive.discourse.words.tables import FAR, Language, matcher
from derive.documents.traced import Segment, Traced, joined
from derive.notation.errors import ReadError
from derive.notation.names import only_item, plain_text, spelled
from derive.notation.nodes import Clause
from derive.notation.parse import parse

__all__ = ["abbreviations"]


def abbreviations(
    sentence: Sentence, heard: tuple[Heard, ...], language: Language
) -> tuple[Heard, ...]:
    """What a sentence says, with the equations that it makes of two formulas."""
    found = list(heard)
    words = sentence.words
    for one, other in zip(sentence.formulas, sentence.formulas[1:], strict=False):
        if one.shape == "N" and other.shape in "NC":
            between = words[one.at + 1 : other.at]
            said = matcher(language.phrases["picked"]).fullmatch(between)
            statement = _picked(one, other, between.strip()) if said is not None else None
            if statement is not None:
                found = [h for h in found if h.at != other.at]
                found.append(Heard(statement, "onward", "V", one.at, 0))
                if other.shape == "C":
                    fact = replace(
                        statement, status="property", formula=one.formula, left=None, right=None
                    )
                    found.append(Heard(fact, "onward", "N", one.at, 0))
                continue
        if one.shape not in "NX" or other.shape not in "NX":
            continue
        if language.begins("goes_behind", words, other.at + 1):
            continue
        before, between = words[max(0, one.at - FAR) : one.at], words[one.at + 1 : other.at]
        for order in ("first", "last"):
            name, meaning = (one, other) if order == "first" else (other, one)
            ahead, _, amid = language.phrases[f"naming {order}"].partition("_")
            if (
                name.shape == "N"
                and matcher(amid).fullmatch(between)
                and matcher(ahead, True).search(before)
            ):
                statement = _definition(name, meaning, between.strip())
                found += [Heard(statement, "onward", "E", one.at, 0)] if statement else []
                break
    return tuple(found)


def _picked(name: Placed, at: Placed, words: str) -> Statement | None:
    """``y_o = 1``, where ``y_i`` is 1 if i = o, or y has its 1 at o."""
    assert name.formula is not None
    own = spelled(only_item(name.formula.notation))
    clause = at.formula.clause if at.formula is not None else None
    text, source = name.formula.source, at.formula.source if at.formula is not None else None
    if own is None or clause is None or text is None or source is None or len(own.below) > 1:
        return None
    high = text.source_end(own.node.end)
    below = own.below[0] if own.below else None
    if below is None and not clause.relations:
        piece = source.part(clause.start, clause.end)
        return _equation([text, _sign("_{", high), piece, _sign("} = 1", high)], name, at, words)
    sides = [m for m in clause.members if m is not None and plain_text(m) != plain_text(below)]
    if below is None or len(sides) != 1 or len(clause.members) != 2:
        return None
    piece = source.part(sides[0].start, sides[0].end)
    rest = text.part(below.end, len(text.text))
    return _equation([text.part(0, below.start), piece, rest, _sign(" = 1", high)], name, at, words)


def _sign(written: str, at: int) -> Traced:
    """What is written between the pieces of the text."""
    return Traced(written, (Segment(0, at, len(written), 0, False),))


def _definition(name: Placed, meaning: Placed, words: str) -> Statement | None:
    left = name.formula.source if name.formula is not None else None
    right = meaning.formula.source if meaning.formula is not None else None
    if left is None or right is None:
        return None
    sign = _sign(" = ", left.source_end(len(left.text)))
    found = _equation([left, sign, right], name, meaning, words)
    if found is None or not definable(found.left) or is_number(found.right):
        return None
    return replace(found, status="definition", said="let")


def _equation(pieces: list[Traced], one: Placed, other: Placed, words: str) -> Statement | None:
    """The equation that pieces of the text make, as an assumption."""
    text = joined(pieces)
    try:
        notation = parse(text.text)
    except ReadError:
        return None
    clause = notation.parts[0] if len(notation.parts) == 1 else None
    if not isinstance(clause, Clause) or len(clause.members) != 2:
        return None
    place = min(one.place[0], other.place[0]), max(one.place[1], other.place[1])
    formula = Formula(text.text, notation, text, "inline")
    return Statement("assumption", place, place, formula, *clause.members, said="one-hot",
                     words=words)  # fmt: skip

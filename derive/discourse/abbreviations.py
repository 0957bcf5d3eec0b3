"""Names that words give to a formula beside them: ``write $s$ for $a + b$``.

The definition stands in the text in two pieces; its formula is written from them, with every
character traced to where it stands.
"""

from __future__ import annotations

from derive.discourse.prose import Heard
from derive.discourse.sentences import Placed, Sentence
from derive.discourse.shapes import definable, is_number
from derive.discourse.statements import Formula, Statement
from derive.discourse.words import FAR, Language, matcher
from derive.documents.traced import Segment, Traced, joined
from derive.notation.errors import ReadError
from derive.notation.nodes import Clause
from derive.notation.parse import parse

__all__ = ["abbreviations"]


def abbreviations(sentence: Sentence, language: Language) -> tuple[Heard, ...]:
    """The definitions that a sentence makes of two formulas."""
    found: list[Heard] = []
    words = sentence.words
    for one, other in zip(sentence.formulas, sentence.formulas[1:], strict=False):
        if one.shape not in "NX" or other.shape not in "NX":
            continue
        if matcher(language.goes_behind).match(words, other.at + 1):
            continue
        before, between = words[max(0, one.at - FAR) : one.at], words[one.at + 1 : other.at]
        for naming in language.naming:
            name, meaning = (one, other) if naming.first else (other, one)
            if (
                name.shape == "N"
                and matcher(naming.between).fullmatch(between)
                and matcher(naming.before, True).search(before)
            ):
                statement = _definition(name, meaning, between.strip())
                found += [Heard(statement, "onward", "E", one.at, 0)] if statement else []
                break
    return tuple(found)


def _definition(name: Placed, meaning: Placed, words: str) -> Statement | None:
    if name.formula is None or meaning.formula is None:
        return None
    left, right = name.formula.source, meaning.formula.source
    if left is None or right is None:
        return None
    end = left.source_end(len(left.text))
    sign = Traced(" = ", (Segment(0, end, 3, 0, False),))
    text = joined([left, sign, right])
    try:
        notation = parse(text.text)
    except ReadError:
        return None
    clause = notation.parts[0] if len(notation.parts) == 1 else None
    if (
        not isinstance(clause, Clause)
        or len(clause.members) != 2
        or not definable(clause.members[0])
    ):
        return None
    if is_number(clause.members[1]):
        return None
    place = min(name.place[0], meaning.place[0]), max(name.place[1], meaning.place[1])
    formula = Formula(text.text, notation, text, "inline")
    return Statement("definition", place, place, formula, *clause.members, said="let", words=words)

r"""For which letters something is said to hold at all of their values: ``… for every $i$``.

Words beside a formula say so, or words in it (``\forall i``); "the rows sum to one" and "each
entry" speak of every index that is left open.
"""

from __future__ import annotations

import re

from derive.discourse.sentences import Sentence
from derive.discourse.words.tables import FAR, Language
from derive.notation.nodes import Clause, Clauses, Head, Scripted, Separator, letters_of, subnodes

__all__ = ["everywhere"]

_FOR_ALL = re.compile(r"for (?:all|every|each|any)\b|对于?(?:所有|任意|每)")


def everywhere(
    sentence: Sentence, number: int, notation: Clauses, language: Language
) -> tuple[str, ...]:
    """The letters for all of whose values the formula ``number`` of a sentence holds."""
    at = sentence.formulas[number].at
    found = _inside(notation)
    before, behind = sentence.words[max(0, at - FAR) : at], sentence.words[at + 1 :]
    for said, start in (
        (language.begins("every", behind), at + 1),
        (language.ends("every_before", before), at - len(before)),
    ):
        if said is not None:
            place = start + said.start("of")
            other = next((f.formula for f in sentence.formulas if f.at == place), None)
            found |= letters_of(other.notation) if other is not None else set()
    if language.ends("each", before) is not None:
        found |= letters_of(notation)
    return tuple(sorted(found & _open(notation)))


def _inside(notation: Clauses) -> set[str]:
    """The letters behind "for all" in a formula."""
    found: set[str] = set()
    said = False
    for part in notation.parts:
        if isinstance(part, Separator):
            said = _FOR_ALL.search(part.sign) is not None or (said and part.sign == ",")
        elif said and isinstance(part, Clause) and part.members[0] is not None:
            found |= letters_of(part.members[0])
    return found


def _open(notation: Clauses) -> set[str]:
    """The letters of indices that no sum binds."""
    found: set[str] = set()
    bound: set[str] = set()
    for node in subnodes(notation):
        if isinstance(node, Scripted) and node.below is not None:
            found |= letters_of(node.below)
        elif isinstance(node, Head) and node.below is not None:
            bound |= letters_of(node.below)
    return found - bound

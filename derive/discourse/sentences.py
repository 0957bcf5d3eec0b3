"""A sentence as the tables of words read it: words in small letters, a capital for each formula.

``With $K = 2$ classes, $$…$$`` is written ``with V classes, D``. Marks of Markdown and TeX that
only set words off are taken away, runs of spaces are one space.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from derive.discourse.shapes import Part
from derive.discourse.statements import Formula, Span
from derive.discourse.stretches import CODE, DISPLAY, FILL, INLINE
from derive.discourse.words.tables import FAR, Language, matcher
from derive.documents.traced import Traced
from derive.notation.nodes import Clause, Clauses, Head, Scripted, Separator, letters_of, subnodes

__all__ = ["Placed", "Sentence", "clean", "everywhere", "lists_of", "sentence_of"]

_SIGNS = re.compile(f"[{INLINE}{DISPLAY}]")
_MARKS = re.compile(
    r"\*\*|__|\*|`|(?<![\w\\])_(?=\w)|(?<=\w)_(?!\w)|\\(?:emph|text\w*|mathbf|underline)\{|[{}]"
    + f"|{FILL}+|<[^<>]{{0,80}}>"
)
_LEAD = re.compile(
    r"\s*(?:[>#|]+\s*)*(?:(?:[-+•·●▪]|\\item|\(?\d{1,2}[.)）](?!\d)|\(?[ivx]{1,4}[.)]|[①-⑩])\s+)?"
)
_SPACE = re.compile(r"\s+")
_FOR_ALL = re.compile(r"for (?:all|every|each|any)\b|对于?(?:所有|任意|每)")


@dataclass(frozen=True, slots=True)
class Placed:
    """A formula of a sentence: where it stands in the source and in the words, and its shape.

    ``formula`` is ``None`` for a display, and for what is not read, of which ``letters`` are told.
    ``shown`` says that it stands in the marks of a display, though words share its line.
    """

    place: Span
    at: int
    shape: str
    text: Traced
    formula: Formula | None = None
    parts: tuple[Part, ...] = ()
    shown: bool = False
    letters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its formulas in order."""

    span: Span
    words: str
    formulas: tuple[Placed, ...]


def clean(words: str) -> str:
    r"""Words as the tables have them.

    >>> clean("We **do not**\n assume  ~~that~~ ")
    'we do not assume §that§ '
    """
    words = words.replace("~~", "§").replace("~", " ").replace(CODE, "code")
    return _SPACE.sub(" ", _MARKS.sub("", words)).lower()


def sentence_of(shadow: str, span: Span, formulas: list[Placed]) -> Sentence:
    """The sentence at a span, with its formulas in the order of the text."""
    start = _LEAD.match(shadow, *span)
    at, length = start.end() if start else span[0], 0
    written: list[str] = []
    placed: list[Placed] = []
    for formula, sign in zip(formulas, _SIGNS.finditer(shadow, at, span[1]), strict=False):
        written += [clean(shadow[at : sign.start()]), formula.shape]
        placed.append(replace(formula, at=length + len(written[-2])))
        length += len(written[-2]) + 1
        at = sign.end()
    return Sentence(span, "".join([*written, clean(shadow[at : span[1]])]), tuple(placed))


def lists_of(sentence: Sentence, language: Language) -> tuple[tuple[int, int], ...]:
    """For each formula the first and the last of the list that it stands in.

    >>> from derive.discourse.words.tables import ENGLISH
    >>> from derive.documents.traced import copied
    >>> shadow = f"let {INLINE} and {INLINE} be as {INLINE}"
    >>> three = [Placed((0, 0), 0, "N", copied("x", 0)) for _ in range(3)]
    >>> lists_of(sentence_of(shadow, (0, len(shadow)), three), ENGLISH)
    ((0, 1), (0, 1), (2, 2))
    """
    joins, also = (matcher(language.phrases[what]) for what in ("joins", "also"))
    formulas, words = sentence.formulas, sentence.words
    firsts: list[int] = []
    for n, formula in enumerate(formulas):
        previous = formulas[n - 1] if n else formula
        between = words[previous.at + 1 : formula.at]
        joined = n > 0 and "D" not in (previous.shape, formula.shape)
        joined = joined and joins.fullmatch(between) is not None
        if joined and formula.shape in "EQZXV" and also.search(between) is None:
            # ``if C, E``, ``since Q, E``: it follows; in ``since Q, Q and Q`` all are conditions.
            head = formulas[firsts[-1]]
            before = words[max(0, head.at - 60) : head.at]
            given = formula.shape != "V" and language.ends("given", before) is not None
            ahead = words[formula.at + 1 : formulas[n + 1].at] if n + 1 < len(formulas) else ""
            more = head.shape in "EQZ" and also.fullmatch(ahead.strip(" ,")) is not None
            joined = more or not (given or language.ends("conditional", before))
        firsts.append(firsts[-1] if joined else n)
    lasts = {first: n for n, first in enumerate(firsts)}
    return tuple((first, lasts[first]) for first in firsts)


def everywhere(
    sentence: Sentence, number: int, notation: Clauses, language: Language
) -> tuple[str, ...]:
    r"""The letters for all of whose values a formula of a sentence holds: ``… for every $i$``.

    Words beside it say so, or words in it (``\forall i``); "the rows sum to one" and "each
    entry" speak of every index that is left open.
    """
    at, said = sentence.formulas[number].at, False
    found: set[str] = set()
    for part in notation.parts:
        if isinstance(part, Separator):
            said = _FOR_ALL.search(part.sign) is not None or (said and part.sign == ",")
        elif said and isinstance(part, Clause) and part.members[0] is not None:
            found |= letters_of(part.members[0])
    before, behind = sentence.words[max(0, at - FAR) : at], sentence.words[at + 1 :]
    for beside, start in (
        (language.begins("every", behind), at + 1),
        (language.ends("every_before", before), at - len(before)),
    ):
        place = start + beside.start("of") if beside is not None else -1
        other = next((f.formula for f in sentence.formulas if f.at == place), None)
        found |= letters_of(other.notation) if other is not None else set()
    if language.ends("each", before) is not None:
        found |= letters_of(notation)
    return tuple(sorted(found & _open(notation))) if found else ()


def _open(notation: Clauses) -> set[str]:
    """The letters of indices that no sum binds."""
    found: set[str] = set()
    bound: set[str] = set()
    for node in subnodes(notation):
        if isinstance(node, Scripted | Head) and node.below is not None:
            (found if isinstance(node, Scripted) else bound).update(letters_of(node.below))
    return found - bound

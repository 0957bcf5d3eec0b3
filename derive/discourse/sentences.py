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
from derive.discourse.words.tables import Language, matcher

__all__ = ["Placed", "Sentence", "clean", "lists_of", "sentence_of"]

_SIGNS = re.compile(f"[{INLINE}{DISPLAY}]")
_MARKS = re.compile(
    r"\*\*|__|\*|`|(?<![\w\\])_(?=\w)|(?<=\w)_(?!\w)|\\(?:emph|text\w*|mathbf|underline)\{|[{}]"
    + f"|{FILL}+|<[^<>]{{0,80}}>"
)
_LEAD = re.compile(
    r"\s*(?:[>#|]+\s*)*(?:(?:[-+•·●▪]|\\item|\(?\d{1,2}[.)）](?!\d)|\(?[ivx]{1,4}[.)]|[①-⑩])\s+)?"
)
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Placed:
    """A formula of a sentence: where it stands in the source and in the words, and its shape.

    ``formula`` is ``None`` for a display, and for what is not read, of which ``letters`` are told.
    ``shown`` says that it stands in the marks of a display, though words share its line.
    """

    place: Span
    at: int
    shape: str
    text: str
    formula: Formula | None = None
    parts: tuple[Part, ...] = ()
    shown: bool = False
    letters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its formulas in order; ``lists`` pairs each with the ends of its list."""

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


def sentence_of(shadow: str, span: Span, formulas: tuple[tuple[str, Placed], ...]) -> Sentence:
    """The sentence at a span; the formulas come with their letters, in the order of the text."""
    start = _LEAD.match(shadow, *span)
    begin = start.end() if start else span[0]
    at, length = begin, 0
    written: list[str] = []
    placed: list[Placed] = []
    waiting = list(reversed(formulas))
    for sign in _SIGNS.finditer(shadow, begin, span[1]):
        if not waiting:
            break
        letter, formula = waiting.pop()
        written.append(clean(shadow[at : sign.start()]))
        length += len(written[-1])
        placed.append(replace(formula, at=length, shape=letter))
        written.append(letter)
        length += len(letter)
        at = sign.end()
    return Sentence(span, "".join([*written, clean(shadow[at : span[1]])]), tuple(placed))


def lists_of(sentence: Sentence, language: Language) -> tuple[tuple[int, int], ...]:
    """For each formula the first and the last of the list that it stands in.

    >>> from derive.discourse.words.tables import ENGLISH
    >>> from derive.discourse.stretches import INLINE
    >>> shadow = f"let {INLINE} and {INLINE} be as {INLINE}"
    >>> three = tuple(("N", Placed((0, 0), 0, "N", "x")) for _ in range(3))
    >>> lists_of(sentence_of(shadow, (0, len(shadow)), three), ENGLISH)
    ((0, 1), (0, 1), (2, 2))
    """
    joins = matcher(language.phrases["joins"])
    formulas = sentence.formulas
    firsts: list[int] = []
    conditional, given = (
        matcher(w, True) for w in (language.phrases["conditional"], language.phrases["given"])
    )
    also = matcher(language.phrases["also"])
    for n, formula in enumerate(formulas):
        previous = formulas[n - 1] if n else None
        between = sentence.words[previous.at + 1 : formula.at] if previous else ""
        joined = (
            previous is not None
            and previous.shape != "D"
            and formula.shape != "D"
            and joins.fullmatch(between) is not None
        )
        if joined and formula.shape in "EQZXV" and also.search(between) is None:
            head = formulas[firsts[-1]]
            before = sentence.words[max(0, head.at - 60) : head.at]
            follows = conditional.search(before) is not None or (
                formula.shape != "V" and given.search(before) is not None
            )
            joined = not follows or not _follows(sentence, formulas, firsts, n, also)
        firsts.append(firsts[-1] if joined else n)
    lasts = [0] * len(firsts)
    for n in range(len(firsts) - 1, -1, -1):
        ends = n + 1 == len(firsts) or firsts[n + 1] != firsts[n]
        lasts[n] = n if ends else lasts[n + 1]
    return tuple(zip(firsts, lasts, strict=True))


def _follows(
    sentence: Sentence,
    formulas: tuple[Placed, ...],
    firsts: list[int],
    n: int,
    also: re.Pattern[str],
) -> bool:
    """Whether an equation behind a comma follows from the condition before it.

    ``if C, E`` and ``since Q, E`` do; in ``since Q, Q and Q`` all are conditions.
    """
    first = formulas[firsts[-1]]
    if first.shape not in "EQZ":
        return True
    following = formulas[n + 1 : n + 2]
    ahead = sentence.words[formulas[n].at + 1 : following[0].at] if following else ""
    return also.fullmatch(ahead.strip(" ,")) is None

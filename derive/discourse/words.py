"""Tables of words: what a language's words beside a formula make of it. Data, and how it is asked.

A sentence is written down with a capital for each formula (``derive.discourse.shapes``), all
words in small letters: ``unless C, we have D``. A row says which words stand right before a
formula, or right behind it, what shape the formula has, and what it then is. The first row that
fits counts, so that what denies stands before what assumes. No row looks further than a sentence,
and no pattern repeats what repeats, so that asking takes time in proportion to the words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias

from derive.discourse.statements import Status

__all__ = ["Kind", "Language", "Naming", "Row", "Scope", "fitting", "matcher"]

#: How far a row's statement reaches: its place, its sentence, its block, its section, from its
#: sentence on, from the display before a "where" on, or as far as a case does: the sentence of
#: its display, or the block that it opens.
Scope: TypeAlias = Literal["case", "sentence", "block", "section", "onward", "where"]

#: How many characters before and behind a formula may say what it is.
FAR = 140


@dataclass(frozen=True, slots=True)
class Row:
    """Words, a shape, and what they make of a formula.

    ``before`` ends where the formula begins (or the list that it is in), ``behind`` begins
    where it ends; an empty pattern asks for nothing. ``shape`` lists the shapes that fit,
    ``""`` all. ``turned`` says that what is meant is the opposite of the formula.
    """

    status: Status
    shape: str = ""
    before: str = ""
    behind: str = ""
    said: str = ""
    scope: Scope = "case"
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """Words of a noun phrase that say what a name is: ``said`` is the fact or the kind."""

    status: Status
    said: str
    words: str


@dataclass(frozen=True, slots=True)
class Naming:
    """Words that give a name to a formula beside it: "write $s$ for $a + b$".

    ``first`` says that the name stands before the formula.
    """

    before: str
    between: str
    first: bool


@dataclass(frozen=True, slots=True)
class Language:
    """What is known of a language.

    ``is_`` leads from a name to a noun phrase behind it, ``phrase`` is that noun phrase, and
    ``before`` a noun phrase right before a name. ``denied`` are words that deny. ``joins``
    stand between the formulas of one list. ``displays`` are rows about the display of a
    sentence; ``sentences`` speak of no formula.
    """

    name: str
    rows: tuple[Row, ...]
    displays: tuple[Row, ...]
    kinds: tuple[Kind, ...]
    sentences: tuple[Row, ...]
    joins: str
    is_: str
    phrase: str
    before: str
    denied: str
    brief: str
    goes_on: str
    otherwise: str
    over: str
    general: str
    opening: str
    condition: str
    picked: str
    every: str
    every_before: str
    each: str
    #: Verbs that speak of one name.
    singular: frozenset[str] = frozenset()
    #: Words before a list behind whose comma stands what follows; that may be one more case; and
    #: what joins more of the same.
    conditional: str = r"\Z.\A"
    given: str = r"\Z.\A"
    also: str = r"\Z.\A"
    naming: tuple[Naming, ...] = ()
    #: Words behind a formula that make it a part of something larger.
    goes_behind: str = r"\Z.\A"
    #: Words before a name that is no subject: "the trace of $A$ is a number" says nothing of A.
    inside: str = r"\Z.\A"
    inside_of: str = r"\Z.\A"
    entries: str = r"\Z.\A"
    spaced: bool = True
    #: What leads to one of a kind: behind a comma only "a vector" is said of the name before it.
    one: str = r"\ban? "
    #: What may stand behind a kind in its phrase: "a matrix chosen", "a vector such as".
    rest: str = r" (?:[a-z]+(?:ed|ing|en)|such|here|too|only|over)\b"


@lru_cache(maxsize=4096)
def matcher(pattern: str, ends: bool = False) -> re.Pattern[str]:
    """A pattern compiled; with ``ends`` it must reach the end."""
    return re.compile(rf"(?:{pattern})\Z" if ends else pattern)


def fitting(rows: tuple[Row, ...], shape: str, before: str, behind: str) -> tuple[Row, str] | None:
    r"""The first row that fits, and the words that it found.

    >>> row = Row("supposition", "CV", r"\b(?:if|when) ")
    >>> fitting((row,), "C", "and if ", " holds")[1], fitting((row,), "E", "if ", "")
    ('if', None)
    """
    for row in rows:
        if row.shape and shape not in row.shape:
            continue
        words = ""
        if row.before:
            found = matcher(row.before, True).search(before)
            if found is None:
                continue
            words = found[0]
        if row.behind:
            found = matcher(row.behind).match(behind)
            if found is None:
                continue
            words = f"{words} {found[0]}"
        return row, words.strip()
    return None

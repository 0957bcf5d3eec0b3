r"""The tables of words, read for one language.

A row has a head, ``status: said | shapes | scope``, and for each language a pattern in which
``_`` is the formula: ``en \b(?:if|when) _``. Lines that are indented more go on. In patterns
``<3>`` are at most three words, each with a space behind it, ``<-3>`` with one before it,
``<~60>`` at most 60 characters in the clause, ``<,40>`` up to a comma and, in Chinese, a formula.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias, cast

from derive.discourse.statements import Status
from derive.discourse.words.kinds import KINDS
from derive.discourse.words.phrases import PHRASES
from derive.discourse.words.rows import CONVENTIONS, ROWS

__all__ = ["CHINESE", "ENGLISH", "FAR", "Kind", "Language", "Row", "Scope", "fitting", "matcher"]

#: How far a row's statement reaches: its sentence, its block, its section, from its sentence on,
#: from the display before a "where" on, or as far as a case does: the sentence of its display,
#: or the block that it opens.
Scope: TypeAlias = Literal["case", "sentence", "block", "section", "onward", "where"]

#: How many characters before and behind a formula may say what it is.
FAR = 140
_BLOCK = re.compile(r"\n(?=\S)")
_LINE = re.compile(r"  (?P<column>[a-z]{2})(?P<noun>\*?) (?P<pattern>.*)")
_MACRO = re.compile(r"(?<!P)<(?P<kind>[-~,]?)(?P<most>\d+)>|(?<!P)<(?P<name>[a-z]+)>")
_GAPS = {
    "en": {"": "(?:[a-z0-9'’-]+ )", "-": "(?: [a-z0-9'’-]+)", "~": "[^.;D]", ",": "[^.;,D]"},
    "zh": {"~": "[^。;D]", ",": "[^。;，,A-Z]"},
}
_NAMED = {
    "that": r"(?: that| we have| it holds that| the case(?: that| of| where| when)?)?:? ",
    # Up to a word that turns to something else.
    "until": r"(?:(?!\b(?:but|however|whereas|while|here|instead)\b)[^.;D]){0,80}",
    # Between a fact and the equation that says it.
    "means": r"[^.;DEQVZCK]{0,24}(?:,|:|so|i\.e\.,?|that is,?|means|meaning|which says|\(|with|)"
    "(?: that)? ",
    "solve": r"solv\w+(?! for the (?:gradient|derivative))|solutions? (?:of|to|is|at|are)"
    "|roots? (?:of|is|at|are)",
    # Where something is least, and how much it is there.
    "place": r"(?:minim\w+|maxim\w+|optim\w+|extrem\w+|stationary points?|critical points?)<-4> "
    r"(?:at|where|when|satisf\w+|lies|(?<!value )(?<!values )(?:is|are))",
    # What takes the place of what was defined.
    "instead": r"(?:alternatively|instead),? (?:(?:we|one|let us|you) )?"
    r"(?:can |could |may |might )?(?:us\w+|tak\w+|consider\w*|defin\w+|choos\w+|chose|let|set"
    r"|minimi\w+|put|write)|(?:us\w+|tak\w+|consider\w*|defin\w+|choos\w+|minimi\w+) instead",
    # Words at which a noun phrase ends.
    "stops": r"(?!(?:with|that|which|who|whose|where|in|by|on|from|to|and|or|so|if|when|then|we|is"
    "|are|for|at|as|but|because|since|be|may|can|must|over|under|between|into|within|inside|than"
    "|without|per|given|has|have|having|gives?|let|via|of(?! (?:all )?(?:ones|zeros"
    r"|[a-z0-9-]* ?probabilities)))\b)",
}
#: What may not stand behind a noun that says what a name is.
_NOT_OF = (
    r"(?![\w-]| (?:elements?|entr\w+|components?|products?|norms?|multiplication|calculus|notation|"
    r"spaces?|coefficients?|rule|values?|sides?|form|case|identity|equation|derivatives?|gradient|"
    r"jacobian)\b)"
)


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
class Language:
    """The tables of a language; ``joins`` are the patterns of ``phrases``, by name."""

    name: str
    rows: tuple[Row, ...]
    kinds: tuple[Kind, ...]
    conventions: tuple[Row, ...]
    phrases: dict[str, str]

    def begins(self, what: str, words: str, at: int = 0) -> re.Match[str] | None:
        """Whether words begin with a phrase of this name."""
        return matcher(self.phrases.get(what, _NEVER)).match(words, at)

    def ends(self, what: str, words: str) -> re.Match[str] | None:
        """Whether they end with it."""
        return matcher(self.phrases.get(what, _NEVER), True).search(words)

    def holds(self, what: str, words: str) -> re.Match[str] | None:
        """Whether it stands among them."""
        return matcher(self.phrases.get(what, _NEVER)).search(words)


_NEVER = r"\Z.\A"


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
        ahead = matcher(row.before, True).search(before) if row.before else None
        after = matcher(row.behind).match(behind) if row.behind else None
        if bool(row.before) == (ahead is not None) and bool(row.behind) == (after is not None):
            return row, " ".join(found[0] for found in (ahead, after) if found is not None).strip()
    return None


def _blocks(table: str, column: str) -> Iterator[tuple[str, str]]:
    """The head of each row, and its pattern in a language, if it has one."""
    for block in _BLOCK.split(table.strip("\n")):
        head, *lines = block.split("\n")
        patterns: dict[str, str] = {}
        last = ""
        for line in lines:
            begins = _LINE.match(line)
            if begins is None:
                patterns[last] += line.strip()
            else:
                last = begins["column"] + begins["noun"]
                patterns[last] = begins["pattern"]
        if column + "*" in patterns:
            yield head, rf"(?<![\w-])(?:{_written(patterns[column + '*'], column)}){_NOT_OF}"
        elif column in patterns:
            yield head, _written(patterns[column], column)


def _written(pattern: str, column: str) -> str:
    """A pattern with its gaps and its named parts written out."""

    def one(found: re.Match[str]) -> str:
        if found["name"]:
            return _written(_NAMED[found["name"]], column)
        return _GAPS[column][found["kind"]] + f"{{0,{found['most']}}}"

    return _MACRO.sub(one, pattern)


def _rows(table: str, column: str) -> Iterator[Row]:
    for head, pattern in _blocks(table, column):
        what, shape, reach = (part.strip() for part in (head + " | | onward").split("|")[:3])
        status, _, said = what.partition(": ")
        scope, _, turned = reach.partition(" ")
        before, _, behind = pattern.partition("_")
        yield Row(cast(Status, status), shape.strip("*"), before, behind, said,
                  cast(Scope, scope), bool(turned))  # fmt: skip


def _kinds(column: str) -> Iterator[Kind]:
    for head, pattern in _blocks(KINDS, column):
        status, _, said = head.partition(": ")
        yield Kind(cast(Status, status), said, pattern)


def _language(name: str, column: str) -> Language:
    return Language(
        name, tuple(_rows(ROWS, column)), tuple(_kinds(column)),
        tuple(_rows(CONVENTIONS, column)), dict(_blocks(PHRASES, column)),
    )  # fmt: skip


ENGLISH, CHINESE = _language("english", "en"), _language("chinese", "zh")

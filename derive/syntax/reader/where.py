r"""Declarations in words: ``z : C``, ``W : m, n``, ``y : C one-hot``, ``i, j : C``.

On the left stand names, in LaTeX; on the right index sets and facts. Names that are used as
indices only are index letters. A leading word says what is meant where use does not tell:
``index``, ``scalar``, ``vector``, ``matrix``, ``function``, or a fact: ``positive p``. An
opaque function is ``f : function``, an abstract one of whole families ``function E of a``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from derive.model import FACTS
from derive.notation.errors import ReadError
from derive.notation.nodes import Clauses, Digits, Item
from derive.notation.parse import parse
from derive.syntax.reader.bare_words import spelled_out
from derive.syntax.reader.look import clauses_of, only_item
from derive.syntax.reader.spell import Names, Spelled, index_name, spell
from derive.syntax.tree import IndexSet

__all__ = ["ANY_LETTER", "Where", "fact_at_end", "plain_names", "read_where"]

_KINDS = ("index", "scalar", "vector", "matrix", "function", "simplex")

#: How people put facts, and what they are called here.
_WORDS = {fact: fact for fact in FACTS} | {
    "one hot": "one-hot",
    "onehot": "one-hot",
    "simplex": "distribution",
    "probability": "distribution",
    "non-negative": "nonnegative",
    "probability distribution": "distribution",
}

_FACT = re.compile(
    r"[\s,]*(?:\\text\{\s*)?(?:\bis\s+)?(?:\ban?\s+)?\b(?P<fact>"
    + "|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True))
    + r")\s*\}?\s*$"
)

_ABSTRACT = re.compile(r"\s*function\s+(?P<names>.+?)\s+of\s+(?P<of>.+?)\s*")

ANY_LETTER = Names(
    is_index=lambda letter: len(letter.rstrip("'")) == 1,
    is_layer=lambda letter: letter in ("l", "L", "ℓ"),
    is_function=lambda letter: False,
    transposes=lambda name, mark, whole: False,
    axes=lambda name: None,
    is_labelled=lambda name, label: label in ("∗", "⋆"),
)


@dataclass(frozen=True, slots=True)
class Where:
    """What one declaration says of its names; no ``axes`` is said where it is ``None``.

    ``of`` names the families of which an abstract function is one.
    """

    names: tuple[str, ...]
    axes: tuple[IndexSet, ...] | None
    facts: frozenset[str]
    kind: str
    text: str
    of: tuple[str, ...] = ()


def read_where(text: str, source: str = "") -> Where:
    r"""What a declaration says.

    >>> where = read_where(r"\theta : n positive")
    >>> where.names, [axis.name for axis in where.axes], sorted(where.facts)
    (('theta',), ['n'], ['positive'])
    """
    abstract = _ABSTRACT.fullmatch(text)
    if abstract is not None:
        whole = ReadError("", 0, 0, text, source)
        names = plain_names(abstract["names"], whole, abstract.start("names"))
        of = plain_names(abstract["of"], whole, abstract.start("of"))
        return Where(
            tuple(n.name for n in names),
            None,
            frozenset(),
            "function",
            text,
            tuple(n.name for n in of),
        )
    left, colon, right = text.partition(":")
    kind, left, offset = _leading(left)
    facts = []
    rest = right if colon else left
    while (found := fact_at_end(rest)) is not None:
        facts.append(found[0])
        rest = rest[: found[1]]
    if not colon:
        left, right = rest, ""
    else:
        right = rest
    if kind in _WORDS or kind == "simplex":
        facts.append(_WORDS[kind])
        kind = ""
    said = plain_names(left, ReadError("", 0, 0, text, source), offset)
    declared = tuple(spelled.name for spelled in said)
    word = right.strip()
    if word in ("scalar", "number", "real"):
        kind, word = "scalar", ""
    elif word == "function":
        return Where(declared, None, frozenset(facts), "function", text)
    if not word:
        axes = () if kind == "scalar" else None
        if kind in ("vector", "matrix", "index") or (colon and kind != "scalar" and not facts):
            at = len(text)
            raise ReadError(f"over which set? write {kind} … : C", at, at, text, source)
        if axes is None and not facts and kind != "function":
            axes = ()
        return Where(declared, axes, frozenset(facts), kind, text)
    begin = text.index(":") + 1
    found_axes = tuple(
        IndexSet(name) for name in _set_names(right, ReadError("", 0, 0, text, source), begin)
    )
    wanted = {"vector": 1, "matrix": 2, "index": 1}.get(kind)
    if (wanted and len(found_axes) != wanted) or kind in ("scalar", "function"):
        raise ReadError(f"a {kind} is not declared so", begin, len(text), text, source)
    return Where(declared, found_axes, frozenset(facts), kind, text)


def fact_at_end(text: str) -> tuple[str, int] | None:
    r"""The fact with which a text ends, and where it begins.

    >>> fact_at_end("y one-hot"), fact_at_end(r"q\text{ is a distribution}"), fact_at_end("y")
    (('one-hot', 1), ('distribution', 1), None)
    """
    found = _FACT.search(text)
    if found is None or not text[: found.start()].strip():
        return None
    return _WORDS[found["fact"]], found.start()


def plain_names(text: str, error: ReadError, offset: int = 0) -> tuple[Spelled, ...]:
    r"""The names of a list such as ``i, j`` or ``\hat y``; places are those of the whole text."""
    typed = spelled_out(text)
    try:
        items = _listed(parse(typed.latex), ReadError("", 0, 0), 0)
    except ReadError as e:
        place = ReadError(e.message, typed.place(e.start), typed.place(e.end))
        raise _moved(place, error, offset) from None
    found = []
    for item in items:
        spelled = spell(item, ANY_LETTER)
        if spelled is None or spelled.exponent is not None or spelled.transposed:
            begin, end = typed.place(item.start), typed.place(item.end)
            place = ReadError("this is no name to declare", begin, end)
            raise _moved(place, error, offset)
        found.append(_numbered(spelled))
    if not found:
        raise ReadError("no name is declared here", 0, len(error.text), error.text, error.source)
    return tuple(found)


def _numbered(spelled: Spelled) -> Spelled:
    """``W_1`` is declared as a name of its own."""
    (number, *others) = (*spelled.indices, None)
    if isinstance(number, Digits) and others == [None]:
        return replace(spelled, name=f"{spelled.name}_{number.text}", indices=())
    return spelled


def _set_names(text: str, error: ReadError, offset: int) -> list[str]:
    word = text.strip()
    if re.fullmatch(r"[A-Za-z]{2,}", word):
        return [word]  # a set that is called by a word
    try:
        notation = parse(re.sub(r"(?<=\w)\s*(?:×|\\times|x)\s*(?=\w)", ", ", text))
    except ReadError as e:
        raise _moved(e, error, offset) from None
    names = []
    for item in _listed(notation, error, offset):
        name = index_name(item)
        if name is None:
            place = ReadError("this is no name of an index set", item.start, item.end)
            raise _moved(place, error, offset)
        names.append(name)
    return names


def _listed(notation: Clauses, error: ReadError, offset: int) -> list[Item]:
    clauses, separators = clauses_of(notation)
    found = []
    for clause in clauses:
        place = Clauses(clause.start, clause.end, (clause,))
        item = only_item(place)
        if item is None or any(s.sign != "," for s in separators):
            wrong = ReadError("write one name, or names with commas", clause.start, clause.end)
            raise _moved(wrong, error, offset)
        found.append(item)
    return found


def _leading(left: str) -> tuple[str, str, int]:
    """The word that says what is declared, and the names behind it."""
    words = (*_KINDS, *sorted(_WORDS, key=len, reverse=True))
    for word in words:
        found = re.match(rf"\s*{re.escape(word)}\s+(?=\S)", left)
        if found:
            return word, left[found.end() :], found.end()
    return "", left, 0


def _moved(error: ReadError, whole: ReadError, offset: int) -> ReadError:
    return ReadError(
        error.message, error.start + offset, error.end + offset, whole.text, whole.source
    )

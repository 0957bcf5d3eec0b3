"""The forms in which a document writes a name, asked in time that does not grow with their number.

A document may write x at a thousand numbers. What a form tells of its name, a form of the same
kind tells, too: one with other numbers. Words among the scripts make another name.
"""

from __future__ import annotations

import re

from derive.notation.names import Name, plain_text
from derive.notation.nodes import Digits, Letter, Node
from derive.reading.conventions import IJK
from derive.reading.lexicon import Lexicon
from derive.reading.seen import Forms

__all__ = ["differentiated_alike", "forms_alike", "is_shown", "stands_below"]

_NUMBER = re.compile(r"\d+")


def forms_alike(lexicon: Lexicon, name: Name) -> tuple[Name, ...]:
    """Forms of a name with its words: one of each kind, and those with its numbers."""
    seen = lexicon.seen.get((name.letter, lexicon.style(name)))
    if seen is None:
        return ()
    if seen.alike is None:
        seen.alike = Forms()
        for text, form in seen.forms.items():
            _note(seen.alike, text, form, _words(lexicon, form))
    return _alike(seen.alike, _words(lexicon, name), _numbers(name))


def differentiated_alike(lexicon: Lexicon, letter: str, key: str) -> tuple[Name, ...]:
    """Names that are differentiated: one of each kind, and those with the numbers of a key."""
    forms = lexicon.differentiated.get(letter)
    if forms is None:
        return ()
    found = lexicon.derivatives.get(letter)
    if found is None:
        found = lexicon.derivatives[letter] = Forms()
        for text, form in forms.items():
            _note(found, text, form, ())
    return _alike(found, (), tuple(sorted(_NUMBER.findall(key))))


def _note(forms: Forms, text: str, form: Name, words: tuple[str, ...]) -> None:
    forms.numbered.setdefault((words, _numbers(form)), {})[text] = form
    kind = words, _NUMBER.sub("0", text)
    if kind not in forms.known:
        forms.known.add(kind)
        forms.kinds.setdefault(words, {})[text] = form


def _alike(forms: Forms, words: tuple[str, ...], numbers: tuple[str, ...]) -> tuple[Name, ...]:
    found = {**forms.kinds.get(words, {}), **forms.numbered.get((words, numbers), {})}
    return tuple(found.values())


def _words(lexicon: Lexicon, name: Name) -> tuple[str, ...]:
    """The words among the scripts of a name, but for those that are indices."""
    texts = (plain_text(node) for node in (*name.below, *name.above) if _is_word(node))
    return tuple(sorted(text for text in texts if not lexicon.is_index(text)))


def _numbers(name: Name) -> tuple[str, ...]:
    return tuple(sorted(n.text for n in (*name.below, *name.above) if isinstance(n, Digits)))


def _is_word(node: Node) -> bool:
    return isinstance(node, Letter) and node.word


def is_shown(lexicon: Lexicon, letter: str) -> bool:
    """Whether a letter stands above names, or in their arguments, anywhere in the document."""
    if letter not in lexicon.shown:
        texts = (a for seen in lexicon.seen.values() for a in (*seen.above, *seen.arguments))
        lexicon.shown[letter] = any(letter in text for text in texts)
    return lexicon.shown[letter]


def stands_below(lexicon: Lexicon, name: Name, n: int) -> frozenset[str]:
    """What stands n-th below the letter of a name, where as many things do, over the document.

    ``index`` for a letter that is bound or declared or one of i, j, k, ``compared`` for one that
    is compared, ``small`` for anything but numbers and capitals.
    """
    seen = lexicon.seen.get((name.letter, lexicon.style(name)))
    if seen is None:
        return frozenset()
    if seen.places is None:
        places: dict[tuple[int, int], set[str]] = {}
        for texts in seen.below:
            for at, text in enumerate(texts):
                places.setdefault((len(texts), at), set()).update(_kinds(lexicon, text))
        seen.places = {place: frozenset(kinds) for place, kinds in places.items()}
    return seen.places.get((len(name.below), n), frozenset())


def _kinds(lexicon: Lexicon, text: str) -> set[str]:
    flags = {
        "index": text in lexicon.bound or text in lexicon.declared_indices or text in IJK,
        "compared": text in lexicon.compared,
        "small": not text.isdigit() and not text[:1].isupper(),
    }
    return {flag for flag, holds in flags.items() if holds}

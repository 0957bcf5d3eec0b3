"""What a noun phrase says of a name: ``$A$ is symmetric``, ``matrices $X$ and $Y$``.

A phrase behind a name, led to by "is", "be", "denotes" or a comma, and a phrase right before
it. All that a phrase says is taken: "a real symmetric positive definite matrix" says three
things. What denies a fact withdraws it. Words of which nothing is known say nothing; those that
are known to be about something else than numbers make an unread statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from derive.discourse.sentences import Placed, Sentence
from derive.discourse.statements import Status
from derive.discourse.words.tables import Kind, Language, matcher

__all__ = ["Named", "named"]

#: How many characters are looked at, and how many words right before a name count.
_FAR = 90
_NEAR_WORDS = 3
#: Facts that are said with nouns, which must be the head of their phrase.
_HEADS = ("distribution", "probability", "identity")
#: Verbs that speak of a name wherever it stands: "for $x$ being a vector".
_OWN = ("be", "being", "as")


@dataclass(frozen=True, slots=True)
class Named:
    """A fact or a kind that words say of a name; ``brief`` if it holds in a case only."""

    status: Status
    said: str
    words: str
    brief: bool = False


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A noun phrase, and how it is connected with the name.

    ``article`` says that a verb or an article leads to it: "let $n$ vectors be" does not say
    that n is a vector. Of a phrase before a name, a kind must be the last word. ``entries``
    says that it speaks of the entries of the name, so that only facts are about it.
    """

    words: str
    denied: bool
    brief: bool
    article: bool = True
    before: bool = False
    entries: bool = False


def named(
    sentence: Sentence, placed: Placed, first: Placed, last: Placed, language: Language
) -> tuple[Named, ...]:
    """What the words before a list of names, and those behind it, say of one of them.

    >>> from derive.discourse.words.tables import ENGLISH
    >>> words = "let a symmetric matrix N be given"
    >>> name = Placed((0, 0), 23, "N", "A")
    >>> found = named(Sentence((0, 0), words, (name,)), name, name, name, ENGLISH)
    >>> [(x.status, x.said) for x in found]
    [('property', 'symmetric'), ('kind', 'matrix')]
    """
    found: dict[tuple[Status, str], Named] = {}
    for phrase in (
        _before(sentence, first, language),
        _behind(sentence, placed, first, last, language),
    ):
        for fact in _facts(phrase, language) if phrase is not None else ():
            found.setdefault((fact.status, fact.said), fact)
    return tuple(found.values())


def _near(sentence: Sentence, placed: Placed) -> str:
    """The words before a formula within its clause."""
    before = sentence.words[max(0, placed.at - _FAR) : placed.at]
    return before[max(before.rfind(c) for c in ",;.。，；D") + 1 :]


def _before(sentence: Sentence, first: Placed, language: Language) -> _Phrase | None:
    before = sentence.words[max(0, first.at - _FAR) : first.at]
    phrase = language.ends("before", before)
    if phrase is None:
        return None
    near = _near(sentence, first)
    outside = near[: max(0, len(near) - len(phrase[0]))]
    words = phrase["noun" if "noun" in phrase.re.groupindex else 0].strip()
    if language.name == "english":
        words = " ".join(words.split()[-_NEAR_WORDS:])
    denied = language.holds("denied", outside) is not None
    brief = language.holds("brief", near) is not None
    return _Phrase(words, denied, brief, before=True)


def _behind(
    sentence: Sentence, placed: Placed, first: Placed, last: Placed, language: Language
) -> _Phrase | None:
    behind = sentence.words[last.at + 1 : last.at + 1 + _FAR]
    is_ = language.begins("is_", behind)
    if is_ is None:
        return None
    verb = is_["verb"]
    alone = not verb or language.begins("singular", verb) is not None
    if alone and placed is not last:
        return None
    phrase = language.begins("phrase", behind, is_.end())
    if phrase is None or (not verb and behind[phrase.end() :].lstrip()[:1].isupper()):
        return None  # a phrase behind a comma belongs to the name behind it
    if is_[0].lstrip().startswith(",") and not verb and not language.holds("one", is_[0]):
        return None  # "for any $x$, the matrix": the sentence goes on
    if language.begins("condition", behind, phrase.end()):
        return None  # "$A$ is symmetric if": nobody says that it is
    near = _near(sentence, placed if alone else first)
    entries = language.ends("entries", near) is not None
    inside = language.ends("inside" if verb else "inside_of", near)
    if inside is not None and not entries and verb not in _OWN:
        return None
    denied = language.holds("denied", near) is not None
    brief = language.holds("brief", near) is not None
    article = bool(verb) or is_[0].strip(" ,(") != ""
    return _Phrase(phrase[0].strip(), denied, brief, article, entries=entries)


def _facts(phrase: _Phrase, language: Language) -> Iterator[Named]:
    """Each fact of a phrase once; what a longer one covers is not read again."""
    taken: list[tuple[int, int]] = []
    for kind in language.kinds:
        where = matcher(kind.words).search(phrase.words)
        if where is None or any(a < where.end() and where.start() < b for a, b in taken):
            continue
        if kind.status != "property" and phrase.entries:
            continue
        head = kind.status != "property" or kind.said in _HEADS
        if head and not _fits(phrase, where, language):
            continue
        taken.append(where.span())
        denied = phrase.denied or bool(language.holds("denied", phrase.words[: where.start()]))
        if kind.status == "property" or not denied:
            yield _one(kind, where[0], denied, phrase.brief)
        if kind.said in ("size", "random", "event", "operator"):
            return


def _fits(phrase: _Phrase, where: re.Match[str], language: Language) -> bool:
    """Whether words for a kind are the head of their phrase, which stands at its end."""
    rest = phrase.words[where.end() :]
    goes_on = language.begins("rest", rest) is not None and not phrase.before
    return phrase.article and (not rest or goes_on)


def _one(kind: Kind, words: str, denied: bool, brief: bool) -> Named:
    if denied:
        return Named("withdrawn", kind.said, words, brief)
    said = kind.said if kind.said != "unknown" else words
    return Named(kind.status, said, words, brief)

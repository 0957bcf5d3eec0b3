"""What a noun phrase says of a name: ``$A$ is symmetric``, ``matrices $X$ and $Y$``.

A phrase behind a name, led to by "is", "be", "denotes" or a comma, and a phrase right before
it. All that a phrase says is taken: "a real symmetric positive definite matrix" says three
things. What denies a fact withdraws it. Words of which nothing is known say nothing; those that
are known to be about something else than numbers make an unread statement.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from derive.discourse.sentences import Placed, Sentence
from derive.discourse.statements import Status
from derive.discourse.words.tables import Language, matcher

__all__ = ["Named", "named"]

#: How many characters are looked at, and how many words right before a name count.
_FAR, _NEAR_WORDS = 90, 3
#: Facts that are said with nouns, which must be the head of their phrase; kinds that say it all.
_HEADS = ("distribution", "probability", "identity")
_LAST = ("size", "random", "event", "operator")
#: Verbs that speak of a name wherever it stands: "for $x$ being a vector".
_OWN = ("be", "being", "as")


@dataclass(frozen=True, slots=True)
class Named:
    """A fact or a kind that words say of a name; ``brief`` if it holds in a case only."""

    status: Status
    said: str
    words: str
    brief: bool = False


def named(
    sentence: Sentence, placed: Placed, first: Placed, last: Placed, language: Language
) -> tuple[Named, ...]:
    """What the words before a list of names, and those behind it, say of one of them.

    >>> from derive.discourse.words.tables import ENGLISH
    >>> from derive.documents.traced import copied
    >>> words = "let a symmetric matrix N be given"
    >>> name = Placed((0, 0), 23, "N", copied("A", 0))
    >>> found = named(Sentence((0, 0), words, (name,)), name, name, name, ENGLISH)
    >>> [(x.status, x.said) for x in found]
    [('property', 'symmetric'), ('kind', 'matrix')]
    """
    found: dict[tuple[Status, str], Named] = {}
    before = _before(sentence, first, language)
    for fact in (*before, *_behind(sentence, placed, first, last, language)):
        found.setdefault((fact.status, fact.said), fact)
    return tuple(found.values())


def _near(sentence: Sentence, placed: Placed) -> str:
    """The words before a formula within its clause."""
    before = sentence.words[max(0, placed.at - _FAR) : placed.at]
    return before[max(before.rfind(c) for c in ",;.。，；D") + 1 :]


def _before(sentence: Sentence, first: Placed, language: Language) -> Iterator[Named]:
    phrase = language.ends("before", sentence.words[max(0, first.at - _FAR) : first.at])
    if phrase is None:
        return
    near = _near(sentence, first)
    words = phrase["noun" if "noun" in phrase.re.groupindex else 0].strip()
    outside = near[: max(0, len(near) - len(phrase[0]))]
    if language.name == "english":
        words = " ".join(words.split()[-_NEAR_WORDS:])
    denied = language.holds("denied", outside) is not None
    brief = language.holds("brief", near) is not None
    yield from _facts(words, language, denied, brief, before=True)


def _behind(
    sentence: Sentence, placed: Placed, first: Placed, last: Placed, language: Language
) -> Iterator[Named]:
    behind = sentence.words[last.at + 1 : last.at + 1 + _FAR]
    is_ = language.begins("is_", behind)
    phrase = language.begins("phrase", behind, is_.end()) if is_ is not None else None
    if is_ is None or phrase is None:
        return
    verb = is_["verb"]
    alone = not verb or language.begins("singular", verb) is not None
    if alone and placed is not last:
        return
    if not verb and behind[phrase.end() :].lstrip()[:1].isupper():
        return  # a phrase behind a comma belongs to the name behind it
    if is_[0].lstrip().startswith(",") and not verb and not language.holds("one", is_[0]):
        return  # "for any $x$, the matrix": the sentence goes on
    if language.begins("condition", behind, phrase.end()):
        return  # "$A$ is symmetric if": nobody says that it is
    near = _near(sentence, placed if alone else first)
    entries = language.ends("entries", near) is not None
    inside = language.ends("inside" if verb else "inside_of", near)
    if inside is not None and not entries and verb not in _OWN:
        return
    denied = language.holds("denied", near) is not None
    brief = language.holds("brief", near) is not None
    article = bool(verb) or is_[0].strip(" ,(") != ""
    yield from _facts(phrase[0].strip(), language, denied, brief, article=article, entries=entries)


def _facts(
    words: str, language: Language, denied: bool, brief: bool, *, before: bool = False,
    article: bool = True, entries: bool = False,
) -> Iterator[Named]:  # fmt: skip
    """Each fact of a phrase once; what a longer one covers is not read again.

    A kind must be the head of its phrase, led to by a verb or an ``article``: "let $n$ vectors
    be" does not say that n is a vector; ``before`` a name, it is the last word. Of the
    ``entries`` of a name only facts are said.
    """
    taken: list[tuple[int, int]] = []
    for kind in language.kinds:
        where = matcher(kind.words).search(words)
        if where is None or any(a < where.end() and where.start() < b for a, b in taken):
            continue
        fact, rest = kind.status == "property", words[where.end() :]
        goes_on = not before and language.begins("rest", rest) is not None
        head = article and (not rest or goes_on)
        if (entries and not fact) or not (head or (fact and kind.said not in _HEADS)):
            continue
        taken.append(where.span())
        if denied or language.holds("denied", words[: where.start()]):
            if fact:
                yield Named("withdrawn", kind.said, where[0], brief)
        else:
            said = kind.said if kind.said != "unknown" else where[0]
            yield Named(kind.status, said, where[0], brief)
        if kind.said in _LAST:
            return

"""What a noun phrase says of a name: ``$A$ is symmetric``, ``matrices $X$ and $Y$``.

A phrase behind a name, led to by "is", "be", "denotes" or a comma, and a phrase right before
it. All that a phrase says is taken: "a real symmetric positive definite matrix" says three
things. What denies a fact withdraws it. Words of which nothing is known say nothing; those that
are known to be about something else than numbers make an unread statement.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from derive.discourse.sentences import Placed, Sentence
from derive.discourse.statements import Status
from derive.discourse.words import Kind, Language, matcher

__all__ = ["Named", "named"]

#: How many characters are looked at.
_FAR = 90
#: What may stand behind a kind in its phrase: "a matrix chosen", "a vector such as".
_GOES_ON = re.compile(r" (?:[a-z]+(?:ed|ing|en)|such|here|too|only)\b")
#: How many words right before a name may say what it is.
_NEAR_WORDS = 3


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

    >>> from derive.discourse.english import ENGLISH
    >>> words = "let a symmetric matrix N be given"
    >>> name = Placed((0, 0), 23, "N", "A")
    >>> found = named(Sentence((0, 0), words, (name,)), name, name, name, ENGLISH)
    >>> [(x.status, x.said) for x in found]
    [('property', 'symmetric'), ('kind', 'matrix')]
    """
    said = sentence.words
    before = said[max(0, first.at - _FAR) : first.at]
    behind = said[last.at + 1 : last.at + 1 + _FAR]
    found: list[Named] = []
    denied = matcher(language.denied)
    near = before[max(before.rfind(c) for c in ",;.。，；D") + 1 :]
    brief = matcher(language.brief).search(near) is not None
    if (phrase := matcher(language.before, True).search(before)) is not None:
        outside = near[: -len(phrase[0])] if len(phrase[0]) < len(near) else ""
        words = phrase[0].strip()
        if language.spaced:
            words = " ".join(words.split()[-_NEAR_WORDS:])
        found += _facts(
            language,
            words,
            denied.search(outside) is not None,
            brief,
            True,
            spaced=language.spaced,
            at_end=True,
        )
    is_ = matcher(language.is_).match(behind)
    bare = is_ is not None and not is_["verb"]
    alone = is_ is not None and (bare or is_["verb"] in language.singular)
    if is_ is not None and (placed is last or not alone):
        phrase = matcher(language.phrase).match(behind, is_.end())
        apposed = bare and phrase is not None and behind[phrase.end() :].lstrip()[:1].isupper()
        inside = matcher(language.inside_of if bare else language.inside, True).search(near)
        own = inside is None or is_["verb"] in ("be", "being", "as")
        if phrase is not None and not apposed and own:
            article = not bare or is_[0].strip(" ,(") != ""
            denies = denied.search(near) is not None
            found += _facts(
                language, phrase[0].strip(), denies, brief, article, spaced=language.spaced
            )
    return tuple({(x.status, x.said): x for x in reversed(found)}.values())[::-1]


def _facts(
    language: Language, phrase: str, denied: bool, brief: bool, article: bool, *,
    spaced: bool, at_end: bool = False,
) -> list[Named]:  # fmt: skip
    """Each fact of a phrase once; what a longer one covers is not read again.

    A kind needs a verb or an article: "let $n$ vectors be" does not say that n is one. With
    ``at_end`` it must be the last word: "the matrix element $a$".
    """
    found: list[Named] = []
    taken: list[tuple[int, int]] = []
    for kind in language.kinds:
        where = matcher(kind.words).search(phrase)
        if where is None or any(a < where.end() and where.start() < b for a, b in taken):
            continue
        ends = where.end() == len(phrase) or (not at_end and _GOES_ON.match(phrase, where.end()))
        if kind.status == "kind" and not (article and (ends or not spaced)):
            continue
        taken.append(where.span())
        found.append(_one(kind, where[0], denied, brief))
        if kind.said in ("size", "random", "event", "operator"):
            break
    return found


def _one(kind: Kind, words: str, denied: bool, brief: bool) -> Named:
    if denied and kind.status == "property":
        return Named("withdrawn", kind.said, words, brief)
    return Named(kind.status, kind.said if kind.said != "unknown" else words, words, brief)

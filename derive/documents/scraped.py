r"""Text scraped from rendered pages, where every formula stands three times.

A page that KaTeX rendered holds each formula as MathML, as the LaTeX that it was made of, and
as styled text. Copied as plain text the three follow one another on one line::

    p i = exp z i ∑ j exp z j p_{i}=\frac{\exp{z_{i}}}{\sum_{j}{\exp{z_{j}}}} pi=jexpzjexpzi

The first has the symbols apart, in the order of the LaTeX; the last has them without spaces,
denominators before numerators, some signs lost. Letters and digits are the same in all three,
and that is the rule: three neighbours on a line, the first of single symbols, with the same
letters and digits each as often.

What this file cannot do: it reads no scrape that ran the three copies together without spaces.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass

from derive.documents.pieces import MathSpan, Notice, Scan
from derive.documents.spans import formula
from derive.documents.traced import copied

__all__ = ["scan_scraped"]

_WORD = re.compile(r"[^\s\u2000-\u200b\u2061-\u2064\ufeff]+")
_LINE = re.compile(r"[^\n]+")
#: A symbol as MathML has it; a single character of East Asian prose is none.
_ATOM = re.compile(r"[A-Za-z]{2,12}|[0-9]+|[^\u2e80-\uffef]", re.DOTALL)
#: Delimiters, which no copy of a formula's source has.
_MARKS = frozenset((r"\[", r"\]", r"\(", r"\)", "$", "$$"))
_CLOSING = re.compile(r"[)\]|]*$")
_HIDDEN = re.compile(r"\\(?:begin|end)\{[^{}]*\}|\\[A-Za-z]+|\\.")

#: Commands that show letters, as they are shown.
_NAMED = (
    "exp", "log", "ln", "sin", "cos", "tan", "tanh", "sinh", "cosh", "max", "min", "arg", "det",
    "dim", "lim", "sup", "inf", "Pr", "gcd", "ker", "deg", "sec", "csc", "cot", "arcsin",
    "arccos", "arctan", "argmax", "argmin",
)  # fmt: skip
_LETTERS = {name: name for name in _NAMED} | {"ell": "l"}
_GREEK = frozenset(
    (
        "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa",
        "lambda", "mu", "nu", "xi", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi",
        "omega",
    )
)  # fmt: skip

#: How long the search on a line may take; longer lines have a little more.
_STEPS = 200_000


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int
    shown: str
    atom: bool


_Words = tuple[_Word, ...]
#: Where the three copies begin and end, and the LaTeX among them.
_Triple = tuple[tuple[int, int], tuple[int, int]]


def scan_scraped(text: str) -> Scan:
    r"""The formulas of a scraped text; a display if the three copies are all of their line.

    >>> scan = scan_scraped("so that p i = 1 p_{i}=1 pi=1,\n∑ j p j \\sum_{j}p_{j} jpj")
    >>> [(span.text, span.display, span.opens, span.closes) for span in scan.pieces]
    [('p_{i}=1', False, 8, 28), ('\\sum_{j}p_{j}', True, 30, 55)]
    """
    flow = copied(text, 0)
    spans: list[MathSpan] = []
    notices: list[Notice] = []
    for line in _LINE.finditer(text):
        words = tuple(_word(word) for word in _WORD.finditer(text, *line.span()))
        for outer, inner in _triples(text, words):
            before = text[line.start() : outer[0]].strip()
            after = text[outer[1] : line.end()].strip(" \t\r.,;:。，；：、")
            whole = not before and not after
            span, more = formula(flow, outer, inner, "scraped", display=whole)
            spans.append(span)
            notices += more
    return Scan(tuple(spans), (), tuple(notices))


def _word(match: re.Match[str]) -> _Word:
    word = match[0]
    return _Word(word, match.start(), match.end(), _shown(word), _ATOM.fullmatch(word) is not None)


def _shown(latex: str) -> str:
    """The letters and digits that LaTeX shows, upright and without accents."""
    plain = _HIDDEN.sub(_command, latex) if "\\" in latex else latex
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain)
    return "".join(c for c in plain if (c.isascii() and c.isalnum()) or "α" <= c.lower() <= "ω")


def _command(command: re.Match[str]) -> str:
    name = command[0][1:]
    if name in _LETTERS:
        return _LETTERS[name]
    small = name.lower().removeprefix("var")
    if small not in _GREEK:
        return ""
    letter = unicodedata.lookup(f"GREEK SMALL LETTER {'LAMDA' if small == 'lambda' else small}")
    return letter.upper() if name[0].isupper() else letter


def _triples(text: str, words: _Words) -> list[_Triple]:
    """The three copies, and the LaTeX among them, for each formula of a line.

    LaTeX that begins with more than a symbol is found first: inside a long first copy, single
    symbols can stand like three copies of something small.
    """
    large = _pass(text, words, atom=False)
    found, at = list(large), 0
    for outer, _ in [*large, ((words[-1].end, words[-1].end), (0, 0))] if words else []:
        here = bisect_left(words, outer[0], key=_start)
        found += _pass(text, words[at:here], atom=True)
        at = bisect_left(words, outer[1], key=_start)
    return sorted(found)


def _pass(text: str, words: _Words, *, atom: bool) -> list[_Triple]:
    """Those whose LaTeX begins with a single symbol, or those with more, from left to right."""
    found: list[_Triple] = []
    budget = _STEPS + 20 * len(words)
    # The first copy is made of symbols only: it begins after the last word that is none.
    first = at = 0
    while at < len(words) - 1 and budget > 0:
        triple = None
        if at > first and words[at].atom == atom:
            triple, steps = _triple(text, words, first, at, budget)
            budget -= steps
        if triple is not None:
            found.append(triple)
            first = at = bisect_left(words, triple[0][1], key=_start)
        else:
            if not words[at].atom:
                first = at + 1
            at += 1
    return found


def _start(word: _Word) -> int:
    return word.start


def _triple(
    text: str, words: _Words, first: int, middle: int, budget: int
) -> tuple[_Triple | None, int]:
    """The copies whose LaTeX begins with the word ``middle``, and the steps that it took."""
    missing = 0  # letters of the LaTeX that the first copy lacks still
    steps = 0
    found: _Triple | None = None
    begin = middle
    for end in range(middle + 1, len(words)):
        steps += 1
        missing += len(words[end - 1].shown)
        while missing > 0 and begin > first:
            begin -= 1
            missing -= len(words[begin].shown)
        if missing > 0 or steps > budget:
            break
        if missing < 0 or begin == middle:
            continue
        steps += end - begin
        if _alike(words[begin:middle], words[middle:end]) and words[end - 1].text not in _MARKS:
            latex = words[middle].start, words[end - 1].end
            letters = "".join(word.shown for word in words[begin:middle])
            stop = _last_copy(text, words[end].start, words[-1].end, letters, text[slice(*latex)])
            if stop is not None:
                low = begin
                while low > first and not words[low - 1].shown:
                    low -= 1
                # The longest: ``i i \sum_i i`` is no copy of ``\sum_i`` alone.
                found = (words[low].start, stop), latex
    return found, steps


def _alike(first: _Words, latex: _Words) -> bool:
    """Whether the first copy and the LaTeX have the same letters and digits."""
    shown, source = ("".join(word.shown for word in words) for words in (first, latex))
    written = "".join(word.text for word in latex)
    if "".join(word.text for word in first).count("=") != written.count("="):
        return False
    # MathML has an index before an exponent, and a radicand before the degree of its root.
    reordered = ("^" in written and "_" in written) or "\\sqrt[" in written
    return shown == source or (reordered and sorted(shown) == sorted(source))


def _last_copy(text: str, start: int, limit: int, letters: str, latex: str) -> int | None:
    """Where the styled copy ends that begins at ``start``; None if it is none."""
    if not letters or (len(letters) == 1 and letters.isdigit()):
        return None
    seen: Counter[str] = Counter()
    at = start
    while at < limit and seen.total() < len(letters):
        seen.update(_shown(text[at]))
        at += 1
    if "\\" in text[start:at] or seen != Counter(letters):
        return None
    if text[at : at + 1].isascii() and text[at : at + 1].isalnum():
        return None
    closing = _CLOSING.search(latex.replace("}", "").replace(" ", ""))
    for _ in closing[0] if closing else "":
        if text[at : at + 1] not in (")", "]", "|"):
            break
        at += 1
    return at

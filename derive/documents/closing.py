r"""Where a formula that opens at a given place ends: the delimiters of Markdown and TeX.

Each search runs forward only, and a search that failed is remembered, so that a hundred
thousand unclosed delimiters cost no more than one.
"""

from __future__ import annotations

import re

__all__ = ["CLOSER", "Unclosed", "closing_dollar", "find_closer"]

#: What closes each of the delimiters that differ from what they open with.
CLOSER = {"$$": "$$", r"\[": r"\]", r"\(": r"\)", r"\\[": r"\\]", r"\\(": r"\\)", "$`": "`$"}

_ESCAPE = r"\\(?:.|\n)"
_SEARCH = {
    "$$": re.compile(rf"{_ESCAPE}|%[^\r\n]*|\$\$", re.DOTALL),
    r"\]": re.compile(rf"\\\]|{_ESCAPE}|%[^\r\n]*", re.DOTALL),
    r"\)": re.compile(rf"\\\)|{_ESCAPE}|%[^\r\n]*", re.DOTALL),
    r"\\]": re.compile(rf"\\\\\]|{_ESCAPE}|%[^\r\n]*", re.DOTALL),
    r"\\)": re.compile(rf"\\\\\)|{_ESCAPE}|%[^\r\n]*", re.DOTALL),
    "`$": re.compile(r"`\$"),
}
_END = re.compile(rf"\\end[ \t]*\{{([A-Za-z]+\*?)\}}|{_ESCAPE}|%[^\r\n]*", re.DOTALL)

_DOLLAR = re.compile(
    rf"\\(?:text[a-z]*|mbox|hbox|fbox)[ \t]*\{{|{_ESCAPE}|%[^\r\n]*|\$", re.DOTALL
)
_BRACE = re.compile(rf"{_ESCAPE}|[{{}}]", re.DOTALL)

#: How far a \text{…} with a formula of its own may reach.
_TEXT_LIMIT = 1000


class Unclosed:
    """The closers that are known to be missing from a place up to a limit.

    >>> known = Unclosed()
    >>> known.remember("$$", 3, 10)
    >>> known.missing("$$", 5, 10), known.missing("$$", 2, 10)
    (True, False)
    """

    def __init__(self) -> None:
        self._from: dict[tuple[str, int], int] = {}

    def missing(self, closer: str, start: int, limit: int) -> bool:
        """Whether a search from an earlier place to the same limit has failed."""
        known = self._from.get((closer, limit))
        return known is not None and start >= known

    def remember(self, closer: str, start: int, limit: int) -> None:
        """A search for the closer from ``start`` to ``limit`` has failed."""
        key = (closer, limit)
        self._from[key] = min(start, self._from.get(key, start))


def find_closer(
    text: str, closer: str, start: int, limit: int, known: Unclosed
) -> tuple[int, int] | None:
    r"""The next closer before ``limit``, not escaped and not in a comment of TeX.

    >>> find_closer(r"a \\[2pt] b \] c", r"\]", 0, 16, Unclosed())
    (12, 14)
    >>> find_closer(r"a \\ b \end{align}", r"\end{align}", 0, 18, Unclosed())
    (7, 18)
    """
    if known.missing(closer, start, limit):
        return None
    pattern = _SEARCH.get(closer, _END)
    for found in pattern.finditer(text, start, limit):
        if found[0] == closer or (pattern is _END and found[1] == closer[5:-1]):
            return found.span()
    known.remember(closer, start, limit)
    return None


def closing_dollar(text: str, start: int, limit: int) -> int | None:
    r"""The next ``$`` that is not escaped, nor inside a ``\text{…}``; the first one decides.

    >>> closing_dollar(r"a \$ b$", 0, 7)
    6
    >>> closing_dollar(r"a \text{ if $b$}$", 0, 17)
    16
    """
    at = start
    while found := _DOLLAR.search(text, at, limit):
        at = found.end()
        if found[0] == "$":
            return found.start()
        if found[0][-1] == "{" and len(found[0]) > 2:
            at = _group_end(text, at, min(limit, at + _TEXT_LIMIT)) or at
    return None


def _group_end(text: str, at: int, limit: int) -> int | None:
    depth = 1
    for brace in _BRACE.finditer(text, at, limit):
        if brace[0] in "{}":
            depth += 1 if brace[0] == "{" else -1
            if depth == 0:
                return brace.end()
    return None

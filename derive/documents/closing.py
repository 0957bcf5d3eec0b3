r"""Where a formula that opens at a given place ends: the delimiters of Markdown and TeX.

Each search runs forward only, and a search that failed is remembered, so that a hundred
thousand unclosed delimiters cost no more than one. In TeX a comment closes nothing; in
Markdown a delimiter counts wherever it stands, as in ``$$ 50% $$``.
"""

from __future__ import annotations

import re

__all__ = ["CLOSER", "Unclosed", "closing_dollar", "find_closer"]

#: What closes each of the delimiters that are not environments.
CLOSER = {"$$": "$$", r"\[": r"\]", r"\(": r"\)", r"\\[": r"\\]", r"\\(": r"\\)", "$`": "`$"}

_PATTERNS = {
    "$$": r"\$\$",
    r"\]": r"\\\]",
    r"\)": r"\\\)",
    r"\\]": r"\\\\\]",
    r"\\)": r"\\\\\)",
    "end": r"\\end[ \t]*\{(?P<name>[A-Za-z]+\*?)\}",
}
_ESCAPE = r"\\(?:.|\n)"
_COMMENT = r"%[^\r\n]*"

#: By whether comments count: a closer, or what must not be taken for one.
_SEARCH = {
    comments: {
        closer: re.compile(
            "|".join([pattern, _ESCAPE, *([_COMMENT] if comments else [])]), re.DOTALL
        )
        for closer, pattern in _PATTERNS.items()
    }
    | {"`$": re.compile(r"`\$")}
    for comments in (False, True)
}
_DOLLAR = {
    comments: re.compile(
        "|".join(
            [
                r"\\(?:text[a-z]*|mbox|hbox|fbox)[ \t]*\{",
                _ESCAPE,
                r"\$",
                *([_COMMENT] if comments else []),
            ]
        ),
        re.DOTALL,
    )
    for comments in (False, True)
}
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
    text: str, closer: str, start: int, limit: int, known: Unclosed, *, comments: bool
) -> tuple[int, int] | None:
    r"""The next closer before ``limit``, not escaped; with ``comments``, not in a comment.

    >>> find_closer(r"a \\[2pt] b \] c", r"\]", 0, 16, Unclosed(), comments=True)
    (12, 14)
    >>> find_closer(r"a \\ b \end{align}", r"\end{align}", 0, 18, Unclosed(), comments=True)
    (7, 18)
    """
    if known.missing(closer, start, limit):
        return None
    environment = closer[5:-1] if closer.startswith(r"\end{") else None
    pattern = _SEARCH[comments]["end" if environment else closer]
    for found in pattern.finditer(text, start, limit):
        if found["name"] == environment if environment else found[0] == closer:
            return found.span()
    known.remember(closer, start, limit)
    return None


def closing_dollar(text: str, start: int, limit: int, *, comments: bool) -> int | None:
    r"""The next ``$`` that is not escaped, nor inside a ``\text{…}``.

    >>> closing_dollar(r"a \$ b$", 0, 7, comments=False)
    6
    >>> closing_dollar(r"a \text{ if $b$}$", 0, 17, comments=False)
    16
    """
    at = start
    while found := _DOLLAR[comments].search(text, at, limit):
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

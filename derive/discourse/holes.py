"""Formulas in lines that are not read: holes, where they say something of their letters."""

from __future__ import annotations

import re

from derive.discourse.sentences import Placed
from derive.discourse.statements import Statement

__all__ = ["hole", "letters_written"]

_WORD = re.compile(r"\\[A-Za-z]+|[A-Za-z]+")
_RELATED = re.compile(r"[=<>]|\\(?:in|not|sim|approx|le|ge|leq|geq|neq?|propto|mapsto)\b")
#: Commands that name nothing.
_COMMANDS = re.compile(
    r"\\(?:[dt]?frac|sum|prod|int|partial|log|exp|ln|sqrt|hat|bar|tilde|in|not|neq?|leq?|geq?|sim|"
    r"approx|to|cdot|times|q?quad|[lc]?dots|begin|end|mapsto|propto|mid|left|right|math[a-z]+|"
    r"text[a-z]*|operatorname|limits|cap|cup|subset|emptyset|forall|exists)\Z"
)


def hole(placed: Placed) -> tuple[Statement, ...]:
    """The statement that a formula was not read; none for one that relates nothing."""
    if not _RELATED.search(placed.text):
        return ()
    letters = letters_written(placed.text)
    place = placed.place
    return (Statement("unread", place, place, letters=letters, reason="not read"),)


def letters_written(text: str) -> tuple[str, ...]:
    r"""The letters of a formula that is not read; ``*`` where there seem to be none.

    >>> letters_written(r"f : x \\mapsto \\theta_i")
    ('f', 'i', 'theta', 'x')
    """
    words = {word for word in _WORD.findall(text) if not _COMMANDS.match(word)}
    names: set[str] = set()
    for word in words:
        if word.startswith("\\"):
            names.add(word[1:])
        else:
            names |= set(word)
    return tuple(sorted(names)) or ("*",)

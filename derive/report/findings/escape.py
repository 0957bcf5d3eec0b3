"""Text of documents and names of files, as one line that moves no cursor and starts no command."""

from __future__ import annotations

import unicodedata

__all__ = ["is_hidden", "plain"]

_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def plain(text: str) -> str:
    r"""The text with line breaks, controls and what cannot be seen written as escapes.

    >>> plain("a\nb\x1b[31m\u202ec d")
    'a\\nb\\x1b[31m\\u202ec d'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_escaped(c) if is_hidden(c) else c for c in text)


def is_hidden(c: str) -> bool:
    """Whether a character is none that is seen: a control, a mark of direction, no character."""
    return unicodedata.category(c) in _HIDDEN


def _escaped(c: str) -> str:
    return c.encode("unicode_escape").decode("ascii")

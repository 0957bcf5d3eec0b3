r"""Names as they are typed where only names stand: ``theta`` for ``\theta``, ``W_ij``.

In a formula ``theta`` is a product of five letters. Where one name is asked for, it can
only be the name, and so it is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from derive.notation.signs import LETTERS

__all__ = ["SpelledOut", "spelled_out"]

_WORD = re.compile(r"(?<![\\A-Za-z_^{])[A-Za-z]{2,}(?![A-Za-z}])")
_LETTERS_BELOW = re.compile(r"_(?P<letters>[A-Za-z0-9]{2,})")


@dataclass(frozen=True, slots=True)
class SpelledOut:
    """A text in LaTeX, and for each of its places the place in the text as it was typed."""

    latex: str
    places: tuple[int, ...]

    def place(self, at: int) -> int:
        """Where a place of the LaTeX stands in the text as it was typed."""
        return self.places[min(at, len(self.places) - 1)]


def spelled_out(text: str) -> SpelledOut:
    r"""The text with its words as names, and with all that stands below a name together.

    >>> spelled_out("theta").latex, spelled_out("W_ij").latex, spelled_out("loss, z_k").latex
    ('\\theta', 'W_{ij}', '\\mathrm{loss}, z_k')
    """
    latex, places, at = "", [0], 0
    while at < len(text):
        word, below = _WORD.match(text, at), _LETTERS_BELOW.match(text, at)
        piece, end = text[at], at + 1
        if word is not None:
            command = "\\" + word[0]
            piece = command if command in LETTERS else rf"\mathrm{{{word[0]}}}"
            end = word.end()
        elif below is not None:
            piece, end = f"_{{{below['letters']}}}", below.end()
        latex += piece
        places += [at] * (len(piece) - 1) + [end]
        at = end
    return SpelledOut(latex, tuple(places))

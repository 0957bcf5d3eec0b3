r"""The scanner: LaTeX in math mode as tokens with their places.

It knows what TeX knows and a grammar cannot say: that spaces say nothing, what is text, and
which letters are words. What stands in no table is a name, or an ``ERROR`` that says why it is
not read, so that it costs the lines around it nothing. Time is linear in the text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from derive.notation import signs
from derive.notation.commands import Commands
from derive.notation.marks import Mark
from derive.notation.words import ALSO_NAMES, WORDS, letter_name, run_of_letters

__all__ = ["scan"]

MAX_DIGITS = 100

_SPACES = " \t\r\n~\u00a0\u2009\u200a\u202f\u3000\u200b\u2060\ufeff"
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
#: A number without its zero: ``.5``.
_POINT = re.compile(r"\.\d+")
_TIMES_TEN = re.compile(r"[eE](?P<exponent>[+-]?\d+)")
_RAISED = re.compile(r"⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_ON_LINE = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_LETTERS = re.compile(r"[A-Za-z]+")
#: A letter with its accents.
_CLUSTER = re.compile(r".[\u0300-\u036f\u20d0-\u20f0]{0,3}")
#: Letters of scripts in which nobody writes quantities: words.
_FOREIGN = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]+|[\u0400-\u04ff]{2,}")
_DEFINES = re.compile(r":\s*=")
_SIGMA = re.compile(r"Σ\s*[_^]")
#: Behind what a factorial or a full stop may stand.
_ENDS = frozenset({"RBRACE", "LETTER", "RIGHT", "NUMBER", "WORD", "PRIME", "END", "BAR"})


def scan(text: str, start: int = 0, stop: int | None = None) -> list[Mark]:
    r"""The tokens of a stretch of a text.

    >>> [mark.value for mark in scan(r"\frac12 \, \theta_{k}")]
    ['\\frac', '12', 'theta', '_', '{', 'k', '}']
    """
    return _Scanner(text, start, len(text) if stop is None else stop).all()


class _Scanner(Commands):
    """Walks through the text once."""

    #: Up to where letters in a row have been looked at, and the word among them.
    known = -1
    run = ("", -1, "")

    def step(self) -> None:
        """The next token."""
        c = self.text[self.at]
        if c in _SPACES:
            self.at += 1
        elif c == "%":
            end = self.text.find("\n", self.at, self.stop)
            self.at = self.stop if end < 0 else end
        elif c == "\\" and not self.comes(r"\_"):
            self.command()
        elif c in "{}":
            self.brace(c)
        elif c.isdigit() and c.isascii():
            self.number(_NUMBER)
        elif (raised := self.follows(_RAISED)) is not None:
            self.raised(raised[0])
        else:
            self.sign(c)

    def sign(self, c: str) -> None:
        """A character that stands for itself."""
        if self.comes("..."):
            return self.emit("LETTER", "…", 3)
        if self.comes("!=") and self.text[self.at - 1 : self.at] not in ("", *_SPACES):
            return self.fail(r"a factorial, or unequal? Write \ne or a space before =", 2)
        pair = self.text[self.at : min(self.at + 2, self.stop)]
        wide = chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c  # of East Asian keyboards
        last = self.marks[-1].kind if self.marks else ""
        if (defines := self.follows(_DEFINES)) is not None:
            self.table(":=", len(defines[0]))
        elif len(pair) == 2 and pair in signs.SIGNS:
            self.table(pair, 2)
        elif c == "!" and last in _ENDS:
            self.emit("BANG", "!", 1)
        elif c == "." and last not in _ENDS and self.follows(_POINT):
            self.number(_POINT)
        elif c == "Σ" and self.follows(_SIGMA):
            self.emit("BIG", "sum", 1)
        elif not self.table(c if c in signs.SIGNS else wide, 1):
            self.letter(c)
        return None

    def number(self, pattern: re.Pattern[str]) -> None:
        """A number."""
        found = self.follows(pattern)
        assert found is not None
        power = _TIMES_TEN.match(self.text, found.end(), self.stop)
        if power is not None and not self.is_argument:
            message = rf"write {found[0]} \cdot 10^{{{power['exponent']}}}"
            self.fail(message, power.end() - self.at)
        elif len(found[0]) > MAX_DIGITS:
            self.fail(f"a number of {len(found[0])} digits is not read", len(found[0]))
        else:
            self.emit("NUMBER", "0" * (found[0][0] == ".") + found[0], len(found[0]))

    def raised(self, digits: str) -> None:
        """Digits that are raised by themselves: ``x²``."""
        end = self.at + len(digits)
        self.marks += [Mark("SUP", "^", self.at, self.at), Mark("LBRACE", "{", self.at, self.at)]
        if digits[0] == "⁻":
            self.emit("SIGN", "-", 1)
        self.emit("NUMBER", digits.lstrip("⁻").translate(_ON_LINE), end - self.at)
        self.marks.append(Mark("RBRACE", "}", end, end))

    def letter(self, c: str) -> None:
        """A letter with its accents, or a word."""
        style = self.groups[-1].style
        if c.isascii() and c.isalpha() and not self.is_argument and self.in_word(style):
            return None
        foreign = self.follows(_FOREIGN)
        if foreign is not None:
            return self.emit("WORD" if self.in_script else "SEP", foreign[0], len(foreign[0]))
        cluster = self.follows(_CLUSTER)
        assert cluster is not None
        name = letter_name(cluster[0])
        if name is None:
            described = f"U+{ord(c):04X} ({unicodedata.name(c, 'no name')})"
            return self.fail(f"the character {described} is not read", len(cluster[0]))
        if style not in ("", "plain") and not self.is_argument:
            self.marks.append(Mark("STYLE", style, self.at, self.at))
        return self.emit("LETTER", name, len(cluster[0]))

    def in_word(self, style: str) -> bool:
        """Goes over a word without a backslash, if one begins here."""
        if self.at >= self.known:
            found = self.follows(_LETTERS)
            assert found is not None
            if style == "plain" and len(found[0]) > 1:
                begin, self.at = self.at, found.end()
                self.named(found[0], begin)
                return True
            self.known = found.end()
            scripts = {group.script for group in self.groups}
            where = "below" if "SUB" in scripts else "above" if "SUP" in scripts else ""
            word = run_of_letters(self.text, self.at, self.stop, where)
            self.run = (word[0], self.at + word[1], word[2]) if word else ("", -1, "")
        kind, at, said = self.run
        if at != self.at:
            return False
        if kind == "mistake":
            self.fail(rf"did you mean \{said}? Letters in a row are factors", len(said))
        elif kind != "function":
            self.emit("SEP" if kind == "words" else "WORD", said, len(said))
        else:
            self.emit("FUNCTION", WORDS[said], len(said))
            if WORDS[said] in ALSO_NAMES and not self.opens_next():
                self.marks[-1] = replace(self.marks[-1], kind="WORD")
        return True

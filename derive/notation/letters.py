r"""The lexer's letters and numbers: one letter is a name, unless it begins a word."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from derive.notation.brackets import Mark
from derive.notation.commands import Commands
from derive.notation.vocabulary import ALSO_NAMES, WORDS, Where, run_of_letters
from derive.notation.words import letter_name

__all__ = ["MAX_DIGITS", "NUMBER", "POINT", "RAISED", "Letters"]

MAX_DIGITS = 100

NUMBER = re.compile(r"\d+(?:\.\d+)?")
#: A number without its zero: ``.5``.
POINT = re.compile(r"\.\d+")
RAISED = {c: str(n) for n, c in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")} | {"⁻": "-"}

_TIMES_TEN = re.compile(r"[eE](?P<exponent>[+-]?\d+)")
_LETTERS = re.compile(r"[A-Za-z]+")
#: Letters of scripts in which nobody writes quantities: words.
_FOREIGN = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]+|[\u0400-\u04ff]{2,}")
MAX_ACCENTS = 3


class Letters(Commands):
    """The letters and numbers of the lexer."""

    def __init__(self, text: str, start: int, stop: int) -> None:
        super().__init__(text, start, stop)
        #: Up to where letters in a row have been looked at, and the word among them.
        self.known = start
        self.run = ("", -1, "")

    def letter(self, c: str) -> None:
        """A letter, with its accents, or a word."""
        style = self.open[-1].style if self.open else self.style
        if c.isascii() and c.isalpha() and not self.pending and self.in_word(style):
            return None
        foreign = self.follows(_FOREIGN)
        if foreign is not None:
            kind = "WORD" if self.in_script else "SEP"
            return self.atom(kind, foreign[0], len(foreign[0]))
        length = 1
        while (
            self.at + length < self.stop
            and unicodedata.category(self.text[self.at + length]) == "Mn"
        ):
            length += 1
        if length > MAX_ACCENTS + 1:
            raise self.unread("a letter with so many accents is not read", length)
        name = letter_name(self.text[self.at : self.at + length])
        if name is None:
            described = unicodedata.name(c, "no name")
            raise self.unread(f"the character U+{ord(c):04X} ({described}) is not read", length)
        if style not in ("", "plain") and not self.pending:
            self.marks.append(Mark("STYLE", style, self.at, self.at))
        return self.atom("LETTER", name, length)

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
            word = run_of_letters(self.text, self.at, self.stop, self.where())
            self.run = (word[0], self.at + word[1], word[2]) if word else ("", -1, "")
        kind, at, said = self.run
        if at != self.at:
            return False
        if kind == "mistake":
            raise self.unread(rf"did you mean \{said}? Letters in a row are factors", len(said))
        if kind != "function":
            self.emit("SEP" if kind == "words" else "WORD", said, len(said))
            return True
        self.emit("FUNCTION", WORDS[said], len(said))
        if WORDS[said] in ALSO_NAMES and not self.opens_next():
            self.marks[-1] = replace(self.marks[-1], kind="WORD")
        return True

    def where(self) -> Where:
        """Whether what comes next stands below or above a name."""
        scripts = {bracket.script for bracket in self.open}
        return "below" if "SUB" in scripts else "above" if "SUP" in scripts else ""

    def number(self, pattern: re.Pattern[str]) -> None:
        """A number; one digit of it, where it is an argument without braces."""
        found = self.follows(pattern)
        assert found is not None
        if not self.pending and (power := _TIMES_TEN.match(self.text, found.end(), self.stop)):
            length = power.end() - self.at
            raise self.unread(rf"write {found[0]} \cdot 10^{{{power['exponent']}}}", length)
        digits = found[0][0] if self.pending else found[0]
        if len(digits) > MAX_DIGITS:
            raise self.unread(f"a number of {len(digits)} digits is not read", len(digits))
        value = "0" + digits if digits[0] == "." else digits
        self.atom("NUMBER", value, len(digits))

    def raised(self) -> None:
        """Digits that are raised by themselves: ``x²``."""
        end = self.at
        while end < self.stop and self.text[end] in RAISED:
            end += 1
        digits = "".join(RAISED[c] for c in self.text[self.at : end])
        if not re.fullmatch(r"-?\d{1,9}", digits):
            raise self.unread("this superscript is not read", end - self.at)
        self.marks += [Mark("SUP", "^", self.at, self.at), Mark("LBRACE", "{", self.at, self.at)]
        if digits[0] == "-":
            self.marks.append(Mark("SIGN", "-", self.at, self.at + 1))
        self.marks.append(Mark("NUMBER", digits.lstrip("-"), self.at, end))
        self.marks.append(Mark("RBRACE", "}", end, end))
        self.at = end

r"""The lexer's words: names that are set upright, and words between formulas.

``\mathrm{loss}`` is a name, ``\operatorname{arg\,max}`` a function, ``\text{if $x > 0$}`` words
with a formula among them; what a word is among others, ``derive.notation.neighbours`` says.
"""

from __future__ import annotations

import re

from derive.notation import markup, signs
from derive.notation.brackets import Brackets, Mark
from derive.notation.errors import ReadError
from derive.notation.vocabulary import ALSO_NAMES, PROSE, WORDS
from derive.notation.words import letter_name, word_name

__all__ = ["Upright"]

_OPENS = re.compile(r"\s*(?:\\[lb]\w+\s*|\\left\s*|\\[Bb]ig\w*\s*)?[({\[]")
_LOOSE_SPACES = re.compile(r"\\[,;:! ]|~|\\(?:rm|it|sf|bf)(?![A-Za-z])")


class Upright(Brackets):
    """The words of the lexer."""

    def word(self, c: str, length: int) -> None:
        """A name that is set as a word, or words between formulas."""
        begin = self.at
        self.at += length + self.text.startswith("*", self.at + length, self.stop)
        start, end = self.raw_span()
        raw = self.text[start:end]
        after = self.at
        if c in markup.TEXTS and "$" in raw and not self.in_script:
            self.words(begin, start, end)
            self.at = after
            return
        if c not in markup.TEXTS:
            raw = "".join(_LOOSE_SPACES.sub("", raw).split()) if "\\" in raw else raw
        raw = raw.strip() if "\\" + raw.strip() in signs.FUNCTIONS else raw
        name = word_name(raw)
        prose = c in markup.TEXTS and (
            raw != raw.strip() or " " in raw or raw.lower() in PROSE or name is None
        )
        if prose and not self.in_script:
            self.marks.append(Mark("SEP", raw.strip() or " ", begin, self.at))
        elif name is None and c in markup.UPRIGHT:
            self.at = begin
            if c == r"\mathop":
                self.at += length
            else:
                self.argument("STYLE", "plain", length, 1)
        elif name is None and c in markup.TEXTS and raw.strip():
            self.marks.append(Mark("WORD", " ".join(raw.split()), begin, self.at))
            self.pending = max(0, self.pending - 1)
        elif name is None:
            raise ReadError("this text is not read as a name", begin, self.at)
        elif len(name) == 1 and name.isalpha() and c != r"\mathit":
            self.marks.append(Mark("LETTER", letter_name(name) or name, begin, self.at))
            self.pending = max(0, self.pending - 1)
        else:
            self.named("".join(name.split()) if c in markup.UPRIGHT else name, begin)

    def named(self, name: str, begin: int) -> None:
        """A word that is set as a name, or as the function that it names."""
        function = WORDS.get(name) or signs.FUNCTIONS.get("\\" + name)
        named = function in ALSO_NAMES and not self.opens_next()
        label = self.in_script and not self.opens_next()
        kind = "FUNCTION" if function and not label and not named else "WORD"
        value = function if kind == "FUNCTION" and function else name
        self.marks.append(Mark(kind, value, begin, self.at))
        self.pending = max(0, self.pending - 1)

    def words(self, begin: int, start: int, end: int) -> None:
        r"""Words with formulas between them: ``\text{if $x > 0$}``."""
        inside = False
        at = start
        for piece in self.text[start:end].split("$"):
            if inside:
                self.within(at, at + len(piece))
            elif piece.strip():
                first = begin if at == start else at
                self.marks.append(Mark("SEP", piece.strip(), first, at + len(piece)))
            inside = not inside
            at += len(piece) + 1

    def within(self, start: int, end: int) -> None:
        """The tokens of a stretch of the text, here."""
        stop, at = self.stop, self.at
        depth = len(self.open)
        self.at, self.stop = start, end
        while self.at < self.stop:
            self.step()
        if len(self.open) > depth:
            last = self.open[-1]
            raise ReadError("nothing closes this bracket", last.start, last.end)
        self.at, self.stop = at, stop

    def operand(self) -> None:
        """The tokens of one group, or of one sign."""
        self.blank()
        if self.at >= self.stop or self.text[self.at] in "}_^&":
            raise ReadError("something is missing here", self.at, self.at)
        depth, first = len(self.open), len(self.marks)
        while self.at < self.stop:
            self.step()
            if len(self.open) <= depth and len(self.marks) > first and not self.pending:
                break

    def opens_next(self) -> bool:
        """Whether a parenthesis comes next."""
        return self.follows(_OPENS) is not None

    def step(self) -> None:
        """The next token."""
        raise NotImplementedError

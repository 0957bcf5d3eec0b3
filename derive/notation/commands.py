r"""The lexer's commands: what begins with a backslash."""

from __future__ import annotations

import re

from derive.notation import signs
from derive.notation.brackets import Brackets, Mark
from derive.notation.errors import ReadError
from derive.notation.words import letter_name, word_name

__all__ = ["ALSO_NAMES", "Commands"]

#: Functions whose name is that of their value, too, where nothing is in parentheses.
ALSO_NAMES = ("softmax", "sigmoid")

_OPENS = re.compile(r"\s*(?:\\[lb]\w+\s*|\\left\s*|\\[Bb]ig\w*\s*)?[({\[]")
_POSITION = re.compile(r"\s*\[[tbc]\]")
_COMMAND = re.compile(r"\\(?:[A-Za-z]+|.)", re.DOTALL)


class Commands(Brackets):
    """The commands of the lexer."""

    def command(self) -> None:
        """A command, by the tables."""
        found = self.follows(_COMMAND)
        if found is None:
            raise self.unread("a backslash at the end", 1)
        c, length = found[0], len(found[0])
        if c in signs.IGNORED or c.isspace() or c[1].isspace():
            self.at += length
        elif c in signs.WIDE:
            self.emit("WIDE", c, length)
        elif c in signs.SIZES:
            self.size(c, length)
        elif c in signs.LETTERS:
            self.atom("LETTER", signs.LETTERS[c], length)
        elif c in signs.FUNCTIONS:
            self.emit("FUNCTION", signs.FUNCTIONS[c], length)
        elif c in signs.OPENING:
            self.opening(signs.OPENING[c], length)
        elif c in signs.CLOSING:
            self.closing(signs.CLOSING[c], length)
        elif c in (r"\|", r"\Vert", r"\lVert", r"\rVert", r"\parallel"):
            side = {"\\lVert": "<", "\\rVert": ">"}.get(c, "")
            self.emit("BAR", "‖" + side, length)
        elif c in (r"\lvert", r"\rvert"):
            self.emit("BAR", "|" + ("<" if c == r"\lvert" else ">"), length)
        elif c in (r"\frac", r"\dfrac", r"\tfrac", r"\cfrac"):
            self.argument("FRACTION", c, length, 2)
        elif c == r"\sqrt":
            self.argument("ROOT", c, length, 1)
        elif c in signs.ACCENTS:
            self.argument("STYLE", signs.ACCENTS[c], length, 1)
        elif not self.with_group(c, length) and not self.table(c, length):
            raise self.unread(f"{c} is not known", length)

    def argument(self, kind: str, value: str, length: int, count: int) -> None:
        """A command with arguments that come next."""
        rest = max(0, self.pending - 1)
        self.emit(kind, value, length)
        self.pending = rest + count

    def size(self, c: str, length: int) -> None:
        r"""``\left(``: the bracket; ``\left.``: nothing; ``\left|``: a bar that opens."""
        self.at += length
        self.blank()
        for bar in (r"\|", r"\Vert", r"\lVert", r"\rVert", "|"):
            if c != r"\middle" and self.comes(bar):
                side = "<" if c == r"\left" or c[-1] == "l" else ">"
                side = side if c in (r"\left", r"\right") or c[-1] in "lr" else ""
                return self.emit("BAR", ("|" if bar == "|" else "‖") + side, len(bar))
        if self.comes("."):
            self.at += 1
        return None

    def with_group(self, c: str, length: int) -> bool:
        """The commands that have something to do with the group behind them."""
        begin = self.at
        if c in (r"\begin", r"\end"):
            self.at += length
            name = self.raw_group().rstrip("*")
            if name in signs.MATRICES:
                return self.matrix(c, name, begin)
            if name not in signs.DISPLAYS:
                self.at = begin
                raise self.unread(f"the environment {name or c} is not read", length)
            if c == r"\begin" and (position := self.follows(_POSITION)):
                self.at = position.end()
            if name.startswith("alignat") and c == r"\begin":
                self.raw_group()
        elif c == r"\tag":
            self.at += length + self.text.startswith("*", self.at + length, self.stop)
            self.marks.append(Mark("SEP", rf"\tag{{{self.raw_group()}}}", begin, self.at))
        elif c == r"\substack":
            self.at += length
            self.blank()
            self.opening("{", 1) if self.comes("{") else None
            if self.open:
                self.open[-1].kind = "substack"
        elif c in (r"\underbrace", r"\overbrace"):
            self.at += length
            self.drop_scripts = True
        elif c in signs.IGNORED_WITH_GROUP:
            self.at += length
            self.raw_group()
        elif c in signs.TEXTS or c in signs.UPRIGHT:
            self.word(c, length)
        elif c in signs.STYLES:
            self.argument("STYLE", signs.STYLES[c], length, 1)
        else:
            return False
        return True

    def matrix(self, c: str, name: str, begin: int) -> bool:
        """The beginning or the end of a matrix or of cases that are written out: a bracket."""
        if name == "array" and c == r"\begin":
            self.raw_group()
        end, self.at = self.at, begin
        kind = "cases" if name == "cases" else "matrix"
        if c == r"\begin":
            self.opening(kind, end - begin)
        else:
            self.closing(kind, end - begin)
        return True

    def word(self, c: str, length: int) -> None:
        """A name that is set as a word, or words between formulas."""
        begin = self.at
        self.at += length + self.text.startswith("*", self.at + length, self.stop)
        raw = self.raw_group()
        name = word_name(raw)
        prose = c in signs.TEXTS and (
            raw != raw.strip() or " " in raw or raw.lower() in signs.PROSE or name is None
        )
        in_script = bool(self.pending) or (bool(self.open) and self.open[-1].script != "")
        if prose and not in_script:
            self.marks.append(Mark("SEP", raw.strip() or " ", begin, self.at))
        elif name is None and c in signs.UPRIGHT:
            self.at = begin
            self.argument("STYLE", "plain", length, 1)
        elif name is None:
            raise ReadError("this text is not read as a name", begin, self.at)
        elif len(name) == 1 and name.isalpha() and c != r"\mathit":
            self.marks.append(Mark("LETTER", letter_name(name) or name, begin, self.at))
            self.pending = max(0, self.pending - 1)
        else:
            function = signs.WORDS.get(name) or signs.FUNCTIONS.get("\\" + name)
            named = function in ALSO_NAMES and not self.opens_next()
            label = in_script and not self.opens_next()
            kind = "FUNCTION" if function and not label and not named else "WORD"
            value = function if kind == "FUNCTION" and function else name
            self.marks.append(Mark(kind, value, begin, self.at))
            self.pending = max(0, self.pending - 1)

    def opens_next(self) -> bool:
        """Whether a parenthesis comes next."""
        return self.follows(_OPENS) is not None

    def table(self, c: str, length: int) -> bool:
        """A sign or command that stands in the tables."""
        raise NotImplementedError

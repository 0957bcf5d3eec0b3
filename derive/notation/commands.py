r"""The lexer's commands: what begins with a backslash."""

from __future__ import annotations

import re

from derive.notation import markup, signs
from derive.notation.brackets import Mark
from derive.notation.upright import Upright

__all__ = ["Commands"]

_POSITION = re.compile(r"\s*\[[tbc]\]")
_COMMAND = re.compile(r"\\(?:[A-Za-z]+|.)", re.DOTALL)
_GROUP = re.compile(r"\s*(?:\[[^\]\\]{0,40}\]\s*)?\{")
#: A bracket that is broken by the end of a line, with the remark in the column behind it.
_BREAKS = re.compile(
    r"(?:[\s&]|\\nonumber|\\notag|\\text\s*\{[^{}]{0,80}\})*\\\\(?:\s*\[[^\]\\]{0,12}\])?"
    r"(?:[\s&+*/=-]|\\q?quad|\\[,;:! ]|\\(?:cdot|times)(?![A-Za-z])|\{\s*\}){0,40}\\left\s*\."
)
_SLIDES = re.compile(r"\s*<[\d,+-]{1,20}>")
_SKIP = re.compile(r"\s*-?[\d.]+\s*[a-z]{2}")
#: Commands with two arguments that come next.
_FRACTIONS = frozenset({r"\frac", r"\dfrac", r"\tfrac", r"\cfrac", r"\nicefrac", r"\sfrac"})
_BINOMIALS = frozenset({r"\binom", r"\dbinom", r"\tbinom"})


class Commands(Upright):
    """The commands of the lexer."""

    def command(self) -> None:
        """A command, by the tables."""
        found = self.follows(_COMMAND)
        if found is None:
            raise self.unread("a backslash at the end", 1)
        c, length = found[0], len(found[0])
        if c in markup.IGNORED or c.isspace() or c[1].isspace():
            self.at += length
        elif c in markup.WIDE:
            self.emit("WIDE", c, length)
        elif c in markup.SIZES:
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
        elif c in _FRACTIONS or c in _BINOMIALS:
            self.argument("FRACTION" if c in _FRACTIONS else "BINOMIAL", c, length, 2)
        elif c == r"\sqrt":
            self.argument("ROOT", c, length, 1)
        elif c in signs.ACCENTS:
            self.argument("STYLE", signs.ACCENTS[c], length, 1)
        elif not self.with_group(c, length) and not self.table(c, length):
            self.unknown(c, length)

    def unknown(self, c: str, length: int) -> None:
        """A command of which nothing is known: a name, if no argument follows."""
        if not c[1:].isalpha():
            raise self.unread(f"{c} is not known", length)
        after = self.at + length
        if _GROUP.match(self.text, after, self.stop):
            raise self.unread(f"{c} is not defined: name a macro file", length)
        self.atom("WORD", c[1:], length)

    def size(self, c: str, length: int) -> None:
        r"""``\left(``: the bracket; ``\left|``: a bar that opens; ``\left.``: it points back."""
        begin = self.at
        self.at += length
        self.blank()
        for bar in (r"\|", r"\Vert", r"\lVert", r"\rVert", r"\vert", r"\lvert", r"\rvert", "|"):
            if c != r"\middle" and self.comes(bar):
                return self.bar(c, bar)
        if self.comes("."):
            self.at += 1
            if c == r"\right" and self.follows(_BREAKS):
                self.broken += 1
            elif c == r"\right":
                self.close_pointer(0)
            elif c == r"\left" and self.broken:
                self.broken -= 1
            elif c == r"\left":
                self.at = begin
                self.opening(".", length)
                self.at = self.text.index(".", self.at) + 1
        return None

    def bar(self, c: str, bar: str) -> None:
        r"""A bar with a size; ``\right|`` may close a ``\left.``."""
        single = bar in (r"\vert", r"\lvert", r"\rvert", "|")
        if c == r"\right" and single and self.open and self.open[-1].kind == ".":
            self.close_pointer(0)
            return self.emit("AT", "|", len(bar))
        side = "<" if c == r"\left" or c[-1] == "l" else ">"
        side = side if c in (r"\left", r"\right") or c[-1] in "lr" else ""
        return self.emit("BAR", ("|" if single else "‖") + side, len(bar))

    def with_group(self, c: str, length: int) -> bool:
        """The commands that have something to do with the group behind them."""
        begin = self.at
        if c in (r"\begin", r"\end"):
            return self.environment(c, length)
        if c == r"\tag":
            self.at += length + self.text.startswith("*", self.at + length, self.stop)
            self.marks.append(Mark("SEP", rf"\tag{{{self.raw_group()}}}", begin, self.at))
        elif c == r"\substack":
            self.at += length
            self.blank()
            if self.comes("{"):
                self.opening("{", 1)
                self.open[-1].kind = "substack"
        elif c in (r"\underbrace", r"\overbrace"):
            self.at += length
            self.drop_scripts = True
        elif c in markup.IGNORED_WITH_GROUP:
            self.at += length
            self.raw_group()
        elif c in markup.OVERLAYS:
            self.at += length
            if (slides := self.follows(_SLIDES)) is not None:
                self.at = slides.end()
        elif c in (r"\hspace", r"\hskip", r"\kern", r"\mkern"):
            self.gap(c, length)
        elif c in markup.SWITCHES:
            self.at += length
            self.switch(markup.SWITCHES[c])
        elif c in markup.ARROWS:
            self.at += length
            self.raw_group()
            self.marks.append(Mark("REL", markup.ARROWS[c], begin, self.at))
        elif c in markup.STACKED:
            self.stack(c, length)
        elif c in markup.TEXTS or c in markup.UPRIGHT:
            self.word(c, length)
        elif c in signs.STYLES:
            self.argument("STYLE", signs.STYLES[c], length, 1)
        else:
            return False
        return True

    def switch(self, style: str) -> None:
        """An alphabet for the rest of the group."""
        if self.open:
            self.open[-1].style = style
        else:
            self.style = style

    def gap(self, c: str, length: int) -> None:
        r"""``\hspace{1cm}`` parts what stands beside it; back, or a little, it is nothing."""
        begin = self.at
        self.at += length + self.text.startswith("*", self.at + length, self.stop)
        found = self.follows(_SKIP)
        if found is not None:
            self.at = found.end()
        size = found[0] if found else self.raw_group()
        if c in (r"\hspace", r"\hskip") and "-" not in size:
            self.marks.append(Mark("WIDE", c, begin, self.at))

    def environment(self, c: str, length: int) -> bool:
        """The beginning or the end of an environment: of a matrix, or of nothing but layout."""
        begin = self.at
        self.at += length
        name = self.raw_group().rstrip("*")
        if c == r"\begin" and (position := self.follows(_POSITION)):
            self.at = position.end()
        last = self.open[-1].kind if self.open else ""
        if c == r"\end" and last in markup.MATRICES.values():
            return self.matrix(c, last, begin)
        if name in markup.MATRICES:
            if name == "array" and c == r"\begin":
                self.raw_group()
            return self.matrix(c, markup.MATRICES[name], begin)
        if name not in markup.DISPLAYS:
            self.at = begin
            raise self.unread(f"the environment {name or c} is not read", length)
        if name.startswith(("alignat", "IEEE")) and c == r"\begin":
            self.raw_group()
        if c == r"\begin" and self.last_kind() == "LEFT":
            return self.matrix(c, "matrix", begin)
        return True

    def matrix(self, c: str, kind: str, begin: int) -> bool:
        """The beginning or the end of a matrix or of cases that are written out: a bracket."""
        end, self.at = self.at, begin
        if c == r"\begin":
            self.opening(kind, end - begin)
        else:
            self.closing(kind, end - begin)
        return True

    def stack(self, c: str, length: int) -> None:
        """A command that puts one thing over or under another."""
        raise NotImplementedError

    def table(self, c: str, length: int) -> bool:
        """A sign or command that stands in the tables."""
        raise NotImplementedError

r"""The lexer's commands: what begins with a backslash."""

from __future__ import annotations

import re

from derive.notation import markup, signs
from derive.notation.brackets import Brackets, Mark
from derive.notation.errors import ReadError
from derive.notation.vocabulary import ALSO_NAMES, PROSE, WORDS
from derive.notation.words import letter_name, word_name

__all__ = ["Commands"]

_OPENS = re.compile(r"\s*(?:\\[lb]\w+\s*|\\left\s*|\\[Bb]ig\w*\s*)?[({\[]")
_POSITION = re.compile(r"\s*\[[tbc]\]")
_COMMAND = re.compile(r"\\(?:[A-Za-z]+|.)", re.DOTALL)
_GROUP = re.compile(r"\s*(?:\[[^\]\\]{0,40}\]\s*)?\{")
#: A bracket that is broken by the end of a line, with the remark in the column behind it.
_BREAKS = re.compile(
    r"(?:[\s&]|\\nonumber|\\notag|\\text\s*\{[^{}]{0,80}\})*\\\\(?:\s*\[[^\]\\]{0,12}\])?"
    r"(?:[\s&+*/=-]|\\q?quad|\\[,;:! ]|\\(?:cdot|times)(?![A-Za-z])|\{\s*\}){0,40}\\left\s*\."
)
_SKIP = re.compile(r"\s*-?[\d.]+\s*[a-z]{2}")
_LOOSE_SPACES = re.compile(r"\\[,;:! ]|~|\\(?:rm|it|sf|bf)(?![A-Za-z])")
#: Commands with two arguments that come next.
_FRACTIONS = frozenset({r"\frac", r"\dfrac", r"\tfrac", r"\cfrac", r"\nicefrac", r"\sfrac"})
_BINOMIALS = frozenset({r"\binom", r"\dbinom", r"\tbinom"})


class Commands(Brackets):
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

    def argument(self, kind: str, value: str, length: int, count: int) -> None:
        """A command with arguments that come next."""
        rest = max(0, self.pending - 1)
        self.emit(kind, value, length)
        self.pending = rest + count

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

    def stack(self, c: str, length: int) -> None:
        """A command that puts one thing over or under another."""
        raise NotImplementedError

    def table(self, c: str, length: int) -> bool:
        """A sign or command that stands in the tables."""
        raise NotImplementedError

r"""The lexer: LaTeX in math mode as tokens with their places.

It knows what TeX knows and a grammar cannot say: that ``\frac12`` is one half, that spaces
and sizes of brackets say nothing, which ``|`` opens a norm, and which bracket closes which.
What stands in no table of ``derive.syntax.reader.signs`` is rejected by name.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from derive.syntax.reader import signs
from derive.syntax.reader.bars import pair_bars
from derive.syntax.reader.errors import ReadError
from derive.syntax.reader.words import letter_name, word_name

__all__ = ["MAX_DEPTH", "MAX_DIGITS", "MAX_LENGTH", "Mark", "tokens"]

MAX_LENGTH = 20_000
MAX_DEPTH = 100
MAX_DIGITS = 100

_COMMAND = re.compile(r"\\(?:[A-Za-z]+|.)", re.DOTALL)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_BRACED_RELATION = re.compile(
    r"(?P<open>\{[\s{]*)(?:\\rm\b)?(?P<more>[\s{]*)"
    r"(?P<sign>=|<|>|\\(?:ne|neq|le|leq|ge|geq|approx|equiv)\b)\s*(?P<close>\}[\s}]*)"
)
_RAISED = {c: str(n) for n, c in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")} | {"⁻": "-"}
_SPACES = " \t\r\n~\u00a0\u2009\u200a\u202f"
_STRUCTURE = {r"\over": "OVER", r"\\": "ROW", "&": "COLUMN"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A token: its kind, what it stands for, and where it is."""

    kind: str
    value: str
    start: int
    end: int


@dataclass(slots=True)
class _Open:
    """A bracket that is still open: where, and what was pending when it was opened."""

    kind: str
    start: int
    end: int
    pending: int
    drop_scripts: bool = False
    script: str = ""


def tokens(text: str) -> tuple[Mark, ...]:
    r"""The tokens of a formula; raises ``ReadError`` for what is not known.

    >>> [mark.value for mark in tokens(r"\frac12 \, \theta_{k}")]
    ['\\frac', '1', '2', 'theta', '_', '{', 'k', '}']
    """
    if len(text) > MAX_LENGTH:
        raise ReadError(
            f"the formula has {len(text)} characters, and at most {MAX_LENGTH} are read",
            MAX_LENGTH,
            MAX_LENGTH + 1,
            text,
        )
    try:
        return pair_bars(_Lexer(text).all())
    except ReadError as error:
        raise error.within(text) from None


class _Lexer:
    """Walks through the text once; ``pending`` single tokens are arguments still to come."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.pending = 0
        self.open: list[_Open] = []
        self.marks: list[Mark] = []
        self.drop_scripts = False

    def all(self) -> list[Mark]:
        while self.at < len(self.text):
            self.step()
        if self.open:
            left = self.open[-1]
            raise ReadError(f"nothing closes this {_spelled(left.kind)}", left.start, left.end)
        return self.marks

    def step(self) -> None:
        c = self.text[self.at]
        if c in _SPACES:
            self.at += 1
        elif c == "%":
            end = self.text.find("\n", self.at)
            self.at = len(self.text) if end < 0 else end
        elif c == "\\":
            self.command()
        elif c in "{}":
            self.brace(c)
        elif c.isdigit() and c.isascii():
            self.number()
        elif c in "^_":
            self.emit("SUP" if c == "^" else "SUB", c, 1)
            self.pending = 1
        elif c in _RAISED:
            self.raised()
        else:
            self.sign(c)

    # -- tokens

    def emit(self, kind: str, value: str, length: int) -> None:
        self.marks.append(Mark(kind, value, self.at, self.at + length))
        self.at += length

    def atom(self, kind: str, value: str, length: int) -> None:
        self.emit(kind, value, length)
        self.pending = max(0, self.pending - 1)

    def sign(self, c: str) -> None:
        """A character that stands for itself."""
        for length in (3, 2):
            pair = self.text[self.at : self.at + length]
            if length == 3 and pair == "...":
                return self.atom("LETTER", "…", 3)
            if length == 2 and pair in signs.RELATIONS:
                return self.emit("REL", signs.RELATIONS[pair], 2)
            if pair in ("||", "&&"):
                kind, value = ("BAR", "‖") if pair == "||" else ("SEP", "&&")
                return self.emit(kind, value, 2)
        if c == "-" or c in "−–+":
            return self.emit("SIGN", "+" if c == "+" else "-", 1)
        if c == "|":
            return self.emit("BAR", "|", 1)
        if c == "'" or c in "′’":
            return self.emit("PRIME", "'", 1)
        if c == "*" and self.pending:
            return self.atom("LETTER", "∗", 1)
        if c == "Σ" and re.match(r"\s*[_^]", self.text[self.at + 1 :]):
            return self.emit("BIG", "sum", 1)
        if c in "(":
            return self.opening("(", 1)
        if c == "[":
            root = bool(self.marks) and self.marks[-1].kind == "ROOT"
            return self.opening("degree" if root else "[", 1)
        if c in ")]":
            return self.closing(signs.CLOSING[c], 1)
        if self.table(c, 1):
            return None
        return self.letter(c)

    def table(self, c: str, length: int) -> bool:
        """A sign or command that stands in the tables."""
        if c in (r"\cdot", "·", ":") and self.open and self.open[-1].script == "SUB":
            self.atom("LETTER", "·", length)  # an index that is left open
        elif c in signs.BIG:
            self.emit("BIG", signs.BIG[c], length)
        elif c in signs.OPERATORS:
            self.emit("OP", signs.OPERATORS[c], length)
        elif c in signs.RELATIONS:
            self.emit("REL", signs.RELATIONS[c], length)
        elif c in _STRUCTURE:
            self.structure(c, length)
        elif c in signs.SEPARATORS:
            kind = "BAR" if signs.SEPARATORS[c] == "|" else "SEP"
            self.emit(kind, signs.SEPARATORS[c], length)
        elif c in signs.CHARACTERS:
            value = signs.CHARACTERS[c]
            if value.startswith("^"):
                self.marks.append(Mark("SUP", "^", self.at, self.at))
            self.atom("LETTER", value[-1], length)
        elif c in signs.UNREAD:
            raise self.unread(f"{c} is {signs.UNREAD[c]}, which is not read", length)
        else:
            return False
        return True

    def structure(self, c: str, length: int) -> None:
        if c == r"\\" and any(bracket.kind == "substack" for bracket in self.open):
            return self.emit("SEP", ",", length)
        self.emit(_STRUCTURE[c], c, length)
        gap = re.compile(r"\s*\[[^\]]*(?:ex|em|pt|mm|cm|in|sp)\]").match(self.text, self.at)
        if c == r"\\" and gap:
            self.at = gap.end()

    def letter(self, c: str) -> None:
        if c.isascii() and c.isalpha() and not self.pending:
            for word, function in signs.WORDS.items():
                if self.text.startswith(word, self.at):
                    return self.emit("FUNCTION", function, len(word))
        length = 1
        while (
            self.at + length < len(self.text)
            and unicodedata.category(self.text[self.at + length]) == "Mn"
        ):
            length += 1
        name = letter_name(self.text[self.at : self.at + length])
        if name is None:
            described = unicodedata.name(c, "no name")
            raise self.unread(f"the character U+{ord(c):04X} ({described}) is not read", length)
        return self.atom("LETTER", name, length)

    def number(self) -> None:
        found = _NUMBER.match(self.text, self.at)
        assert found is not None
        digits = found[0][0] if self.pending else found[0]
        if len(digits) > MAX_DIGITS:
            raise self.unread(f"a number of {len(digits)} digits is not read", len(digits))
        self.atom("NUMBER", digits, len(digits))

    def raised(self) -> None:
        end = self.at
        while end < len(self.text) and self.text[end] in _RAISED:
            end += 1
        digits = "".join(_RAISED[c] for c in self.text[self.at : end])
        if not re.fullmatch(r"-?\d{1,9}", digits):
            raise self.unread("this superscript is not read", end - self.at)
        self.marks += [Mark("SUP", "^", self.at, self.at), Mark("LBRACE", "{", self.at, self.at)]
        if digits[0] == "-":
            self.marks.append(Mark("SIGN", "-", self.at, self.at + 1))
        self.marks.append(Mark("NUMBER", digits.lstrip("-"), self.at, end))
        self.marks.append(Mark("RBRACE", "}", end, end))
        self.at = end

    # -- brackets

    def brace(self, c: str) -> None:
        relation = _BRACED_RELATION.match(self.text, self.at) if c == "{" else None
        if relation is not None:
            opened = (relation["open"] + relation["more"]).count("{")
            closed = 0
            end = relation.start("close")
            while closed < opened and end < relation.end():
                closed += self.text[end] == "}"
                end += 1
            if closed == opened:
                return self.emit("REL", signs.RELATIONS[relation["sign"]], end - self.at)
        return self.opening("{", 1) if c == "{" else self.closing("{", 1)

    def opening(self, kind: str, length: int) -> None:
        if len(self.open) >= MAX_DEPTH:
            raise self.unread(f"more than {MAX_DEPTH} brackets inside one another", length)
        after = max(0, self.pending - 1) if kind != "degree" else self.pending
        last = self.marks[-1].kind if self.marks else ""
        script = last if kind == "{" and last in ("SUB", "SUP") else ""
        place = self.at, self.at + length
        self.open.append(_Open(kind, *place, after, self.drop_scripts, script))
        self.pending, self.drop_scripts = 0, False
        self.emit({"{": "LBRACE", "degree": "LDEGREE"}.get(kind, "LEFT"), kind, length)

    def closing(self, kind: str, length: int) -> None:
        if not self.open:
            raise self.unread(f"this {_closing(kind)} closes nothing", length)
        last = self.open.pop()
        if kind == "[" and last.kind == "degree":
            kind = "degree"
        if kind == "{" and last.kind == "substack":
            kind = "substack"
        if last.kind != kind:
            raise self.unread(
                f"this {_closing(kind)} cannot close the {_spelled(last.kind)} at column "
                f"{last.start + 1}",
                length,
            )
        self.pending = last.pending
        braces = ("{", "substack")
        name = "RBRACE" if kind in braces else "RDEGREE" if kind == "degree" else "RIGHT"
        self.emit(name, _closing(kind), length)
        if last.drop_scripts:
            self.skip_scripts()

    def skip_scripts(self) -> None:
        r"""What stands under an ``\underbrace`` is a remark."""
        found = re.compile(r"\s*[_^]\s*").match(self.text, self.at)
        if found:
            self.at = found.end()
            self.raw_group()

    # -- commands

    def command(self) -> None:
        found = _COMMAND.match(self.text, self.at)
        if found is None:
            raise self.unread("a backslash at the end", 1)
        c, length = found[0], len(found[0])
        if c in signs.IGNORED or c.isspace():
            self.at += length
        elif c[1].isspace():
            self.at += length
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
            raise self.unread("an absolute value is not read", length)
        elif c in (r"\frac", r"\dfrac", r"\tfrac", r"\cfrac"):
            self.argument("FRACTION", c, length, 2)
        elif c == r"\sqrt":
            self.argument("ROOT", c, length, 1)
        elif c in signs.ACCENTS:
            self.argument("STYLE", signs.ACCENTS[c], length, 1)
        elif not self.with_group(c, length) and not self.table(c, length):
            raise self.unread(f"{c} is not known", length)

    def argument(self, kind: str, value: str, length: int, count: int) -> None:
        rest = max(0, self.pending - 1)
        self.emit(kind, value, length)
        self.pending = rest + count

    def size(self, c: str, length: int) -> None:
        r"""``\left(``: the bracket; ``\left.``: nothing; ``\left|``: a bar that opens."""
        self.at += length
        while self.at < len(self.text) and self.text[self.at] in _SPACES:
            self.at += 1
        for bar in (r"\|", r"\Vert", r"\lVert", r"\rVert", "|"):
            if c != r"\middle" and self.text.startswith(bar, self.at):
                side = "<" if c == r"\left" or c[-1] == "l" else ">"
                side = side if c in (r"\left", r"\right") or c[-1] in "lr" else ""
                return self.emit("BAR", ("|" if bar == "|" else "‖") + side, len(bar))
        if self.text.startswith(".", self.at):
            self.at += 1
        return None

    def with_group(self, c: str, length: int) -> bool:
        """The commands that have something to do with the group behind them."""
        begin = self.at
        if c in (r"\begin", r"\end"):
            self.at += length
            name = self.raw_group().rstrip("*")
            if name not in signs.DISPLAYS:
                self.at = begin
                raise self.unread(f"the environment {name or c} is not read", length)
            if name.startswith("alignat") and c == r"\begin":
                self.raw_group()
        elif c == r"\tag":
            self.at += length + self.text.startswith("*", self.at + length)
            self.marks.append(Mark("SEP", rf"\tag{{{self.raw_group()}}}", begin, self.at))
        elif c == r"\substack":
            self.at += length
            self.blank()
            self.opening("{", 1) if self.text.startswith("{", self.at) else None
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

    def word(self, c: str, length: int) -> None:
        begin = self.at
        self.at += length + self.text.startswith("*", self.at + length)
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
            kind = "FUNCTION" if function and not in_script else "WORD"
            value = function if kind == "FUNCTION" and function else name
            self.marks.append(Mark(kind, value, begin, self.at))
            self.pending = max(0, self.pending - 1)

    def blank(self) -> None:
        while self.at < len(self.text) and self.text[self.at] in _SPACES:
            self.at += 1

    def raw_group(self) -> str:
        """What stands in the braces that come next, or the next character."""
        self.blank()
        begin = self.at
        if not self.text.startswith("{", begin):
            self.at += 1
            return self.text[begin : self.at]
        depth = 0
        for found in re.finditer(r"\\.|[{}]", self.text[begin:], re.DOTALL):
            depth += {"{": 1, "}": -1}.get(found[0], 0)
            if depth == 0:
                self.at = begin + found.end()
                return self.text[begin + 1 : self.at - 1]
        raise ReadError("nothing closes this {", begin, begin + 1)

    def unread(self, message: str, length: int) -> ReadError:
        return ReadError(message, self.at, self.at + length)


def _spelled(kind: str) -> str:
    return {"degree": "[", "substack": "{"}.get(kind, kind)


def _closing(kind: str) -> str:
    return {"(": ")", "[": "]", r"\{": r"\}", "degree": "]"}.get(kind, "}")

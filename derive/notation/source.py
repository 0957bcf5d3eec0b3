r"""What the scanner walks over: the text, the tokens so far, and the braces that are open."""

from __future__ import annotations

import re
from dataclasses import dataclass

from derive.notation import signs
from derive.notation.marks import ARGUMENTS, Mark

__all__ = ["COMMAND", "SPACE", "Source"]

COMMAND = re.compile(r"\\(?:[A-Za-z]+|.)", re.DOTALL)
SPACE = re.compile(r"[\s~]*")
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_OPENS = re.compile(r"\s*(?:\\[lb]\w+\s*|\\left\s*|\\[Bb]ig\w*\s*)?[({\[]")
_SCRIPT = re.compile(r"\s*[_^]\s*")
#: How far a line break skips.
_LENGTH = re.compile(r"\*?\s*\[\s*-?[\d.]{1,9}\s*[a-z]{2}\s*\]|\*?")


@dataclass(slots=True)
class _Group:
    """Braces that are open: the script that they are, or are in, and the alphabet in them."""

    script: str = ""
    lowered: bool = False
    style: str = ""


class Source:
    """A stretch of a text, up to where it is scanned."""

    def __init__(self, text: str, start: int, stop: int) -> None:
        self.text = text
        self.at = start
        self.stop = stop
        self.marks: list[Mark] = []
        self.groups = [_Group()]
        self.closing = _closing_braces(text, start, stop)
        #: Where the size of the next bracket begins, and the \not of the next relation.
        self.sized = self.negated = -1
        #: Brackets that are broken by the end of a line, and ends of groups with remarks.
        self.broken = 0
        self.remarks: set[int] = set()
        self.stacked = 0

    def all(self) -> list[Mark]:
        """All tokens."""
        while self.at < self.stop:
            self.step()
        return self.marks

    def step(self) -> None:
        """The next token."""
        raise NotImplementedError

    def within(self, start: int, end: int) -> list[Mark]:
        """The tokens of a stretch of the text."""
        stop, at, marks = self.stop, self.at, self.marks
        self.at, self.stop, self.marks = start, end, []
        found = self.all()
        self.at, self.stop, self.marks = at, stop, marks
        return found

    def emit(self, kind: str, value: str, length: int) -> None:
        """A token that begins here."""
        self.put(kind, value, self.at, self.at + length)
        self.at += length

    def put(self, kind: str, value: str, start: int, end: int) -> None:
        """A token that begins where the size of a bracket does, or what negates a relation."""
        if kind == "LEFT" and self.sized >= 0:
            start = self.sized
        if kind == "REL" and self.negated >= 0:
            start, value = self.negated, signs.NEGATED.get(value, "¬" + value)
        elif self.negated >= 0:
            self.marks.append(Mark("ERROR", r"this \not is not read", self.negated, end))
        self.sized = self.negated = -1
        self.marks.append(Mark(kind, value, start, end))

    def fail(self, message: str, length: int) -> None:
        """What begins here is not read."""
        self.emit("ERROR", message, min(length, self.stop - self.at))

    def comes(self, sign: str) -> bool:
        """Whether this text comes next."""
        return self.text.startswith(sign, self.at, self.stop)

    def follows(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """What comes next, if it is of this pattern."""
        return pattern.match(self.text, self.at, self.stop)

    def skip(self, pattern: re.Pattern[str]) -> None:
        """Goes past what comes next, if it is of this pattern."""
        found = self.follows(pattern)
        self.at = found.end() if found else self.at

    @property
    def is_argument(self) -> bool:
        """Whether what comes next is an argument or a script by itself."""
        return bool(self.marks) and self.marks[-1].kind in ARGUMENTS

    @property
    def in_script(self) -> bool:
        """Whether what comes next stands in a subscript or a superscript, or is an argument."""
        return self.is_argument or self.groups[-1].lowered

    def opens_next(self) -> bool:
        """Whether a parenthesis comes next."""
        return self.follows(_OPENS) is not None

    def group(self) -> tuple[int, int]:
        """Goes over the braces that come next, or the next sign: from where to where."""
        self.skip(SPACE)
        begin, end = self.at, self.closing.get(self.at, -1)
        if begin < end <= self.stop:
            self.at = end
            return begin + 1, end - 1
        if self.comes("{"):
            self.fail("nothing closes this {", 1)
            return self.at, self.at
        sign = self.follows(COMMAND)
        self.at = sign.end() if sign else min(begin + 1, self.stop)
        if sign and self.at in self.closing:
            self.group()
        return begin, self.at

    def raw_group(self) -> str:
        """What stands in the braces that come next, or the next sign."""
        return self.text[slice(*self.group())]

    def brace(self, c: str) -> None:
        """A brace."""
        last, outer = self.marks[-1].kind if self.marks else "", self.groups[-1]
        self.emit("LBRACE" if c == "{" else "RBRACE", c, 1)
        if c == "{":
            script = last if last in ("SUB", "SUP") else ""
            self.groups.append(_Group(script, bool(script) or outer.lowered, outer.style))
        elif len(self.groups) > 1:
            self.groups.pop()
        if self.at in self.remarks and self.follows(_SCRIPT):
            self.skip(_SCRIPT)  # what stands under an \underbrace is a remark
            self.group()

    def table(self, c: str, length: int) -> bool:
        """A sign or command that stands in the tables."""
        if c in signs.UNREAD and c not in signs.SIGNS:
            self.fail(f"{c} is {signs.UNREAD[c]}, which is not read", length)
        elif c in signs.SIGNS:
            kind, value = signs.SIGNS[c]
            self.emit(kind, c if kind in ("FRACTION", "ROOT") else value, length)
            if kind == "ROW":
                self.skip(_LENGTH)
        return c in signs.SIGNS or c in signs.UNREAD


def _closing_braces(text: str, start: int, stop: int) -> dict[int, int]:
    """Where each brace is closed."""
    found: dict[int, int] = {}
    waiting: list[int] = []
    for match in _BRACE.finditer(text, start, stop):
        if match[0] == "{":
            waiting.append(match.start())
        elif match[0] == "}" and waiting:
            found[waiting.pop()] = match.end()
    return found

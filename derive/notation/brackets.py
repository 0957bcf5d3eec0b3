r"""The lexer's brackets: which closes which, and what was pending when it was opened.

``[a, b)`` is a bracket of the kind ``[)``. ``\left\{ … \right.`` is a brace that only points
at what is in it, as cases do, and ``\left. … \right|`` is a group with a bar behind it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from derive.notation.errors import ReadError

__all__ = ["MAX_DEPTH", "SPACES", "Brackets", "Mark", "Open", "spelled"]

MAX_DEPTH = 100

#: What says how large a bracket is; it belongs to the bracket.
_SIZE = re.compile(r"\\(?:left|[Bb]igg?[lrm]?)\s*\Z")
LONGEST_SIZE = 12

SPACES = " \t\r\n~\u00a0\u2009\u200a\u202f\u3000\u200b\u2060\ufeff"

_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_COMMAND = re.compile(r"\\[A-Za-z]+")
_SCRIPT = re.compile(r"\s*[_^]\s*")
#: Brackets that may close one another: half-open intervals.
_INTERVALS = frozenset({("(", "["), ("[", "(")})
_SPLIT = ("{", "substack")


@dataclass(frozen=True, slots=True)
class Mark:
    r"""A token: its kind, what it stands for, and where it is.

    A brace is ``free`` if it is no argument and no script: it only groups. What is written
    begins at ``written`` where that is before the sign itself: ``\overset{!}{=}``.
    """

    kind: str
    value: str
    start: int
    end: int
    free: bool = False
    written: int = -1


@dataclass(slots=True)
class Open:
    """A bracket that is still open: where, and what was pending when it was opened.

    ``at`` is the number of its token, ``style`` the alphabet of what follows in it.
    """

    kind: str
    start: int
    end: int
    pending: int
    at: int
    drop_scripts: bool = False
    script: str = ""
    lowered: bool = False
    style: str = ""


class Brackets:
    """The brackets of the lexer, and what all of its parts share."""

    def __init__(self, text: str, start: int, stop: int) -> None:
        self.text = text
        self.at = start
        self.stop = stop
        self.pending = 0
        self.open: list[Open] = []
        self.marks: list[Mark] = []
        self.drop_scripts = False
        self.style = ""
        self.broken = 0
        self.negated = -1

    def emit(self, kind: str, value: str, length: int) -> None:
        """A token that begins here."""
        self.marks.append(Mark(kind, value, self.at, self.at + length))
        self.at += length

    def atom(self, kind: str, value: str, length: int) -> None:
        """A token that may be an argument by itself."""
        self.emit(kind, value, length)
        self.pending = max(0, self.pending - 1)

    def argument(self, kind: str, value: str, length: int, count: int) -> None:
        """A command with arguments that come next."""
        rest = max(0, self.pending - 1)
        self.emit(kind, value, length)
        self.pending = rest + count

    def unread(self, message: str, length: int) -> ReadError:
        """The error that begins here."""
        return ReadError(message, self.at, min(self.at + length, self.stop))

    def blank(self) -> None:
        """Go past spaces."""
        while self.at < self.stop and self.text[self.at] in SPACES:
            self.at += 1

    def comes(self, sign: str) -> bool:
        """Whether this text comes next."""
        return self.text.startswith(sign, self.at, self.stop)

    def follows(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """What comes next, if it is of this pattern."""
        return pattern.match(self.text, self.at, self.stop)

    @property
    def in_script(self) -> bool:
        """Whether what comes next stands in a subscript or a superscript, or is an argument."""
        return bool(self.pending) or (bool(self.open) and self.open[-1].lowered)

    def last_kind(self) -> str:
        """The kind of the last token."""
        return self.marks[-1].kind if self.marks else ""

    def raw_span(self) -> tuple[int, int]:
        """Goes over the braces that come next, or the next sign: from where to where."""
        self.blank()
        begin = self.at
        command = self.follows(_COMMAND)
        if command is not None:
            self.at = command.end()
            if self.comes("{"):
                self.raw_span()
            return begin, self.at
        if not self.comes("{"):
            self.at = min(self.at + 1, self.stop)
            return begin, self.at
        depth = 0
        for found in _BRACE.finditer(self.text, begin, self.stop):
            depth += {"{": 1, "}": -1}.get(found[0], 0)
            if depth == 0:
                self.at = found.end()
                return begin + 1, self.at - 1
        raise ReadError("nothing closes this {", begin, begin + 1)

    def raw_group(self) -> str:
        """What stands in the braces that come next, or the next character."""
        return self.text[slice(*self.raw_span())]

    def brace(self, c: str) -> None:
        """A brace."""
        if c == "{":
            self.opening("{", 1)
        else:
            self.closing("{", 1)

    def opening(self, kind: str, length: int) -> None:
        """An opening bracket."""
        if len(self.open) >= MAX_DEPTH:
            raise self.unread(f"more than {MAX_DEPTH} brackets inside one another", length)
        after = max(0, self.pending - 1) if kind != "degree" else self.pending
        script = self.last_kind() if kind == "{" and self.last_kind() in ("SUB", "SUP") else ""
        lowered = bool(script) or (bool(self.open) and self.open[-1].lowered)
        free = kind == "{" and not self.pending and not script and self.last_kind() != "AT"
        style = self.open[-1].style if self.open else self.style
        place = self.at, self.at + length
        drop = self.drop_scripts
        at = len(self.marks)
        self.open.append(Open(kind, *place, after, at, drop, script, lowered, style))
        self.pending, self.drop_scripts = 0, False
        name = {"{": "LBRACE", "degree": "LDEGREE"}.get(kind, "LEFT")
        size = _SIZE.search(self.text, max(0, self.at - LONGEST_SIZE), self.at)
        self.emit(name, kind, length)
        if size is not None and name == "LEFT":
            self.marks[-1] = replace(self.marks[-1], start=size.start())
        self.marks[-1] = replace(self.marks[-1], free=free)

    def closing(self, kind: str, length: int) -> None:
        """A closing bracket, which must be that of the last one opened."""
        if not self.open:
            raise self.unread(f"this {closing_sign(kind)} closes nothing", length)
        last = self.open[-1]
        if kind == "[" and last.kind == "degree":
            kind = "degree"
        if kind == "{" and last.kind == "substack":
            kind = "substack"
        if last.kind != kind:
            interval = (last.kind, kind) in _INTERVALS
            interval = interval and any(mark.kind == "SEP" for mark in self.marks[last.at :])
            if not interval and last.kind != ".":
                raise self.unread(
                    f"this {closing_sign(kind)} cannot close the {spelled(last.kind)} at column "
                    f"{last.start + 1}",
                    length,
                )
            mixed = last.kind + closing_sign(kind)
            self.marks[last.at] = replace(self.marks[last.at], value=mixed)
        self.open.pop()
        self.pending = last.pending
        name = "RBRACE" if kind in _SPLIT else "RDEGREE" if kind == "degree" else "RIGHT"
        self.emit(name, closing_sign(kind), length)
        if last.drop_scripts:
            self.skip_scripts()

    def close_pointer(self, length: int) -> bool:
        r"""``\right.`` closes a brace that only points at what is in it, as cases do."""
        if not self.open or self.open[-1].kind not in (".", r"\{", "(", "["):
            return False
        last = self.open.pop()
        self.pending = last.pending
        opened = self.marks[last.at]
        inner = last.at + 1
        if last.kind == r"\{" and inner < len(self.marks) and self.marks[inner].value == "matrix":
            self.marks[inner] = replace(self.marks[inner], value="cases")
        if last.kind == "." or (self.marks[inner:] and self.marks[inner].value == "cases"):
            self.marks[last.at] = replace(opened, kind="LBRACE", value="{")
            self.emit("RBRACE", "}", length)
        else:
            self.marks[last.at] = replace(opened, value=last.kind + ".")
            self.emit("RIGHT", ".", length)
        return True

    def skip_scripts(self) -> None:
        r"""What stands under an ``\underbrace`` is a remark."""
        found = self.follows(_SCRIPT)
        if found:
            self.at = found.end()
            self.raw_group()


def spelled(kind: str) -> str:
    """An opening bracket as it is written."""
    return {"degree": "[", "substack": "{", ".": r"\left."}.get(kind, kind)


def closing_sign(kind: str) -> str:
    """The sign that closes a bracket."""
    signs = {"(": ")", "[": "]", r"\{": r"\}", "degree": "]", "⟨": "⟩", "⌊": "⌋", "⌈": "⌉"}
    return signs.get(kind, "}")

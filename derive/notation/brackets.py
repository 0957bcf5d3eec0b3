r"""The lexer's brackets: which closes which, and what was pending when it was opened."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from derive.notation import signs
from derive.notation.errors import ReadError

__all__ = ["MAX_DEPTH", "SPACES", "Brackets", "Mark", "Open", "spelled"]

MAX_DEPTH = 100

#: What says how large a bracket is; it belongs to the bracket.
_SIZE = re.compile(r"\\(?:left|[Bb]igg?[lrm]?)\s*\Z")
LONGEST_SIZE = 12

SPACES = " \t\r\n~\u00a0\u2009\u200a\u202f"

_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_SCRIPT = re.compile(r"\s*[_^]\s*")

_BRACED_RELATION = re.compile(
    r"(?P<open>\{[\s{]*)(?:\\rm\b)?(?P<more>[\s{]*)"
    r"(?P<sign>=|<|>|\\(?:ne|neq|le|leq|ge|geq|approx|equiv)\b)\s*(?P<close>\}[\s}]*)"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A token: its kind, what it stands for, and where it is."""

    kind: str
    value: str
    start: int
    end: int


@dataclass(slots=True)
class Open:
    """A bracket that is still open: where, and what was pending when it was opened."""

    kind: str
    start: int
    end: int
    pending: int
    drop_scripts: bool = False
    script: str = ""


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

    def emit(self, kind: str, value: str, length: int) -> None:
        """A token that begins here."""
        self.marks.append(Mark(kind, value, self.at, self.at + length))
        self.at += length

    def atom(self, kind: str, value: str, length: int) -> None:
        """A token that may be an argument by itself."""
        self.emit(kind, value, length)
        self.pending = max(0, self.pending - 1)

    def unread(self, message: str, length: int) -> ReadError:
        """The error that begins here."""
        return ReadError(message, self.at, self.at + length)

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

    def raw_group(self) -> str:
        """What stands in the braces that come next, or the next character."""
        self.blank()
        begin = self.at
        if not self.comes("{"):
            self.at = min(self.at + 1, self.stop)
            return self.text[begin : self.at]
        depth = 0
        for found in _BRACE.finditer(self.text, begin, self.stop):
            depth += {"{": 1, "}": -1}.get(found[0], 0)
            if depth == 0:
                self.at = found.end()
                return self.text[begin + 1 : self.at - 1]
        raise ReadError("nothing closes this {", begin, begin + 1)

    def brace(self, c: str) -> None:
        """A brace; braces around nothing but a relation are that relation."""
        relation = self.follows(_BRACED_RELATION) if c == "{" else None
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
        """An opening bracket."""
        if len(self.open) >= MAX_DEPTH:
            raise self.unread(f"more than {MAX_DEPTH} brackets inside one another", length)
        after = max(0, self.pending - 1) if kind != "degree" else self.pending
        last = self.marks[-1].kind if self.marks else ""
        script = last if kind == "{" and last in ("SUB", "SUP") else ""
        place = self.at, self.at + length
        self.open.append(Open(kind, *place, after, self.drop_scripts, script))
        self.pending, self.drop_scripts = 0, False
        name = {"{": "LBRACE", "degree": "LDEGREE"}.get(kind, "LEFT")
        size = _SIZE.search(self.text, max(0, self.at - LONGEST_SIZE), self.at)
        self.emit(name, kind, length)
        if size is not None and name == "LEFT":
            self.marks[-1] = replace(self.marks[-1], start=size.start())

    def closing(self, kind: str, length: int) -> None:
        """A closing bracket, which must be that of the last one opened."""
        if not self.open:
            raise self.unread(f"this {closing_sign(kind)} closes nothing", length)
        last = self.open.pop()
        if kind == "[" and last.kind == "degree":
            kind = "degree"
        if kind == "{" and last.kind == "substack":
            kind = "substack"
        if last.kind != kind:
            raise self.unread(
                f"this {closing_sign(kind)} cannot close the {spelled(last.kind)} at column "
                f"{last.start + 1}",
                length,
            )
        self.pending = last.pending
        braces = ("{", "substack")
        name = "RBRACE" if kind in braces else "RDEGREE" if kind == "degree" else "RIGHT"
        self.emit(name, closing_sign(kind), length)
        if last.drop_scripts:
            self.skip_scripts()

    def skip_scripts(self) -> None:
        r"""What stands under an ``\underbrace`` is a remark."""
        found = self.follows(_SCRIPT)
        if found:
            self.at = found.end()
            self.raw_group()


def spelled(kind: str) -> str:
    """An opening bracket as it is written."""
    return {"degree": "[", "substack": "{"}.get(kind, kind)


def closing_sign(kind: str) -> str:
    return {"(": ")", "[": "]", r"\{": r"\}", "degree": "]", "⟨": "⟩"}.get(kind, "}")

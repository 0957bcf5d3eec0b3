r"""What is known inside each bracket, token by token: whether a piece has just ended.

Behind ``a``, ``f(x)`` or ``x^2`` a piece has ended; behind ``\sum_i`` a function sign still
waits for what it acts on; behind a sign or a separator nothing is pending.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from derive.notation.brackets import Mark

__all__ = ["CLOSING", "OPENING", "SINGLE", "Level", "Levels", "Said"]

SINGLE = frozenset({"LETTER", "WORD", "NUMBER"})
OPENING = frozenset({"LEFT", "LBRACE", "LDEGREE"})
CLOSING = frozenset({"RIGHT", "RBRACE", "RDEGREE"})

Said: TypeAlias = Literal["", "head", "ended"]


@dataclass(slots=True)
class Level:
    """What was said last in a bracket, whether a script comes, whether all of it is a script."""

    said: Said = ""
    script: bool = False
    lowered: bool = False


@dataclass(slots=True)
class Levels:
    """The open brackets, innermost last."""

    stack: list[Level] = field(default_factory=lambda: [Level()])

    @property
    def last(self) -> Level:
        """What is known inside the innermost bracket."""
        return self.stack[-1]

    @property
    def outer(self) -> Level:
        """What was known before the innermost bracket."""
        return self.stack[-2] if len(self.stack) > 1 else self.stack[-1]

    def dissolve(self) -> None:
        """The innermost bracket was none: what was said in it was said outside."""
        if len(self.stack) > 1:
            inner = self.stack.pop()
            self.stack[-1].said = inner.said

    def note(self, mark: Mark) -> None:
        """Goes over a token: a script leaves its base what it was."""
        last = self.stack[-1]
        if mark.kind in OPENING:
            self.stack.append(Level(lowered=last.script or last.lowered))
        elif mark.kind in CLOSING:
            if len(self.stack) > 1:
                self.stack.pop()
            self._end()
        elif mark.kind in SINGLE or mark.kind == "AT":
            self._end()
        elif mark.kind in ("SUB", "SUP"):
            last.script = True
        elif mark.kind in ("BIG", "FUNCTION"):
            last.said = "head"
        elif mark.kind in ("OP", "SIGN", "REL", "SEP", "ROW"):
            last.said = ""

    def _end(self) -> None:
        last = self.stack[-1]
        if not last.script:
            last.said = "ended"
        last.script = False

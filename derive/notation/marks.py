r"""Tokens, and whether a piece has just ended behind them.

Behind ``a``, ``f(x)`` or ``x^2`` a piece has ended; behind ``\sum_i`` a function sign still
waits for what it acts on; behind a sign or a separator nothing is pending.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

__all__ = ["ARGUMENTS", "ATOMS", "SCRIPTS", "SIGNS", "Mark", "Said", "States", "as_name"]

#: A sign between terms, factors or members.
SIGNS = frozenset({"OP", "SIGN", "REL"})
SCRIPTS = frozenset({"SUB", "SUP", "PRIME"})
#: What may be an argument by itself, and a bracket.
ATOMS = frozenset({"LETTER", "WORD", "NUMBER", "AT", "GROUP", "BRACKET", "DEGREE"})
#: How many arguments come next.
ARGUMENTS = {"SUB": 1, "SUP": 1, "STYLE": 1, "ROOT": 1, "FRACTION": 2, "BINOMIAL": 2}

Said: TypeAlias = Literal["", "head", "ended"]


@dataclass(frozen=True, slots=True)
class Mark:
    r"""A token: its kind, what it stands for, where it is, and what is ``inside`` of a bracket.

    What is written begins at ``written`` where that is before the sign itself: ``\overset{!}{=}``.
    """

    kind: str
    value: str
    start: int
    end: int
    written: int = -1
    inside: tuple[Mark, ...] = ()


def as_name(sign: Mark) -> Mark:
    """A sign that stands where only a name can."""
    value = {"*": "∗", "'": "′"}.get(sign.value, sign.value)
    return replace(sign, kind="LETTER", value=value)


class States:
    """What was said last at one level: a script leaves its base what it was."""

    def __init__(self) -> None:
        self.said: Said = ""
        self.script = False

    def note(self, mark: Mark) -> None:
        """Goes over a token."""
        if mark.kind in ATOMS:
            self.said = self.said if self.script else "ended"
            self.script = False
        elif mark.kind in ("SUB", "SUP"):
            self.script = True
        elif mark.kind in ("BIG", "FUNCTION"):
            self.said = "head"
        elif mark.kind in SIGNS or mark.kind in ("SEP", "TEXT", "ROW"):
            self.said = ""

"""Breaks one line of formula text into lines that fit, at the outermost operators first.

An operator opens the line that it continues on, as in print. What this file cannot do:
it breaks no name, no subscript and no quotation, so a line that is one of these may be
wider than asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["break_line"]

_INDENT = 2

#: How much is lost by a break before this sign, next to a break before + or − out there.
_COSTS = {"=": -4, "+": 0, "−": 0, "·": 1, "/": 3}
_AFTER_COMMA = 1
_BEFORE_FACTOR = 2
#: Between Σ_j and its body, or within ∂L/∂z: only when nothing better is near.
_WITHIN_ONE = 12
#: One bracket deeper, and a line that is filled by less than a half.
_DEEPER = 4
_HALF_EMPTY = 3

#: A sign that waits for what it is applied to.
_PREFIX = re.compile(r"(?:^|[ (/−])(?:Σ_(?:\{[^}]*\}|[^\s(){}]+)|log|tanh)$")


@dataclass(frozen=True, slots=True)
class _Break:
    """A place where a line may end, and the next one starts at ``at``, at a ``level``."""

    at: int
    level: int
    cost: int


def break_line(line: str, width: int) -> list[str]:
    """The line in pieces of at most ``width`` characters; continuations are indented.

    >>> for piece in break_line("a_i · (b_j + c_j + d_j) − x_i (y_j + z_j)", 24):
    ...     print(piece)
    a_i · (b_j + c_j + d_j)
      − x_i (y_j + z_j)
    """
    if width < 1:
        raise ValueError(f"a line is at least 1 wide, not {width}")
    breaks = _breaks(line)
    pieces: list[str] = []
    start, indent = 0, 0
    while True:
        left = [b for b in breaks if b.at > start]
        # An unbreakable piece may use the indentation's room.
        first = len(line[start : left[0].at if left else len(line)].rstrip())
        indent = max(0, min(indent, width - first))
        room = width - indent
        if len(line) - start <= room or not left:
            pieces.append(" " * indent + line[start:])
            return pieces
        best = _best(line, start, left, room)
        pieces.append(" " * indent + line[start : best.at].rstrip())
        start, indent = best.at, min(_INDENT * best.level, width // 3)


def _best(line: str, start: int, left: list[_Break], room: int) -> _Break:
    fitting = [b for b in left if len(line[start : b.at].rstrip()) <= room]
    if not fitting:
        return left[0]

    def loss(b: _Break) -> tuple[int, int]:
        # A term that opens the line may be short: nothing is gained by splitting the next.
        short = _HALF_EMPTY if 2 * (b.at - start) < room and b.cost > 0 else 0
        return (b.cost + short, -b.at)

    return min(fitting, key=loss)


def _breaks(line: str) -> list[_Break]:
    found: list[_Break] = []
    depth, subscript, quoted = 0, 0, False
    for n, sign in enumerate(line):
        if sign == '"' and line[n - 1 : n] != "\\":
            quoted = not quoted
        elif quoted:
            continue
        elif sign in "{}":
            subscript += 1 if sign == "{" else -1
        elif subscript:
            continue
        elif sign in "()":
            depth += 1 if sign == "(" else -1
        elif sign == " " and (cost := _cost(line, n)) is not None:
            # What continues a term stands further in than the next term.
            level = depth + (1 if cost <= 0 else 2)
            found.append(_Break(n + 1, level, cost + _DEEPER * depth))
        elif sign == "/":
            cost = _WITHIN_ONE if line.startswith("∂", n + 1) else _COSTS["/"]
            found.append(_Break(n, depth + 2, cost + _DEEPER * depth))
    return found


def _cost(line: str, space: int) -> int | None:
    """What a break after this space loses; ``None`` where an operator would end the line."""
    before, after = line[:space], line[space + 1 :]
    if before.endswith(tuple(_COSTS)):
        return None
    if after[1:2] == " " and after[0] in _COSTS:
        return _COSTS[after[0]]
    if before.endswith(","):
        return _AFTER_COMMA
    return _WITHIN_ONE if _PREFIX.search(before) else _BEFORE_FACTOR

r"""Commands that put one thing over or under another: ``\overset``, ``\underset``, ``\stackrel``.

What stands under a function sign is its subscript; what stands over a relation marks the
relation, which keeps it as it is written; an arrow over a letter is an accent. Sizes and words
beside a letter are remarks.
"""

from __future__ import annotations

import re
from dataclasses import replace

from derive.notation.brackets import Mark
from derive.notation.commands import Commands

__all__ = ["stacked"]

_OVER = {
    r"\rightarrow": "\u20d7", r"\to": "\u20d7", ".": "\u0307", r"\cdot": "\u0307",
    r"\sim": "\u0303", "~": "\u0303", "-": "\u0304", r"\wedge": "\u0302", r"\frown": "\u0311",
}  # fmt: skip
_REMARK = re.compile(r"\\(?:times|text|mbox|textrm|quad)|[A-Za-z]{3,}")


def stacked(lexer: Commands, command: str, length: int) -> None:
    r"""The tokens of a command that stacks, from its beginning."""
    begin = lexer.at
    lexer.at += length
    small = lexer.raw_span()
    raw = lexer.text[slice(*small)].strip()
    lexer.blank()
    first, place = len(lexer.marks), lexer.at
    lexer.operand()
    base = _bare(lexer.marks[first:])
    if len(base) == 1 and base[0].kind in ("REL", "OP", "SIGN"):
        sign = Mark(base[0].kind, base[0].value, place, lexer.at, written=begin)
        if base[0].kind == "REL" or _REMARK.search(raw) or not raw:
            lexer.marks[first:] = [sign]
        else:
            lexer.marks[first:] = [Mark("OP", f"{base[0].value} {raw}", begin, lexer.at)]
    elif base and base[0].kind in ("BIG", "FUNCTION", "WORD") and raw:
        lexer.marks[first:] = [replace(base[0], start=begin), *base[1:]]
        after = lexer.at
        script = "SUB" if command == r"\underset" else "SUP"
        lexer.marks.append(Mark(script, "_" if script == "SUB" else "^", small[0], small[0]))
        lexer.marks.append(Mark("LBRACE", "{", small[0], small[0]))
        lexer.within(*small)
        lexer.marks.append(Mark("RBRACE", "}", small[1], after))
    elif base and raw and (raw in _OVER or not _REMARK.search(raw)):
        under = command == r"\underset"
        style = f"under {raw}" if under else _OVER.get(raw, f"over {raw}")
        group = [Mark("LBRACE", "{", base[0].start, base[0].start), *base]
        group.append(Mark("RBRACE", "}", base[-1].end, base[-1].end))
        lexer.marks[first:] = [Mark("STYLE", style, begin, begin + length), *group]


def _bare(marks: list[Mark]) -> list[Mark]:
    """The tokens without braces around all of them."""
    while len(marks) > 1 and marks[0].kind == "LBRACE" and _closes_last(marks):
        marks = marks[1:-1]
    return marks


def _closes_last(marks: list[Mark]) -> bool:
    depth = 0
    for n, mark in enumerate(marks):
        depth += {"LBRACE": 1, "RBRACE": -1}.get(mark.kind, 0)
        if depth == 0:
            return n == len(marks) - 1
    return False

r"""A text of code as its statements, with exact places; it is parsed, and never executed.

Prompts (``>>>``, ``...``, ``In [1]:``) and magics of notebooks are blanks here, and so is what a
session prints. A text that is no Python is a ``CodeError``.
"""

from __future__ import annotations

import ast
import re
import warnings
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

__all__ = ["LONGEST", "Block", "CodeError", "block_of"]

#: The longest text that is parsed, and the pieces of one that are looked at.
LONGEST = 50_000
MOST_NODES = 20_000
DEEPEST = 60

_PROMPT = re.compile(r"^[ \t]*(?:>>>|\.\.\.(?=[ \t\n]|\Z)|In \[\d*\]:|\.\.\.:)[ \t]?", re.M)
_MAGIC = re.compile(r"^[ \t]*[%!].*$", re.M)


class CodeError(Exception):
    """What is not read in a text of code, and its place there."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.message, self.start, self.end = message, start, end


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """A text of code and its statements."""

    text: str
    body: tuple[ast.stmt, ...]
    starts: tuple[int, ...]
    shift: int

    def span(self, node: ast.AST) -> tuple[int, int]:
        """Where a piece of the code stands in its text."""
        first, last = (getattr(node, n, None) or 1 for n in ("lineno", "end_lineno"))
        a, b = (getattr(node, n, None) or 0 for n in ("col_offset", "end_col_offset"))
        return self._offset(first, a), self._offset(last, b)

    def line(self, node: ast.AST) -> int:
        """The line of a piece of the code, counted from 1."""
        return bisect_right(self.starts, self.span(node)[0])

    def fail(self, node: ast.AST, message: str) -> CodeError:
        """The error at a piece of the code."""
        return CodeError(message, *self.span(node))

    def _offset(self, line: int, column: int) -> int:
        """The place of a line and a column in bytes, as the parser counts them."""
        n = max(0, min(line - 1 - self.shift, len(self.starts) - 1))
        start = self.starts[n]
        end = self.starts[n + 1] if n + 1 < len(self.starts) else len(self.text)
        row = self.text[start:end].encode(errors="replace")
        return start + len(row[:column].decode(errors="ignore"))


def block_of(text: str) -> Block:
    r"""The statements of a text; raises ``CodeError`` where it is none of Python.

    >>> block = block_of(">>> p = f(z)\n1.0\n>>> q = p")
    >>> [block.text[slice(*block.span(statement))] for statement in block.body]
    ['p = f(z)', 'q = p']
    """
    lengths = (len(row) for row in text.splitlines(keepends=True))
    starts = tuple(accumulate(lengths, initial=0))
    if len(text) > LONGEST or _depth(text) > DEEPEST:
        raise CodeError("this code is too long or too deep to be read", 0, min(len(text), 80))
    code = _without_prompts(text)
    indented = code.lstrip("\n \t") != code.lstrip("\n")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse("if 1:\n" + code if indented else code)
    except SyntaxError as error:
        at = max(0, min((error.lineno or 1) - 1 - indented, len(starts) - 1))
        end = text.find("\n", starts[at])
        raise CodeError(
            "this line is no Python", starts[at], end if end >= 0 else len(text)
        ) from None
    except (ValueError, RecursionError, MemoryError):
        raise CodeError("this code is no Python", 0, min(len(text), 80)) from None
    body = tree.body
    if indented and body and isinstance(body[0], ast.If):
        body = [*body[0].body, *body[1:]]
    if sum(1 for _, _ in zip(ast.walk(tree), range(MOST_NODES + 1), strict=False)) > MOST_NODES:
        raise CodeError("this code is too long to be read", 0, min(len(text), 80))
    return Block(text, tuple(body), starts, int(indented))


def _without_prompts(text: str) -> str:
    """The text with blanks for what is no code."""
    text = _MAGIC.sub(_blank, text)
    if not _PROMPT.search(text):
        return text
    rows = text.splitlines(keepends=True)
    return "".join(
        _PROMPT.sub(_blank, row) if _PROMPT.match(row) else re.sub(r"[^\n]", " ", row)
        for row in rows
    )


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _depth(text: str) -> int:
    """How deep brackets are nested, those in strings and comments counted, too."""
    depth = deepest = 0
    for c in text:
        depth = max(0, depth + (c in "([{") - (c in ")]}"))
        deepest = max(deepest, depth)
    return deepest

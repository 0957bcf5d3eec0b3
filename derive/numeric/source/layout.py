"""Laying out Python source: calls that do not fit a line, docstrings, indentation."""

from __future__ import annotations

import json
import textwrap

__all__ = ["WIDTH", "call", "folded", "indented", "literal", "quoted"]

WIDTH = 84


def call(
    head: str, parts: list[str], tail: str = "", brackets: tuple[str, str] = ("(", ")")
) -> str:
    """A call, a definition or a list: on one line, or with each of its parts on its own.

    >>> print(call("f", ["x", "y"]))
    f(x, y)
    """
    left, right = brackets
    flat = f"{head}{left}{', '.join(parts)}{right}{tail}"
    if len(flat) <= WIDTH:
        return flat
    inner = "".join(f"    {part},\n" for part in parts)
    return f"{head}{left}\n{inner}{right}{tail}"


def indented(source: str) -> str:
    """The lines, one level deeper; empty lines stay empty."""
    return "\n".join(f"    {line}" if line else line for line in source.split("\n"))


def folded(line: str) -> str:
    """A line of a docstring, over as many as it needs; what follows the first is indented."""
    left = line[: len(line) - len(line.lstrip())]
    return "\n".join(textwrap.wrap(line, WIDTH, subsequent_indent=f"{left}    ")) or line


def quoted(name: str) -> str:
    """A string literal."""
    return json.dumps(name, ensure_ascii=False)


def literal(body: str) -> str:
    """A docstring, whatever stands in the names of an author's."""
    safe = body.replace("\\", "\\\\").replace('"', "'")
    return f'"""{safe}\n"""' if "\n" in safe else f'"""{safe}"""'

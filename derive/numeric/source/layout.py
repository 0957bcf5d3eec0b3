"""Laying out Python source: calls that do not fit a line, docstrings, indentation."""

from __future__ import annotations

import json
import textwrap
from itertools import pairwise

__all__ = ["WIDTH", "broken", "call", "folded", "indented", "literal", "quoted"]

#: What ruff and Black allow, if nothing else is said.
WIDTH = 88
#: What this project allows: lines between the two have to look the same with either.
WIDER = 100


def call(
    head: str,
    parts: list[str],
    tail: str = "",
    brackets: tuple[str, str] = ("(", ")"),
    indent: int = 4,
) -> str:
    """A call, a definition or a list: on one line, or with each of its parts on its own.

    ``indent`` is how far it will be indented.

    >>> print(call("f", ["x", "y"]))
    f(x, y)
    """
    left, right = brackets
    inner = ", ".join(parts)
    flat = f"{head}{left}{inner}{right}{tail}"
    if len(flat) <= WIDTH - indent:
        return flat
    if len(flat) > WIDER - indent and len(inner) <= WIDTH - 4 - indent:
        return f"{head}{left}\n    {inner}\n{right}{tail}"
    inner = "".join(f"    {part},\n" for part in parts)
    return f"{head}{left}\n{inner}{right}{tail}"


def broken(line: str, indent: int = 4) -> str:
    """A statement: on one line, or broken at the commas of its last call or at its terms.

    >>> print(broken("x = f(a, g(b, c))"))
    x = f(a, g(b, c))
    """
    inside = len(line) - len(line.lstrip())
    if inside:
        made = broken(line[inside:], indent + inside)
        return "\n".join(f"{' ' * inside}{part}" for part in made.split("\n"))
    if len(line) <= WIDTH - indent:
        return line
    depth, cuts, ends_in_call = 0, list[int](), line.endswith(")")
    for place in range(len(line) - 1, -1, -1):
        depth += (line[place] in ")]") - (line[place] in "([")
        if ends_in_call and depth == 1 and line[place] == ",":
            cuts.insert(0, place)
        if ends_in_call and not depth:
            if line[place - 1].isidentifier() or line[place - 1].isdigit():
                bounds = [place, *cuts, len(line) - 1]
                parts = [line[a + 1 : b].strip() for a, b in pairwise(bounds)]
                return call(line[:place], parts, indent=indent)
            ends_in_call = False  # brackets around terms, and no call
        if not depth and line[place : place + 3] in {" + ", " - "}:
            left, _, value = line[:place].rpartition(" = ")
            return f"{left} = (\n    {value}\n   {line[place:]}\n)" if left else line
    return line


def indented(source: str) -> str:
    """The lines, one level deeper; empty lines stay empty."""
    return "\n".join(f"    {line}" if line else line for line in source.split("\n"))


def folded(line: str) -> str:
    """A line of a docstring, over as many as it needs; what follows the first is indented."""
    left = line[: len(line) - len(line.lstrip())]
    return "\n".join(textwrap.wrap(line, WIDTH - 4, subsequent_indent=f"{left}    ")) or line


def quoted(name: str) -> str:
    """A string literal."""
    return json.dumps(name, ensure_ascii=False)


def literal(body: str) -> str:
    """A docstring, whatever stands in the names of an author's."""
    safe = body.replace("\\", "\\\\").replace('"', "'")
    return f'"""{safe}\n"""' if "\n" in safe else f'"""{safe}"""'

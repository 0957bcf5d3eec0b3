r"""Assignments in a text: ``bottom_diff = (top_diff - dot(top_diff, top_data)) * top_data``.

Only plain assignments to one name are found, line by line; an expression goes on in the next
line while a bracket is open. Names that are changed in another way are noted, since what
they hold then is not what the assignment says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Assignment", "assignments_in", "changed_in"]

#: The longest expression, in characters.
LONGEST = 2000

_PLAIN = re.compile(r"^[ \t]*(?:>>> |\.\.\. |In \[\d*\]: )?([A-Za-z_]\w*)[ \t]*=(?!=)[ \t]*", re.M)
_CHANGED = re.compile(
    r"^[ \t]*(?:>>> |\.\.\. )?([A-Za-z_]\w*)[ \t]*"
    r"(?:(?:\[[^\]\n]*\]|\.[A-Za-z_]\w*)+[ \t]*(?:[-+*/@%&|^]|\*\*|//)?=(?!=)"
    r"|(?:[-+*/@%&|^]|\*\*|//)=)",
    re.M,
)
_TOKEN = re.compile(r"[()\[\]{}\n#;]|'[^'\n]*'|\"[^\"\n]*\"")


@dataclass(frozen=True, slots=True)
class Assignment:
    """A name and the expression that is assigned to it, at ``start`` to ``end`` of the text."""

    name: str
    expression: str
    start: int
    end: int


def assignments_in(text: str) -> Iterator[Assignment]:
    r"""The plain assignments of a text, in order.

    >>> [(a.name, a.expression) for a in assignments_in("p = f(z,\n  1)  # why\np == q\nx[0] = 1")]
    [('p', 'f(z,\n  1)')]
    """
    for found in _PLAIN.finditer(text):
        end = _end(text, found.end())
        expression = text[found.end() : end].rstrip()
        if expression:
            yield Assignment(found[1], expression, found.end(), found.end() + len(expression))


def changed_in(text: str) -> Iterator[tuple[str, int]]:
    r"""The names that are changed in place or in part, and where: ``x += 1``, ``x[0] = 1``.

    >>> list(changed_in("x = 1\nx += 1\ny[0] = 2\nz = x == y"))
    [('x', 6), ('y', 13)]
    """
    for found in _CHANGED.finditer(text):
        yield found[1], found.start()


def _end(text: str, start: int) -> int:
    """Where the expression ends that begins at a place."""
    depth = 0
    for token in _TOKEN.finditer(text, start, min(len(text), start + LONGEST)):
        if token[0] in "([{":
            depth += 1
        elif token[0] in ")]}":
            depth -= 1
        elif (token[0] == "\n" and depth <= 0) or token[0] in "#;":
            return token.start()
    return min(len(text), start + LONGEST)

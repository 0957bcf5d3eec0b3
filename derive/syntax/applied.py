r"""Names that are written with arguments: ``p(x_·)``, ``KL(q‖p)``, and holes for indices in them.

One dot stands for the first index, two for the second; a variable before its dot is what the
index itself is called, so that ``p(x·)`` at ``x'`` is ``p(x')``, and at 2 ``p(x=2)``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

__all__ = ["filled", "has_arguments", "has_holes", "latex_applied"]

_HOLE = re.compile(r"(?P<variable>[^\W\d_]+)?(?P<dots>·+)")
_APPLIED = re.compile(r"[^()]+\(.*\)")
_PIECE = re.compile(r"_?[^\W_]+'*|.")
_SIGNS = {"|": r" \mid ", "‖": r" \,\|\, ", ",": ", ", ";": "; ", "=": " = ", "·": r"\cdot"}


def has_arguments(name: str) -> bool:
    """Whether a name is written with arguments."""
    return _APPLIED.fullmatch(name) is not None


def has_holes(name: str) -> bool:
    """Whether a name has holes for indices."""
    return "·" in name


def filled(name: str, indices: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The name with its indices in their places, and those for which it has no place.

    >>> filled("p(x_·)", ["i"]), filled("p(y··|x·)", ["x", "3"]), filled("p(·)_0", ["k", "l"])
    (('p(x_i)', ()), ('p(y=3|x)', ()), ('p(k)_0', ('l',)))
    """
    used = 0

    def at(hole: re.Match[str]) -> str:
        nonlocal used
        number = len(hole["dots"])
        used = max(used, number)
        index = indices[number - 1] if number <= len(indices) else hole[0]
        variable = hole["variable"] or ""
        return f"{variable}={index}" if variable and index.isdigit() else index

    return _HOLE.sub(at, name), tuple(indices[used:])


def latex_applied(name: str, latex_name: Callable[[str], str]) -> str:
    r"""A name with its arguments as LaTeX, given how a plain name is written.

    >>> latex_applied("D_KL(p‖q)", str), latex_applied("P(X=x_i)", str)
    ('D_{KL}(p \\,\\|\\, q)', 'P(X = x_{i})')
    """
    said = ""
    for piece in _PIECE.findall(name):
        if piece[0] == "_" and len(piece) > 1:
            said += f"_{{{latex_name(piece[1:]) if len(piece) == 2 else piece[1:]}}}"
        elif piece[0].isalnum():
            said += piece if piece.isdigit() else latex_name(piece)
        else:
            said += _SIGNS.get(piece, piece)
    return said

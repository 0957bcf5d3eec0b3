r"""The shape of a formula in a line: what kind of thing it is on paper, in one letter.

The tables of words are written over these letters, so that a sentence reads
``let E and E, where N is symmetric``. What the names mean is not asked; ``indices`` are the
letters that stand below others somewhere in the document, so that ``i = j`` compares two places
and ``a = b`` two quantities.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from derive.discourse.sides import definable, is_number
from derive.discourse.statements import Formula
from derive.notation.names import only_item, plain_text, spelled
from derive.notation.nodes import (
    Clause,
    Clauses,
    Expression,
    Letter,
    Scripted,
    Separator,
    letters_of,
)

__all__ = [
    "SHAPES",
    "Part",
    "letters_at_ends",
    "letters_below",
    "parts_of",
    "shape_of",
]

#: What each letter stands for.
SHAPES = {
    "N": "names alone: x, or x, y",
    "E": "an equation whose left side is a name with its scripts and arguments",
    "V": "a name and a number: x = 3",
    "C": "a comparison of two indices: i = j, k ≠ i",
    "K": "an index that is named by a family: y_i = k",
    "Z": "an equation with 0 for what is no name alone",
    "Q": "any other equation",
    "I": "an inequality",
    "M": "x ∈ a set, x ∉ a set",
    "R": "i = 1, …, n",
    "S": "x_1, …, x_n",
    "P": "sizes: 3 × 4",
    "A": "≈, ∝",
    "U": "an arrow to the left",
    "L": "x → 0",
    "F": "f : X → Y",
    "T": "x ∼ a distribution",
    "X": "an expression",
    "J": "what is not read",
}

_BELOW = re.compile(
    r"(?<!\\nabla)(?<!\\partial)(?<!\\mathbb\{E\})(?<!\\mathbb E)_\s*"
    r"(?:\{([^{}]*)\}|(\\?[A-Za-z]+))"
)
_END = re.compile(
    r"\\(?:sum|prod)(?:\\limits)?\s*_\s*(?:\{[^{}]{0,40}\}|\w)\s*"
    r"\^\s*(?P<sum>\{\s*\w+\s*\}|\w)"
    r"|(?:dots|\.\.\.)\s*,?\s*(?P<dots>[A-Za-z])(?![\w{])"
    r"|\\(?:mathbb|mathbf)\s*\{?\s*R\s*\}?\s*\^\s*(?P<space>\{[^{}]{0,40}\}|\w)"
)
_LETTER = re.compile(r"\\?[A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Part:
    """One clause of a formula, or a range that is written over several, with its shape."""

    shape: str
    notation: Clauses
    clause: Clause


def letters_below(texts: Iterable[str]) -> frozenset[str]:
    r"""The letters that stand below others, not counting those under ∇ and ∂.

    >>> sorted(letters_below([r"\sum_{i=1}^n a_{ij} + \nabla_x f + b_\ell"]))
    ['i', 'j', 'ℓ']
    """
    found: set[str] = set()
    for text in texts:
        for below in _BELOW.finditer(text):
            for word in _LETTER.findall(below[1] or below[2] or ""):
                if word.startswith("\\"):
                    found.add({"\\ell": "ℓ"}.get(word, word[1:]))
                else:
                    found |= set(word if len(word) < 4 else "")
    return frozenset(found)


def letters_at_ends(texts: Iterable[str]) -> frozenset[str]:
    r"""The letters at which sums and lists end, and those above ℝ: sizes.

    >>> texts = [r"\sum_{i=1}^n a_i", r"i = 1, \ldots, m", r"\mathbb{R}^{k \times d}"]
    >>> sorted(letters_at_ends(texts))
    ['d', 'k', 'm', 'n']
    """
    found: set[str] = set()
    for text in texts:
        for end in _END.finditer(text):
            names = _LETTER.findall(end["sum"] or end["dots"] or end["space"] or "")
            found |= {name for name in names if name != "\\times"}
    return frozenset(word.removeprefix("\\") for word in found)


def parts_of(formula: Formula, indices: frozenset[str]) -> tuple[Part, ...]:
    """The clauses of a formula with their shapes; a range with its dots is one part."""
    parts = formula.notation.parts
    found: list[Part] = []
    ends = _runs(parts)
    at = 0
    while at < len(parts):
        part = parts[at]
        at += 1
        if isinstance(part, Separator):
            continue
        end = ends[at]
        if end > at and (part.relations or at == 1):
            run = parts[at - 1 : end]
            notation = Clauses(part.start, run[-1].end, run)
            found.append(Part("R" if part.relations else "S", notation, part))
            at = end
        else:
            notation = Clauses(part.start, part.end, (part,))
            shape = _shape(part, indices)
            if shape == "L" and at > 2 and parts[at - 2] == _colon(parts[at - 2]):
                shape = "F"
            found.append(Part(shape, notation, part))
    return tuple(found)


def shape_of(formula: Formula | None, indices: frozenset[str]) -> str:
    r"""The shape of a whole formula: that of its first relation, or of what it is without one.

    >>> from derive.notation.parse import parse
    >>> texts = ["x", "i = j", "x = 3", "A = BC", r"\sum_i y_i = 1", "i = 1, \\ldots, n", "x, y"]
    >>> "".join(shape_of(Formula(t, parse(t)), frozenset("ij")) for t in texts)
    'NCVEQRN'
    """
    if formula is None:
        return "J"
    shapes = [part.shape for part in parts_of(formula, indices)]
    if not shapes:
        return "X"
    related = [s for s in shapes if s not in "NXP"]
    if related:
        return related[0]
    return "N" if all(s == "N" for s in shapes) else shapes[0] if len(shapes) == 1 else "X"


def _colon(part: Clause | Separator) -> Clause | Separator | None:
    """The part itself if it is a colon: what stands behind maps a set to a set."""
    return part if isinstance(part, Separator) and part.sign == ":" else None


def _runs(parts: tuple[Clause | Separator, ...]) -> list[int]:
    """For each place where the list with dots ends that goes on there; itself without dots."""
    ends = list(range(len(parts) + 1))
    last, dots = 0, False  # behind its last clause; whether dots come
    for at in range(len(parts) - 1, -1, -1):
        part = parts[at]
        if isinstance(part, Separator):
            ended = part.sign not in (",", ".")
        else:
            ended = bool(part.relations) or len(part.members) != 1
            last = last or at + 1
            dots = dots or "…" in plain_text(part.members[0])
        if ended:
            last, dots = 0, False
        elif dots:
            ends[at] = last
    return ends


def _shape(clause: Clause, indices: frozenset[str]) -> str:
    members, signs = clause.members, [r.sign for r in clause.relations]
    if not signs:
        return _plain(members[0])
    if None in members:
        return "X"
    first, last = members[0], members[-1]
    kinds = {"=": "=", "≡": "="}
    if signs[0] in "∈∉":
        return "M"
    if all(s in "<>≤≥≪≫" for s in signs):
        middle = only_item(members[1]) if len(signs) == 2 and members[1] else None
        return "R" if isinstance(middle, Letter) and middle.name in indices else "I"
    if "≈" in signs or "∝" in signs:
        return "A"
    if signs[0] == "∼":
        return "X" if is_number(first) else "T"
    if signs[0] == "←":
        return "U"
    if signs[0] == "→":
        return "L"
    if signs == ["≠"]:
        return "C" if _places((first, last), indices) else "I"
    if all(s in kinds for s in signs):
        return _equation(members, indices)
    return "Q" if "=" in signs else "I"


def _plain(side: Expression | None) -> str:
    item = only_item(side) if side is not None else None
    if item is not None and spelled(item) is not None:
        return "N"
    if side is not None and len(side.terms) == 1 and "×" in plain_text(side):
        return "P"
    if side is not None and definable(side):
        return "N"
    return "X"


def _equation(members: tuple[Expression | None, ...], indices: frozenset[str]) -> str:
    first, last = members[0], members[-1]
    names = [spelled(only_item(m)) if m is not None and only_item(m) else None for m in members]
    if _places(members, indices):
        named = len(members) == 2 and names[0] is not None and names[0].below
        return "K" if named else "C"
    if is_number(last) and all(n is not None and not n.primes for n in names[:-1]):
        return "V"
    if is_number(first) and len(members) == 2 and names[-1] is not None:
        return "V"
    if plain_text(last) == "0":
        return "Z"
    return "E" if definable(first) and not is_number(last) else "Q"


def _places(members: tuple[Expression | None, ...], indices: frozenset[str]) -> bool:
    """Whether all members are places in an index set, one of them a plain letter."""
    plain = 0
    for member in members:
        item = only_item(member) if member is not None else None
        if isinstance(item, Letter) and item.name in indices:
            plain += 1
        elif isinstance(item, Scripted) and item.above is None:
            name = spelled(item)
            if name is None or not name.below or name.primes:
                return False
        elif member is None or not letters_of(member) or not letters_of(member) <= indices:
            return False
    return plain > 0

r"""The shape of a formula in a line: what kind of thing it is on paper, in one letter.

The tables of words are written over these letters, so that a sentence reads
``let E and E, where N is symmetric``. What the names mean is not asked; ``indices`` are the
letters that stand below others somewhere in the document, so that ``i = j`` compares two places
and ``a = b`` two quantities.

N names alone: ``x``, ``x, y``; E an equation whose left side is a name with scripts and arguments;
V a name and a number: ``x = 3``; C a comparison of two indices: ``k ≠ i``; K an index that is
named by a family: ``y_i = k``; Z an equation with 0 for what is no name alone; Q any other
equation; I an inequality; M ``x ∈`` a set, ``x ∉`` a set; R ``i = 1, …, n``; S ``x_1, …, x_n``;
P sizes: ``3 × 4``; A ``≈``, ``∝``; U an arrow to the left; L ``x → 0``; F ``f : X → Y``;
T ``x ∼`` a distribution; X an expression; J what is not read; D a display.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from derive.discourse.relations import definable, is_number
from derive.discourse.statements import Formula, Statement
from derive.notation.names import only_item, plain_text, spelled, unwrapped
from derive.notation.nodes import (
    Bracket,
    Clause,
    Clauses,
    Expression,
    Letter,
    Scripted,
    Separator,
    Styled,
    letters_of,
)

__all__ = ["Part", "letters_at_ends", "letters_below", "parts_of", "range_of", "ranged", "shape_of"]

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
    for below in (below for text in texts for below in _BELOW.finditer(text)):
        for word in _LETTER.findall(below[1] or below[2] or ""):
            if word.startswith("\\"):
                found.add({"\\ell": "ℓ"}.get(word, word[1:]))
            elif len(word) < 4:
                found |= set(word)
    return frozenset(found)


def letters_at_ends(texts: Iterable[str]) -> frozenset[str]:
    r"""The letters at which sums and lists end, and those above ℝ: sizes.

    >>> texts = [r"\sum_{i=1}^n a_i", r"i = 1, \ldots, m", r"\mathbb{R}^{k \times d}"]
    >>> sorted(letters_at_ends(texts))
    ['d', 'k', 'm', 'n']
    """
    ends = (end for text in texts for end in _END.finditer(text))
    names = (w for e in ends for w in _LETTER.findall(e["sum"] or e["dots"] or e["space"] or ""))
    return frozenset(name.removeprefix("\\") for name in names if name != "\\times")


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
        shape = "R" if part.relations else "S"
        if end <= at or not (part.relations or at == 1):
            end, shape = at, _shape(part, indices)
            before = parts[at - 2] if at > 2 else None
            if shape == "L" and isinstance(before, Separator) and before.sign == ":":
                shape = "F"
        run = parts[at - 1 : end]
        found.append(Part(shape, Clauses(part.start, run[-1].end, run), part))
        at = end
    return tuple(found)


def shape_of(formula: Formula, indices: frozenset[str]) -> str:
    r"""The shape of a whole formula: that of its first relation, or of what it is without one.

    >>> from derive.notation.parse import parse
    >>> texts = ["x", "i = j", "x = 3", "A = BC", r"\sum_i y_i = 1", "i = 1, \\ldots, n", "x, y"]
    >>> "".join(shape_of(Formula(t, parse(t)), frozenset("ij")) for t in texts)
    'NCVEQRN'
    """
    shapes = [part.shape for part in parts_of(formula, indices)]
    related = [s for s in shapes if s not in "NXP"]
    if related:
        return related[0]
    if len(shapes) == 1 or (shapes and set(shapes) == {"N"}):
        return shapes[0]
    return "X"


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
    first, last = members[0], members[-1]
    if not signs:
        return _plain(first)
    if None in members:
        return "X"
    if signs[0] in "∈∉":
        return "M"
    if all(s in "<>≤≥≪≫" for s in signs):
        middle = only_item(members[1]) if len(signs) == 2 and members[1] else None
        return "R" if isinstance(middle, Letter) and middle.name in indices else "I"
    if "≈" in signs or "∝" in signs:
        return "A"
    if signs[0] == "∼":
        return "X" if is_number(first) else "T"
    if signs[0] in "←→":
        return "U" if signs[0] == "←" else "L"
    if signs == ["≠"]:
        return "C" if _places((first, last), indices) else "I"
    if all(s in "=≡" for s in signs):
        return _equation(members, indices)
    return "Q" if "=" in signs else "I"


def _plain(side: Expression | None) -> str:
    if side is None or spelled(only_item(side)) is not None:
        return "N" if side is not None else "X"
    if len(side.terms) == 1 and "×" in plain_text(side):
        return "P"
    return "N" if definable(side) else "X"


def _equation(members: tuple[Expression | None, ...], indices: frozenset[str]) -> str:
    first, last = members[0], members[-1]
    names = [spelled(only_item(m)) if m is not None else None for m in members]
    if _places(members, indices):
        return "K" if len(members) == 2 and names[0] is not None and names[0].below else "C"
    if is_number(last) and all(n is not None and not n.primes for n in names[:-1]):
        return "V"
    if is_number(first) and len(members) == 2 and names[-1] is not None:
        return "V"
    if plain_text(last) == "0":
        return "Z"
    return "E" if definable(first) and not is_number(last) else "Q"


def _places(members: tuple[Expression | None, ...], indices: frozenset[str]) -> bool:
    """Whether all members are places in an index set, one of them a plain letter."""
    plain = False
    for member in members:
        item = only_item(member) if member is not None else None
        if isinstance(item, Letter) and item.name in indices:
            plain = True
        elif isinstance(item, Scripted) and item.above is None:
            name = spelled(item)
            if name is None or not name.below or name.primes:
                return False
        elif member is None or not letters_of(member) or not letters_of(member) <= indices:
            return False
    return plain


def ranged(base: Statement, part: Part, parts: tuple[Part, ...]) -> list[Statement]:
    r"""The ranges that a clause states, one for each name before the sign: ``u, v \in``.

    ``said`` is what kind of range it is: "index" (``axes`` are its first and its last member, ""
    for one that is not said), "space" (``axes`` are the sizes), "set", "outside", "listed".
    """
    members, (said, axes) = part.clause.members, range_of(part)
    middle = part.shape == "R" and len(members) == 3
    base = replace(
        base, status="range", said=said, axes=axes, left=members[1 if middle else 0],
        right=members[-1],
    )  # fmt: skip
    if part.shape == "S" or middle:
        return [base]
    names = [members[0]] if members[0] is not None else []
    for other in reversed(parts[: parts.index(part)]):
        name = other.clause.members[0]
        if other.clause.relations:
            break
        if name is not None and (part.shape == "M" or isinstance(only_item(name), Letter)):
            names.insert(0, name)
    return [replace(base, left=name) for name in names]


def range_of(part: Part) -> tuple[str, tuple[str, ...]]:
    """What kind of range a clause states, and its ends or its sizes."""
    clause, signs = part.clause, [r.sign for r in part.clause.relations]
    right = clause.members[-1]
    if part.shape == "S":
        ends = (p.members[-1] for p in (clause, part.notation.parts[-1]) if isinstance(p, Clause))
        names = [spelled(only_item(m)) if m is not None else None for m in ends]
        return "listed", tuple(plain_text(n.below[-1]) if n and n.below else "" for n in names)
    if signs == ["="]:
        return "index", _ends(part.notation)
    if part.shape == "R" and len(signs) == 2:
        first, last = plain_text(clause.members[0]), plain_text(clause.members[2])
        if signs[0] in ">≥":
            first, last, signs = last, first, signs[::-1]
        first += "+1" if signs[0] in "<>" else ""
        return "index", (first, last + ("-1" if signs[1] in "<>" else ""))
    if signs == ["∉"]:
        return "outside", (plain_text(right),)
    item = only_item(right) if right is not None else None
    if isinstance(item, Bracket) and item.kind == r"\{":
        return ("index", _ends(item.inside)) if "…" in plain_text(right) else ("set", ())
    if right is not None and "…" in plain_text(right):
        return "index", tuple(plain_text(right).split("…"))
    sizes = _space(right) if right is not None else None
    return ("space", sizes) if sizes is not None else ("set", (plain_text(right),))


def _ends(notation: Clauses) -> tuple[str, str]:
    """The first and the last of a list with dots; "" for a last that is not said."""
    shown = [plain_text(p.members[-1]) for p in notation.parts if isinstance(p, Clause)]
    return shown[0], "" if "…" in shown[-1] else shown[-1]


def _space(member: Expression) -> tuple[str, ...] | None:
    r"""The sizes of a space such as ``ℝ^{m × n}``; ``None`` for another set."""
    item, above = only_item(member), None
    if isinstance(item, Scripted):
        item, above = unwrapped(item.base), item.above  # type: ignore[assignment]
    styled = isinstance(item, Styled) and item.style in ("double-struck", "bold")
    of = item.of if styled and isinstance(item, Styled) else item
    if not (styled or isinstance(item, Letter)) or plain_text(of) not in ("R", "ℝ")[not styled :]:
        return None
    return tuple(plain_text(above).replace("·", "×").split("×")) if above is not None else ()

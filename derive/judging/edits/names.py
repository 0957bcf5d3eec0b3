r"""What a step may speak of when it is mended: names, indices and sizes, as they are spelled.

They are taken from the step, from the definitions that it reaches, and from what is declared
of them; the nearest come first. What an author does not speak of is never put in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from derive.discourse.statements import Statement
from derive.judging.edits import side as sides
from derive.judging.edits.side import Side, Unit, is_derivative, is_name, marks, scripts
from derive.notation import nodes
from derive.notation.names import spelled
from derive.notation.nodes import Digits, Head, Letter, Scripted, letters_of, subnodes

__all__ = ["Names", "bare_letters", "names_of"]

#: How many of each are kept.
MOST_INDICES, MOST_QUANTITIES, MOST_POINTS = 8, 28, 6
_TRANSPOSE = re.compile(r"\^(\{?(\\math(sf|rm) ?)?\{?(T|\\top|\\intercal)\}*)(?![A-Za-z])")


@dataclass(frozen=True, slots=True)
class Names:
    r"""Spellings that stand in a step and in what bears on it.

    ``indices`` are letters of indices, ``free`` those that the left side leaves free, ``points``
    numbers that stand as indices, ``sizes`` those of sets; ``quantities`` are whole names such
    as ``W^{(l)}`` and ``a(z)``, ``bare`` letters without their scripts; and ``transpose`` is how
    a transpose is written.
    """

    indices: tuple[str, ...] = ()
    free: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
    quantities: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()
    transpose: str = r"^\top"


def names_of(statements: Sequence[Statement], own: Statement) -> Names:
    """The names that a step and what bears on it speak of."""
    found = _sides_that_bear(statements, own)
    none: list[dict[str, None]] = [{} for _ in range(5)]
    below, bound, points, sizes, free = none
    for n, side in enumerate(found):
        heads = {side.of(m) for s in scripts(side.notation) if isinstance(s.owner, Head)
                 for m in marks(s.item)}  # fmt: skip
        for script in scripts(side.notation):
            owner, letters = script.owner, dict.fromkeys(map(side.of, marks(script.item)))
            if n == 1:
                free |= {letter: None for letter in letters if letter not in heads}
            if isinstance(owner, Head):
                bound |= letters
                sizes |= {side.inside(owner.above): None} if owner.above is not None else {}
            elif isinstance(owner, Scripted) and script.item is owner.below:
                below |= letters
                points |= {n.text: None for n in subnodes(script.item) if isinstance(n, Digits)}
    known = {c for side in found for c in side.of(side.notation)}
    for said in statements:
        here = said.scope[0] <= own.place[0] < said.scope[1] and said.status == "range"
        if here and said.formula is not None and known & set(said.formula.text):
            if said.said == "index":
                bound |= dict.fromkeys(re.findall(r"\\?[A-Za-z]+'*", said.formula.text))
            for axis in said.axes:
                sizes |= {axis: None} if len(axis) == 1 and axis.isalpha() else {}
                points |= dict.fromkeys(map(str, range(1, int(axis) + 1) if axis.isdigit() else ()))
    name = found[1].of(found[1].notation).strip()
    indices = tuple(dict.fromkeys([*free, *bound, *below]))[:MOST_INDICES]
    bare = dict.fromkeys(side.of(node) for side in found for node in bare_letters(side.notation))
    quantities = dict.fromkeys(q for side in found for q in _quantities(side))
    turned = (m[0] for s in found for m in _TRANSPOSE.finditer(s.of(s.notation)))
    return Names(
        indices,
        tuple(free),
        tuple(points)[:MOST_POINTS],
        tuple(size for size in sizes if size != r"\infty"),
        tuple(islice((said for said in quantities if said != name), MOST_QUANTITIES)),
        tuple(said for said in bare if said not in indices and said != name),
        next(turned, r"^\top"),
    )


def _sides_that_bear(statements: Sequence[Statement], own: Statement) -> list[Side]:
    """The sides of a step, the right one first, then those of the definitions that it reaches."""
    found = _sides(own)
    waiting = [s for s in statements if s is not own and s.status in ("definition", "rival")
               and s.left is not None and s.scope[0] <= own.place[0] < s.scope[1]]  # fmt: skip
    reached = [own]
    while reached:
        known = set().union(*(letters_of(side.notation) for side in found))
        reached = [s for s in waiting if _stem(s) in known]
        waiting = [s for s in waiting if s not in reached]
        found += [side for s in reached for side in _sides(s)]
    return found


def _stem(statement: Statement) -> str:
    """The first letter of what a statement defines."""
    parts = () if statement.left is None else subnodes(statement.left)
    return next((node.name for node in parts if isinstance(node, Letter)), "")


def _sides(statement: Statement) -> list[Side]:
    text = statement.formula.text if statement.formula is not None else ""
    return [Side(text, side) for side in (statement.right, statement.left) if side is not None]


def bare_letters(node: nodes.Node) -> Iterator[nodes.Node]:
    """The letters that are quantities or functions, with the alphabet they are set in."""
    if isinstance(node, Letter | nodes.Styled):
        yield from (node,) if is_name(node) else ()
    elif isinstance(node, Scripted):
        letter = isinstance(node.above, Letter)
        yield from bare_letters(node.base)
        if node.above is not None and not letter:
            yield from bare_letters(node.above)
    elif not isinstance(node, Head):
        for part in nodes.parts(node):
            yield from bare_letters(part)


def _quantities(side: Side) -> Iterator[str]:
    """The names of a side with their scripts and arguments, without powers and transposes.

    What one differentiates by is one of them: it may be a factor of the derivative.
    """
    for node in sides.walked(side):
        if isinstance(node, Unit) and is_name(node.items[0]):
            yield side.text[node.start : _end_of_name(side, node.items[-1])]
        elif isinstance(node, nodes.Fraction) and is_derivative(node):
            for part in subnodes(node.below):
                if isinstance(part, nodes.Term) and is_name(part.items[-1]):
                    yield side.text[part.items[-1].start : _end_of_name(side, part.items[-1])]


def _end_of_name(side: Side, item: nodes.Item) -> int:
    """Where a name ends before its exponent or its transpose, if it has one."""
    name, sign = spelled(item), sides.sign_above(side, item)
    power = name is not None and len(name.above) == 1 and isinstance(name.above[0], Digits)
    return sign if (power or sides.is_transposed(item)) and sign >= 0 else item.end

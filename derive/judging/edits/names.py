r"""What a step may speak of when it is mended: names, indices and sizes, as they are spelled.

They are taken from the step, from the definitions that it reaches, and from what is declared
of them; the nearest come first. What an author does not speak of is never put in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from derive.discourse.statements import Statement
from derive.judging.edits.change import Side
from derive.judging.edits.parts import SUMS, bare_letters, letter_nodes, scripts
from derive.judging.edits.quantities import compounds_of, quantities_of
from derive.notation.names import plain_text
from derive.notation.nodes import Digits, Head, Scripted, letters_of, subnodes
from derive.reading.scope import let_of

__all__ = ["Names", "names_of", "sides_that_bear"]

#: How many of each are kept.
MOST_INDICES, MOST_QUANTITIES, MOST_COMPOUNDS, MOST_POINTS = 8, 28, 12, 6
_MARKS = (r"^\top", "^T", r"^{\top}", "^{T}", r"^\mathsf{T}", r"^{\mathsf T}", r"^{\mathrm{T}}",
          r"^{\intercal}", r"^\intercal")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Names:
    r"""Spellings that stand in a step and in what bears on it.

    ``indices`` are letters of indices, ``free`` those that the left side leaves free,
    ``points`` numbers that stand as indices, ``sizes`` those of sets. ``families`` are the
    names that have indices; ``quantities`` whole names such as ``W^{(l)}`` and ``a(z)``;
    ``compounds`` factors that are computed, and derivatives; ``bare`` letters without their
    scripts; and ``transpose`` is how a transpose is written.
    """

    indices: tuple[str, ...] = ()
    free: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
    families: frozenset[str] = frozenset()
    quantities: tuple[str, ...] = ()
    compounds: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()
    transpose: str = r"^\top"


def sides_that_bear(statements: Iterable[Statement], own: Statement) -> list[Side]:
    """The sides of a step, the right one first, then those of the definitions that it reaches."""
    found = _sides(own)
    known = set().union(*(letters_of(side.notation) for side in found))
    waiting = [
        (stem, statement)
        for statement in statements
        if statement is not own
        and statement.scope[0] <= own.place[0] < statement.scope[1]
        and (stem := _stem(statement))
    ]
    reached = [own]
    while reached:
        reached = [statement for stem, statement in waiting if stem in known]
        waiting = [(stem, statement) for stem, statement in waiting if stem not in known]
        for statement in reached:
            found += _sides(statement)
            known |= set().union(*(letters_of(side.notation) for side in _sides(statement)))
    return found


def _stem(statement: Statement) -> str:
    """The letter that a statement defines."""
    left, right = statement.left, statement.right
    if statement.status not in ("definition", "rival") or left is None or right is None:
        return ""
    let = let_of(left, right) or let_of(right, left)
    return "" if let is None else let.word.stem


def _sides(statement: Statement) -> list[Side]:
    assert statement.formula is not None
    both = statement.right, statement.left
    return [Side(statement.formula.text, side) for side in both if side is not None]


@dataclass(slots=True)
class _Gathering:
    """What is found so far, in order."""

    indices: dict[str, None] = field(default_factory=dict)
    bound: dict[str, None] = field(default_factory=dict)
    points: dict[str, None] = field(default_factory=dict)
    sizes: dict[str, None] = field(default_factory=dict)
    families: set[str] = field(default_factory=set)
    bare: dict[str, None] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)

    def take(self, side: Side) -> None:
        """Take in what stands in a side."""
        self.written.append(side.of(side.notation))
        for owner, script in scripts(side):
            letters = [side.of(node) for node in letter_nodes(script)]
            if isinstance(owner, Head):
                self.bound.update(dict.fromkeys(letters))
            elif isinstance(owner, Scripted) and script is owner.below:
                self.indices.update(dict.fromkeys(letters))
                self.families.add(plain_text(owner.base))
                digits = (n.text for n in subnodes(script) if isinstance(n, Digits))
                self.points.update(dict.fromkeys(digits))
        for node in subnodes(side.notation):
            if isinstance(node, Head) and node.name in SUMS and node.above is not None:
                self.sizes.setdefault(side.inside(node.above).strip())
        for node in bare_letters(side.notation):
            self.bare.setdefault(side.of(node))


def names_of(statements: Iterable[Statement], own: Statement) -> Names:
    """The names that a step and what bears on it speak of."""
    statements = tuple(statements)
    sides = sides_that_bear(statements, own)
    gathering = _Gathering()
    for side in sides:
        gathering.take(side)
    _declared(gathering, statements, own)
    left = sides[1]
    below = [side.of(node) for _, script in scripts(left) for node in letter_nodes(script)]
    heads = [n.below for n in subnodes(left.notation) if isinstance(n, Head) and n.below]
    bound = {left.of(node) for script in heads for node in letter_nodes(script)}
    free = tuple(dict.fromkeys(letter for letter in below if letter not in bound))
    indices = tuple(dict.fromkeys((*free, *gathering.bound, *gathering.indices)))[:MOST_INDICES]
    quantities: dict[str, None] = {}
    compounds: dict[str, None] = {}
    for side in sides:
        quantities |= dict.fromkeys(quantities_of(side, free or indices[:2]))
        # A right side does not speak of a whole derivative, or a whole factor, of the left one.
        if side is not left:
            compounds |= dict.fromkeys(compounds_of(side))
    transpose = next((m for m in _MARKS if any(m in text for text in gathering.written)), r"^\top")
    own_name = left.of(left.notation).strip()
    return Names(
        indices,
        free,
        tuple(gathering.points)[:MOST_POINTS],
        tuple(size for size in gathering.sizes if size != r"\infty"),
        frozenset(gathering.families),
        tuple(said for said in quantities if said != own_name)[:MOST_QUANTITIES],
        tuple(compounds)[:MOST_COMPOUNDS],
        tuple(name for name in gathering.bare if name not in indices and name != own_name),
        transpose,
    )


def _declared(gathering: _Gathering, statements: tuple[Statement, ...], own: Statement) -> None:
    """Take in the sets that are said of names of the step, and letters that range over some."""
    known = {n for text in gathering.written for n in text}
    for statement in statements:
        here = statement.scope[0] <= own.place[0] < statement.scope[1]
        if not here or statement.status != "range" or statement.formula is None:
            continue
        written = statement.formula.text
        if statement.said == "index":
            for clause in statement.formula.notation.parts:
                gathering.bound.setdefault(written[clause.start : clause.end].strip())
            gathering.bound.pop(",", None)
        elif not any(letter.isalnum() and letter in known for letter in written):
            continue
        for axis in statement.axes:
            if len(axis) == 1 and axis.isalpha():
                gathering.sizes.setdefault(axis)
            elif axis.isdigit():
                gathering.points.update(dict.fromkeys(map(str, range(1, int(axis) + 1))))

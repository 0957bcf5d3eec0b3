r"""Names that lack their index in a definition: ``z_i = \sum_j w_{ij} x_j + b`` beside ``b_i``.

A vector cannot be a term of an entry: it is the entry at the index of the definition that is
meant.
"""

from __future__ import annotations

from dataclasses import replace

from derive.notation.nodes import Clause, Clauses, Item, Letter, Scripted, subnodes
from derive.old.conventions.walk import Row, over_rows
from derive.old.task import Task
from derive.syntax.reader.look import items_of, tidy
from derive.syntax.reader.session import Formula
from derive.syntax.reader.spell import index_name
from derive.syntax.reader.usage import survey

__all__ = ["with_indices"]


def with_indices(task: Task) -> tuple[Task, tuple[tuple[str, str, str], ...]]:
    r"""The task with the indices that names lack; the names, the indices, and where they do.

    >>> from derive.notation.parse import parse
    >>> texts = "b_i", "1", "z_i = 2 a_i + b"
    >>> first, second, let = (Formula(t, parse(t), "the definition") for t in texts)
    >>> with_indices(Task((first, second), (let,)))[1]
    (('b', 'i', 'the definition'),)
    """
    found: list[tuple[str, str, str]] = []
    lets = []
    for let in task.lets:
        at = _place(let)
        others = tuple(
            f.notation
            for f in (*task.sides, *task.lets, *(f for s in task.given for f in s.formulas))
            if f is not let
        )
        known = survey((let.notation,))
        elsewhere = survey(others)
        names = {
            name
            for name in known.bare
            if at is not None and name in elsewhere.indexed and name not in elsewhere.bare
            and name not in known.indexed and _has_one_index(name, others)
        }  # fmt: skip
        if at is None or not names:
            lets.append(let)
            continue
        found += [(name, at.name, let.source) for name in sorted(names)]
        lets.append(_indexed(let, frozenset(names), at))
    return replace(task, lets=tuple(lets)), tuple(found)


def _place(let: Formula) -> Letter | None:
    """The one index at which a definition says what the entry of a family is."""
    (clause,) = let.notation.parts
    left = clause.members[0] if isinstance(clause, Clause) else None
    items = None if left is None or len(left.terms) != 1 else left.terms[0].items
    item = tidy(items[0]) if items is not None and len(items) == 1 else None
    below = items_of(item.below) if isinstance(item, Scripted) and item.below else None
    index = tidy(below[0]) if below is not None and len(below) == 1 else None
    plain = isinstance(item, Scripted) and item.above is None
    return index if plain and isinstance(index, Letter) else None


def _has_one_index(name: str, formulas: tuple[Clauses, ...]) -> bool:
    """Whether a name has one index wherever it stands."""
    counts = set()
    for formula in formulas:
        for node in subnodes(formula):
            base = tidy(node.base) if isinstance(node, Scripted) else None
            if isinstance(node, Scripted) and isinstance(base, Letter) and base.name == name:
                below = items_of(node.below) if node.below is not None else None
                one = below is not None and len(below) == 1 and index_name(below[0]) is not None
                counts.add(one and node.above is None)
    return counts == {True}


def _indexed(let: Formula, names: frozenset[str], at: Letter) -> Formula:
    """A definition with an index at names on its right side."""

    def item(item: Item) -> Item:
        if isinstance(item, Letter) and item.name in names:
            return Scripted(item.start, item.end, item, at, None)
        return item

    def change(row: Row) -> Row:
        return tuple(map(item, row))

    return replace(let, notation=over_rows(let.notation, change))

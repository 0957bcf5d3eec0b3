r"""Functions that everybody knows, defined at one entry: ``\tanh(x) = \frac{e^{x_i} - …}{…}``.

The index i stands on the right side only. It is the entry of the function at i that is meant:
where that is what everybody takes the function for, the equation says what it is, with a slip.
"""

from __future__ import annotations

from dataclasses import replace

from derive.notation.nodes import Bracket, Head, Item, Letter, Scripted
from derive.old.conventions.walk import group, row_of
from derive.old.task import Task
from derive.syntax.reader.look import items_of
from derive.syntax.reader.usage import survey

__all__ = ["at_entry"]


def at_entry(task: Task) -> tuple[Task, str, str] | None:
    r"""The task with an entry of the function on its left side, the index, and the name.

    >>> from derive.notation.parse import parse
    >>> from derive.syntax.reader.session import Formula
    >>> texts = r"\tanh(x)", "1 - x_i"
    >>> task, index, name = at_entry(Task(tuple(Formula(t, parse(t)) for t in texts)))
    >>> index, name, task.sides[0].notation.parts[0].members[0].terms[0].items[1].kind
    ('i', 'tanh', '(')
    """
    left, right = task.sides
    items = items_of(left.notation)
    if items is None or len(items) != 2:
        return None
    head, bracket = items
    inside = items_of(bracket.inside) if isinstance(bracket, Bracket) else None
    if not isinstance(head, Head) or not isinstance(bracket, Bracket) or inside is None:
        return None
    known = survey((right.notation,))
    free = sorted(known.below.keys() - known.bound.keys())
    letter = inside[0]
    if len(free) != 1 or len(inside) != 1 or not isinstance(letter, Letter):
        return None
    if letter.name not in known.indexed or letter.name in known.bare:
        return None
    index = Letter(bracket.end, bracket.end, free[0])
    place = bracket.start, bracket.end
    made: Item = Scripted(*place, bracket, index, None)
    if head.name != "softmax":
        made = group((Scripted(*place, letter, index, None),), "(")
    side = replace(left, notation=row_of((head, made)))
    return replace(task, sides=(side, right)), free[0], head.name

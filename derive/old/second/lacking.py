r"""Quotients with a ∂ below and none above: ``\frac{f(x)}{\partial x}``.

Taken as it stands, ∂x is some small number, and the step is to hold whatever it is. A step
that is false so, and true with the ∂ that is missing, is false.
"""

from __future__ import annotations

from dataclasses import replace

from derive.notation.nodes import Fraction, Item, Letter, Node, subnodes
from derive.old.conventions.settle import each_row
from derive.old.conventions.walk import Row, row_of
from derive.old.task import Task
from derive.syntax.reader.derivatives import is_partial
from derive.syntax.reader.look import items_of
from derive.syntax.reader.where import Where

__all__ = ["with_missing_partials"]

_NUMBER = "∂x"


def with_missing_partials(task: Task) -> tuple[Task, Task, str] | None:
    r"""The task with numbers for such ∂, the one with the missing ∂, and its right side.

    >>> from derive.notation.parse import parse
    >>> from derive.syntax.reader.session import Formula
    >>> sides = tuple(Formula(t, parse(t)) for t in ("a", r"2 \frac{f(x)}{\partial x}"))
    >>> with_missing_partials(Task(sides))[2]
    '2 \\frac{\\partial f(x)}{\\partial x}'
    """
    if not any(_lacks(node) for side in task.sides for node in subnodes(side.notation)):
        return None

    def mended(row: Row) -> Row:
        return tuple(_mended(item) if _lacks(item) else item for item in row)

    def numbers(row: Row) -> Row:
        return tuple(_numbers(item) if _lacks(item) else item for item in row)

    side = task.sides[-1]
    text, end = side.text, side.notation.end
    places = [node.above.start for node in subnodes(side.notation)
              if isinstance(node, Fraction) and _lacks(node)]  # fmt: skip
    for at in sorted(places, reverse=True):
        at += text[at] == "{"
        text = text[:at] + r"\partial " + text[at:]
        end += len(r"\partial ")
    own = frozenset({id(f) for f in task.sides})
    number = Where((_NUMBER,), (), frozenset(), "scalar", "")
    small = each_row(task, lambda f: numbers if id(f) in own else lambda row: row)
    whole = each_row(task, lambda f: mended if id(f) in own else lambda row: row)
    # What is meant is known from the step that holds: nothing is in doubt about its names.
    known = (*task.known, _NUMBER)
    small = replace(small, declared=(*task.declared, number), doubt="", known=known)
    return small, whole, text[side.notation.start : end]


def _lacks(node: Node) -> bool:
    """Whether it is a quotient with one ∂ and a letter below, and no ∂ above."""
    if not isinstance(node, Fraction):
        return False
    below = items_of(node.below)
    if (
        below is None
        or len(below) != 2
        or not is_partial(below[0])
        or not isinstance(below[0], Letter)
    ):
        return False
    return not any(isinstance(n, Letter) and n.name == "∂" for n in subnodes(node.above))


def _mended(item: Item) -> Item:
    assert isinstance(item, Fraction)
    above = items_of(item.above)
    if above is None:
        return item
    sign = Letter(item.above.start, item.above.start, "∂")
    return replace(item, above=row_of((sign, *above)))


def _numbers(item: Item) -> Item:
    assert isinstance(item, Fraction)
    return replace(item, below=Letter(item.below.start, item.below.end, _NUMBER))

r"""Derivatives that stand upside down: ``\frac{dw}{dL}`` where L depends on w.

Nothing is known of w as a function of L but that it is the inverse of L as a function of w,
if w is all that changes. A step that is false so, and true with the quotient turned over,
is false.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from derive.notation.nodes import (
    Clause,
    Digits,
    Fraction,
    Item,
    Letter,
    Node,
    Scripted,
    subnodes,
)
from derive.old.conventions.settle import each_row
from derive.old.conventions.walk import Row
from derive.old.names import defined_name, names_in
from derive.old.task import Task
from derive.syntax.reader.derivatives import is_partial
from derive.syntax.reader.look import items_of, tidy

__all__ = ["turned_over"]


def turned_over(task: Task) -> tuple[Task, Task, str] | None:
    r"""The task with inverses for such quotients, the one with them turned over, and its text.

    >>> from derive.notation.parse import parse
    >>> from derive.syntax.reader.session import Formula
    >>> def formula(text, scope=""):
    ...     return Formula(text, parse(text), scope=scope)
    >>> sides = formula("a"), formula(r"2 \frac{dw}{dL}")
    >>> turned_over(Task(sides, (formula("L = w^2", "let L"),)))[2]
    '2 \\frac{dL}{dw}'
    """
    depends = dict(_definitions(task))
    side = task.sides[-1]
    found = [node for node in subnodes(side.notation) if _is_upside_down(node, depends)]
    if not found:
        return None
    places = {(node.start, node.end) for node in found}

    def change(inverse: bool) -> Task:
        def at(row: Row) -> Row:
            return tuple(
                _turned(item, inverse)
                if isinstance(item, Fraction) and (item.start, item.end) in places
                else item
                for item in row
            )

        return each_row(task, lambda f: at if f is side else lambda row: row)

    text = side.text
    for node in sorted(found, key=lambda n: -n.start):
        assert isinstance(node, Fraction)
        above, below = _contents(node.above), _contents(node.below)
        one, other = text[slice(*above)], text[slice(*below)]
        text = text[: below[0]] + one + text[below[1] :]
        text = text[: above[0]] + other + text[above[1] :]
    return change(True), change(False), text[side.notation.start : side.notation.end]


def _contents(node: Node) -> tuple[int, int]:
    inside = getattr(node, "inside", node)
    return inside.start, inside.end


def _definitions(task: Task) -> Iterator[tuple[str, set[str]]]:
    for let in task.lets:
        clause = let.notation.parts[0]
        if isinstance(clause, Clause) and len(clause.members) == 2 and None not in clause.members:
            left, right = clause.members
            assert left is not None
            assert right is not None
            name = defined_name(left)
            if name is not None:
                yield name, names_in(right)


def _is_upside_down(node: Node, depends: dict[str, set[str]]) -> bool:
    """Whether it is the derivative of a plain name by a quantity that depends on it."""
    if not isinstance(node, Fraction):
        return False
    above, below = _differentiated(node.above), _differentiated(node.below)
    if above is None or below is None:
        return False
    return above not in depends and above in depends.get(below, ())


def _differentiated(side: Node) -> str | None:
    """The letter behind a d or a ∂."""
    items = items_of(side)  # type: ignore[arg-type]
    if items is None or len(items) != 2:
        return None
    sign, letter = tidy(items[0]), tidy(items[1])
    is_sign = is_partial(sign) or (isinstance(sign, Letter) and sign.name == "d")
    if isinstance(sign, Scripted) or not is_sign:
        return None
    return letter.name if isinstance(letter, Letter) else None


def _turned(item: Fraction, inverse: bool) -> Item:
    other = replace(item, above=item.below, below=item.above)
    if not inverse:
        return other
    return Fraction(item.start, item.end, Digits(item.start, item.start, "1"), other)

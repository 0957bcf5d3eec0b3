r"""Names without their arguments: ``\partial KL / \partial q_k``, where ``KL(q \| p)`` is defined.

A name of several letters that is defined with distributions for its arguments, and once only,
is the value at them wherever it stands by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from derive.notation.nodes import Clauses, Item, Letter
from derive.old.conventions.applied import applied_at, left_call
from derive.old.conventions.labels import left_of
from derive.old.conventions.walk import Row, moved

__all__ = ["Called", "called_in"]


@dataclass(frozen=True, slots=True)
class Called:
    """Names with the items that stand for them and their arguments."""

    known: tuple[tuple[str, Row], ...] = ()

    def __call__(self, row: Row) -> Row:
        """The row with the arguments behind every such name that has none."""
        calls = dict(self.known)
        found: list[Item] = []
        for n, item in enumerate(row):
            whole = calls.get(item.name) if isinstance(item, Letter) else None
            if whole is None or applied_at(row, n) is not None:
                found.append(item)
            else:
                found += [moved(part, item.start, item.end) for part in whole]
        return tuple(found)


def called_in(definitions: Iterable[Clauses]) -> Called:
    r"""The names that definitions define with distributions, each of them once.

    >>> from derive.notation.parse import parse
    >>> texts = [r"\text{KL}(q \| p) = \sum_k q_k", r"H(p \| q) = 1", "f(x, y) = x y"]
    >>> [name for name, _ in called_in(map(parse, texts)).known]
    ['KL']
    """
    every = tuple(definitions)
    names = [left[0] for d in every if (left := left_of(d)) is not None]
    found = []
    for definition in every:
        call = left_call(definition)
        if call is None or not {*call.separators} & {"|", "‖"} or len(call.head) != 1:
            continue
        head = call.head[0]
        if isinstance(head, Letter) and names.count(head.name) == 1 and len(head.name) > 1:
            found.append((head.name, (head, call.bracket)))
    return Called(tuple(found))

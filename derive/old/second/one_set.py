r"""Steps in which an index runs up to two letters: ``\sum_{l=1}^n`` and ``\sum_{i=1}^C``.

Index sets are the same only if they have the same name, so that such a step is not read.
Its author must mean one set by both: with one letter for both limits it is read again, and
what is proved so is proved under the equation of the two, which is said. Nothing is refuted.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from derive.notation.nodes import Head, Item, Letter
from derive.old.conventions.settle import each_row
from derive.old.conventions.walk import Row
from derive.old.outcome import Outcome, Remark
from derive.old.task import Task
from derive.syntax.reader.look import items_of
from derive.syntax.reader.usage import survey

__all__ = ["with_one_set"]

_CLASH = re.compile(
    r"over (?P<one>\w+) \(by the limits of the [^)]*\) "
    r"and over (?P<other>\w+) \(by the limits of the [^)]*\), which are two sets"
)
#: How many pairs of letters may be one.
_MOST = 3


def with_one_set(task: Task, found: Outcome, judge: Callable[[Task], Outcome]) -> Outcome | None:
    """The proof, or the definition, with one letter for limits that must be the same."""
    names: list[tuple[str, str]] = []
    limits = survey(tuple(side.notation for side in task.sides)).limits.keys()
    for _ in range(_MOST):
        clash = _CLASH.search(found.reason)
        if clash is None or found.verdict not in ("unknown", "unread"):
            break
        if {clash["one"], clash["other"]} <= limits:
            return None  # the step itself speaks of both: that they are one is what it claims
        names.append((clash["one"], clash["other"]))
        task = each_row(task, lambda _, pair=names[-1]: _renaming(*pair))  # type: ignore[misc]
        found = judge(task)
    if not names or found.verdict not in ("proved", "conditional", "definition"):
        return None
    same = ", ".join(f"{one} = {other}" for one, other in names)
    remark = Remark(
        "two-sizes",
        f"one index runs up to two letters here: it holds where {same}",
        suggestion="Write one letter for the number of elements, if both mean the same.",
    )
    assumptions = tuple(f"{one} = {other}" for one, other in names)
    return replace(
        found,
        assumptions=(*found.assumptions, *assumptions),
        remarks=(*found.remarks, remark),
    )


def _renaming(one: str, other: str) -> Callable[[Row], Row]:
    """What puts one letter in the place of another where a sum ends."""

    def at(item: Item) -> Item:
        if not isinstance(item, Head) or item.above is None:
            return item
        above = items_of(item.above)
        limit = above[0] if above is not None and len(above) == 1 else None
        if isinstance(limit, Letter) and limit.name == other:
            return replace(item, above=replace(limit, name=one))
        return item

    return lambda row: tuple(map(at, row))

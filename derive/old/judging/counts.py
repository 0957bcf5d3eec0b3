r"""Letters that may be the number of classes: ``u_k = 1/K`` where a sum over k has no limits.

The document may say in words that there are K classes. A step that fails where K is any
number is read again with K as the size of the set of an index.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from derive.old.task import Task
from derive.syntax.reader.statement import Sides
from derive.syntax.reader.usage import survey
from derive.syntax.reader.where import Where
from derive.syntax.tree import IndexSet

__all__ = ["counted"]

#: What people call the number of classes, samples or entries.
_COUNTS = ("n", "N", "m", "M", "K", "C", "V", "D", "d", "k", "c", "J", "B", "S", "T", "L", "G",
           "H", "P", "R", "I", "p", "r", "l", "q")  # fmt: skip
MOST = 24


def counted(task: Task, read: Sides) -> Iterator[tuple[str, str, Task]]:
    """A letter, the index whose set it may be the size of, and the task that says so."""
    said = {name for where in task.declared for name in where.names}
    known = {d.name: d for d in read.declarations}
    free = [
        name
        for name in _COUNTS
        if name in known
        and name not in said
        and known[name].body is None
        and not known[name].axes
        and not known[name].of
    ]
    indices = sorted(_indices(task) - said)
    pairs = [(name, index) for name in free for index in indices if index != name]
    for name, index in pairs[:MOST]:
        where = Where((index,), (IndexSet(name),), frozenset(), "index", f"index {index} : {name}")
        yield name, index, replace(task, declared=(*task.declared, where), sized=True)


def _indices(task: Task) -> set[str]:
    formulas = (*task.sides, *task.lets, *(f for s in task.given for f in s.formulas))
    usage = survey(tuple(f.notation for f in formulas))
    return {n for n in {*usage.bound, *usage.below} if len(n) == 1}

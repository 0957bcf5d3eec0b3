"""Steps whose two sides are of different shapes: are they false, whatever the sizes are?

Where the shapes that are declared clash, the step is read once more with one size for all. A
step that is refuted even so is false.
"""

from __future__ import annotations

from dataclasses import replace

from derive.notation.nodes import Letter
from derive.old.conventions.settle import each_row
from derive.old.conventions.walk import Row
from derive.old.task import Task
from derive.syntax.array import Array, Gradient
from derive.syntax.tree import IndexSet, Written
from derive.syntax.walk import subforms

__all__ = ["has_gradient", "with_one_size"]


def with_one_size(task: Task) -> Task | None:
    """The task with one set in the place of all that are declared, where there are several."""
    names = sorted({axis.name for where in task.declared for axis in where.axes or ()})
    if len(names) < 2 or any(name.isdigit() for name in names):
        return None
    one = IndexSet(names[0])
    declared = tuple(
        where if where.axes is None else replace(where, axes=(one,) * len(where.axes))
        for where in task.declared
    )
    others = {name for where in task.declared for name in where.names}
    sizes = frozenset(names) - others

    def change(row: Row) -> Row:
        return tuple(
            replace(item, name=one.name)
            if isinstance(item, Letter) and item.name in sizes
            else item
            for item in row
        )

    return each_row(replace(task, declared=declared), lambda _: change)


def has_gradient(forms: tuple[Written, ...]) -> bool:
    """Whether a form holds a derivative by an array, whose layout authors choose."""
    return any(
        isinstance(part, Gradient) or (isinstance(part, Array) and _by_array(part))
        for form in forms
        for part in subforms(form)
    )


def _by_array(part: Array) -> bool:
    body = None if part.declared is None else part.declared.whole
    return body is not None and has_gradient((body,))

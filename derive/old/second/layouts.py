r"""Steps whose shapes do not fit as derivatives are laid out by default.

The layout is a choice of the author. Where the document does not name it, a step whose
shapes fit in one layout only is read in that; and where each side fits in a layout of its
own, as ``∂E/∂z = (∂E/∂a)(∂a/∂z)`` beside ``(∂E/∂a − …) ⊙ a``, it is right up to transposition
if the two columns have the same entries. A matrix is never transposed so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from derive.notation.errors import ReadError
from derive.old.judging.sides import read_task
from derive.old.outcome import Outcome, Remark
from derive.old.second.abstract import functions_taken, partials_in
from derive.old.task import Task
from derive.syntax.reader.usage import survey
from derive.syntax.reader.where import Where
from derive.syntax.tree import IndexSet, Symbol
from derive.syntax.walk import subforms

__all__ = ["read_otherwise"]

_MIXED = (("numerator", "denominator"), ("denominator", "numerator"))


def read_otherwise(
    task: Task, outcome: Outcome, judge: Callable[[Task], Outcome]
) -> Outcome | None:
    """The proof of a step as its author may mean it: another layout, a loss that is any one."""
    if not any(True for side in task.sides for _ in partials_in(side.notation)):
        return None
    for meant, remarks, assumed in _readings(task, outcome):
        found = judge(meant)
        if found.verdict == "proved" and assumed:
            found = judge(_with_matrices(meant))
        if found.verdict == "proved":
            return replace(
                found,
                assumptions=(*found.assumptions, *assumed),
                remarks=(*found.remarks, *remarks),
            )
    return None


def _readings(
    task: Task, outcome: Outcome
) -> Iterator[tuple[Task, tuple[Remark, ...], tuple[str, ...]]]:
    taken = functions_taken(task) if outcome.verdict in ("unread", "unknown") else ()
    said = tuple(
        Remark(
            "any-function",
            f"{w.names[0]} is not defined here: it is taken for any function of {', '.join(w.of)}",
            suggestion=f"Define it, or say 'function {w.names[0]} of {', '.join(w.of)}'.",
        )
        for w in taken
    )
    assumed = tuple(f"{w.names[0]} = {w.names[0]}({', '.join(w.of)})" for w in taken)
    declared = replace(task, declared=(*task.declared, *taken))
    if taken:
        yield declared, said, assumed
    if task.layout or not _by_arrays(task):
        return
    if task.shown:
        yield replace(declared, layout=task.shown), said, assumed
    if outcome.verdict not in ("unread", "unknown"):
        return
    layout = Remark(
        "numerator-layout",
        "its shapes fit where derivatives by a column are rows, and not otherwise",
        suggestion="Say 'layout numerator', if this is so throughout.",
    )
    yield replace(declared, layout="numerator"), (*said, layout), assumed
    if task.code is not None:
        return
    mixed = Remark(
        "mixed-layouts",
        "its shapes fit neither layout: a derivative by a column is a row on one side and a "
        "column on the other; it is right up to transposition",
        suggestion="Transpose one of them, or write the product with a transpose.",
    )
    for layouts in _MIXED:
        yield replace(declared, layout="/".join(layouts)), (*said, mixed), assumed


def _with_matrices(task: Task) -> Task:
    """The task with matrices for the capital letters that it reads as numbers.

    The W of ``z = W x`` may be either: what holds for every loss is to hold for both.
    """
    try:
        read, _ = read_task(task)
    except ReadError:
        return task
    said = {name for where in task.declared for name in where.names}
    bodies = (d.body for d in read.declarations if d.body is not None)
    capitals = {
        part.name
        for form in (*read.forms, *bodies)
        for part in subforms(form)
        if isinstance(part, Symbol)
        and part.name[:1].isupper()
        and part.name not in said
        and _is_open(part)
    }
    matrices = (
        Where((name,), (IndexSet(f"{name} rows"), IndexSet(f"{name} columns")), frozenset(), "", "")
        for name in sorted(capitals)
    )
    return replace(task, declared=(*task.declared, *matrices))


def _is_open(symbol: Symbol) -> bool:
    declared = symbol.declared
    return declared is None or (declared.body is None and not declared.of)


def _by_arrays(task: Task) -> bool:
    """Whether a step may differentiate by a whole array: by a name without an index."""
    declared = {n for w in task.declared if w.axes for n in w.names}
    usage = survey(tuple(f.notation for f in (*task.sides, *task.lets)))
    whole = {*usage.bare} & {*usage.indexed, *declared} | {n for n in usage.bare if not n.isascii()}
    capitals = {n for n in usage.bare if n[:1].isupper()}
    return any(
        below in whole | capitals or below.partition("^{")[0] not in usage.indexed
        for side in task.sides
        for _, below in partials_in(side.notation)
    )

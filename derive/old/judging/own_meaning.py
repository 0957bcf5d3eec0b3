r"""Arguments with a meaning of their own: ``FL(p) = -(1 - p)^\gamma \log p``, where p_i is known.

A function of p is one of any number p, though the document has called a family so before,
where nothing else at hand speaks of what that family is made of.
"""

from __future__ import annotations

from dataclasses import replace

from derive.notation.nodes import letters_of
from derive.old.conventions.applied import left_call
from derive.old.conventions.labels import left_of
from derive.old.task import Task
from derive.syntax.reader.session import Formula
from derive.syntax.reader.usage import survey

__all__ = ["with_own_arguments"]


def with_own_arguments(task: Task) -> Task | None:
    """The task without the definitions of families whose names stand for arguments only."""
    arguments = {
        letter
        for let in task.lets
        if (call := left_call(let.notation)) is not None
        for letter in call.letters()
        if letter is not None
    }
    dropped = tuple(let for let in task.lets if _is_family(let, arguments))
    if not dropped:
        return None
    kept = tuple(let for let in task.lets if let not in dropped)
    names = {left[0] for let in dropped if (left := left_of(let.notation)) is not None}
    formulas = tuple(f.notation for f in (*task.sides, *kept))
    usage = survey(formulas)
    spoken = set().union(*map(letters_of, formulas))
    apart = {*survey(tuple(let.notation for let in dropped)).bound, "e", *names}
    made_of = set().union(*(letters_of(let.notation) for let in dropped)) - apart
    indices = {let.notation for let in dropped}
    below = {letter for notation in indices for letter in survey((notation,)).below}
    if names & usage.indexed.keys() or (made_of - below) & spoken:
        return None
    given = tuple(
        s for s in task.given if not any(names & letters_of(f.notation) for f in s.formulas)
    )
    return replace(task, lets=kept, given=given, rivals=())


def _is_family(let: Formula, names: set[str]) -> bool:
    """Whether a definition is that of the entries of one of these names."""
    left = left_of(let.notation)
    return (
        left is not None and left[0] in names and bool(left[1]) and left_call(let.notation) is None
    )

"""Judge one step of a document under every meaning that its names may have.

Where the text gives shapes, where a name has two definitions, where a definition stands in
another section: no verdict is given that one of these readings contradicts.
"""

from __future__ import annotations

from dataclasses import replace

from derive.old.judging.one_meaning import one_meaning
from derive.old.judging.own_meaning import with_own_arguments
from derive.old.outcome import Outcome
from derive.old.task import Task

__all__ = ["outcome_of"]

#: How many definitions of other sections are left out, one at a time.
MOST_ELSEWHERE = 6
#: How the reasons begin for which nothing was judged.
_NOT_READ = ("not-read", "out-of-class")


def outcome_of(task: Task) -> Outcome:
    """The outcome of one step; never raises for what a document may contain."""
    if not task.spaces:
        return _outcome_of(task)
    names = (name for where in task.spaces for name in where.names)
    plain = replace(task, spaces=(), shaped=(*task.shaped, *names))
    shaped = _outcome_of(replace(plain, declared=(*task.declared, *task.spaces)))
    if shaped.verdict in ("proved", "definition"):
        return shaped
    found = _outcome_of(plain)
    if shaped.verdict == "unread" or shaped.reason.startswith(("not-read", "out-of-class")):
        return found
    if found.verdict == "proved" and shaped.verdict != "unknown":
        said = "it holds, and not for the shapes that the text speaks of: declare them"
        return Outcome("unknown", f"ambiguous: {said}")
    return found if found.verdict == "proved" else shaped


def _outcome_of(task: Task) -> Outcome:
    """The outcome of a step with the shapes that are declared."""
    found = one_meaning(replace(task, rivals=()))
    if found.verdict == "unread" or found.reason.startswith(_NOT_READ):
        return _with_other_definitions(task) or found
    if found.verdict in ("refuted", "conditional") and task.restates:
        said = f"it fails with the earlier definition of {task.restates}, and may be a new one"
        return Outcome("unknown", f"ambiguous: {said}: say 'let {task.restates} = …'")
    if task.rivals and found.verdict in ("proved", "refuted", "conditional"):
        other = one_meaning(replace(task, lets=task.rivals, rivals=()))
        if (other.verdict, other.needs) != (found.verdict, found.needs):
            said = "a name in it has two definitions, and one of them gives another verdict"
            return Outcome("unknown", f"ambiguous: {said}: say 'let … = …'")
    return _without_other_sections(task, found) or found


def _with_other_definitions(task: Task) -> Outcome | None:
    """What a step says that cannot be read with earlier definitions, and holds with others."""
    own = with_own_arguments(task)
    newer = replace(task, lets=task.rivals, rivals=()) if task.rivals else None
    for other in (own, newer):
        found = one_meaning(other) if other is not None else None
        if found is not None and found.verdict in ("proved", "definition"):
            return found
    return None


def _without_other_sections(task: Task, found: Outcome) -> Outcome | None:
    """No verdict, where a step fails with a definition that may not be meant, and holds without.

    It stands in another section, or is that of a function: σ(x) is no variance σ. Or a ∂
    holds fixed what it defines: ∂(xy)/∂x is y, where y is x², too.
    """
    if found.verdict not in ("refuted", "conditional"):
        return None
    for source in task.elsewhere[:MOST_ELSEWHERE]:
        lets = tuple(f for f in task.lets if f.source != source)
        other = one_meaning(replace(task, lets=lets)).verdict
        if other == "proved":
            said = f"it holds without {source}: is it meant here?"
            return Outcome("unknown", f"ambiguous: {said}")
        if source in task.models and other not in ("refuted", "conditional"):
            said = f"it fails with {source}, which stands in another section: is it meant here?"
            return Outcome("unknown", f"ambiguous: {said}")
    return None

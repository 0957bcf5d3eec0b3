"""Why a step that can be read is not judged: what stands in it may mean more than one thing."""

from __future__ import annotations

from derive.notation.nodes import Fraction, letters_of, subnodes
from derive.old.judging.dependence import held_fixed, undetermined
from derive.old.judging.doubts import stray_term
from derive.old.judging.faults import used
from derive.old.task import Task
from derive.syntax.reader.statement import Sides

__all__ = ["why_unclear"]


def why_unclear(task: Task, read: Sides) -> str | None:
    """The reason why no verdict is given, or ``None``; raises ``ScopeError``."""
    if task.lost:
        return f"not-read: {task.lost}"
    name = next((n for form in read.forms for n in undetermined(form)), None)
    if name is not None:
        detail = f"{name} is not defined, so its derivative is not known: define it, or declare it"
        return f"undeclared: {detail}, as 'function {name} of …'"
    between = next((h for form in read.forms if (h := held_fixed(form)) is not None), None)
    if between is not None and _has_both_signs(task):
        of, by, name = between
        said = f"does ∂{of}/∂{by} hold {name} fixed? d and ∂ both stand here: write the terms out"
        return f"ambiguous: {said}"
    stray = stray_term(used(read))
    return None if stray is None else f"ambiguous: {stray}"


def _has_both_signs(task: Task) -> bool:
    """Whether derivatives by d and by ∂ stand in one step, as total and partial ones do."""
    quotients = [
        letters_of(node)
        for side in task.sides
        for node in subnodes(side.notation)
        if isinstance(node, Fraction)
    ]
    return any("∂" in q for q in quotients) and any("d" in q for q in quotients)

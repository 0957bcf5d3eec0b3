"""Names on one side of which nothing else in the document speaks: they may mean anything."""

from __future__ import annotations

from collections.abc import Iterator

from derive.model import Conditional, Equation, Refuted, Verdict
from derive.old.task import Task
from derive.syntax.array import Array, Gradient
from derive.syntax.declare import Declaration
from derive.syntax.reader.statement import Sides
from derive.syntax.tree import Derivative, Entry, Symbol, Written
from derive.syntax.walk import subforms

__all__ = ["rests_on", "stranger"]


def stranger(task: Task, read: Sides) -> str | None:
    """A name on one side of which nothing else in the document speaks.

    An equation with such a name may define it, or mean an operator: it is not refuted. What
    a side differentiates by may well be gone on the other one.
    """
    left, right = ({d.name for d in _free(form)} for form in read.forms)
    signs = (p for form in read.forms for p in subforms(form))
    by = {p.wrt.name for p in signs if isinstance(p, Derivative | Gradient)}
    # Where nothing is worked out, an equation of quantities may restrict them.
    known = {*task.known, *(task.shaped if by else ())}
    return min((left ^ right) - by - known, default=None)


def rests_on(verdict: Verdict, name: str) -> bool:
    """Whether a verdict supposes that a name means just any quantity."""
    if isinstance(verdict, Conditional):
        said = (side for n in verdict.needs if isinstance(n, Equation) for side in (n.lhs, n.rhs))
        return name not in {d.name for side in said for d in _free(side)}
    return isinstance(verdict, Refuted)


def _free(form: Written) -> Iterator[Declaration]:
    """The free quantities that are written in a form."""
    for part in subforms(form):
        declared = part.declared if isinstance(part, Symbol | Entry | Array) else None
        if declared is not None and declared.body is None and not declared.of:
            yield declared

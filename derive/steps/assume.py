"""Using an assumption on a written form: what it says is equal is put in its place."""

from __future__ import annotations

from derive.model import Assumption, Equation, Fact
from derive.steps.products import ONE, cancel
from derive.syntax.shape import alike
from derive.syntax.tree import Entry, Sum, Written
from derive.syntax.walk import map_children

__all__ = ["assume"]


def assume(form: Written, given: tuple[Assumption, ...]) -> Written:
    """The form with the left sides of the equations among ``given`` replaced by the right.

    A distribution, and so a one-hot vector, sums to 1.
    """

    def put(part: Written) -> Written:
        for assumption in given:
            if isinstance(assumption, Equation) and alike(part, assumption.lhs):
                return assumption.rhs
            if isinstance(assumption, Fact) and _sums_to_one(part, assumption):
                return ONE
        return map_children(part, put)

    changed = put(form)
    return form if changed == form else cancel(changed)


def _sums_to_one(part: Written, fact: Fact) -> bool:
    if fact.kind not in ("distribution", "positive distribution", "one-hot"):
        return False
    match part:
        case Sum(Entry(name, indices), index, ()):
            return name == fact.name and indices[-1] == index and index not in indices[:-1]
    return False

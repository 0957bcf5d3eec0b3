"""Derivatives in a direction that are proved: the direction is summed over first."""

from __future__ import annotations

from collections.abc import Callable

from derive.index.notation import OutOfClass
from derive.model import Assumption, Claim, Proved
from derive.numeric.arrays import has_no_value
from derive.numeric.program.lower import lower
from derive.numeric.program.node import every
from derive.prove.decide import decide
from derive.scope import ScopeError, scope_of_forms
from derive.steps.stable.tangent import along
from derive.syntax.declare import Declaration
from derive.syntax.tree import Entry, Index, Symbol, Written
from derive.syntax.walk import subforms

__all__ = ["in_direction"]


def in_direction(
    meaning: Written,
    form: Written,
    wrt: Symbol | Entry,
    direction: Declaration,
    output: tuple[Index, ...],
    given: tuple[Assumption, ...],
    closed: Callable[[], Written],
) -> Written:
    """The derivative of ``form`` in a direction, proved to be ``meaning``; or a closed form of it.

    In a closed form nothing cancels that need not; but the direction may be met in it too
    late, after an array over more axes than are needed.
    """
    forward = _proved(meaning, form, wrt, direction, given)
    if forward is None:
        return closed()
    found, subtracts = forward
    if not subtracts:
        return found
    try:
        short = closed()
        alike = _widest(short, output, given) <= _widest(found, output, given)
    except ValueError:
        return found
    return short if alike else found


def _proved(
    meaning: Written,
    form: Written,
    wrt: Symbol | Entry,
    direction: Declaration,
    given: tuple[Assumption, ...],
) -> tuple[Written, bool] | None:
    """The derivative in a direction, and whether terms of it may cancel."""
    try:
        found, subtracts = along(form, wrt, direction, scope_of_forms((form, wrt), given))
        if any(has_no_value(part) for part in subforms(found)):
            return None
        verdict = decide(Claim(meaning, found, "along a direction", given=given))
    except (OutOfClass, ScopeError):
        return None
    proved = isinstance(verdict, Proved) and verdict.sizes is None
    return (found, subtracts) if proved else None


def _widest(form: Written, output: tuple[Index, ...], given: tuple[Assumption, ...]) -> int:
    """The most axes that an array has on the way to a form."""
    program = lower(form, scope_of_forms((form,), given), output, given=given)
    return max((len(node.axes) for node in every(program.result)), default=0)

"""Derivatives of functions of one number, worked out by rules and proved."""

from __future__ import annotations

from derive.check import judge_claim
from derive.index.notation import OutOfClass
from derive.model import Claim, Proved
from derive.prove.field import OutOfBudget
from derive.scope import ScopeError, scope_of
from derive.steps.closed_form import closed_form
from derive.steps.derivatives import differentiate
from derive.syntax.tree import Derivative, Symbol, Written
from derive.syntax.walk import subforms

__all__ = ["derivative_of"]

_FAULTS = (OutOfClass, OutOfBudget, ScopeError, ValueError, TypeError, ZeroDivisionError,
           OverflowError, AssertionError, RecursionError)  # fmt: skip


def derivative_of(body: Written, letter: Symbol) -> Written | None:
    """The derivative of a form by a letter, proved; ``None`` where it is not known.

    >>> from derive import exp, scalar
    >>> t = scalar("t")
    >>> print(derivative_of(1 + exp(-t), t))
    −exp(−t)
    """
    whole = Derivative(body, letter)
    try:
        found = closed_form(whole)
        if found is None:
            found = differentiate(body, letter, scope_of(Claim(body, body)))
        if any(isinstance(part, Derivative) for part in subforms(found)):
            return None
        verdict = judge_claim(Claim(whole, found)).verdict
    except _FAULTS:
        return None
    proved = isinstance(verdict, Proved) and verdict.sizes is None
    return found if proved else None

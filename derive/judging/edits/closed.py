"""The closed form of a derivative, where no change of the right side mends the step."""

from __future__ import annotations

from contextlib import suppress
from itertools import islice

from derive.judging.edits.ground import FAULTS, Ground
from derive.notation.nodes import letters_of
from derive.scope import scope_of
from derive.steps.closed_form import closed_form
from derive.syntax.latex import latex
from derive.syntax.shape import alike
from derive.syntax.tree import Derivative
from derive.syntax.walk import free_indices, subforms

__all__ = ["closed"]

#: A derivative of more parts, with its definitions, is not worked out.
MOST_PARTS = 120


def closed(ground: Ground) -> str:
    """The closed form as LaTeX, or nothing."""
    if ground.built is None or len(ground.built.claims) != 1:
        return ""
    (claim,) = ground.built.claims
    if not isinstance(claim.lhs, Derivative):
        return ""
    letters = letters_of(ground.left)
    if any(index.name.rstrip("'") not in letters for index in free_indices(claim.lhs)):
        return ""  # an array, of which this is an entry
    with suppress(*FAULTS):
        scope = scope_of(claim)
        bodies = [d.body for d in scope.declarations.values() if d.body is not None]
        parts = (part for form in (claim.lhs, *bodies) for part in subforms(form))
        if len(list(islice(parts, MOST_PARTS + 1))) > MOST_PARTS:
            return ""
        form = closed_form(claim.lhs, claim.given, claim.case)
        if form is None or alike(form, claim.lhs):
            return ""
        if any(isinstance(part, Derivative) for part in subforms(form)):
            return ""
        return latex(form)
    return ""

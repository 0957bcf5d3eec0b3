"""Which closed forms have values in arrays, and what stands for a gradient that is not known."""

from __future__ import annotations

from derive.model import Derivation, Proved, verdict_name
from derive.numeric.arrays import has_no_value
from derive.prove.decide import decide
from derive.syntax.declaration import Declaration
from derive.syntax.tree import Derivative, Entry, Symbol, Written
from derive.syntax.walk import map_children, subforms

__all__ = ["reject", "reject_unproved", "with_gradients"]


def reject(derivation: Derivation, form: Written) -> None:
    """Raise ``ValueError`` where a form has no value in arrays."""
    unknown = next((part for part in subforms(form) if has_no_value(part)), None)
    if unknown is not None:
        raise ValueError(
            f"{derivation.name} has no values: of {unknown} no more is known than its name"
        )


def reject_unproved(derivation: Derivation) -> None:
    """Raise ``ValueError`` where a step to the closed form is not proved for every size."""
    for claim in derivation.chains[-1]:
        verdict = decide(claim)
        if not isinstance(verdict, Proved) or verdict.sizes is not None:
            raise ValueError(
                f"the closed form of {derivation.name} is not proved: {claim.lhs} = {claim.rhs} is "
                f"{verdict_name(verdict)}{' at some sizes' * isinstance(verdict, Proved)}"
            )


def with_gradients(form: Written) -> Written:
    """The form with a family in place of the gradient of a function that is not known.

    Of ``∂E/∂a_k`` an engineer has the numbers: they come from the layer above.
    """
    match form:
        case Derivative(Symbol(name, declared), Entry(of, indices, by)) if (
            declared is not None and by is not None and any(f.name == of for f in declared.of)
        ):
            given = Declaration(f"d{name}_d{of}", by.axes)
            return Entry(given.name, indices, given)
        case Entry(name, indices, declared) if declared is not None and isinstance(
            declared.body, Derivative
        ):
            # It has a name of its own, such as top_diff.
            if with_gradients(declared.body) != declared.body:
                return Entry(name, indices, Declaration(name, declared.axes))
    return map_children(form, with_gradients)

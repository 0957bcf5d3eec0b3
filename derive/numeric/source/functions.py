"""The functions of a derivation: what each computes, and of which families."""

from __future__ import annotations

from derive.arrays.claims import derivation_of_entries
from derive.model import Derivation
from derive.numeric.arrays import has_no_value
from derive.numeric.source.described import Function
from derive.numeric.source.names import identifier
from derive.numeric.source.products import Products, derived
from derive.numeric.source.values import reject, reject_unproved, with_gradients
from derive.scope import scope_of_forms
from derive.steps.whole import at_entries
from derive.syntax.text import text
from derive.syntax.tree import Derivative, Entry, Written
from derive.syntax.walk import free_indices, subforms

__all__ = ["Function", "functions_of"]


def functions_of(derivation: Derivation) -> tuple[Function, ...]:
    """The functions that make sense for a derivation, the one that bears its name first.

    Of a loss: its gradient, its value, the gradient times a number for each sample (the
    vector-Jacobian product), the derivative in a direction (the Jacobian-vector product)
    and the product of the Hessian with a vector. Of a family: its Jacobian, its value and
    the products with a vector. Of anything else: its value. Raises ``ValueError`` where
    there is nothing to compute.
    """
    entries = derivation_of_entries(at_entries(derivation))
    name = identifier(derivation.name)
    stem = name.removesuffix("_gradient").removesuffix("_jacobian")
    if not entries.chains:
        last = entries.claims[-1]
        return (_value(entries, name, last.lhs, last.rhs),)
    reject_unproved(entries)
    lhs = entries.chains[-1][0].lhs
    given = entries.claims[-1].given
    closed = with_gradients(_worked_out(entries.closed_form, lhs))
    if closed != entries.closed_form and isinstance(closed, Entry):
        raise ValueError(
            f"{derivation.name} has nothing to compute: {entries.closed_form} is given, as its "
            "function is not known, and it would come back as it is"
        )
    if not isinstance(lhs, Derivative) or closed != entries.closed_form:
        return (_value(entries, name, lhs, closed),)
    make = Products(lhs.of, lhs.wrt, given)
    if make.base.unbound:
        free = make.base.unbound[0][1].name
        raise ValueError(f"{derivation.name} rests on a definition in which {free} is not bound")
    if entries.claims[-1].case:
        # What holds in one case is no function of all entries.
        closed = derived(lhs.of, lhs.wrt, ())
    reject(derivation, closed)
    main = make(name, text(Derivative(lhs.of, lhs.wrt)), closed, make.output, kind="gradient")
    return (main, *make.others(stem, closed))


def _worked_out(closed: Written, lhs: Written) -> Written:
    """A closed form; where derivatives of what is known are left in it, they are worked out."""
    if not isinstance(lhs, Derivative) or not any(
        isinstance(part, Derivative) for part in subforms(with_gradients(closed))
    ):
        return closed
    try:
        found = derived(lhs.of, lhs.wrt, ())
    except ValueError:
        return closed
    known = not any(has_no_value(part) for part in subforms(with_gradients(found)))
    return found if known else closed


def _value(derivation: Derivation, name: str, lhs: Written, closed: Written) -> Function:
    """The closed form of a derivation that is no derivative, or its last definition."""
    given = derivation.claims[-1].given
    if any(has_no_value(part) for part in subforms(closed)):
        # What stands on the left is as good: the two are equal.
        closed, lhs = with_gradients(lhs), derivation.closed_form
    reject(derivation, closed)
    if derivation.claims[-1].case:
        raise ValueError(f"{derivation.name} holds in one case only: it is no function")
    scope = scope_of_forms((closed,), given)
    if scope.unbound:
        free = scope.unbound[0][1].name
        raise ValueError(f"{derivation.name} rests on a definition in which {free} is not bound")
    loose = free_indices(closed) - free_indices(lhs) if not derivation.chains else ()
    if loose:
        free = min(i.name for i in loose)
        raise ValueError(f"{derivation.name} rests on a definition in which {free} is not bound")
    output = tuple(sorted(free_indices(closed), key=lambda i: i.name))
    families = tuple(d for d in scope.declarations.values() if d.body is None)
    if not families:
        raise ValueError(f"{derivation.name} has nothing to compute: its value is {closed}")
    return Function(name, text(lhs), closed, output, families, given, scope)

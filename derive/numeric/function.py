"""The closed form of a gradient as a NumPy function."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from derive.model import Derivation
from derive.numeric.arrays import Array, evaluate_arrays, has_no_value
from derive.scope import Scope, scope_of_forms
from derive.syntax.declare import Declaration
from derive.syntax.tree import Entry, Index, IndexSet, Symbol, Written
from derive.syntax.walk import free_indices, subforms

__all__ = ["free_families", "gradient_function", "sizes_of"]


def gradient_function(derivation: Derivation) -> Callable[..., Any]:
    """A function of the free families, the variable of differentiation first.

    It takes one array for each family, in the order in which the loss names them, and
    returns the gradient: one axis for each index of the variable. Raises ``ValueError``
    for a derivation that is not a gradient.

    >>> from derive import Derivation, Sum, exp, index_set, indices, log, vector
    >>> C = index_set("C")
    >>> j, k = indices("j k", C)
    >>> z = vector("z", C)
    >>> gradient = Derivation.of_gradient(log(Sum(exp(z[j]), j)), z[k]).function()
    >>> gradient([0.0, 0.0]).tolist()
    [0.5, 0.5]
    """
    if derivation.loss is None or not isinstance(derivation.wrt, Symbol | Entry):
        raise ValueError(f"{derivation.name} is not the derivation of a gradient")
    form, wrt = derivation.closed_form, derivation.wrt
    letters = free_indices(derivation.loss)
    if letters or any(not isinstance(i, Index) for i in getattr(wrt, "indices", ())):
        raise ValueError(
            f"{derivation.name} is the gradient of no single number by a whole family: a function "
            "is made of losses without free indices, differentiated by entries such as z[k]"
        )
    unknown = next((part for part in subforms(form) if has_no_value(part)), None)
    if unknown is not None:
        raise ValueError(
            f"{derivation.name} has no values: of {unknown} no more is known than its name"
        )
    scope = scope_of_forms((form, derivation.loss, wrt))
    families = free_families(derivation.loss, wrt, scope)
    output = tuple(i for i in getattr(wrt, "indices", ()) if isinstance(i, Index))

    def gradient(*arrays: Any) -> Any:
        if len(arrays) != len(families):
            names = ", ".join(f.name for f in families)
            raise TypeError(f"{len(families)} arrays are needed ({names}), not {len(arrays)}")
        values = {f.name: _floating(a) for f, a in zip(families, arrays, strict=True)}
        result = evaluate_arrays(form, scope, values, sizes_of(families, values), output)
        return np.array(result)

    gradient.__name__ = derivation.name.replace("-", "_")
    gradient.__doc__ = f"{derivation.title or derivation.name}: takes " + ", ".join(
        f.name for f in families
    )
    return gradient


def _floating(array: Any) -> Array:
    """The array as floating point, in its own precision if it has one."""
    found = np.asarray(array)
    return found if found.dtype.kind in "fc" else found.astype(np.float64)


def free_families(loss: Written, wrt: Symbol | Entry, scope: Scope) -> tuple[Declaration, ...]:
    """The families that have to be given: ``wrt`` first, then as the loss names them.

    Those of a definition that the loss rests on come before those that it names itself:
    of ``−Σ_i y_i log h_i`` with ``h_i = σ(Σ_j θ_j x_ij)`` they are θ, x and y.
    """
    names = list(dict.fromkeys([wrt.name, *_in_order(loss, scope, wrt.name)]))
    return tuple(scope.declarations[name] for name in names)


def _in_order(form: Written, scope: Scope, held: str) -> list[str]:
    """The free families as the definitions name them: what a form is defined by comes first."""
    names = [s.name for s in subforms(form) if isinstance(s, Symbol | Entry) and s.name != held]
    inside: list[str] = []
    for name in dict.fromkeys(names):
        defined = scope.definition(name)
        if defined is not None:
            assert defined.body is not None
            inside += _in_order(defined.body, scope, held)
    return inside + [name for name in names if scope.definition(name) is None]


def sizes_of(families: tuple[Declaration, ...], values: dict[str, Array]) -> dict[IndexSet, int]:
    """The sizes of the index sets, read off the shapes; raise ``ValueError`` for a clash."""
    sizes: dict[IndexSet, int] = {}
    named: dict[IndexSet, str] = {}
    for family in families:
        shape = values[family.name].shape
        if len(shape) != len(family.axes):
            raise ValueError(
                f"{family.name} needs {len(family.axes)} axes "
                f"({', '.join(a.name for a in family.axes)}), not the shape {shape}"
            )
        for axis, length in zip(family.axes, shape, strict=True):
            if length == 0:
                raise ValueError(f"{family.name} is empty along {axis.name}: give at least one")
            if sizes.setdefault(axis, length) != length:
                raise ValueError(
                    f"{named[axis]} has {sizes[axis]} entries along {axis.name}, "
                    f"and {family.name} has {length}"
                )
            named.setdefault(axis, family.name)
    return sizes

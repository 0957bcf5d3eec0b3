"""The families that a function takes, in order."""

from __future__ import annotations

from derive.scope import Scope
from derive.syntax.declare import Declaration
from derive.syntax.tree import Entry, Symbol, Written
from derive.syntax.walk import subforms

__all__ = ["free_families"]


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

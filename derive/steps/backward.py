"""The gradient worked backwards through the definitions, as a network's is.

``∂L/∂v = Σ_u Σ_i ∂L/∂u_i · ∂u_i/∂v`` over the definitions u in which v is written, from L
back to the variable: v may be reached in several ways, and each ∂L/∂u is worked out once.
Here ``∂u_i/∂v`` varies v only where u's own definition has it, and is short.
"""

from __future__ import annotations

from collections.abc import Callable

from derive.scope import Scope
from derive.steps.compact import in_order
from derive.steps.derivatives import differentiate, mentions
from derive.steps.products import add
from derive.steps.recognise import unfolded
from derive.syntax.declare import Declaration
from derive.syntax.tree import Entry, Index, Mul, Sum, Symbol, Written

__all__ = ["backward"]

#: Makes a form small; the definition given, if any, is the one it is a derivative of.
Small = Callable[[Written, "Declaration | None"], Written]


def backward(loss: Written, wrt: Symbol | Entry, scope: Scope, small: Small) -> Written:
    """``∂loss/∂wrt`` with every definition held under its name, each part made small.

    Raises ``OutOfClass`` for what has no known derivative.
    """
    body = unfolded(loss, scope)
    between = [
        d
        for d in in_order(scope, scope.names_in(body))
        if d.name != wrt.name and d.body is not None and wrt.name in scope.names_in(d.body)
    ]
    own = _declared(loss)
    totals: list[tuple[Declaration, tuple[Index, ...], Written]] = []

    def total(by: Symbol | Entry) -> Written:
        parts = [small(differentiate(body, by, scope, held=True), own)]
        for declared, letters, above in totals:
            inside = unfolded(_entry(declared, letters), scope)
            if not mentions(inside, by.name):
                continue
            own_part = small(differentiate(inside, by, scope, held=True), declared)
            term: Written = Mul((above, own_part))
            for letter in reversed(letters):
                term = Sum(term, letter)
            parts.append(term)
        return small(add(*parts), None)

    for number, declared in enumerate(reversed(between)):
        letters = tuple(
            Index(f"{p.name}\u200b{number}{n}", p.over) for n, p in enumerate(declared.parameters)
        )
        totals.append((declared, letters, total(_entry(declared, letters))))
    return total(wrt)


def _declared(loss: Written) -> Declaration | None:
    found = loss.declared if isinstance(loss, Symbol | Entry) else None
    return found if found is not None and found.body is not None else None


def _entry(declared: Declaration, letters: tuple[Index, ...]) -> Symbol | Entry:
    if letters:
        return Entry(declared.name, letters, declared)
    return Symbol(declared.name, declared)

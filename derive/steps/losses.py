"""Names for a loss that has none, and for its terms: what is differentiated over and over."""

from __future__ import annotations

from collections.abc import Iterable

from derive.syntax.array import Array
from derive.syntax.declare import Declaration, define
from derive.syntax.tree import Add, Call, Entry, Neg, Symbol, Written
from derive.syntax.walk import free_indices, subforms

__all__ = ["in_order", "named"]

_QUANTITIES = (Symbol, Entry, Array)

#: Names for a loss that has none.
_LOSSES = ("L", "J", "E", "ℓ", "F")


def named(
    loss: Written, wrt: str, definitions: tuple[Declaration, ...], taken: Iterable[str]
) -> tuple[Written, tuple[Declaration, ...]]:
    """The loss under a name, if it is written of quantities that are defined themselves.

    With the definitions, each after those that its body speaks of, those made here at the end.
    Where the loss also speaks of the variable itself, its terms are derived one by one: those
    that lead to the variable through such a quantity get names, too.

    >>> from derive import index_set, indices, Sum, exp, vector
    >>> C = index_set("C")
    >>> i, j = indices("i j", C)
    >>> z = vector("z", C)
    >>> p = define("p", i, exp(z[i]))
    >>> loss, made = named(Sum(p[i], i) + Sum(z[i] ** 2, i), "z", (p,), ("p", "z"))
    >>> print(loss, [f"{d.name} = {d.body}" for d in made[1:]])
    L ['L_1 = Σ_i p_i', 'L = L_1 + Σ_i z_i²']
    """
    known = {d.name: d for d in definitions}
    ordered = in_order(definitions)
    if isinstance(loss, Symbol) or not _names(loss) & set(known):
        return loss, ordered
    called = {p.function for p in subforms(loss) if isinstance(p, Call)}
    closed = {*taken, *known, *called}
    name = next((n for n in _LOSSES if n not in closed), None)
    if name is None:
        return loss, ordered
    made: list[Declaration] = []
    terms = loss.terms if isinstance(loss, Add) else ()
    varying = [t for t in terms if wrt in _reached(t, known)]
    if len(varying) > 1 and wrt in _names(loss) and not free_indices(loss):
        shown = []
        for term in terms:
            label = f"{name}_{len(made) + 1}"
            bare = isinstance(term.operand if isinstance(term, Neg) else term, Symbol | Entry)
            staged = wrt in _reached(term, known) and _names(term) & set(known) and not bare
            if staged and label not in closed:
                term = define(label, term)
                assert term.declared is not None
                made.append(term.declared)
            shown.append(term)
        loss = Add(tuple(shown))
    free = tuple(sorted(free_indices(loss), key=lambda i: i.name))
    whole = define(name, *free, loss)
    if isinstance(whole, Symbol):
        assert whole.declared is not None
        return whole, (*ordered, *made, whole.declared)
    return whole[free], (*ordered, *made, whole)


def _names(form: Written) -> set[str]:
    return {p.name for p in subforms(form) if isinstance(p, _QUANTITIES)}


def _reached(form: Written, known: dict[str, Declaration]) -> set[str]:
    """The names that a form speaks of, definitions unfolded."""
    found: set[str] = set()
    todo = _names(form)
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            body = known[name].body if name in known else None
            todo |= set() if body is None else _names(body)
    return found


def in_order(definitions: tuple[Declaration, ...]) -> tuple[Declaration, ...]:
    """The definitions, each after those that its body speaks of."""
    known = {d.name: d for d in definitions}
    found: dict[str, Declaration] = {}

    def visit(declared: Declaration) -> None:
        if declared.name in found or declared.body is None:
            return
        for part in subforms(declared.body):
            if isinstance(part, _QUANTITIES) and part.name in known:
                visit(known[part.name])
        found[declared.name] = declared

    for declared in definitions:
        visit(declared)
    return tuple(found.values())

"""Trusted code. A definition at the indices of an entry: its right side, without capture.

For ``p_i = exp(z_i)/Σ_j exp(z_j)``, what ``p_j`` stands for has a sum over another letter
than j.
"""

from __future__ import annotations

from derive.syntax.declare import Declaration
from derive.syntax.tree import Entry, Index, Sum, Written
from derive.syntax.walk import free_indices, map_children, rename_index, subforms

__all__ = ["unfold_once", "unused_name"]


def unfold_once(form: Entry, defined: Declaration) -> Written:
    """The body of a definition at the indices of an entry, without capture."""
    assert defined.body is not None
    if form.indices == defined.parameters:
        return defined.body
    taken = {i.name for i in form.indices if isinstance(i, Index)}
    body = _without_shadows(defined.body, frozenset(taken - {p.name for p in defined.parameters}))
    taken |= {i.name for i in free_indices(body)}
    fresh = []
    for parameter in defined.parameters:
        # In two moves, so that a swap of letters (p_{ij} at j, i) stays a swap.
        between = Index(unused_name(parameter.name, taken), parameter.over)
        taken.add(between.name)
        fresh.append(between)
        body = rename_index(body, parameter, between)
    for between, term in zip(fresh, form.indices, strict=True):
        body = rename_index(body, between, term)
    return body


def _without_shadows(form: Written, letters: frozenset[str]) -> Written:
    """The form with bound letters renamed that a reader would take for free ones."""
    if not any(isinstance(s, Sum) and s.index.name in letters for s in subforms(form)):
        return form
    if isinstance(form, Sum) and form.index.name in letters:
        taken = letters | {i.name for i in free_indices(form.body) | free_indices(form)}
        name = next((c for c in "jilmrstuv" if c not in taken), None)
        letter = Index(name or unused_name(form.index.name, set(taken)), form.index.over)
        form = Sum(rename_index(form.body, form.index, letter), letter, form.excluding)
    return map_children(form, lambda part: _without_shadows(part, letters))


def unused_name(name: str, taken: set[str]) -> str:
    """The name with as many primes as make it a new one."""
    while name in taken:
        name += "'"
    return name

"""Trusted code. ``Σ_i Q_ij Q_ik = δ_jk`` for orthogonal Q, ``Σ_k B_ik A_kj = δ_ij`` for inverses.

They are used wherever δ can be told.

It can where j and k are points in scope, which are distinct, and where one of them is summed
over as well: ``Σ_k δ_jk f(k) = f(j)`` if j is in the range, and 0 if it is left out.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from derive.prove.atoms import Binder, EntryAtom, Token, is_binder
from derive.prove.field import Value

if TYPE_CHECKING:
    from derive.prove.normal import NormalForm

__all__ = ["contract"]

Contracted: TypeAlias = "tuple[tuple[Binder, ...], Value]"


def contract(nf: NormalForm, binders: tuple[Binder, ...], body: Value) -> Contracted | None:
    """The sum without a binder that two such matrices take away, if there is one."""
    if len(body.num) != 1:
        return None
    ((monomial, _),) = nf.field.terms(body.num)
    for binder in binders:
        if binder.excluding or any(binder.token in b.excluding for b in binders):
            continue
        held = [i for i in body.generators() if binder.token in nf.table.open_binders[i]]
        if sum(monomial[i] for i in held) != 2 or any(body.den.degrees()[i] for i in held):
            continue
        ends = _other_indices(nf, held, monomial, binder.token)
        if ends is None:
            continue
        rest = body
        for i in held:
            rest = rest / nf.field.generator(i) ** monomial[i]
        others = tuple(b for b in binders if b is not binder)
        found = _with_delta(nf, others, rest, *ends)
        if found is not None:
            return found
    return None


def _other_indices(
    nf: NormalForm, held: list[int], monomial: tuple[int, ...], token: Token
) -> tuple[Token, Token] | None:
    """(j, k) of ``Q_ij Q_ik``, or of ``Q_ji Q_ki``, for the binder i; of ``B_ji A_ik``."""
    atoms = [nf.table.atoms[i] for i in held for _ in range(monomial[i])]
    first, second = atoms
    if not (isinstance(first, EntryAtom) and isinstance(second, EntryAtom)):
        return None
    if len(first.at) != 2 or len(second.at) != 2:
        return None
    if first.at.count(token) != 1 or second.at.count(token) != 1:
        return None
    slots = first.at.index(token), second.at.index(token)
    apart = slots[0] != slots[1]
    symmetric = any(nf.facts.has(name, "symmetric") for name in (first.name, second.name))
    if nf.facts.are_inverse(first.name, second.name):
        if not (apart or symmetric):
            return None
    elif (
        first.name != second.name
        or not nf.facts.has(first.name, "orthogonal")
        or (apart and not symmetric)
    ):
        return None
    return first.at[1 - slots[0]], second.at[1 - slots[1]]


def _with_delta(
    nf: NormalForm, binders: tuple[Binder, ...], body: Value, left: Token, right: Token
) -> Contracted | None:
    """The sum of ``δ · body``, if it can be told where δ is 1."""
    zero = (), nf.field.zero
    if left == right:
        return binders, body
    if not is_binder(left) and not is_binder(right):
        return zero
    mine = {b.token: b for b in binders}
    for here, there in ((left, right), (right, left)):
        binder, other = mine.get(there), mine.get(here)
        if binder is None:
            continue
        apart = here in binder.excluding or (other is not None and there in other.excluding)
        if apart:
            return zero
        known = not is_binder(here) and not any(map(is_binder, binder.excluding))
        within = other is not None and binder.excluding <= other.excluding
        if not binder.excluding or known or within:
            kept = tuple(_renamed(b, there, here) for b in binders if b is not binder)
            return kept, nf.rebind(body, there, here)
    return None


def _renamed(binder: Binder, old: Token, new: Token) -> Binder:
    return replace(binder, excluding=frozenset(new if t == old else t for t in binder.excluding))

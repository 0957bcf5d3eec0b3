"""Trusted code. One atom for a sum, whatever the names and the order of its binders.

Binders are numbered from the inside, every order of a few of them is tried, and the least
of the results counts; the sign of the body stands outside.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from typing import TYPE_CHECKING

from derive.prove.atoms import Binder, SumAtom, Token
from derive.prove.field import Value

if TYPE_CHECKING:
    from derive.prove.normal import NormalForm

__all__ = ["apart_from_outer", "canonical_sum", "rename_excluded"]

#: Up to this many binders, every order is tried for the canonical one.
MAX_PERMUTED = 5


def canonical_sum(nf: NormalForm, binders: tuple[Binder, ...], body: Value) -> Value:
    """The one atom of a sum, whatever the names and the order of its binders, with its sign."""
    level = nf.table.height(body) + 1
    given = tuple(range(len(binders)))
    orders = permutations(given) if len(binders) <= MAX_PERMUTED else iter([given])
    candidates = [_numbered(nf, binders, body, order, level) for order in orders]
    best = min(_order(atom) for _, atom in candidates)
    chosen = [(s, a) for s, a in candidates if _order(a) == best]
    if len({sign for sign, _ in chosen}) == 2:
        # The body changes its sign when binders change places: the sum is its own opposite.
        return nf.field.zero
    sign, atom = chosen[0]
    return nf.atom(atom) * nf.field.number(sign)


def _order(atom: SumAtom) -> tuple[object, ...]:
    """A fixed order among the ways to write a sum: sets have none of their own."""
    binders = tuple((b.over, str(b.token), sorted(map(str, b.excluding))) for b in atom.binders)
    return atom.body.key, binders


def _numbered(
    nf: NormalForm, binders: tuple[Binder, ...], body: Value, order: tuple[int, ...], level: int
) -> tuple[int, SumAtom]:
    """The sum with its binders in this order, its body's sign set apart."""
    arranged = [binders[i] for i in order]
    for offset, old in enumerate([b.token for b in arranged]):
        new: Token = ("bound", level + offset)
        body = nf.rebind(body, old, new)
        arranged = [rename_excluded(b, old, new) for b in arranged]
        arranged[offset] = replace(arranged[offset], token=new)
    arranged = apart_from_outer(arranged)
    if body.num.leading_coefficient() < 0:
        return -1, SumAtom(tuple(arranged), -body)
    return 1, SumAtom(tuple(arranged), body)


def apart_from_outer(binders: list[Binder]) -> list[Binder]:
    """That two binders differ is said once, by the inner one."""
    mine = {b.token for b in binders}
    pairs = {frozenset((b.token, t)) for b in binders for t in b.excluding & mine}
    done: list[Binder] = []
    for binder in binders:
        outer = {b.token for b in done if frozenset((b.token, binder.token)) in pairs}
        done.append(replace(binder, excluding=frozenset((binder.excluding - mine) | outer)))
    return done


def rename_excluded(binder: Binder, old: Token, new: Token) -> Binder:
    """The binder with another name for a point that it leaves out."""
    return replace(binder, excluding=frozenset(new if t == old else t for t in binder.excluding))

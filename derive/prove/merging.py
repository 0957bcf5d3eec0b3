"""Trusted code. Whether a difference is 0 once its sums over one range are one sum.

``(t − s) Σ_j 1/((x_j+s)(x_j+t)) − Σ_j 1/(x_j+s) + Σ_j 1/(x_j+t)`` is the sum of one body,
which is 0 as a fraction: nothing has to be divided by t − s for that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from derive.prove.atoms import SumAtom
from derive.prove.combination import Standard, standard
from derive.prove.field import Value
from derive.prove.sums import sum_over

if TYPE_CHECKING:
    from flint import fmpz_mpoly

    from derive.prove.normal import NormalForm

__all__ = ["merges_to_zero"]


def merges_to_zero(nf: NormalForm, value: Value) -> bool:
    """Whether a factor of the numerator is 0 once its sums over one range are one."""
    _, factors = nf.field.factors(value.num)
    return any(nf.reduce(_merged(nf, factor)).is_zero() for factor, _ in factors)


def _merged(nf: NormalForm, poly: fmpz_mpoly) -> Value:
    """The polynomial with each group of its sums, where it is linear in them, as one sum."""
    value = nf.field.polynomial(poly)
    groups: dict[object, dict[int, Standard]] = {}
    for i in value.generators():
        atom = nf.table.atoms[i]
        like = standard(nf, atom.binders, atom.body) if isinstance(atom, SumAtom) else None
        if like is not None:
            groups.setdefault(like.group, {})[i] = like
    for sums in groups.values():
        if len(sums) > 1 and value.den == nf.field.one_poly:
            value = _with_one_sum(nf, value, sums)
    return value


def _with_one_sum(nf: NormalForm, value: Value, sums: dict[int, Standard]) -> Value:
    f = nf.field
    parts: dict[int | None, dict[tuple[int, ...], int]] = {}
    for monomial, coefficient in f.terms(value.num):
        held = [i for i in sums if monomial[i]]
        if sum(monomial[i] for i in held) > 1:
            return value
        which = held[0] if held else None
        rest = tuple(0 if i == which else e for i, e in enumerate(monomial))
        parts.setdefault(which, {})[rest] = coefficient
    total = f.polynomial(f.from_terms(parts.pop(None, {})))
    body = f.zero
    for i, terms in parts.items():
        assert i is not None
        body = body + f.polynomial(f.from_terms(terms)) * sums[i].body
    if not parts:
        return value
    first = next(iter(sums.values()))
    return total + sum_over(nf, first.binders, nf.reduce(body))

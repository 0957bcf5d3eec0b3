"""Trusted code. Canonical sums: what ``Σ_{j ∉ X} value`` is as a value.

A value is taken apart into monomials in what depends on j, over a denominator that
depends on j; what does not depend on j comes out. Each such residual becomes one atom.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from derive.prove import combination
from derive.prove.atoms import Binder, EntryAtom, SizeAtom, SumAtom, Token, is_binder
from derive.prove.canonical_sum import apart_from_outer, canonical_sum, rename_excluded
from derive.prove.combination import by_monomial
from derive.prove.contraction import contract
from derive.prove.field import OutOfBudget, Value
from derive.prove.signs import is_total

if TYPE_CHECKING:
    from flint import fmpz_mpoly

    from derive.prove.normal import NormalForm

__all__ = ["rebind_sum", "sum_over", "sum_value"]

MAX_BINDERS = 6
#: Up to this many binders, sums are taken apart into sums over distinct indices.
MAX_MINGLED = 4


def sum_value(
    nf: NormalForm, token: Token, over: str, left_out: frozenset[Token], value: Value
) -> Value:
    """Σ over the index set ``over`` without the distinct points ``left_out``."""
    value = nf.reduce(value)
    if value.is_zero():
        return nf.field.zero
    inside, outside = _split_denominator(nf, value.den, token)
    quotient, remainder = _divide(nf, value.num, inside, token)
    total = nf.field.zero
    for numerator, denominator in ((quotient, nf.field.one_poly), (remainder, inside)):
        for monomial, coefficient in by_monomial(nf, numerator, frozenset((token,))).items():
            body = nf.field.fraction(nf.field.from_terms({monomial: 1}), denominator)
            total = total + coefficient * _residual(nf, token, over, left_out, body)
    return total / nf.field.polynomial(outside)


def rebind_sum(nf: NormalForm, atom: SumAtom, old: Token, new: Token) -> Value:
    """The sum with the free index ``old`` replaced by ``new``."""
    return _open(nf, atom.binders, atom.body, swap=(old, new))


def sum_over(nf: NormalForm, binders: tuple[Binder, ...], body: Value) -> Value:
    """Σ over several binders, outermost first: an inner one may leave out an outer one."""
    return _open(nf, binders, body, swap=None)


def _open(
    nf: NormalForm, binders: tuple[Binder, ...], body: Value, swap: tuple[Token, Token] | None
) -> Value:
    if not binders:
        return body if swap is None else nf.rebind(body, *swap)
    first, rest = binders[0], binders[1:]
    with nf.fresh_token() as token:
        body = nf.rebind(body, first.token, token)
        rest = tuple(rename_excluded(b, first.token, token) for b in rest)
        inner = _open(nf, rest, body, swap)
        if swap is not None:
            first = rename_excluded(first, *swap)
        return sum_value(nf, token, first.over, first.excluding, inner)


def _split_denominator(
    nf: NormalForm, den: fmpz_mpoly, token: Token
) -> tuple[fmpz_mpoly, fmpz_mpoly]:
    """The denominator as (what depends on the token) times (what does not)."""
    one = nf.field.one_poly
    if token not in nf.table.open_in(nf.field.polynomial(den)):
        return one, den
    inside, outside = one, one
    constant, factors = nf.field.factors(den)
    for factor, exponent in factors:
        if token in nf.table.open_in(nf.field.polynomial(factor)):
            inside = inside * factor ** int(exponent)
        else:
            outside = outside * factor ** int(exponent)
    return inside, outside * nf.field.context.constant(int(constant))


def _divide(
    nf: NormalForm, num: fmpz_mpoly, den: fmpz_mpoly, token: Token
) -> tuple[fmpz_mpoly, fmpz_mpoly]:
    """Num = quotient * den + remainder, where the leading coefficient allows it exactly.

    This is what knows that x/(1 + x) = 1 − 1/(1 + x): a fixed choice of remainder makes
    equal bodies equal residuals.
    """
    zero = nf.field.zero_poly
    if den == nf.field.one_poly:
        return num, zero
    if abs(int(den.leading_coefficient())) != 1 or not _leads_alone(nf, den, token):
        return zero, num
    quotient, remainder = divmod(num, den)
    return quotient, remainder


def _leads_alone(nf: NormalForm, den: fmpz_mpoly, token: Token) -> bool:
    """Whether the leading monomial is made of atoms that depend on the token only."""
    (monomial, _), *_ = nf.field.terms(den)
    return all(token in nf.table.open_binders[i] for i, e in enumerate(monomial) if e)


def _residual(
    nf: NormalForm, token: Token, over: str, left_out: frozenset[Token], body: Value
) -> Value:
    """The sum of one residual: a monomial over a denominator, both depending on the token."""
    f = nf.field
    if token not in nf.table.open_in(body):
        return body * (nf.atom(SizeAtom(over)) - f.number(len(left_out)))
    if is_total(nf, body):
        total = _close(nf, Binder(token, over), body)
        for point in sorted(left_out, key=str):
            total = total - nf.rebind(body, token, point)
        return total
    total = f.zero
    points = () if nf.facts.whole else nf.facts.points_of(over)
    for point in points:
        if point not in left_out:
            total = total + nf.rebind(body, token, point)
    everything = left_out | frozenset(points)
    return total + _close(nf, Binder(token, over, everything), body)


def _close(nf: NormalForm, binder: Binder, body: Value) -> Value:
    """The atom of a sum, in canonical form: flat, binders numbered from the inside."""
    binders, body, used = _flatten(nf, (binder,), body)
    try:
        contracted = contract(nf, binders, body)
        if contracted is not None:
            fewer, body = contracted
            return sum_over(nf, tuple(apart_from_outer(list(fewer))), body)
        known = _known_sum(nf, binders, body)
        if known is not None:
            return known
        return _by_basis(nf, binders, body) if nf.thorough else canonical_sum(nf, binders, body)
    finally:
        nf.depth -= used


def _by_basis(nf: NormalForm, binders: tuple[Binder, ...], body: Value) -> Value:
    """The sum by sums over distinct indices, with linearly independent bodies."""
    pair = _mingled(nf, binders, body)
    if pair is not None:
        one, other = pair
        rest = [b for b in binders if b is not one and b is not other]
        apart = [*rest, one, replace(other, excluding=other.excluding | {one.token})]
        both = replace(one, excluding=one.excluding | other.excluding)
        same = [rename_excluded(b, other.token, one.token) for b in (*rest, both)]
        diagonal = nf.rebind(body, other.token, one.token)
        return _by_basis(nf, tuple(apart_from_outer(apart)), body) + sum_over(
            nf, tuple(apart_from_outer(same)), diagonal
        )
    if not {b.token for b in binders} & nf.table.open_in(nf.field.polynomial(body.den)):
        return canonical_sum(nf, binders, body)
    found = combination.express(nf, binders, body)
    if found is None:
        return canonical_sum(nf, binders, body)
    total = sum_over(nf, found.binders, found.polynomial)
    for coefficient, part in found.parts:
        total = total + coefficient * canonical_sum(nf, found.binders, part)
    return total


def _mingled(
    nf: NormalForm, binders: tuple[Binder, ...], body: Value
) -> tuple[Binder, Binder] | None:
    """Two binders over the same elements that may be equal, in a body not defined everywhere.

    The sum over both is the sum over distinct ones and the sum over the diagonal, wherever
    it is defined. (A body that is defined everywhere is summed over whole sets instead.)
    """
    if len(binders) > MAX_MINGLED or len(binders) < 2 or is_total(nf, body):
        return None
    mine = {b.token for b in binders}
    for one, other in combinations(binders, 2):
        apart = one.token in other.excluding or other.token in one.excluding
        if not apart and one.over == other.over and one.excluding - mine == other.excluding - mine:
            return one, other
    return None


def _flatten(
    nf: NormalForm, binders: tuple[Binder, ...], body: Value
) -> tuple[tuple[Binder, ...], Value, int]:
    """Pull sums that are factors of the body out as further binders."""
    used = 0
    tokens = {b.token for b in binders}
    while True:
        inner = next(
            (
                i
                for i, degree in enumerate(body.num.degrees())
                if degree > 0
                and isinstance(nf.table.atoms[i], SumAtom)
                and tokens & nf.table.open_binders[i]
            ),
            None,
        )
        if inner is None:
            return binders, body, used
        atom = nf.table.atoms[inner]
        assert isinstance(atom, SumAtom)
        if len(binders) + len(atom.binders) > MAX_BINDERS:
            raise OutOfBudget(f"a sum over more than {MAX_BINDERS} indices at once")
        body = body / nf.field.generator(inner)
        opened = atom.body
        mine = list(atom.binders)
        for position, binder in enumerate(atom.binders):
            nf.depth += 1
            used += 1
            token: Token = ("temp", nf.depth)
            opened = nf.rebind(opened, binder.token, token)
            mine = [rename_excluded(b, binder.token, token) for b in mine]
            mine[position] = replace(mine[position], token=token)
            tokens.add(token)
        binders = (*binders, *mine)
        body = body * opened


def _known_sum(nf: NormalForm, binders: tuple[Binder, ...], body: Value) -> Value | None:
    """The sum without a binder over which a family has a known sum: 1 for a distribution.

    ``Σ_i Σ_j p_ij f(i) = Σ_i f(i)``, whichever of the two sums is written first; what the
    inner one leaves out are distinct points, at which the entries are subtracted.
    """
    if len(body.num) != 1:
        return None
    ((monomial, _),) = nf.field.terms(body.num)
    for binder in binders:
        apart = any(map(is_binder, binder.excluding))
        if apart or any(binder.token in b.excluding for b in binders):
            continue
        held = [i for i in body.generators() if binder.token in nf.table.open_binders[i]]
        if len(held) != 1 or monomial[held[0]] != 1 or body.den.degrees()[held[0]]:
            continue
        atom = nf.table.atoms[held[0]]
        if not isinstance(atom, EntryAtom) or atom.at.index(binder.token) != len(atom.at) - 1:
            continue
        known = 1 if nf.facts.has(atom.name, "distribution") else nf.row_sums.get(atom.name)
        if known is not None:
            left = nf.field.number(known)
            for point in sorted(binder.excluding, key=str):
                left = left - nf.atom(EntryAtom(atom.name, (*atom.at[:-1], point)))
            rest = body / nf.field.generator(held[0]) * left
            others = [b for b in binders if b is not binder]
            return sum_over(nf, tuple(apart_from_outer(others)), rest)
    return None

"""Trusted code. Assumptions in the algebra: each is used for what it says, and for no more.

``Σy = 1`` replaces an atom; ``(Σy)² = 1`` is kept as it is, and only its multiples are 0.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from derive.prove.atoms import SumAtom
from derive.prove.field import Contradiction, Value
from derive.prove.signs import sign

if TYPE_CHECKING:
    from derive.prove.normal import NormalForm

__all__ = ["assume_zero", "note_sign", "vanishes"]


def assume_zero(nf: NormalForm, value: Value) -> None:
    """Use ``value = 0`` for what it says, and for nothing more.

    Where an atom occurs in it once, with a number for a coefficient, the atom is
    replaced; otherwise the numerator is kept, and only its multiples count as 0.
    """
    value = nf.reduce(value)
    if value.is_zero():
        return
    if sign(nf, value) == "+" or sign(nf, -value) == "+":
        raise Contradiction("an assumption says that something positive is 0")
    pivot = _pivot(nf, value)
    if pivot is None:
        nf.relations.append(value)
        return
    index, coefficient = pivot
    numerator = nf.field.polynomial(value.num)
    generator = nf.field.generator(index)
    image = generator - numerator * nf.field.number(Fraction(1, coefficient))
    nf.replace_atom(index, image)


def vanishes(nf: NormalForm, value: Value) -> bool:
    """Whether the value is 0 under the assumptions."""
    value = nf.reduce(value)
    if value.is_zero():
        return True
    return any(nf.field.context.constant(0) == divmod(value.num, r.num)[1] for r in nf.relations)


def note_sign(nf: NormalForm, value: Value, relation: str) -> None:
    """A value is > 0, or >= 0: so is what it is an odd power of, up to something positive."""
    keys = nf.positive_keys if relation == ">0" else nf.nonnegative_keys
    keys.add(value.key)
    unknown: list[Value] = []
    flip = False
    for polynomial in (value.num, value.den):
        content, factors = nf.field.factors(polynomial)
        flip ^= content < 0
        for factor, times in factors:
            piece = nf.field.polynomial(factor)
            if sign(nf, piece) != "+" and (times % 2 or relation == ">=0"):
                unknown.append(piece if times % 2 else nf.field.zero)
    if len(unknown) == 1 and not unknown[0].is_zero():
        keys.add((-unknown[0] if flip else unknown[0]).key)


def _pivot(nf: NormalForm, value: Value) -> tuple[int, int] | None:
    degrees = value.num.degrees()
    candidates = []
    for monomial, coefficient in nf.field.terms(value.num):
        if sum(monomial) != 1:
            continue
        index = monomial.index(1)
        if degrees[index] == 1 and not _occurs_elsewhere(nf, value, index):
            kind = 0 if isinstance(nf.table.atoms[index], SumAtom) else 1
            candidates.append((kind, index, coefficient))
    if not candidates:
        return None
    _, index, coefficient = min(candidates)
    return index, coefficient


def _occurs_elsewhere(nf: NormalForm, value: Value, index: int) -> bool:
    """Whether the generator also occurs in another monomial, or inside another atom."""
    times = sum(1 for monomial, _ in nf.field.terms(value.num) if monomial[index])
    return times != 1 or any(
        nf.contains(nf.table.atoms[i], index) for i in value.generators() if i != index
    )

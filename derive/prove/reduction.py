"""Trusted code. Laws of single generators: squares of roots, 0-1 quantities, one-hot entries.

Each law holds at every point that the facts allow: ``√u² = u``, ``(u^{1/d})^d = u``,
``y² = y`` for y in {0, 1}, ``y_s y_t = 0`` for two points of a one-hot family.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from derive.index.abstract import INDICATOR_LABEL
from derive.prove.atoms import (
    EntryAtom,
    ExpAtom,
    LogAtom,
    OpaqueAtom,
    RootAtom,
    is_binder,
)
from derive.prove.binary import is_binary, linear_denominator
from derive.prove.field import Value

if TYPE_CHECKING:
    from derive.prove.normal import NormalForm

__all__ = ["reduce"]

ROUNDS = 8


def reduce(nf: NormalForm, value: Value) -> Value:
    """The value with squares of roots, and powers of 0-1 quantities, taken down."""
    for _ in range(ROUNDS):
        algebraic = [i for i in value.generators() if _law(nf, i) is not None]
        changed = value
        for i in algebraic:
            changed = _reduce_generator(nf, changed, i)
        changed = _drop_exclusive(nf, changed)
        if nf.thorough:
            changed = linear_denominator(nf, changed)
        if changed.key == value.key:
            return value
        value = changed
    return value


def _law(nf: NormalForm, index: int) -> tuple[int, Value] | None:
    """(d, v) where the d-th power of the generator is v, if there is such a law."""
    atom = nf.table.atoms[index]
    if isinstance(atom, RootAtom):
        return 2, atom.argument
    if isinstance(atom, ExpAtom) and atom.divisor > 1:
        inner = atom.argument.single_generator()
        log = nf.table.atoms[inner] if inner is not None else None
        if isinstance(log, LogAtom):
            return atom.divisor, log.argument
    if isinstance(atom, OpaqueAtom) and atom.name == INDICATOR_LABEL:
        return 2, nf.field.generator(index)
    if is_binary(nf, index):
        return 2, nf.field.generator(index)
    return None


def _reduce_generator(nf: NormalForm, value: Value, index: int) -> Value:
    law = _law(nf, index)
    assert law is not None
    degree, image = law
    generator = nf.field.generator(index)
    parts = []
    for poly in (value.num, value.den):
        if poly.degrees()[index] < degree:
            parts.append(nf.field.polynomial(poly))
            continue
        by_exponent: dict[int, dict[tuple[int, ...], int]] = {}
        for monomial, coefficient in nf.field.terms(poly):
            rest = (*monomial[:index], 0, *monomial[index + 1 :])
            by_exponent.setdefault(monomial[index], {})[rest] = coefficient
        total = nf.field.zero
        for exponent, terms in by_exponent.items():
            times, left = divmod(exponent, degree)
            rest_value = nf.field.polynomial(nf.field.from_terms(terms))
            total = total + rest_value * image**times * generator**left
        parts.append(total)
    return parts[0] / parts[1]


def _drop_exclusive(nf: NormalForm, value: Value) -> Value:
    """y_s y_t = 0 for two different points of a one-hot family."""
    hot = [
        (i, atom)
        for i in value.generators()
        if isinstance(atom := nf.table.atoms[i], EntryAtom)
        and nf.facts.has(atom.name, "one-hot")
        and not is_binder(atom.at[-1])
    ]
    pairs = [
        (i, j)
        for i, a in hot
        for j, b in hot
        if i < j and a.name == b.name and a.at[:-1] == b.at[:-1] and a.at[-1] != b.at[-1]
    ]
    if not pairs:
        return value
    kept = {
        monomial: coefficient
        for monomial, coefficient in nf.field.terms(value.num)
        if not any(monomial[i] and monomial[j] for i, j in pairs)
    }
    return nf.field.fraction(nf.field.from_terms(kept), value.den)

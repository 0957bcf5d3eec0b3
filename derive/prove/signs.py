"""Trusted code. Signs that follow from facts: what is positive, what is never negative.

A sign is ``"+"`` (> 0), ``"0+"`` (>= 0) or ``None`` (not known). Nothing is guessed: a
polynomial is positive when each of its terms is non-negative and one is positive.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from derive.prove.atoms import (
    Binder,
    EntryAtom,
    ExpAtom,
    LogAtom,
    OpaqueAtom,
    RootAtom,
    ScalarAtom,
    SizeAtom,
    SumAtom,
)
from derive.prove.field import Value

if TYPE_CHECKING:
    from flint import fmpz_mpoly

    from derive.prove.normal import NormalForm

__all__ = ["is_positive", "is_total", "never_zero", "sign"]

Sign: TypeAlias = "Literal['+', '0+'] | None"


def is_positive(nf: NormalForm, value: Value) -> bool:
    """Whether the value is known to be > 0 wherever it is defined."""
    return sign(nf, value) == "+"


def sign(nf: NormalForm, value: Value) -> Sign:
    """The sign of a value, wherever it is defined."""
    if value.key in nf.positive_keys:
        return "+"
    above, below = _polynomial_sign(nf, value.num), _polynomial_sign(nf, value.den)
    if below is None or above is None:
        return "0+" if value.key in nf.nonnegative_keys else None
    # A denominator is not 0 where the value is defined.
    return above


def _polynomial_sign(nf: NormalForm, poly: fmpz_mpoly) -> Sign:
    key = nf.field.polynomial(poly).key
    if key in nf.positive_keys:
        return "+"
    found = _sign_of_terms(nf, poly, frozenset()) or _sign_by_sizes(nf, poly)
    return "0+" if found is None and key in nf.nonnegative_keys else found


def _sign_by_sizes(nf: NormalForm, poly: fmpz_mpoly) -> Sign:
    """The sign with ``n = m + r``, m >= 0: an index set has at least its r points in scope."""
    sizes = {
        i: atom.over
        for i, degree in enumerate(poly.degrees())
        if degree and isinstance(atom := nf.table.atoms[i], SizeAtom)
    }
    if not sizes:
        return None
    f = nf.field
    least = {i: max(1, len(nf.facts.points_of(over))) for i, over in sizes.items()}
    shifted = {i: f.generator(i) + f.number(r) for i, r in least.items()}
    above = f.substitute(f.polynomial(poly), shifted).num
    return _sign_of_terms(nf, above, frozenset(sizes))


def _sign_of_terms(nf: NormalForm, poly: fmpz_mpoly, maybe_zero: frozenset[int]) -> Sign:
    """The sign of a polynomial from those of its terms; some generators are >= 0 only."""
    strict = False
    for monomial, coefficient in nf.field.terms(poly):
        found = _monomial_sign(nf, monomial, maybe_zero) if coefficient > 0 else None
        if found is None:
            return None
        strict = strict or found == "+"
    return "+" if strict else "0+"


def _monomial_sign(
    nf: NormalForm, monomial: tuple[int, ...], maybe_zero: frozenset[int] = frozenset()
) -> Sign:
    strict = True
    for i, exponent in enumerate(monomial):
        if not exponent:
            continue
        found = "0+" if i in maybe_zero else _atom_sign(nf, i)
        if found is None and exponent % 2:
            return None
        strict = strict and found == "+"
    return "+" if strict else "0+"


def _atom_sign(nf: NormalForm, index: int) -> Sign:
    atom = nf.table.atoms[index]
    match atom:
        case ExpAtom() | SizeAtom():
            return "+"
        case RootAtom(argument):
            return "+" if sign(nf, argument) == "+" else "0+"
        case EntryAtom(name) | ScalarAtom(name):
            if nf.facts.has(name, "positive"):
                return "+"
            key = nf.field.generator(index).key
            if key in nf.positive_keys:
                return "+"
            known = nf.facts.has(name, "nonnegative") or key in nf.nonnegative_keys
            return "0+" if known else None
        case SumAtom(binders, body):
            if len(binders) == 1 and _is_mean(nf, binders[0], body):
                return "+"
            found = sign(nf, body)
            # A sum over a whole index set has a term; a restricted one may be empty.
            whole = not any(b.excluding for b in binders)
            return found if found != "+" or whole else "0+"
    return None


def _is_mean(nf: NormalForm, binder: Binder, body: Value) -> bool:
    """Whether the sum weighs something positive with a distribution: Σ_j p_j x_j with x > 0."""
    if binder.excluding or _polynomial_sign(nf, body.den) is None or len(body.num) != 1:
        return False
    ((monomial, coefficient),) = nf.field.terms(body.num)
    for i, exponent in enumerate(monomial):
        atom = nf.table.atoms[i] if exponent == 1 else None
        if (
            isinstance(atom, EntryAtom)
            and nf.facts.has(atom.name, "distribution")
            and atom.at[-1] == binder.token
            and binder.token not in atom.at[:-1]
        ):
            rest = tuple(0 if n == i else e for n, e in enumerate(monomial))
            return coefficient > 0 and _monomial_sign(nf, rest) == "+"
    return False


def is_total(nf: NormalForm, value: Value) -> bool:
    """Whether the value is defined for every value of its quantities that the facts allow."""
    if value.den != nf.field.one_poly and not never_zero(nf, value.den):
        return False
    return all(_atom_is_total(nf, i) for i in value.generators())


def never_zero(nf: NormalForm, poly: fmpz_mpoly) -> bool:
    """Whether a polynomial is known to be positive, or known to be negative."""
    return _polynomial_sign(nf, poly) == "+" or _polynomial_sign(nf, -poly) == "+"


def _atom_is_total(nf: NormalForm, index: int) -> bool:
    atom = nf.table.atoms[index]
    match atom:
        case EntryAtom() | ScalarAtom() | SizeAtom():
            return True
        case ExpAtom(argument, _):
            return is_total(nf, argument)
        case LogAtom(argument):
            return is_total(nf, argument) and sign(nf, argument) == "+"
        case RootAtom(argument):
            return is_total(nf, argument) and sign(nf, argument) is not None
        case OpaqueAtom(_, arguments):
            # An abstract function is defined, and smooth, wherever it is asked.
            return all(is_total(nf, argument) for argument in arguments)
        case SumAtom(binders, body):
            return not any(b.excluding for b in binders) and is_total(nf, body)
    return False

"""Trusted code. Sums over one range whose bodies depend on one another linearly.

``1/((x + 1)(x + 2)) = 1/(x + 1) − 1/(x + 2)``, and so it is for the sums over j. The bodies
that have been summed over a range are a basis: a new body is written as a combination of
them and of a polynomial if there is one, and joins them if there is none. So a sum has one
form at whatever depth it stands, in whatever order sums are met.

What makes it sound is the last line of ``_verified``: the combination equals the body as a
fraction, so it does at every point where the bodies are defined, and its coefficients, which
do not depend on the summed indices, divide by nothing that may be 0. How the combination
was found does not matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations
from typing import TYPE_CHECKING

from derive.prove.atoms import Binder, Token
from derive.prove.field import OutOfBudget, Value
from derive.prove.signs import never_zero

if TYPE_CHECKING:
    from flint import fmpz_mpoly

    from derive.prove.normal import NormalForm

__all__ = ["Combination", "Standard", "by_monomial", "express", "standard"]

Row = dict[int, Value]

#: Beyond this many bodies, unknowns and terms, a body counts as one of its own.
MAX_BASIS, MAX_UNKNOWNS, MAX_TERMS = 12, 24, 120
#: More binders than this are not looked at in every order.
MAX_BINDERS = 3
#: Binders that no sum in progress uses: one block for each height of a body.
FAR, BLOCK = 10_000, 10


@dataclass(frozen=True, slots=True)
class Standard:
    """A sum with its binders in a fixed order, and its body made symmetric in like binders."""

    group: object
    binders: tuple[Binder, ...]
    body: Value


@dataclass(frozen=True, slots=True)
class Combination:
    """The sum over the binders of ``Σ coefficient · body``, and of a polynomial."""

    binders: tuple[Binder, ...]
    parts: tuple[tuple[Value, Value], ...]
    polynomial: Value


def express(nf: NormalForm, binders: tuple[Binder, ...], body: Value) -> Combination | None:
    """The sum by the sums of the basis, which grows if need be; ``None`` if it is too large."""
    like = standard(nf, binders, body)
    if like is None:
        return None
    f = nf.field
    basis = nf.bases.setdefault(like.group, [])
    if like.body.is_zero():
        return Combination(like.binders, (), f.zero)
    for known in basis:
        if known.key == like.body.key:
            return Combination(like.binders, ((f.one, known),), f.zero)
    try:
        found = _combination(nf, tuple(basis), like)
    except OutOfBudget:
        found = None
    if found is None:
        basis.append(like.body)
        found = Combination(like.binders, ((f.one, like.body),), f.zero)
    return found


def standard(nf: NormalForm, binders: tuple[Binder, ...], body: Value) -> Standard | None:
    """The sum in standard form.

    Binders that may change places, because they run over the same elements, do so: the sum
    is the mean of what it is in each order.
    """
    if len(binders) > MAX_BINDERS:
        return None
    mine = {b.token for b in binders}
    outer = {b.token: tuple(sorted(b.excluding - mine, key=str)) for b in binders}
    pairs = {frozenset((b.token, t)) for b in binders for t in b.excluding & mine}
    if any(len({outer[t] for t in pair}) > 1 for pair in pairs):
        return None
    keys: dict[tuple[Binder, ...], object] = {}
    for order in permutations(binders):
        at = {b.token: n for n, b in enumerate(order)}
        ranges = tuple((b.over, tuple(map(str, outer[b.token]))) for b in order)
        keys[order] = ranges, tuple(sorted(tuple(sorted(at[t] for t in pair)) for pair in pairs))
    least = min(keys.values())  # type: ignore[type-var]
    orders = [order for order, key in keys.items() if key == least]
    start = FAR + BLOCK * nf.table.height(body)
    tokens: list[Token] = [("temp", start + n) for n in range(len(binders))]
    if set(tokens) & nf.table.open_in(body):
        return None
    total = nf.field.zero
    for order in orders:
        turned = body
        for binder, token in zip(order, tokens, strict=True):
            turned = nf.rebind(turned, binder.token, token)
        total = total + turned
    mean = nf.reduce(total * nf.field.number(len(orders)).inverse())
    at = {b.token: n for n, b in enumerate(orders[0])}
    placed = tuple(
        Binder(
            tokens[n],
            b.over,
            frozenset(outer[b.token])
            | {tokens[at[t]] for pair in pairs if b.token in pair for t in pair if at[t] < n},
        )
        for n, b in enumerate(orders[0])
    )
    return Standard((least, tuple(tokens)), placed, mean)


def by_monomial(
    nf: NormalForm, num: fmpz_mpoly, tokens: frozenset[Token]
) -> dict[tuple[int, ...], Value]:
    """A polynomial as a polynomial in what depends on the tokens."""
    atoms = nf.table.open_binders
    groups: dict[tuple[int, ...], dict[tuple[int, ...], int]] = {}
    for monomial, coefficient in nf.field.terms(num):
        inside = tuple(e if e and tokens & atoms[i] else 0 for i, e in enumerate(monomial))
        rest = tuple(e - d for e, d in zip(monomial, inside, strict=True))
        groups.setdefault(inside, {})[rest] = coefficient
    return {m: nf.field.polynomial(nf.field.from_terms(c)) for m, c in groups.items()}


def _combination(nf: NormalForm, basis: tuple[Value, ...], like: Standard) -> Combination | None:
    if len(basis) > MAX_BASIS:
        return None
    tokens = frozenset(b.token for b in like.binders)
    f = nf.field
    common = f.one_poly
    for value in (*basis, like.body):
        common = f.product(common, value.den // common.gcd(value.den))
    if len(common) > MAX_TERMS:
        return None
    tops = [f.product(v.num, common // v.den) for v in (*basis, like.body)]
    if sum(len(top) for top in tops) > MAX_TERMS * len(tops):
        return None
    below = by_monomial(nf, common, tokens)
    columns = [by_monomial(nf, top, tokens) for top in tops]
    shifts = _shifts(below, columns)
    if len(basis) + len(shifts) > MAX_UNKNOWNS:
        return None
    target = columns.pop()
    for shift in shifts:
        columns.append({tuple(map(sum, zip(m, shift, strict=True))): c for m, c in below.items()})
    solved = _solution(nf, columns, target)
    if solved is None:
        return None
    polynomial = f.zero
    for shift, coefficient in zip(shifts, solved[len(basis) :], strict=True):
        polynomial = polynomial + coefficient * f.polynomial(f.from_terms({shift: 1}))
    parts = tuple((c, b) for c, b in zip(solved, basis, strict=False) if not c.is_zero())
    return _verified(nf, like, Combination(like.binders, parts, polynomial))


def _verified(nf: NormalForm, like: Standard, found: Combination) -> Combination | None:
    """The combination, if it equals the body and divides by nothing that may be 0."""
    total = found.polynomial
    divisors = [found.polynomial.den]
    for coefficient, body in found.parts:
        total = total + coefficient * body
        divisors.append(coefficient.den)
    if not all(never_zero(nf, divisor) for divisor in divisors):
        return None
    return found if nf.reduce(like.body - total).is_zero() else None


def _shifts(
    below: dict[tuple[int, ...], Value], columns: list[dict[tuple[int, ...], Value]]
) -> list[tuple[int, ...]]:
    """The monomials that a polynomial part may have: 1, and what a leading term leaves."""
    lead = max(below)
    found = {tuple(0 for _ in lead)}
    for monomial in {m for column in columns for m in column}:
        if all(e >= d for e, d in zip(monomial, lead, strict=True)):
            found.add(tuple(e - d for e, d in zip(monomial, lead, strict=True)))
    return sorted(found)


def _solution(
    nf: NormalForm,
    columns: list[dict[tuple[int, ...], Value]],
    target: dict[tuple[int, ...], Value],
) -> list[Value] | None:
    """Coefficients with ``Σ c_i column_i = target``, by elimination; ``None`` if there are none."""
    f, last = nf.field, len(columns)
    rows: list[Row] = []
    for monomial in sorted({m for column in (*columns, target) for m in column}):
        row = {n: column[monomial] for n, column in enumerate(columns) if monomial in column}
        if monomial in target:
            row[last] = target[monomial]
        rows.append(row)
    pivots: dict[int, Row] = {}
    for column in range(last):
        held = [row for row in rows if column in row]
        if not held:
            continue
        # A number is the best divisor: it is not 0 at any point.
        chosen = min(held, key=lambda r: (r[column].as_rational() is None, len(r)))
        rows = [row for row in rows if row is not chosen]
        scale = chosen[column].inverse()
        pivot = {n: v * scale for n, v in chosen.items()}
        rows = [_without(row, pivot, column) for row in rows]
        pivots = {n: _without(row, pivot, column) for n, row in pivots.items()}
        pivots[column] = pivot
    if any(last in row for row in rows):
        return None
    return [pivots[n].get(last, f.zero) if n in pivots else f.zero for n in range(last)]


def _without(row: Row, pivot: Row, column: int) -> Row:
    """The row less its multiple of the pivot row."""
    factor = row.get(column)
    if factor is None:
        return row
    changed = dict(row)
    for n, value in pivot.items():
        left = changed[n] - factor * value if n in changed else -(factor * value)
        if left.is_zero():
            changed.pop(n, None)
        else:
            changed[n] = left
    return changed

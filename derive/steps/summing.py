"""Sums read as polynomials: constants taken out, δ used, nests of sums put in the best order."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import permutations
from typing import TYPE_CHECKING, TypeAlias

from derive.steps.polynomials import (
    ONE_POLYNOMIAL,
    Monomial,
    Polynomial,
    TooLong,
    plus,
    product,
    scaled,
    times,
)
from derive.syntax.tree import Delta, Entry, Index, IndexTerm, Number, Size, Sum, Written
from derive.syntax.walk import free_indices, node_count, rename_index

if TYPE_CHECKING:
    from derive.steps.reading import Reader

__all__ = ["bound_apart", "sum_of"]

#: Up to this many nested sums, every order of them is tried.
MAX_NESTED = 3

#: The indices of a nest of sums, outermost first, each with what it leaves out.
Binders: TypeAlias = "tuple[tuple[Index, tuple[IndexTerm, ...]], ...]"


def sum_of(
    reader: Reader, body: Polynomial, index: Index, excluding: tuple[IndexTerm, ...]
) -> Polynomial:
    """Σ of a polynomial, term by term."""
    parts = []
    for monomial, number in body.items():
        inside = tuple((a, e) for a, e in monomial if index in reader.atoms.letters[a])
        outside = product(monomial, inside, -1)
        one = _sum_of_term(reader, inside, index, excluding)
        parts.append(scaled(one, number, outside))
    return reader.settled(plus(*parts))


def _sum_of_term(
    reader: Reader, body: Monomial, index: Index, excluding: tuple[IndexTerm, ...]
) -> Polynomial:
    if not body:
        if len(excluding) > 1:
            return reader.atom(Sum(Number(Fraction(1)), index, excluding))
        size = reader.atoms.polynomial(Size(index.over))
        return plus(size, {(): Fraction(-len(excluding))} if excluding else {})
    for atom, exponent in body:
        delta = reader.atoms.forms[atom]
        if isinstance(delta, Delta) and exponent > 0:
            return _sum_with_delta(reader, body, atom, delta, index, excluding)
    if _is_one(reader, body, index, excluding):
        return ONE_POLYNOMIAL
    return _nested(reader, body, ((index, excluding),))


def _sum_with_delta(
    reader: Reader,
    body: Monomial,
    atom: int,
    delta: Delta,
    index: Index,
    excluding: tuple[IndexTerm, ...],
) -> Polynomial:
    point = delta.right if delta.left == index else delta.left
    rest = tuple((a, e) for a, e in body if a != atom)
    found = reader.renamed(rest, index, point)
    for left_out in excluding:
        apart = plus(ONE_POLYNOMIAL, scaled(reader.delta(point, left_out), Fraction(-1)))
        found = times(found, apart)
    return found


def _is_one(reader: Reader, body: Monomial, index: Index, excluding: tuple[IndexTerm, ...]) -> bool:
    if excluding or len(body) != 1 or body[0][1] != 1:
        return False
    entry = reader.atoms.forms[body[0][0]]
    return (
        isinstance(entry, Entry)
        and entry.name in reader.sums_to_one
        and entry.indices[-1] == index
        and index not in entry.indices[:-1]
    )


def _nested(reader: Reader, body: Monomial, binders: Binders) -> Polynomial:
    """Σ over several indices as the smallest nest of sums."""
    opened = _opened(reader, body, binders)
    if opened is not None:
        return opened
    free = all(not excluding for _, excluding in binders)
    orders: Iterable[Binders] = [binders]
    if free and 1 < len(binders) <= MAX_NESTED:
        orders = permutations(binders)
    found = [_nest(reader, body, order) for order in orders]
    return _read_nest(reader, min(found, key=lambda form: (node_count(form), str(form))))


def _read_nest(reader: Reader, form: Written) -> Polynomial:
    """A nest of sums that is in order: an atom, or the product that naming made of it."""
    if isinstance(form, Sum):
        return reader.atoms.polynomial(form)
    return reader.factor(form, 1)


def _opened(reader: Reader, body: Monomial, binders: Binders) -> Polynomial | None:
    """The sum with a sum inside it taken as one more index, if there is one."""
    mine = {index for index, _ in binders}
    for atom, exponent in body:
        inner = reader.atoms.forms[atom]
        if not isinstance(inner, Sum) or exponent != 1 or not mine & reader.atoms.letters[atom]:
            continue
        rest = tuple((a, e) for a, e in body if a != atom)
        inner = bound_apart(inner, mine | reader.atoms.free(rest))
        read = reader.read(inner.body)
        if len(read) != 1:
            continue
        ((monomial, number),) = read.items()
        joined = product(rest, monomial)
        more = (*binders, (inner.index, inner.excluding))
        return scaled(_nested(reader, joined, more), number)
    return None


def _nest(reader: Reader, body: Monomial, binders: Binders) -> Written:
    """``Σ_i a_i Σ_j b_ij``: each factor stands as far out as it can."""
    remaining: Polynomial = {body: Fraction(1)}
    for index, excluding in reversed(binders):
        ((monomial, number),) = remaining.items()
        inside = tuple((a, e) for a, e in monomial if index in reader.atoms.letters[a])
        outside = product(monomial, inside, -1)
        if not inside:
            total = _sum_of_term(reader, (), index, excluding)
        elif _is_one(reader, inside, index, excluding):
            total = ONE_POLYNOMIAL
        else:
            total = reader.atom(Sum(reader.write({inside: Fraction(1)}), index, excluding))
        if len(total) != 1:
            raise TooLong
        remaining = reader.settled(scaled(total, number, outside))
        if len(remaining) != 1:
            raise TooLong
    return reader.write(remaining)


def bound_apart(form: Sum, taken: Iterable[Index]) -> Sum:
    """The sum with another letter, if its own is taken."""
    taken = set(taken)
    if form.index not in taken:
        return form
    used = taken | free_indices(form.body)
    number = 1
    while (fresh := Index(f"{form.index.name}\u200b{number}", form.index.over)) in used:
        number += 1
    return Sum(rename_index(form.body, form.index, fresh), fresh, form.excluding)

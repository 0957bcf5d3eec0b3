"""Sums over sets of known size, and equations at their letters, written out number by number."""

from __future__ import annotations

import re
from fractions import Fraction

from derive.reading.families import POSITION
from derive.reading.search import Ignorance
from derive.reading.values import instance
from derive.syntax.declare import Declaration
from derive.syntax.tree import Add, Delta, Entry, IndexSet, Mul, Number, Point, Sum, Written
from derive.syntax.walk import free_indices, map_children

__all__ = ["at_numbers", "written_out"]

#: Into how many terms sums over sets of known size are written out.
MOST_TERMS = 400
#: The name of a family at a worked-out index: ``x[·+1]``.
_SHIFT = re.compile(r".+\[·(?P<by>[+-]\d+)\]")
ZERO, ONE = Number(Fraction(0)), Number(Fraction(1))


def written_out(form: Written) -> Written:
    """The form with its sums over sets of known size as sums of terms, and δ at numbers known.

    >>> from derive import Sum, index_set, indices, vector
    >>> two = index_set("2")
    >>> (j,) = indices("j", two)
    >>> print(written_out(Sum(vector("x", two)[j], j)))
    x_1 + x_2
    """
    match form:
        case Sum(body, index, excluding) if index.over.name.isdigit():
            if not all(isinstance(x, Point) for x in excluding):
                return Sum(written_out(body), index, excluding)
            left_out = {x.value for x in excluding if isinstance(x, Point)}
            numbers = [n for n in range(1, int(index.over.name) + 1) if n not in left_out]
            if len(numbers) > MOST_TERMS:
                raise Ignorance(f"a sum of {len(numbers)} terms that is written out")
            terms = [written_out(instance(body, index, Point(n, index.over))) for n in numbers]
            return _sum(terms)
        case Delta(Point(value=one), Point(value=other)):
            return ONE if one == other else ZERO
        case Entry(name=name, indices=(Point(value=n),)) if name.startswith(POSITION):
            return Number(Fraction(n))
        case Entry(name=name, indices=(Point(value=n, over=over),), declared=declared):
            return _shifted(form, name, n, over, declared)
        case Mul(factors):
            return _product(tuple(map(written_out, factors)), factors)
        case Add(terms):
            return _sum([written_out(t) for t in terms if not _vanishes(t)])
    return map_children(form, written_out)


def _shifted(
    form: Entry, name: str, n: int, over: IndexSet, declared: Declaration | None
) -> Written:
    """``x_{i+1}`` at 1 is x at 2, in a set of known size."""
    found = _SHIFT.fullmatch(name)
    if found is None or declared is None or not declared.of or not over.name.isdigit():
        return form
    whole, at = declared.of[0], n + int(found["by"])
    if whole.axes != (over,) or not 1 <= at <= int(over.name):
        return form
    return Entry(whole.name, (Point(at, over),), whole)


def _vanishes(form: Written) -> bool:
    """Whether a δ at two numbers makes a term 0."""
    factors = form.factors if isinstance(form, Mul) else (form,)
    return any(
        isinstance(f, Delta)
        and isinstance(f.left, Point)
        and isinstance(f.right, Point)
        and f.left.value != f.right.value
        for f in factors
    )


def _product(made: tuple[Written, ...], factors: tuple[Written, ...]) -> Written:
    """A product without the δ at two equal numbers that stood in it."""
    kept = tuple(
        new
        for new, old in zip(made, factors, strict=True)
        if not (isinstance(old, Delta) and isinstance(new, Number) and new == ONE)
    )
    if len(kept) > 1:
        return Mul(kept)
    return kept[0] if kept else ONE


def _sum(terms: list[Written]) -> Written:
    if not terms:
        return ZERO
    return terms[0] if len(terms) == 1 else Add(tuple(terms))


def at_numbers(lhs: Written, rhs: Written) -> list[tuple[Written, Written]]:
    """Both sides at every value of the letters that range over sets of known size."""
    free = sorted(
        (i for form in (lhs, rhs) for i in free_indices(form) if i.over.name.isdigit()),
        key=lambda index: index.name,
    )
    if not free:
        return [(written_out(lhs), written_out(rhs))]
    found: list[tuple[Written, Written]] = []
    for n in range(1, int(free[0].over.name) + 1):
        point = Point(n, free[0].over)
        found += at_numbers(instance(lhs, free[0], point), instance(rhs, free[0], point))
        if len(found) > MOST_TERMS:
            raise Ignorance("an equation of too many entries of known sizes")
    return found

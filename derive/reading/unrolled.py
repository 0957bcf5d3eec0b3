"""Sums over sets of known size, and equations at their letters, written out number by number."""

from __future__ import annotations

import re
from fractions import Fraction

from derive.reading.entries import added, instance
from derive.reading.families import POSITION
from derive.reading.search import Ignorance
from derive.syntax.tree import Entry, Number, Point, Sum, Written
from derive.syntax.walk import free_indices, map_children

__all__ = ["at_numbers", "written_out"]

#: Into how many terms sums over sets of known size are written out.
MOST_TERMS = 400
#: The name of a family at a worked-out index: ``x[·+1]``.
_SHIFT = re.compile(r".+\[·(?P<by>[+-]\d+)\]")


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
            left_out = {x.value for x in excluding if isinstance(x, Point)}
            if len(left_out) < len(excluding):
                return Sum(written_out(body), index, excluding)
            numbers = [n for n in range(1, int(index.over.name) + 1) if n not in left_out]
            if len(numbers) > MOST_TERMS:
                raise Ignorance(f"a sum of {len(numbers)} terms that is written out")
            return added(written_out(instance(body, index, Point(n, index.over))) for n in numbers)
        case Entry(name=name, indices=(Point(value=n),)) if name.startswith(POSITION):
            return Number(Fraction(n))
        case Entry(indices=(Point(),)):
            return _shifted(form)
    return map_children(form, written_out)


def _shifted(form: Entry) -> Entry:
    """``x_{i+1}`` at 1 is x at 2, in a set of known size."""
    found, declared, (point,) = _SHIFT.fullmatch(form.name), form.declared, form.indices
    size, over = point.over.name, point.over
    if found is None or declared is None or not declared.of or not size.isdigit():
        return form
    whole, at = declared.of[0], point.value + int(found["by"])  # type: ignore[union-attr]
    fits = whole.axes == (over,) and 1 <= at <= int(size)
    return Entry(whole.name, (Point(at, over),), whole) if fits else form


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

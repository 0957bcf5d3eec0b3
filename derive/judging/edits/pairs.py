"""Two slips in one step, found from the values of each by itself.

What two changes do together is foretold: their effects add up in a sum, multiply in a product, and
a sign turns what the other one does. Only pairs that are foretold to mend the step are read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

from derive.judging.edits.change import Places, Side, fitted, together
from derive.judging.edits.missing import Parts, number_of, scaled
from derive.judging.edits.values import Values, agree
from derive.notation.nodes import Term

__all__ = ["Single", "pairs"]

_Numbers: TypeAlias = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Single:
    """A single change with its values at the points of the step."""

    kind: str
    places: Places
    values: Values


@dataclass(frozen=True, slots=True)
class _Known:
    """A single change whose values are known at all points, and the term that it is in, if one."""

    single: Single
    values: _Numbers
    term: int | None


def pairs(side: Side, singles: list[Single], parts: Parts) -> Iterator[tuple[str, Places]]:
    """The pairs of changes that may mend the step: with a number as a factor, then any two."""
    known = list(_known(side, singles))
    for one in known:
        if one.term is not None and parts.terms[one.term]:
            # What the term should be, by what it is after the change.
            rest = _rest(parts, one.term)
            now = [value - other for value, other in zip(one.values, rest, strict=True)]
            wanted = [value - other for value, other in zip(parts.left, rest, strict=True)]
            if all(now):
                number = number_of(tuple(a / b for a, b in zip(wanted, now, strict=True)))
                term = side.notation.terms[one.term]
                both = number and together(one.single.places, scaled(side, term, number, (), ()))
                if both and number != 1:
                    yield f"{one.single.kind} and the factor", fitted(side, both)
    for one, other in combinations(known, 2):
        if any(agree(told, parts.left) for told in _foretold(one, other, parts)):
            both = together(one.single.places, other.single.places)
            if both is not None:
                yield _named(one.single.kind, other.single.kind), both


def _known(side: Side, singles: list[Single]) -> Iterator[_Known]:
    for single in singles:
        values = tuple(value for value in single.values if value is not None)
        if len(values) == len(single.values):
            inside = [n for n, t in enumerate(side.notation.terms) if _is_in(single.places, t)]
            yield _Known(single, values, inside[0] if inside else None)


def _is_in(places: Places, term: Term) -> bool:
    return all(term.start <= start and end <= term.end for start, end, _ in places)


def _rest(parts: Parts, term: int) -> _Numbers:
    """What the other terms of a side come to."""
    return tuple(a - b for a, b in zip(parts.right, parts.terms[term], strict=True))


def _named(one: str, other: str) -> str:
    return f"{one}, twice" if one == other else f"{one} and {other}"


def _foretold(one: _Known, other: _Known, parts: Parts) -> Iterator[Values]:
    """What the two together may come to: in a sum, around each other, in a product."""
    known = list(zip(one.values, other.values, parts.right, strict=True))
    yield tuple(a + b - c for a, b, c in known)
    yield tuple(a - b + c for a, b, c in known)
    yield tuple(b - a + c for a, b, c in known)
    if one.term is not None and one.term == other.term and parts.terms[one.term]:
        rest = _rest(parts, one.term)
        if all(c - r for (_, _, c), r in zip(known, rest, strict=True)):
            yield tuple(
                r + (a - r) * (b - r) / (c - r) for (a, b, c), r in zip(known, rest, strict=True)
            )

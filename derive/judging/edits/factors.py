"""Slips in products, undone: a factor too many or missing, a quotient turned over."""

from __future__ import annotations

from collections.abc import Iterator

from derive.judging.edits.change import Places, Side, span
from derive.judging.edits.names import Names
from derive.judging.edits.parts import SUMS, Unit, begin_of, computed, is_derivative, terms, units
from derive.notation.names import one_item
from derive.notation.nodes import (
    Bracket,
    Clauses,
    Digits,
    Fraction,
    Head,
    Item,
    Operator,
    Scripted,
    Term,
)

__all__ = ["factors", "inserted", "quotients"]

_NUMBERS = ("2", r"\frac{1}{2}")


def factors(side: Side, names: Names) -> Iterator[Places]:
    """A factor less, and 2, ½ or a size more; ½ for 2."""
    for term in terms(side):
        row = list(units(term))
        whole = [unit for unit in row if (unit.start, unit.end) == (begin_of(term), term.end)]
        yield from (_without(term, unit) for unit in row if unit not in whole and _rest(term, unit))
    for term in terms(side):
        for item in term.items:
            if isinstance(item, Digits) and len(term.items) > 1:
                yield ((item.start, item.end, rf"\frac{{1}}{{{item.text}}}"),)
    outermost = {id(term) for term in side.notation.terms}
    for term in terms(side):
        if id(term) not in outermost:
            wanted = (*_NUMBERS, *(rf"\frac{{1}}{{{size}}}" for size in names.sizes))
            yield from (times(side, term, factor) for factor in wanted)


def _rest(term: Term, unit: Unit) -> bool:
    """Whether something is left without a factor that no sign needs behind it."""
    rest = [item for item in term.items if item not in unit.items]
    return bool(rest) and not isinstance(rest[-1], Head)


def times(side: Side, term: Term, factor: str) -> Places:
    """A term with a factor more; in place of a 1."""
    begin = begin_of(term)
    if side.text[begin : term.end].strip() == "1":
        return ((begin, term.end, factor),)
    return ((begin, begin, f"{factor} "),)


def _without(term: Term, unit: Unit) -> Places:
    """A term without one of its factors, and without the sign that joins it."""
    places = [n for n, item in enumerate(term.items) if item in unit.items]
    first, last = places[0], places[-1]
    if first and isinstance(term.items[first - 1], Operator) and _joins(term.items[first - 1]):
        return ((term.items[first - 1].start, unit.end, ""),)
    if last + 1 < len(term.items):
        follower = term.items[last + 1]
        if isinstance(follower, Operator) and last + 2 < len(term.items):
            if follower.sign == "/":
                return ((unit.start, unit.end, "1"),)
            follower = term.items[last + 2]
        return ((unit.start, follower.start, ""),)
    return ((term.items[first - 1].end if first else unit.start, unit.end, ""),)


def _joins(item: Item) -> bool:
    return isinstance(item, Operator) and item.sign not in ("+", "-")


def quotients(side: Side, names: Names) -> Iterator[Places]:
    """A quotient turned over, without what is above or below, with another power below it."""
    for node in computed(side.notation):
        if not isinstance(node, Fraction):
            continue
        one, other = side.inside(node.above), side.inside(node.below)
        yield (*span(node.above), other), (*span(node.below), one)
        if is_derivative(node):
            continue
        yield ((node.start, node.end, one),)
        yield ((*span(node.above), "1"),)
        yield ((node.start, node.end, f"{one} {other}"),)
        start, end = span(node.below)
        item = one_item(node.below)
        if isinstance(item, Clauses) or (isinstance(item, Bracket) and item.kind == "{"):
            yield (start, start, "("), (end, end, ")^2")
        elif not (isinstance(item, Scripted) and item.above is not None):
            yield ((end, end, "^2"),)
    for term in terms(side):
        for before, item, after in zip(term.items, term.items[1:], term.items[2:], strict=False):
            if isinstance(item, Operator) and item.sign == "/":
                yield (
                    (before.start, before.end, side.of(after)),
                    (after.start, after.end, side.of(before)),
                )


def inserted(side: Side, names: Names) -> Iterator[Places]:
    """A quantity of which the step or what bears on it speaks, as a factor more."""
    for node in computed(side.notation):
        if isinstance(node, Fraction) and not is_derivative(node):
            for part in (node.above, node.below):
                start, end = span(part)
                one = side.text[start:end].strip() == "1"
                for said in names.quantities:
                    yield ((start, end, said),) if one else ((start, start, f"{said} "),)
    outermost = list(side.notation.terms)
    ordered = (*(t for t in terms(side) if t not in outermost), *outermost)
    for term in ordered:
        row = [item for item in term.items if isinstance(item, Head) and item.name in SUMS]
        last = term.items[-1]
        for said in names.quantities:
            if isinstance(last, Digits):
                yield times(side, term, said)
            elif row and isinstance(last, Fraction):
                yield ((row[-1].end, row[-1].end, f" {said} "),)
            else:
                yield ((term.end, term.end, f" {said}"),)
    for term in ordered:
        for said in names.quantities:
            yield times(side, term, said)

"""What is missing in a whole: a factor of a term, a term more, found from values alone.

The quotient of what a term should be and what it is is looked for among products of a few
quantities of which the step speaks, and so is the difference of the sides. No candidate is read
for it but each quantity, once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations_with_replacement
from typing import TypeAlias

from derive.judging.edits.ground import Ground, Values
from derive.judging.edits.names import Names
from derive.judging.edits.side import Places, Side, begin_of, flipped, units
from derive.notation.nodes import Digits, Expression, Term

__all__ = ["Parts", "missing", "number_of", "parts_of", "scaled"]

_Numbers: TypeAlias = tuple[float, ...]

#: Numbers that are tried as a coefficient: quotients of numbers up to this.
MOST_NUMBER = 12
#: How many quantities are tried in products of two, and of three.
IN_PAIRS, IN_THREES = 30, 9
_CLOSE = 1e-9


@dataclass(frozen=True, slots=True)
class Parts:
    """The values of both sides, of the terms, and of quantities by their spelling."""

    left: _Numbers
    right: _Numbers
    terms: tuple[_Numbers, ...]
    quantities: Mapping[str, _Numbers]
    sizes: tuple[str, ...]

    def wanted(self, term: int) -> _Numbers:
        """What a term should be, if all others are right."""
        rest = zip(self.left, self.right, self.terms[term], strict=True)
        return tuple(left - right + own for left, right, own in rest)


def parts_of(ground: Ground, names: Names) -> Parts | None:
    """The values of a side by its parts, as far as they are read."""
    side = ground.side
    right = _known(ground.values(ground.built))
    if not right:
        return None
    terms = side.notation.terms
    alone = [ground.read(Expression(t.start, t.end, (t,))) for t in terms]
    quantities: dict[str, _Numbers] = {}
    for said in (*names.sizes, *names.quantities):
        # Beside the whole, a quantity has the indices and the rank that it needs there.
        times = ground.read(f"{said} \\cdot \\left({side.of(side.notation)}\\right)")
        known = _quotient(_known(ground.values(times)), right)
        if known:
            quantities.setdefault(said, known)
    left = tuple(point.left for point in ground.points)
    values = tuple(_known(ground.values(built)) for built in alone)
    return Parts(left, right, values, quantities, names.sizes)


def _known(values: Values | None) -> _Numbers:
    """Values that are all known, or none."""
    found = tuple(value for value in values or () if value is not None)
    return found if len(found) == len(values or ()) else ()


def _quotient(above: _Numbers, below: _Numbers) -> _Numbers:
    """A quotient at every point; nothing where it is not defined."""
    if not above or not all(below):
        return ()
    return tuple(a / b for a, b in zip(above, below, strict=True))


def missing(ground: Ground, parts: Parts) -> Iterator[tuple[str, Places]]:
    """The changes that put in what is missing: a factor of a term, then a term."""
    side = ground.side
    for n, term in enumerate(side.notation.terms):
        ratio = _quotient(parts.wanted(n), parts.terms[n]) if parts.terms[n] else ()
        for number, above, below in _factors(side, term, parts, ratio) if ratio else ():
            yield "the factor", scaled(side, term, number, above, below)
    end = side.notation.end
    difference = tuple(a - b for a, b in zip(parts.left, parts.right, strict=True))
    for number, factors in _products(difference, parts.quantities) if all(difference) else ():
        sign, said = "-" if number < 0 else "+", _written(abs(number), factors)
        yield "a term", ((end, end, f" {sign} {said}"),)


def _factors(
    side: Side, term: Term, parts: Parts, ratio: _Numbers
) -> Iterator[tuple[Fraction, tuple[str, ...], tuple[str, ...]]]:
    """A number with quantities above, or with one of them below, that a term lacks.

    What stands in the term is not put below it: that would take it away, or put another factor
    in its place.
    """
    for number, above in _products(ratio, parts.quantities):
        yield number, above, ()
    there = {side.of(unit) for unit in units(term)}
    for said, values in parts.quantities.items():
        times = tuple(a * b for a, b in zip(ratio, values, strict=True))
        among = parts.quantities if said in parts.sizes else {}
        for number, above in _products(times, among) if said not in there else ():
            if said not in above:
                yield number, above, (said,)


def _products(
    wanted: _Numbers, quantities: Mapping[str, _Numbers]
) -> Iterator[tuple[Fraction, tuple[str, ...]]]:
    """The products of a number and a few quantities that have the wanted values."""
    factors = [(said, values) for said, values in quantities.items() if all(values)]
    for many, among in enumerate(((), factors, factors[:IN_PAIRS], factors[:IN_THREES])):
        for chosen in combinations_with_replacement(among, many):
            rest = wanted
            for _, values in chosen:
                rest = _quotient(rest, values)
            number = number_of(rest)
            if number is not None:
                yield number, tuple(said for said, _ in chosen)


def number_of(values: _Numbers) -> Fraction | None:
    """The simple number that all values are, if they are one; never 0.

    >>> number_of((0.5, 0.5)), number_of((0.5, 0.6)), number_of((0.0, 0.0))
    (Fraction(1, 2), None, None)
    """
    first = values[0] if values else 0.0
    if not 0 < abs(first) <= MOST_NUMBER + 1:
        return None
    number = Fraction(first).limit_denominator(MOST_NUMBER)
    near = all(abs(value - float(number)) <= _CLOSE * abs(first) for value in values)
    return number if near and number and abs(number.numerator) <= MOST_NUMBER else None


def scaled(
    side: Side, term: Term, number: Fraction, above: tuple[str, ...], below: tuple[str, ...]
) -> Places:
    """A term with more factors before it, one with the number that stands there."""
    first, begin = term.items[0], begin_of(term)
    places = flipped(side.notation, term) if number < 0 else ()
    digits = isinstance(first, Digits) and first.text.isdecimal()
    said = _written(abs(number) * (int(side.of(first)) if digits else 1), above, below)
    if said == "1" and len(term.items) > 1:
        said = ""
    if digits:
        return (*places, (begin, first.end if said else term.items[1].start, said))
    return (*places, (begin, begin, f"{said} ")) if said else places


def _written(number: Fraction, above: tuple[str, ...], below: tuple[str, ...] = ()) -> str:
    """A number and factors as LaTeX."""
    rows = []
    for times, factors in ((number.numerator, above), (number.denominator, below)):
        powers = [_power(said, factors.count(said)) for said in dict.fromkeys(factors)]
        rows.append(" ".join([*([str(times)] if times != 1 or not powers else []), *powers]))
    return rows[0] if rows[1] == "1" else rf"\frac{{{rows[0]}}}{{{rows[1]}}}"


def _power(said: str, n: int) -> str:
    simple = not set("^( ") & set(said)
    return said if n == 1 else f"{said}^{n}" if simple else " ".join([said] * n)

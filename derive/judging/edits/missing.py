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

from derive.judging.edits.change import Places, Side, span
from derive.judging.edits.ground import Ground, parsed
from derive.judging.edits.names import Names
from derive.judging.edits.parts import begin_of, is_derivative, units
from derive.judging.edits.tautology import in_order
from derive.judging.edits.values import Points, Values
from derive.notation import nodes
from derive.notation.nodes import Digits, Expression, Term

__all__ = ["Parts", "missing", "number_of", "parts_of", "scaled"]

#: Numbers that are tried as a coefficient: quotients of numbers up to this.
MOST_NUMBER = 12
#: How many quantities are tried in products of two, and of three.
IN_PAIRS, IN_THREES = 30, 9
_CLOSE = 1e-9


@dataclass(frozen=True, slots=True)
class Parts:
    """The values of the terms of a side, of quantities by their spelling, and what is to be met.

    ``divisors`` are those of them that may stand below a bar: names, and ``sizes``.
    """

    left: tuple[float, ...]
    right: tuple[float, ...]
    terms: tuple[tuple[float, ...], ...]
    quantities: Mapping[str, tuple[float, ...]]
    divisors: Mapping[str, tuple[float, ...]]
    sizes: tuple[str, ...] = ()


def parts_of(ground: Ground, points: Points, names: Names) -> Parts | None:
    """The values of a side by its parts, as far as they are read."""
    side = ground.side
    right = _known(points.right)
    if right is None:
        return None
    terms: list[tuple[float, ...]] = []
    for term in side.notation.terms:
        alone = Expression(term.start, term.end, (term,))
        built = ground.read(alone) if len(side.notation.terms) > 1 else ground.built
        values = None if built is None else points.of(built)
        terms.append((None if values is None else _known(values)) or ())
    quantities: dict[str, tuple[float, ...]] = {}
    written = side.text[side.notation.start : side.notation.end]
    for said in (*names.sizes, *names.quantities, *names.compounds):
        # Beside the whole, a quantity has the indices and the rank that it needs there.
        times = parsed(side, f"{said} \\cdot \\left({written}\\right)")
        built = None if times is None else ground.read(times)
        values = None if built is None else points.of(built)
        known = None if values is None else _quotient(_known(values), right)
        if known is not None:
            quantities.setdefault(said, known)
    divisors = {said: v for said, v in quantities.items() if said not in names.compounds}
    return Parts(points.left, right, tuple(terms), quantities, divisors, names.sizes)


def _known(values: Values) -> tuple[float, ...] | None:
    found = tuple(value for value in values if value is not None)
    return found if len(found) == len(values) else None


def _quotient(
    above: tuple[float, ...] | None, below: tuple[float, ...]
) -> tuple[float, ...] | None:
    """A quotient at every point; ``None`` where it is not defined."""
    if above is None or not all(below):
        return None
    return tuple(a / b for a, b in zip(above, below, strict=True))


def missing(side: Side, parts: Parts) -> Iterator[tuple[str, Places]]:
    """The changes that put in what is missing: a factor of a term, then a term."""
    for term, values in zip(side.notation.terms, parts.terms, strict=True):
        if values:
            rest = zip(parts.left, parts.right, values, strict=True)
            ratio = _quotient(tuple(a - b + c for a, b, c in rest), values)
            for number, above, below in _factors(side, term, parts, ratio):
                yield "the factor", scaled(side, term, number, above, below)
    difference = tuple(a - b for a, b in zip(parts.left, parts.right, strict=True))
    there = {in_order(term) for term in side.notation.terms}
    end = side.notation.end
    for number, factors in _products(difference, parts.quantities) if all(difference) else ():
        said = _written(abs(number), factors)
        alone = parsed(side, said)
        if alone is not None and in_order(alone.terms[0]) not in there:
            yield "a term", ((end, end, f" {'-' if number < 0 else '+'} {said}"),)


def _factors(
    side: Side, term: Term, parts: Parts, ratio: tuple[float, ...] | None
) -> Iterator[tuple[Fraction, tuple[str, ...], tuple[str, ...]]]:
    """A number with quantities above, or with one of them below, that a term lacks.

    What stands in the term is not put below it: that would take it away, or put another factor
    in its place.
    """
    if ratio is None:
        return
    for number, above in _products(ratio, parts.quantities):
        yield number, above, ()
    there = {side.text[unit.start : unit.end].strip() for unit in units(term)}
    for said, values in parts.divisors.items():
        if said not in there:
            times = tuple(a * b for a, b in zip(ratio, values, strict=True))
            among = parts.quantities if said in parts.sizes else {}
            for number, above in _products(times, among):
                if said not in above:
                    yield number, above, (said,)


def _products(
    wanted: tuple[float, ...], quantities: Mapping[str, tuple[float, ...]]
) -> Iterator[tuple[Fraction, tuple[str, ...]]]:
    """The products of a number and a few quantities that have the wanted values."""
    number = number_of(wanted)
    if number is not None:
        yield number, ()
    factors = [(said, values) for said, values in quantities.items() if all(values)]
    for many, among in ((1, factors), (2, factors[:IN_PAIRS]), (3, factors[:IN_THREES])):
        for chosen in combinations_with_replacement(among, many):
            rest = wanted
            for _, values in chosen:
                rest = tuple(r / v for r, v in zip(rest, values, strict=True))
            number = number_of(rest)
            if number is not None:
                yield number, tuple(said for said, _ in chosen)


def number_of(values: tuple[float, ...]) -> Fraction | None:
    """The simple number that all values are, if they are one; never 0.

    >>> number_of((0.5, 0.5)), number_of((0.5, 0.6)), number_of((0.0, 0.0))
    (Fraction(1, 2), None, None)
    """
    first = values[0]
    if not first or any(abs(v - first) > _CLOSE * abs(first) for v in values):
        return None
    if abs(first) > MOST_NUMBER + 1:
        return None
    number = Fraction(first).limit_denominator(MOST_NUMBER)
    near = abs(float(number) - first) <= _CLOSE * abs(first)
    return number if near and number and abs(number.numerator) <= MOST_NUMBER else None


def scaled(
    side: Side, term: Term, number: Fraction, above: tuple[str, ...], below: tuple[str, ...]
) -> Places:
    """A term with more factors: in its fraction if it is one, at its number, before it."""
    places: list[tuple[int, int, str]] = []
    begin = begin_of(term)
    if number < 0:
        minus = "-" in term.signs
        first = term is side.notation.terms[0]
        sign = "+" if minus else "-"
        places.append((term.start, begin, sign.strip("+") if first else f"{sign} "))
        number = -number
    first_item = term.items[0]
    if isinstance(first_item, nodes.Fraction) and not is_derivative(first_item):
        above_at, below_at = span(first_item.above), span(first_item.below)
        if above or number.numerator != 1:
            places.append(_beside(side, above_at, Fraction(number.numerator), above))
        if below or number.denominator != 1:
            places.append(_beside(side, below_at, Fraction(number.denominator), below))
    elif below or (above or number != 1):
        old = Fraction(1)
        end = begin
        if isinstance(first_item, Digits) and first_item.text.isdigit():
            old, end = Fraction(int(first_item.text)), first_item.end
        times = number * old
        alone = end > begin and len(term.items) == 1
        said = _written(times, above, below, alone=alone)
        if said or alone:
            places.append((begin, end, said + " " * (not alone and end == begin)))
        else:
            places.append((begin, term.items[1].start if end > begin else end, ""))
    merged = [p for p in places if p[0] != p[1] or p[2]]
    if len(merged) == 2 and merged[0][1] == merged[1][0] == merged[1][1]:
        merged = [(merged[0][0], merged[0][1], merged[0][2] + merged[1][2])]
    return tuple(merged)


def _beside(
    side: Side, at: tuple[int, int], number: Fraction, factors: tuple[str, ...]
) -> tuple[int, int, str]:
    """More factors before what stands above or below a bar; in place of a 1."""
    old = side.text[slice(*at)].strip()
    said = _written(number, factors)
    if old == "1":
        return (*at, said)
    if old.isdigit():
        return (*at, _written(number * int(old), factors))
    several = any(sign in old for sign in "+-") and not old.startswith("\\left")
    return (*at, f"{said} ({old})" if several else f"{said} {old}")


def _written(
    number: Fraction, above: tuple[str, ...], below: tuple[str, ...] = (), *, alone: bool = True
) -> str:
    """A number and factors as LaTeX; nothing for a 1, unless it stands alone."""
    powers = [_power(said, above.count(said)) for said in dict.fromkeys(above)]
    top = " ".join([*([str(number.numerator)] if number.numerator != 1 else []), *powers])
    under = [_power(said, below.count(said)) for said in dict.fromkeys(below)]
    bottom = " ".join([*([str(number.denominator)] if number.denominator != 1 else []), *under])
    if bottom:
        return rf"\frac{{{top or '1'}}}{{{bottom}}}"
    return top or ("1" if alone else "")


def _power(said: str, n: int) -> str:
    if n == 1:
        return said
    simple = "^" not in said and "(" not in said and " " not in said
    return f"{said}^{n}" if simple else " ".join([said] * n)

"""Written forms of entries: sums and products of them, index terms put in, their slopes.

``slope`` differentiates only what a form shows. What depends on the symbol through another name
must not come here; ``expansions`` sees to that.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from derive.reading.search import Ignorance
from derive.syntax.tree import (
    Add,
    Call,
    Delta,
    Entry,
    Index,
    IndexTerm,
    Mul,
    Neg,
    Number,
    Point,
    Power,
    Quotient,
    Sum,
    Symbol,
    Written,
)
from derive.syntax.walk import map_children, subforms

__all__ = [
    "ONE", "TWO", "ZERO", "added", "delta", "instance", "instances", "multiplied", "names_of",
    "product", "put", "slope",
]  # fmt: skip

ZERO, ONE, TWO = (Number(Fraction(n)) for n in (0, 1, 2))


def added(terms: Iterable[Written]) -> Written:
    """The sum of forms; of one it is that, of none 0."""
    terms = tuple(terms)
    return Add(terms) if len(terms) > 1 else terms[0] if terms else ZERO


def multiplied(factors: Iterable[Written]) -> Written:
    """The product of forms; of one it is that, of none 1."""
    factors = tuple(factors)
    return Mul(factors) if len(factors) > 1 else factors[0] if factors else ONE


def product(*forms: Written) -> Written:
    """A product of numbers; one that goes on stays one product."""
    first, *rest = forms
    return Mul((*first.factors, *rest) if isinstance(first, Mul) else forms)


def delta(i: IndexTerm, j: IndexTerm) -> Written:
    """Kronecker's δ; of two places whose sets are still being related, too."""
    if isinstance(i, Point) and isinstance(j, Point):
        return Number(Fraction(int(i.value == j.value)))
    return Delta(i, replace(j, over=i.over))


def instance(form: Written, index: Index, term: IndexTerm) -> Written:
    """A form at another index term."""
    return instances(form, (index,), (term,))


def instances(form: Written, indices: Iterable[Index], terms: Iterable[IndexTerm]) -> Written:
    """A form at other index terms, which are put in all at once.

    The names of axes and of bound indices are fresh, so that none is caught; an index is known
    by its name alone, since its set may have been related to others meanwhile.
    """
    return _put(form, {i.name: term for i, term in zip(indices, terms, strict=True)})


def _put(form: Written, places: dict[str, IndexTerm]) -> Written:
    def put(one: IndexTerm) -> IndexTerm:
        return places.get(one.name, one) if isinstance(one, Index) else one

    match form:
        case Entry(indices=indices):
            return replace(form, indices=tuple(map(put, indices)))
        case Delta(left, right):
            return delta(put(left), put(right))
        case Sum(body, bound, excluding):
            out = tuple(replace(put(term), over=bound.over) for term in excluding)
            return Sum(_put(body, places), bound, out)
    return map_children(form, lambda part: _put(part, places))


def put(form: Written, x: Symbol, value: Written) -> Written:
    """The form with a value in place of a symbol; the form binds no index of the value."""
    return value if form == x else map_children(form, lambda part: put(part, x, value))


def names_of(form: Written) -> set[str]:
    """The names that a form shows."""
    return {part.name for part in subforms(form) if isinstance(part, Symbol | Entry)}


# -- slopes


def slope(form: Written, x: Symbol | Entry, times: int = 1) -> Written:
    """The derivative of a form by a symbol or an entry, not simplified.

    >>> print(slope(Call("exp", (Mul((TWO, Symbol("x"))),)), Symbol("x")))
    exp(2 x) (2 · 1)
    """
    for _ in range(times):
        form = _slope(form, x)
    return form


def _slope(form: Written, x: Symbol | Entry) -> Written:
    if x.name not in names_of(form):
        return ZERO
    match form:
        case Symbol():
            return ONE
        case Entry(indices=indices) if isinstance(x, Entry):
            return multiplied(delta(i, j) for i, j in zip(indices, x.indices, strict=True))
        case Neg(a):
            return Neg(_slope(a, x))
        case Add(terms):
            return added(_slope(term, x) for term in terms if _shows(term, x))
        case Mul(factors):
            return added(
                Mul((*factors[:n], _slope(factor, x), *factors[n + 1 :]))
                for n, factor in enumerate(factors)
                if _shows(factor, x)
            )
        case Quotient(above, below):
            parts = [Quotient(_slope(above, x), below)] if _shows(above, x) else []
            if _shows(below, x):
                parts.append(Quotient(Neg(Mul((above, _slope(below, x)))), Power(below, TWO)))
            return added(parts)
        case Power(base, exponent) if not _shows(exponent, x):
            return Mul((exponent, _lowered(base, exponent), _slope(base, x)))
        case Call(function, (argument,), orders):
            return Mul((_outer(form, function, argument, orders), _slope(argument, x)))
        case Sum(body, index, excluding):
            return Sum(_slope(body, x), index, excluding)
    raise Ignorance("the slope of a function that is not given by a formula of numbers")


def _shows(form: Written, x: Symbol | Entry) -> bool:
    return x.name in names_of(form)


def _lowered(base: Written, exponent: Written) -> Written:
    """The power by one less; a number is worked out, so that 0 may be raised."""
    if not isinstance(exponent, Number):
        return Power(base, Add((exponent, Neg(ONE))))
    lower = exponent.value - 1
    if lower == 1:
        return base
    return Power(base, Number(lower)) if lower >= 0 else Power(base, Neg(Number(-lower)))


def _outer(form: Written, function: str, a: Written, orders: tuple[int, ...]) -> Written:
    """The derivative of a function of one number by its argument."""
    match function:
        case "exp":
            return form
        case "log":
            return Quotient(ONE, a)
        case "sqrt":
            return Quotient(ONE, Mul((TWO, form)))
        case "tanh":
            return Add((ONE, Neg(Power(form, TWO))))
        case "sigmoid":
            return Mul((form, Add((ONE, Neg(form)))))
    return Call(function, (a,), (sum(orders) + 1,))

"""Products as lists of factors: cancel, absorb signs, expand.

Each rule works on the factors that are written there, and on nothing else; factors are
equal when they are alike, up to bound letters and order.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from derive.syntax.shape import alike, shape
from derive.syntax.tree import (
    Add,
    Derivative,
    Index,
    Mul,
    Neg,
    Number,
    Power,
    Quotient,
    Sum,
    Written,
)
from derive.syntax.walk import free_indices, map_children, rename_index, subforms

__all__ = ["ONE", "ZERO", "add", "cancel", "divisors", "expand", "minus", "multiply", "terms_of"]

ONE = Number(Fraction(1))
ZERO = Number(Fraction(0))


@dataclass(slots=True)
class Product:
    """A sign, a number, and factors with integer exponents above and below the line."""

    number: Fraction = Fraction(1)
    above: list[tuple[Written, int]] = field(default_factory=list)
    below: list[tuple[Written, int]] = field(default_factory=list)

    def take(self, form: Written, exponent: int = 1) -> None:
        """Multiply by ``form ** exponent``."""
        match form:
            case Number(value) if value != 0 or exponent > 0:
                self.number *= value**exponent
            case Neg(operand):
                self.number *= (-1) ** (exponent % 2)
                self.take(operand, exponent)
            case Mul(factors):
                for factor in factors:
                    self.take(factor, exponent)
            case Quotient(numerator, denominator):
                self.take(numerator, exponent)
                self.take(denominator, -exponent)
            case Power(base, Number(value)) if value.denominator == 1:
                self.take(base, exponent * int(value))
            case _:
                self._append(form, exponent)

    def _append(self, form: Written, exponent: int) -> None:
        """Merge with an equal factor on the same side, cancel one on the other."""
        side, other = (self.above, self.below) if exponent > 0 else (self.below, self.above)
        count = abs(exponent)
        for position, (factor, times) in enumerate(other):
            if alike(factor, form):
                common = min(times, count)
                count -= common
                if times == common:
                    other.pop(position)
                else:
                    other[position] = (factor, times - common)
                break
        if not count:
            return
        for position, (factor, times) in enumerate(side):
            if alike(factor, form):
                side[position] = (factor, times + count)
                return
        side.append((form, count))

    def written(self) -> Written:
        """The product as a form: sign, then numbers, then factors, over the denominator."""
        if self.number == 0:
            return ZERO
        size = abs(self.number)
        above = [_power(f, n) for f, n in self.above]
        below = [_power(f, n) for f, n in self.below]
        if size.numerator != 1:
            above.insert(0, Number(Fraction(size.numerator)))
        if size.denominator != 1:
            below.insert(0, Number(Fraction(size.denominator)))
        form = _join(above)
        if below:
            form = Quotient(form, _join(below))
        return Neg(form) if self.number < 0 else form


def _power(form: Written, times: int) -> Written:
    return form if times == 1 else Power(form, Number(Fraction(times)))


def _join(factors: list[Written]) -> Written:
    if not factors:
        return ONE
    return factors[0] if len(factors) == 1 else Mul(tuple(factors))


def multiply(*forms: Written) -> Written:
    """The product of forms, equal factors cancelled and signs absorbed."""
    product = Product()
    for form in forms:
        product.take(form)
    return product.written()


def minus(form: Written) -> Written:
    """Minus a form, without a double sign."""
    match form:
        case Neg(operand):
            return operand
        case Number(Fraction(numerator=0)):
            return form
    return Neg(form)


def add(*forms: Written) -> Written:
    """The sum of forms: flat, without zeros, and with equal and opposite terms dropped."""
    terms: list[Written] = []
    for form in forms:
        for term in terms_of(form):
            if term == ZERO:
                continue
            opposite = shape(minus(term))
            match = next((n for n, t in enumerate(terms) if shape(t) == opposite), None)
            if match is None:
                terms.append(term)
            else:
                terms.pop(match)
    if not terms:
        return ZERO
    return terms[0] if len(terms) == 1 else Add(tuple(terms))


def terms_of(form: Written) -> tuple[Written, ...]:
    """The terms of a form; a minus before brackets goes to each term."""
    match form:
        case Add(terms):
            return tuple(t for term in terms for t in terms_of(term))
        case Neg(Add(terms)):
            return tuple(minus(t) for term in terms for t in terms_of(term))
        case Neg(Neg(operand)):
            return terms_of(operand)
    return (form,)


def cancel(form: Written) -> Written:
    """Cancel equal factors, absorb signs, drop zeros and ones, everywhere in the form.

    >>> from derive import index_set, indices, vector
    >>> C = index_set("C")
    >>> (j, k) = indices("j k", C)
    >>> p, y = vector("p", C), vector("y", C)
    >>> print(cancel((-y[j] * (1 / p[j])) * -(p[j] * p[k])))
    y_j p_k
    """
    form = form if isinstance(form, Derivative) else map_children(form, cancel)
    match form:
        case Mul() | Quotient() | Neg() | Power(_, Number()):
            return multiply(form)
        case Add(terms):
            return add(*terms)
        case Sum(body, index, excluding):
            if body == ZERO:
                return ZERO
            if isinstance(body, Neg):
                return Neg(Sum(body.operand, index, excluding))
    return form


def divisors(form: Written) -> frozenset[str]:
    """What the form divides by, factor by factor, whatever its sign and its letters.

    >>> from derive import scalar
    >>> x, y = scalar("x"), scalar("y")
    >>> divisors(1 / (x * (1 - y))) == divisors(1 / (y - 1) + 1 / x)
    True
    """
    found: set[str] = set()
    for part in subforms(form):
        product = Product()
        if isinstance(part, Quotient):
            product.take(part.denominator)
        for factor, _ in product.above:
            opposite = add(*(minus(t) for t in terms_of(factor)))
            found.add(min(_without_letters(factor), _without_letters(opposite)))
    return frozenset(found)


def _without_letters(form: Written) -> str:
    """The shape of a form, its free indices left out: a definition is used at any of them."""
    for number, index in enumerate(sorted(free_indices(form), key=lambda i: i.name)):
        form = rename_index(form, index, Index(f"\u200b{number}", index.over))
    return str(shape(form))


def expand(form: Written) -> Written:
    """Multiply out the terms of a sum, one level deep.

    >>> from derive import index_set, indices, vector
    >>> C = index_set("C")
    >>> (k,) = indices("k", C)
    >>> p, y = vector("p", C), vector("y", C)
    >>> print(expand(-(y[k] * (1 - p[k]))))
    −y_k + y_k p_k
    """
    return add(*(piece for term in terms_of(form) for piece in _multiplied_out(term)))


def _multiplied_out(term: Written) -> list[Written]:
    product = Product()
    product.take(term)
    sums = [
        (n, f) for n, (f, times) in enumerate(product.above) if isinstance(f, Add) and times == 1
    ]
    if not sums:
        return [term]
    position, inner = sums[0]
    assert isinstance(inner, Add)
    product.above.pop(position)
    rest = product.written()
    return [p for t in inner.terms for p in _multiplied_out(multiply(rest, t))]

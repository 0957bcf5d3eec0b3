"""Steps that an author shows when nothing is left out: signs, common factors, split quotients."""

from __future__ import annotations

from derive.steps.derivatives import signed_product
from derive.steps.products import ONE, add, minus
from derive.syntax.tree import Add, Derivative, Mul, Neg, Number, Power, Quotient, Sum, Written
from derive.syntax.walk import map_children

__all__ = ["absorb_signs", "split_quotient", "take_out_of_numerator"]


def absorb_signs(form: Written) -> Written:
    """Every product with its signs in front, and nothing cancelled.

    >>> from derive import scalar
    >>> x, y = scalar("x"), scalar("y")
    >>> print(absorb_signs((-x * (1 / y)) * -(y * x)))
    x · 1/y · y x
    """
    form = form if isinstance(form, Derivative) else map_children(form, absorb_signs)
    match form:
        case Mul(factors):
            return signed_product(*factors)
        case Neg(operand):
            return minus(operand)
        case Sum(Neg(operand), index, excluding):
            return Neg(Sum(operand, index, excluding))
        case Add(terms):
            return add(*terms)
    return form


def take_out_of_numerator(form: Written) -> Written:
    """What every term of the numerator has as a factor, once in front of them.

    >>> from derive import scalar
    >>> x, y = scalar("x"), scalar("y")
    >>> print(take_out_of_numerator((x * y - x**2) / y**2))
    (x · (y − x))/y²
    """
    match form:
        case Quotient(Add(terms), below):
            common = _factors(terms[0])
            for term in terms[1:]:
                common = [f for f in common if f in _factors(term)]
            for factor in common[:1]:
                rest = Add(tuple(_without(term, factor) for term in terms))
                return Quotient(Mul((factor, rest)), below)
    return form


def split_quotient(form: Written) -> Written:
    """``a (b − c)/b² = a/b · (1 − c/b)``.

    >>> from derive import scalar
    >>> x, y = scalar("x"), scalar("y")
    >>> print(split_quotient(x * (y - x) / y**2))
    x/y · (1 − x/y)
    """
    match form:
        case Quotient(Mul((factor, Add(terms))), Power(base, Number(value))):
            if value == 2 and base in terms:
                return Mul((Quotient(factor, base), Add(tuple(_over(t, base) for t in terms))))
    return form


def _over(term: Written, base: Written) -> Written:
    if term == base:
        return ONE
    return minus(Quotient(term.operand, base)) if isinstance(term, Neg) else Quotient(term, base)


def _factors(term: Written) -> list[Written]:
    """The factors of a term without its sign, a square taken apart."""
    match term:
        case Neg(operand):
            return _factors(operand)
        case Mul(factors):
            return [f for factor in factors for f in _factors(factor)]
        case Power(base, Number(value)) if value == 2:
            return [base, base]
    return [term]


def _without(term: Written, factor: Written) -> Written:
    """The term with one factor taken out."""
    if isinstance(term, Neg):
        return minus(_without(term.operand, factor))
    rest = _factors(term)
    rest.remove(factor)
    if not rest:
        return ONE
    return rest[0] if len(rest) == 1 else Mul(tuple(rest))

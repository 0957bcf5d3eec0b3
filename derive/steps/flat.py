"""Products without brackets in brackets: what is left when a factor has been put in."""

from __future__ import annotations

from derive.steps.derivatives import signed_product
from derive.steps.products import minus
from derive.steps.reading import negated
from derive.steps.writing import kind_of
from derive.syntax.tree import Add, Call, Derivative, Mul, Neg, Sum, Written
from derive.syntax.walk import map_children

__all__ = ["flat", "ordered"]


def flat(form: Written) -> Written:
    """Every product in one list of factors, without ones, its sign in front.

    >>> from derive import index_set, indices, vector
    >>> C = index_set("C")
    >>> (k,) = indices("k", C)
    >>> p, y = vector("p", C), vector("y", C)
    >>> print(flat((-2 * y[k]) * (p[k] * (1 - p[k]))))
    −2 y_k p_k (1 − p_k)
    """
    return _walked(form, by_kind=False)


def ordered(form: Written) -> Written:
    """The same in a reader's order: numbers, names, functions, brackets, sums; no minus first.

    >>> from derive import index_set, indices, vector
    >>> C = index_set("C")
    >>> (k,) = indices("k", C)
    >>> p, y = vector("p", C), vector("y", C)
    >>> print(ordered((p[k] - y[k]) * 2 * p[k]))
    2 p_k (p_k − y_k)
    """
    return _walked(form, by_kind=True)


def _kind(form: Written) -> int:
    """Derivatives of functions known by name stand with the names, where they were put in."""
    derived = isinstance(form, Derivative) or (isinstance(form, Call) and bool(form.orders))
    return 1 if derived else kind_of(form)


def _walked(form: Written, by_kind: bool) -> Written:
    if isinstance(form, Derivative):
        return form
    form = map_children(form, lambda part: _walked(part, by_kind))
    match form:
        case Add(terms) if by_kind:
            return Add(tuple(sorted(terms, key=lambda term: isinstance(term, Neg))))
        case Mul(factors):
            found = signed_product(*factors)
            product, negative = (found.operand, True) if isinstance(found, Neg) else (found, False)
            if by_kind and isinstance(product, Mul):
                product = Mul(tuple(sorted(product.factors, key=_kind)))
            return Neg(product) if negative else product
        case Neg(Add(terms) as total) if by_kind and any(isinstance(t, Neg) for t in terms):
            return negated(total)
        case Neg(operand):
            return minus(operand)
        case Sum(Neg(operand), index, excluding) if not isinstance(operand, Add):
            return Neg(Sum(operand, index, excluding))
    return form

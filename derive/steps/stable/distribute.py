"""Sums and products, multiplied out where that keeps arrays small or numbers finite.

    Σ_j a_j (b_j + c_k) = Σ_j a_j b_j + Σ_j a_j c_k
    a (b/a + c)         = b + a c

On the left of the first is an array over j and k, on the right there is none. On the left of
the second a may be 0 where b is not.
"""

from __future__ import annotations

from collections.abc import Iterator

from derive.scope import Scope
from derive.steps.stable.forms import Instead, Rewrite
from derive.syntax.shape import alike
from derive.syntax.tree import Add, Mul, Neg, Quotient, Sum, Written
from derive.syntax.walk import free_indices

__all__ = ["multiplied_back", "sum_of_terms"]


def sum_of_terms(form: Written, scope: Scope) -> Iterator[Rewrite]:
    """``Σ_j a_j (b_j + c_k)``, where no term has as many indices as their sum."""
    if isinstance(form, Sum):
        after = _by_terms(form)
        if after is not None:
            yield Instead("sum of each term", form, after)


def _by_terms(form: Sum) -> Written | None:
    """The sum of each term, of this sum or of one that is a factor in it."""
    if form.excluding:
        return None
    factors = form.body.factors if isinstance(form.body, Mul) else (form.body,)
    for place, factor in enumerate(factors):
        others = (*factors[:place], *factors[place + 1 :])
        if isinstance(factor, Add) and _spreads(factor):
            return Add(tuple(_term(others, term, form) for term in factor.terms))
        if isinstance(factor, Sum) and (inside := _by_terms(factor)) is not None:
            return Sum(Mul((*others, inside)) if others else inside, form.index)
    return None


def _spreads(form: Add) -> bool:
    """Whether the sum lies along more axes than any factor of any of its terms."""
    return len(free_indices(form)) > max(len(free_indices(part)) for part in _factors(form))


def _factors(form: Written) -> tuple[Written, ...]:
    match form:
        case Neg(operand):
            return _factors(operand)
        case Mul(factors):
            return tuple(part for factor in factors for part in _factors(factor))
        case Add(terms):
            return tuple(part for term in terms for part in _factors(term))
    return (form,)


def _term(others: tuple[Written, ...], term: Written, form: Sum) -> Written:
    if isinstance(term, Neg):
        return Neg(_term(others, term.operand, form))
    return Sum(Mul((*others, term)) if others else term, form.index)


def multiplied_back(form: Written, scope: Scope) -> Iterator[Rewrite]:
    """``a (b/a + c)``."""
    if not isinstance(form, Mul):
        return
    for place, factor in enumerate(form.factors):
        for beside, added in enumerate(form.factors):
            if beside == place or not isinstance(added, Add):
                continue
            over = [isinstance(t, Quotient) and alike(t.denominator, factor) for t in added.terms]
            if not any(over):
                continue
            terms = tuple(
                term.numerator if isinstance(term, Quotient) and whole else Mul((factor, term))
                for term, whole in zip(added.terms, over, strict=True)
            )
            left = [f for n, f in enumerate(form.factors) if n not in (place, beside)]
            after: Written = Mul((*left, Add(terms))) if left else Add(terms)
            yield Instead("multiplied by what it is divided by", form, after)
            return

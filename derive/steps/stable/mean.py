"""Means by the shares of a softmax, and how far something is from its mean.

For p = softmax(f) and any t, as the shares sum to 1:

    Σ_j p_j b_j − b_k = Σ_j p_j (b_j − b_t) − (b_k − b_t)

With t the index of the largest f_t nothing cancels on the right: at k = t the second term is
0, and in the first what has the share of nearly 1 is 0. On the left two numbers that agree in
all their digits may be subtracted. Products of softmax's Jacobian and of the Hessian of a
cross-entropy with a vector are such differences.

    p_k Σ_j u_j − u_k = (Σ_{j≠t} u_j − u_t S)/(1 + S)   at k = t, with S as in ``softmax``
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from derive.scope import Scope
from derive.steps.products import minus, terms_of
from derive.steps.recognise import behind_names
from derive.steps.stable.forms import Anchored, Rewrite
from derive.steps.stable.softmax import Softmax, about, softmax_of
from derive.syntax.functions import exp
from derive.syntax.shape import alike, shape
from derive.syntax.tree import Add, Entry, Index, Mul, Neg, Quotient, Sum, Symbol, Written
from derive.syntax.walk import free_indices, rename_index

__all__ = ["apart_from_mean", "share_of_total"]


def apart_from_mean(form: Written, scope: Scope) -> Iterator[Rewrite]:
    """``Σ_j p_j b_j − b_k``, or what it is subtracted from, beside other terms or alone."""
    if not isinstance(form, Add):
        return
    for position, term in enumerate(form.terms):
        found = _mean(term, scope)
        if found is None or not _fits(found):
            continue
        rest = (*form.terms[:position], *form.terms[position + 1 :])
        for k, left in _values(rest, found.of, found.index):
            t, top, _ = about(found.shares, Add((form, found.of)))
            there = rename_index(found.of, found.index, t)
            apart = Sum(found.weight * (found.of - there), found.index)
            here = rename_index(found.of, found.index, k) - there
            yield Anchored(
                "distance from a mean",
                form,
                anchor=t,
                of=top,
                elsewhere=Add((apart, Neg(here), *left)),
                read=(there,),
            )


def share_of_total(form: Written, scope: Scope) -> Iterator[Rewrite]:
    """``p_k Σ_j u_j − u_k``: at the anchor without what cancels there."""
    if not (isinstance(form, Add) and len(form.terms) == 2):
        return
    for first, second in (form.terms, form.terms[::-1]):
        sign = -1 if isinstance(first, Neg) else 1
        product = first.operand if isinstance(first, Neg) else first
        if not isinstance(product, Mul):
            continue
        for position, factor in enumerate(product.factors):
            shares = softmax_of(factor, scope)
            beside = (*product.factors[:position], *product.factors[position + 1 :])
            rest = beside[0] if len(beside) == 1 else Mul(beside)
            if shares is None:
                continue
            k, total = shares.index, rest if sign > 0 else minus(rest)
            named = behind_names(rest, scope)
            if not (isinstance(named, Sum) and not named.excluding and named.index.over == k.over):
                continue
            single = named.body if sign > 0 else minus(named.body)
            if not alike(rename_index(single, named.index, k), minus(second)):
                continue
            t, top, others = about(shares, Add((form, single)))
            there = rename_index(single, named.index, t)
            apart = Sum(single, named.index, excluding=t)
            yield Anchored(
                "share of a total",
                form,
                anchor=t,
                of=top,
                index=k,
                elsewhere=exp(shares.logit - top) / (1 + others) * total + second,
                at=(apart - there * others) / (1 + others),
            )
            return


@dataclass(frozen=True, slots=True)
class _Mean:
    """``Σ_j p_j b_j``: p as it stands there and as a softmax; b has the sign of the whole."""

    weight: Written
    shares: Softmax
    index: Index
    of: Written


def _mean(term: Written, scope: Scope) -> _Mean | None:
    """What a term is the mean of, through the name of a sum or as it stands."""
    match behind_names(term, scope) if isinstance(term, Symbol | Entry) else term:
        case Neg(operand):
            return _of_mean(_mean(operand, scope), minus)
        case Mul(factors):
            for place, factor in enumerate(factors):
                mean = _mean(factor, scope) if isinstance(factor, Sum | Symbol | Entry) else None
                beside = (*factors[:place], *factors[place + 1 :])
                if mean is not None and all(mean.index not in free_indices(f) for f in beside):
                    return replace(mean, of=_product(*beside, mean.of))
        case Quotient(top, bottom):
            mean = _mean(top, scope)
            if mean is not None and mean.index not in free_indices(bottom):
                return _of_mean(mean, lambda of: Quotient(of, bottom))
        case Sum(Neg(body), j, ()):
            return _of_mean(_mean(Sum(body, j), scope), minus)
        case Sum(Mul(factors), j, ()):
            for place, factor in enumerate(factors):
                shares = softmax_of(factor, scope)
                if shares is not None and shares.index == j:
                    others = (*factors[:place], *factors[place + 1 :])
                    return _Mean(factor, shares, j, _product(*others))
            return _sum_of_means(Mul(factors), j, scope)
    return None


def _sum_of_means(body: Written, j: Index, scope: Scope) -> _Mean | None:
    """A sum of means by the same shares: the mean of sums."""
    mean = _mean(body, scope)
    if mean is None or mean.index == j:
        return None
    if j in free_indices(mean.weight) | free_indices(mean.shares.logit):
        return None
    return replace(mean, of=Sum(mean.of, j))


def _of_mean(mean: _Mean | None, change: Callable[[Written], Written]) -> _Mean | None:
    return None if mean is None else replace(mean, of=change(mean.of))


def _product(*forms: Written) -> Written:
    """A product, flat: a minus stands before it."""
    factors, negative = list[Written](), False
    for form in forms:
        part = form
        while isinstance(part, Neg):
            negative, part = not negative, part.operand
        factors += part.factors if isinstance(part, Mul) else (part,)
    made = factors[0] if len(factors) == 1 else Mul(tuple(factors))
    return Neg(made) if negative else made


def _fits(mean: _Mean) -> bool:
    """Whether b less b_t has no more axes than p or b: t varies along those of p."""
    along = free_indices(mean.shares.logit) - {mean.index}
    across = free_indices(mean.of) - {mean.index}
    return along <= across or (not across and len(along) == 1)


def _values(
    terms: tuple[Written, ...], of: Written, j: Index
) -> Iterator[tuple[Index, tuple[Written, ...]]]:
    """The letters k for which ``−b_k`` is among the terms, and the terms that are left."""
    letters = {i for term in terms for i in free_indices(term) if i.over == j.over}
    for k in sorted(letters, key=lambda i: i.name):
        wanted, left = [shape(minus(t)) for t in terms_of(rename_index(of, j, k))], []
        for term in terms:
            if (here := shape(term)) in wanted:
                wanted.remove(here)
            else:
                left.append(term)
        if not wanted:
            yield k, tuple(left)
            return

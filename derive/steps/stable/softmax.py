"""Softmax and the logarithm of a sum of exponentials, about the largest logit.

With t the index of the largest f_t and ``S = Σ_{j≠t} exp(f_j − f_t)``, of numbers that are at
most 1:

    exp(f_k)/Σ_j exp(f_j) = exp(f_k − f_t)/(1 + S), and 1/(1 + S) at t
    log Σ_j exp(f_j)      = f_t + log(1 + S)
    p_t − u_t             = ((1 − u_t) − u_t S)/(1 + S)

The last has all its digits where p_t and u_t are near 1, as at the label of a good
prediction: 1 − p_t is the share of the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from derive.scope import Scope
from derive.steps.recognise import behind_names
from derive.steps.stable.forms import Anchored, Rewrite
from derive.steps.sums import unused_index
from derive.syntax.functions import exp, log
from derive.syntax.shape import alike
from derive.syntax.tree import Add, Call, Index, Neg, Number, Quotient, Sum, Written
from derive.syntax.walk import free_indices, rename_index, subforms

__all__ = [
    "Softmax",
    "about",
    "log_of_softmax",
    "log_sum_exp",
    "rest_of_softmax",
    "softmax",
    "softmax_less",
    "softmax_of",
]

ONE = Number(1)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Softmax:
    """``exp(f_k)/Σ_j exp(f_j)``: the logits f, the letter k that they are written of."""

    logit: Written
    index: Index


def softmax(form: Written, scope: Scope) -> Iterator[Rewrite]:
    """``exp(f_k)/Σ_j exp(f_j)``, without a number above 1."""
    if not isinstance(form, Quotient):
        return
    found = softmax_of(form, scope)
    if found is None:
        return
    t, top, others = about(found, form)
    yield Anchored(
        "softmax",
        form,
        anchor=t,
        of=top,
        index=found.index,
        elsewhere=exp(found.logit - top) / (1 + others),
        at=1 / (1 + others),
    )


def log_of_softmax(form: Written, scope: Scope) -> Iterator[Rewrite]:
    """``log p_k = f_k − f_t − log(1 + S)``."""
    if not (isinstance(form, Call) and form.function == "log"):
        return
    found = softmax_of(form.arguments[0], scope)
    if found is None:
        return
    t, top, others = about(found, form)
    yield Anchored(
        "log-softmax",
        form,
        anchor=t,
        of=top,
        index=found.index,
        elsewhere=found.logit - top - log(1 + others),
        at=-log(1 + others),
    )


def log_sum_exp(form: Written, scope: Scope) -> Iterator[Rewrite]:
    """``log Σ_j exp(f_j) = f_t + log(1 + S)``."""
    if not (isinstance(form, Call) and form.function == "log"):
        return
    found = _sum_of_exponentials(behind_names(form.arguments[0], scope))
    if found is None:
        return
    t, top, others = about(Softmax(*found), form)
    yield Anchored("log-sum-exp", form, anchor=t, of=top, elsewhere=top + log(1 + others))


def softmax_less(form: Written, scope: Scope) -> Iterator[Rewrite]:
    """``p_k − u_k``: at the anchor by the share of the others."""
    if not (isinstance(form, Add) and len(form.terms) == 2):
        return
    first, second = form.terms
    if not isinstance(second, Neg):
        return
    found = softmax_of(first, scope)
    if found is None or found.index not in free_indices(second):
        return
    t, top, others = about(found, form)
    less = rename_index(second.operand, found.index, t)
    apart = (1 - less) - less * others
    yield Anchored(
        "softmax less a share",
        form,
        anchor=t,
        of=top,
        index=found.index,
        elsewhere=exp(found.logit - top) / (1 + others) - second.operand,
        at=apart / (1 + others),
        open=(apart,),
    )


def rest_of_softmax(form: Written, scope: Scope) -> Iterator[Rewrite]:
    """``1 − p_k``: at the anchor the share of the others."""
    match form:
        case Add((Number(value), Neg(inner))) if value == 1:
            pass
        case _:
            return
    found = softmax_of(inner, scope)
    if found is None:
        return
    t, top, others = about(found, form)
    yield Anchored(
        "rest of a softmax",
        form,
        anchor=t,
        of=top,
        index=found.index,
        elsewhere=1 - exp(found.logit - top) / (1 + others),
        at=others / (1 + others),
    )


def softmax_of(form: Written, scope: Scope) -> Softmax | None:
    """What a form is the softmax of, through a definition or as it stands."""
    form = behind_names(form, scope)
    if not isinstance(form, Quotient):
        return None
    top, bottom = form.numerator, _sum_of_exponentials(behind_names(form.denominator, scope))
    if bottom is None or not (isinstance(top, Call) and top.function == "exp"):
        return None
    logit, bound = bottom
    shown = top.arguments[0]
    for index in sorted(free_indices(shown), key=lambda i: i.name):
        below = index.over != bound.over or index in free_indices(form.denominator)
        if not below and alike(rename_index(logit, bound, index), shown):
            return Softmax(shown, index)
    return None


def _sum_of_exponentials(form: Written) -> tuple[Written, Index] | None:
    match form:
        case Sum(Call("exp", (logit,)), index, ()) if index in free_indices(logit):
            return logit, index
    return None


def about(shares: Softmax, form: Written) -> tuple[Index, Written, Sum]:
    """The anchor, the logit there, and S: the others' exponentials about it."""
    logit, index = shares.logit, shares.index
    taken = {i.name for part in subforms(form) for i in free_indices(part)}
    taken |= {i.name for part in subforms(logit) for i in free_indices(part)}
    t = unused_index(Index("t", index.over), taken | {index.name})
    j = unused_index(Index("j", index.over), taken | {t.name, index.name})
    top = rename_index(logit, index, t)
    return t, top, Sum(exp(rename_index(logit, index, j) - top), j, excluding=t)

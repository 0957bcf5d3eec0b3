"""The stable rewrite of a form: the first rule that fits and is proved."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from derive.index.notation import OutOfClass
from derive.model import Assumption, Proved
from derive.prove.decide import decide
from derive.scope import Scope, ScopeError
from derive.steps.stable.distribute import multiplied_back, sum_of_terms
from derive.steps.stable.divergence import softmax_divergence, softmax_less_softmax
from derive.steps.stable.entropy import log_of_product
from derive.steps.stable.forms import Near, Rewrite
from derive.steps.stable.grouping import grouped
from derive.steps.stable.logistic import (
    log_of_sigmoid,
    product_less_softplus,
    rest_of_sigmoid,
    rest_of_squared_tanh,
    sigmoid_by_sign,
    sigmoid_less,
    softplus,
)
from derive.steps.stable.mean import apart_from_mean, share_of_total
from derive.steps.stable.shift import shifted_logarithm, shifted_quotient
from derive.steps.stable.softmax import (
    log_of_softmax,
    log_sum_exp,
    rest_of_softmax,
    softmax,
    softmax_less,
)
from derive.syntax.tree import Written

__all__ = ["RULES", "proved", "stable"]

Rule = Callable[[Written, Scope], Iterator[Rewrite]]

#: Of two rules that fit, the first is used: what is said of a whole comes before its parts.
RULES: tuple[Rule, ...] = (
    softmax_divergence,
    softmax_less_softmax,
    apart_from_mean,
    share_of_total,
    softmax_less,
    sigmoid_less,
    product_less_softplus,
    rest_of_sigmoid,
    rest_of_softmax,
    rest_of_squared_tanh,
    grouped,
    log_of_softmax,
    log_of_sigmoid,
    log_sum_exp,
    softplus,
    softmax,
    sigmoid_by_sign,
    log_of_product,
    shifted_quotient,
    shifted_logarithm,
    sum_of_terms,
    multiplied_back,
)


def stable(
    form: Written, scope: Scope, given: tuple[Assumption, ...] = (), *, near: bool = True
) -> Rewrite | None:
    """The rewrite to use for a form, or ``None`` if it is evaluated as it stands.

    Where it is known that nothing is close to anything, ``near`` is false.

    >>> from derive import index_set, indices, log, Sum, exp, vector
    >>> from derive.scope import scope_of_forms
    >>> C = index_set("C")
    >>> j, k = indices("j k", C)
    >>> z = vector("z", C)
    >>> form = log(Sum(exp(z[j]), j))
    >>> print(stable(form, scope_of_forms((form,))).elsewhere)
    z_t + log(1 + Σ_{i≠t} exp(z_i − z_t))
    """
    for rule in RULES:
        for rewrite in rule(form, scope):
            if (near or not isinstance(rewrite, Near)) and proved(rewrite, given):
                return rewrite
    return None


def proved(rewrite: Rewrite, given: tuple[Assumption, ...] = ()) -> bool:
    """Whether the prover accepts every claim of a rewrite, for every size."""
    try:
        verdicts = [decide(claim) for claim in rewrite.claims(given)]
    except (OutOfClass, ScopeError):
        return False
    return all(isinstance(v, Proved) and v.sizes is None for v in verdicts)

"""Two softmaxes that are close to one another: their divergence, and their difference.

For q = softmax(a) and p = softmax(b), with ``c_j = (b_j − a_j) − Σ_i q_i (b_i − a_i)``:

    Σ_k q_k log(q_k/p_k) = log(1 + R),  R = Σ_j q_j (exp(c_j) − 1 − c_j)
    p_k − q_k            = q_k (exp(c_k − log(1 + R)) − 1)

No term of R is negative, and none cancels: where a and b agree to eight digits, the left
sides have lost all of theirs, and these have lost none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from derive.scope import Scope
from derive.steps.stable.forms import Near, Rewrite
from derive.steps.stable.softmax import Softmax, softmax_of
from derive.steps.sums import unused_index
from derive.syntax.functions import exp, log
from derive.syntax.shape import alike
from derive.syntax.tree import Add, Call, Entry, Index, Mul, Neg, Quotient, Sum, Written
from derive.syntax.walk import free_indices, rename_index, subforms

__all__ = ["softmax_divergence", "softmax_less_softmax"]

#: Beyond it exp(c) might overflow in float32, and nothing is close to anything.
LIMIT = 80
#: Shares that are further apart are subtracted: the smaller may be 0, and the larger not.
APART = 1


def softmax_divergence(form: Written, scope: Scope) -> Iterator[Rewrite]:
    """``Σ_k q_k log(q_k/p_k)``."""
    match form:
        case Sum(Mul((first, Call("log", (Quotient(q, p),)))), k, ()) if first == q:
            apart = log(q) - log(p)
        case Sum(Mul((first, Add((Call("log", (q,)), Neg(Call("log", (p,))))))), k, ()) if (
            first == q
        ):
            apart = log(q) - log(p)
        case _:
            return
    found = _both(q, p, k, scope)
    if found is None:
        return
    yield found.near("divergence", form, log(1 + found.rest), Sum(q * apart, k))


def softmax_less_softmax(form: Written, scope: Scope) -> Iterator[Rewrite]:
    """``p_k − q_k``."""
    match form:
        case Add((Entry() as p, Neg(Entry() as q))):
            pass
        case _:
            return
    shared = free_indices(p) & free_indices(q)
    for k in sorted(shared, key=lambda i: i.name):
        found = _both(q, p, k, scope)
        if found is not None:
            exponent = found.distance(k) - log(1 + found.rest)
            close, far = q * (exp(exponent) - 1), Add((p, Neg(q)))
            yield replace(
                found.near("difference of softmaxes", form, close, far),
                limit=APART,
                open=(exponent,),
            )
            return


class _Pair:
    """Two softmaxes by one index: q of the logits a, p of the logits b."""

    def __init__(self, q: Written, a: Written, b: Written, k: Index, taken: set[str]) -> None:
        self.q, self.a, self.b, self.k = q, a, b, k
        self.i = unused_index(Index("i", k.over), taken)
        self.j = unused_index(Index("j", k.over), taken | {self.i.name})
        self.t = unused_index(Index("t", k.over), taken | {self.i.name, self.j.name})

    def at(self, form: Written, index: Index) -> Written:
        return form if index == self.k else rename_index(form, self.k, index)

    def apart(self, index: Index) -> Written:
        """``b_j − a_j``."""
        return self.at(self.b, index) - self.at(self.a, index)

    def distance(self, index: Index) -> Written:
        """``c_j``: how far the logits are apart, less the mean of that."""
        return self.apart(index) - Sum(self.at(self.q, self.i) * self.apart(self.i), self.i)

    @property
    def rest(self) -> Written:
        """``R``."""
        c = self.distance(self.j)
        return Sum(self.at(self.q, self.j) * (exp(c) - 1 - c), self.j)

    def near(self, rule: str, form: Written, close: Written, far: Written) -> Near:
        return Near(rule, form, self.t, self.distance(self.t), LIMIT, close, far)


def _both(q: Written, p: Written, k: Index, scope: Scope) -> _Pair | None:
    of_q, of_p = softmax_of(q, scope), softmax_of(p, scope)
    if not isinstance(of_q, Softmax) or not isinstance(of_p, Softmax):
        return None
    if {of_q.index, of_p.index} != {k} or alike(of_q.logit, of_p.logit):
        return None
    forms = (q, p, of_q.logit, of_p.logit)
    taken = {i.name for form in forms for part in subforms(form) for i in free_indices(part)}
    return _Pair(q, of_q.logit, of_p.logit, k, taken)

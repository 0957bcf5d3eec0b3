"""Two terms of a sum, put together so that a rule for the two applies.

    p log p + p − 1   = p log p − (1 − p)
    u_k − p_k         = −(p_k − u_k)
    a − a b           = a (1 − b)

What cancels between the two is then seen: 1 − p is known to all its digits where p is the
share of a softmax, a sigmoid, or the square of a hyperbolic tangent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import permutations

from derive.scope import Scope
from derive.steps.products import minus, multiply
from derive.steps.stable.divergence import softmax_less_softmax
from derive.steps.stable.forms import Instead, Rewrite
from derive.steps.stable.logistic import rest_of_sigmoid, rest_of_squared_tanh, sigmoid_less
from derive.steps.stable.softmax import rest_of_softmax, softmax_less
from derive.syntax.tree import Add, Mul, Neg, Number, Power, Written

__all__ = ["grouped"]

ONE = Number(Fraction(1))

_RESTS: tuple[Callable[[Written, Scope], Iterator[Rewrite]], ...] = (
    rest_of_softmax,
    rest_of_sigmoid,
    rest_of_squared_tanh,
)
_PAIRS = (softmax_less_softmax, softmax_less, sigmoid_less)


def grouped(form: Written, scope: Scope) -> Iterator[Rewrite]:
    """A sum in which two of the terms are a difference that is better known as a whole."""
    if not isinstance(form, Add):
        return
    pairs = [(a, b) for a, b in permutations(range(len(form.terms)), 2)]
    for together in (_rest, _factored, _difference):
        for a, b in pairs:
            pair = together(form.terms[a], form.terms[b], scope)
            if pair is None:
                continue
            left = [t for n, t in enumerate(form.terms) if n not in (a, b)]
            after = Add((*left, pair)) if left else pair
            if after != form:
                yield Instead("two terms together", form, after)
                return


def _fits(
    rules: tuple[Callable[[Written, Scope], Iterator[Rewrite]], ...], form: Written, scope: Scope
) -> bool:
    return any(True for rule in rules for _ in rule(form, scope))


def _rest(a: Written, b: Written, scope: Scope) -> Written | None:
    """``1 − b`` or ``b − 1``."""
    for one, sign in ((a, 1), (minus(a), -1)):
        if one == ONE:
            rest = Add((ONE, Neg(minus(b) if sign > 0 else b)))
            if _fits(_RESTS, rest, scope):
                return rest if sign > 0 else Neg(rest)
    return None


def _factored(a: Written, b: Written, scope: Scope) -> Written | None:
    """``a (1 − c)`` for ``a − a c``."""
    share = multiply(minus(b), Power(a, Number(-1)))  # type: ignore[arg-type]
    rest = Add((ONE, Neg(share)))
    return Mul((a, rest)) if _fits(_RESTS, rest, scope) else None


def _difference(a: Written, b: Written, scope: Scope) -> Written | None:
    """``a − b``, or ``−(b' − a')``."""
    if isinstance(b, Neg) and _fits(_PAIRS, Add((a, b)), scope):
        return Add((a, b))
    turned = Add((minus(a), minus(b)))
    if isinstance(turned.terms[1], Neg) and _fits(_PAIRS, turned, scope):
        return Neg(turned)
    return None

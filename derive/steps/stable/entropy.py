"""Logarithms of products and quotients: ``log(a/b) = log a − log b``, where parts are better known.

The logarithm of a softmax is known to all its digits, and its quotient by another number is
not: it may be 0 where its logarithm is −1000. So it is with exponentials and their powers.
"""

from __future__ import annotations

from collections.abc import Iterator

from derive.scope import Scope
from derive.steps.products import minus
from derive.steps.recognise import behind_names
from derive.steps.stable.forms import Instead, Rewrite
from derive.steps.stable.logistic import log_of_sigmoid
from derive.steps.stable.softmax import log_of_softmax
from derive.syntax.functions import log
from derive.syntax.tree import Add, Call, Mul, Power, Quotient, Written

__all__ = ["log_of_product"]


def log_of_product(form: Written, scope: Scope) -> Iterator[Rewrite]:
    """``log(a/b)``, ``log(ab)`` and ``log(a^n)`` where a or b is a share or an exponential."""
    if not (isinstance(form, Call) and form.function == "log"):
        return
    after, known = _logarithm(form.arguments[0], scope)
    if known and after != form:
        yield Instead("log of a product", form, after)


def _logarithm(form: Written, scope: Scope) -> tuple[Written, bool]:
    """The logarithm, taken apart, and whether a part of it is known better."""
    if any(True for rule in (log_of_softmax, log_of_sigmoid) for _ in rule(log(form), scope)):
        return log(form), True
    match behind_names(form, scope):
        case Call("exp", (exponent,)):
            return exponent, True
        case Quotient(top, bottom):
            (above, one), (below, other) = _logarithm(top, scope), _logarithm(bottom, scope)
            if one or other:
                return Add((above, minus(below))), True
        case Mul(factors):
            parts = [_logarithm(f, scope) for f in factors]
            if any(known for _, known in parts):
                return Add(tuple(part for part, _ in parts)), True
        case Power(base, exponent):
            inside, known = _logarithm(base, scope)
            if known:
                return exponent * inside, True
    return log(form), False

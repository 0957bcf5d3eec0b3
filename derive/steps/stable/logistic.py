"""The sigmoid, its logarithm and what is left of 1, on both sides of 0.

    1/(1 + exp(−x)) = exp(x)/(1 + exp(x))
    log(1 + exp(x)) = x + log(1 + exp(−x))
    σ(x) − y        = (1 − y) σ(x) − y σ(−x)
    y x − log(1 + exp(x)) = −(1 − y) log(1 + exp(x)) − y log(1 + exp(−x))
    1 − tanh(x)²    = 4 σ(2x) σ(−2x)

On each side the exponential of −|x| alone is taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from derive.scope import Scope
from derive.steps.products import minus
from derive.steps.recognise import behind_names
from derive.steps.stable.forms import BySign, Instead, Rewrite
from derive.syntax.functions import exp, log, sigmoid
from derive.syntax.tree import Add, Call, Mul, Neg, Number, Power, Quotient, Written

__all__ = [
    "log_of_sigmoid",
    "product_less_softplus",
    "rest_argument",
    "rest_of_sigmoid",
    "rest_of_squared_tanh",
    "sigmoid_by_sign",
    "sigmoid_less",
    "softplus",
]


def sigmoid_by_sign(form: Written, scope: Scope) -> Iterator[Rewrite]:
    """``1/(1 + exp(−x))``, or the sigmoid by its name."""
    if not isinstance(form, Quotient | Call):
        return
    x = argument_of_sigmoid(form, scope)
    if x is not None:
        above, below = 1 / (1 + exp(minus(x))), exp(x) / (1 + exp(x))
        yield BySign("sigmoid", form, x, above, below)


def softplus(form: Written, scope: Scope) -> Iterator[Rewrite]:
    """``log(1 + exp(x))``."""
    x = _argument_of_softplus(form)
    if x is not None:
        yield BySign("softplus", form, x, x + log(1 + exp(minus(x))), log(1 + exp(x)))


def product_less_softplus(form: Written, scope: Scope) -> Iterator[Rewrite]:
    """``y x − log(1 + exp(x))``, among other terms: both are large where x is."""
    if not isinstance(form, Add):
        return
    for less in form.terms:
        x = _argument_of_softplus(less.operand) if isinstance(less, Neg) else None
        if x is None:
            continue
        for term in form.terms:
            share = None if term is less else _times(term, x)
            if share is None:
                continue
            rest = [t for t in form.terms if t is not term and t is not less]
            on, off = log(1 + exp(minus(x))), log(1 + exp(x))
            sides = [-on] if share == Number(Fraction(1)) else [-((1 - share) * off), -(share * on)]
            after = sides[0] if len(rest + sides) == 1 else Add((*rest, *sides))
            yield Instead("product less softplus", form, after)


def _argument_of_softplus(form: Written) -> Written | None:
    """The x of ``log(1 + exp(x))``."""
    match form:
        case Call("log", (inside,)):
            return _one_and_exponential(inside)
    return None


def _times(term: Written, x: Written) -> Written | None:
    """The y of ``y x``, which is no number but 1; of −s it is the y of ``−(y s)``."""
    match term, x:
        case _ if term == x:
            return Number(Fraction(1))
        case Neg(inner), Neg(of):
            return _times(inner, of)
        case Mul(factors), _ if x in factors:
            at = factors.index(x)
            left = (*factors[:at], *factors[at + 1 :])
            share = left[0] if len(left) == 1 else Mul(left)
            return None if isinstance(share, Number) else share
    return None


def log_of_sigmoid(form: Written, scope: Scope) -> Iterator[Rewrite]:
    """``log σ(x) = −log(1 + exp(−x))`` and ``log(1 − σ(x)) = −log(1 + exp(x))``."""
    if not (isinstance(form, Call) and form.function == "log"):
        return
    inside = form.arguments[0]
    x = argument_of_sigmoid(inside, scope)
    if x is not None:
        yield Instead("log-sigmoid", form, -log(1 + exp(minus(x))))
    rest = rest_argument(inside, scope)
    if rest is not None:
        yield Instead("log of the rest of a sigmoid", form, -log(1 + exp(rest)))


def rest_of_sigmoid(form: Written, scope: Scope) -> Iterator[Rewrite]:
    """``1 − σ(x) = σ(−x)``."""
    x = rest_argument(form, scope)
    if x is not None:
        yield Instead("rest of a sigmoid", form, sigmoid(minus(x)))


def rest_of_squared_tanh(form: Written, scope: Scope) -> Iterator[Rewrite]:
    """``1 − tanh(x)² = 4 σ(2x) σ(−2x)``."""
    match form:
        case Add((Number(value), Neg(square))) if value == 1:
            pass
        case _:
            return
    match behind_names(square, scope):
        case Power(base, Number(exponent)) if exponent == 2:
            pass
        case _:
            return
    match behind_names(base, scope):
        case Call("tanh", (x,)):
            yield Instead("rest of tanh²", form, 4 * sigmoid(2 * x) * sigmoid(-2 * x))


def sigmoid_less(form: Written, scope: Scope) -> Iterator[Rewrite]:
    """``σ(x) − y = (1 − y) σ(x) − y σ(−x)``."""
    match form:
        case Add((first, Neg(y))):
            sign = 1
        case Add((y, Neg(first))):
            sign = -1
        case _:
            return
    x = argument_of_sigmoid(first, scope)
    if x is None or isinstance(y, Number):
        return
    on, off = (1 - y) * sigmoid(x), y * sigmoid(minus(x))
    yield Instead("sigmoid less a share", form, on - off if sign > 0 else off - on)


def argument_of_sigmoid(form: Written, scope: Scope) -> Written | None:
    """The x of a form that is the sigmoid of x, through a definition or as it stands."""
    match behind_names(form, scope):
        case Call("sigmoid", (x,)):
            return x
        case Quotient(Number(value), bottom) if value == 1:
            power = _one_and_exponential(bottom)
            return None if power is None else minus(power)
        case Quotient(Call("exp", (x,)), bottom):
            return x if _one_and_exponential(bottom) == x else None
    return None


def _one_and_exponential(form: Written) -> Written | None:
    """The x of ``1 + exp(x)``."""
    match form:
        case Add((Number(value), Call("exp", (x,)))) | Add((Call("exp", (x,)), Number(value))):
            return x if value == 1 else None
    return None


def rest_argument(form: Written, scope: Scope) -> Written | None:
    """The x of ``1 − σ(x)``."""
    match form:
        case Add((Number(value), Neg(inner))) if value == 1:
            return argument_of_sigmoid(inner, scope)
    return None

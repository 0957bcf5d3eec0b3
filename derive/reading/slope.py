"""The derivative of a form by a name that it shows: by the argument of a function, for σ′(z).

Only what a form shows is differentiated. What depends on the symbol through another name must
not come here; ``expansions`` sees to that.
"""

from __future__ import annotations

from fractions import Fraction

from derive.reading.search import Ignorance
from derive.reading.values import delta
from derive.syntax.tree import (
    INDICATOR,
    Add,
    Call,
    Entry,
    Mul,
    Neg,
    Number,
    Power,
    Quotient,
    Sum,
    Symbol,
    Written,
)
from derive.syntax.walk import map_children, subforms

__all__ = ["put", "slope"]

ZERO, ONE, TWO = (Number(Fraction(n)) for n in (0, 1, 2))


def slope(form: Written, x: Symbol | Entry) -> Written:
    """The derivative of a form by a symbol or an entry, not simplified.

    >>> print(slope(Call("exp", (Mul((TWO, Symbol("x"))),)), Symbol("x")))
    exp(2 x) (2 · 1)
    """
    if not _has(form, x):
        return ZERO
    match form:
        case Symbol():
            return ONE
        case Entry(indices=indices) if isinstance(x, Entry):
            same = [delta(i, j) for i, j in zip(indices, x.indices, strict=True)]
            return same[0] if len(same) == 1 else Mul(tuple(same))
        case Neg(a):
            return Neg(slope(a, x))
        case Add(terms):
            return _sum([slope(term, x) for term in terms if _has(term, x)])
        case Mul(factors):
            return _sum(
                [
                    Mul((*factors[:n], slope(factor, x), *factors[n + 1 :]))
                    for n, factor in enumerate(factors)
                    if _has(factor, x)
                ]
            )
        case Quotient(above, below):
            return _of_quotient(above, below, x)
        case Power(base, exponent):
            return _of_power(form, base, exponent, x)
        case Call(function, arguments, orders) if function != INDICATOR:
            return _of_call(form, function, arguments, orders, x)
        case Sum(body, index, excluding):
            return Sum(slope(body, x), index, excluding)
    raise Ignorance("the slope of a function that is not given by a formula of numbers")


def put(form: Written, x: Symbol, value: Written) -> Written:
    """The form with a value in place of a symbol; the form binds no index of the value."""
    return value if form == x else map_children(form, lambda part: put(part, x, value))


def _has(form: Written, x: Symbol | Entry) -> bool:
    return any(isinstance(p, Symbol | Entry) and p.name == x.name for p in subforms(form))


def _sum(parts: list[Written]) -> Written:
    return parts[0] if len(parts) == 1 else Add(tuple(parts))


def _of_quotient(above: Written, below: Written, x: Symbol | Entry) -> Written:
    if not _has(below, x):
        return Quotient(slope(above, x), below)
    lost = Neg(Mul((above, slope(below, x))))
    whole = Add((Mul((slope(above, x), below)), lost)) if _has(above, x) else lost
    return Quotient(whole, Power(below, TWO))


def _of_power(form: Written, base: Written, exponent: Written, x: Symbol | Entry) -> Written:
    parts: list[Written] = []
    if _has(base, x):
        parts.append(Mul((exponent, _lowered(base, exponent), slope(base, x))))
    if _has(exponent, x):
        parts.append(Mul((form, Call("log", (base,)), slope(exponent, x))))
    return _sum(parts)


def _lowered(base: Written, exponent: Written) -> Written:
    """The power by one less; a number is worked out, so that 0 may be raised."""
    if not isinstance(exponent, Number):
        return Power(base, Add((exponent, Neg(ONE))))
    lower = exponent.value - 1
    if lower == 1:
        return base
    return Power(base, Number(lower)) if lower >= 0 else Power(base, Neg(Number(-lower)))


def _of_call(
    form: Written, function: str, arguments: tuple[Written, ...], orders: tuple[int, ...],
    x: Symbol | Entry,
) -> Written:  # fmt: skip
    """The chain rule."""
    if len(arguments) == 1 and not orders:
        outer = _elementary(form, function, arguments[0])
        if outer is not None:
            return Mul((outer, slope(arguments[0], x)))
    before = orders or (0,) * len(arguments)
    parts: list[Written] = []
    for n, argument in enumerate(arguments):
        if _has(argument, x):
            raised = (*before[:n], before[n] + 1, *before[n + 1 :])
            parts.append(Mul((Call(function, arguments, raised), slope(argument, x))))
    return _sum(parts)


def _elementary(form: Written, function: str, a: Written) -> Written | None:
    """The derivative of an elementary function at its argument."""
    match function:
        case "exp":
            return form
        case "log":
            return Quotient(ONE, a)
        case "sqrt":
            return Quotient(ONE, Mul((TWO, form)))
        case "tanh":
            return Add((ONE, Neg(Power(form, TWO))))
        case "sigmoid":
            return Mul((form, Add((ONE, Neg(form)))))
    return None

"""The derivative of a form along a direction: sums stay sums, and no Jacobian arises.

    (Σ_j f_j)˙ = Σ_j ḟ_j,  (fg)˙ = ḟ g + f ġ,  (exp f)˙ = ḟ exp f,  (log f)˙ = ḟ/f
    p_k˙       = p_k (ḟ_k − Σ_j p_j ḟ_j)        for p = softmax(f)
    σ(f)˙      = σ(f) (1 − σ(f)) ḟ

What has a name is not unfolded where its derivative can be said by the name. Of a gradient
this is the product of the Hessian with the direction: the direction is summed over first.
What comes out is a claim like every other, and is used where it is proved.
"""

from __future__ import annotations

from derive.index.notation import OutOfClass
from derive.scope import Scope
from derive.steps.products import ONE, ZERO, minus
from derive.steps.recognise import behind_names, unfolded
from derive.steps.stable.logistic import argument_of_sigmoid, rest_argument
from derive.steps.stable.softmax import softmax_of
from derive.steps.sums import unused_index
from derive.syntax.declare import Declaration
from derive.syntax.tree import (
    Add,
    Call,
    Entry,
    Index,
    Mul,
    Neg,
    Number,
    Power,
    Quotient,
    Sum,
    Symbol,
    Written,
)
from derive.syntax.walk import free_indices, rename_index, subforms

__all__ = ["along"]

TWO = Number(2)  # type: ignore[arg-type]


def along(
    form: Written, wrt: Symbol | Entry, direction: Declaration, scope: Scope
) -> tuple[Written, bool]:
    """The derivative of a form as the family of ``wrt`` moves in a direction.

    It is said besides whether ``Ṅ/D − N Ḋ/D²`` stands in it, of which the terms may cancel.
    Raises ``OutOfClass`` where no rule applies.

    >>> from derive import Sum, exp, index_set, indices, log, vector
    >>> from derive.scope import scope_of_forms
    >>> C = index_set("C")
    >>> j, k = indices("j k", C)
    >>> z, v = vector("z", C), vector("v", C)
    >>> loss = Sum(z[j] ** 2, j)
    >>> print(along(loss, z[k], v[k].declared, scope_of_forms((loss,)))[0])
    Σ_j 2 z_j v_j
    """
    rules = _Along(wrt.name, direction, scope)
    return rules.of(form), rules.subtracts


class _Along:
    def __init__(self, name: str, direction: Declaration, scope: Scope) -> None:
        self.name, self.direction, self.scope = name, direction, scope
        self.subtracts = False

    def moves(self, form: Written) -> bool:
        """Whether a form depends on what moves."""
        for part in subforms(form):
            if isinstance(part, Symbol | Entry):
                if part.name == self.name:
                    return True
                inside = unfolded(part, self.scope)
                if inside is not part and self.moves(inside):
                    return True
        return False

    def of(self, form: Written) -> Written:
        """The derivative of a form; 0 where nothing moves."""
        if not self.moves(form):
            return ZERO
        match form:
            case Symbol(name) if name == self.name:
                return Symbol(self.direction.name, self.direction)
            case Entry(name, indices) if name == self.name:
                return Entry(self.direction.name, indices, self.direction)
            case Neg(operand):
                return minus(self.of(operand))
            case Add(terms):
                return _sum(tuple(self.of(t) for t in terms))
            case Mul(factors):
                return self.product(factors)
            case Sum(body, index, excluding):
                return Sum(self.of(body), index, excluding)
        if self.is_rate_known(form):
            return _product(form, self.rate(form))
        inside = behind_names(form, self.scope)
        match inside:
            case Quotient(top, bottom):
                return self.quotient(form, top, bottom)
            case Power(base, Number(value)) if not self.moves(inside.exponent):
                lower = base if value == 2 else Power(base, Number(value - 1))
                return _product(inside.exponent, lower, self.of(base))
            case Power():
                return _product(form, self.rate(inside))
            case Call("log", (argument,)):
                return self.rate(argument)
            case Call("sqrt", (argument,)):
                return Quotient(self.of(argument), _product(TWO, form))
            case Call("tanh", (argument,)):
                return _product(Add((ONE, Neg(Power(form, TWO)))), self.of(argument))
        if inside is form:
            raise OutOfClass(f"no rule gives the derivative of {form}")
        return self.of(inside)

    def product(self, factors: tuple[Written, ...]) -> Written:
        terms = []
        for place, factor in enumerate(factors):
            if self.moves(factor):
                others = (*factors[:place], *factors[place + 1 :])
                terms.append(_product(*others, self.of(factor)))
        return _sum(tuple(terms))

    def quotient(self, form: Written, top: Written, bottom: Written) -> Written:
        """``Ṅ/D − (N/D) Ḋ/D``; a share in it is a factor."""
        factors = top.factors if isinstance(top, Mul) else (top,)
        if self.moves(bottom):
            for place, factor in enumerate(factors):
                share = Quotient(factor, bottom)
                if self.is_rate_known(share):
                    rest = (*factors[:place], *factors[place + 1 :])
                    return self.product((*rest, share))
        parts = list[Written]()
        if self.moves(top):
            parts.append(Quotient(self.of(top), bottom))
        if self.moves(bottom):
            parts.append(minus(_product(form, Quotient(self.of(bottom), bottom))))
        self.subtracts |= len(parts) > 1
        return _sum(tuple(parts))

    def is_rate_known(self, form: Written) -> bool:
        """Whether the derivative is the form times something simple."""
        if softmax_of(form, self.scope) is not None:
            return True
        if argument_of_sigmoid(form, self.scope) is not None:
            return True
        inside = behind_names(form, self.scope)
        return isinstance(inside, Call) and inside.function == "exp"

    def rate(self, form: Written) -> Written:
        """The derivative of the logarithm of a form."""
        if not self.moves(form):
            return ZERO
        shares = softmax_of(form, self.scope)
        if shares is not None:
            taken = {i.name for i in free_indices(form) | free_indices(shares.logit)}
            taken |= {s.index.name for s in subforms(shares.logit) if isinstance(s, Sum)}
            j = unused_index(Index("j", shares.index.over), taken | {shares.index.name})
            step = self.of(shares.logit)
            mean = Sum(
                _product(rename_index(form, shares.index, j), rename_index(step, shares.index, j)),
                j,
            )
            return Add((step, Neg(mean)))
        x = argument_of_sigmoid(form, self.scope)
        if x is not None:
            return _product(Add((ONE, Neg(form))), self.of(x))
        match form:
            case Add((Number(), Neg(share))) if rest_argument(form, self.scope) is not None:
                x = rest_argument(form, self.scope)
                assert x is not None
                return minus(_product(share, self.of(x)))
        inside = behind_names(form, self.scope)
        match inside:
            case Call("exp", (exponent,)):
                return self.of(exponent)
            case Mul(factors):
                return _sum(tuple(self.rate(f) for f in factors))
            case Quotient(top, bottom):
                return _sum((self.rate(top), minus(self.rate(bottom))))
            case Power(base, exponent) if not self.moves(exponent):
                return _product(exponent, self.rate(base))
        return Quotient(self.of(form), form)


def _sum(terms: tuple[Written, ...]) -> Written:
    kept = tuple(t for t in terms if t != ZERO)
    if not kept:
        return ZERO
    return kept[0] if len(kept) == 1 else Add(kept)


def _product(*factors: Written) -> Written:
    if ZERO in factors:
        return ZERO
    kept = tuple(f for f in factors if f != ONE)
    if not kept:
        return ONE
    return kept[0] if len(kept) == 1 else Mul(kept)

"""The rules of differentiation on written forms: each gives the textbook's right side."""

from __future__ import annotations

from fractions import Fraction

from derive.elaborate import unfold_once
from derive.index.notation import OutOfClass
from derive.model import IndexRelation
from derive.scope import Scope
from derive.steps.products import ONE, ZERO, add, minus
from derive.syntax.tree import (
    Add,
    Call,
    Delta,
    Entry,
    Index,
    IndexTerm,
    Mul,
    Neg,
    Number,
    Power,
    Quotient,
    Sum,
    Symbol,
    Written,
)
from derive.syntax.walk import free_indices, map_children, rename_index, subforms

__all__ = ["contract", "differentiate", "mentions"]


def mentions(form: Written, name: str) -> bool:
    """Whether the name itself is written in the form."""
    return any(isinstance(s, Symbol | Entry) and s.name == name for s in subforms(form))


def differentiate(
    form: Written, wrt: Symbol | Entry, scope: Scope, *, held: bool = False
) -> Written:
    """The derivative of ``form`` by ``wrt``, with δ where an index may meet another.

    Definitions are unfolded, or all ``held``: then only ``wrt`` itself varies, where it is
    written. Raises ``OutOfClass`` for a function whose derivative is not known.
    """
    return _Rules(wrt, scope, held).apply(form)


class _Rules:
    def __init__(self, wrt: Symbol | Entry, scope: Scope, held: bool) -> None:
        self.wrt = wrt
        self.scope = scope
        self.held = held

    def depends(self, form: Written) -> bool:
        if self.held:
            return mentions(form, self.wrt.name)
        return self.wrt.name in self.scope.names_in(form)

    def apply(self, form: Written) -> Written:
        if not self.depends(form):
            return ZERO
        match form:
            case Symbol(name):
                return ONE if name == self.wrt.name else self.apply(self.body(form))
            case Entry(name):
                return self.entry(form) if name == self.wrt.name else self.apply(self.body(form))
            case Neg(operand):
                return minus(self.apply(operand))
            case Add(terms):
                return add(*(self.apply(t) for t in terms))
            case Mul(factors):
                return add(
                    *(
                        _times(*factors[:n], self.apply(f), *factors[n + 1 :])
                        for n, f in enumerate(factors)
                        if self.depends(f)
                    )
                )
            case Quotient(top, bottom):
                return self.quotient(top, bottom)
            case Power(base, exponent):
                return self.power(base, exponent)
            case Call(function, (argument,)):
                return self.call(form, function, argument)
            case Sum():
                return self.total(form)
        raise OutOfClass(f"the derivative of {type(form).__name__} is not known")

    def body(self, form: Symbol | Entry) -> Written:
        defined = self.scope.definition(form.name)
        assert defined is not None
        assert defined.body is not None
        return unfold_once(form, defined) if isinstance(form, Entry) else defined.body

    def entry(self, form: Entry) -> Written:
        assert isinstance(self.wrt, Entry)
        pairs = zip(form.indices, self.wrt.indices, strict=True)
        return _times(*(ONE if a == b else Delta(a, b) for a, b in pairs))

    def quotient(self, top: Written, bottom: Written) -> Written:
        if not self.depends(bottom):
            return _times(Quotient(ONE, bottom), self.apply(top))
        if not self.depends(top):
            return minus(
                _times(top, Quotient(self.apply(bottom), Power(bottom, Number(Fraction(2)))))
            )
        above = add(_times(self.apply(top), bottom), minus(_times(top, self.apply(bottom))))
        return Quotient(above, Power(bottom, Number(Fraction(2))))

    def power(self, base: Written, exponent: Written) -> Written:
        if self.depends(exponent):
            log = Call("log", (base,))
            return _times(
                Power(base, exponent),
                add(
                    _times(self.apply(exponent), log),
                    _times(exponent, Quotient(self.apply(base), base)),
                ),
            )
        if isinstance(exponent, Number):
            lower: Written = Number(exponent.value - 1)
            reduced = base if exponent.value == 2 else Power(base, lower)
        else:
            reduced = Power(base, add(exponent, minus(ONE)))
        return _times(exponent, reduced, self.apply(base))

    def call(self, form: Written, function: str, argument: Written) -> Written:
        inner = self.apply(argument)
        match function:
            case "exp":
                return _times(form, inner)
            case "log":
                return self.logarithm(argument)
            case "sqrt":
                return Quotient(inner, _times(Number(Fraction(2)), form))
            case "sigmoid":
                return _times(form, add(ONE, minus(form)), inner)
            case "tanh":
                return _times(add(ONE, minus(Power(form, Number(Fraction(2))))), inner)
        raise OutOfClass(f"the derivative of {function} is not known")

    def logarithm(self, argument: Written) -> Written:
        """(log u)' = u'/u; the logarithm of a quotient is taken apart first."""
        match argument:
            case Quotient(top, bottom):
                parts = [self.logarithm(top)] if self.depends(top) else []
                if self.depends(bottom):
                    parts.append(minus(self.logarithm(bottom)))
                return add(*parts)
        return _times(Quotient(ONE, argument), self.apply(argument))

    def total(self, form: Sum) -> Written:
        index, body = form.index, form.body
        if isinstance(self.wrt, Entry) and index in self.wrt.indices:
            fresh = Index(index.name + "'", index.over)
            while fresh in self.wrt.indices or fresh in free_indices(body):
                fresh = Index(fresh.name + "'", index.over)
            index, body = fresh, rename_index(body, index, fresh)
        return Sum(self.apply(body), index, form.excluding)


def _times(*factors: Written) -> Written:
    """A product in which signs come out and nothing is cancelled: ``1/u · u'`` stays."""
    flat: list[Written] = []
    negative = False
    for factor in factors:
        while isinstance(factor, Neg):
            factor, negative = factor.operand, not negative
        flat += factor.factors if isinstance(factor, Mul) else (factor,)
    kept = [f for f in flat if f != ONE]
    if ZERO in kept:
        return ZERO
    product = ONE if not kept else kept[0] if len(kept) == 1 else Mul(tuple(kept))
    return Neg(product) if negative else product


def contract(form: Written, case: tuple[IndexRelation, ...] = ()) -> Written:
    """Use every δ: ``Σ_i f(i) δ_ij = f(j)``, and 0 or 1 where the case decides.

    >>> from derive import delta, index_set, indices, vector
    >>> C = index_set("C")
    >>> i, j = indices("i j", C)
    >>> y = vector("y", C)
    >>> print(contract(Sum(y[i] * delta(i, j), i)))
    y_j
    """
    inside = case
    if isinstance(form, Sum):
        # The case speaks of free indices; under the binder the letter means another one.
        inside = tuple(r for r in case if form.index not in (r.left, r.right))
    form = map_children(form, lambda part: contract(part, inside))
    match form:
        case Delta(left, right):
            return _decide(left, right, case)
        case Neg(operand):
            return minus(operand)
        case Add(terms):
            return add(*terms)
        case Mul(factors) if any(f in (ZERO, ONE) for f in factors):
            kept = tuple(f for f in factors if f != ONE)
            if ZERO in kept:
                return ZERO
            return ONE if not kept else kept[0] if len(kept) == 1 else Mul(kept)
        case Quotient(top, bottom):
            return ZERO if top == ZERO else Quotient(top, bottom)
        case Sum(body, index, excluding):
            return _contract_sum(body, index, excluding, case)
    return form


def _decide(left: IndexTerm, right: IndexTerm, case: tuple[IndexRelation, ...]) -> Written:
    if left == right:
        return ONE
    if not isinstance(left, Index) and not isinstance(right, Index):
        return ZERO
    for relation in case:
        if {relation.left, relation.right} == {left, right}:
            return ONE if relation.equal else ZERO
    return Delta(left, right)


def _contract_sum(
    body: Written,
    index: Index,
    excluding: tuple[IndexTerm, ...],
    case: tuple[IndexRelation, ...],
) -> Written:
    match body:
        case Number(Fraction(numerator=0)):
            return ZERO
        case Neg(operand):
            return minus(_contract_sum(operand, index, excluding, case))
        case Add(terms):
            return add(*(_contract_sum(t, index, excluding, case) for t in terms))
    found = _delta_of(body, index)
    if found is None:
        return Sum(body, index, excluding)
    delta, point = found
    if point in excluding:
        return ZERO
    if excluding:
        return Sum(body, index, excluding)
    return contract(rename_index(_without(body, delta), index, point), case)


def _delta_of(body: Written, index: Index) -> tuple[Delta, IndexTerm] | None:
    """A δ that is a factor of the body and speaks of the index."""
    match body:
        case Delta(left, right) if index in (left, right):
            return body, right if left == index else left
        case Mul(factors):
            return next((d for f in factors if (d := _delta_of(f, index)) is not None), None)
        case Neg(operand):
            return _delta_of(operand, index)
        case Quotient(top, _):
            return _delta_of(top, index)
    return None


def _without(body: Written, delta: Delta) -> Written:
    """The body with one factor δ taken out."""
    match body:
        case Delta():
            return ONE
        case Mul(factors):
            for n, factor in enumerate(factors):
                if _holds(factor, delta):
                    rest = _without(factor, delta)
                    kept = (*factors[:n], *([] if rest == ONE else [rest]), *factors[n + 1 :])
                    return kept[0] if len(kept) == 1 else Mul(kept)
        case Neg(operand):
            return Neg(_without(operand, delta))
        case Quotient(top, bottom):
            return Quotient(_without(top, delta), bottom)
    raise AssertionError("the body has no such factor")


def _holds(form: Written, delta: Delta) -> bool:
    match form:
        case Mul(factors):
            return any(_holds(f, delta) for f in factors)
        case Neg(operand):
            return _holds(operand, delta)
        case Quotient(top, _):
            return _holds(top, delta)
    return form == delta

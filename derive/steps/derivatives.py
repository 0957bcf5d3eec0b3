"""The rules of differentiation on written forms: each gives the textbook's right side."""

from __future__ import annotations

from fractions import Fraction

from derive.index.abstract import CIRCULAR, circular
from derive.index.notation import OutOfClass
from derive.scope import Scope
from derive.steps.products import ONE, ZERO, add, minus
from derive.steps.sums import unused_index
from derive.syntax.declare import Declaration
from derive.syntax.tree import (
    ELEMENTARY,
    INDICATOR,
    Add,
    Call,
    Delta,
    Derivative,
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
from derive.syntax.unfold import unfold_once
from derive.syntax.walk import free_indices, rename_index, subforms

__all__ = ["differentiate", "is_partial", "mentions", "signed_product"]


def mentions(form: Written, name: str) -> bool:
    """Whether the name is written in the form, or an abstract function of it."""
    return any(
        isinstance(s, Symbol | Entry) and (s.name == name or _is_function_of(s.declared, name))
        for s in subforms(form)
    )


def _is_function_of(declared: Declaration | None, name: str) -> bool:
    of = () if declared is None else declared.of
    return any(f.name == name or (f.body is None and _is_function_of(f, name)) for f in of)


def is_partial(form: Written) -> bool:
    """Whether it is a partial derivative of an abstract function, which has no other form.

    >>> from derive import function_of, index_set, indices, partial, vector
    >>> C = index_set("C")
    >>> (k,) = indices("k", C)
    >>> a = vector("a", C)
    >>> is_partial(partial(function_of("E", a), a[k])), is_partial(partial(a[k], a[k]))
    (True, False)
    """
    if not isinstance(form, Derivative):
        return False
    of = form.of
    while isinstance(of, Derivative):
        of = of.of
    declared = of.declared if isinstance(of, Symbol | Entry) else None
    return declared is not None and any(f.name == form.wrt.name for f in declared.of)


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
            case Symbol(name) if name == self.wrt.name:
                return ONE
            case Entry(name) if name == self.wrt.name:
                return self.entry(form)
            case Symbol(name) | Entry(name):
                abstract = self.scope.abstract(name)
                return self.apply(self.body(form)) if abstract is None else self.through(form)
            case Derivative() if is_partial(form):
                return self.through(form)
            case Neg(operand):
                return minus(self.apply(operand))
            case Add(terms):
                return add(*(self.apply(t) for t in terms))
            case Mul(factors):
                return self.product(factors)
            case Quotient(top, bottom):
                return self.quotient(top, bottom)
            case Power(base, exponent):
                return self.power(base, exponent)
            case Call(function, (argument,)) if function in ELEMENTARY:
                return self.call(form, function, argument)
            case Call(function, arguments, orders) if function != INDICATOR:
                return self.opaque(function, arguments, orders or (0,) * len(arguments))
            case Sum():
                return self.total(form)
        raise OutOfClass(f"the derivative of {type(form).__name__} is not known")

    def product(self, factors: tuple[Written, ...]) -> Written:
        """The product rule; many equal factors are one power of it."""
        terms = []
        for n, factor in enumerate(factors):
            times = factors.count(factor)
            if not self.depends(factor) or (times > 2 and factor in factors[:n]):
                continue
            count = (Number(Fraction(times)),) if times > 2 else ()
            rest = (*factors[:n], self.apply(factor), *factors[n + 1 :])
            terms.append(signed_product(*count, *rest))
        return add(*terms)

    def body(self, form: Symbol | Entry) -> Written:
        defined = self.scope.definition(form.name)
        assert defined is not None
        assert defined.body is not None
        return unfold_once(form, defined) if isinstance(form, Entry) else defined.body

    def entry(self, form: Entry) -> Written:
        assert isinstance(self.wrt, Entry)
        pairs = zip(form.indices, self.wrt.indices, strict=True)
        return signed_product(*(ONE if a == b else Delta(a, b) for a, b in pairs))

    def through(self, form: Symbol | Entry | Derivative) -> Written:
        """The chain rule through what an abstract function depends on."""
        of: Written = form
        while isinstance(of, Derivative):
            of = of.of
        assert isinstance(of, Symbol | Entry)
        abstract = self.scope.abstract(of.name)
        assert abstract is not None
        for one in abstract.of:
            if any(one.name in self.scope.reaches(other.name) for other in abstract.of):
                # ∂E/∂a_j would be both the partial derivative and the whole of it.
                raise OutOfClass(f"{of.name} depends on {one.name} in two ways")
        return add(*(self.through_family(form, family) for family in abstract.of))

    def through_family(self, form: Symbol | Entry | Derivative, family: Declaration) -> Written:
        """``Σ_j ∂E/∂a_j · ∂a_j/∂z_k`` for one family a."""
        if family.name == self.wrt.name:
            return Derivative(form, self.wrt)
        taken = {i.name for i in free_indices(form) | free_indices(self.wrt)}
        letters: list[Index] = []
        for axis in family.axes:
            letters.append(unused_index(Index("j", axis), taken))
            taken.add(letters[-1].name)
        if letters:
            by: Symbol | Entry = Entry(family.name, tuple(letters), family)
        else:
            by = Symbol(family.name, family)
        found = signed_product(Derivative(form, by), self.apply(by))
        for letter in reversed(letters):
            found = Sum(found, letter)
        return found

    def opaque(
        self, function: str, arguments: tuple[Written, ...], orders: tuple[int, ...]
    ) -> Written:
        """The chain rule for a function of which only the name is known."""
        if function in CIRCULAR:
            other, sign = circular(function, sum(orders) + 1)
            slope = signed_product(Call(other, arguments), self.apply(arguments[0]))
            return slope if sign > 0 else minus(slope)
        terms = []
        for n, argument in enumerate(arguments):
            raised = (*orders[:n], orders[n] + 1, *orders[n + 1 :])
            terms.append(signed_product(Call(function, arguments, raised), self.apply(argument)))
        return add(*terms)

    def quotient(self, top: Written, bottom: Written) -> Written:
        if not self.depends(bottom):
            return signed_product(Quotient(ONE, bottom), self.apply(top))
        if not self.depends(top):
            return minus(
                signed_product(
                    top, Quotient(self.apply(bottom), Power(bottom, Number(Fraction(2))))
                )
            )
        above = add(
            signed_product(self.apply(top), bottom), minus(signed_product(top, self.apply(bottom)))
        )
        return Quotient(above, Power(bottom, Number(Fraction(2))))

    def power(self, base: Written, exponent: Written) -> Written:
        if self.depends(exponent):
            log = Call("log", (base,))
            return signed_product(
                Power(base, exponent),
                add(
                    signed_product(self.apply(exponent), log),
                    signed_product(exponent, Quotient(self.apply(base), base)),
                ),
            )
        if isinstance(exponent, Number):
            lower: Written = Number(exponent.value - 1)
            reduced = base if exponent.value == 2 else Power(base, lower)
        else:
            reduced = Power(base, add(exponent, minus(ONE)))
        return signed_product(exponent, reduced, self.apply(base))

    def call(self, form: Written, function: str, argument: Written) -> Written:
        inner = self.apply(argument)
        match function:
            case "exp":
                return signed_product(form, inner)
            case "log":
                return self.logarithm(argument)
            case "sqrt":
                return Quotient(inner, signed_product(Number(Fraction(2)), form))
            case "sigmoid":
                return signed_product(form, add(ONE, minus(form)), inner)
            case "tanh":
                return signed_product(add(ONE, minus(Power(form, Number(Fraction(2))))), inner)
        raise OutOfClass(f"the derivative of {function} is not known")

    def logarithm(self, argument: Written) -> Written:
        """(log u)' = u'/u; the logarithm of a quotient is taken apart first."""
        match argument:
            case Quotient(top, bottom):
                parts = [self.logarithm(top)] if self.depends(top) else []
                if self.depends(bottom):
                    parts.append(minus(self.logarithm(bottom)))
                return add(*parts)
        return signed_product(Quotient(ONE, argument), self.apply(argument))

    def total(self, form: Sum) -> Written:
        index, body = form.index, form.body
        if isinstance(self.wrt, Entry) and index in self.wrt.indices:
            fresh = Index(index.name + "'", index.over)
            while fresh in self.wrt.indices or fresh in free_indices(body):
                fresh = Index(fresh.name + "'", index.over)
            index, body = fresh, rename_index(body, index, fresh)
        return Sum(self.apply(body), index, form.excluding)


def signed_product(*factors: Written) -> Written:
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

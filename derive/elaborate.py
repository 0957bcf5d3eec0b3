"""Trusted code. From written forms to meanings: the one place where syntax meets algebra.

``meaning`` gives the SymPy expression that a written form stands for, definitions
unfolded and derivatives taken. What the form needs to be defined is not seen in it any
more: ``derive.conditions`` reads that off the written form.
"""

from __future__ import annotations

import sympy as sp

from derive.index.abstract import INDICATOR_LABEL, call_label, circular, partial_entry, root
from derive.index.differentiate import Rule, contract, differentiate
from derive.index.notation import (
    OutOfClass,
    SumParts,
    SumWalk,
    family_base,
    fresh_dummy,
    index_symbol,
    kronecker,
    power,
    product,
    reciprocal,
    scalar_symbol,
    size_symbol,
    sum_over,
    total,
)
from derive.index.substitute import evaluated, unfold_family, unfold_scalar
from derive.model import Condition
from derive.scope import Scope, scope_of_forms
from derive.syntax.tree import (
    Add,
    Call,
    Delta,
    Derivative,
    Entry,
    Index,
    IndexTerm,
    Mul,
    Neg,
    Number,
    Power,
    Quotient,
    Size,
    Sum,
    Symbol,
    Written,
)
from derive.syntax.walk import children, free_indices

__all__ = ["Elaborator", "meaning"]

Environment = dict[Index, sp.Expr]


def meaning(form: Written, scope: Scope | None = None) -> sp.Expr:
    """The SymPy expression that ``form`` stands for, definitions unfolded.

    Sums run over ``(j, 1, C)`` with ``C`` a positive integer symbol; restricted sums are
    sums of a ``Piecewise``. Raises ``OutOfClass`` for what has no such expression.

    >>> from derive import Sum, exp, index_set, indices, partial, vector
    >>> C = index_set("C")
    >>> j, k = indices("j k", C)
    >>> z = vector("z", C)
    >>> meaning(partial(Sum(exp(z[j]), j), z[k]))
    exp(z[k])
    """
    found = scope if scope is not None else scope_of_forms((form,))
    return evaluated(Elaborator(found).meaning(form))


class Elaborator:
    """The meanings of one scope, as they are: SymPy evaluates nothing in them.

    Equal subforms in equal environments share one meaning.
    """

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.memo: dict[object, sp.Expr] = {}
        #: What one walk over a sum has found, for whoever walks over the same sums again.
        self.walks: dict[sp.Sum, SumWalk] = {}
        #: What the two sides of a claim need to be defined.
        self.needs: dict[tuple[Written, Written], tuple[Condition, ...]] = {}

    def under(self, scope: Scope) -> Elaborator:
        """The same meanings in a scope with the same definitions, under other assumptions."""
        other = Elaborator(scope)
        other.share(self)
        return other

    def share(self, other: Elaborator) -> None:
        """Know, and learn, what another one does that has the same definitions."""
        self.memo, self.walks, self.needs = other.memo, other.walks, other.needs

    def meaning(self, form: Written) -> sp.Expr:
        """The SymPy expression that ``form`` stands for."""
        return self._expression(form, {}, frozenset())

    def _expression(self, form: Written, env: Environment, held: frozenset[str]) -> sp.Expr:
        match form:
            case Number(value):
                return sp.Rational(value.numerator, value.denominator)
            case Symbol(name):
                return self._scalar(name, held)
            case Entry(name, indices):
                return self._entry(name, tuple(_index(i, env) for i in indices), held)
            case Size(of):
                return size_symbol(of)
            case Delta(left, right):
                return kronecker(_index(left, env), _index(right, env))
            case Sum():
                return self._remembered(form, env, held)
            case Derivative():
                key = self._key(form, env, held)
                found = self.memo.get(key)
                if found is None:
                    found = self.memo[key] = self._derivative(form, env, held)
                return found
        parts = tuple(self._expression(part, env, held) for part in children(form))
        return _operate(form, parts)

    def _key(self, form: Written, env: Environment, held: frozenset[str]) -> object:
        """What the meaning of a form depends on."""
        return form, held, frozenset((i, env.get(i)) for i in free_indices(form))

    def _remembered(self, form: Sum, env: Environment, held: frozenset[str]) -> sp.Expr:
        key = self._key(form, env, held)
        found = self.memo.get(key)
        if found is None:
            binder = fresh_dummy(form.index)
            body = self._expression(form.body, {**env, form.index: binder}, held)
            excluding = tuple(_index(x, env) for x in form.excluding)
            size = size_symbol(form.index.over)
            found = sum_over(SumParts(binder, size, excluding, body))
            if not form.excluding and not body.has(binder):
                found = product(size, body)
            self.memo[key] = found
        return found

    def _scalar(self, name: str, held: frozenset[str]) -> sp.Expr:
        defined = self.scope.definition(name)
        if defined is None or name in held:
            return scalar_symbol(name)
        assert defined.body is not None
        key = (name, (), held)
        found = self.memo.get(key)
        if found is None:
            found = self.memo[key] = self._expression(defined.body, {}, held)
        return found

    def _entry(self, name: str, at: tuple[sp.Expr, ...], held: frozenset[str]) -> sp.Expr:
        defined = self.scope.definition(name)
        if defined is None or name in held:
            plain = self.memo.get((name, at))
            if plain is None:
                plain = self.memo[name, at] = family_base(name)[at]
            return plain
        assert defined.body is not None
        key = (name, at, held)
        found = self.memo.get(key)
        if found is None:
            env = dict(zip(defined.parameters, at, strict=True))
            found = self.memo[key] = self._expression(defined.body, env, held)
        return found

    def _derivative(self, form: Derivative, env: Environment, held: frozenset[str]) -> sp.Expr:
        name = form.wrt.name
        inside = held | {name}
        of = self._expression(form.of, env, inside)
        wrt = self._expression(form.wrt, env, inside)
        abstract = any(declared.of for declared in self.scope.declarations.values())
        through = (lambda e, d: self._through(e, d, inside)) if abstract else None
        result = differentiate(of, wrt, through)
        if name in held or self.scope.definition(name) is None:
            return result
        if isinstance(form.wrt, Symbol):
            return unfold_scalar(result, name, self._scalar(name, held))
        return unfold_family(result, name, lambda at: self._entry(name, at, held))

    def _through(self, e: sp.Expr, d: Rule, held: frozenset[str]) -> sp.Expr | None:
        """The chain rule for an abstract function: ``Σ_j ∂E/∂a_j · da_j`` for each family a.

        ``None`` for what is no abstract function, or is itself held independent.
        """
        name = root(str(e.base.label) if isinstance(e, sp.Indexed) else e.name)
        abstract = self.scope.abstract(name)
        if abstract is None or name in held:
            return None
        terms = []
        for family in abstract.of:
            binders = tuple(fresh_dummy(Index("j", axis)) for axis in family.axes)
            entry = self._entry if binders else lambda n, _, h: self._scalar(n, h)
            inner = d(entry(family.name, binders, held))
            term = product(partial_entry(e, family.name, binders), inner)
            for binder, axis in zip(reversed(binders), reversed(family.axes), strict=True):
                term = contract(SumParts(binder, size_symbol(axis), (), term))
            terms.append(term)
        return total(*terms)


def _index(term: IndexTerm, env: Environment) -> sp.Expr:
    if isinstance(term, Index) and term in env:
        return env[term]
    return index_symbol(term)


def _operate(form: Written, parts: tuple[sp.Expr, ...]) -> sp.Expr:
    match form:
        case Add():
            return total(*parts)
        case Mul():
            return product(*parts)
        case Neg():
            return product(sp.S.NegativeOne, parts[0])
        case Quotient():
            return product(parts[0], reciprocal(parts[1]))
        case Power():
            return power(*parts)
        case Call(function="exp"):
            return sp.exp(parts[0], evaluate=False)
        case Call(function="log"):
            return sp.log(parts[0], evaluate=False)
        case Call(function="sqrt"):
            return power(parts[0], sp.S.Half)
        case Call(function="sigmoid"):
            return reciprocal(total(sp.S.One, sp.exp(_minus(parts[0]), evaluate=False)))
        case Call(function="tanh"):
            # (1 − e^{−2x})/(1 + e^{−2x}): one exponential, and a positive denominator.
            decay = sp.exp(product(sp.Integer(-2), parts[0]), evaluate=False)
            return product(total(sp.S.One, _minus(decay)), reciprocal(total(sp.S.One, decay)))
        case Call(function="indicator"):
            difference = total(parts[0], product(sp.S.NegativeOne, parts[1]))
            return sp.Function(INDICATOR_LABEL, real=True)(difference)
        case Call(function="sin" | "cos" as name, orders=orders):
            other, sign = circular(name, sum(orders))
            return product(sp.Integer(sign), sp.Function(other, real=True)(*parts))
        case Call(function=name, orders=orders):
            return sp.Function(call_label(name, orders), real=True)(*parts)
    raise OutOfClass(f"{type(form).__name__} has no meaning here")


def _minus(e: sp.Expr) -> sp.Expr:
    return product(sp.S.NegativeOne, e)

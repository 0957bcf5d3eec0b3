"""Differentiation of indexed expressions by one entry of a family, or by a scalar.

``∂x_j/∂x_k = δ_jk`` whatever j and k are, literal indices included; a sum is
differentiated under its binder, which is fresh and so cannot be the index of the entry.
Assumptions play no part here: they hold at a point, not under ∂.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

import sympy as sp
from sympy.core.function import AppliedUndef

from derive.index.abstract import INDICATOR_LABEL, call_partial
from derive.index.notation import (
    OutOfClass,
    SumParts,
    kronecker,
    open_sum,
    power,
    product,
    reciprocal,
    sum_over,
    total,
)
from derive.index.substitute import substitute_index

__all__ = ["Rule", "contract", "differentiate"]

Rule: TypeAlias = "Callable[[sp.Expr], sp.Expr]"
Through: TypeAlias = "Callable[[sp.Expr, Rule], sp.Expr | None]"


def differentiate(
    expression: sp.Expr, wrt: sp.Symbol | sp.Indexed, through: Through | None = None
) -> sp.Expr:
    """The partial derivative of ``expression`` by a scalar or by one entry ``x[k, ...]``.

    ``through`` gives the derivative of a symbol or an entry that depends on others, by
    the rule that it is handed, and ``None`` for one that does not.
    Raises ``OutOfClass`` for a function whose derivative is not known.

    >>> import sympy as sp
    >>> n, k = sp.Symbol("n", integer=True, positive=True), sp.Symbol("k", integer=True)
    >>> z, j = sp.IndexedBase("z", real=True), sp.Dummy("j", integer=True)
    >>> differentiate(sp.Sum(sp.exp(z[j]), (j, 1, n)), z[k])
    exp(z[k])
    """
    memo: dict[sp.Expr, sp.Expr] = {}

    def d(e: sp.Expr) -> sp.Expr:
        found = memo.get(e)
        if found is None:
            found = through(e, d) if through is not None and _is_quantity(e) else None
            found = memo[e] = _derivative(e, wrt, d) if found is None else found
        return found

    return d(expression)


def _is_quantity(e: sp.Expr) -> bool:
    return bool(e.is_Symbol) or isinstance(e, sp.Indexed)


def _derivative(e: sp.Expr, wrt: sp.Symbol | sp.Indexed, d: Rule) -> sp.Expr:
    if isinstance(e, sp.Indexed):
        return _entry_derivative(e, wrt)
    if e.is_Symbol:
        return sp.S.One if e == wrt else sp.S.Zero
    if e.is_Number or isinstance(e, sp.KroneckerDelta | sp.NumberSymbol):
        return sp.S.Zero
    if e.is_Add:
        return total(*(d(term) for term in e.args))
    if e.is_Mul:
        return _product_rule(e, d)
    if isinstance(e, sp.exp):
        return product(e, d(e.args[0]))
    if e.is_Pow:
        return _power_rule(e, d)
    if isinstance(e, sp.log):
        return product(d(e.args[0]), reciprocal(e.args[0]))
    if isinstance(e, sp.Abs):
        return product(e.args[0], d(e.args[0]), reciprocal(e))
    if isinstance(e, sp.Sum):
        parts = open_sum(e)
        return contract(SumParts(parts.binder, parts.size, parts.excluding, d(parts.body)))
    inner = tuple(d(argument) for argument in e.args)
    if all(derivative == 0 for derivative in inner):
        return sp.S.Zero
    if isinstance(e, AppliedUndef) and e.func.__name__ != INDICATOR_LABEL:
        return call_partial(e, inner)
    if isinstance(e, AppliedUndef):
        raise OutOfClass("an indicator is not differentiated")
    raise OutOfClass(f"the derivative of {e.func.__name__} is not known")


def _entry_derivative(e: sp.Indexed, wrt: sp.Symbol | sp.Indexed) -> sp.Expr:
    if not isinstance(wrt, sp.Indexed) or e.base != wrt.base:
        return sp.S.Zero
    return product(*(kronecker(i, k) for i, k in zip(e.indices, wrt.indices, strict=True)))


def _product_rule(e: sp.Expr, d: Rule) -> sp.Expr:
    return total(
        *(product(*e.args[:n], d(factor), *e.args[n + 1 :]) for n, factor in enumerate(e.args))
    )


def _power_rule(e: sp.Expr, d: Rule) -> sp.Expr:
    base, exponent = e.args
    by_base = product(exponent, power(base, exponent - 1), d(base))
    by_exponent = d(exponent)
    if by_exponent == 0:
        return by_base
    return total(by_base, product(e, sp.log(base, evaluate=False), by_exponent))


def contract(parts: SumParts) -> sp.Expr:
    """Σ_j f(j) δ_jk = f(k) term by term, where nothing is left out of the sum.

    With points left out, k may be one of them, and then f(k) need not be defined: the
    sum stays, and the normal form tells the cases apart.
    """
    if parts.excluding or not parts.body.has(sp.KroneckerDelta):
        return sum_over(parts)
    rest: list[sp.Expr] = []
    found: list[sp.Expr] = []
    for term in _terms(parts.body):
        point = _delta_point(term, parts.binder)
        if point is None:
            rest.append(term)
        else:
            delta, at = point
            without = product(*(f for f in sp.Mul.make_args(term) if f != delta))
            found.append(substitute_index(without, parts.binder, at))
    if rest:
        found.append(sum_over(SumParts(parts.binder, parts.size, (), total(*rest))))
    return total(*found)


def _terms(body: sp.Expr) -> Iterator[sp.Expr]:
    """The terms of a body, multiplied out only where a δ stands inside a sum of terms."""
    if body.is_Add:
        for term in body.args:
            yield from _terms(term)
        return
    if body.is_Mul:
        factors = _factors(body)
        for n, factor in enumerate(factors):
            if factor.is_Add and factor.has(sp.KroneckerDelta):
                for term in factor.args:
                    yield from _terms(product(*factors[:n], term, *factors[n + 1 :]))
                return
        yield product(*factors)
        return
    yield body


def _factors(body: sp.Expr) -> list[sp.Expr]:
    """The factors of a product, products inside it taken apart."""
    if not body.is_Mul:
        return [body]
    return [piece for factor in body.args for piece in _factors(factor)]


def _delta_point(term: sp.Expr, binder: sp.Symbol) -> tuple[sp.Expr, sp.Expr] | None:
    for factor in sp.Mul.make_args(term):
        if isinstance(factor, sp.KroneckerDelta) and binder in factor.args:
            left, right = factor.args
            return factor, (right if left == binder else left)
    return None

"""Differentiation of indexed expressions by one entry of a family, or by a scalar.

``∂x_j/∂x_k = δ_jk`` whatever j and k are, literal indices included; a sum is
differentiated under its binder, which is fresh and so cannot be the index of the entry.
Assumptions play no part here: they hold at a point, not under ∂.
"""

from __future__ import annotations

import sympy as sp

from derive.index.notation import OutOfClass, SumParts, open_sum, sum_over
from derive.index.substitute import substitute_index

__all__ = ["differentiate", "kronecker"]


def differentiate(expression: sp.Expr, wrt: sp.Symbol | sp.Indexed) -> sp.Expr:
    """The partial derivative of ``expression`` by a scalar or by one entry ``x[k, ...]``.

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
            found = memo[e] = _derivative(e, wrt, d)
        return found

    return d(expression)


def _derivative(e: sp.Expr, wrt: sp.Symbol | sp.Indexed, d: object) -> sp.Expr:
    assert callable(d)
    if isinstance(e, sp.Indexed):
        return _entry_derivative(e, wrt)
    if e.is_Symbol:
        return sp.S.One if e == wrt else sp.S.Zero
    if e.is_Number or isinstance(e, sp.KroneckerDelta | sp.NumberSymbol):
        return sp.S.Zero
    if e.is_Add:
        return sp.Add(*(d(term) for term in e.args))
    if e.is_Mul:
        return _product_rule(e, d)
    if isinstance(e, sp.exp):
        inner = d(e.args[0])
        return e * inner if inner != 0 else sp.S.Zero
    if e.is_Pow:
        return _power_rule(e, d)
    if isinstance(e, sp.log):
        return d(e.args[0]) / e.args[0]
    if isinstance(e, sp.Abs):
        inner = d(e.args[0])
        return e.args[0] * inner / e if inner != 0 else sp.S.Zero
    if isinstance(e, sp.Sum):
        parts = open_sum(e)
        return _contract(SumParts(parts.binder, parts.size, parts.excluding, d(parts.body)))
    if all(d(argument) == 0 for argument in e.args):
        return sp.S.Zero
    raise OutOfClass(f"the derivative of {e.func.__name__} is not known")


def _entry_derivative(e: sp.Indexed, wrt: sp.Symbol | sp.Indexed) -> sp.Expr:
    if not isinstance(wrt, sp.Indexed) or e.base != wrt.base:
        return sp.S.Zero
    return sp.Mul(*(kronecker(i, k) for i, k in zip(e.indices, wrt.indices, strict=True)))


def kronecker(i: sp.Expr, k: sp.Expr) -> sp.Expr:
    """δ_ik, decided where both indices are literal."""
    if i == k:
        return sp.S.One
    if i.is_Integer and k.is_Integer:
        return sp.S.Zero
    return sp.KroneckerDelta(i, k)


def _product_rule(e: sp.Expr, d: object) -> sp.Expr:
    assert callable(d)
    terms = []
    for position, factor in enumerate(e.args):
        inner = d(factor)
        if inner != 0:
            terms.append(sp.Mul(*e.args[:position], inner, *e.args[position + 1 :]))
    return sp.Add(*terms)


def _power_rule(e: sp.Expr, d: object) -> sp.Expr:
    assert callable(d)
    base, exponent = e.args
    by_base, by_exponent = d(base), d(exponent)
    result = sp.S.Zero
    if by_base != 0:
        result += exponent * base ** (exponent - 1) * by_base
    if by_exponent != 0:
        result += e * sp.log(base) * by_exponent
    return result


def _contract(parts: SumParts) -> sp.Expr:
    """Σ_j f(j) δ_jk = f(k) term by term, where nothing is left out of the sum.

    With points left out, k may be one of them, and then f(k) need not be defined: the
    sum stays, and the normal form tells the cases apart.
    """
    rest, found = [], sp.S.Zero
    body = parts.body
    if not body.has(sp.KroneckerDelta):
        return sum_over(parts)
    for term in sp.Add.make_args(sp.expand_mul(body, deep=False)):
        point = None if parts.excluding else _delta_point(term, parts.binder)
        if point is None:
            rest.append(term)
        else:
            delta, at = point
            without = sp.Mul(*(f for f in sp.Mul.make_args(term) if f != delta))
            found += substitute_index(without, parts.binder, at)
    if rest:
        found += sum_over(SumParts(parts.binder, parts.size, parts.excluding, sp.Add(*rest)))
    return found


def _delta_point(term: sp.Expr, binder: sp.Symbol) -> tuple[sp.Expr, sp.Expr] | None:
    for factor in sp.Mul.make_args(term):
        if isinstance(factor, sp.KroneckerDelta) and binder in factor.args:
            left, right = factor.args
            return factor, (right if left == binder else left)
    return None

"""Capture-free substitution: an index by an index, and the entries of a family by their values.

SymPy's ``subs``, ``xreplace`` and ``replace`` walk into binders; these do so too, but
binders are fresh on entry, and ``adopt`` renews them where an expression is duplicated
under another binder.
"""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp

from derive.index.notation import (
    SumParts,
    family_base,
    kronecker,
    open_sum,
    scalar_symbol,
    sum_over,
)

__all__ = ["adopt", "evaluated", "substitute_index", "unfold_family", "unfold_scalar"]

Change = Callable[[sp.Expr], "sp.Expr | None"]


def substitute_index(expression: sp.Expr, old: sp.Symbol, new: sp.Expr) -> sp.Expr:
    """The expression with the free index ``old`` replaced by ``new``, no index captured.

    >>> import sympy as sp
    >>> i, j = sp.symbols("i j", integer=True)
    >>> n = sp.Symbol("n", integer=True, positive=True)
    >>> z, y = sp.IndexedBase("z"), sp.IndexedBase("y")
    >>> total = substitute_index(sp.Sum(z[i] * y[j], (i, 1, n)), j, i)
    >>> total.has(y[i]), total.limits[0][0] == i
    (True, False)
    """

    def change(e: sp.Expr) -> sp.Expr | None:
        if e == old:
            return new
        if isinstance(e, sp.Sum) and open_sum(e).binder == old:
            return e
        return None

    if not _mentions(expression, old):
        return expression
    return _rewrite(expression, change, new.free_symbols)


def _mentions(expression: sp.Basic, symbol: sp.Symbol) -> bool:
    """Whether the symbol occurs at all, free or bound."""
    ahead = [expression]
    while ahead:
        part = ahead.pop()
        if part == symbol:
            return True
        ahead.extend(part.args)
    return False


def unfold_family(
    expression: sp.Expr, name: str, value: Callable[[tuple[sp.Expr, ...]], sp.Expr]
) -> sp.Expr:
    """The expression with each entry ``name[i, ...]`` replaced by ``value((i, ...))``."""
    base = family_base(name)
    if not expression.has(base):
        return expression

    def change(e: sp.Expr) -> sp.Expr | None:
        return value(e.indices) if isinstance(e, sp.Indexed) and e.base == base else None

    return _rewrite(expression, change, frozenset())


def unfold_scalar(expression: sp.Expr, name: str, value: sp.Expr) -> sp.Expr:
    """The expression with the scalar ``name`` replaced by ``value``."""
    symbol = scalar_symbol(name)
    if not expression.has(symbol):
        return expression
    return _rewrite(expression, lambda e: value if e == symbol else None, value.free_symbols)


def adopt(expression: sp.Expr) -> sp.Expr:
    """The same expression with every binder fresh, so that nothing can be captured.

    >>> import sympy as sp
    >>> j = sp.Symbol("j", integer=True)
    >>> n = sp.Symbol("n", integer=True, positive=True)
    >>> z = sp.IndexedBase("z")
    >>> adopted = adopt(sp.Sum(sp.exp(z[j]), (j, 1, n)))
    >>> adopted.limits[0][0] == j, adopted.limits[0][0].is_integer
    (False, True)
    """
    return _rewrite(expression, lambda e: None, None)


def evaluated(expression: sp.Expr) -> sp.Expr:
    """The same expression as SymPy itself would build it: what a user of SymPy expects."""
    if not expression.args or isinstance(expression, sp.Indexed | sp.IndexedBase):
        return expression
    if isinstance(expression, sp.Sum):
        parts = open_sum(expression)
        return sum_over(SumParts(parts.binder, parts.size, parts.excluding, evaluated(parts.body)))
    return expression.func(*(evaluated(a) for a in expression.args))


def _rewrite(
    e: sp.Expr, change: Change, avoid: frozenset[sp.Basic] | set[sp.Basic] | None
) -> sp.Expr:
    """Rebuild ``e`` where ``change`` says so; binders in ``avoid`` (all, if None) are renewed."""
    changed = change(e)
    if changed is not None:
        return changed
    if isinstance(e, sp.Sum):
        parts = open_sum(e)
        binder, body = parts.binder, parts.body
        if avoid is None or binder in avoid:
            fresh = sp.Dummy(binder.name, integer=True)
            body = _rewrite(body, lambda x: fresh if x == binder else None, frozenset())
            binder = fresh
        return sum_over(
            SumParts(
                binder,
                parts.size,
                tuple(_rewrite(x, change, avoid) for x in parts.excluding),
                _rewrite(body, change, avoid),
            )
        )
    if not e.args or isinstance(e, sp.IndexedBase):
        return e
    if isinstance(e, sp.Indexed):
        at = tuple(_rewrite(i, change, avoid) for i in e.indices)
        return e if at == e.indices else e.base[at]
    arguments = tuple(_rewrite(a, change, avoid) for a in e.args)
    if arguments == e.args:
        return e
    if isinstance(e, sp.KroneckerDelta):
        return kronecker(*arguments)
    return e.func(*arguments, evaluate=False)

"""How indices, families, sizes and restricted sums are spelled in SymPy.

A restricted sum is a SymPy ``Sum`` over the whole range of a ``Piecewise`` that is 0 at
the points left out: plain SymPy, with its usual meaning, and the body is never
evaluated at those points.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import sympy as sp

from derive.syntax.tree import Index, IndexSet, IndexTerm, Point

__all__ = [
    "OutOfClass",
    "SumParts",
    "SumWalk",
    "family_base",
    "fresh_dummy",
    "index_symbol",
    "kronecker",
    "open_sum",
    "power",
    "product",
    "reciprocal",
    "scalar_symbol",
    "size_symbol",
    "sum_over",
    "total",
    "walk_sum",
]


class OutOfClass(ValueError):
    """The expression lies outside the class that the index calculus handles."""


@cache
def size_symbol(of: IndexSet) -> sp.Symbol:
    """The size of an index set: a positive integer."""
    return sp.Symbol(of.name, integer=True, positive=True)


@cache
def scalar_symbol(name: str) -> sp.Symbol:
    """A real scalar."""
    return sp.Symbol(name, real=True)


@cache
def family_base(name: str) -> sp.IndexedBase:
    """A family of real numbers."""
    return sp.IndexedBase(name, real=True)


@cache
def _free_symbol(name: str) -> sp.Symbol:
    return sp.Symbol(name, integer=True)


def index_symbol(term: IndexTerm) -> sp.Expr:
    """A free index, or a literal one."""
    return sp.Integer(term.value) if isinstance(term, Point) else _free_symbol(term.name)


def fresh_dummy(index: Index) -> sp.Dummy:
    """A binder that nothing else can meet."""
    return sp.Dummy(index.name, integer=True)


def kronecker(i: sp.Expr, k: sp.Expr) -> sp.Expr:
    """δ_ik, decided where both indices are literal."""
    if i == k:
        return sp.S.One
    if i.is_Integer and k.is_Integer:
        return sp.S.Zero
    return sp.KroneckerDelta(i, k, evaluate=False)


# -- arithmetic that only drops zeros and ones: SymPy's own evaluation asks about signs at
#    every step, which is slow, and collapses x/x before the normal form has seen it


def total(*terms: sp.Expr) -> sp.Expr:
    """The sum of the terms, as they are."""
    kept = [term for term in terms if term is not sp.S.Zero]
    if not kept:
        return sp.S.Zero
    return kept[0] if len(kept) == 1 else sp.Add(*kept, evaluate=False)


def product(*factors: sp.Expr) -> sp.Expr:
    """The product of the factors, as they are."""
    kept = [factor for factor in factors if factor is not sp.S.One]
    if not kept:
        return sp.S.One
    if any(factor is sp.S.Zero for factor in kept):
        return sp.S.Zero
    return kept[0] if len(kept) == 1 else sp.Mul(*kept, evaluate=False)


def power(base: sp.Expr, exponent: sp.Expr) -> sp.Expr:
    """The power, as it is."""
    return base if exponent is sp.S.One else sp.Pow(base, exponent, evaluate=False)


def reciprocal(of: sp.Expr) -> sp.Expr:
    """1 over something, as it is."""
    return power(of, sp.S.NegativeOne)


@dataclass(frozen=True, slots=True)
class SumParts:
    """A sum, opened: its binder, the size symbol of its range, what it leaves out, its body."""

    binder: sp.Symbol
    size: sp.Symbol
    excluding: tuple[sp.Expr, ...]
    body: sp.Expr


def sum_over(parts: SumParts) -> sp.Expr:
    """The SymPy sum with these parts."""
    body = parts.body
    if body is sp.S.Zero:
        return sp.S.Zero
    if parts.excluding:
        apart = [sp.Ne(parts.binder, point, evaluate=False) for point in parts.excluding]
        kept = apart[0] if len(apart) == 1 else sp.And(*apart, evaluate=False)
        body = sp.Piecewise((body, kept), (sp.S.Zero, True), evaluate=False)
    # Sum's own constructor works its limits out anew each time; these are already in order.
    of = sp.Expr.__new__(sp.Sum, body, sp.Tuple(parts.binder, sp.S.One, parts.size))
    of.is_commutative = True
    return of


@dataclass(frozen=True, slots=True)
class SumWalk:
    """A sum, opened, with the symbols in it.

    ``delicate``: a δ or a restriction inside it speaks of its binder.
    """

    parts: SumParts
    symbols: frozenset[sp.Basic]
    delicate: bool


def walk_sum(of: sp.Sum) -> SumWalk:
    """Look once at everything in a sum."""
    parts = open_sum(of)
    symbols: set[sp.Basic] = set()
    delicate = False
    ahead: list[sp.Basic] = [parts.body, *parts.excluding]
    while ahead:
        part = ahead.pop()
        if part.is_Symbol:
            symbols.add(part)
        elif part.args:
            if isinstance(part, sp.KroneckerDelta | sp.Ne) and parts.binder in part.args:
                delicate = True
            ahead.extend(part.args)
    return SumWalk(parts, frozenset(symbols), delicate)


def open_sum(of: sp.Sum) -> SumParts:
    """The parts of the outermost sum; raise ``OutOfClass`` for a sum of another kind.

    SymPy writes a sum of a sum as one ``Sum`` with two limits, the outer one last.
    """
    if len(of.limits[-1]) != 3:
        raise OutOfClass(f"a sum over a whole index set was expected, not {of}")
    binder, lower, upper = of.limits[-1]
    if lower != 1 or not upper.is_Symbol:
        raise OutOfClass(f"a sum runs over 1..n with n a symbol, not over {lower}..{upper}")
    body = of.function
    if len(of.limits) > 1:
        return SumParts(binder, upper, (), of.func(body, *of.limits[:-1]))
    excluding: tuple[sp.Expr, ...] = ()
    if isinstance(body, sp.Piecewise):
        (kept_body, kept), *rest = body.args
        if len(rest) != 1 or rest[0].args[0] != 0:
            raise OutOfClass(f"a sum of cases is out of class: {of}")
        relations = kept.args if isinstance(kept, sp.And) else (kept,)
        excluding = tuple(_left_out(relation, binder) for relation in relations)
        body = kept_body
    return SumParts(binder, upper, excluding, body)


def _left_out(relation: sp.Basic, binder: sp.Symbol) -> sp.Expr:
    if isinstance(relation, sp.Ne) and binder in relation.args:
        left, right = relation.args
        return right if left == binder else left
    raise OutOfClass(f"a sum is restricted by {binder} ≠ k only, not by {relation}")

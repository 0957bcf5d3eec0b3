"""From SymPy back to written forms, in a fixed, readable order.

Plain SymPy is accepted wherever an expression is; what SymPy dropped before it arrived
(``x/x`` is 1 by then) cannot be seen here. Index sets are named after the upper limits of
sums and the shapes of ``IndexedBase``.
"""

from __future__ import annotations

from fractions import Fraction

import sympy as sp

from derive.index.notation import OutOfClass, open_sum
from derive.index.substitute import adopt
from derive.syntax.declare import Declaration
from derive.syntax.tree import (
    Add,
    Call,
    Delta,
    Entry,
    Index,
    IndexSet,
    IndexTerm,
    Mul,
    Neg,
    Number,
    Point,
    Power,
    Quotient,
    Size,
    Sum,
    Symbol,
    Written,
)

__all__ = ["from_sympy", "quote"]

_FUNCTIONS = {sp.exp: "exp", sp.log: "log", sp.tanh: "tanh"}


def from_sympy(expression: sp.Expr) -> Written:
    """The written form of a plain SymPy expression, every binder renewed first.

    Raises ``ValueError`` where an index set cannot be told, ``OutOfClass`` for what has no
    written form.

    >>> import sympy as sp
    >>> n = sp.Symbol("n", integer=True, positive=True)
    >>> j, k = sp.symbols("j k", integer=True)
    >>> z = sp.IndexedBase("z", shape=(n,))
    >>> print(from_sympy(sp.exp(z[k]) / sp.Sum(sp.exp(z[j]), (j, 1, n))))
    exp(z_k)/Σ_j exp(z_j)
    """
    return quote(adopt(expression))


def quote(expression: sp.Expr) -> Written:
    """The written form of a meaning whose binders are fresh."""
    return _Quotation(expression).form(expression)


class _Quotation:
    def __init__(self, expression: sp.Expr) -> None:
        self.sets: dict[sp.Basic, IndexSet] = {}
        self.axes: dict[str, tuple[IndexSet, ...]] = {}
        self.sizes: set[sp.Basic] = set()
        self.letters: dict[sp.Basic, Index] = {}
        self._learn_binders(expression)
        self._learn_entries(expression)
        self.names = {str(s) for s in expression.free_symbols}

    def _learn_binders(self, expression: sp.Expr) -> None:
        for total in expression.atoms(sp.Sum):
            for binder, _, upper in total.limits:
                if not upper.is_Symbol:
                    raise OutOfClass(f"a sum runs over 1..n with n a symbol, not to {upper}")
                self.sets[binder] = IndexSet(upper.name)
                self.sizes.add(upper)

    def _learn_entries(self, expression: sp.Expr) -> None:
        """Index sets of families, from shapes and from bound indices; then of free indices."""
        entries = sorted(expression.atoms(sp.Indexed), key=str)
        for entry in entries:
            if entry.base.shape is not None:
                axes = tuple(IndexSet(str(s)) for s in entry.base.shape)
                self.axes[str(entry.base.label)] = axes
                self.sizes |= set(entry.base.shape)
        for _ in range(2):
            for entry in entries:
                name = str(entry.base.label)
                if name not in self.axes and all(i in self.sets for i in entry.indices):
                    self.axes[name] = tuple(self.sets[i] for i in entry.indices)
                for index, over in zip(entry.indices, self.axes.get(name, ()), strict=False):
                    if index.is_Symbol:
                        self.sets.setdefault(index, over)

    def index(self, term: sp.Expr, over: IndexSet | None = None) -> IndexTerm:
        if term.is_Integer and over is not None:
            return Point(int(term), over)
        if term in self.letters:
            return self.letters[term]
        found = self.sets.get(term, over)
        if found is None or not term.is_Symbol:
            raise ValueError(f"the index set of {term} is not known: give its IndexedBase a shape")
        return Index(str(term.name), found)

    def form(self, e: sp.Expr) -> Written:
        if e.is_Rational:
            value = Fraction(int(e.p), int(e.q))
            return Number(value) if value >= 0 else Neg(Number(-value))
        if isinstance(e, sp.Indexed):
            return self.entry(e)
        if e.is_Symbol:
            if e in self.sizes:
                return Size(IndexSet(e.name))
            return Symbol(e.name, Declaration(e.name))
        if e.is_Add:
            terms = sorted((self.form(t) for t in e.args), key=_term_order)
            return Add(tuple(terms))
        if e.is_Mul:
            return self.product(e)
        if isinstance(e, sp.exp):
            return Call("exp", (self.form(e.args[0]),))
        if e.is_Pow:
            return self.power(*e.args)
        if isinstance(e, sp.KroneckerDelta):
            left, right = e.args
            known = self.index(left if left.is_Symbol else right)
            return Delta(self.index(left, known.over), self.index(right, known.over))
        if isinstance(e, sp.Sum):
            return self.total(e)
        if e.func in _FUNCTIONS:
            return Call(_FUNCTIONS[e.func], (self.form(e.args[0]),))
        if isinstance(e, sp.core.function.AppliedUndef):
            return Call(str(e.func), tuple(self.form(a) for a in e.args))
        raise OutOfClass(f"{e.func.__name__} has no written form")

    def entry(self, e: sp.Indexed) -> Written:
        name = str(e.base.label)
        axes = self.axes.get(name)
        if axes is None:
            raise ValueError(f"the index sets of {name} are not known: give it a shape")
        terms = tuple(self.index(i, over) for i, over in zip(e.indices, axes, strict=True))
        return Entry(name, terms, Declaration(name, axes))

    def product(self, e: sp.Expr) -> Written:
        coefficient, factors = e.as_coeff_mul()
        above: list[Written] = []
        below: list[Written] = []
        for factor in factors:
            base, exponent = factor.as_base_exp()
            if exponent.is_Rational and exponent < 0 and base != sp.E:
                below.append(self.form(base**-exponent))
            else:
                above.append(self.form(factor))
        size = abs(coefficient)
        above.sort(key=_factor_order)
        below.sort(key=_factor_order)
        if size.p != 1:
            above.insert(0, Number(Fraction(int(size.p))))
        if size.q != 1:
            below.insert(0, Number(Fraction(int(size.q))))
        form = _product(above)
        if below:
            form = Quotient(form, _product(below))
        return Neg(form) if coefficient < 0 else form

    def power(self, base: sp.Expr, exponent: sp.Expr) -> Written:
        if base == sp.E:
            return Call("exp", (self.form(exponent),))
        if exponent.is_Rational and exponent < 0:
            return Quotient(Number(Fraction(1)), self.form(base**-exponent))
        if exponent == sp.Rational(1, 2):
            return Call("sqrt", (self.form(base),))
        return Power(self.form(base), self.form(exponent))

    def total(self, e: sp.Sum) -> Written:
        parts = open_sum(e)
        name, taken = parts.binder.name, {i.name for i in self.letters.values()} | self.names
        while name in taken:
            name += "'"
        letter = Index(name, IndexSet(parts.size.name))
        self.letters[parts.binder] = letter
        excluding = tuple(self.index(x, letter.over) for x in parts.excluding)
        form = Sum(self.form(parts.body), letter, excluding)
        del self.letters[parts.binder]
        return form


def _product(factors: list[Written]) -> Written:
    if not factors:
        return Number(Fraction(1))
    return factors[0] if len(factors) == 1 else Mul(tuple(factors))


def _term_order(form: Written) -> tuple[bool, str]:
    return isinstance(form, Neg), str(form)


def _factor_order(form: Written) -> tuple[int, str]:
    kind = {Number: 0, Size: 1, Symbol: 1, Entry: 2, Call: 3, Power: 3, Sum: 5}
    return kind.get(type(form), 4), str(form)

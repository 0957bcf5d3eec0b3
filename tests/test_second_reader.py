"""Emitted LaTeX, read by somebody else's reader, is the expression that was meant.

Every side of a claim that is free of ∂, δ and restricted sums is unrolled at n = 3 and
read by ``latex2sympy2_extended``; SymPy then finds the same expression as in the meaning.
"""

from __future__ import annotations

import re

import pytest
import sympy as sp
from latex2sympy2_extended import latex2sympy

from derive.catalogue import load_all
from derive.syntax.latex import latex
from derive.syntax.tree import (
    Add,
    Call,
    Delta,
    Derivative,
    Entry,
    Index,
    Mul,
    Neg,
    Number,
    Point,
    Power,
    Quotient,
    Sum,
    Symbol,
    Written,
)
from derive.syntax.walk import free_indices, map_children, rename_index, subforms

N = 3


def readable(form: Written) -> bool:
    return not any(
        isinstance(s, Derivative | Delta) or (isinstance(s, Sum) and s.excluding)
        for s in subforms(form)
    ) and all(s.function in ("exp", "log", "sqrt") for s in subforms(form) if isinstance(s, Call))


def unrolled(form: Written) -> Written:
    """The form at n = 3: sums written out, free indices at 1, 2, 3 in turn."""
    for position, index in enumerate(sorted(free_indices(form), key=lambda i: i.name)):
        form = rename_index(form, index, Point(position % N + 1, index.over))
    return _without_sums(form)


def _without_sums(form: Written) -> Written:
    if isinstance(form, Sum):
        points = [Point(n, form.index.over) for n in range(1, N + 1)]
        return Add(tuple(_without_sums(rename_index(form.body, form.index, x)) for x in points))
    return map_children(form, _without_sums)


def plain(form: Written) -> sp.Expr:
    """The unrolled form as SymPy, by its own short path: no elaboration takes part."""
    match form:
        case Number(value):
            return sp.Rational(value.numerator, value.denominator)
        case Symbol(name):
            return sp.Symbol(name)
        case Entry(name, indices):
            return sp.Symbol(f"{name}_{''.join(str(i.value) for i in indices)}")
        case Add(terms):
            return sp.Add(*map(plain, terms))
        case Mul(factors):
            return sp.Mul(*map(plain, factors))
        case Neg(operand):
            return -plain(operand)
        case Quotient(top, bottom):
            return plain(top) / plain(bottom)
        case Power(base, exponent):
            return plain(base) ** plain(exponent)
        case Call(function, (argument,)):
            return getattr(sp, function)(plain(argument))
    raise TypeError(f"{type(form).__name__} does not occur in an unrolled form")


SIDES = {
    f"{derivation.name}:{claim.id or number}:{side}": form
    for derivation in load_all()
    for number, claim in enumerate(derivation.claims)
    for side, form in (("left", claim.lhs), ("right", claim.rhs))
    if readable(form)
}


def test_there_are_sides_to_read() -> None:
    assert len(SIDES) >= 20
    assert not any(isinstance(i, Index) for f in SIDES.values() for i in free_indices(unrolled(f)))


@pytest.mark.parametrize("name", SIDES)
def test_another_reader_reads_what_was_meant(name: str) -> None:
    form = unrolled(SIDES[name])
    formula = latex(form, log=r"\ln")
    read = latex2sympy(formula)
    # That reader makes every letter small.
    renamed = {s: sp.Symbol(re.sub("[{}]", "", str(s)).lower()) for s in read.free_symbols}
    meant = plain(form)
    meant = meant.xreplace({s: sp.Symbol(str(s).lower()) for s in meant.free_symbols})
    found = read.doit().xreplace(renamed)
    assert sp.expand(found - meant) == 0 or sp.simplify(found - meant) == 0, (formula, read)

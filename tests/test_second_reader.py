"""Emitted LaTeX, read by somebody else's reader, is the expression that was meant.

Every side of a claim that this reader has the notation for is unrolled at n = 3 and read
by ``latex2sympy2_extended``; SymPy then finds the same expression as in the meaning. That
reader takes a superscript for a power, whether it is the label in ``a^{l+1}_j``, the number
of a sample in ``x^{(i)}_j`` or an exponent: it is held to the same power.

It has no notation for ∂, δ, 1{…}, f(x), arrays, primes (``p'``), and
labels that are no expression (``H^{(p,q)}``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

import pytest
import sympy as sp
from latex2sympy2_extended import latex2sympy

from derive.catalogue import load_all
from derive.syntax.array import Array, Transpose, has_arrays
from derive.syntax.latex import latex
from derive.syntax.tree import (
    Add,
    Call,
    Delta,
    Derivative,
    Entry,
    Index,
    IndexSet,
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
from derive.syntax.walk import free_indices, map_children, rename_index, subforms

N = 3
#: Most of the sides that hold no derivative, at the time of writing.
LEAST = 200
C = IndexSet("C")


#: A name in its parts: the letter, and the label that is written above it.
NAME = re.compile(r"(?P<letter>[^^]+)(\^\{(?P<label>[^}]*)\})?")
#: The letters that LaTeX writes by a name.
SPELLED = {"σ": "sigma", "ℓ": "ell"}
FUNCTIONS = ("exp", "log", "sqrt")


def readable(form: Written) -> bool:
    """Whether the other reader has all of the notation of a form."""
    return not has_arrays(form) and all(map(_is_read, subforms(form)))


def _is_read(form: Written) -> bool:
    match form:
        case Derivative() | Delta():
            return False
        case Call(function):
            return function in FUNCTIONS
        case Symbol(name) | Entry(name):
            return "'" not in name and "," not in name
    return True


def unrolled(form: Written) -> Written:
    """The form at n = 3: sums written out, free indices at 1, 2, 3 in turn."""
    for position, index in enumerate(sorted(free_indices(form), key=lambda i: i.name)):
        form = rename_index(form, index, Point(position % N + 1, index.over))
    return _without_sums(form)


def _without_sums(form: Written) -> Written:
    if isinstance(form, Sum):
        points = [Point(n, form.index.over) for n in range(1, N + 1)]
        kept = [x for x in points if x not in form.excluding]
        terms = [_without_sums(rename_index(form.body, form.index, x)) for x in kept]
        return Add(tuple(terms)) if len(terms) > 1 else terms[0]
    return map_children(form, _without_sums)


def plain(form: Written) -> sp.Expr:
    """The unrolled form as SymPy, by its own short path: no elaboration takes part."""
    match form:
        case Number(value):
            return sp.Rational(value.numerator, value.denominator)
        case Symbol(name):
            return labelled(name, ())
        case Entry(name, (first, *rest), declared) if declared is not None and declared.samples:
            return labelled(name, rest) ** first.value
        case Entry(name, indices):
            return labelled(name, indices)
        case Size(of):
            return sp.Symbol(of.name)
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


def labelled(name: str, indices: Sequence[Point]) -> sp.Expr:
    """A name at its indices, to the power of its label."""
    parts = NAME.fullmatch(name)
    assert parts is not None
    letter = SPELLED.get(parts["letter"], parts["letter"])
    below = ",".join(str(i.value) for i in indices)
    symbol = sp.Symbol(f"{letter}_{below}" if below else letter)
    return symbol if parts["label"] is None else symbol ** latex2sympy(parts["label"])


ALL = {
    f"{derivation.name}:{claim.id or number}:{side}": form
    for derivation in load_all()
    for number, claim in enumerate(derivation.claims)
    for side, form in (("left", claim.lhs), ("right", claim.rhs))
}
SIDES = {name: form for name, form in ALL.items() if readable(form)}


def test_there_are_sides_to_read() -> None:
    assert len(SIDES) >= LEAST
    assert not any(isinstance(i, Index) for f in SIDES.values() for i in free_indices(unrolled(f)))


@pytest.mark.parametrize(
    "unread",
    [
        Symbol("H^{(p,q)}"),
        Entry("p'", (Point(1, C),)),
        Transpose(Array("a", (None,))),
        Call("indicator", (Symbol("y"), Number(Fraction(1)))),
        Call("f", (Symbol("x"),)),
        Derivative(Symbol("x"), Symbol("x")),
    ],
    ids=str,
)
def test_what_is_left_out_is_what_the_other_reader_does_not_read(unread: Written) -> None:
    assert not readable(unread)
    formula = latex(unread)
    try:
        read = latex2sympy(formula)
    except Exception:  # It raises no class of its own.
        return
    # What it makes of a notation that it does not have is of another kind.
    assert not isinstance(read, sp.Symbol), formula


@pytest.mark.parametrize("name", SIDES)
def test_another_reader_reads_what_was_meant(name: str) -> None:
    form = unrolled(SIDES[name])
    formula = latex(form, log=r"\ln")
    read = latex2sympy(formula)
    # That reader makes every letter small.
    renamed = {s: sp.Symbol(re.sub(r"[{}\\]", "", str(s)).lower()) for s in read.free_symbols}
    meant = plain(form)
    meant = meant.xreplace({s: sp.Symbol(str(s).lower()) for s in meant.free_symbols})
    found = read.doit().xreplace(renamed)
    assert sp.expand(found - meant) == 0 or sp.simplify(found - meant) == 0, (formula, read)

"""What derive writes it reads back: every formula of its own derivations, and random ones."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings

from derive.catalogue import load_all
from derive.model import Equation, Fact
from derive.syntax.array import Array
from derive.syntax.declare import (
    Ne,
    delta,
    exp,
    function,
    index_set,
    indices,
    log,
    matrix,
    partial,
    scalar,
    size,
    vector,
)
from derive.syntax.latex import latex, latex_statement
from derive.syntax.reader import Vocabulary, parse_rows, read_assumptions, read_expression
from derive.syntax.tree import (
    Call,
    Derivative,
    Entry,
    Number,
    Point,
    Power,
    Quotient,
    Sum,
    Symbol,
    Written,
)
from tests.katex.formulas import formulas
from tests.syntax.random_forms import C, a, b, forms, i, j, k, m, w, x, y, z
from tests.syntax.read_back import as_printed

FORMS = [form for d in load_all() for claim in d.claims for form in (claim.lhs, claim.rhs)]


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_every_claim_is_read_back(form: Written) -> None:
    assert read_expression(latex(form), Vocabulary.of(form)) == as_printed(form)


def test_every_emitted_formula_parses() -> None:
    for formula in dict.fromkeys(formulas()):
        assert parse_rows(formula), formula


EVERYTHING = Vocabulary.of(
    x[i] * y[j] * z[k] * w[i, m] * a * b * function("f", a, b) * size(C), Sum(a, j), Sum(b, m)
)
OUTSIDE = Vocabulary(
    EVERYTHING.quantities,
    EVERYTHING.letters,
    EVERYTHING.sets,
    EVERYTHING.functions,
    closed=True,
    fixed=frozenset({"i", "k"}),
)


@settings(max_examples=200, deadline=None)
@given(forms())
def test_random_forms_are_read_back(form: Written) -> None:
    assert read_expression(latex(form), OUTSIDE) == as_printed(form)


n, o = index_set("n"), index_set("o")
(s,), (t,) = indices("s", n), indices("t", o)
theta, A, X = vector("theta", n), matrix("A", n, n), matrix("X", o, n)
odd = [vector(name, C) for name in ("θ", "ŷ", "y'", "a^{l+1}", "𝐱", "loss", "x_1", "e")]
L, T = scalar("L"), scalar("T")

AWKWARD = [
    *(v[k] ** 2 for v in odd),
    exp(-(x[i] ** 2) / 2),
    exp(Quotient(a * Number(Fraction(0)), a)),
    exp(z[i] / T) / Sum(exp(z[j] / T), j),
    partial(partial(L, z[k]), z[j]),
    partial(partial(L, z[k]), z[k]),
    partial(exp(a) * b, a) * (a + b),
    Derivative(Derivative(x[i] * y[j], x[i]), y[j]),
    Sum(delta(i, j) * z[j], j, excluding=(i, k)),
    Sum(Sum(w[i, j] * w[j, m], j, excluding=m), m),
    Call("f", (a**2,), (1,)),
    Call("f", (a,), (3,)),
    Call("f", (a, b), (1, 2)),
    Call("sigmoid", (a + b,)) ** 2,
    Call("softplus", (a,)),
    Call("indicator", (a, Number(Fraction(1)))),
    Power(Call("tanh", (a,)), Number(Fraction(-1))),
    Entry("delta", (i, j)),
    Entry("x", (Point(0, C),)) - Entry("x", (Point(12, C),)),
    Symbol("e") ** 2 * exp(a),
    log(Sum(exp(z[j]), j)) - log(a * b) * y[i],
    (A @ theta).T @ theta,
    (X.T @ (X @ theta)) / 2,
    X[t],
    Array("A", (None, s), A),
    partial(theta.T @ A @ theta, theta),
]


@pytest.mark.parametrize("form", AWKWARD, ids=latex)
def test_awkward_forms_are_read_back(form: Written) -> None:
    assert read_expression(latex(form), Vocabulary.of(form)) == as_printed(form)


@pytest.mark.parametrize(
    "assumption",
    [
        Equation(Sum(y[j], j), Number(Fraction(1))),
        Ne(i, k),
        *(Fact(kind, "y") for kind in ("positive", "nonnegative", "binary", "one-hot")),
        *(Fact(kind, "y") for kind in ("distribution", "positive distribution")),
        Fact("symmetric", "w"),
    ],
    ids=latex_statement,
)
def test_assumptions_are_read_back(assumption: Equation | Fact) -> None:
    assert read_assumptions(latex_statement(assumption), EVERYTHING) == (assumption,)


NUMBERED = [matrix(name, n, n) for name in ("W_1", "W_12", "θ_2", "ŷ_1")]
CALLED = [scalar(name) for name in ("x_1", "D_KL", "h_θ", "W_hh", "x_i", "x_1'", "a_1_2")]


@pytest.mark.parametrize("name", [w.name for w in NUMBERED])
def test_a_letter_with_a_number_below_is_set_so_and_read_back(name: str) -> None:
    (v,) = (w for w in NUMBERED if w.name == name)
    (r,) = indices("r", n)
    u = vector("u", n)
    form = (v @ u).T @ (v.T @ u) + v[s, r] ** 2 * v[Point(1, n), s]
    shown = latex(form)
    assert r"\mathrm" not in shown
    assert read_expression(shown, Vocabulary.of(form)) == as_printed(form)


@pytest.mark.parametrize("name", [c.name for c in CALLED])
def test_a_letter_with_a_label_below_is_read_back(name: str) -> None:
    form = scalar(name) ** 2 * theta[s] + log(scalar(name))
    assert read_expression(latex(form), Vocabulary.of(form)) == as_printed(form)


def test_how_names_with_something_below_are_set() -> None:
    shown = [latex(c) for c in CALLED]
    assert shown[:4] == ["x_1", r"D_{\mathrm{KL}}", r"h_{\theta}", r"W_{\mathrm{hh}}"]
    assert latex(matrix("W_1", n, o)[s, t]) == r"\left(W_1\right)_{st}"

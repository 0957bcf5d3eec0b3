from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from derive.model import Condition, Equation, Fact
from derive.syntax.declare import (
    Ne,
    define,
    delta,
    exp,
    function,
    index_set,
    indices,
    log,
    matrix,
    partial,
    same,
    scalar,
    size,
    sqrt,
    vector,
)
from derive.syntax.text import text, text_condition, text_lines, text_statement
from derive.syntax.tree import Add, Entry, Index, Mul, Neg, Number, Power, Quotient, Sum, Symbol
from tests.syntax.random_forms import forms
from tests.syntax.reader import readings, value

C, D = index_set("C"), index_set("D")
i, j, k, m = indices("i j k m", C)
x, y, z, p, q = (vector(name, C) for name in "xyzpq")
theta = vector("theta", C)
W = matrix("W", C, C)
a, b, L = scalar("a"), scalar("b"), scalar("L")

FORMULAS = [
    (exp(z[i]) / Sum(exp(z[j]), j), "exp(z_i)/Σ_j exp(z_j)"),
    (exp(z[i]) / Sum(exp(z[j]), j) * y[k], "exp(z_i)/(Σ_j exp(z_j)) · y_k"),
    (y[k] * (exp(z[i]) / Sum(exp(z[j]), j)), "y_k · exp(z_i)/Σ_j exp(z_j)"),
    (1 / Sum(y[j] * p[j], j), "1/(Σ_j y_j p_j)"),
    (-Sum(y[i] * log(p[i]), i), "−Σ_i y_i log p_i"),
    (Sum(y[j] * log(p[j] / q[j]), j), "Σ_j y_j log(p_j/q_j)"),
    (log(p[i]) * y[i], "log(p_i) y_i"),
    (log(p[i]) / y[i], "log(p_i)/y_i"),
    (log(p[i]) ** 2, "(log p_i)²"),
    (p[i] ** 2, "p_i²"),
    (W[i, j] ** -1, "W_{ij}⁻¹"),
    (a**b, "a^b"),
    (a ** (b + 1), "a^(b + 1)"),
    (a ** Fraction(1, 2), "a^(1/2)"),
    (sqrt(a + b), "√(a + b)"),
    (Power(Power(a, Number(2)), Number(3)), "(a²)³"),
    (Sum(1 / (x[j] - x[k]), j, excluding=(k, m)), "Σ_{j≠k, j≠m} 1/(x_j − x_k)"),
    (Sum(p[j] - y[j], j), "Σ_j (p_j − y_j)"),
    (Sum(y[j], j) - y[k], "Σ_j y_j − y_k"),
    (Sum(y[j], j) * y[k], "(Σ_j y_j) y_k"),
    (y[k] * Sum(y[j], j), "y_k Σ_j y_j"),
    (Sum(Sum(W[i, j], j), i), "Σ_i Σ_j W_{ij}"),
    (Sum(-y[j], j), "Σ_j (−y_j)"),
    (-y[j] * (1 / p[j]) * (-p[j] * p[k]), "−y_j · 1/p_j · (−p_j p_k)"),
    (Sum(partial(L, p[j]) * partial(p[j], z[k]), j), "Σ_j ∂L/∂p_j · ∂p_j/∂z_k"),
    (partial(partial(L, z[m]), z[k]), "∂²L/∂z_k∂z_m"),
    (partial(partial(L, z[k]), z[k]), "∂²L/∂z_k²"),
    (partial(log(p[j]), p[j]), "∂log(p_j)/∂p_j"),
    (partial(p[j] ** 2, p[j]), "∂(p_j²)/∂p_j"),
    (partial(Sum(y[j], j), y[k]), "∂(Σ_j y_j)/∂y_k"),
    (p[k] * (delta(j, k) - p[j]), "p_k (δ_{jk} − p_j)"),
    (a * (a + b), "a · (a + b)"),
    (2 * (a + b), "2 (a + b)"),
    (Mul((Number(2), Number(3))), "2 · 3"),
    (Mul((a, Mul((a, b)))), "a · (a b)"),
    (a * b / L, "a b/L"),
    (a / (b * L), "a/(b L)"),
    ((a / b) / L, "(a/b)/L"),
    (a / (b / L), "a/(b/L)"),
    (Power(Number(-1), a), "(−1)^a"),
    (Add((a, Neg(Neg(b)))), "a − (−b)"),
    (Add((a, Number(-2))), "a + (−2)"),
    (Quotient(Neg(a), b), "(−a)/b"),
    (-(a / b), "−a/b"),
    (size(C) * theta[0], "C θ_0"),
    (theta[10], "θ_10"),
    (W[0, 1], "W_{0,1}"),
    (W[i, 0], "W_{i,0}"),
    (Entry("w", (i, Index("row", C))), "w_{i,row}"),
    (x[Index("row", C)], "x_row"),
    (x[Index("j'", C)], "x_j'"),
    (x[Index("j_1", C)], "x_{j_1}"),
    (x[Index("#1", C)], "x_{#1}"),
    (Entry("delta", (i, j)), "delta_{ij}"),
    (Sum(vector("Sigma", C)[j], j), "Σ_j Sigma_j"),
    (Symbol("log") * a, '"log" a'),
    (Symbol("a b"), '"a b"'),
    (function("f", a, b) * (a + b), "f(a, b) (a + b)"),
]


@pytest.mark.parametrize(("form", "line"), FORMULAS, ids=[line for _, line in FORMULAS])
def test_a_form_is_written_as_it_stands(form, line):
    assert text(form) == line


@settings(derandomize=True, deadline=None, max_examples=1_000)
@given(forms())
def test_a_reader_gets_the_value_of_the_tree(form):
    at = {"i": 0, "k": 1}
    line = text(form)
    try:
        expected = value(form, at)
        read = readings(line, at)
    except ZeroDivisionError:
        assume(False)
    assert read == {expected}, line


def test_different_names_look_different():
    names = ["x_1", "x1", "#1", "1", "a b", "log", "Sigma", "e", "loss", "x'", "x''", '"', "x²"]
    assert len({text(Symbol(name)) for name in names}) == len(names)
    below = ["j", "j'", "j_1", "#1", "row", "j,k", "1"]
    assert len({text(x[Index(name, C)]) for name in below}) == len(below)


def test_lines_break_at_the_outermost_operators_first():
    form = y[k] * (p[i] - Sum(y[j], j)) + 2 * Sum((x[j] - y[j]) * (x[j] + y[j]), j) - L
    assert text_lines(form, 80) == [text(form)]
    assert text_lines(form, 40) == [
        "y_k (p_i − Σ_j y_j)",
        "  + 2 Σ_j (x_j − y_j) (x_j + y_j) − L",
    ]
    assert text_lines(form, 24) == [
        "y_k (p_i − Σ_j y_j)",
        "  + 2 Σ_j (x_j − y_j)",
        "    (x_j + y_j) − L",
    ]


def test_a_product_breaks_inside_its_long_bracket():
    form = y[k] * (x[i] + x[j] + x[k] + z[i] + z[j] + z[k])
    assert text_lines(form, 24) == ["y_k (x_i + x_j + x_k", "    + z_i + z_j + z_k)"]


@settings(derandomize=True, deadline=None)
@given(forms(5), st.integers(1, 60))
def test_lines_fit_and_lose_nothing(form, width):
    lines = text_lines(form, width)
    assert "".join("".join(lines).split()) == "".join(text(form).split())
    for line in lines:
        if len(line) > width:
            one_piece = re.sub(r"\{[^}]*\}|^[+−·/] ?", "", line)
            assert not set(" /") & set(one_piece)


@settings(derandomize=True, deadline=None)
@given(forms(5), st.integers(1, 60))
def test_no_line_ends_with_an_operator(form, width):
    lines = text_lines(form, width)
    assert not any(line.endswith((" +", " −", " ·", "/")) for line in lines[:-1])


def test_a_quotient_breaks_at_its_slash():
    share = exp(z[i]) / Sum(exp(z[j]), j, excluding=(k, m))
    assert text_lines(share, 28) == ["exp(z_i)", "    /Σ_{j≠k, j≠m} exp(z_j)"]


def test_a_line_has_a_width():
    with pytest.raises(ValueError, match="at least 1"):
        text_lines(a, 0)


def test_statements():
    total = Equation(Sum(y[j], j), Number(Fraction(1)))
    assert text_statement(total) == "Σ_j y_j = 1"
    assert text_statement(Ne(i, k)) == "i ≠ k"
    assert text_statement(same(i, 0)) == "i = 0"
    assert text_statement(Fact("one-hot", "y")) == "y one-hot"
    assert text_statement(Fact("symmetric", "W")) == "W symmetric"
    assert text_statement(Fact("positive", "p")) == "p > 0"
    assert text_statement(Fact("binary", "y")) == "y ∈ {0, 1}"
    assert text_statement(Fact("distribution", "theta")) == "θ is a distribution"


def test_conditions():
    assert text_condition(Condition(p[j], ">0", (j,))) == "p_j > 0 for all j"
    assert text_condition(Condition(L, "!=0")) == "L ≠ 0"
    apart = Condition(x[j] - x[k], "!=0", (i, j), ((j, k), (j, m)))
    assert text_condition(apart) == "x_j − x_k ≠ 0 for all i, j ≠ k, j ≠ m"
    assert text_condition(Condition(Sum(y[j], j), ">=0")) == "Σ_j y_j ≥ 0"


def test_a_definition_is_written_by_its_name():
    share = define("p", i, exp(z[i]) / size(C))
    assert (text(share[k]), text(share.body)) == ("p_k", "exp(z_i)/C")

from __future__ import annotations

import json
import shutil
import subprocess
from fractions import Fraction
from pathlib import Path

import mpmath
import pytest
import sympy
from hypothesis import assume, given, settings
from latex2sympy2_extended import latex2sympy

from derive.model import Condition, Equation, Fact
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
    sqrt,
    vector,
)
from derive.syntax.latex import latex, latex_condition, latex_statement
from derive.syntax.tree import (
    Add,
    Call,
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
from derive.syntax.walk import map_children, rename_index
from tests.syntax.latex_lines import line_of_latex
from tests.syntax.random_forms import FREE, forms
from tests.syntax.random_forms import C as RANDOM_SET
from tests.syntax.reader import readings, value

C = index_set("C")
i, j, k, m = indices("i j k m", C)
x, y, z, p, q = (vector(name, C) for name in "xyzpq")
theta = vector("theta", C)
W = matrix("W", C, C)
a, b, L, T, loss = (scalar(name) for name in ("a", "b", "L", "T", "loss"))

FORMULAS = [
    (exp(z[i]) / Sum(exp(z[j]), j), r"\frac{e^{z_i}}{\sum_{j} e^{z_j}}"),
    (exp(z[i] / T), r"e^{z_i/T}"),
    (exp(-(x[i] ** 2) / 2), "e^{-x_i^2/2}"),
    (exp(Sum(z[j], j)), r"\exp\left(\sum_{j} z_j\right)"),
    (exp(log(a) / b / T), r"\exp\left(\frac{\frac{\log a}{b}}{T}\right)"),
    (exp(exp(a)), "e^{e^{a}}"),
    (exp(exp(a + b)), r"\exp\left(e^{a + b}\right)"),
    (exp(a) ** 2, r"\left(e^{a}\right)^2"),
    (-Sum(y[i] * log(p[i]), i), r"-\sum_{i} y_i \log p_i"),
    (Sum(y[j] * log(p[j] / q[j]), j), r"\sum_{j} y_j \log \frac{p_j}{q_j}"),
    (log(Sum(exp(z[j]), j)) - z[k], r"\log \sum_{j} e^{z_j} - z_k"),
    (log(p[i]) * y[i], r"\log\left(p_i\right) y_i"),
    (log(a * b), r"\log\left(a b\right)"),
    (log(p[i]) ** 2, r"\left(\log p_i\right)^2"),
    (p[i] ** 2, "p_i^2"),
    (W[i, j] ** -1, "W_{ij}^{-1}"),
    (a ** Fraction(1, 2), "a^{1/2}"),
    (sqrt(a + b), r"\sqrt{a + b}"),
    (Power(Power(a, Number(2)), Number(3)), r"\left(a^2\right)^3"),
    (Power(Quotient(a, b), Number(2)), r"\left(\frac{a}{b}\right)^2"),
    (
        Sum(1 / (x[j] - x[k]), j, excluding=(k, m)),
        r"\sum_{j \ne k,\, j \ne m} \frac{1}{x_j - x_k}",
    ),
    (Sum(p[j] - y[j], j), r"\sum_{j} \left(p_j - y_j\right)"),
    (Sum(y[j], j) - y[k], r"\sum_{j} y_j - y_k"),
    (Sum(y[j], j) * y[k], r"\left(\sum_{j} y_j\right) y_k"),
    (y[k] * Sum(y[j], j), r"y_k \sum_{j} y_j"),
    (
        -y[j] * (1 / p[j]) * (-p[j] * p[k]),
        r"-y_j \frac{1}{p_j} \cdot \left(-p_j p_k\right)",
    ),
    (
        Sum(partial(L, p[j]) * partial(p[j], z[k]), j),
        r"\sum_{j} \frac{\partial L}{\partial p_j} \, \frac{\partial p_j}{\partial z_k}",
    ),
    (partial(partial(L, z[m]), z[k]), r"\frac{\partial^2 L}{\partial z_k \partial z_m}"),
    (partial(partial(L, z[k]), z[k]), r"\frac{\partial^2 L}{\partial z_k^2}"),
    (partial(L, a) ** 2, r"\left(\frac{\partial L}{\partial a}\right)^2"),
    (partial(log(p[j]), p[j]), r"\frac{\partial \log p_j}{\partial p_j}"),
    (partial(a * b, z[k]), r"\frac{\partial}{\partial z_k}\left(a b\right)"),
    (partial(L, a) * (a + b), r"\frac{\partial L}{\partial a} \cdot \left(a + b\right)"),
    (p[k] * (delta(j, k) - p[j]), r"p_k \left(\delta_{jk} - p_j\right)"),
    (a * (a + b), r"a \cdot \left(a + b\right)"),
    (2 * (a + b), r"2 \left(a + b\right)"),
    (Mul((Number(2), Number(3))), r"2 \cdot 3"),
    (Mul((Number(2), Quotient(Number(1), a))), r"2 \cdot \frac{1}{a}"),
    (a * b / loss, r"\frac{a b}{\mathrm{loss}}"),
    (a * loss, r"a \, \mathrm{loss}"),
    (Power(Number(-1), a), r"\left(-1\right)^a"),
    (Add((a, Neg(Neg(b)))), r"a - \left(-b\right)"),
    (Add((a, Number(-2))), r"a + \left(-2\right)"),
    (size(C) * theta[0], r"C \theta_0"),
    (theta[10], r"\theta_{10}"),
    (W[0, 1], "W_{0,1}"),
    (Entry("w", (i, Index("row", C))), r"w_{i,\mathrm{row}}"),
    (W[Index("mu", C), i], r"W_{\mu i}"),
    (x[Index("j'", C)] ** 2, "x_{j'}^2"),
    (vector("x'", C)[j] ** 2, "{x'}_j^2"),
    (scalar("x'") ** 2, "{x'}^2"),
    (x[Index("j_1", C)], r"x_{\mathrm{j\_1}}"),
    (x[Index("#1", C)], r"x_{\mathrm{\#1}}"),
    (vector("ŷ", C)[i], r"\hat{y}_i"),
    (vector("σ", C)[i], r"\sigma_i"),
    (scalar("ℒ"), r"\mathcal{L}"),
    (scalar("𝐱"), r"\mathbf{x}"),
    (Entry("delta", (i, j)), r"\mathrm{delta}_{ij}"),
    (Symbol("e") ** 2, r"\mathit{e}^2"),
    (function("f", a, b) * (a + b), r"f\left(a, b\right) \left(a + b\right)"),
    (Call("sigmoid", (a,)), r"\operatorname{sigmoid}\left(a\right)"),
    (Call("tanh", (a,)) ** 2, r"\left(\tanh a\right)^2"),
]

NAMES = [
    "x", "x_1", "x1", "#1", "1", "a b", "log", "Sigma", "e", "loss", "x'", "x''", "a'b", "\\",
    "\\alpha", "{}", "$%&", "^", "~", "5C", "字", "é", "e'", "α", "αβ", "ℓ", "x̂", "x̱", "²",
    "x²", "a-b", "a+b", "[", "|", "\"", "`", "Ж", "𝓛", "ß", "'", "''",
]  # fmt: skip


@pytest.mark.parametrize(("form", "formula"), FORMULAS, ids=[f for _, f in FORMULAS])
def test_a_form_is_written_as_it_stands(form, formula):
    assert latex(form) == formula


def test_different_names_look_different():
    assert len({latex(Symbol(name)) for name in NAMES}) == len(NAMES)
    assert len({latex(x[Index(name, C)]) for name in NAMES}) == len(NAMES)
    assert latex(x[1] * Symbol("x_1")) == r"x_1 \, \mathrm{x\_1}"


@settings(derandomize=True, deadline=None, max_examples=1_000)
@given(forms())
def test_a_reader_gets_the_value_of_the_tree(form):
    at = {"i": 0, "k": 1}
    formula = latex(form)
    try:
        expected = value(form, at)
        read = readings(line_of_latex(formula), at)
    except ZeroDivisionError:
        assume(False)
    assert read == {expected}, formula


def unrolled(form: Written) -> Written:
    """The form at n = 3, its sums written out, i at 1 and k at 2."""

    def free_of_sums(part: Written) -> Written:
        if isinstance(part, Sum):
            points = [Point(n, RANDOM_SET) for n in range(3)]
            terms = tuple(
                free_of_sums(rename_index(part.body, part.index, n))
                for n in points
                if n not in part.excluding
            )
            # One point may be left, or none: the writer never sees such an Add.
            return terms[0] if len(terms) == 1 else Add(terms) if terms else Number(Fraction(0))
        return map_children(part, free_of_sums)

    for n, index in enumerate(FREE, start=1):
        form = rename_index(form, index, Point(n, RANDOM_SET))
    return free_of_sums(form)


def number(form: Written, at: dict[str, mpmath.mpf]) -> mpmath.mpc:
    """The value of an unrolled form; ``OverflowError`` where it grows too large to compare."""
    match form:
        case Number(n):
            result = mpmath.mpf(n.numerator) / n.denominator
        case Symbol(name):
            result = at[name]
        case Entry(name, points):
            result = at[f"{name}_{','.join(str(point.value) for point in points)}"]
        case Add(terms):
            result = mpmath.fsum(number(t, at) for t in terms)
        case Mul(factors):
            result = mpmath.fprod(number(f, at) for f in factors)
        case Neg(operand):
            result = -number(operand, at)
        case Quotient(above, below):
            result = number(above, at) / number(below, at)
        case Power(base, exponent):
            result = mpmath.power(number(base, at), number(exponent, at))
        case Call(name, (argument,)):
            result = getattr(mpmath, name)(number(argument, at))
        case _:
            raise TypeError(form)
    if not 1e-8 < abs(result) < 1e8:
        raise OverflowError
    return result


@settings(derandomize=True, deadline=None, max_examples=300)
@given(forms(3, plain=True))
def test_another_reader_gets_the_value_of_the_tree(form):
    form = unrolled(form)
    letters = [f"{v}_{n}" for v in "xyz" for n in range(3)]
    letters += [f"w_{n},{o}" for n in range(3) for o in range(3)] + ["a", "b"]
    with mpmath.workdps(30):
        at = {name: mpmath.mpf(2 * n + 3) / (n + 7) for n, name in enumerate(letters)}
        try:
            expected = number(form, at)
        except (OverflowError, ZeroDivisionError, ValueError):
            assume(False)
        formula = latex(form, log=r"\ln")
        read = latex2sympy(formula)
        values = {str(s): at[str(s).replace("{", "").replace("}", "")] for s in read.free_symbols}
        exact = {s: sympy.Float(str(values[str(s)]), 30) for s in read.free_symbols}
        found = mpmath.mpmathify(sympy.N(read.doit().subs(exact), 30))
        assert mpmath.almosteq(found, expected, 1e-9), (formula, read)


def test_statements():
    assert latex_statement(Equation(Sum(y[j], j), Number(Fraction(1)))) == r"\sum_{j} y_j = 1"
    assert latex_statement(Ne(i, k)) == r"i \ne k"
    assert latex_statement(Fact("one-hot", "y")) == r"y\text{ is one-hot}"
    assert latex_statement(Fact("positive", "theta")) == r"\theta > 0"
    assert latex_statement(Fact("binary", "y")) == r"y \in \{0, 1\}"


def test_conditions():
    assert latex_condition(Condition(L, "!=0")) == r"L \ne 0"
    assert latex_condition(Condition(p[j], ">0", (j,))) == r"p_j > 0 \quad \text{for all } j"
    apart = Condition(x[j] - x[k], "!=0", (i, j), ((j, k), (j, m)))
    assert latex_condition(apart) == (
        r"x_j - x_k \ne 0 \quad \text{for all } i,\, j \ne k,\, j \ne m"
    )


KATEX = Path(__file__).parents[1] / "katex"


def strange_formulas() -> list[str]:
    found: list[str] = []

    @settings(derandomize=True, deadline=None, max_examples=500, database=None)
    @given(forms())
    def collect(form):
        found.append(latex(form))

    collect()
    named = [Symbol(name) ** 2 for name in NAMES] + [x[Index(name, C)] ** 2 for name in NAMES]
    named += [vector(name, C)[j] ** 2 for name in NAMES]
    named += [function(name, a) for name in NAMES] + [partial(Symbol(n), x[j]) for n in NAMES]
    kinds = ["positive", "nonnegative", "binary", "distribution", "one-hot", "symmetric"]
    facts = [latex_statement(Fact(kind, name)) for kind in kinds for name in NAMES]
    return found + [latex(form) for form in named] + facts


@pytest.mark.skipif(
    shutil.which("node") is None or not (KATEX / "node_modules").is_dir(),
    reason="needs node, and `npm ci` in tests/katex",
)
def test_katex_renders_every_formula():
    formulas = [formula for _, formula in FORMULAS] + strange_formulas()
    checked = subprocess.run(
        ["node", "check.mjs"],
        cwd=KATEX,
        input=json.dumps(formulas),
        text=True,
        capture_output=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stderr

"""Shapes that nobody declared: found from what the formulas demand, or asked for."""

from __future__ import annotations

import pytest

from derive.syntax.reader import ReadError, read_problem

SOFTMAX = r"p_i = \frac{e^{z_i}}{\sum_j e^{z_j}}"


def shapes(loss: str, wrt: str, lets=(), wheres=()) -> str:
    problem = read_problem(loss, wrt, lets, (), wheres)
    return "; ".join(f"{d.name}: {','.join(a.name for a in d.axes)}" for d in problem.declarations)


INFERRED = [
    # a capital letter is a matrix, and what it is multiplied by is a vector
    ((r"\|X\theta - y\|^2", r"\theta", (), ["X : m, n"]), "X: m,n; theta: n; y: m"),
    ((r"\|X\theta - y\|_2^2", r"\theta"), "X: n,m; theta: m; y: n"),
    ((r"(X\theta - y)^T (X\theta - y)", r"\theta"), "X: n,m; theta: m; y: n"),
    ((r"x^T A x", "x"), "A: n,n; x: n"),
    ((r"x^\top A x + b^\top x + c", "x"), "A: n,n; b: n; c: ; x: n"),
    ((r"\frac12\|Ax - b\|^2 + \frac\lambda2\|x\|^2", "x"), "A: n,m; b: n; lambda: ; x: m"),
    ((r"\|\sigma(Wx + b) - y\|^2", "W"), "W: n,m; b: n; x: m; y: n"),
    ((r"\|X - U V^T\|_F^2", "U", (), ["U : m, k"]), "U: m,k; V: n,k; X: m,n"),
    ((r"\operatorname{tr}(A B)", "A"), "A: n,m; B: m,n"),
    ((r"h^T v", "W", [r"h = \tanh(W x + b)"]), "W: n,m; b: n; h: n; v: n; x: m"),
    # vectors alone
    ((r"\frac{a^T b}{\|a\| \|b\|}", "a"), "a: n; b: n"),
    ((r"-y^T \log p", "z_k", [SOFTMAX]), "p: n; y: n; z: n"),
    ((r"-y^T \log \operatorname{softmax}(W x + b)", "W"), "W: n,m; b: n; x: m; y: n"),
    ((r"\log(1 + e^{-y w^T x})", "w"), "w: n; x: n; y: "),
    ((r"\log(1 + e^{-w^T x y})", "w"), "w: n; x: n; y: "),
    ((r"\|a x - b\|^2", "x"), "a: ; b: n; x: n"),
    # an index that is left open: the i-th sample is a vector
    (
        (r"\tfrac12\|w\|^2 + C \sum_{i=1}^n \log(1 + \exp(-y_i w^\top x_i))", "w"),
        "C: ; w: m; x: n,m; y: n",
    ),
    (
        (r"\sum_{i=1}^m (h_\theta(x^{(i)}) - y^{(i)})^2", r"\theta", [r"h_\theta(x) = \theta^T x"]),
        "theta: n; x: m,n; y: m",
    ),
    # a number below a matrix or a vector is part of its name
    (
        (r"\|W_2 \sigma(W_1 x + b_1) + b_2 - y\|^2", "W_1"),
        "W_1: m,d; W_2: n,m; b_1: m; b_2: n; x: d; y: n",
    ),
    ((r"\|W_2 W_1 x\|^2", "W_1", (), ["W_1 : h, n"]), "W_1: h,n; W_2: m,h; x: n"),
    ((r"\frac{x_1^T x_2}{\|x_1\| \|x_2\|}", "x_1"), "x_1: n; x_2: n"),
    ((r"(y - w_1 x_1 - w_2 x_2)^2", "w_1"), "w: n; x: m; y: "),
    # a bold letter is the whole of what the plain one has as entries
    ((r"-\sum_c y_c \ln \operatorname{softmax}(\mathbf{z})_c", "z_k"), "y: n; z: n"),
    # what reads as numbers stays so
    ((r"-y \log p - (1 - y) \log(1 - p)", "p"), "p: ; y: "),
    ((r"\frac1N \sum_i (x_i - \mu)^2", "mu"), "N: ; mu: ; x: n"),
]


@pytest.mark.parametrize(("texts", "expected"), INFERRED, ids=[t[0] for t, _ in INFERRED])
def test_shapes_are_inferred(texts, expected: str) -> None:
    assert shapes(*texts) == expected


ASKED = [
    ((r"u^T (a b) v", "u"), "is b a number or a vector?"),
    ((r"\|A x y\|^2", "x"), "declare the shape"),
    ((r"\|A x - b\|^2", "x", (), ["A : m, n", "b : n"]), "two sets"),
    ((r"\|X - c\|^2", "X", (), ["X : m, n"]), "declare it, as 'c : scalar'"),
    ((r"\|X - c\|^2", "X"), "declare the shape"),
    ((r"x y^T", "x"), "declare the shape"),
]


@pytest.mark.parametrize(("texts", "said"), ASKED, ids=[t[0] for t, _ in ASKED])
def test_what_is_unclear_is_asked_for(texts, said: str) -> None:
    with pytest.raises(ReadError) as error:
        shapes(*texts)
    assert said in error.value.message
    assert "\n" not in error.value.message


NAMED = [
    ("theta", r"\sum_i \theta_i^2", "θ"),
    ("theta_k", r"\sum_i \theta_i^2", "θ_k"),
    ("mu", r"(x - \mu)^2", "μ"),
    ("W_ij", r"\sum_{i,j} W_{ij} x_j", "W_{ij}"),
    ("loss", r"\text{loss}^2", "loss"),
]


@pytest.mark.parametrize(("wrt", "loss", "read"), NAMED)
def test_a_name_may_be_typed_without_a_backslash(wrt: str, loss: str, read: str) -> None:
    assert str(read_problem(loss, wrt).wrt) == read


def test_declared_names_too() -> None:
    assert shapes(r"\theta^T x", "x", (), ["theta, x : n"]) == "theta: n; x: n"


def test_definitions_may_stand_behind_the_loss() -> None:
    problem = read_problem(r"L = \frac12 (y - \hat y)^2,\quad \hat y = w x + b.", "w")
    assert {d.name: str(d.body) for d in problem.declarations if d.body is not None} == {
        "L": "1/2 · (y − ŷ)²",
        "ŷ": "w x + b",
    }


def test_a_loss_is_called_by_what_it_depends_on() -> None:
    for loss in (r"D_{\mathrm{KL}}(p \| q)", r"D(p \mid\mid q)", "J(p, q)", "J(q)"):
        problem = read_problem(rf"{loss} = \sum_i p_i \log \frac{{p_i}}{{q_i}}", "q_k")
        assert str(problem.wrt) == "q_k"


def test_the_letter_of_wrt_is_not_taken_for_one_of_a_sum() -> None:
    with pytest.raises(ReadError, match="does this sum run over k or over y"):
        read_problem(r"\sum_{k \neq y} \log(1 + e^{s_k - s_y})", "s_k")
    read_problem(r"\sum_{k \neq y} \log(1 + e^{s_k - s_y})", "s_j")


def test_coefficients_before_parentheses_are_factors() -> None:
    problem = read_problem(r"-\alpha(1-p)^\gamma\log(p)", "p")
    assert str(problem.loss) == "−α · (1 − p)^γ log p"


@pytest.mark.parametrize("loss", [r"\ln \prod_i p^{x_i}", r"\log \left( \prod_i p^{x_i} \right)"])
def test_the_logarithm_of_a_product_is_a_sum(loss: str) -> None:
    assert str(read_problem(loss, "p").loss) == "Σ_i log(p^(x_i))"

"""Constructs of real documents that other readers misread: each is read right, or rejected."""

from __future__ import annotations

from fractions import Fraction

import pytest

from derive.syntax.array import Array, Gradient, Hadamard, MatMul, Norm, Transpose
from derive.syntax.declare import (
    Declaration,
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
from derive.syntax.reader import (
    ReadError,
    Vocabulary,
    parse_rows,
    read_equation,
    read_expression,
)
from derive.syntax.tree import Call, Derivative, Index, Mul, Neg, Number, Point, Quotient, Sum

C, D, M = index_set("C"), index_set("D"), index_set("M")
a_, b_, c_, i, j, k = indices("a b c i j k", C)
primed = Index("k'", C)
x, y, z, p, q, f_, L_ = (vector(name, C) for name in ("x", "y", "z", "p", "q", "f", "L"))
w, A = matrix("w", C, C), matrix("A", C, C)
a, b, s, t, u, L, T, theta = (scalar(n) for n in ("a", "b", "s", "t", "u", "L", "T", "theta"))
one, two = Number(Fraction(1)), Number(Fraction(2))

FAMILIES = (x, y, z, p, q, w, A)
KNOWN = Vocabulary(FAMILIES, sets=(C,))
SCALARS = Vocabulary(tuple(s.declared for s in (a, b, s, t, u) if s.declared))


def named(name: str) -> Declaration:
    return Declaration(name, (C,))


def symbol(name: str):
    return scalar(name)


READ = [
    # derivatives in their spellings
    (r"\frac{\partial L}{\partial w_{ij}}", partial(L, w[i, j])),
    (r"{\partial L \over \partial z_k}", partial(L, z[k])),
    (r"\dfrac{\partial L}{\partial z_k}", partial(L, z[k])),
    (r"\partial L / \partial z_k", partial(L, z[k])),
    (r"\partial{L} / \partial{z_k} + a", partial(L, z[k]) + a),
    (r"\frac\partial{\partial z_k} L", partial(L, z[k])),
    (r"\frac{\partial}{\partial z_k}\left(z_k a\right)", partial(z[k] * a, z[k])),
    (r"\frac{\partial (-y_j \ln p_j)}{\partial p_j}", partial(-y[j] * log(p[j]), p[j])),
    (r"\frac{\partial y_j \log(p_j)}{\partial z_k}", partial(y[j] * log(p[j]), z[k])),
    (r"\frac{\partial^2 L}{\partial z_j \partial z_k}", partial(partial(L, z[k]), z[j])),
    (r"\frac{\partial^2 L}{\partial z_k^2}", partial(partial(L, z[k]), z[k])),
    (r"\frac{ds}{dt}", partial(s, t)),
    (r"\frac{d}{dt} s", partial(s, t)),
    (r"\frac{\mathrm{d} s}{\mathrm{d} t}", partial(s, t)),
    (r"\partial_{z_k} L", partial(L, z[k])),
    (r"\frac{{\partial {L}}}{{\partial {z_k}}}", partial(L, z[k])),
    (r"∂L/∂z_k", partial(L, z[k])),
    (r"\nabla_z L", Gradient(L, Array("z", (None,)))),
    (r"\frac{\partial L}{\partial z}", Gradient(L, Array("z", (None,)))),
    # functions
    (r"\sigma'(t)", Derivative(Call("sigmoid", (t,)), t)),
    (r"\sigma(t)(1 - \sigma(t))", Call("sigmoid", (t,)) * (1 - Call("sigmoid", (t,)))),
    (r"f'(t) g(t)", Mul((Call("f", (t,), (1,)), function("g", t)))),
    (r"f''(t)", Call("f", (t,), (2,))),
    (r"f(s, t)", function("f", s, t)),
    (r"f(s; t)", function("f", s, t)),
    (r"\sigma^2(t)", Call("sigmoid", (t,)) ** 2),
    (r"f(t)^2", function("f", t) ** 2),
    (r"2*sigmoid(2t) - 1", 2 * Call("sigmoid", (2 * t,)) - 1),
    (r"tanh(t)", Call("tanh", (t,))),
    (r"\tanh(t/2)", Call("tanh", (t / two,))),
    (r"\operatorname{sigmoid}(t)", Call("sigmoid", (t,))),
    (r"t\,\mathrm{sigmoid}(t)", t * Call("sigmoid", (t,))),
    (r"softmax(z)_i", exp(z[i]) / Sum(exp(z[j]), j)),
    # exp and log
    (r"e^{z_i}", exp(z[i])),
    (r"\exp{z_i}\sum_j\exp{z_j}", exp(z[i]) * Sum(exp(z[j]), j)),
    (r"(\exp{z_i})^2", exp(z[i]) ** 2),
    (r"exp(z_i)", exp(z[i])),
    (r"\mathrm{e}^{-t}", exp(-t)),
    (r"\log p_i", log(p[i])),
    (r"\ln p_i", log(p[i])),
    (r"y_i log(p_i)", y[i] * log(p[i])),
    (r"\log_b a", log(a) / log(b)),
    (r"\log ab", log(a * b)),
    (r"\log 2 \pi", log(2 * symbol("pi"))),
    (r"\log\frac ab", log(a / b)),
    (r"\log \sum_j e^{z_j} - z_k", log(Sum(exp(z[j]), j)) - z[k]),
    (r"\log^2 a", log(a) ** 2),
    (r"a \log b \log a", a * log(b) * log(a)),
    (r"-\log(a) b", Neg(log(a) * b)),
    # sums
    (r"\sum_j z_j", Sum(z[j], j)),
    (r"\sum\limits_{j=1}^{C} z_j", Sum(z[j], j)),
    (r"\sum_{j=0}^{C-1} z_j", Sum(z[j], j)),
    (r"\sum^C_j z_j", Sum(z[j], j)),
    (r"\sum_{j \in C} z_j", Sum(z[j], j)),
    (r"\sum_{1 \le j \le C} z_j", Sum(z[j], j)),
    (r"\sum z_j", Sum(z[j], j)),
    (r"\sum_{j \ne k} z_j y_k", Sum(z[j] * y[k], j, excluding=k)),
    (r"\sum_{j \neq k} z_j", Sum(z[j], j, excluding=k)),
    (r"\sum_{j=/k} z_j", Sum(z[j], j, excluding=k)),
    (r"\sum_{j≠k} z_j", Sum(z[j], j, excluding=k)),
    (r"\sum_{j=1, j\ne k}^C z_j", Sum(z[j], j, excluding=k)),
    (r"\sum_{\substack{j=1 \\ j \ne k}}^C z_j", Sum(z[j], j, excluding=k)),
    (r"\sum_{j \neq i}^C z_j", Sum(z[j], j, excluding=i)),
    (r"y_i + \sum_{i \ne j} z_j", y[i] + Sum(z[j], j, excluding=i)),
    (r"y_i + \sum_{i = j} z_j", y[i] + z[i]),
    (r"\sum_{i,j} w_{ij}", Sum(Sum(w[i, j], j), i)),
    (r"\sum_{ij} w_{ij}", Sum(Sum(w[i, j], j), i)),
    (r"\sum_j y_j \cdot \log p_j + a", Sum(y[j] * log(p[j]), j) + a),
    (r"\sum_j {y_j + a}", Sum(y[j] + a, j)),
    (r"\sum_j -y_j \cdot a", Sum(Neg(y[j] * a), j)),
    (r"Σ_j z_j", Sum(z[j], j)),
    (r"\frac1C\sum_{j=1}^C z_j", one / size(C) * Sum(z[j], j)),
    (r"\prod_c p_c^{y_c}", exp(Sum(log(p[c_] ** y[c_]), c_))),
    (r"\log \prod_c p_c", Sum(log(p[c_]), c_)),
    # products, signs, quotients
    (r"a b", a * b),
    (r"a \cdot b", a * b),
    (r"a \times b", a * b),
    (r"a*b", a * b),
    (r"a \cdot -b", Mul((a, Neg(b)))),
    (r"-y_j\frac{1}{p_j}*-p_jp_k", Neg(Mul((y[j], one / p[j], Neg(p[j] * p[k]))))),
    (r"a(1-a)", Mul((a, 1 - a))),
    (r"p_i(1-p_i)", Mul((p[i], 1 - p[i]))),
    (r"\frac12 a", (one / two) * a),
    (r"\frac ab", a / b),
    (r"\tfrac{a}{b} + \cfrac{b}{a}", a / b + b / a),
    (r"a/b", a / b),
    (r"1/2 (a - b)^2", (one / two) * (a - b) ** 2),
    (r"a b/t \cdot s", Mul((Quotient(a * b, t), s))),
    (r"\left[a + b\right] s", Mul((a + b, s))),
    (r"\bigl(a + b\bigr) s", Mul((a + b, s))),
    (r"\{a + b\} s", Mul((a + b, s))),
    (r"a - -b", a - Neg(b)),
    (r"{{a}{b}}{}", a * b),
    (r"\sqrt{a}", sqrt(a)),
    (r"\sqrt[3]{a}", a ** (one / Number(Fraction(3)))),
    (r"a^2b", a**2 * b),
    (r"a^{-1}", a ** Neg(one)),
    (r"0.5 a", Number(Fraction(1, 2)) * a),
    (r"a²", a**2),
    # names
    (r"C", size(C)),
    (r"\mathcal{L} - \mathcal L", symbol("ℒ") - symbol("ℒ")),
    (r"\mathcal{p_{i}}", p[i]),
    (r"\hat y_i", named("ŷ")[i]),
    (r"\hat{\mathbf{y}}_i", named("𝐲̂")[i]),
    (r"\bar{\theta}", symbol("θ̄")),
    (r"\mathrm{loss}", symbol("loss")),
    (r"D_{KL}", symbol("D_KL")),
    (r"z_{\text{max}}", symbol("z_max")),
    (r"a^{l+1}_j", named("a^{l+1}")[j]),
    (r"a^l_j a^{(2)}_j", named("a^{l}")[j] * named("a^{(2)}")[j]),
    (r"W^{(1)}_{ij}", Declaration("W^{(1)}", (C, C))[i, j]),
    (r"y_{k'}", y[primed]),
    (r"w_{i,j} + w_{i j}", w[i, j] + w[i, j]),
    (r"\theta_0 x_{12}", named("theta")[0] * x[12]),
    (r"w_{12}", w[1, 2]),
    (r"θ", theta),
    (r"f_{y_i}", f_[Index("y_i", C)]),
    (r"\delta_{ij}", delta(i, j)),
    (r"1\{t = 1\}", Call("indicator", (t, one))),
    (r"\mathbb{1}[i = j] z_j", delta(i, j) * z[j]),
    (r"\mathbf 1_{\{t = 1\}}", Call("indicator", (t, one))),
    # arrays
    (r"x^T A x", MatMul((Transpose(Array("x", (None,))), Array("A", (None,) * 2), x[()]))),
    *(
        (rf"{spelled} y", MatMul((Transpose(Array("x", (None,))), Array("y", (None,)))))
        for spelled in (
            r"x^\top",
            r"x^{\intercal}",
            r"x^{\mathsf T}",
            r"x^{\mathrm{T}}",
            r"{x}^T",
            r"(x)^T",
            r"xᵀ",
        )
    ),
    (r"x \odot y", Hadamard((Array("x", (None,)), Array("y", (None,))))),
    (r"\|x - y\|_2^2", Norm(x[()] - y[()]) ** 2),
    (r"\lVert x\rVert", Norm(Array("x", (None,)))),
    (r"x + v", x[()] + vector("v", C)[()]),
    (r"A v", MatMul((A[()], vector("v", C)[()]))),
    (r"2 x^T y a", Mul((two, MatMul((Transpose(Array("x", (None,))), y[()])), a))),
]


def inferred(form):
    """Families that are not declared get their sets by use: the tree is compared by text."""
    return str(form)


@pytest.mark.parametrize(("formula", "form"), READ, ids=[f for f, _ in READ])
def test_read_right(formula: str, form) -> None:
    known = KNOWN.with_quantities(s.declared for s in (a, b, s, t) if s.declared)
    read = read_expression(formula, known)
    if {"C"} == {s.name for s in Vocabulary.of(read).sets} | {"C"}:
        assert read == form
    else:
        assert inferred(read) == inferred(form)


REJECTED = [
    (r"a/b c", "slash"),
    (r"1/2 a", "slash"),
    (r"\log p_i q_i", "argument of log end"),
    (r"\log p_i (1 - p_i)", "argument of log end"),
    (r"\log(a)^2", "logarithm raised"),
    (r"\log^{-1} a", "inverse"),
    (r"|a|", "absolute"),
    (r"\left|a\right|", "absolute"),
    (r"P(y|x)", "P is no function"),
    (r"KL(q||p)", "L is no function"),
    (r"\max(0, 1 - t)", "max is not read"),
    (r"\sin t", "sin is not read"),
    (r"\int_0^1 t", "integral is not read"),
    (r"\lim_{h \to 0} t", "lim is not read"),
    (r"\sum_{j=1}^{12} z_j", "up to a number"),
    (r"\sum_{j=2}^C z_j", "begins at 0 or 1"),
    (r"\sum_{j<k} z_j", "range is not read"),
    (r"\sum_{(i,j) \in S} w_{ij}", "a sum runs over a letter"),
    (r"\sum_i \sum_{i \ne j} z_j", "does this sum run over i or over j"),
    (r"\sum w_{ij}", "which index"),
    (r"\frac1n \sum_v (a - s)", "nothing says what v ranges over"),
    (r"z_{j-1}", "an index is a letter or a number"),
    (r"z_{2j}", "and not 2"),
    (r"\sum_j j z_j", "j is an index, and no number"),
    (r"z_1 + z_2 + \ldots + z_C", "… is not expected"),
    (r"a!", "factorial"),
    (r"a \pm b", "plus or minus"),
    (r"\langle x \rangle", "angle brackets"),
    (r"\binom{a}{b}", "binomial"),
    (r"\begin{pmatrix} a \\ b \end{pmatrix}", "written out is read as a side"),
    (r"\begin{cases} a \end{cases}", "cases is not read"),
    (r"\frac{\partial L}{w_{ij}}", r"\partial stands in this quotient"),
    (r"\frac{\partial^2 L}{\partial t}", "order 2 above, and of order 1 below"),
    (r"\frac{\partial}{\partial t}", "act on"),
    (r"\frac{d}{dt} s t", "where does this derivative end"),
    (r"\sigma'(a t + b)", "name its argument"),
    (r"c(t - 1)", "is c a function, or a factor"),
    (r"h_\theta(t)", "is not defined"),
    (r"x y^T x y", "write x^T y"),
    (r"x y", "write x^T y"),
    (r"A^{-1} x", "inverse of a matrix"),
    (r"x^2 + y^2", "power of a vector"),
    (r"\|a\|", "norm of a scalar"),
    (r"\|x\|_1", "norm is not read"),
    (r"a^T b", "transpose of a scalar"),
    (r"p^L_j - y_j", "exponent, or the label of a layer"),
    (r"t^*", "is not read"),
    (r"2 3", "two numbers"),
    (r"a = b < c", "one expression"),
    (r"x_i_j", "a second subscript"),
    (r"x^2^2", "a second superscript"),
    (r"x^(i)", "put { } around"),
    (r"Жa", "CYRILLIC"),
    (r"z_{Ж}", "CYRILLIC"),
    (r"𝔸\hat{ab}", "accent over more than one"),
]


@pytest.mark.parametrize(("formula", "said"), REJECTED, ids=[f for f, _ in REJECTED])
def test_rejected_by_name(formula: str, said: str) -> None:
    known = KNOWN.with_quantities(s.declared for s in (a, b, s, t) if s.declared)
    with pytest.raises(ReadError) as error:
        read_expression(formula, known)
    assert said in error.value.message
    assert 0 <= error.value.start < error.value.end <= len(formula)


def test_both_lists_are_long_enough() -> None:
    assert len(READ) + len(REJECTED) >= 39


def test_chains_are_statements_with_several_members() -> None:
    chain = read_equation(r"a = b = -c", Vocabulary())
    assert [str(m) for m in chain.members] == ["a", "b", "−c"]
    assert chain.relations == ("=", "=")
    assert [(r"a = b = -c")[slice(*place)] for place in chain.places] == ["a", "b", "-c"]


def test_a_relation_in_braces_is_one() -> None:
    chain = read_equation(r"\frac{{\partial L}}{{\partial {z_i}}}{\rm{ = }}p_i", KNOWN)
    assert chain.members == (partial(L, z[i]), p[i])


def test_a_row_may_begin_with_its_relation() -> None:
    chain = read_equation(r"&= p_i - y_i", KNOWN)
    assert chain.continues
    assert chain.members == (p[i] - y[i],)


def test_rows_of_a_display() -> None:
    rows = parse_rows(
        r"\begin{align*} a &= b \label{x} \tag{1} \\[1ex] &= c \quad \text{for all } j \end{align*}"
    )
    assert len(rows) == 2
    assert [part.sign for part in rows[1].parts if hasattr(part, "sign")] == ["for all"]


def test_a_letter_is_what_it_is_used_as() -> None:
    assert read_expression("f(t) f'(t)") == Mul((function("f", t), Call("f", (t,), (1,))))
    assert str(read_expression("h(1-h)")) == "h · (1 − h)"
    assert str(read_expression("y(1-y)")) == "y · (1 − y)"
    assert str(read_expression(r"z_i/T - x^T")) == "z_i/T − x^T"


def test_capital_letters_are_kept() -> None:
    assert read_expression("A a - B b") == scalar("A") * a - scalar("B") * b


def test_literal_indices_are_points() -> None:
    form = read_expression(r"\theta_0", Vocabulary((named("theta"),)))
    assert form.indices == (Point(0, C),)

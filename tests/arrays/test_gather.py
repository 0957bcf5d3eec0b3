"""From entries to arrays: the forms that one writes, and what has none."""

import pytest

from derive.arrays.gather import gathered
from derive.arrays.lower import entry
from derive.check import judge_claim
from derive.model import Claim, Derivation, Eq, Proved, Refuted
from derive.syntax.array import has_arrays, norm, ones, trace
from derive.syntax.declare import (
    define,
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
from derive.syntax.tree import Sum

C, m, n = index_set("C"), index_set("m"), index_set("n")
i, j, k = indices("i j k", C)
r, s = indices("r s", m)
u, v, w = indices("u v w", n)
z, p, g, a = (vector(name, C) for name in "zpga")
h, y, b = (vector(name, m) for name in "hyb")
x, t, theta = (vector(name, n) for name in ("x", "t", "theta"))
X, A, B = matrix("X", m, n), matrix("A", n, n), matrix("B", n, n)
T = scalar("T")

FORMS = [
    (Sum(X[r, u] * (h[r] - y[r]), r), (u,), "Xᵀ (h − y)"),
    ((g[k] - Sum(g[j] * a[j], j)) * a[k], (k,), "(g − (gᵀ a) 𝟏) ⊙ a"),
    (Sum(X[r, u] * x[u], u) + b[r], (r,), "X x + b"),
    (x[u] * t[v], (u, v), "x tᵀ"),
    (Sum(Sum(x[u] * A[u, v] * x[v], v), u), (), "xᵀ A x"),
    (Sum(X[r, u] * (h[r] - y[r]), r) / size(m), (u,), "(Xᵀ (h − y))/m"),
    (2 * Sum(X[r, u] * (Sum(X[r, v] * x[v], v) - y[r]), r), (u,), "2 Xᵀ (X x − y)"),
    (p[i] * (delta(i, k) - p[k]), (i, k), "diag(p) − p pᵀ"),
    (p[i] * (delta(i, k) - p[k]), (i,), "p_k (𝐞_k − p)"),
    (delta(u, v), (u, v), "𝐈"),
    (delta(u, v) * T, (u, v), "T 𝐈"),
    (exp(Sum(X[r, u] * x[u], u)), (r,), "exp(X x)"),
    (Sum(log(1 + exp(Sum(X[r, u] * x[u], u))), r), (), "𝟏ᵀ log(1 + exp(X x))"),
    (
        -Sum(y[r] * log(h[r]) + (1 - y[r]) * log(1 - h[r]), r),
        (),
        "−(yᵀ log h + (1 − y)ᵀ log(1 − h))",
    ),
    (Sum(Sum(A[u, v] * B[v, u], v), u), (), "tr(A B)"),
    (Sum(Sum(A[u, v] ** 2, v), u), (), "‖A‖²"),
    (Sum(A[u, u], u), (), "tr(A)"),
    (Sum(Sum(A[u, v] * B[v, w] * x[w], w), v), (u,), "A B x"),
    (Sum(A[u, v] * x[v] * B[v, w], v), (u, w), "A diag(x) B"),
    (Sum(A[u, v] * x[v], v) + Sum(A[v, u] * x[v], v), (u,), "(A + Aᵀ) x"),
    (-y[r] / h[r], (r,), "−y/h"),
    (exp(z[k]) / Sum(exp(z[j]), j), (k,), "exp(z)/(𝟏ᵀ exp(z))"),
    (sqrt(Sum(x[u] ** 2, u)), (), "‖x‖"),
    (x[u] / sqrt(Sum(x[v] ** 2, v)), (u,), "x/‖x‖"),
    (Sum((x[u] - t[u]) ** 2, u), (), "‖x − t‖²"),
    (A[u, v], (v, u), "Aᵀ"),
    (A[u, v] * x[v], (u, v), "A diag(x)"),
    (A[u, v] * B[v, u], (u, v), "A ⊙ Bᵀ"),
    (A[u, v] / Sum(A[u, w], w), (u, v), "diag(1/(A 𝟏)) A"),
    (A[u, v] + T, (u, v), "A + T 𝟏 𝟏ᵀ"),
    (Sum(x[u], u) / size(n), (), "(𝟏ᵀ x)/n"),
    (partial(T, theta[u]), (u,), "∂T/∂θ"),
    (1 - y[r], (r,), "1 − y"),
    (X[r, u] * y[r], (u,), "y_r X_r"),
]


@pytest.mark.parametrize(("form", "at", "said"), FORMS, ids=[said for *_, said in FORMS])
def test_entries_are_gathered_as_one_writes_them(form, at, said):
    found = gathered(form, *at)
    assert str(found) == said
    back = judge_claim(Claim(entry(found, *at), form)).verdict
    if form != partial(T, theta[u]):
        assert isinstance(back, Proved), back


NONE = [
    (Sum(z[j], j, excluding=k), (k,)),
    (A[u, u], (u,)),
    (function("f", x[u]), (u,)),
    (T ** x[u], (u,)),
    (exp(A[u, v]) ** 3, (u, v)),
    (Sum(x[u] * A[u, v] * B[u, w] * A[u, u], u), (v, w)),
    (T * x[u], ()),
    (1 + T, ()),
]


@pytest.mark.parametrize(("form", "at"), NONE, ids=str)
def test_what_has_no_form_in_arrays_is_not_gathered(form, at):
    assert gathered(form, *at) is None


# -- gradients by whole arrays

V, U, Y = matrix("V", C, n), matrix("U", m, C), matrix("Y", m, n)
q = define("q", exp(z) / (ones(C).T @ exp(z)))
label = vector("label", C)
cross_entropy = define("L", -(label.T @ log(q)))

GRADIENTS = [
    (norm(X @ x - y) ** 2, x, {}, "2 Xᵀ (X x − y)"),
    (cross_entropy, z, {"given": [Eq(ones(C).T @ label, 1)]}, "q − label"),
    (x.T @ A @ x, x, {}, "(Aᵀ + A) x"),
    (norm(Y - U @ V) ** 2, U, {}, "2 (U V − Y) Vᵀ"),
    (norm(Y - U @ V) ** 2, V, {}, "2 Uᵀ (U V − Y)"),
    (norm(Y - U @ V) ** 2, U, {"layout": "numerator"}, "2 V (U V − Y)ᵀ"),
    (trace(A @ B), A, {}, "Bᵀ"),
    (norm(x), x, {}, "x/‖x‖"),
    (Sum(Sum(X[r, u] * x[u], u) * y[r], r), X, {}, "y xᵀ"),
]


@pytest.mark.parametrize(("loss", "wrt", "more", "said"), GRADIENTS, ids=[g[3] for g in GRADIENTS])
def test_a_gradient_by_a_whole_array_is_built_and_shown_as_one(loss, wrt, more, said):
    gradient = Derivation.of_gradient(loss, wrt=wrt, **more)
    assert str(gradient.closed_form) == said
    found = gradient.judge()
    assert found.as_stated
    assert found.cross_check is not None


def test_what_an_author_expects_of_a_whole_gradient_is_judged():
    loss = norm(X @ x - y) ** 2
    right = Derivation.of_gradient(loss, x, closes_to=2 * (X.T @ X @ x - X.T @ y))
    assert isinstance(right.verdict, Proved)
    wrong = Derivation.of_gradient(loss, x, closes_to=X.T @ (X @ x - y))
    assert isinstance(wrong.verdict, Refuted)


def test_the_function_of_a_whole_gradient_takes_arrays():
    gradient = Derivation.of_gradient(norm(X @ x - y) ** 2, x).function()
    assert gradient([1.0, 2.0], [[1.0, 0.0], [0.0, 1.0]], [0.0, 0.0]).tolist() == [2.0, 4.0]


def test_a_gradient_that_has_no_form_in_arrays_is_left_in_entries():
    gradient = Derivation.of_gradient(Sum(function("f", x[u]), u), x)
    assert not has_arrays(gradient.closed_form)


def test_a_gradient_is_that_of_a_number():
    with pytest.raises(ValueError, match="a gradient is built of a number"):
        Derivation.of_gradient(A @ x, x)

"""Gradients of functions of which only the name is known: the chain rule, and no value."""

from __future__ import annotations

import numpy as np
import pytest

from derive import (
    Derivation,
    Sum,
    define,
    exp,
    function,
    function_of,
    index_set,
    indices,
    matrix,
    partial,
    scalar,
    vector,
)

C, m, n = index_set("C"), index_set("m"), index_set("n")
j, k = indices("j k", C)
(i,), (u,) = indices("i", m), indices("u", n)
z, x, b, W = vector("z", C), vector("x", n), vector("b", m), matrix("W", m, n)
a = define("a", k, exp(z[k]) / Sum(exp(z[j]), j))
y = define("y", i, Sum(W[i, u] * x[u], u) + b[i])
E, F = function_of("E", a), function_of("F", y)
G, H = function_of("G", E), function_of("H", y, b)
t = scalar("t")

GRADIENTS = [
    (E, z[k], "a_k (∂E/∂a_k − Σ_j a_j · ∂E/∂a_j)"),
    (E, z, "a ⊙ (∂E/∂a − (aᵀ · ∂E/∂a) 𝟏)"),
    (E**2, z[k], "2 E a_k (∂E/∂a_k − Σ_j a_j · ∂E/∂a_j)"),
    (F, W[i, u], "∂F/∂y_i · x_u"),
    (F, W, "∂F/∂y · xᵀ"),
    (F, x, "Wᵀ · ∂F/∂y"),
    (F, b, "∂F/∂y"),
    (partial(F, y[i]), x[u], "Σ_j ∂²F/∂y_j∂y_i · W_{ju}"),
    (function("f", Sum(x[u] ** 2, u)), x[u], "2 f′(Σ_j x_j²) x_u"),
    (Sum(function("g", x[u]), u), x[u], "g′(x_u)"),
    (function("f", t, t**2), t, "∂_1 f(t, t²) + 2 ∂_2 f(t, t²) t"),
]


@pytest.mark.parametrize(("loss", "wrt", "said"), GRADIENTS, ids=[said for *_, said in GRADIENTS])
def test_the_chain_rule_for_what_is_known_by_its_name(loss, wrt, said):
    gradient = Derivation.of_gradient(loss, wrt=wrt)
    assert str(gradient.closed_form) == said
    judgement = gradient.judge()
    assert judgement.as_stated
    assert judgement.cross_check is None


def test_a_function_of_a_function():
    gradient = Derivation.of_gradient(G, wrt=z[k])
    assert gradient.judge().as_stated
    assert "∂G/∂E" in str(gradient.closed_form)


def test_a_derivative_that_would_mean_two_things_is_not_written():
    with pytest.raises(ValueError, match="H depends on b in two ways"):
        Derivation.of_gradient(H, wrt=b[i])


def test_the_gradient_of_what_is_not_known_is_given_to_a_function():
    backward = Derivation.of_gradient(F, wrt=x[u]).function()
    weights, upstream = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), np.array([1.0, -1.0])
    np.testing.assert_array_equal(backward(upstream, weights), weights.T @ upstream)


def test_what_has_no_value_in_arrays_says_so():
    with pytest.raises(ValueError, match="no more is known than its name"):
        Derivation.of_gradient(function("f", Sum(x[u] ** 2, u)), wrt=x[u]).function()

"""Digits that are lost where rows are nearly one-hot, or two softmaxes nearly equal."""

from __future__ import annotations

import inspect
from collections.abc import Callable

import numpy as np
import pytest
from flint import arb, ctx

from derive import Derivation, Sum, define, exp, log, one_hot, scalar
from derive.numeric.source.compiled import compiled_module
from tests.numeric.source.modules import i, j, k, module, y, z

FAR = [50.0, 500.0]
softmax, entropy = module("softmax"), module("entropy")
divergence = module("softmax-divergence-gradient")


@pytest.fixture(autouse=True)
def _precision() -> object:
    before, ctx.prec = ctx.prec, 4096
    yield
    ctx.prec = before


def exact(x: np.ndarray) -> list[arb]:
    return [arb(float(v)) for v in x]


def shares(z: np.ndarray) -> list[arb]:
    weights = [v.exp() for v in exact(z)]
    return [w / sum(weights, arb(0)) for w in weights]


def assert_close(found: np.ndarray, truth: list[arb], far: float) -> None:
    """By norm, up to the rounding of the exponents."""
    size = max(abs(t) for t in truth)
    error = max(abs(arb(float(f)) - t) for f, t in zip(found, truth, strict=True))
    assert error / size < arb((4 + 2 * far) * np.finfo(float).eps)


def one_hot_row(far: float) -> np.ndarray:
    return np.array([0.3, -far, far / 3, far, -far / 2])


@pytest.mark.parametrize("far", FAR)
def test_products_with_the_jacobian_of_softmax(far: float) -> None:
    z, u = one_hot_row(far), np.array([0.3, -1.2, 0.7, 1.1, -0.4])
    p = shares(z)
    mean = sum((a * b for a, b in zip(p, exact(u), strict=True)), arb(0))
    truth = [a * (b - mean) for a, b in zip(p, exact(u), strict=True)]
    assert_close(softmax.softmax_vjp(u, z), truth, far)
    assert_close(softmax.softmax_jvp(u, z), truth, far)
    assert_close(module("cross-entropy").cross_entropy_hvp(u, z, 3), truth, far)


@pytest.mark.parametrize("far", FAR)
def test_the_jacobian_of_softmax(far: float) -> None:
    z = one_hot_row(far)
    p = shares(z)
    truth = [p[i] * ((i == k) - p[k]) for i in range(5) for k in range(5)]
    assert_close(softmax.softmax(z).ravel(), truth, far)


@pytest.mark.parametrize("far", FAR)
def test_the_gradient_of_an_entropy(far: float) -> None:
    z = one_hot_row(far)
    p = shares(z)
    mean = sum((a * a.log() for a in p), arb(0))
    assert_close(entropy.entropy(z), [a * (mean - a.log()) for a in p], far)


@pytest.mark.parametrize("far", FAR)
@pytest.mark.parametrize("apart", [1e-9, 1.0, 30.0])
def test_two_softmaxes_of_which_both_are_nearly_one_hot(far: float, apart: float) -> None:
    a = one_hot_row(far)
    b = a + apart * np.array([0.2, 1.0, -0.5, 0.1, 0.4])
    truth = [y - x for x, y in zip(shares(a), shares(b), strict=True)]
    assert_close(divergence.softmax_divergence_gradient(b, a), truth, far)


def test_labels_that_sum_to_nothing_in_particular() -> None:
    u, z = np.array([2.0, 1e-18, 3e-18]), np.array([40.0, 0.0, 1.0])
    p, total = shares(z), sum(exact(u), arb(0))
    truth = [b - a * total for a, b in zip(p, exact(u), strict=True)]
    assert_close(module("log-softmax").log_softmax_vjp(u, z), truth, 40)


@pytest.mark.parametrize("warmth", [0.05, 1.0, 20.0])
def test_logits_that_are_worked_out_are_not_written_over(warmth: float) -> None:
    T = scalar("T")
    hot = define("p", i, exp(z[i] / T) / Sum(exp(z[j] / T), j))
    loss = -Sum(y[i] * log(hot[i]), i)
    made = compiled_module(Derivation.of_gradient(loss, z[k], given=[one_hot(y)], name="loss"))
    logits, v = np.array([0.3, -0.5, 0.9]), np.array([1.0, 0.5, -1.0])
    given = {"v": v, "z": logits, "y": np.array([0.0, 1.0, 0.0]), "T": warmth}
    p = np.exp((logits - 0.9) / warmth)
    p /= p.sum()
    names = inspect.signature(made.loss_hvp).parameters
    found = made.loss_hvp(*(given[n] for n in names if n in given))
    np.testing.assert_allclose(found, p * (v - p @ v) / warmth**2, rtol=1e-12)


@pytest.mark.parametrize("share", [0.0, 0.25, 1.0])
@pytest.mark.parametrize("far", [-500.0, -40.0, -1.0, 0.0, 1.0, 40.0, 500.0])
def test_a_share_of_a_logit_less_softplus(far: float, share: float) -> None:
    """y x − log(1 + exp x): where y is 0 or 1, both are large and nearly the same."""
    x, y = scalar("x"), scalar("y")
    losses = {
        y * x - log(1 + exp(x)): share,
        x - log(1 + exp(x)): 1,
        y * x - x - log(1 + exp(-x)): share,
    }
    for loss, at in losses.items():
        value = value_of(loss)
        found = value(far, share) if "y" in inspect.signature(value).parameters else value(far)
        truth = arb(at) * arb(far) - (1 + arb(far).exp()).log()
        assert abs(arb(float(found)) - truth) <= abs(truth) * arb(4 * np.finfo(float).eps)


def value_of(loss: object) -> Callable[..., float]:
    made = compiled_module(Derivation.of_gradient(loss, scalar("x"), name="loss-gradient"))
    return made.loss_value

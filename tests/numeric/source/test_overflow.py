"""Quotients, powers and logarithms of exponentials far out, where each of them overflows."""

from __future__ import annotations

from types import ModuleType

import numpy as np
import pytest

from derive import Derivation, Sum, define, exp, index_set, indices, log, scalar, vector
from derive.numeric.source.compiled import compiled_module
from derive.syntax.tree import Symbol, Written

C = index_set("C")
j, k, t = indices("j k t", C)
z = vector("z", C)
u, s, r, y = scalar("u"), scalar("s"), scalar("r", "positive"), scalar("y")
rate, top, below = define("μ", exp(u)), define("σ", exp(u)), define("τ", exp(s))
match = define("P", t, exp(z[t]) / Sum(exp(z[j]), j))
FAR = [50.0, 400.0, 1000.0]


def made(loss: Written, by: Symbol) -> ModuleType:
    return compiled_module(Derivation.of_gradient(loss, by, name="loss-gradient"))


SOFTPLUS = made(log(1 + exp(u)), u)
COSH = made(log((exp(u) + exp(-u)) / 2), u)
COUNTS = made((y + r) * log(1 + rate / r) - y * log(rate), u)
RATIO = made((top / below) ** 2 / 2 - u, u)
POOLED = made(log(Sum(exp(z[j]), j)), z[k])


@pytest.mark.parametrize("far", [*FAR, *(-x for x in FAR)])
def test_losses_of_one_number(far: float) -> None:
    small = np.exp(-abs(far))
    assert SOFTPLUS.loss_hvp(1.0, far) == pytest.approx(small, rel=1e-12)
    assert COSH.loss_value(far) == pytest.approx(abs(far) - np.log(2), rel=1e-14)
    assert COSH.loss_hvp(1.0, far) == pytest.approx(4 * np.exp(-2 * abs(far)), rel=1e-12)


@pytest.mark.parametrize("far", FAR)
def test_counts(far: float) -> None:
    assert COUNTS.loss_value(far, 3.0, 2.0) == pytest.approx(2 * far - 5 * np.log(2), rel=1e-12)
    assert COUNTS.loss_value(-far, 3.0, 2.0) == pytest.approx(3 * far, rel=1e-12)
    small = 2 * 5 * np.exp(-far)
    assert COUNTS.loss_hvp(1.0, far, 3.0, 2.0) == pytest.approx(small, rel=1e-12)


@pytest.mark.parametrize("far", FAR)
def test_a_ratio_of_two_exponentials(far: float) -> None:
    assert RATIO.loss_gradient(far, far) == pytest.approx(0)
    assert RATIO.loss_gradient(far + 1, far) == pytest.approx(np.exp(2) - 1)


@pytest.mark.parametrize("far", FAR)
def test_the_hessian_of_a_logarithm_of_a_sum(far: float) -> None:
    logits, v = np.array([far, far - 1, -far, 0.0]), np.array([1.0, -2.0, 3.0, 0.5])
    p = np.exp(logits - far) / np.exp(logits - far).sum()
    np.testing.assert_allclose(POOLED.loss_hvp(v, logits), p * (v - p @ v), rtol=1e-13)


@pytest.mark.parametrize("far", FAR)
def test_the_logarithm_of_a_share_at_its_own_row(far: float) -> None:
    m = index_set("m")
    a, b = indices("a b", m)
    scores = scalar("x") * (vector("w", m)[a] * vector("w", m)[b])
    shares = define("P", a, b, exp(scores) / Sum(exp(scores), b))
    loss = made(-Sum(log(shares[a, a]), a), scalar("x"))
    w = np.array([1.0, -1.0, 0.5])
    rows = far * np.outer(w, w)
    truth = sum(np.logaddexp.reduce(row) - row[n] for n, row in enumerate(rows))
    assert loss.loss_value(far, w) == pytest.approx(truth, rel=1e-12)

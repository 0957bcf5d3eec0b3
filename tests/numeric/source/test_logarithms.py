"""Logarithms of products and powers, and their second derivatives: signs, and large numbers."""

from __future__ import annotations

from inspect import signature

import numpy as np
import pytest

from derive import Derivation, exp, log, scalar
from derive.numeric.source.compiled import compiled_module
from derive.syntax.tree import Written
from tests.numeric.source.modules import module, x

a, b, r = scalar("a"), scalar("b"), scalar("r", "positive")


def test_a_logarithm_of_a_square_has_both_signs() -> None:
    of_any = Derivation.of_gradient(log(x**2), x, name="of-any")
    of_positive = Derivation.of_gradient(log(r**2), r, name="of-positive")
    square = compiled_module(of_any).of_any_value
    assert square(np.array([-3.0, 3.0])).tolist() == pytest.approx([np.log(9)] * 2)
    assert compiled_module(of_positive).of_positive_value(1e200) == pytest.approx(2 * np.log(1e200))


@pytest.mark.parametrize(
    ("form", "truth"),
    [
        (exp(x) * a * b, -1.0 + np.log(6.0)),
        (exp(x) * a / b, -1.0 + np.log(2 / 3)),
        ((a * exp(x)) ** 2, -2.0 + np.log(4.0)),
        (exp(x) / (a * b), -1.0 - np.log(6.0)),
        ((exp(-x) - exp(-2 * x)) / (1 - exp(-x)), 1.0),
        ((1 - exp(-2 * x)) / (1 - exp(-x)), np.log(1 + np.exp(1.0))),
    ],
    ids=str,
)
def test_two_negative_factors_have_a_logarithm(form: Written, truth: float) -> None:
    value = compiled_module(Derivation.of_gradient(log(form), x, name="signs")).signs_value
    values = {"x": -1.0, "a": -2.0, "b": -3.0}
    given = (values[name] for name in signature(value).parameters if name in values)
    assert value(*given) == pytest.approx(truth)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("far", [0.0, 100.0, 2000.0, -2000.0])
def test_second_derivatives_do_not_overflow(dtype: type, far: float) -> None:
    z = np.array([far, far, far - 1], dtype)
    v = np.array([1, 0, 0], dtype)
    shares = np.exp(z - far) / np.exp(z - far).sum()
    found = module("log-sum-exp").log_sum_exp_hvp(v, z)
    np.testing.assert_allclose(found, shares * (v - shares[0]), rtol=8 * np.finfo(dtype).eps)
    assert np.isfinite(module("bce").bce_hvp(v, z, v)).all()

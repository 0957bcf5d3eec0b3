"""Numbers at the edges: no NaN is lost, none arises where there is a limit."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from tests.numeric.source.modules import module

INF, NAN = np.inf, np.nan
DTYPES = [np.float32, np.float64]
softmax = module("softmax").softmax_value
log_softmax = module("log-softmax").log_softmax_value
log_sum_exp = module("log-sum-exp").log_sum_exp_value
gradient = module("cross-entropy").cross_entropy
value = module("cross-entropy").cross_entropy_value

#: Every number that a float can be, but NaN.
anything = st.floats(allow_nan=False, width=32)
rows = hnp.array_shapes(min_dims=1, max_dims=2, min_side=1, max_side=6)


@settings(deadline=None, derandomize=True)
@given(hnp.arrays(np.float64, rows, elements=st.floats(-(2.0**127), 2.0**127, width=32)))
def test_finite_logits_give_finite_results(z: np.ndarray) -> None:
    labels = np.zeros(z.shape[:-1], int)
    for narrow in (z, z.astype(np.float32)):
        shares = softmax(narrow)
        assert np.isfinite(shares).all()
        np.testing.assert_allclose(shares.sum(axis=-1), 1, rtol=1e-6)
        assert np.isfinite(gradient(narrow, labels)).all()
        assert not np.isnan(value(narrow, labels)).any()
        assert not np.isnan(log_softmax(narrow)).any()


@settings(deadline=None, derandomize=True)
@given(
    hnp.arrays(np.float64, rows, elements=anything),
    st.integers(0, 10**6),
    st.sampled_from([softmax, log_softmax, log_sum_exp]),
)
def test_a_nan_is_never_lost_and_stays_in_its_row(
    z: np.ndarray, seed: int, function: object
) -> None:
    rng = np.random.default_rng(seed)
    row = tuple(rng.integers(0, n) for n in z.shape[:-1])
    before = np.asarray(function(z))
    z[(*row, rng.integers(z.shape[-1]))] = NAN
    after = np.asarray(function(z))
    assert np.isnan(after[row]).all()
    others = np.ones(z.shape[:-1], bool)
    others[row] = False
    assert np.array_equal(before[others], after[others], equal_nan=True)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("size", [1, 2, 5])
@pytest.mark.parametrize("name", ["cross-entropy", "log-sum-exp", "softmax", "log-softmax"])
def test_nan_in_nan_out_in_every_function(name: str, size: int, dtype: type) -> None:
    made = module(name)
    for function_name in made.__all__:
        function = getattr(made, function_name)
        names = function.__code__.co_varnames[: function.__code__.co_argcount]
        for position in range(size):
            z = np.linspace(-1, 1, size).astype(dtype)
            z[position] = NAN
            y = np.eye(size, dtype=dtype)[0]
            given_arrays = []
            for argument in names:
                lone = argument == "u" and name in {"cross-entropy", "log-sum-exp"}
                vector = dtype(1) if lone else np.ones(size, dtype)
                given_arrays.append({"z": z, "y": y}.get(argument, vector))
            assert np.isnan(function(*given_arrays)).all(), function_name


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("shift", [0.0, 30.0, 1000.0, -1000.0])
def test_a_logit_of_minus_infinity_is_a_class_that_is_not_there(dtype: type, shift: float) -> None:
    z = np.array([1, -INF, 2, 0], dtype) + dtype(shift)
    kept = z[[0, 2, 3]]
    np.testing.assert_array_equal(softmax(z)[[0, 2, 3]], softmax(kept))
    assert softmax(z)[1] == 0
    np.testing.assert_array_equal(log_softmax(z)[[0, 2, 3]], log_softmax(kept))
    assert log_softmax(z)[1] == -INF
    assert log_sum_exp(z) == log_sum_exp(kept)
    np.testing.assert_array_equal(gradient(z, 2)[[0, 2, 3]], gradient(kept, 1))
    assert gradient(z, 2)[1] == 0
    dense = np.array([0, 0, 1, 0], dtype)
    close = {"rtol": 4 * np.finfo(dtype).eps}
    np.testing.assert_allclose(gradient(z, dense), gradient(z, 2), **close)
    np.testing.assert_allclose(value(z, dense), value(z, 2), **close)
    assert value(z, 2) == value(kept, 1)
    assert value(z, 1) == INF


@pytest.mark.parametrize("dtype", DTYPES)
def test_all_logits_minus_infinite_have_no_limit(dtype: type) -> None:
    z = np.full((2, 3), -INF, dtype)
    assert np.isnan(softmax(z)).all()
    assert np.isnan(gradient(z, [0, 1])).all()
    assert np.isnan(value(z, [0, 1])).all()
    z[1] = [0, 1, 2]
    np.testing.assert_array_equal(softmax(z)[1], softmax(z[1]))


@pytest.mark.parametrize("dtype", DTYPES)
def test_two_infinite_logits_have_no_limit(dtype: type) -> None:
    assert np.isnan(softmax(np.array([INF, INF, 0], dtype))).any()


@pytest.mark.parametrize("dtype", DTYPES)
def test_the_loss_of_a_sure_prediction_is_exact(dtype: type) -> None:
    z = np.array([40, 0], dtype)
    assert value(z, 0) == pytest.approx(np.exp(-40.0), rel=1e-6)
    assert gradient(z, 0)[0] == pytest.approx(-np.exp(-40.0), rel=1e-6)
    z = np.array([-40, -80], dtype)
    assert gradient(z, 0)[0] == pytest.approx(-np.exp(-40.0), rel=1e-6)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("far", [100.0, 1e5, INF])
def test_bce_far_out(dtype: type, far: float) -> None:
    bce = module("bce")
    x = np.array([far, -far, far, -far], dtype)
    t = np.array([1, 0, 0, 1], dtype)
    np.testing.assert_allclose(bce.bce(x, t), [0, 0, 1, -1], atol=1e-40)
    found = bce.bce_value(x, t)
    np.testing.assert_allclose(found[:2], 0, atol=1e-40)
    np.testing.assert_array_equal(found[2:], np.array([far, far], dtype))


@pytest.mark.parametrize("dtype", DTYPES)
def test_squares_under_a_root_do_not_overflow(dtype: type) -> None:
    huber, far = module("pseudo-huber"), np.array(np.finfo(dtype).max / 8, dtype)
    assert huber.pseudo_huber(far, dtype(0)) == 1
    assert huber.pseudo_huber(dtype(0), far) == -1
    assert huber.pseudo_huber_value(far, -far) == 2 * far

"""Shapes, layouts, dtypes, ``out`` and threads: a function sees numbers, not how they lie."""

from __future__ import annotations

import tracemalloc
import warnings
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from tests.numeric.source.modules import module

gradient = module("cross-entropy").cross_entropy
value = module("cross-entropy").cross_entropy_value

finite = st.floats(-50, 50, width=32)
shapes = hnp.array_shapes(min_dims=1, max_dims=4, min_side=1, max_side=5)
with_no_rows = shapes.flatmap(lambda s: st.sampled_from([s, (0, *s), (*s[:-1], 0, s[-1])]))


def expected(z: np.ndarray, y: np.ndarray) -> np.ndarray:
    e = np.exp(z - z.max(axis=-1, keepdims=True, initial=-np.inf))
    return e / e.sum(axis=-1, keepdims=True) - y


def hot(labels: np.ndarray, classes: int) -> np.ndarray:
    return (labels[..., None] == np.arange(classes)).astype(float)


def same(found: np.ndarray, wanted: np.ndarray) -> None:
    np.testing.assert_allclose(found, wanted, rtol=1e-12, atol=1e-14)
    assert found.shape == wanted.shape
    assert found.dtype == wanted.dtype


def laid_out(z: np.ndarray) -> list[np.ndarray]:
    """The same numbers, lying otherwise."""
    strided = np.zeros((*z.shape[:-1], 2 * z.shape[-1]))[..., ::2]
    strided[...] = z
    reverse = np.flip(np.ascontiguousarray(np.flip(z, axis=-1)), axis=-1)
    locked = z.copy()
    locked.flags.writeable = False
    return [np.asfortranarray(z), strided, reverse, locked, z.astype(">f8")]


@settings(deadline=None, derandomize=True)
@given(hnp.arrays(np.float64, with_no_rows, elements=finite), st.integers(0, 10**6))
def test_any_batch_in_any_layout(z: np.ndarray, seed: int) -> None:
    classes = z.shape[-1]
    labels = np.random.default_rng(seed).integers(0, classes, z.shape[:-1])
    y = hot(labels, classes)
    wanted = expected(z, y)
    same(gradient(z, y), wanted)
    same(gradient(z, labels), wanted)
    for other in laid_out(z):
        np.testing.assert_allclose(gradient(other, y), wanted, rtol=1e-12, atol=1e-14)
        np.testing.assert_allclose(gradient(other, labels), wanted, rtol=1e-12, atol=1e-14)
    for other in laid_out(y):
        np.testing.assert_allclose(gradient(z, other), wanted, rtol=1e-12, atol=1e-14)


@settings(deadline=None, derandomize=True)
@given(hnp.mutually_broadcastable_shapes(num_shapes=2, max_dims=3, max_side=4), st.data())
def test_batches_broadcast(batches: hnp.BroadcastableShapes, data: st.DataObject) -> None:
    (first, second), classes = batches.input_shapes, data.draw(st.integers(1, 5))
    z = data.draw(hnp.arrays(np.float64, (*first, classes), elements=finite))
    labels = data.draw(hnp.arrays(np.int64, second, elements=st.integers(0, classes - 1)))
    wanted = expected(z, hot(labels, classes))
    same(gradient(z, hot(labels, classes)), wanted)
    whole = np.broadcast_to(z, wanted.shape)  # strides of 0
    same(gradient(whole, hot(labels, classes)), wanted)
    if len(second) < len(wanted.shape):
        same(gradient(whole, labels), wanted)


@pytest.mark.parametrize("rows", [0, 1, 2, 7, 5000])
@pytest.mark.parametrize("threads", [1, 2, 3])
@pytest.mark.parametrize("labels", [False, True])
def test_threads_and_blocks_change_nothing(rows: int, threads: int, labels: bool) -> None:
    rng = np.random.default_rng(rows)
    z = 10 * rng.standard_normal((rows, 300))
    y = rng.integers(0, 300, rows)
    targets = y if labels else hot(y, 300)
    whole = gradient(z, targets)
    assert np.array_equal(whole, gradient(z, targets, threads=threads))
    single = [gradient(row, target) for row, target in zip(z[:9], targets[:9], strict=True)]
    np.testing.assert_allclose(whole[:9], np.reshape(single, (-1, 300)), rtol=1e-12, atol=1e-15)


@settings(deadline=None, derandomize=True)
@given(hnp.arrays(np.float64, (5, 3), elements=st.floats(-900, 900)), st.booleans())
def test_a_row_does_not_see_its_neighbours(z: np.ndarray, labels: bool) -> None:
    y = np.array([0, 1, 2, 0, 1])
    targets = y if labels else hot(y, 3)
    for narrow in (z, z.astype(np.float32)):
        for function in (gradient, value):
            whole = function(narrow, targets)
            alone = [function(narrow[r], targets[r]) for r in range(5)]
            assert np.array_equal(whole, np.array(alone))


@pytest.mark.parametrize("labels", [False, True])
def test_out_takes_the_result_wherever_it_lies(labels: bool) -> None:
    rng = np.random.default_rng(1)
    z, y = rng.standard_normal((6, 5)), rng.integers(0, 5, 6)
    targets = y if labels else hot(y, 5)
    wanted = gradient(z, targets)
    places: list[Callable[[], np.ndarray]] = [
        lambda: np.empty((6, 5)),
        lambda: np.empty((6, 5), order="F"),
        lambda: np.empty((12, 5))[::2],
        lambda: np.full((6, 5), np.nan),
    ]
    for place in places:
        out = place()
        assert gradient(z, targets, out=out) is out
        assert np.array_equal(out, wanted)
    losses = np.empty(6)
    assert value(z, targets, out=losses) is losses
    assert np.array_equal(losses, value(z, targets))


def test_out_may_be_one_of_the_arrays_given() -> None:
    rng = np.random.default_rng(2)
    z, y = rng.standard_normal((6, 5)), hot(rng.integers(0, 5, 6), 5)
    wanted = gradient(z, y)
    for which in (0, 1):
        arrays = [z.copy(), y.copy()]
        assert np.array_equal(gradient(*arrays, out=arrays[which]), wanted)
    overlapping = np.zeros((7, 5))
    overlapping[:6] = z
    assert np.array_equal(gradient(overlapping[:6], y, out=overlapping[1:]), wanted)


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64, np.longdouble])
def test_the_dtype_of_the_first_array_is_that_of_the_result(dtype: type) -> None:
    z, y = np.array([[1, 2, 3], [3, 1, 2]], dtype), np.array([0, 2])
    tolerance = 4 * float(np.finfo(dtype).eps)
    for found in (gradient(z, y), gradient(z, hot(y, 3))):
        assert found.dtype == dtype
        np.testing.assert_allclose(found, expected(z.astype(float), hot(y, 3)), atol=tolerance)
    assert value(z, y).dtype == dtype


@pytest.mark.parametrize("dtype", [np.int8, np.int32, np.int64, np.uint8, bool])
def test_whole_numbers_are_taken_as_float64(dtype: type) -> None:
    z = np.array([[1, 0, 1]], dtype)
    same(gradient(z, np.array([2])), expected(z.astype(float), hot(np.array([2]), 3)))
    for kind in (np.uint8, np.int16, np.int64):
        assert np.array_equal(gradient(z, np.array([2], kind)), gradient(z, np.array([2])))


def test_lists_and_numbers_are_arrays() -> None:
    assert gradient([0.0, 0.0], [1.0, 0.0]).tolist() == [-0.5, 0.5]
    assert gradient([[0, 0]], [1]).tolist() == [[0.5, -0.5]]
    assert float(value([0.0, 0.0], 1)) == pytest.approx(np.log(2))


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.integers(1, 4), st.integers(1, 4), st.integers(0, 3), st.integers(0, 10**6))
def test_matrices_have_batches_too(rows: int, columns: int, batch: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    theta = rng.standard_normal((batch, columns))
    X, t = rng.standard_normal((batch, rows, columns)), rng.standard_normal((batch, rows))
    found = module("least-squares").least_squares(theta, X, t)
    residual = np.einsum("bij,bj->bi", X, theta) - t
    np.testing.assert_allclose(found, 2 * np.einsum("bij,bi->bj", X, residual), atol=1e-12)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_less_than_one_mib_is_used_besides(dtype: type) -> None:
    made, rng = module("cross-entropy"), np.random.default_rng(12)
    z = rng.standard_normal((1500, 300)).astype(dtype)
    y = hot(rng.integers(0, 300, 1500), 300).astype(dtype)
    for name in made.__all__:
        function = getattr(made, name)
        extra = {"vjp": [z[:, 0].copy()], "jvp": [z], "hvp": [z]}.get(name[-3:], [])
        out = np.empty_like(function(*extra, z, y))
        tracemalloc.start()
        function(*extra, z, y, out=out)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert most < 1 << 20, name


@pytest.mark.parametrize("u", [2, 2.0, True, [2.0], np.array(2), np.array([2], np.int8)])
def test_numbers_lists_and_integers_follow_the_floats(u: object) -> None:
    z = np.array([[1, 2, 3]], np.float32)
    vjp = module("cross-entropy").cross_entropy_vjp
    assert vjp(u, z, [0]).dtype == np.float32
    np.testing.assert_allclose(vjp(u, z, [0]), (1 + (u is not True)) * gradient(z, [0]), rtol=1e-6)


def test_integer_labels_first_do_not_widen_what_follows() -> None:
    loss = module("logistic-loss").logistic_loss
    narrow = np.ones(2, np.float32)
    assert loss(np.array([0, 1]), narrow, np.ones((2, 2), np.float32)).dtype == np.float32


def test_dense_integers_are_no_labels_where_only_a_factor_has_a_batch() -> None:
    vjp = module("cross-entropy").cross_entropy_vjp
    z, u = np.array([1.0, 2.0, 3.0]), np.ones(3)
    np.testing.assert_allclose(vjp(u, z, [0, 1, 0]), np.tile(gradient(z, 1), (3, 1)))


def test_subclasses_are_arrays_of_numpy() -> None:
    z, y = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([0, 1])
    with pytest.warns(PendingDeprecationWarning):
        square = np.asmatrix(z)
    assert type(gradient(square, y)) is np.ndarray
    assert np.array_equal(gradient(square, y), gradient(z, y))
    out = square.copy()
    assert gradient(z, y, out=out) is out
    assert np.array_equal(np.asarray(out), gradient(z, y))
    hypothesis = module("linear-hypothesis").linear_hypothesis
    assert type(hypothesis(np.ones(2), square)) is np.ndarray


def test_nothing_is_warned_of_and_no_state_is_changed() -> None:
    before = np.geterr()
    z, y = np.array([[1e30, -1e30]], np.float32), np.array([[1e300, 0.0]])
    with warnings.catch_warnings(), np.errstate(all="raise"):
        warnings.simplefilter("error")
        gradient(z, y)
        gradient(np.tile(z, (10**5, 1)), np.zeros(10**5, int), threads=3)
    assert np.geterr() == before


def test_more_threads_than_rows_are_not_started() -> None:
    z = np.zeros((4 * 10**5, 2))
    assert np.array_equal(gradient(z, z, threads=10**9), gradient(z, z))


@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_formulas_of_single_numbers_are_done_in_pieces(dtype: type, threads: int) -> None:
    bce, rng = module("bce"), np.random.default_rng(13)
    x = rng.normal(0, 30, (7, 30011)).astype(dtype)  # more than one piece, and not in pieces
    t = rng.integers(0, 2, 30011).astype(dtype)
    for name in ("bce", "bce_value"):
        function, out = getattr(bce, name), np.full(x.shape, np.nan, dtype).T.copy().T
        assert function(x, t, out=out, threads=threads) is out
        for column in (0, 1, 30010):
            np.testing.assert_array_equal(out[:, column], function(x[:, column], t[column]))
    assert bce.bce(dtype(0), dtype(1)) == -0.5

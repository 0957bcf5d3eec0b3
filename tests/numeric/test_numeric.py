"""The closed form as a NumPy function, and its cross-check against the definition."""

from __future__ import annotations

import numpy as np
import pytest

from derive import (
    Derivation,
    Eq,
    Sum,
    chain,
    define,
    delta,
    exp,
    index_set,
    indices,
    judge,
    log,
    matrix,
    one_hot,
    partial,
    size,
    vector,
)

C, N = index_set("C"), index_set("N")
i, j, k = indices("i j k", C)
a, b = indices("a b", N)
z, y = vector("z", C), vector("y", C)
p = define("p", i, exp(z[i]) / Sum(exp(z[j]), j))
L = define("L", -Sum(y[i] * log(p[i]), i))
gradient = Derivation.of_gradient(L, z[k], given=[Eq(Sum(y[j], j), 1)])


def softmax(x: np.ndarray) -> np.ndarray:
    e = np.exp(x - x.max())
    return e / e.sum()


@pytest.mark.parametrize("n", [1, 2, 3, 7, 1000])
def test_the_function_computes_the_closed_form(n: int) -> None:
    rng = np.random.default_rng(n)
    logits, labels = rng.normal(size=n), np.eye(n)[rng.integers(n)]
    found = gradient.function()(logits, labels)
    np.testing.assert_allclose(found, softmax(logits) - labels, rtol=1e-12, atol=1e-15)
    assert found.dtype == np.float64


def test_the_precision_of_the_input_is_kept() -> None:
    found = gradient.function()(np.zeros(3, np.float32), np.array([1, 0, 0], np.float32))
    assert found.dtype == np.float32


@pytest.mark.parametrize(
    ("arrays", "said"),
    [
        (([0.0, 1.0],), "missing 1 required positional argument: 'y'"),
        (([0.0, 1.0], [1.0]), "y has 1 entries along C, not 2"),
        ((0.0, [1.0]), r"z needs the shape \(\.\.\., C\)"),
        (([], []), "z is empty along C"),
    ],
)
def test_wrong_arrays_are_named(arrays: tuple, said: str) -> None:
    with pytest.raises((TypeError, ValueError), match=said):
        gradient.function()(*arrays)


def test_what_is_a_constant_has_no_function() -> None:
    labels = Derivation("labels", "", chain(Sum(y[j], j), {"": 1}, given=(one_hot(y),)))
    with pytest.raises(ValueError, match="has nothing to compute: its value is 1"):
        labels.function()


def test_the_cross_check_agrees_and_the_assumption_matters() -> None:
    check = judge(gradient).cross_check
    assert check is not None
    assert check.ok
    assert check.max_error < 1e-12
    assert check.off_assumption is not None
    assert check.off_assumption > 1e-3


W = matrix("W", C, N)
u = vector("u", N)
scores = define("s", i, Sum(W[i, a] * u[a], a))


def checked(lhs: object, rhs: object, **options: object) -> object:
    return judge(Derivation("checked", "", chain(lhs, {"": rhs}, **options))).cross_check


def test_matrices_deltas_restricted_sums_and_sizes_are_cross_checked() -> None:
    quadratic = Sum(Sum(W[i, a] * W[i, b] * u[a] * u[b], a), b)
    for lhs, rhs in (
        (partial(scores[i], W[k, b]), delta(i, k) * u[b]),
        (partial(Sum(scores[i] ** 2, i), u[b]), 2 * Sum(scores[i] * W[i, b], i)),
        (partial(quadratic, u[b]), 2 * scores[i] * W[i, b]),
        (partial(p[i], z[k]), p[i] * delta(i, k) - p[i] * p[k]),
        (partial(Sum(z[j], j) ** 2, z[k]), 2 * Sum(z[j], j, excluding=k) + 2 * z[k]),
        (partial(Sum(z[j] - Sum(z[i], i) / size(C), j) ** 2, z[k]), 0 * z[k]),
    ):
        check = checked(lhs, rhs)
        assert check is not None
        assert check.ok, (str(lhs), check)


def test_a_wrong_closed_form_would_be_found() -> None:
    from derive.model import Claim
    from derive.numeric.cross_check import cross_check

    wrong = Claim(partial(L, z[k]), y[k] - p[k], given=(one_hot(y),))
    assert not cross_check(((wrong,),), ()).ok
    careless = Claim(partial(L, z[k]), p[k] * Sum(y[j], j) - y[k], given=(one_hot(y),))
    result = cross_check(((careless,),), (one_hot(y),))
    assert not result.ok
    assert "also holds where the assumptions do not" in result.detail


def test_a_closed_form_that_is_no_number_does_not_pass() -> None:
    from derive.model import Claim
    from derive.numeric.cross_check import cross_check

    nowhere = Claim(partial(Sum(z[j] ** 2, j), z[k]), 2 * z[k] + log(-exp(z[k])))
    assert not cross_check(((nowhere,),), ()).ok


(label,) = indices("t", C)


@pytest.mark.parametrize(
    ("loss", "wrt"),
    [
        (Sum(z[j] * log(z[j]), j), z[k]),
        (-Sum(y[j] * log(z[j]) + (1 - y[j]) * log(1 - z[j]), j), z[k]),
        (Sum(z[j] ** 2, j), z[1]),
        (z[3] ** 2, z[k]),
        (log(Sum(exp(z[j]), j)) - z[label], z[k]),
        (-log(p[label]), z[k]),
        (Sum(z[j] * y[j], j) / (Sum(z[j] ** 2, j) * Sum(y[j] ** 2, j)), z[k]),
    ],
    ids=str,
)
def test_a_right_gradient_is_not_called_wrong(loss: object, wrt: object) -> None:
    judgement = judge(Derivation.of_gradient(loss, wrt))
    assert judgement.as_stated
    assert judgement.cross_check is not None
    assert judgement.cross_check.ok, judgement.cross_check


def test_a_function_is_made_of_what_is_proved() -> None:
    wrong = Derivation.of_gradient(L, z[k], closes_to=y[k] - p[k])
    with pytest.raises(ValueError, match="is not proved"):
        wrong.function()
    assert wrong.judge().cross_check is None

"""What a function does not take, and what it says."""

from __future__ import annotations

import numpy as np
import pytest

from tests.numeric.source.modules import module

gradient = module("cross-entropy").cross_entropy
least_squares = module("least-squares").least_squares
Z, Y = np.zeros((2, 3)), np.array([0, 2])


@pytest.mark.parametrize(
    ("arrays", "options", "error", "said"),
    [
        ((Z, np.zeros((2, 4))), {}, ValueError, r"y has 4 entries along C, not 3"),
        ((np.zeros((2, 0)), np.zeros((2, 0))), {}, ValueError, r"z is empty along C"),
        ((np.float64(1), Z), {}, ValueError, r"z needs the shape \(\.\.\., C\), not \(\)"),
        ((Z, np.array([0, 3])), {}, ValueError, r"y has a label that is not one of 0 to 2"),
        ((Z, np.array([-1, 0])), {}, ValueError, r"y has a label that is not one of 0 to 2"),
        ((Z, np.array([0.0, 2.0])), {}, ValueError, r"y has 2 entries along C, not 3"),
        ((Z + 0j, Y), {}, TypeError, r"real numbers are needed, not complex128"),
        ((np.array(["a"]), Y), {}, TypeError, r"real numbers are needed"),
        ((Z, Y), {"out": np.zeros((2, 4))}, ValueError, r"out needs the shape \(2, 3\)"),
        ((Z, Y), {"out": np.zeros((2, 3), np.float32)}, ValueError, r"float64, not .*float32"),
        ((np.zeros((4, 3)), np.zeros((5, 3))), {}, ValueError, r"\(4,\) of z, \(5,\) of y"),
        (
            (Z, np.array([0, 1, 2])),
            {},
            ValueError,
            r"one shape: \(2,\) of z, \(3,\) of y",
        ),
        ((Z, None), {}, TypeError, r"y needs to be an array or numbers, not of type NoneType"),
        (("abc", Y), {}, TypeError, r"z needs to be an array or numbers, not of type str"),
        ((Z.astype(object), Y), {}, TypeError, r"z: real numbers are needed, not object"),
        ((np.ma.masked_array(Z, Z > 0), Y), {}, TypeError, r"z is a masked array: fill"),
        ((Z, Y), {"out": Z.tolist()}, TypeError, r"out needs to be an array of NumPy, not .* list"),
        ((Z, Y), {"out": np.float64(1)}, TypeError, r"out needs to be .*, not of type float64"),
        ((Z, Y), {"out": np.ma.zeros((2, 3))}, TypeError, r"not of type MaskedArray"),
        ((Z, Y), {"threads": 0}, ValueError, r"threads needs to be a whole number from 1, not 0"),
        ((Z, Y), {"threads": -1}, ValueError, r"threads needs to be .*, not -1"),
        ((Z, Y), {"threads": 1.5}, ValueError, r"threads needs to be .*, not 1.5"),
        ((Z, Y), {"threads": None}, ValueError, r"threads needs to be .*, not None"),
    ],
    ids=str,
)
def test_wrong_arrays_are_named(
    arrays: tuple, options: dict, error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        gradient(*arrays, **options)


def test_a_size_that_two_families_share_has_to_agree() -> None:
    with pytest.raises(ValueError, match=r"X has 3 entries along n, not 2"):
        least_squares(np.zeros(2), np.zeros((4, 3)), np.zeros(4))
    with pytest.raises(ValueError, match=r"t has 5 entries along m, not 4"):
        least_squares(np.zeros(3), np.zeros((4, 3)), np.zeros(5))


def test_complex_targets_are_not_silently_cut() -> None:
    with pytest.raises(TypeError, match="real numbers are needed"):
        gradient(Z, np.zeros((2, 3), complex))


def test_a_read_only_out_is_refused() -> None:
    out = np.zeros((2, 3))
    out.flags.writeable = False
    with pytest.raises(ValueError, match="read-only"):
        gradient(Z, Y, out=out)


def test_the_arguments_are_left_as_they_were() -> None:
    z, y = Z.copy(), np.eye(3)[:2]
    gradient(z, y)
    assert np.array_equal(z, Z)
    assert np.array_equal(y, np.eye(3)[:2])

"""The oracle on arrays, abstract functions and indicators: what is known by hand, or to NumPy."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from derive import (
    Eq,
    Sum,
    define,
    exp,
    function,
    function_of,
    index_set,
    indicator,
    indices,
    log,
    matrix,
    partial,
    scalar,
    vector,
)
from derive.model import Claim, Witness
from derive.syntax.array import diag, hadamard, identity, norm, ones, trace, unit
from derive.syntax.tree import Call, Entry, Number, Point, Power, Symbol
from tests.arrays import random_arrays
from tests.arrays.numpy_oracle import Point as NumpyPoint
from tests.oracle import Misshapen, NotDefined, Sample, at_witness, decide, evaluate
from tests.oracle.polynomials import Polynomial, polynomial_of
from tests.oracle.tables import Table

C, M = index_set("C"), index_set("M")
i, k, j = indices("i k j", C)
(r,) = indices("r", M)
x, y, z = (vector(name, C) for name in "xyz")
A, W = matrix("A", C, C), matrix("W", M, C)
s = scalar("s")
a = define("a", i, exp(z[i]) / Sum(exp(z[j]), j))
E = function_of("E", a)

VALUES = {
    "x": [3, 4],
    "y": [1, -2],
    "A": [[1, 2], [5, 7]],
    "W": [[1, 0], [0, 2], [3, 1]],
    "s": 0,
}
SAMPLE = Sample(
    {C: 2, M: 3},
    {k: 2, r: 3},
    {
        (name, tuple(n + 1 for n in at)): Fraction(int(value))
        for name, given in VALUES.items()
        for at, value in np.ndenumerate(np.array(given))
    },
)


def rows(form: object) -> object:
    """The value at the sample, a table as its rows."""
    found = evaluate(form, SAMPLE)  # type: ignore[arg-type]
    return [list(row) for row in found.rows] if isinstance(found, Table) else found


@pytest.mark.parametrize(
    ("form", "value"),
    [
        (x.T @ y, -5),
        (W @ x, [[3], [8], [13]]),
        (x @ y.T, [[3, -6], [4, -8]]),
        (A.T, [[1, 5], [2, 7]]),
        (hadamard(x, y), [[3], [-8]]),
        (x - x.T @ y, [[8], [9]]),
        (unit(k), [[0], [1]]),
        (ones(C).T @ x, 7),
        (diag(x) - identity(C), [[2, 0], [0, 3]]),
        (trace(A), 8),
        (norm(x), 5),
        (W[r], [[3], [1]]),
        (x / y, [[3], [-2]]),
        (partial(x.T @ A @ y, x), [[-3], [-9]]),
        (partial(x.T @ A @ y, A), [[3, -6], [4, -8]]),
        (partial(W @ x, x), [[1, 0, 3], [0, 2, 1]]),
        (partial(W @ x, x, "numerator"), [[1, 0], [0, 2], [3, 1]]),
        (partial(norm(x - x[k]) ** 2, x[k]), 2),
        (indicator(x[k], 4) + indicator(y[k], 4), 1),
    ],
    ids=str,
)
def test_the_arithmetic_of_arrays(form: object, value: object) -> None:
    np.testing.assert_allclose(np.array(rows(form), float), np.array(value, float), atol=1e-20)


@pytest.mark.parametrize(
    "form",
    [x + W @ x, x @ y, hadamard(x, s), trace(W), diag(A), (x * y), A**2, partial(A, x), x + x.T],
    ids=str,
)
def test_what_does_not_fit_together_is_misshapen(form: object) -> None:
    with pytest.raises(Misshapen):
        evaluate(form, SAMPLE)  # type: ignore[arg-type]


@pytest.mark.parametrize("size", [1, 2])
def test_a_size_of_one_fits_nothing_else(size: int) -> None:
    square = replace(SAMPLE, sizes={C: size, M: size}, positions={k: 1, r: 1})
    with pytest.raises(Misshapen):
        evaluate(W @ x + x, square)


def test_a_norm_has_no_slope_at_0() -> None:
    with pytest.raises(NotDefined):
        evaluate(partial(norm(x * s), s), SAMPLE)
    assert evaluate(partial(norm(x * s) ** 2, s), SAMPLE) == 0


def test_an_indicator_has_no_slope_where_its_arguments_meet() -> None:
    assert evaluate(partial(indicator(s, 1), s), SAMPLE) == 0
    with pytest.raises(NotDefined):
        evaluate(partial(indicator(s, 0), s), SAMPLE)


@pytest.mark.parametrize(
    ("claim", "answer"),
    [
        (Claim((A @ W.T).T, W @ A.T), "equal"),
        (Claim((A @ W.T).T, W @ A), "different"),
        (Claim(partial(E, z), hadamard(partial(E, a) - partial(E, a).T @ a, a)), "equal"),
        (Claim(partial(E, z), hadamard(partial(E, a), a)), "different"),
        (Claim(partial(partial(E, a[i]), a[k]), partial(partial(E, a[k]), a[i])), "equal"),
        (Claim(partial(partial(E, a[i]), a[k]), 0), "different"),
        (Claim(partial(a.T @ x, z), hadamard(a, x - a.T @ x)), "equal"),
        (Claim(partial(function("f", s * s), s), 2 * s * Call("f", (s * s,), (1,))), "equal"),
        (Claim(partial(function("f", s * s), s), Call("f", (s * s,), (1,))), "different"),
        (Claim(Sum(indicator(x[j], 1) * log(x[j]), j), 0), "equal"),
        (Claim(indicator(s, 1), s), "different"),
        (Claim(x.T @ x, 1, given=(Eq(Sum(x[j] ** 2, j), 1),)), "equal"),
    ],
    ids=lambda claim: f"{claim.lhs} = {claim.rhs}" if isinstance(claim, Claim) else claim,
)
def test_answers_about_arrays_and_functions(claim: Claim, answer: str) -> None:
    assert decide(claim) == answer


def test_a_witness_gives_the_function_that_tells_two_sides_apart() -> None:
    t = Symbol("t")
    square = Eq(Call("f", (t,)), t**2)
    witness = Witness((), (), (("s", (), Fraction(3)),), "6", "1", 0, 0, (square,))
    claim = Claim(partial(function("f", s), s), 1)
    found = at_witness(claim, witness)
    assert (found.answer, round(found.lhs), round(found.rhs)) == ("different", 6, 1)
    with pytest.raises(NotDefined):
        at_witness(claim, replace(witness, functions=()))


def test_a_witness_gives_a_function_of_a_family() -> None:
    of_x = function_of("F", x)
    first = Eq(of_x, Entry("x", (Point(2, C),), x) * Number(Fraction(5)))
    values = (("x", (1,), Fraction(1)), ("x", (2,), Fraction(1)))
    witness = Witness(((C, 2),), ((k, 2),), values, "5", "0", 0, 0, (first,))
    found = at_witness(Claim(partial(of_x, x[k]), 0), witness)
    assert (found.answer, round(found.lhs)) == ("different", 5)


def test_polynomials_multiply_out_and_differentiate() -> None:
    u, v = Symbol("u"), Symbol("v")
    found = polynomial_of(Power(u - 2 * v, Number(Fraction(2))) + 1, {u: 0, v: 1}.__getitem__)
    assert found.at([Fraction(5), Fraction(1)]) == 10
    assert found.differentiated((1, 1)) == Polynomial({(): Fraction(-4)})


SIZES = {random_arrays.m: 2, random_arrays.n: 3}
PLACES = {random_arrays.i: 2, random_arrays.j: 3, random_arrays.k: 1, random_arrays.r: 1}
DRAWN = np.random.default_rng(0)
ENTRIES = {
    name: DRAWN.integers(1, 9, [SIZES[axis] for axis in family.axes])
    for name, family in random_arrays.FAMILIES.items()
} | {"c": np.array(3)}
THERE = Sample(
    SIZES,
    PLACES,
    {
        (name, tuple(n + 1 for n in at)): Fraction(int(value), 10)
        for name, values in ENTRIES.items()
        for at, value in np.ndenumerate(values)
    },
)
IN_NUMPY = NumpyPoint(
    SIZES,
    {name: values / 10 for name, values in ENTRIES.items()},
    {index: at - 1 for index, at in PLACES.items()},
)


@settings(max_examples=150, deadline=None)
@given(
    # One strategy for each shape, made once: what flatmap makes anew takes a minute.
    st.one_of(
        random_arrays.arrays(*shape, depth=2) for shape in product([None, "m", "n"], repeat=2)
    )
    | random_arrays.gradients()
)
def test_the_oracle_and_numpy_agree_on_random_arrays(form: object) -> None:
    with np.errstate(all="ignore"):
        wanted = np.asarray(IN_NUMPY.value(form))
    assume(np.isfinite(wanted).all() and np.abs(wanted).max() < 1e12)
    try:
        found = evaluate(form, THERE)  # type: ignore[arg-type]
    except NotDefined:
        assume(False)
    rows = found.rows if isinstance(found, Table) else [[found]]
    ours = np.array([[complex(value) for value in row] for row in rows])
    np.testing.assert_allclose(*np.broadcast_arrays(ours, wanted), rtol=1e-9, atol=1e-9)

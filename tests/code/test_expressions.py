"""Code as arrays: what each operation of NumPy computes, checked against NumPy itself."""

from __future__ import annotations

import numpy as np
import pytest

from derive import index_set, matrix, scalar, vector
from derive.code.arrays import Array
from derive.code.blocks import CodeError, block_of
from derive.code.holding import code_of, lines_of
from derive.code.reading import Computed, computed
from derive.reading.search import Misfit
from derive.reading.sets import Sets
from derive.syntax.text import text
from derive.syntax.tree import Entry, Index
from tests.arrays.numpy_oracle import Point

M, N = index_set("m"), index_set("n")
FAMILIES = (matrix("X", M, N), matrix("Y", M, N), matrix("W", N, N), vector("u", M),
            vector("v", N), vector("w", N), scalar("t"))  # fmt: skip
SIZES = {M: 3, N: 2}


def array_of(family) -> Array:
    axes = tuple(
        Index(f"{family.name}?{n}", over) for n, over in enumerate(getattr(family, "axes", ()))
    )
    return Array(axes, Entry(family.name, axes, family) if axes else family)


NAMES = {family.name: array_of(family) for family in FAMILIES}


def computed_by(line: str, before: str = "") -> Computed:
    code = code_of(block_of(f"{before}\nresult = {line}"))
    sets = Sets()
    for over in SIZES:
        sets.fix(over, over.name, "")
    return computed(code, lines_of(code, "result")[-1], NAMES, sets, frozenset())


# Each expression with what NumPy makes of it.
CASES = {
    "X + Y * 2 - X / Y": lambda X, Y: X + Y * 2 - X / Y,
    "-v": lambda v: -v,
    "t * v / 3 + 0.5": lambda t, v: t * v / 3 + 0.5,
    "1 / v": lambda v: 1 / v,
    "v ** 2": lambda v: v**2,
    "X ** 2": lambda X: X**2,
    "np.square(X)": lambda X: np.square(X),
    "v ** -1": lambda v: v**-1,
    "X @ v": lambda X, v: X @ v,
    "u @ X": lambda u, X: u @ X,
    "X.T @ u": lambda X, u: X.T @ u,
    "np.dot(X, W)": lambda X, W: np.dot(X, W),
    "X.dot(v)": lambda X, v: X.dot(v),
    "np.dot(v, w)": lambda v, w: np.dot(v, w),
    "v.T @ w": lambda v, w: v.T @ w,
    "dot(t, v)": lambda t, v: np.dot(t, v),
    "np.outer(u, v)": lambda u, v: np.outer(u, v),
    "np.outer(v, v)": lambda v: np.outer(v, v),
    "np.exp(v) / np.sum(np.exp(v))": lambda v: np.exp(v) / np.sum(np.exp(v)),
    "np.exp(X) / np.exp(X).sum(axis=1, keepdims=True)":
        lambda X: np.exp(X) / np.exp(X).sum(axis=1, keepdims=True),
    "X / X.sum(axis=0)": lambda X: X / X.sum(axis=0),
    "X - np.mean(X, axis=0, keepdims=True)": lambda X: X - np.mean(X, axis=0, keepdims=True),
    "np.sum(X)": lambda X: np.sum(X),
    "np.sum(X, axis=-1)": lambda X: np.sum(X, axis=-1),
    "np.sum(X, 0)": lambda X: np.sum(X, 0),
    "np.mean(X)": lambda X: np.mean(X),
    "v.mean()": lambda v: v.mean(),
    "X.sum(keepdims=True) * Y": lambda X, Y: X.sum(keepdims=True) * Y,
    "X + v": lambda X, v: X + v,
    "v + X": lambda X, v: v + X,
    "W + W.T": lambda W: W + W.T,
    "W * v + W.T @ v": lambda W, v: W * v + W.T @ v,
    "Y.sum(axis=1, keepdims=True) + v": lambda Y, v: Y.sum(axis=1, keepdims=True) + v,
    "(X * Y).sum(axis=1, keepdims=True)": lambda X, Y: (X * Y).sum(axis=1, keepdims=True),
    "X.sum(axis=0, keepdims=True)": lambda X: X.sum(axis=0, keepdims=True),
    "X.sum(axis=0, keepdims=True).T": lambda X: X.sum(axis=0, keepdims=True).T,
    "np.log(np.sqrt(X * X + 1))": lambda X: np.log(np.sqrt(X * X + 1)),
    "np.tanh(v) - np.multiply(v, w)": lambda v, w: np.tanh(v) - np.multiply(v, w),
    "v / len(v)": lambda v: v / len(v),
    "v / X.shape[0]": lambda v, X: v / X.shape[0],
    "np.transpose(X) @ u": lambda X, u: np.transpose(X) @ u,
    "(v - w) @ (v + w)": lambda v, w: (v - w) @ (v + w),
}  # fmt: skip


def value_of(array: Array, point: Point) -> np.ndarray:
    """The entries of an array, one by one."""
    shape = tuple(1 if axis is None else SIZES[axis.over] for axis in array.axes)
    found = np.empty(shape)
    for place in np.ndindex(shape):
        at = {axis: n for axis, n in zip(array.axes, place, strict=True) if axis is not None}
        found[place] = np.real(point.at(positions=at).value(array.entry)[0, 0])
    return found


@pytest.mark.parametrize("line", CASES)
def test_it_computes_what_numpy_computes(line: str) -> None:
    draw = np.random.default_rng(7)
    values = {
        f.name: draw.uniform(0.5, 2, tuple(SIZES[a] for a in getattr(f, "axes", ())))
        for f in FAMILIES
    }
    function = CASES[line]
    names = function.__code__.co_varnames[: function.__code__.co_argcount]
    expected = np.asarray(function(*(values[name] for name in names)))
    found = value_of(computed_by(line).array, Point(SIZES, values, {}))
    assert found.shape == expected.shape
    assert found == pytest.approx(expected, rel=1e-12)


# What is not read, with a word of the message; shapes that do not fit may do so otherwise.
UNREAD = {
    "v[0]": "indexing",
    "np.max(v)": "max",
    "v if t else w": "condition",
    "lambda: v": "function",
    "[v, w]": "list",
    "v > 0": "comparison",
    "'a' * 3": "numbers",
    "True + v": "numbers",
    "1j * v": "numbers",
    "nobody": "nobody",
    "1" + "0" * 40: "too long",
    "1e999": "not read",
    "1e300 * v": "too long",
    "__import__('os').system('true')": "numbers",
    "np.load('x')": "numbers",
    "(lambda x: x)(v)": "call",
    "v.__class__": "attribute",
    "np": "np",
    "np.sum(X, axis=2)": "axis",
    "np.sum(X, axis=(0, 1))": "axis",
    "np.sum(v, where=v)": "options",
    "sum(v, -1)": "second argument",
    "X.shape[2]": "length",
    "f'{v}'": "string",
    "(x := v)": "not read",
    "v +": "Python",
    "v)": "Python",
    "v\x00": "Python",
    "v\ud800": "Python",
    "(" * 80 + "v" + ")" * 80: "too deep",
    "-" * 1500 + "v": "too",
    "+".join(["v"] * 2100): "too long",
    "~v": "operation",
    "v // 2": "operation",
}
MISFITS = ["v + u", "X @ u", "v ** v", "v ** 99999999", "9 ** 9 ** 9", "((9 ** 16) ** 16) ** 16",
           "np.outer(X, v)", "X.sum(axis=1, keepdims=True) @ v", "sum(X)"]  # fmt: skip


@pytest.mark.parametrize("line", UNREAD)
def test_what_is_not_read_is_an_error_at_its_place(line: str) -> None:
    with pytest.raises(CodeError, match=UNREAD[line]) as caught:
        computed_by(line)
    assert 0 <= caught.value.start <= caught.value.end <= len(line) + 10


@pytest.mark.parametrize("line", MISFITS)
def test_shapes_and_powers_that_do_not_fit(line: str) -> None:
    with pytest.raises(Misfit):
        computed_by(line)


def test_names_before_are_followed_and_circles_are_none() -> None:
    found = computed_by("p - w", "e = np.exp(v)\np = e / np.sum(e)").array
    assert text(found.entry).count("exp") == 2
    with pytest.raises(CodeError, match="nothing says what b is"):
        computed_by("a + 1", "a = b\nb = a")  # the b of the first line is another one


def test_what_doubles_with_every_name_is_given_up() -> None:
    before = "\n".join(["a40 = v", *(f"a{n} = a{n + 1} * a{n + 1}" for n in range(39, -1, -1))])
    with pytest.raises(CodeError, match="too long"):
        computed_by("a0", before)


def test_a_sum_over_a_whole_vector_is_noted() -> None:
    assert computed_by("v * np.sum(v)").summed
    assert not computed_by("X * X.sum(axis=1, keepdims=True)").summed
    assert not computed_by("np.sum(v)").summed


def test_places_of_assignments() -> None:
    source = "def f(x):\n    y = x  # é\n    z = (y +\n         1)\n    é = z\n"
    code = code_of(block_of(source))
    for name, value in (("y", "x"), ("z", "y +\n         1"), ("é", "z")):
        (line,) = lines_of(code, name)
        assert source[slice(*code.block.span(line.value))] == value

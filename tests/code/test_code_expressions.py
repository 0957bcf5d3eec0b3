"""Code as arrays: what each operation of NumPy computes, checked against NumPy itself."""

import numpy as np
import pytest

from derive import index_set, matrix, scalar, vector
from derive.old.code.assignments import assignments_in, changed_in
from derive.old.code.expressions import computed
from derive.old.code.trees import CodeError, names_of
from derive.syntax.array import whole
from tests.arrays.numpy_oracle import Point

M, N = index_set("m"), index_set("n")
FAMILIES = (matrix("X", M, N), matrix("Y", M, N), matrix("W", N, N), vector("u", M),
            vector("v", N), vector("w", N), scalar("t"))  # fmt: skip
SIZES = {M: 3, N: 2}


def form_of(family):
    return whole(family) if hasattr(family, "axes") else family


NAMES = {family.name: form_of(family) for family in FAMILIES}

# Each expression with what NumPy makes of it.
CASES = {
    "X + Y * 2 - X / Y": lambda X, Y: X + Y * 2 - X / Y,
    "-v": lambda v: -v,
    "t * v / 3 + 0.5": lambda t, v: t * v / 3 + 0.5,
    "1 / v": lambda v: 1 / v,
    "v ** 2 + X.shape_free": None,
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
    "Y.sum(axis=1, keepdims=True) + v": lambda Y, v: Y.sum(axis=1, keepdims=True) + v,
    "(X * Y).sum(axis=1, keepdims=True)": lambda X, Y: (X * Y).sum(axis=1, keepdims=True),
    "X.sum(axis=0, keepdims=True)": lambda X: X.sum(axis=0, keepdims=True),
    "np.log(np.sqrt(X * X + 1))": lambda X: np.log(np.sqrt(X * X + 1)),
    "np.tanh(v) - np.multiply(v, w)": lambda v, w: np.tanh(v) - np.multiply(v, w),
    "v / len(v)": lambda v: v / len(v),
    "np.transpose(X) @ u": lambda X, u: np.transpose(X) @ u,
    "(v - w) @ (v + w)": lambda v, w: (v - w) @ (v + w),
}  # fmt: skip
del CASES["v ** 2 + X.shape_free"]


def a_point():
    draw = np.random.default_rng(7)
    shapes = {f.name: tuple(SIZES[a] for a in f.axes) if hasattr(f, "axes") else ()
              for f in FAMILIES}  # fmt: skip
    values = {name: draw.uniform(0.5, 2, shape) for name, shape in shapes.items()}
    return values, Point(SIZES, values, {})


@pytest.mark.parametrize("code", CASES)
def test_it_computes_what_numpy_computes(code):
    values, point = a_point()
    function = CASES[code]
    names = function.__code__.co_varnames[: function.__code__.co_argcount]
    expected = function(*(values[name] for name in names))
    found = np.real(point.value(computed(code, NAMES).form))
    if np.ndim(expected) < 2:
        found = found.reshape(np.shape(expected))
    assert found == pytest.approx(np.broadcast_to(expected, found.shape), rel=1e-12)


# What is not read, with a word of the message.
UNREAD = {
    "v[0]": "indexing",
    "v + u": "do not fit",
    "X @ u": "do not fit",
    "np.max(v)": "max",
    "v if t else w": "condition",
    "lambda: v": "function",
    "[v, w]": "list",
    "v > 0": "comparison",
    "'a' * 3": "numbers",
    "True + v": "numbers",
    "1j * v": "numbers",
    "nobody": "nobody",
    "v ** v": "exponent",
    "v ** 99999999": "too large",
    "9 ** 9 ** 9": "too large",
    "((9 ** 16) ** 16) ** 16": "too large",
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
    "f'{v}'": "string",
    "x := v": "not read",
    "v +": "Python",
    "v)": "Python",
    "yield v": "not read",
    "v\x00": "Python",
    "v\ud800": "Python",
    "(" * 60 + "v" + ")" * 60: "too deep",
    "-" * 1500 + "v": "too",
    "+".join(["v"] * 900): "too long",
    "~v": "operation",
    "v // 2": "operation",
    "await v": ".",
}


@pytest.mark.parametrize("code", UNREAD)
def test_what_is_not_read_is_an_error_at_its_place(code):
    with pytest.raises(CodeError, match=UNREAD[code]) as caught:
        computed(code, NAMES)
    assert 0 <= caught.value.start <= caught.value.end <= len(code)


def test_names_before_are_followed_and_circles_are_found():
    before = {"e": "np.exp(v)", "p": "e / np.sum(e)", "a": "b", "b": "a"}
    assert str(computed("p - w", NAMES, before).form) == "exp(v)/(𝟏ᵀ exp(v)) − w"
    with pytest.raises(CodeError, match="itself"):
        computed("a + 1", NAMES, before)


def test_what_doubles_with_every_name_is_given_up():
    before = {f"a{n}": f"a{n + 1} * a{n + 1}" for n in range(40)} | {"a40": "v"}
    with pytest.raises(CodeError, match="too long"):
        computed("a0", NAMES, before)


def test_functions_of_the_author_are_not_those_of_numpy():
    with pytest.raises(CodeError, match="author"):
        computed("dot(v, w)", NAMES, own={"dot"})


def test_a_sum_over_a_whole_vector_is_noted():
    assert computed("v * np.sum(v)", NAMES).reduced
    assert not computed("X * X.sum(axis=1, keepdims=True)", NAMES).reduced
    assert not computed("np.sum(v)", NAMES).reduced


def test_assignments():
    code = (
        "def f(x):\n    y = x  # x = 2\n    z = (y +\n         1)\n    z[0] = y\n    if x == y:\n"
    )
    assert [(a.name, a.expression) for a in assignments_in(code)] == [
        ("y", "x"), ("z", "(y +\n         1)"),
    ]  # fmt: skip
    assert [name for name, _ in changed_in(code)] == ["z"]
    assert names_of("np.exp(z) + f(y)") == {"z", "y"}

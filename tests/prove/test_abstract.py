"""Functions that are known by name only, with all their derivatives, and indicators."""

from random import Random

import pytest

from derive.check import judge_claim
from derive.model import Claim, Conditional, Fact, Proved, Refuted, Unknown
from derive.report.witness import witness_text
from derive.scope import ScopeError
from derive.syntax.declare import (
    Ne,
    binary,
    define,
    delta,
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
from derive.syntax.tree import Call, Sum, written
from derive.syntax.walk import map_children
from tests.mutants import mutants

C, A = index_set("C"), index_set("A")
i, j, k, m, r = indices("i j k m r", C)
(s,) = indices("s", A)
z, y, g = (vector(name, C) for name in "zyg")
h = vector("h", C)
a = define("a", i, exp(z[i]) / Sum(exp(z[j]), j))
E = function_of("E", a)
x, t = scalar("x"), scalar("t")
D = partial


def f(*at):
    return function("f", *at)


def df(*at, by=0):
    return Call("f", at, tuple(int(n == by) for n in range(len(at))))


def verdict(lhs, rhs, given=(), case=()):
    return judge_claim(Claim(lhs, rhs, given=given, case=case)).verdict


def proved(*line):
    found = verdict(*line)
    return isinstance(found, Proved) and found.sizes is None


def refuted(*line):
    return isinstance(verdict(*line), Refuted)


PROVED = [
    # The vector-Jacobian product of softmax, for every E.
    (D(E, z[k]), Sum(D(E, a[j]) * D(a[j], z[k]), j)),
    (D(E, z[k]), (D(E, a[k]) - Sum(D(E, a[j]) * a[j], j)) * a[k]),
    (Sum(D(E, z[k]), k), 0),
    # Second derivatives are symmetric, whatever the function is.
    (D(D(E, a[i]), a[k]), D(D(E, a[k]), a[i])),
    (D(D(E, z[i]), z[k]), D(D(E, z[k]), z[i])),
    (
        D(D(E, a[i]), z[k]),
        Sum(D(D(E, a[i]), a[j]) * D(a[j], z[k]), j),
    ),
    # Rules of differentiation.
    (D(f(x) + function("g", x), x), df(x) + Call("g", (x,), (1,))),
    (
        D(f(x) * function("g", x), x),
        df(x) * function("g", x) + f(x) * Call("g", (x,), (1,)),
    ),
    (
        D(f(x) / function("g", x), x),
        (df(x) * function("g", x) - f(x) * Call("g", (x,), (1,))) / function("g", x) ** 2,
    ),
    (D(f(function("g", x)), x), df(function("g", x)) * Call("g", (x,), (1,))),
    (D(f(x, x), x), df(x, x, by=0) + df(x, x, by=1)),
    (D(D(f(x, t), x), t), D(D(f(x, t), t), x)),
    (D(f(3 * x), x), 3 * df(3 * x)),
    (D(D(f(x**2), x), x), 2 * df(x**2) + 4 * x**2 * Call("f", (x**2,), (2,))),
    (D(Sum(f(z[j]), j), z[k]), df(z[k])),
    (Sum(f(z[j]), j) - Sum(f(z[i]), i), 0),
]

REFUTED = [
    (D(E, z[k]), D(E, a[k]) * a[k]),
    (D(E, z[k]), (D(E, a[k]) + Sum(D(E, a[j]) * a[j], j)) * a[k]),
    (D(D(E, a[i]), a[k]), 0),
    (D(D(D(E, a[i]), a[k]), a[m]), 0),
    (D(D(E, z[i]), z[k]), Sum(Sum(D(D(E, a[j]), a[m]) * D(a[j], z[i]) * D(a[m], z[k]), j), m)),
    (D(f(x) * function("g", x), x), df(x) * Call("g", (x,), (1,))),
    (D(f(function("g", x)), x), df(x) * Call("g", (x,), (1,))),
    (D(f(3 * x), x), df(3 * x)),
    (f(x + t), f(x) + f(t)),
    (f(x, t), f(t, x)),
    (D(f(x, t), x), df(x, t, by=1)),
    (D(f(x**2), x), 2 * x * df(x)),
]


@pytest.mark.parametrize(("lhs", "rhs"), PROVED)
def test_proved_for_every_function(lhs, rhs):
    assert proved(lhs, rhs)


@pytest.mark.parametrize(("lhs", "rhs"), REFUTED)
def test_refuted_by_a_polynomial(lhs, rhs):
    assert refuted(lhs, rhs)


def test_the_witness_shows_the_polynomial():
    found = verdict(D(E, z[k]), D(E, a[k]) * a[k])
    assert isinstance(found, Refuted)
    assert "E = " in witness_text(found.witness)
    found = verdict(D(f(3 * x), x), df(3 * x))
    assert isinstance(found, Refuted)
    assert "f(t) = " in witness_text(found.witness)


def test_a_function_of_two_families():
    b = define("b", i, z[i] ** 2)
    F = function_of("F", a, b)
    total = Sum(D(F, a[j]) * D(a[j], z[k]), j) + Sum(D(F, b[j]) * D(b[j], z[k]), j)
    assert proved(D(F, z[k]), total)
    assert proved(D(F, z[k]), Sum(D(F, a[j]) * D(a[j], z[k]), j) + 2 * D(F, b[k]) * z[k])
    assert proved(D(D(F, a[i]), b[k]), D(D(F, b[k]), a[i]))
    assert refuted(D(F, z[k]), Sum(D(F, a[j]) * D(a[j], z[k]), j))


def test_a_function_of_a_matrix():
    W = matrix("W", C, A)
    F = function_of("F", W)
    assert proved(D(D(F, W[i, s]), W[k, s]), D(D(F, W[k, s]), W[i, s]))
    assert refuted(D(F, W[i, s]), D(F, W[k, s]))


def test_a_function_of_a_scalar():
    u = define("u", Sum(z[j] ** 2, j))
    F = function_of("F", u)
    assert proved(D(F, z[k]), 2 * z[k] * D(F, u))
    assert proved(D(D(F, z[i]), z[k]), 2 * delta(i, k) * D(F, u) + 4 * z[i] * z[k] * D(D(F, u), u))


def test_a_family_of_functions():
    out = function_of("o", z, axes=(C,))
    F = function_of("F", out)
    assert proved(D(F, z[k]), Sum(D(F, out[j]) * D(out[j], z[k]), j))
    assert refuted(D(out[i], z[k]), D(out[k], z[i]))
    assert refuted(D(out[i], z[k]), 0, (), (Ne(i, k),))


def test_what_a_function_does_not_depend_on():
    assert proved(D(E, y[k]), 0)
    assert refuted(D(E, a[k]), 0)


def test_one_name_for_two_things():
    with pytest.raises(ScopeError):
        verdict(f(x), f(x, t))
    with pytest.raises(ScopeError):
        verdict(function("x", t), x)


def test_an_indicator_of_a_binary_label():
    lhs = indicator(t, 1) * log(x) + indicator(t, 0) * log(1 - x)
    rhs = t * log(x) + (1 - t) * log(1 - x)
    assert proved(lhs, rhs, (binary(t),))
    found = verdict(lhs, rhs)
    assert isinstance(found, Conditional)
    assert found.needs == (Fact("binary", "t"),)


def test_indicators():
    (b,) = (vector("b", C, "binary"),)
    assert proved(Sum(indicator(b[j], 1), j), Sum(b[j], j))
    assert proved(indicator(b[k], 2), 0)
    assert proved(indicator(x, t), indicator(t, x))
    assert proved(indicator(x, x), 1)
    assert proved(indicator(x + 1, t + 1), indicator(x, t))
    assert isinstance(verdict(indicator(x, 1), x), Conditional)
    assert refuted(indicator(x, t), 0)
    assert proved(indicator(x, t) ** 2, indicator(x, t))
    assert isinstance(verdict(D(indicator(x, 1), x), 0), Unknown)
    assert not proved(indicator(x, 1) + indicator(x, 0), 1)


def test_an_opaque_function_is_called_with_expressions():
    assert proved(f(x + x), f(2 * x))
    assert proved(Sum(f(z[j]) * h[k], j), h[k] * Sum(f(z[j]), j))
    assert refuted(Sum(f(z[j]), j), f(Sum(z[j], j)))


def concrete(form, body):
    """The form with E defined by a body in the entries of a."""
    if form == E:
        return define("E", body)
    return map_children(form, lambda part: concrete(part, body))


BODIES = [
    -Sum(y[i] * log(a[i]), i),
    Sum(a[i] ** 3 * y[i], i) * Sum(exp(a[j]), j),
    1 / (1 + Sum(a[i] ** 2, i)) + a[1],
]
ABOUT_E = [(lhs, rhs) for lhs, rhs in PROVED if "E" in str(lhs) and "f" not in str(lhs)]


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize(("lhs", "rhs"), ABOUT_E)
def test_what_holds_for_every_function_holds_for_each(lhs, rhs, body):
    assert not isinstance(verdict(concrete(lhs, body), concrete(written(rhs), body)), Refuted)


@pytest.mark.parametrize(("lhs", "rhs"), [claim for claim in ABOUT_E if claim[1] != 0][:4])
def test_no_slip_is_proved(lhs, rhs):
    seen = 0
    for _, mutant in mutants(rhs, (i, k), Random(1)):
        found = verdict(lhs, mutant)
        if isinstance(found, Proved):
            assert proved(concrete(lhs, BODIES[1]), concrete(mutant, BODIES[1]))
        seen += isinstance(found, Refuted | Conditional)
    assert seen >= 5

"""Making forms small: each pair is one value, before and after, and the prover agrees."""

from __future__ import annotations

import pytest

from derive import (
    Derivation,
    Ne,
    Sum,
    chain,
    define,
    delta,
    exp,
    function,
    index_set,
    indices,
    log,
    scalar,
    sqrt,
    vector,
)
from derive.check import judge_claim
from derive.model import Proved
from derive.steps.compact import Compactor
from derive.syntax.shape import alike
from derive.syntax.tree import Number, Written
from derive.syntax.walk import free_indices, node_count

C = index_set("C")
i, j, k, t = indices("i j k t", C)
a, b, c, x, y, z = (vector(name, C) for name in "abcxyz")
u, gamma = scalar("u"), scalar("γ")
p = define("p", i, exp(z[i]) / Sum(exp(z[j]), j))
L = define("L", -Sum(y[j] * log(p[j]), j))
E = define("E", i, x[i] - Sum(a[j], j))

PAIRS: list[tuple[Written, Written]] = [
    (a[k] * b[k] + a[k] * c[k], a[k] * (b[k] + c[k])),
    (a[k] * x[k] + a[k] * y[k] - b[k] * x[k] - b[k] * y[k], (a[k] - b[k]) * (x[k] + y[k])),
    (Sum(a[j] * x[j], j) - Sum(b[i] * x[i], i), Sum(x[j] * (a[j] - b[j]), j)),
    (Sum(u * a[j], j) / 2, u * Sum(a[j], j) / 2),
    (Sum(a[j] * delta(j, k), j), a[k]),
    (Sum(Sum(a[i] * b[j], j), i), Sum(a[i], i) * Sum(b[j], j)),
    (delta(t, k) * a[t] - delta(t, k) * a[k], Number(0)),  # type: ignore[arg-type]
    (u**gamma / u, u ** (gamma - 1)),
    (a[k] / sqrt(a[k]), sqrt(a[k])),
    (exp(u) / (1 + exp(u)), 1 / (1 + exp(-u))),
    (exp(2 * u) * exp(-u), exp(u)),
    (a[k] ** 2 / b[k] ** 2, (a[k] / b[k]) ** 2),
    (1 - function("sigmoid", u), function("sigmoid", -u)),
    (1 / (1 + u / a[k]) / a[k], 1 / (a[k] + u)),
    (exp(z[k]) * (delta(i, k) / Sum(exp(z[j]), j)), p[k] * delta(i, k)),
    (Sum(y[j] * log(p[j]), j) * u, -L * u),
    (b[k] * x[k] - b[k] * Sum(a[j], j), b[k] * E[k]),
]


@pytest.mark.parametrize(("form", "expected"), PAIRS, ids=lambda f: str(f))
def test_a_form_is_made_small(form: Written, expected: Written) -> None:
    compactor = Compactor((p, L.declared, E))  # type: ignore[arg-type]
    found = compactor.smallest(form)
    assert node_count(found) <= node_count(expected), str(found)
    (claim,) = chain(form, {"": found})
    assert isinstance(judge_claim(claim).verdict, Proved), str(found)


def test_a_sum_that_is_known_is_written_as_1() -> None:
    assert str(Compactor((p,), frozenset({"p"})).smallest(u * Sum(p[j], j))) == "u"


def test_a_delta_is_decided_by_the_case() -> None:
    assert str(Compactor(case=(Ne(i, k),)).smallest(a[k] + delta(i, k) * b[k])) == "a_k"


def test_what_is_out_of_reach_is_left_as_it_is() -> None:
    many = a[k] + b[k] + c[k] + x[k] + y[k] + u
    form = many * many * (many + 1)
    assert Compactor().smallest(form) == form


def test_no_index_is_captured() -> None:
    form = a[k] * Sum(b[j], j) * Sum(c[j] * x[k], j) + x[j] * Sum(a[j], j)
    found = Compactor().smallest(form)
    assert free_indices(found) == {j, k}
    (claim,) = chain(form, {"": found})
    assert isinstance(judge_claim(claim).verdict, Proved), str(found)


@pytest.mark.parametrize("letters", ["i j k t", "t k j i", "m n r s"])
def test_the_closed_form_does_not_depend_on_the_letters(letters: str) -> None:
    e, f, g, h = indices(letters, C)
    q = define("p", e, exp(z[e]) / Sum(exp(z[f]), f))
    built = Derivation.of_gradient(-log(q[h]), z[g])
    assert alike(built.closed_form, q[g] - delta(h, g))


@pytest.mark.parametrize(
    ("loss", "rule"),
    [
        (u**2 / gamma, "power rule"),
        (gamma / u**2, "quotient rule"),
        (gamma * exp(u), "derivative of the exponential"),
        (u * exp(u), "product rule"),
        (sqrt(u), "derivative of the root"),
    ],
    ids=str,
)
def test_a_constant_factor_names_no_rule(loss: Written, rule: str) -> None:
    assert Derivation.of_gradient(loss, u).claims[0].rule == rule

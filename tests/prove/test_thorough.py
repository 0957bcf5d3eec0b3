"""Common denominators, roots, 0-1 quantities and one-hot families: what costs more to decide."""

from __future__ import annotations

from fractions import Fraction

import pytest

from derive.check import judge_claim
from derive.model import Claim, Conditional, Eq, Proved, Refuted, Unknown, Verdict
from derive.prove.refute import agree
from derive.scope import scope_of
from derive.syntax.declare import (
    Ne,
    binary,
    define,
    delta,
    distribution,
    exp,
    index_set,
    indices,
    log,
    matrix,
    one_hot,
    partial,
    positive,
    scalar,
    size,
    sqrt,
    vector,
)
from derive.syntax.text import text_statement
from derive.syntax.tree import Call, Number, Power, Sum, Written, written

C, N = index_set("C"), index_set("N")
i, j, k, m = indices("i j k m", C)
a, b = indices("a b", N)
n = size(C)
u, v, w, x, y, z = (vector(name, C) for name in "uvwxyz")
r, s, t = (scalar(name) for name in "rst")
W = matrix("W", C, C)
p = define("p", i, exp(z[i]) / Sum(exp(z[j]), j))


def verdict(lhs: object, rhs: object, given: tuple = (), case: tuple = ()) -> Verdict:
    return judge_claim(Claim(written(lhs), written(rhs), given=given, case=case)).verdict


def proved(*line: object) -> bool:
    found = verdict(*line)
    return isinstance(found, Proved) and found.sizes is None


def refuted(*line: object) -> bool:
    return isinstance(verdict(*line), Refuted | Conditional)


def tanh(of: Written) -> Written:
    return Call("tanh", (of,))


# -- common denominators

both = Sum(1 / ((x[j] + 1) * (x[j] + 2)), j)
first, second = Sum(1 / (x[j] + 1), j), Sum(1 / (x[j] + 2), j)

FRACTIONS: dict[str, tuple[object, object]] = {
    "partial fractions": (both, first - second),
    "in a power": (both**2, (first - second) ** 2),
    "in an exponential": (exp(both), exp(first) / exp(second)),
    "in a logarithm": (log(1 + both**2), log((first - second) ** 2 + 1)),
    "in another sum": (
        Sum(exp(Sum(W[i, j] / ((x[j] + 1) * (x[j] + 2)), j)), i),
        Sum(exp(Sum(W[i, j] / (x[j] + 1), j) - Sum(W[i, j] / (x[j] + 2), j)), i),
    ),
    "restricted": (
        Sum(1 / ((x[j] + 1) * (x[j] + 2)), j, excluding=k),
        first - second - 1 / ((x[k] + 1) * (x[k] + 2)),
    ),
    "with letters": (
        (t - s) * Sum(1 / ((x[j] + s) * (x[j] + t)), j),
        Sum(1 / (x[j] + s), j) - Sum(1 / (x[j] + t), j),
    ),
    "sigmoids of both signs": (
        Sum(w[j] / (1 + exp(-z[j])), j),
        Sum(w[j], j) - Sum(w[j] / (1 + exp(z[j])), j),
    ),
    "hyperbolic tangent": (Sum(tanh(z[j]), j), n - 2 * Sum(1 / (exp(2 * z[j]) + 1), j)),
    "parts of a whole": (
        2 * Sum(x[j] / (2 * x[j] + 3 * y[j]), j) + 3 * Sum(y[j] / (2 * x[j] + 3 * y[j]), j),
        n,
    ),
    "two indices that change places": (
        Sum(Sum(x[j] / (x[j] - x[k]), k, excluding=j), j),
        n * (n - 1) / 2,
    ),
    "a double sum is its diagonal and the rest": (
        Sum(Sum(1 / (x[j] + 2 * x[k]), k), j),
        Sum(Sum(1 / (x[j] + 2 * x[k]), k, excluding=j), j) + Sum(1 / (3 * x[j]), j),
    ),
}


@pytest.mark.parametrize("name", FRACTIONS)
def test_sums_of_fractions_have_a_common_denominator(name: str) -> None:
    assert proved(*FRACTIONS[name])


def test_fractions_that_are_not_equal() -> None:
    assert refuted(both, first + second)
    assert refuted(exp(both), exp(first) + exp(second))
    assert refuted(Sum(Sum(x[j] / (x[j] - x[k]), k, excluding=j), j), n * n / 2)
    assert refuted(
        Sum(1 / ((x[j] + s) * (x[j] + t)), j),
        Sum(1 / (x[j] + s), j) - Sum(1 / (x[j] + t), j),
    )
    # n = 1: the left sum is empty, the right one is not.
    assert refuted(Sum(1 / ((x[j] + 1) * (x[j] + 2)), j, excluding=k), first - second)


def test_what_is_divided_by_is_not_taken_for_granted() -> None:
    """At s = t the first factor is 0, and nothing follows about the second one."""
    apart = Sum(1 / ((x[j] + s) * (x[j] + t)), j)
    given = (Eq(s, t),)
    assert refuted(apart, 0, given)
    assert proved(apart, Sum(1 / (x[j] + t) ** 2, j), given)
    assert refuted(apart, Sum(1 / (x[j] + t), j), given)


def test_a_double_sum_in_every_pattern_of_the_points() -> None:
    whole = Sum(Sum(w[j] / (x[j] + 2 * x[k]), k), j)
    off = Sum(Sum(w[j] / (x[j] + 2 * x[k]), k, excluding=j), j)
    diagonal = Sum(w[j] / (3 * x[j]), j)
    assert proved(whole * x[i] * x[m], (off + diagonal) * x[i] * x[m])
    assert refuted(whole * x[i] * x[m], (off + 2 * diagonal) * x[i] * x[m])
    without_i = Sum(Sum(w[j] / (x[j] + 2 * x[k]), k, excluding=(i, j)), j, excluding=i)
    rest = Sum(w[j] / (3 * x[j]), j, excluding=i)
    both_without_i = Sum(Sum(w[j] / (x[j] + 2 * x[k]), k, excluding=i), j, excluding=i)
    assert proved(both_without_i, without_i + rest)
    assert refuted(both_without_i, without_i + diagonal)


# -- roots and powers

third = Number(Fraction(1, 3))

POWERS: dict[str, tuple[object, object, tuple, set[str]]] = {
    "roots of a product": (sqrt(s) * sqrt(t), sqrt(s * t), (), {"s >=0", "t >=0", "s t >=0"}),
    "under a sum": (
        Sum(sqrt(x[j]) * sqrt(y[j]), j),
        Sum(sqrt(x[j] * y[j]), j),
        (),
        {"x_j >=0", "y_j >=0", "x_j y_j >=0"},
    ),
    "a square under a root": (
        sqrt(s**2 * t),
        sqrt(s**2) * sqrt(t),
        (),
        {"s² t >=0", "t >=0"},
    ),
    "a positive square under a root": (
        sqrt(s**2 * t),
        s * sqrt(t),
        (positive(s),),
        {"s² t >=0", "t >=0"},
    ),
    "cube and cube root": (Power(s**3, third), s, (), {"s >0"}),
    "roots of what is negative": (
        sqrt(-s) * sqrt(-t),
        sqrt(s * t),
        (),
        {"−s >=0", "−t >=0", "s t >=0"},
    ),
    "logarithms of what is negative": (
        log(-s) + log(-t),
        log(s * t),
        (),
        {"−s >0", "−t >0", "s t >0"},
    ),
    "sixth power and cube root": (Power(s**6, third), s**2, (), {"s !=0"}),
    "logarithm of a fourth power": (log(s**4), 2 * log(s**2), (), {"s !=0"}),
}


@pytest.mark.parametrize("name", POWERS)
def test_roots_and_powers_under_their_conditions(name: str) -> None:
    lhs, rhs, given, needed = POWERS[name]
    found = verdict(lhs, rhs, given)
    assert isinstance(found, Proved)
    assert {f"{c.form} {c.relation}" for c in found.conditions} == needed


def test_roots_of_what_may_be_negative() -> None:
    # At s = t = −1 the left side is 1.
    assert refuted(sqrt(s * t), -sqrt(s * t) + 0 * s)
    assert refuted(sqrt(s**2 * t), s * sqrt(t))
    assert refuted(Power(s**6, third), s * sqrt(s**2) * 2)
    assert not proved(sqrt(s * t) * sqrt(s * r), s * sqrt(t * r))


# -- quantities that are 0 or 1

BINARY: dict[str, tuple[object, object, tuple]] = {
    "exponential": (exp(s * t), 1 - t + t * exp(s), (binary(t),)),
    "reciprocal": (1 / (1 + t), 1 - t / 2, (binary(t),)),
    "power": (Power(t, s), t, (binary(t), positive(s))),
    "under a sum": (
        Sum(x[j] / (1 + y[j]), j),
        Sum(x[j], j) - Sum(x[j] * y[j], j) / 2,
        (binary(y),),
    ),
    "exponential under a sum": (
        Sum(exp(y[j] * z[j]), j),
        n - Sum(y[j], j) + Sum(y[j] * exp(z[j]), j),
        (binary(y),),
    ),
    "logarithm under a sum": (Sum(log(1 + y[j]), j), log(2) * Sum(y[j], j), (binary(y),)),
    "root under a sum": (
        Sum(sqrt(1 + 3 * y[j]), j),
        n + Sum(y[j], j),
        (binary(y),),
    ),
    "two of them": (
        exp(s * t + r * t * s),
        1 - s * t + s * t * exp(1 + r),
        (binary(t), binary(s)),
    ),
    "a likelihood": (
        log(t * s + (1 - t) * (1 - s)),
        t * log(s) + (1 - t) * log(1 - s),
        (binary(t),),
    ),
}


@pytest.mark.parametrize("name", BINARY)
def test_functions_of_what_is_0_or_1(name: str) -> None:
    assert proved(*BINARY[name])


def test_what_is_0_or_1_is_so_at_a_point_only() -> None:
    assert refuted(exp(s * t), 1 - t + t * exp(s))
    assert refuted(partial(exp(s * t), t), exp(s) - 1, (binary(t),))
    assert proved(partial(exp(s * t), t), s * (1 - t + t * exp(s)), (binary(t),))
    assert refuted(Sum(x[j] / (1 + y[j]), j), Sum(x[j], j) - Sum(x[j] * y[j], j), (binary(y),))


def test_a_division_at_0_is_not_made() -> None:
    """1/(t + s) at t = 1 asks nothing of 1/s; what it would need is printed."""
    found = verdict(1 / (t + s), (1 - t) / s + t / (1 + s), (binary(t),))
    assert isinstance(found, Proved)
    assert {str(c.form) for c in found.conditions} == {"t + s", "s", "1 + s"}
    assert refuted(Sum(1 / (y[j] + x[j]), j), Sum(1 / x[j], j), (binary(y),))


# -- one-hot families

picked = Sum(y[j] * z[j], j)

HOT: dict[str, tuple[object, object, tuple]] = {
    "exponential": (exp(picked), Sum(y[j] * exp(z[j]), j), (one_hot(y),)),
    "logarithm": (log(Sum(y[j] * p[j], j)), Sum(y[j] * log(p[j]), j), (one_hot(y),)),
    "logarithm under conditions": (
        log(Sum(y[j] * x[j], j)),
        Sum(y[j] * log(x[j]), j),
        (one_hot(y),),
    ),
    "reciprocal": (1 / picked, Sum(y[j] / z[j], j), (one_hot(y),)),
    "square": (picked**2, Sum(y[j] * z[j] ** 2, j), (one_hot(y),)),
    "product": (picked * Sum(y[j] * x[j], j), Sum(y[j] * x[j] * z[j], j), (one_hot(y),)),
    "of a matrix": (
        Sum(Sum(y[i] * W[i, j] * y[j], j), i),
        Sum(y[j] * W[j, j], j),
        (one_hot(y),),
    ),
    "two of them": (
        exp(Sum(Sum(x[i] * W[i, j] * y[j], j), i)),
        Sum(Sum(x[i] * exp(W[i, j]) * y[j], j), i),
        (one_hot(x), one_hot(y)),
    ),
    "at a point": (y[k] * picked, y[k] * z[k], (one_hot(y),)),
    "where the position is known": (picked, z[k], (one_hot(y), Eq(y[k], 1))),
    "where it is elsewhere": (
        Sum(y[j] * z[j], j, excluding=k),
        picked,
        (one_hot(y), Eq(y[k], 0)),
    ),
    "cross-entropy": (
        -Sum(y[j] * log(p[j]), j),
        log(Sum(exp(z[j] - picked), j)),
        (one_hot(y),),
    ),
}


@pytest.mark.parametrize("name", HOT)
def test_functions_of_a_one_hot_family(name: str) -> None:
    assert proved(*HOT[name])


def test_what_is_not_one_hot() -> None:
    assert refuted(exp(picked), Sum(y[j] * exp(z[j]), j), (distribution(y),))
    assert refuted(exp(picked), Sum(y[j] * exp(z[j]), j), (binary(y),))
    assert refuted(picked, z[k], (one_hot(y),))
    assert refuted(exp(Sum(y[j] * z[j], j, excluding=k)), Sum(y[j] * exp(z[j]), j), (one_hot(y),))
    assert refuted(picked * Sum(x[j] * z[j], j), Sum(x[j] * y[j] * z[j], j), (one_hot(y),))


def test_one_hot_is_so_at_a_point_only() -> None:
    given = (one_hot(y),)
    assert refuted(partial(picked**2, y[k]), partial(Sum(y[j] * z[j] ** 2, j), y[k]), given)
    assert proved(partial(picked**2, y[k]), 2 * z[k] * picked, given)
    assert proved(partial(exp(picked), y[k]), z[k] * Sum(y[j] * exp(z[j]), j), given)


def test_the_letter_of_the_position_meets_no_other() -> None:
    h, h1 = indices("h h'", C)
    given = (one_hot(y),)
    assert proved(exp(picked) * y[h], y[h] * exp(z[h]), given)
    assert proved(exp(picked) * y[h] * y[h1], delta(h, h1) * y[h] * exp(z[h]), given)
    assert refuted(exp(picked), exp(z[h]), given)
    assert proved(exp(picked) * y[h] * y[k], 0, given, (Ne(h, k),))


# -- the second opinion


@pytest.mark.parametrize("last", [3, 5, 6])
def test_the_second_opinion_looks_at_a_larger_size_too(last: int) -> None:
    """What is 0 for up to so many classes is not 0 for seven."""
    false = x[k] * Sum(x[j] ** 2, j)
    for few in range(1, last + 1):
        false = false * (n - few)
    claim = Claim(false, written(0))
    assert agree(claim, scope_of(claim)).witness is not None


# -- facts about what is defined


def test_facts_of_definitions_are_used_at_a_point() -> None:
    r = define("r", i, x[i] * y[i])
    assert proved(Sum(r[j], j) * z[k], z[k], (distribution(r),))
    assert proved(Sum(r[j] ** 2, j) * z[k], z[k] * Sum(r[j] ** 2, j), (one_hot(r),))
    assert proved(r[k] ** 3, r[k], (binary(r),))
    assert proved(log(r[k]) - log(y[k] * x[k]), 0, (positive(r),))
    assert proved(p[k] * Sum(p[j], j), p[k], (distribution(p),))
    assert refuted(partial(Sum(r[j], j), x[k]), 0, (distribution(r),))
    assert refuted(Sum(r[j], j, excluding=k), 1, (distribution(r),))


def test_facts_that_a_definition_contradicts_are_found() -> None:
    twice = define("q", i, 2 * exp(z[i]) / Sum(exp(z[j]), j))
    negative = define("v", i, -exp(z[i]))
    assert isinstance(verdict(twice[k], 0, (distribution(twice),)), Unknown)
    assert isinstance(verdict(negative[k], 0, (positive(negative),)), Unknown)


# -- repair, and the work that conditions take


def test_the_sum_of_the_labels_is_named_where_they_are_cut_in_two() -> None:
    found = verdict(
        -y[j] + y[j] * u[j] + Sum(y[k] * u[j], k, excluding=j),
        u[j] - y[j],
    )
    assert isinstance(found, Conditional)
    assert [text_statement(a) for a in found.needs] == ["Σ_i y_i = 1"]


def test_conditions_with_many_letters_are_decided_or_printed() -> None:
    letters = indices("i1 i2 i3 i4 i5 i6", C)
    exponent: Written = s
    for letter in letters:
        exponent = exponent + x[letter] * z[letter]
    total = Sum(1 / (w[j] ** 2 + exp(y[j])), j)
    found = verdict(log(1 + exp(exponent)) * total, total * log(exp(exponent) + 1))
    assert isinstance(found, Proved)
    assert found.conditions == ()


@pytest.mark.parametrize("given", [(distribution(W),), (Eq(Sum(W[i, j], j), 1),)], ids=str)
def test_rows_of_known_sum_in_either_order(given: tuple) -> None:
    """``Σ_j Σ_i W_ij f(i) = Σ_i f(i)``, though the inner sum is one over columns."""
    assert proved(Sum(Sum(W[k, m], k), m), n, given)
    assert proved(Sum(Sum(W[k, m] / x[k], k), m), Sum(1 / x[k], k), given)
    assert refuted(Sum(Sum(W[k, m] * x[m], k), m), Sum(x[k], k), given)
    assert refuted(Sum(Sum(W[k, m] * x[k], k, excluding=m), m), Sum(x[k], k), given)
    assert not proved(Sum(Sum(W[k, m] ** 2, k), m), n, given)


LIKELY = y[k] * log(x[k]) + (1 - y[k]) * log(1 - x[k])


@pytest.mark.parametrize(
    ("lhs", "rhs", "needs"),
    [
        (log(y[k] * x[k] + (1 - y[k]) * (1 - x[k])), LIKELY, "y ∈ {0, 1}"),
        (exp(LIKELY), y[k] * x[k] + (1 - y[k]) * (1 - x[k]), "y ∈ {0, 1}"),
        (Sum(1 / (1 + y[j] * x[j]), j), n - Sum(y[j] * x[j] / (1 + x[j]), j), "y ∈ {0, 1}"),
        (exp(picked), Sum(y[j] * exp(z[j]), j), "y one-hot"),
        (log(Sum(y[j] * p[j], j)), Sum(y[j] * log(p[j]), j), "y one-hot"),
    ],
    ids=str,
)
def test_what_has_to_be_0_or_1_or_one_hot_is_named(lhs: Written, rhs: Written, needs: str) -> None:
    found = verdict(lhs, rhs)
    assert isinstance(found, Conditional)
    assert [text_statement(a) for a in found.needs] == [needs]


def test_what_is_0_or_1_is_not_offered_for_what_is_varied() -> None:
    assert isinstance(verdict(partial(exp(t * s), t), s * (1 - t + t * exp(s))), Refuted)
    assert isinstance(verdict(exp(picked), -Sum(y[j] * exp(z[j]), j)), Refuted)

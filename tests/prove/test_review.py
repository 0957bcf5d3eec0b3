"""What a reading of the trusted code found: each was a false proof, or a crash, once."""

from __future__ import annotations

import pytest

from derive.check import judge, judge_claim
from derive.model import Claim, Derivation, Eq, Proved, Refuted, Unknown, Verdict
from derive.scope import ScopeError
from derive.syntax.declare import (
    define,
    delta,
    exp,
    index_set,
    indices,
    log,
    matrix,
    partial,
    same,
    scalar,
    size,
    sqrt,
    vector,
)
from derive.syntax.tree import Sum, written

C, D = index_set("C"), index_set("D")
i, j, k = indices("i j k", C)
(other_i,) = indices("i", D)
x, y, z = vector("x", C), vector("y", C), vector("z", C)
w = vector("w", D)
a, b, u = scalar("a"), scalar("b"), scalar("u")
n = size(C)
apart = (n - 1) * (n - 2) * (n - 3)
#: It can be met, at a point that is never drawn at n = 1.
hard_at_1 = Eq((2 - n) * u**3, (2 - n) * 1000003**3)


def verdict(lhs: object, rhs: object, given: tuple = (), case: tuple = ()) -> Verdict:
    return judge_claim(Claim(written(lhs), written(rhs), given=given, case=case)).verdict


def test_two_things_of_one_name_are_found_inside_definitions() -> None:
    with pytest.raises(ScopeError, match="v is declared twice"):
        verdict(define("L", define("v", a) + 1), define("L", define("v", 2 * a) + 1))
    positive_q, q = vector("q", C, "positive"), vector("q", C)
    root = sqrt(define("f", i, positive_q[i] + 0)[k] ** 2)
    with pytest.raises(ScopeError, match="q is declared twice"):
        verdict(root, define("f", i, q[i] + 0)[k])


def test_two_things_of_one_name_are_found_between_claims() -> None:
    claims = (Claim(a + 0, define("v", a)), Claim(define("v", 2 * a), 2 * a))
    with pytest.raises(ScopeError, match="v is declared twice"):
        judge(Derivation("chain", "", claims))


def test_an_assumption_speaks_of_its_own_index_under_delta_and_restriction() -> None:
    says_sum_is_0 = Eq(Sum(y[j] + delta(i, j), j), 1)
    total = Sum(y[j], j)
    found = verdict(apart * (total - 1), (n - 1) * 0, (says_sum_is_0,))
    assert not isinstance(found, Proved)
    assert not isinstance(verdict(total, 1, (says_sum_is_0,)), Proved)


@pytest.mark.parametrize("other", [hard_at_1, Eq(Sum(exp(z[j]), j), 2)], ids=str)
def test_two_indices_of_an_assumption_may_be_the_same(other: object) -> None:
    says_nothing_at_1 = Eq((1 - delta(i, j)) * a, (1 - delta(i, j)) * b)
    found = verdict(a + 0 * n, b, (says_nothing_at_1, other))
    assert not (isinstance(found, Proved) and found.sizes is None)
    assert not isinstance(verdict(a, b, (says_nothing_at_1,)), Proved)


def test_one_letter_over_two_index_sets_is_refused_in_assumptions_too() -> None:
    ambiguous = Eq(Sum(y[j], j) + 0 * w[other_i], 0)
    with pytest.raises(ScopeError, match="the free index i ranges over C and over D"):
        verdict(apart * Sum(y[j], j) + 0 * x[i], 0 * a, (ambiguous,))


def test_what_is_defined_in_small_sets_only_is_compared_there() -> None:
    empty_at_1 = Sum(1 / (x[i] - x[k]), j, excluding=k)
    found = verdict(empty_at_1 + delta(i, k) * a, empty_at_1 + delta(i, k) * b, (hard_at_1,))
    assert not isinstance(found, Proved)
    found = verdict(empty_at_1 + delta(i, k) * a, empty_at_1 + delta(i, k) * b)
    assert isinstance(found, Refuted | Unknown)


def test_a_condition_in_a_sum_that_may_be_empty_is_no_fact() -> None:
    logs = define("L", log(x[j]))
    lhs = Sum(logs, j, excluding=k) + sqrt(x[k] ** 2)
    rhs = Sum(logs, j, excluding=k) + x[k]
    assert not isinstance(verdict(lhs, rhs, (hard_at_1,), (same(j, k),)), Proved)
    assert not isinstance(verdict(lhs, rhs, (), (same(j, k),)), Proved)


def test_a_condition_that_may_be_empty_implies_none_that_is_not() -> None:
    form = 1 / a + Sum(log(a) * x[j], j, excluding=k)
    found = verdict(form, Sum(log(a) * x[j], j, excluding=k) + 1 / a)
    assert isinstance(found, Proved)
    assert ("a", "!=0") in {(str(c.form), c.relation) for c in found.conditions}


def test_no_claim_crashes_for_a_set_that_only_an_assumption_mentions() -> None:
    assert not isinstance(
        verdict(a, b, (Eq((1 - delta(i, j)) * a, (1 - delta(i, j)) * b),)), Proved
    )


def test_a_suggestion_that_grows_too_large_is_dropped() -> None:
    product = x[0] * x[1] * x[2] * x[3] * x[4] * x[5]
    assert isinstance(verdict(log(product) ** 20, 1 + a * 0), Refuted | Unknown)


def test_definitions_that_double_end_in_time() -> None:
    s = define("s0", a + b)
    for number in range(1, 40):
        s = define(f"s{number}", s + s)
    found = verdict(s, 2 * s)
    assert isinstance(found, Unknown | Refuted)


def test_a_proof_at_sizes_is_the_weaker_verdict_of_a_derivation() -> None:
    hot = matrix("h", D, C, "one-hot")
    picked = Sum(hot[other_i, j] * x[j], j)
    squares = Sum(Sum(hot[other_i, j] * x[j] ** 2, j), other_i)
    at_sizes = Claim(Sum(picked**2, other_i), squares)
    derivation = Derivation("two", "", (Claim(a + b, b + a), at_sizes))
    assert isinstance(derivation.verdict, Proved)
    assert derivation.verdict.sizes is not None
    assert not derivation.judge().as_stated


def test_an_assumption_that_is_not_needed_is_not_listed() -> None:
    """∂L/∂x_k = −y_k/x_k needs x > 0, and not that the labels sum to 1."""
    loss = -Sum(y[i] * log(x[i]), i)
    found = verdict(partial(loss, x[k]), -y[k] / x[k], (Eq(Sum(y[i], i), 1),))
    assert isinstance(found, Proved)
    assert found.assumptions == ()
    assert found.conditions

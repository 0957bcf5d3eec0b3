"""The page of semantics in the design, line by line."""

import pytest

from derive.check import judge_claim
from derive.model import Claim, Conditional, Eq, Fact, Proved, Refuted, Unknown, Verdict
from derive.scope import ScopeError
from derive.syntax.declare import (
    Ne,
    binary,
    define,
    delta,
    distribution,
    exp,
    function,
    index_set,
    indices,
    log,
    matrix,
    one_hot,
    partial,
    positive,
    positive_distribution,
    same,
    scalar,
    size,
    sqrt,
    vector,
)
from derive.syntax.tree import Sum, Written, written

C, A = index_set("C"), index_set("A")
i, j, k, l, m = indices("i j k l m", C)
a, b = indices("a b", A)
n, N = size(C), size(A)
x, y, z = (vector(name, C) for name in "xyz")
u = vector("u", A)
W, M = matrix("W", C, C), matrix("M", C, A)
s = scalar("s")
p = define("p", i, exp(z[i]) / Sum(exp(z[j]), j))
L = define("L", -Sum(y[i] * log(p[i]), i))
D = partial
Line = tuple[object, ...]


def verdict(lhs: object, rhs: object, given: tuple = (), case: tuple = ()) -> Verdict:
    return judge_claim(Claim(written(lhs), written(rhs), given=given, case=case)).verdict


def proved(*line: object) -> bool:
    found = verdict(*line)
    return isinstance(found, Proved) and found.sizes is None


def refuted(*line: object) -> bool:
    return isinstance(verdict(*line), Refuted | Conditional)


def conditions(*line: object) -> set[str]:
    found = verdict(*line)
    assert isinstance(found, Proved)
    return {f"{c.form} {c.relation}" for c in found.conditions}


def needs(*line: object) -> tuple[object, ...]:
    found = verdict(*line)
    assert isinstance(found, Conditional)
    return found.needs


# -- 1. definedness

DISGUISED = exp(z[k] / 2) ** 2 - exp(z[k])


@pytest.mark.parametrize(
    ("lhs", "rhs", "expected"),
    [
        (x[k] / x[k], 1, "x_k !=0"),
        (Sum(y[j], j) / Sum(y[j], j), 1, "Σ_j y_j !=0"),
        ((n - 1) / (n - 1), 1, "C − 1 !=0"),
        (sqrt(x[k]) * sqrt(x[k]), x[k], "x_k >=0"),
        (x[k] ** -2 * x[k] ** 2, 1, "x_k !=0"),
        (log(x[k]) - log(x[k]), 0, "x_k >0"),
    ],
)
def test_1_every_division_log_root_and_power_has_its_condition(
    lhs: Written, rhs: object, expected: str
) -> None:
    assert expected in conditions(lhs, rhs)


def test_1_a_root_of_a_square_is_a_magnitude() -> None:
    assert needs(sqrt(x[k] ** 2), x[k]) == (Fact("positive", "x"),)
    assert proved(sqrt(x[k] ** 2), x[k], (positive(x),))
    assert proved(D(sqrt(x[k] ** 2), x[k]), x[k] / sqrt(x[k] ** 2))


@pytest.mark.parametrize(
    ("lhs", "rhs"),
    [
        (log(x[k] - x[k]), log(x[k] - x[k])),
        (0 * log(x[k] - x[k]), 0),
        (Sum((x[j] - x[k]) / (x[j] - x[k]), j), n),
        (DISGUISED / DISGUISED, 1),
    ],
    ids=str,
)
def test_1_what_is_defined_nowhere_is_never_equal(lhs: Written, rhs: object) -> None:
    assert isinstance(verdict(lhs, rhs), Unknown)


# -- 2. literal indices


def test_2_literal_indices_take_part_in_the_patterns() -> None:
    assert proved(D(x[0], x[k]), delta(k, 0))
    assert refuted(D(x[0], x[k]), 0)
    assert proved(D(x[0], x[k]), 0, (), (Ne(k, 0),))
    assert proved(D(p[0], z[k]), p[0] * (delta(k, 0) - p[k]))
    assert refuted(D(Sum(x[j] * x[0], j), x[k]), x[0])
    assert refuted(x[1], x[2])
    assert proved(Sum(x[j], j, excluding=(1, k)), Sum(x[j], j) - x[1] - (1 - delta(k, 1)) * x[k])


# -- 3. index sets


def test_3_index_sets_are_nominal() -> None:
    with pytest.raises(ValueError, match="different index sets"):
        delta(j, a)
    with pytest.raises(ValueError, match="different index sets"):
        Sum(x[j], j, excluding=a)
    with pytest.raises(ValueError, match="ranges over A"):
        x[a]
    (same_letter,) = indices("j", A)
    with pytest.raises(ScopeError):
        verdict(x[j] + u[same_letter], 0)


def test_3_sizes_never_mix() -> None:
    assert refuted(n, N)
    assert refuted(Sum(written(1), a), n)
    assert proved(Sum(Sum(x[j] * u[a], a), j), Sum(x[j], j) * Sum(u[a], a))
    assert proved(Sum(Sum(M[i, a], a), i), Sum(Sum(M[i, a], i), a))
    assert proved(Sum(written(1), j) * Sum(written(1), a), n * N)
    (same_letter,) = indices("j", A)
    assert proved(Sum(x[j] * Sum(u[same_letter], same_letter), j), Sum(x[j], j) * Sum(u[a], a))


def test_3_one_class_and_fewer_classes_than_letters_are_covered() -> None:
    assert refuted(Sum(written(1), j, excluding=k), 1)
    assert proved(Sum(written(1), j, excluding=k), n - 1)
    assert needs(Sum(written(1), j, excluding=(i, k)), n - 2) == (Ne(i, k),)
    assert proved(Sum(written(1), j, excluding=(i, k)), n - 2 + delta(i, k))
    assert proved(
        Sum(x[j], j, excluding=(i, k, l)),
        Sum(x[j], j) - x[i] - x[k] - x[l],
        (),
        (Ne(i, k), Ne(k, l), Ne(i, l)),
    )
    # Two classes are all that one sum can leave out of two: the rest is empty, and 0.
    assert refuted(Sum(p[j] ** 2, j), 1 - 2 * p[k] * (1 - p[k]))


# -- 4. assumptions are facts at a point


def test_4_an_assumption_does_not_hold_under_a_derivative() -> None:
    simplex = (Eq(Sum(y[j], j), 1),)
    assert refuted(D(Sum(y[j], j), y[k]), 0, simplex)
    assert proved(D(Sum(y[j], j), y[k]), 1, simplex)
    assert refuted(D(x[k] ** 2, x[k]), D(written(0), x[k]), (Eq(x[k], 3),))
    assert proved(D(x[k] ** 2, x[k]), 6, (Eq(x[k], 3),))
    assert refuted(D(y[k] ** 2, y[k]), D(y[k], y[k]), (binary(y),))
    assert proved(D(W[i, j], W[j, i]), delta(i, j), (Fact("symmetric", "W"),))


# -- 5. an assumption says what it says


@pytest.mark.parametrize(
    "given",
    [
        Eq(2 * Sum(y[j], j), 1),
        Eq(Sum(y[j], j) ** 2, 1),
        Eq(Sum(y[j], j) * Sum(x[j], j), 1),
        Eq(Sum(y[j], j, excluding=k), 1),
        Eq(exp(Sum(y[j], j)), 1),
    ],
)
def test_5_an_assumption_enters_as_what_it_says(given: object) -> None:
    assert not isinstance(verdict(Sum(y[j], j) + 0 * x[k], 1, (given,)), Proved)


def test_5_an_assumption_implies_its_consequences() -> None:
    assert proved(Sum(y[j], j) ** 2, 1, (Eq(Sum(y[j], j), 1),))
    assert proved(Sum(y[j], j) ** 3, Sum(y[j], j), (Eq(Sum(y[j], j) ** 2, 1),))
    assert proved(y[k], x[k], (Eq(y[i], x[i]),))


@pytest.mark.parametrize(
    "given",
    [
        (Eq(Sum(exp(z[j]), j), 0),),
        (positive(y), Eq(Sum(y[j], j), 1), Eq(y[k], 2)),
        (positive(y), one_hot(y), Eq(y[k], 0)),
    ],
    ids=str,
)
def test_5_contradictory_assumptions_are_found(given: tuple) -> None:
    found = verdict(y[k], y[k] + x[k], given)
    assert isinstance(found, Unknown)


# -- 6. ∂ and definitions


def test_6_a_derivative_by_a_definition_holds_it_independent() -> None:
    assert proved(D(L, p[j]), -y[j] / p[j])
    assert proved(D(L, z[k]), p[k] * Sum(y[j], j) - y[k])
    assert proved(Sum(D(L, p[j]) * D(p[j], z[k]), j), D(L, z[k]))


def test_6_the_chain_rule_needs_every_way_to_be_through_p() -> None:
    through_both = define("F", Sum(p[j] * z[j], j))
    chained = Sum(D(through_both, p[j]) * D(p[j], z[k]), j)
    assert refuted(chained, D(through_both, z[k]))
    assert proved(chained + p[k], D(through_both, z[k]))


def test_6_definitions_are_acyclic_and_unfold_without_capture() -> None:
    first = define("f", i, x[i])
    second = define("g", i, first[i])
    circle = define("f", i, second[i])
    with pytest.raises(ScopeError):
        verdict(circle[k], x[k])
    row = define("R", i, j, Sum(W[i, k] * W[k, j], k))
    assert proved(row[j, i], Sum(W[j, l] * W[l, i], l))
    assert proved(row[k, k], Sum(W[k, j] * W[j, k], j))
    assert proved(Sum(row[k, k], k), Sum(Sum(W[k, j] * W[j, k], j), k))
    stray = define("K", Sum(x[k] * z[j], k))
    assert proved(Sum(stray * y[j], j), z[j] * Sum(x[i], i) * Sum(y[i], i))
    assert refuted(Sum(stray * y[j], j), Sum(x[k], k) * Sum(z[j] * y[j], j))


def test_6_nothing_but_its_name_is_known_of_an_opaque_function() -> None:
    assert refuted(function("f", x[k]), function("f", y[k]))
    assert refuted(D(function("f", x[k]), x[k]), 0)
    assert proved(function("f", x[k]), function("f", x[k]))


# -- 7. distributions


def test_7_distributions_of_three_kinds() -> None:
    assert proved(Sum(y[j], j), 1, (distribution(y),))
    assert proved(Sum(y[j] ** 2, j), 1, (one_hot(y),))
    assert refuted(Sum(y[j] ** 2, j), 1, (distribution(y),))
    assert refuted(Sum(y[j] ** 2, j), 1, (positive_distribution(y),))
    assert proved(y[i] * y[k], delta(i, k) * y[k], (one_hot(y),))
    assert refuted(Sum(y[j], j) * y[k], y[k], (binary(y),))
    assert conditions(log(y[k]) - log(y[k]), 0, (positive_distribution(y),)) == set()
    assert conditions(log(y[k]) - log(y[k]), 0, (distribution(y),)) == {"y_k >0"}


def test_7_zero_times_log_zero_is_not_silently_zero() -> None:
    """y log y = 0 for one-hot y is a convention: where y = 0 the left side is not defined."""
    found = verdict(Sum(y[j] * log(y[j]), j), 0, (one_hot(y),))
    assert not (isinstance(found, Proved) and found.sizes is None and not found.conditions)


# -- 8. a restricted sum is a node of its own


def test_8_a_restricted_sum_does_not_look_at_what_it_leaves_out() -> None:
    form = Sum(1 / (x[j] - x[k]), j, excluding=k)
    assert conditions(form, -Sum(1 / (x[k] - x[j]), j, excluding=k)) >= {"x_j − x_k !=0"}
    assert isinstance(verdict(Sum((1 - delta(j, k)) / (x[j] - x[k]), j), form), Unknown)
    assert proved(D(form, x[i]), -1 / (x[i] - x[k]) ** 2, (), (Ne(i, k),))
    assert proved(D(form, x[k]), Sum(1 / (x[j] - x[k]) ** 2, j, excluding=k))
    assert proved(Sum(Sum(1 / (x[j] - x[i]), j, excluding=i), i), 0)


# -- 9. names


@pytest.mark.parametrize("name", ["#1", "j_1", "_k", "θ", "C_1", "temp", "E", "I", "zoo", "g0"])
def test_9_a_user_s_name_meets_nothing(name: str) -> None:
    (own,) = indices(name, C)
    family, number = vector(f"{name}'", C), scalar(name)
    assert proved(Sum(x[own] * Sum(y[j], j), own), Sum(x[j], j) * Sum(y[own], own))
    assert proved(D(Sum(family[own] ** 2, own), family[own]), 2 * family[own])
    assert proved(exp(number) * Sum(x[j] * number, j), number * exp(number) * Sum(x[own], own))
    assert refuted(number, 1)
    assert refuted(number**2, -1)


def test_9_a_family_may_be_called_like_an_index() -> None:
    letters = vector("j", C)
    assert proved(letters[j] * Sum(letters[j], j), Sum(letters[i] * letters[j], i))


# -- 10. chaining


def test_10_what_is_proved_stays_true_together() -> None:
    given = (Eq(Sum(y[j], j), 1),)
    first = verdict(D(L, z[k]), p[k] * Sum(y[j], j) - y[k], given)
    second = verdict(p[k] * Sum(y[j], j) - y[k], p[k] - y[k], given)
    assert isinstance(first, Proved)
    assert isinstance(second, Proved)
    assert first.assumptions == ()
    assert second.assumptions == given
    assert proved(D(L, z[k]), p[k] - y[k], given)


def test_10_equal_sides_in_an_impossible_case_are_not_chained() -> None:
    assert isinstance(verdict(1, 0, (), (Ne(i, k), same(i, k))), Unknown)
    assert isinstance(verdict(x[i], x[k], (Eq(delta(i, k), 1),), (Ne(i, k),)), Unknown)

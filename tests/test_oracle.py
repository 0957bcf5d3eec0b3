"""The oracle and the mutants, tested on what is known by hand.

The prover has no part in this file: a judge has to be right before it judges.
"""

import random
from fractions import Fraction
from itertools import combinations, islice, product

import pytest
from mpmath import mp, mpf

from derive.model import Claim, Eq, Witness
from derive.syntax.declare import (
    Declaration,
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
from derive.syntax.tree import Call, Derivative, Neg, Number, Point, Power, Sum, Written
from tests.mutants import mutants
from tests.oracle import (
    NotDefined,
    Sample,
    admissible,
    at_witness,
    decide,
    evaluate,
    examine,
    sample_points,
)

C, D = index_set("C"), index_set("D")
i, j, k, c = indices("i j k c", C)
m, n = indices("m n", D)
x, y, z, q = (vector(name, C) for name in "xyzq")
s = scalar("s")
total = Sum(exp(z[j]), j)
p = define("p", i, exp(z[i]) / total)
L = define("L", -Sum(y[i] * log(p[i]), i))
one = Eq(Sum(y[j], j), 1)
jacobian = p[i] * (delta(i, k) - p[k])


def at(size_of_C: int, where: dict, **families: object) -> Sample:
    """A point: scalars are numbers, vectors are lists."""
    values = {}
    for name, given in families.items():
        if isinstance(given, list):
            values |= {(name, (a,)): Fraction(v) for a, v in enumerate(given, start=1)}
        else:
            values[name, ()] = Fraction(given)
    return Sample({C: size_of_C, D: 2}, where, values)


def is_close(left: mpf, right: object) -> bool:
    return abs(left - right) < mpf(10) ** -30


# -- values


def test_a_form_is_evaluated_to_many_digits() -> None:
    sample = at(3, {k: 2}, z=[0, 1, 2], s=Fraction(1, 3))
    with mp.workdps(50):
        by_hand = mp.e / (1 + mp.e + mp.e**2)
        assert is_close(evaluate(p[k], sample), by_hand)
        assert is_close(evaluate(s * 3 - size(C), sample), -2)
        assert is_close(evaluate(Call("sigmoid", (s,)), sample), 1 / (1 + mp.exp(-mpf(1) / 3)))
        assert is_close(evaluate(Call("tanh", (s,)), sample), mp.tanh(mpf(1) / 3))
        assert is_close(evaluate(sqrt(s) ** 2, sample), mpf(1) / 3)
        assert is_close(evaluate(s ** Fraction(-1, 2), sample), mp.sqrt(3))
        assert is_close(evaluate(Power(Neg(s), Neg(Number(Fraction(2)))), sample), 9)


@pytest.mark.parametrize(
    "form",
    [
        1 / (s - s),
        (s - s) / (s - s),
        log(s - s),
        0 * log(s - s),
        log(-s),
        sqrt(-s),
        (s - s) ** -1,
        Power(s - s, Number(Fraction(-1))),
        Power(Neg(s), Number(Fraction(1, 2))),
        Power(Neg(s), s),
        Sum((x[j] - x[k]) / (x[j] - x[k]), j),
        s / ((exp(s / 2)) ** 2 - exp(s)),
        s / (sqrt(2) * sqrt(3) - sqrt(6)),
        partial(s / s - (s - s) / (s - s), s),
    ],
    ids=str,
)
def test_what_is_defined_nowhere_has_no_value(form: Written) -> None:
    with pytest.raises(NotDefined):
        evaluate(form, at(3, {k: 2}, s=2, x=[1, 2, 4]))


def test_a_quotient_has_no_slope_where_it_has_no_value() -> None:
    zero = at(1, {}, s=0)
    for form in (s / s, log(s), sqrt(s), sqrt(s**2)):
        with pytest.raises(NotDefined):
            evaluate(partial(form, s), zero)
    assert evaluate(sqrt(s), zero) == 0
    assert evaluate(partial(s * s, s), zero) == 0


def test_an_opaque_function_has_a_value_where_the_point_gives_it() -> None:
    with pytest.raises(NotDefined):
        evaluate(function("f", s), at(1, {}, s=1))


def test_a_sum_leaves_out_what_it_says() -> None:
    sample = at(4, {k: 3, i: 3}, x=[1, 2, 4, 8])
    assert evaluate(Sum(x[j], j), sample) == 15
    assert evaluate(Sum(x[j], j, excluding=k), sample) == 11
    assert evaluate(Sum(x[j], j, excluding=(k, i)), sample) == 11
    assert evaluate(Sum(x[j], j, excluding=(k, 1)), sample) == 10
    by_hand = mpf(1) / -3 + mpf(1) / -2 + mpf(1) / 4
    assert abs(evaluate(Sum(1 / (x[j] - x[k]), j, excluding=k), sample) - by_hand) < 1e-15
    assert evaluate(Sum(x[j], j, excluding=k), at(1, {k: 1}, x=[7])) == 0


def test_bound_letters_are_their_own() -> None:
    sample = at(3, {k: 2, j: 1}, x=[1, 2, 4])
    assert evaluate(x[j] * Sum(x[j] * Sum(x[j], j), j), sample) == 49
    assert evaluate(Sum(delta(j, k) * x[j], j), sample) == 2
    square = define("square", k, Sum(x[j] * x[k], j))
    assert evaluate(Sum(square[j], j), sample) == 49


def test_a_free_index_of_a_definition_is_the_free_index_of_the_claim() -> None:
    K = define("K", Sum(q[c] * log(q[k] / p[k]), k))
    sample = at(2, {c: 2, k: 1}, q=[1, 3], z=[0, 0])
    with mp.workdps(50):
        by_hand = 3 * (mp.log(2) + mp.log(6))
        assert is_close(evaluate(K, sample), by_hand)
        assert is_close(evaluate(Sum(K, c), sample), 2 * by_hand)


def test_literal_indices_are_elements() -> None:
    zero_based = Claim(partial(x[0], x[k]), delta(k, 0))
    assert decide(zero_based) == "equal"
    assert decide(Claim(partial(x[0], x[k]), Number(Fraction(0)))) == "different"
    assert decide(Claim(partial(Sum(x[j] * x[0], j), x[k]), x[0])) == "different"
    assert decide(Claim(partial(p[0], z[k]), -p[0] * p[k])) == "different"
    samples = list(sample_points(Claim(x[0] + x[2], x[k])))
    assert {tuple(s.literals[Point(v, C)] for v in (0, 2)) for s in samples} == {(1, 3)}
    assert min(s.sizes[C] for s in samples) == 3
    assert {s.sizes[C] for s in sample_points(Claim(x[4], x[k]))} == {4, 5}


# -- derivatives


@pytest.mark.parametrize(
    ("lhs", "rhs", "case", "answer"),
    [
        (partial(p[i], z[k]), jacobian, (), "equal"),
        (partial(p[i], z[k]), -p[i] * p[k], (), "different"),
        (partial(p[i], z[k]), -p[i] * p[k], (Ne(i, k),), "equal"),
        (partial(p[i], z[k]), p[i] * (1 - p[i]), (same(i, k),), "equal"),
        (partial(p[i], z[k]), p[i] * (1 - p[i]), (Ne(i, k),), "different"),
        (partial(p[i], z[i]), p[i] * (1 - p[i]), (), "equal"),
        (partial(Sum(p[j], j), z[k]), s - s, (), "equal"),
    ],
)
def test_softmax_by_cases(lhs: Written, rhs: Written, case: tuple, answer: str) -> None:
    assert decide(Claim(lhs, rhs, case=case)) == answer


@pytest.mark.parametrize(
    ("given", "answer"),
    [
        ((), "different"),
        ((one,), "equal"),
        ((Eq(2 * Sum(y[j], j), 2),), "equal"),
        ((Eq(2 * Sum(y[j], j), 1),), "different"),
        ((Eq(Sum(y[j], j) ** 2, 1),), "different"),
        ((Eq(Sum(y[j], j) * Sum(x[j], j), 1),), "different"),
        ((one_hot(y),), "equal"),
        ((distribution(y),), "equal"),
        ((positive_distribution(y),), "equal"),
        ((positive(y),), "different"),
        ((binary(y),), "different"),
        ((one, positive(y)), "equal"),
        ((one, binary(y)), "equal"),
    ],
)
def test_cross_entropy_needs_that_the_labels_sum_to_one(given: tuple, answer: str) -> None:
    assert decide(Claim(partial(L, z[k]), p[k] - y[k], given=given)) == answer


def test_a_defined_family_is_held_where_one_differentiates_by_it() -> None:
    assert decide(Claim(partial(L, p[j]), -y[j] / p[j])) == "equal"
    assert decide(Claim(partial(L, z[k]), -y[k] / p[k])) == "different"
    assert decide(Claim(partial(p[j], p[k]), delta(j, k))) == "equal"
    assert decide(Claim(partial(Sum(p[j], j), p[k]), Number(Fraction(1)))) == "equal"
    simplex = (Eq(Sum(q[j], j), 1),)
    assert decide(Claim(partial(Sum(q[j], j), q[k]), Number(Fraction(1)), given=simplex)) == "equal"
    held = partial(partial(L, z[k]), p[i])
    assert decide(Claim(held, Number(Fraction(0)))) == "equal"
    through = partial(partial(L, p[i]), z[k])
    assert decide(Claim(through, y[i] * (delta(i, k) - p[k]) / p[i])) == "equal"


def test_the_chain_rule_holds_where_every_path_is_counted() -> None:
    chain = Sum(partial(L, p[j]) * partial(p[j], z[k]), j)
    assert decide(Claim(partial(L, z[k]), chain)) == "equal"
    shortcut = define("R", L + z[1])
    chain = Sum(partial(shortcut, p[j]) * partial(p[j], z[k]), j)
    assert decide(Claim(partial(shortcut, z[k]), chain)) == "different"


def test_an_unbound_index_makes_a_divergence_false() -> None:
    printed = define("K", Sum(q[c] * log(q[k] / p[k]), k))
    meant = define("K", Sum(q[k] * log(q[k] / p[k]), k))
    given = (positive_distribution(q),)
    assert decide(Claim(partial(printed, p[k]), -q[k] / p[k], given=given)) == "different"
    assert decide(Claim(partial(printed, p[k]), -q[c] / p[k], given=given)) == "equal"
    assert decide(Claim(partial(meant, p[k]), -q[k] / p[k], given=given)) == "equal"


def test_second_derivatives() -> None:
    lse = log(total)
    assert decide(Claim(partial(partial(lse, z[i]), z[k]), jacobian)) == "equal"
    assert decide(Claim(partial(partial(lse, z[i]), z[k]), -p[i] * p[k])) == "different"
    third = partial(partial(partial(s**5, s), s), s)
    assert decide(Claim(third, 60 * s**2)) == "equal"
    assert decide(Claim(third, 60 * s**2 + Fraction(1, 10**20))) == "different"


def test_entries_of_a_symmetric_matrix_vary_alone_under_a_derivative() -> None:
    A = matrix("A", C, C, "symmetric")
    form = Sum(Sum(x[i] * A[i, j] * x[j], i), j)
    assert decide(Claim(partial(form, x[k]), 2 * Sum(A[k, j] * x[j], j))) == "equal"
    assert decide(Claim(partial(form, A[i, k]), x[i] * x[k])) == "equal"
    plain = matrix("A", C, C)
    form = Sum(Sum(x[i] * plain[i, j] * x[j], i), j)
    assert decide(Claim(partial(form, x[k]), 2 * Sum(plain[k, j] * x[j], j))) == "different"


def test_a_derivative_agrees_with_one_taken_by_hand_at_a_point() -> None:
    sample = at(1, {}, s=Fraction(2, 7))
    with mp.workdps(50):
        value = mpf(2) / 7
        by_hand = mp.exp(-(value**2)) * -2 * value / mp.log(2 + value) - mp.exp(-(value**2)) / (
            (2 + value) * mp.log(2 + value) ** 2
        )
        assert is_close(evaluate(partial(exp(-(s**2)) / log(2 + s), s), sample), by_hand)


# -- sizes


def test_what_holds_at_small_sizes_only_is_different() -> None:
    claim = Claim(Sum(p[j] ** 2, j), 1 - 2 * p[k] * (1 - p[k]))
    assert decide(claim, sizes=(1,)) == "equal"
    assert decide(claim, sizes=(1, 2)) == "equal"
    assert decide(claim, sizes=(3,)) == "different"
    five = Claim(Sum(z[j] / (1 + z[j]), j) + Sum(1 / (1 + z[j]), j), Number(Fraction(5)))
    assert decide(five, sizes=(5,)) == "equal"
    assert decide(five) == "different"


def test_two_index_sets_have_sizes_of_their_own() -> None:
    W = matrix("W", C, D)
    assert decide(Claim(Sum(Sum(W[i, m], i), m), Sum(Sum(W[j, n], n), j))) == "equal"
    assert decide(Claim(size(C), size(D))) == "different"
    row = Sum(W[i, m], m)
    given = (Eq(row, 1),)
    assert decide(Claim(Sum(row, i), size(C), given=given)) == "equal"
    assert decide(Claim(Sum(row, i), size(D), given=given)) == "different"


def test_a_claim_about_nothing_is_undefined() -> None:
    assert decide(Claim(log(x[k] - x[k]), log(y[k] - y[k]))) == "undefined"
    assert decide(Claim(s, s + 1, given=(Eq(total, 0),))) == "undefined"
    assert decide(Claim(s, s + 1, case=(same(i, k), Ne(i, k)))) == "undefined"
    given = (positive(y), one, Eq(y[k], 2))
    assert decide(Claim(s, s + 1, given=given)) == "undefined"
    assert decide(Claim(log(s**2), 2 * log(s))) == "equal"


# -- points


FACTS = (
    "positive",
    "nonnegative",
    "binary",
    "distribution",
    "positive distribution",
    "one-hot",
    "symmetric",
    "orthogonal",
)


@pytest.mark.parametrize("fact", FACTS)
def test_points_satisfy_the_facts_exactly(fact: str) -> None:
    square = fact in ("symmetric", "orthogonal")
    A = matrix("A", C, C, fact) if square else matrix("A", D, C, fact)
    row = i if square else m
    count = 0
    for sample in sample_points(Claim(A[row, k], A[row, k])):
        first, last = sample.sizes[A.axes[0]], sample.sizes[C]
        rows = [
            [sample.values["A", (a, b)] for b in range(1, last + 1)] for a in range(1, first + 1)
        ]
        flat = [value for values in rows for value in values]
        assert all(isinstance(value, Fraction) for value in flat)
        assert "positive" not in fact or min(flat) > 0
        assert square or min(flat) >= 0
        assert fact not in ("binary", "one-hot") or set(flat) <= {0, 1}
        if fact in ("distribution", "positive distribution", "one-hot"):
            assert all(sum(values) == 1 for values in rows)
        assert fact != "symmetric" or [list(column) for column in zip(*rows, strict=True)] == rows
        if fact == "orthogonal":
            for column, other in product(zip(*rows, strict=True), repeat=2):
                inner = sum(a * b for a, b in zip(column, other, strict=True))
                assert inner == (column == other)
        count += 1
    assert count >= 10


def test_points_satisfy_equations_exactly() -> None:
    given = (one, Eq(3 * Sum(x[j], j), s), Eq(q[i] * z[i], 1))
    samples = list(sample_points(Claim(y[k] + x[k], q[k] + z[k], given=given)))
    assert len(samples) >= 8
    for sample in samples:
        every = range(1, sample.sizes[C] + 1)
        assert sum(sample.values["y", (a,)] for a in every) == 1
        assert 3 * sum(sample.values["x", (a,)] for a in every) == sample.values["s", ()]
        assert all(sample.values["q", (a,)] * sample.values["z", (a,)] == 1 for a in every)


def test_an_index_that_a_claim_and_an_assumption_share_is_one_index() -> None:
    given = (Eq(x[k], y[k]),)
    assert decide(Claim(x[k], y[k], given=given)) == "equal"
    assert decide(Claim(x[i], y[i], given=given)) == "equal"
    assert decide(Claim(x[i] * s, y[i] * s + 0 * x[k], given=given)) == "different"
    assert decide(Claim(x[i] * s, y[i] * s + 0 * x[k], given=given, case=(same(i, k),))) == "equal"


def test_an_assumption_about_a_definition_is_checked_on_its_values() -> None:
    assert decide(Claim(Sum(p[j], j), Number(Fraction(1)), given=(distribution_of(p),))) == "equal"
    double = define("p", i, 2 * exp(z[i]) / total)
    claim = Claim(Sum(double[j], j), Number(Fraction(1)), given=(distribution_of(double),))
    assert decide(claim) == "undefined"


def distribution_of(family: object) -> object:
    assert isinstance(family, Declaration)
    return distribution(family)


def test_every_pattern_of_the_free_indices_is_met() -> None:
    def patterns(claim: Claim) -> set[tuple[bool, ...]]:
        free = (i, j, k)
        return {
            tuple(s.positions[a] == s.positions[b] for a, b in combinations(free, 2))
            for s in sample_points(claim)
        }

    claim = Claim(x[i] * x[j], x[k])
    assert len(patterns(claim)) == 5
    assert patterns(Claim(x[i] * x[j], x[k], case=(Ne(i, j), same(j, k)))) == {(False, False, True)}
    with_literal = Claim(x[i], x[1])
    assert {s.positions[i] == 1 for s in sample_points(with_literal)} == {True, False}


def test_points_are_the_same_for_the_same_seed() -> None:
    claim = Claim(partial(L, z[k]), p[k] - y[k], given=(one,))
    first = list(sample_points(claim, rng=random.Random(3)))
    assert first == list(sample_points(claim, rng=random.Random(3)))
    assert first != list(sample_points(claim, rng=random.Random(4)))


def test_a_difference_comes_with_its_point() -> None:
    claim = Claim(partial(L, z[k]), p[k] - y[k])
    finding = examine(claim)
    assert finding.sample is not None
    assert admissible(claim, finding.sample)
    assert not is_close(finding.lhs, finding.rhs)
    assert is_close(evaluate(claim.lhs, finding.sample), finding.lhs)


# -- witnesses


def witness(z1: int, z2: int, y1: Fraction, y2: Fraction) -> Witness:
    values = (
        ("y", (1,), Fraction(y1)),
        ("y", (2,), Fraction(y2)),
        ("z", (1,), Fraction(z1)),
        ("z", (2,), Fraction(z2)),
    )
    return Witness(((C, 2),), ((k, 1),), values, "", "", 128, 0)


def test_a_witness_is_checked() -> None:
    claim = Claim(partial(L, z[k]), p[k] - y[k])
    given = Claim(claim.lhs, claim.rhs, given=(one,))
    off, on = witness(0, 1, 1, 1), witness(0, 1, Fraction(1, 3), Fraction(2, 3))
    assert at_witness(claim, off).answer == "different"
    assert at_witness(claim, on).answer == "equal"
    assert at_witness(given, on).answer == "equal"
    with pytest.raises(ValueError, match="assumptions"):
        at_witness(given, off)
    with pytest.raises(ValueError, match="assumptions"):
        at_witness(Claim(claim.lhs, z[k], case=(Ne(k, 1),)), off)
    with pytest.raises(ValueError, match="does not place i"):
        at_witness(Claim(claim.lhs, z[i]), off)
    with pytest.raises(NotDefined):
        at_witness(Claim(claim.lhs, log(z[k])), off)
    with pytest.raises(NotDefined):
        at_witness(Claim(claim.lhs, x[k]), off)


def test_a_witness_counts_as_its_document_does() -> None:
    claim = Claim(partial(x[0] ** 2, x[k]), 2 * x[k])
    values = (("x", (0,), Fraction(5)), ("x", (1,), Fraction(7)))
    zero_based = Witness(((C, 2),), ((k, 1),), values, "", "", 128, 0)
    finding = at_witness(claim, zero_based)
    assert finding.answer == "different"
    assert finding.rhs == 14


# -- mutants


def test_mutants_are_other_forms_and_each_comes_once() -> None:
    form = p[k] * Sum(y[j], j) - y[k]
    found = list(mutants(form, (i, j, k), random.Random(0)))
    forms = [mutant for _, mutant in found]
    assert form not in forms
    assert len(set(forms)) == len(forms) >= 35
    assert found == list(mutants(form, (i, j, k), random.Random(0)))
    assert found != list(mutants(form, (i, j, k), random.Random(1)))


def test_mutants_hold_the_slips_that_authors_make() -> None:
    form = Sum(y[j] * p[k], j, excluding=k) - y[k] + exp(z[k]) / total
    forms = {mutant for _, mutant in mutants(form, (i, k), random.Random(0))}
    last = exp(z[k]) / total
    rest = Sum(y[j] * p[k], j, excluding=k)
    for slip in (
        rest + y[k] + last,
        rest + last,
        rest - y[k],
        rest - y[i] + last,
        Sum(y[j] * p[k], j) - y[k] + last,
        Sum(y[j] * p[k], j, excluding=i) - y[k] + last,
        Sum(y[j] * p[j], j, excluding=k) - y[k] + last,
        Sum(z[j] * p[k], j, excluding=k) - y[k] + last,
        rest - y[k] + total / exp(z[k]),
        rest - y[k] + z[k] / total,
        rest - y[k] + exp(z[k]) / Sum(z[j], j),
    ):
        assert slip in forms


def test_most_mutants_of_a_true_claim_are_false() -> None:
    lhs, rhs = partial(L, z[k]), p[k] * Sum(y[j], j) - y[k]
    drawn = list(islice(mutants(rhs, (i, j, k), random.Random(0)), 40))
    answers = [decide(Claim(lhs, mutant)) for _, mutant in drawn]
    assert answers.count("different") >= 30


def test_a_derivative_keeps_an_entry_to_differentiate_by() -> None:
    for _, mutant in mutants(partial(L, z[k]), (i, k), random.Random(0)):
        if isinstance(mutant, Derivative):
            assert isinstance(mutant.wrt, type(z[k]))

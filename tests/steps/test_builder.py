"""The builder finds the textbook's steps, and the closed form, with no form given to it."""

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
    index_set,
    indices,
    judge,
    log,
    one_hot,
    partial,
    same,
    scalar,
    vector,
)
from derive.model import Proved, verdict_name
from derive.syntax.shape import alike
from derive.syntax.tree import Derivative, Written
from derive.syntax.walk import node_count

C = index_set("C")
i, j, k = indices("i j k", C)
z, y, q = vector("z", C), vector("y", C), vector("q", C)
p = define("p", i, exp(z[i]) / Sum(exp(z[j]), j))
cross_entropy = define("L", -Sum(y[i] * log(p[i]), i))
divergence = define("K", Sum(q[k] * log(q[k] / p[k]), k))

by_probabilities = Derivation(
    "by-probabilities", "", chain(partial(cross_entropy, p[i]), {"": -y[i] * (1 / p[i])})
)
jacobian = Derivation(
    "jacobian",
    "",
    chain(partial(p[i], z[i]), {"": p[i] * (1 - p[i])})
    + chain(partial(p[i], z[k]), {"": -p[i] * p[k]}, case=(Ne(k, i),)),
)

#: The five right sides as the document prints them, and the sixth under its assumption.
PRINTED = (
    Sum(partial(cross_entropy, p[j]) * partial(p[j], z[k]), j),
    Sum(partial(cross_entropy, p[j]) * partial(p[j], z[k]), j, excluding=k)
    + partial(cross_entropy, p[k]) * partial(p[k], z[k]),
    Sum((-y[j] * (1 / p[j])) * -(p[j] * p[k]), j, excluding=k)
    + (-y[k] * (1 / p[k])) * (p[k] * (1 - p[k])),
    Sum(y[j] * p[k], j, excluding=k) - y[k] + y[k] * p[k],
    p[k] * Sum(y[j], j) - y[k],
    p[k] - y[k],
)


def test_the_right_sides_of_the_cross_entropy_gradient_are_those_of_the_document() -> None:
    built = Derivation.of_gradient(
        cross_entropy, z[k], given=[one_hot(y)], citing=[by_probabilities, jacobian]
    )
    assert len(built.claims) == len(PRINTED)
    for claim, printed in zip(built.claims, PRINTED, strict=True):
        assert alike(claim.rhs, printed), f"{claim.rhs} is not {printed}"


@pytest.mark.parametrize("letters", ["a b c", "j k i", "k i j", "m n r"])
def test_the_steps_do_not_depend_on_the_letters(letters: str) -> None:
    a, b, c = indices(letters, C)
    r = define("p", a, exp(z[a]) / Sum(exp(z[b]), b))
    loss = define("L", -Sum(y[a] * log(r[a]), a))
    built = Derivation.of_gradient(loss, z[c], given=[one_hot(y)])
    assert judge(built).as_stated
    assert alike(built.closed_form, r[c] - y[c])


CLOSED_FORMS: list[tuple[str, Written, Written, tuple[object, ...]]] = [
    ("cross-entropy, any labels", cross_entropy, p[k] * Sum(y[j], j) - y[k], ()),
    ("cross-entropy, one-hot", cross_entropy, p[k] - y[k], (one_hot(y),)),
    ("divergence", divergence, p[k] * Sum(q[j], j) - q[k], ()),
    ("log-sum-exp", log(Sum(exp(z[j]), j)), exp(z[k]) / Sum(exp(z[j]), j), ()),
    ("square", Sum(z[j] ** 2, j) / 2, z[k], ()),
    ("logistic", Sum(log(1 + exp(-z[j])), j), -1 / (1 + exp(z[k])), ()),
]


@pytest.mark.parametrize(
    ("loss", "expected", "given"), [c[1:] for c in CLOSED_FORMS], ids=[c[0] for c in CLOSED_FORMS]
)
def test_the_closed_form_is_found(loss: Written, expected: Written, given: tuple) -> None:
    built = Derivation.of_gradient(loss, z[k], given=given)
    verdicts = [verdict_name(judged.verdict) for judged in judge(built).judged]
    assert set(verdicts) == {"proved"}, verdicts
    assert node_count(built.closed_form) <= 1.2 * node_count(expected)
    claim = chain(built.closed_form, {"": expected}, given=given)[0]
    assert isinstance(judge(Derivation("same", "", (claim,))).judged[0].verdict, Proved)


def test_every_built_step_is_judged_and_a_wrong_expectation_is_found() -> None:
    built = Derivation.of_gradient(cross_entropy, z[k], given=[one_hot(y)], closes_to=y[k] - p[k])
    judgement = judge(built)
    assert not judgement.as_stated
    assert [verdict_name(j.verdict) for j in judgement.judged][-1] == "refuted"


def test_the_chain_rule_is_refused_where_the_loss_reaches_the_variable_another_way() -> None:
    loss = define("M", Sum(p[i] * z[i], i))
    built = Derivation.of_gradient(loss, z[k])
    assert judge(built).as_stated
    assert not any(isinstance(c.lhs, Derivative) and c.rule == "chain rule" for c in built.claims)


def test_a_variable_that_the_loss_does_not_contain_is_named() -> None:
    with pytest.raises(ValueError, match="does not depend on q"):
        Derivation.of_gradient(cross_entropy, q[k])


def test_a_derivative_by_something_else_than_a_name_is_refused() -> None:
    with pytest.raises(TypeError, match="give a symbol or an entry"):
        Derivation.of_gradient(cross_entropy, z[k] + 1)


def test_cases_of_equal_indices_can_be_stated() -> None:
    claims = chain(partial(p[i], z[k]), {"": p[i] * (1 - p[i])}, case=(same(i, k),))
    assert judge(Derivation("diagonal", "", claims)).as_stated


@pytest.mark.parametrize(
    ("loss", "expected"),
    [
        (z[i] ** 2, 2 * z[i] * delta(i, k)),
        ((z[i] - z[j]) ** 2, 2 * (z[i] - z[j]) * (delta(i, k) - delta(j, k))),
        (log(Sum(exp(z[j]), j)) - z[i], p[k] - delta(i, k)),
        (-log(p[i]), p[k] - delta(i, k)),
        (p[i], p[i] * (delta(i, k) - p[k])),
        (z[3] ** 2, 2 * z[3] * delta(k, 3)),
    ],
    ids=str,
)
def test_where_indices_may_coincide_the_delta_stays(loss: Written, expected: Written) -> None:
    built = Derivation.of_gradient(loss, z[k])
    assert judge(built).as_stated
    claim = chain(built.closed_form, {"": expected})[0]
    assert isinstance(judge(Derivation("same", "", (claim,))).judged[0].verdict, Proved)


def test_the_author_s_steps_keep_the_case() -> None:
    built = Derivation.of_gradient(p[i], z[k], case=[Ne(i, k)]).through({"": -p[i] * p[k]})
    assert judge(built).as_stated


@pytest.mark.parametrize("given", [[False], ["y one-hot"], [Sum(y[j], j) == 1]], ids=str)
def test_what_is_no_assumption_is_refused(given: list) -> None:
    with pytest.raises(TypeError, match="is not an assumption: write Eq"):
        Derivation.of_gradient(cross_entropy, z[k], given=given)


def test_a_number_that_is_defined_by_an_exponential_is_solved_for_it() -> None:
    x, t = scalar("x"), scalar("t")
    h = define("h", 1 / (1 + exp(-x)))
    loss = -(t * log(h) + (1 - t) * log(1 - h))
    assert Derivation.of_gradient(h, x).closed_form == h * (1 - h)
    assert Derivation.of_gradient(loss, x).closed_form == h - t

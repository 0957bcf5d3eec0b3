"""A free scalar that has to stand for a sum: the shorthand that a document left undefined."""

from derive.check import judge_claim
from derive.model import Claim, Conditional, Refuted
from derive.syntax.declare import define, exp, index_set, indices, partial, scalar, vector
from derive.syntax.tree import Sum

C = index_set("C")
j, k, l = indices("j k l", C)
z, x = vector("z", C), vector("x", C)
S, t = scalar("S"), scalar("t")
a = define("a", j, exp(z[j]) / Sum(exp(z[k]), k))


def verdict(lhs, rhs):
    return judge_claim(Claim(lhs, rhs)).verdict


def needs(lhs, rhs):
    found = verdict(lhs, rhs)
    assert isinstance(found, Conditional)
    return [f"{n.lhs} = {n.rhs}" for n in found.needs]


def test_the_normaliser_of_a_softmax():
    raw = exp(z[j]) * (S - exp(z[j])) / S**2
    assert needs(partial(a[j], z[j]), raw) == ["S = Σ_k exp(z_k)"]
    assert needs(raw, a[j] * (1 - a[j])) == ["S = Σ_k exp(z_k)"]


def test_a_sign_error_is_not_repaired():
    raw = exp(z[j]) * (S + exp(z[j])) / S**2
    assert isinstance(verdict(raw, a[j] * (1 - a[j])), Refuted)
    assert isinstance(verdict(t * Sum(x[k], k), -t * Sum(x[k], k)), Refuted)


def test_the_claim_is_not_restated():
    assert isinstance(verdict(S, Sum(x[k], k)), Refuted)


def test_an_assumption_is_not_used_under_a_derivative():
    wrong = partial(S * exp(z[j]), z[j]) - S * exp(z[j])
    assert isinstance(verdict(wrong / S, exp(z[j]) ** 2 / S), Refuted)


def test_a_shorthand_that_a_definition_speaks_of_is_no_crash():
    q = define("q", j, exp(z[j]) / S)
    total = Sum(exp(z[k]), k)
    assert isinstance(verdict(total / S + q[j], 1 + q[j]), Refuted)


def test_many_sums_to_compare_a_shorthand_with_are_no_crash():
    """Each further sum brings quantities that the difference of the sides does not have."""
    rest = S * 0
    for power in range(2, 40):
        rest = rest + Sum(x[k] ** power * exp(power * z[k] * x[k]), k) * 0
    lhs = Sum(exp(z[k]), k) / S + rest
    assert isinstance(verdict(lhs, 1), Refuted | Conditional)

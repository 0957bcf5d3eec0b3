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

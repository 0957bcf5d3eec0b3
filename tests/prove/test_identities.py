"""Identities of the field that hold for every number of classes, and some that do not."""

from __future__ import annotations

import pytest

from derive import (
    Sum,
    binary,
    define,
    delta,
    exp,
    index_set,
    indices,
    judge_claim,
    log,
    matrix,
    partial,
    positive,
    scalar,
    size,
    sqrt,
    vector,
)
from derive.model import Assumption, Claim, Conditional, Eq, Proved, Refuted
from derive.syntax.declare import Ne, indicator, one_hot
from derive.syntax.tree import Call, Index, Written

C, N, D = index_set("C"), index_set("N"), index_set("D")
i, j, k, m = indices("i j k m", C)
a, b = indices("a b", N)
d, e = indices("d e", D)
z, y, q, x, v, w, g = (vector(name, C) for name in "zyqxvwg")
n = size(C)
T, epsilon, gamma, alpha, c = (
    scalar(s, "positive") for s in ("T", "epsilon", "gamma", "alpha", "c")
)

p = define("p", i, exp(z[i]) / Sum(exp(z[j]), j))
tempered = define("r", i, exp(z[i] / T) / Sum(exp(z[j] / T), j))
log_sum_exp = log(Sum(exp(z[j]), j))
entropy = -Sum(p[j] * log(p[j]), j)
mean = Sum(x[j], j) / n
variance = Sum((x[j] - mean) ** 2, j) / n
normalised = define("h", i, (x[i] - mean) / sqrt(variance + epsilon))
X = matrix("X", N, D)
theta, t = vector("theta", D), vector("t", N)
A = matrix("A", C, C)
V, U = matrix("V", C, N), matrix("U", N, D)
u = vector("u", D)
hidden = define("a1", a, Call("tanh", (Sum(U[a, d] * u[d], d),)))
logits = define("s", i, Sum(V[i, a] * hidden[a], a))
out = define("o", i, exp(logits[i]) / Sum(exp(logits[j]), j))
network = -Sum(y[i] * log(out[i]), i)
logit = Sum(X[a, d] * theta[d], d)

c0 = scalar("s0")
sigma = 1 / (1 + exp(-c0))


def focal_slope(at: Index) -> Written:
    """``∂/∂p_j`` of the focal loss."""
    rest = (1 - p[at]) ** gamma
    return y[at] * (gamma * rest / (1 - p[at]) * log(p[at]) - rest / p[at])


PROVED: dict[str, tuple[Written, object, tuple[Assumption, ...]]] = {
    "log-sum-exp gradient": (partial(log_sum_exp, z[k]), p[k], ()),
    "log-sum-exp Hessian": (
        partial(partial(log_sum_exp, z[k]), z[i]),
        p[k] * delta(i, k) - p[i] * p[k],
        (),
    ),
    "entropy gradient by logits": (
        partial(entropy, z[k]),
        -p[k] * (log(p[k]) + entropy),
        (),
    ),
    "softmax quadratic form": (
        Sum(Sum(v[i] * p[i] * (delta(i, j) - p[j]) * v[j], j), i),
        Sum(p[i] * (v[i] - Sum(p[j] * v[j], j)) ** 2, i),
        (),
    ),
    "Brier score": (
        partial(Sum((p[j] - y[j]) ** 2, j), z[k]),
        2 * p[k] * (p[k] - y[k] - Sum(p[j] * (p[j] - y[j]), j)),
        (),
    ),
    "focal loss": (
        partial(-Sum(y[j] * (1 - p[j]) ** gamma * log(p[j]), j), p[k]),
        y[k] * (gamma * (1 - p[k]) ** gamma / (1 - p[k]) * log(p[k]) - (1 - p[k]) ** gamma / p[k]),
        (),
    ),
    "focal loss by logits": (
        partial(-Sum(y[j] * (1 - p[j]) ** gamma * log(p[j]), j), z[k]),
        p[k] * (focal_slope(k) - Sum(p[j] * focal_slope(j), j)),
        (),
    ),
    "binary focal loss": (
        partial(-((1 - sigma) ** gamma) * log(sigma), c0),
        (1 - sigma) ** gamma * (gamma * sigma * log(sigma) - (1 - sigma)),
        (),
    ),
    "temperature softmax": (
        partial(tempered[i], z[k]),
        tempered[i] * (delta(i, k) - tempered[k]) / T,
        (),
    ),
    "label smoothing": (
        partial(-Sum(((1 - alpha) * y[j] + alpha / n) * log(p[j]), j), z[k]),
        p[k] - (1 - alpha) * y[k] - alpha / n,
        (Eq(Sum(y[j], j), 1),),
    ),
    "log-softmax": (partial(log(p[i]), z[k]), delta(i, k) - p[k], ()),
    "variance": (
        Sum((x[j] - mean) ** 2, j) / n,
        Sum(x[j] ** 2, j) / n - mean**2,
        (),
    ),
    "Lagrange's identity": (
        Sum(x[i] ** 2, i) * Sum(y[j] ** 2, j) - Sum(x[i] * y[i], i) ** 2,
        Sum(Sum((x[i] * y[j] - x[j] * y[i]) ** 2, j), i) / 2,
        (),
    ),
    "Fubini": (
        Sum(t[a] * Sum(V[j, a] * v[j], j), a),
        Sum(v[j] * Sum(V[j, a] * t[a], a), j),
        (),
    ),
    "batch norm sums to 0": (Sum(normalised[i], i), 0, ()),
    "batch norm Jacobian": (
        partial(normalised[i], x[k]),
        (delta(i, k) - 1 / n - normalised[i] * normalised[k] / n) / sqrt(variance + epsilon),
        (),
    ),
    "sigmoids": (
        Sum(exp(z[j]) / (1 + exp(z[j])), j),
        n - Sum(1 / (1 + exp(z[j])), j),
        (),
    ),
    "weighted sigmoids": (
        Sum(w[j] / (1 + exp(-z[j])), j),
        Sum(w[j], j) - Sum(w[j] / (1 + exp(z[j])), j),
        (),
    ),
    "distillation with temperature": (
        partial(-(T**2) * Sum(q[j] * log(tempered[j]), j), z[k]),
        T * (tempered[k] - q[k]),
        (Eq(Sum(q[j], j), 1),),
    ),
    "two layers, by V": (
        partial(network, V[k, b]),
        (out[k] - y[k]) * hidden[b],
        (Eq(Sum(y[j], j), 1),),
    ),
    "two layers, by U": (
        partial(network, U[b, e]),
        Sum((out[i] - y[i]) * V[i, b], i) * (1 - hidden[b] ** 2) * u[e],
        (Eq(Sum(y[j], j), 1),),
    ),
    "second differential of softmax": (
        partial(partial(p[i], z[k]), z[m]),
        p[i] * ((delta(i, m) - p[m]) * (delta(i, k) - p[k]) - p[k] * (delta(k, m) - p[m])),
        (),
    ),
    "shift": (log(Sum(exp(z[j] - c), j)), log_sum_exp - c, ()),
    "logistic regression": (
        partial(Sum(log(1 + exp(logit)) - t[a] * logit, a), theta[e]),
        Sum((1 / (1 + exp(-logit)) - t[a]) * X[a, e], a),
        (),
    ),
    "quadratic form": (
        partial(Sum(Sum(x[i] * A[i, j] * x[j], j), i), x[k]),
        Sum((A[k, j] + A[j, k]) * x[j], j),
        (),
    ),
    "one-hot entropy of labels": (Sum(y[j] ** 2, j), Sum(y[j], j), (one_hot(y),)),
}


@pytest.mark.parametrize("name", PROVED)
def test_proved_for_every_size(name: str) -> None:
    lhs, rhs, given = PROVED[name]
    verdict = judge_claim(Claim(lhs, Eq(rhs, rhs).rhs, given=given)).verdict
    assert isinstance(verdict, Proved), verdict
    assert verdict.sizes is None


REFUTED: dict[str, tuple[Written, object, int]] = {
    "sum of squares of a softmax, true below 3": (
        Sum(p[j] ** 2, j),
        1 - 2 * p[k] * (1 - p[k]),
        3,
    ),
    "a Jacobian that fails on the diagonal": (partial(p[i], z[k]), -p[i] * p[k], 1),
    "Newton's e_3 in power sums, true below 3": (
        Sum(x[j], j) ** 3 / 6 - Sum(x[j], j) * Sum(x[j] ** 2, j) / 2 + Sum(x[j] ** 3, j) / 3,
        0,
        3,
    ),
    "Newton's e_4 in power sums, true below 4": (
        (
            Sum(x[j], j) ** 4
            - 6 * Sum(x[j], j) ** 2 * Sum(x[j] ** 2, j)
            + 3 * Sum(x[j] ** 2, j) ** 2
            + 8 * Sum(x[j], j) * Sum(x[j] ** 3, j)
            - 6 * Sum(x[j] ** 4, j)
        )
        / 24,
        0,
        4,
    ),
    "a size in disguise": (
        Sum(x[j] / (1 + x[j]), j) + Sum(1 / (1 + x[j]), j),
        5,
        1,
    ),
}


@pytest.mark.parametrize("name", REFUTED)
def test_refuted_at_the_least_size(name: str) -> None:
    lhs, rhs, least = REFUTED[name]
    verdict = judge_claim(Claim(lhs, Eq(rhs, rhs).rhs)).verdict
    witness = verdict.witness if isinstance(verdict, Refuted | Conditional) else None
    assert witness is not None, verdict
    assert dict(witness.sizes)[C] == least


L = define("L", -Sum(y[i] * log(p[i]), i))
h = scalar("h", "positive")
s = scalar("y0")

NEEDS: dict[str, tuple[Claim, str]] = {
    "labels sum to 1": (Claim(partial(L, z[k]), p[k] - y[k]), "Σ_j y_j = 1"),
    "off the diagonal": (Claim(partial(p[i], z[k]), -p[i] * p[k]), "i ≠ k"),
    "symmetric": (
        Claim(
            partial(Sum(Sum(x[i] * A[i, j] * x[j], j), i), x[k]),
            2 * Sum(A[k, j] * x[j], j),
        ),
        "A symmetric",
    ),
    "0 or 1": (Claim(s * s * h, s * h), "y0 ∈ {0, 1}"),
    "labels cut in two sum to 1": (
        Claim(-y[j] * (1 - p[j]) + Sum(y[k] * p[j], k, excluding=j), p[j] - y[j]),
        "Σ_i y_i = 1",
    ),
    "one letter for another": (
        Claim(partial(L, z[m]), Sum(partial(L, p[j]) * partial(p[j], z[k]), j)),
        "k = m",
    ),
    "a likelihood by indicators": (
        Claim(
            indicator(y[k], 1) * log(q[k]) + indicator(y[k], 0) * log(1 - q[k]),
            y[k] * log(q[k]) + (1 - y[k]) * log(1 - q[k]),
        ),
        "y ∈ {0, 1}",
    ),
}


@pytest.mark.parametrize("name", NEEDS)
def test_the_missing_assumption_is_named(name: str) -> None:
    from derive.syntax.text import text_statement

    claim, needs = NEEDS[name]
    verdict = judge_claim(claim).verdict
    assert isinstance(verdict, Conditional), verdict
    assert needs in [text_statement(a) for a in verdict.needs]


@pytest.mark.parametrize(
    "claim",
    [
        Claim(partial(L, z[k]), y[k] - p[k], given=(one_hot(y),)),
        Claim(partial(L, z[k]), p[k] + y[k]),
        Claim(partial(p[i], z[k]), p[i] * p[k], case=(Ne(i, k),)),
        Claim(partial(log_sum_exp, z[k]), -p[k]),
        Claim(Sum(y[j] * log(q[j]), j), -Sum(y[j] * log(q[j]), j), given=(positive(q),)),
        Claim(s * h, -s * h, given=(binary(s),)),
    ],
    ids=str,
)
def test_nothing_is_offered_for_a_plain_sign_error(claim: Claim) -> None:
    assert isinstance(judge_claim(claim).verdict, Refuted)

"""The chain rule layer by layer: as a textbook writes backpropagation."""

from __future__ import annotations

import pytest

import derive
from derive import (
    Derivation,
    Sum,
    define,
    exp,
    index_set,
    indices,
    judge,
    log,
    matrix,
    one_hot,
    scalar,
    vector,
)
from derive.model import verdict_name
from derive.syntax.text import text

#: A network of two layers under a softmax and the cross-entropy.
NETWORK = (
    r"a_j = \sum_i W_{ij} x_i + b_j",
    r"h_j = \tanh(a_j)",
    r"z_k = \sum_j V_{jk} h_j + c_k",
    r"p_k = \frac{e^{z_k}}{\sum_l e^{z_l}}",
)
LOSS, LABELS = r"L = -\sum_k y_k \log p_k", r"\sum_k y_k = 1"


def steps(found: Derivation, lhs: str) -> list[str]:
    """The right sides of the chain of one derivative."""
    chain = next(c for c in found.chains if text(c[0].lhs) == lhs)
    return [text(claim.rhs) for claim in chain]


def by(wrt: str) -> Derivation:
    return derive.gradient(LOSS, wrt, let=NETWORK, assume=[LABELS])


BY_LAYERS = {
    "c_k": {"∂L/∂c_k": ["Σ_l ∂L/∂z_l · ∂z_l/∂c_k", "∂L/∂z_k · ∂z_k/∂c_k", "∂L/∂z_k", "p_k − y_k"]},
    "V_{jk}": {
        "∂L/∂V_{jk}": [
            "Σ_l ∂L/∂z_l · ∂z_l/∂V_{jk}",
            "∂L/∂z_k · ∂z_k/∂V_{jk}",
            "∂L/∂z_k · h_j",
            "h_j (p_k − y_k)",
        ]
    },
    "W_{ij}": {
        "∂L/∂h_j": ["Σ_k ∂L/∂z_k · ∂z_k/∂h_j", "Σ_k ∂L/∂z_k · V_{jk}", "Σ_k V_{jk} (p_k − y_k)"],
        "∂L/∂a_j": [
            "Σ_m ∂L/∂h_m · ∂h_m/∂a_j",
            "∂L/∂h_j · ∂h_j/∂a_j",
            "∂L/∂h_j · (1 − h_j²)",
            "(1 − h_j²) Σ_k V_{jk} (p_k − y_k)",
        ],
        "∂L/∂W_{ij}": [
            "Σ_m ∂L/∂a_m · ∂a_m/∂W_{ij}",
            "∂L/∂a_j · ∂a_j/∂W_{ij}",
            "∂L/∂a_j · x_i",
            "x_i (1 − h_j²) Σ_k V_{jk} (p_k − y_k)",
        ],
    },
}


@pytest.mark.parametrize("wrt", BY_LAYERS)
def test_backpropagation(wrt: str) -> None:
    found = by(wrt)
    for lhs, expected in BY_LAYERS[wrt].items():
        assert steps(found, lhs) == expected
    assert {verdict_name(j.verdict) for j in judge(found).judged} == {"proved", "definition"}


def test_what_needs_no_assumption_does_not_have_it() -> None:
    """The cross-check tells a closed form that rests on an assumption from one that does not."""
    judgement = judge(by("b_j"))
    assert judgement.as_stated
    assert judgement.cross_check is not None
    assert judgement.cross_check.off_assumption is not None


C, N, m = index_set("C"), index_set("N"), index_set("m")
i, j, k = indices("i j k", C)
(u,), (s,) = indices("u", N), indices("s", m)
z, x, y, w = vector("z", C), vector("x", N), vector("y", C), matrix("w", C, N)
r, t = scalar("r"), scalar("t")


def test_several_families_side_by_side() -> None:
    f, g = define("f", i, exp(z[i])), define("g", i, z[i] ** 2)
    found = Derivation.of_gradient(define("L", Sum(f[i] * g[i], i)), z[k])
    assert "∂L/∂f_k · ∂f_k/∂z_k + ∂L/∂g_k · ∂g_k/∂z_k" in steps(found, "∂L/∂z_k")
    assert judge(found).as_stated


def test_through_numbers() -> None:
    c = define("c", exp(r))
    found = Derivation.of_gradient(define("L", log(1 + c) + t), r)
    assert steps(found, "∂L/∂r")[:2] == ["∂L/∂c · ∂c/∂r", "1/(1 + c) · c"]


def test_a_residual_goes_through_what_every_way_goes_through() -> None:
    h = define("h", i, exp(z[i]))
    o = define("o", i, z[i] + h[i])
    found = Derivation.of_gradient(define("L", Sum(y[i] * o[i], i)), z[k])
    assert steps(found, "∂L/∂z_k")[:2] == ["Σ_i ∂L/∂o_i · ∂o_i/∂z_k", "∂L/∂o_k · ∂o_k/∂z_k"]
    assert judge(found).as_stated


def test_there_is_no_stage_where_the_loss_speaks_of_the_variable_itself() -> None:
    h = define("h", i, exp(z[i]))
    found = Derivation.of_gradient(define("L", Sum(z[i] * h[i], i)), z[k])
    assert not any(claim.rule == "chain rule" for claim in found.claims)
    assert judge(found).as_stated


def test_the_terms_of_a_loss_are_derived_one_by_one() -> None:
    a = define("a", i, Sum(w[i, u] * x[u], u))
    q = define("q", i, exp(a[i]) / Sum(exp(a[j]), j))
    loss = define("L", -Sum(y[i] * log(q[i]), i) + t * Sum(Sum(w[i, u] ** 2, u), i) / 2)
    found = Derivation.of_gradient(loss, w[k, u], given=[one_hot(y)])
    last = steps(found, "∂L/∂w_{ku}")
    assert last[-1] == "x_u (q_k − y_k) + t w_{ku}"
    assert judge(found).as_stated


def test_the_target_s_probability_is_the_only_one() -> None:
    p = define("p", i, exp(z[i]) / Sum(exp(z[j]), j))
    (target,) = indices("t", C)
    found = Derivation.of_gradient(define("L", target, -log(p[target]))[target], z[k])
    assert steps(found, "∂L_t/∂z_k")[1:] == [
        "∂L_t/∂p_t · ∂p_t/∂z_k",
        "(−1/p_t) (p_t (δ_{tk} − p_k))",
        "p_k − δ_{tk}",
    ]


def test_a_bound_letter_is_none_of_those_around_it() -> None:
    found = derive.gradient(r"\sum_k (o_k)^2", "V_{jk}", let=[r"o_k = \sum_j V_{jk} x_j"])
    assert "∂(Σ_i V_{ik} x_i)/∂V_{jk}" in steps(found, "∂o_k/∂V_{jk}")


def test_terms_that_are_derived_by_themselves_get_names() -> None:
    found = derive.gradient(
        r"\sum_i (y_i - u_i)^2 + \lambda \sum_j w_j^2", "w_k", let=[r"u_i = \sum_j X_{ij} w_j"]
    )
    assert steps(found, "∂L/∂w_k")[1:] == [
        "∂L_1/∂w_k + ∂(λ · Σ_j w_j²)/∂w_k",
        "2 Σ_i X_{ik} (u_i − y_i) + 2 λ w_k",
        "2 (λ w_k + Σ_i X_{ik} (u_i − y_i))",
    ]


def test_terms_that_go_through_one_family_do_not() -> None:
    found = derive.gradient(r"\sum_i h_i + \sum_i h_i^2", "z_k", let=[r"h_i = e^{z_i}"])
    assert steps(found, "∂L/∂z_k")[1] == "∂L/∂h_k · ∂h_k/∂z_k"

"""Losses of many kinds, given in LaTeX as one would type them: each gradient on one line.

Every step is proved, and NumPy agrees with the definition by complex step.
"""

from __future__ import annotations

import pytest

import derive
from derive.model import verdict_name
from derive.syntax.text import text

SOFTMAX = r"p_i = \frac{e^{z_i}}{\sum_j e^{z_j}}"
SQUARE = "K : n, n symmetric"
ONES = (r"\sum_i y_i = 1", r"\sum_i u_i = 1")

#: By name: the loss, the variable, definitions, assumptions, shapes, the gradient.
LOSSES = {
    "a recurrent step": (
        r"\sum_i g_i h_i", "W", [r"h = \tanh(W u + V x + b)"], [], ["W : n, n", "V : n, m"],
        "(g ⊙ (1 − h²)) uᵀ",
    ),
    "a gate": (
        r"\|h - t\|^2", "W", [r"r = \sigma(W x)", r"h = r \odot s + (1 - r) \odot c"], [],
        ["W : n, m", "s : n", "c : n", "t : n"], "2 (r ⊙ (h − t) ⊙ (s − h)) xᵀ",
    ),
    "softmax with temperature, by T": (
        r"-\sum_i y_i \log p_i", "T", [r"p_i = \frac{e^{z_i/T}}{\sum_j e^{z_j/T}}"], ONES[:1], [],
        "(Σ_j z_j (y_j − p_j))/T²",
    ),
    "Mahalanobis distance": (
        r"\frac12 (x-\mu)^\top K (x - \mu)", r"\mu", [], [], [SQUARE], "K (μ − x)",
    ),
    "kernel ridge": (
        r"\|K a - y\|^2 + \lambda a^\top K a", "a", [], [], [SQUARE], "2 K (λ a + K a − y)",
    ),
    "label smoothing by a divergence": (
        r"(1-\epsilon) \left(-\sum_i y_i \log p_i\right) + \epsilon \sum_i u_i \log\frac{u_i}{p_i}",
        "z_k", [SOFTMAX], ONES, [], "p_k + ϵ · (y_k − u_k) − y_k",
    ),
    "lists": (
        r"-\sum_i q_i \log p_i", "w",
        [r"s_i = \sum_j X_{ij} w_j", r"p_i = \frac{e^{s_i}}{\sum_j e^{s_j}}"],
        [r"\sum_i q_i = 1"], [], "Xᵀ (p − q)",
    ),
    "sequences": (
        r"-\frac{1}{N}\sum_n \sum_t \sum_k Y_{ntk} \log P_{ntk}", "Z_{rsl}",
        [r"P_{ntk} = \frac{e^{Z_{ntk}}}{\sum_l e^{Z_{ntl}}}"], [r"\sum_k Y_{ntk} = 1"], [],
        "(P_{rsl} − Y_{rsl})/N",
    ),
    "low rank": (
        r"\|Y - U V^\top X\|^2", "U", [], [],
        ["U : m, r", "V : n, r", "X : n, s", "Y : m, s"], "2 (U Vᵀ X − Y) Xᵀ V",
    ),
    "three matrices": (
        r"\|A X B - C\|_F^2", "X", [], [], ["A : m, n", "X : n, p", "B : p, q", "C : m, q"],
        "2 Aᵀ (A X B − C) Bᵀ",
    ),
    "a trace": (
        r"\operatorname{tr}(A X B X^\top)", "X", [], [], ["A : m, m", "X : m, n", "B : n, n"],
        "Aᵀ X Bᵀ + A X B",
    ),
    "bilinear attention": (
        r"\sum_l g_l c_l", "M",
        [r"s_i = \sum_a \sum_b q_a M_{ab} K_{ib}", r"a_i = \frac{e^{s_i}}{\sum_j e^{s_j}}",
         r"c_l = \sum_i a_i V_{il}"], [], [], "q (a ⊙ ((V − 𝟏 cᵀ) g))ᵀ K",
    ),
    "softmax with noise": (
        r"\sum_i c_i y_i", "a_k",
        [r"y_i = \frac{e^{(a_i + g_i)/\tau}}{\sum_j e^{(a_j + g_j)/\tau}}"],
        [], [], "(y_k (c_k − Σ_i c_i y_i))/τ",
    ),
    "noise-contrastive estimation": (
        r"-\log\sigma(s - \log(k q)) - \sum_j \log(1 - \sigma(t_j - \log(k r_j)))", "t_i",
        [], [], [], "sigmoid(t_i − log(k r_i))",
    ),
    "policy gradient": (
        r"-A \log p_a", "W", [r"z_i = \sum_j W_{ij} s_j", SOFTMAX], [], [],
        "A · (p − 𝐞_a) sᵀ",
    ),
    "the bound of an autoencoder": (
        r"\frac12 \sum_i (\mu_i^2 + s_i^2 - 2\log s_i - 1) + "
        r"\frac{1}{2}\sum_k (x_k - \sum_i D_{ki} u_i)^2", r"\mu_j",
        [r"u_i = \mu_i + s_i \epsilon_i"], [], [], "μ_j + Σ_k D_{kj} (Σ_i D_{ki} u_i − x_k)",
    ),
    "Jensen–Shannon": (
        r"\frac12 \sum_i p_i \log\frac{p_i}{m_i} + \frac12 \sum_i q_i \log\frac{q_i}{m_i}", "p_k",
        [r"m_i = \frac12 (p_i + q_i)"], [], [], "log(p_k/m_k)/2",
    ),
    "preferences": (
        r"-\log \sigma(\beta (a - b) - \beta (c - d))", "a", [], [], [],
        "−β sigmoid(β · (b + c − a − d))",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LOSSES)
def test_the_gradient_is_the_textbook_s(name: str) -> None:
    loss, wrt, let, assume, where, gradient = LOSSES[name]
    found = derive.gradient(loss, wrt, let=let, assume=assume, where=where)
    assert text(found.closed_form) == gradient
    judgement = found.judge()
    assert {verdict_name(j.verdict) for j in judgement.judged} <= {"proved", "definition"}
    assert judgement.cross_check is not None
    assert judgement.cross_check.ok, judgement.cross_check.detail

"""What derive writes it reads back: the gradients that it works out."""

from __future__ import annotations

import pytest

from derive import gradient
from derive.syntax.latex import latex
from tests.judging.papers import last

SOFTMAX = r"p_i = \frac{e^{z_i}}{\sum_j e^{z_j}}"
ROWS = r"p_{ij} = e^{z_{ij}} / \sum_c e^{z_{ic}}"

# Losses with their variables, what is said of their names, and the annotations that say so.
TEXTS = [
    (r"\|X\theta - y\|^2", r"\theta", {}, "matrix X : m, n; vector \\theta : n; vector y : m"),
    (r"x^T A x + b^T x", "x", {}, "matrix A : n, n; vector x, b : n"),
    (r"\log \sum_j e^{a_j/T}", "a_k", {}, "vector a : n; scalar T"),
    (r"-\sum_i y_i \log p_i", "z_k", {"let": [SOFTMAX]}, f"let {SOFTMAX}"),
    (r"-\sum_{i,c} t_{ic} \log p_{ic}", "z_{ij}", {"let": [ROWS]}, f"let {ROWS}"),
    (r"\sum_{j \ne k} \log(1 + e^{s_j - s_k})", "s_k", {}, "vector s : n"),
    (r"\frac12\sum_i (y^{(i)} - \theta^T x^{(i)})^2", r"\theta", {}, "vector \\theta : n"),
]  # fmt: skip


@pytest.mark.parametrize(("loss", "wrt", "options", "said"), TEXTS, ids=[t[0] for t in TEXTS])
def test_gradients_are_read_back_and_proved(loss: str, wrt: str, options, said: str) -> None:
    built = gradient(loss, wrt, **options)
    found = latex(built.claims[-1].rhs)
    by = rf"\frac{{\partial}}{{\partial {wrt}}} \left[ {loss} \right]"
    assert last(f"<!-- derive: {said} -->\n$${by} = {found}$$") == "proved"
    assert last(f"<!-- derive: {said} -->\n$${by} = {found} + {found}$$") != "proved"

"""Every formula of the gradients that derive works out is read back as it was written."""

from __future__ import annotations

import pytest

from derive import Derivation, gradient
from derive.syntax.latex import latex, latex_condition, latex_statement
from derive.syntax.reader import ReadError, Vocabulary, parse_rows, read_expression
from derive.syntax.tree import Written
from tests.losses.entry import Gradient
from tests.losses.fresh import FRESH
from tests.losses.held_out import HELD_OUT
from tests.losses.listed import LISTED
from tests.syntax.read_back import as_printed

SOFTMAX = r"p_i = \frac{e^{z_i}}{\sum_j e^{z_j}}"

ROWS = r"p_{ij} = e^{z_{ij}} / \sum_c e^{z_{ic}}"

TEXTS = [
    (r"\|X\theta - y\|^2", r"\theta", {}),
    (r"\|X\theta - y\|^2", r"\theta", {"layout": "numerator"}),
    (r"x^T A x + b^T x", "x", {}),
    (r"\frac12\|X - U V^T\|_F^2", "V", {}),
    (r"-y^T \log \operatorname{softmax}(W x + b)", "W", {}),
    (r"\|\sigma(W x + b) - y\|^2", "b", {"layout": "numerator"}),
    (r"\operatorname{tr}(A^T B A)", "A", {}),
    (r"\log \sum_j e^{a_j/T}", "a", {}),
    (r"E(p)", "z_k", {"let": [SOFTMAX], "where": ["function E of p"]}),
    (r"\sum_i f(x_i w)", "w", {"where": ["f : function"]}),
    (r"g(x y, x)", "x", {"where": ["g : function"]}),
    (r"-\sum_{i,c} t_{ic} \log p_{ic}", "z_{ij}", {"let": [ROWS]}),
    (r"\sum_{j \ne k} \log(1 + e^{s_j - s_k})", "s_k", {}),
    (r"\frac12\sum_i (y^{(i)} - \theta^T x^{(i)})^2", r"\theta", {}),
]  # fmt: skip


def not_read_back(derivation: Derivation) -> list[str]:
    return [latex(f) for c in derivation.claims for f in (c.lhs, c.rhs) if _differs(f)]


def _differs(form: Written) -> bool:
    try:
        return read_expression(latex(form), Vocabulary.of(form)) != as_printed(form)
    except ReadError:
        return True


@pytest.mark.parametrize("loss", [*LISTED, *HELD_OUT, *FRESH], ids=lambda g: g.label)
def test_gradients_of_losses(loss: Gradient) -> None:
    built = Derivation.of_gradient(loss.loss, loss.wrt, given=loss.given, case=loss.case)
    assert not_read_back(built) == []


@pytest.mark.parametrize(("loss", "wrt", "options"), TEXTS, ids=[t[0] for t in TEXTS])
def test_gradients_of_losses_in_latex(loss: str, wrt: str, options) -> None:
    assert not_read_back(gradient(loss, wrt, **options)) == []


def test_what_the_proofs_rest_on_parses() -> None:
    built = gradient(r"\sum_{j \ne k} \frac{\log s_j}{s_j - s_k}", "s_k")
    for judged in built.judge().judged:
        for condition in judged.verdict.conditions:
            assert parse_rows(latex_condition(condition))
        for assumption in judged.verdict.assumptions:
            assert parse_rows(latex_statement(assumption))

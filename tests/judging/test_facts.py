"""Facts that words say of names: what follows from them, and what is false all the same."""

from __future__ import annotations

import pytest

from tests.judging.judged import verdicts_of
from tests.judging.papers import last

STEP = r"""
$$ r_i = \frac{e^{u_i}}{\sum_j e^{u_j}}, \qquad W = \sum_i s_i \log \frac{s_i}{r_i} $$
$$ \frac{\partial W}{\partial u_k} = r_k %s s_k $$
"""


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("预测的概率分布为 $r$,真实的概率分布为 $s$。", "proved"),
        ("Here $r$ and $s$ are distributions.", "proved"),
        # A softmax is a distribution by itself.
        ("预测的概率分布为 $r$。", "conditional"),
        ("", "conditional"),
    ],
)
def test_whose_sum_is_one(words: str, verdict: str) -> None:
    assert verdicts_of(words + "\n" + STEP % "-")[-1] == verdict
    assert verdicts_of(words + "\n" + STEP % "+")[-1] == "refuted"


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"\frac{\partial W}{\partial u_l} = r_k - s_k", "conditional"),
        (r"\frac{\partial W}{\partial r_k} = -\frac{s_k}{r_k}", "proved"),
        (r"\frac{\partial W}{\partial r_k} = \frac{s_k}{r_k}", "refuted"),
    ],
)
def test_what_a_formula_shows_holds_without_words(claim: str, verdict: str) -> None:
    words = "Here $r$ and $s$ are distributions.\n"
    assert verdicts_of(words + STEP % "-" + f"$$ {claim} $$")[-1] == verdict


def test_the_entries_of_a_unit_vector_have_squares_that_sum_to_one() -> None:
    claim = r"$$\|\mathbf x - \mathbf u \mathbf u^T \mathbf x\|^2 = {}$$"
    right = r"\mathbf x^T \mathbf x - (\mathbf u^T \mathbf x)^2"
    unit = r"Let $\mathbf x \in \mathbb R^d$. For a unit vector $\mathbf u \in \mathbb R^d$, "
    assert last(unit + claim.replace("{}", right)) == "proved"
    assert last(unit + claim.replace("{}", r"2 \mathbf x^T \mathbf x")) == "refuted"


@pytest.mark.parametrize(
    ("said", "claim", "twin"),
    [
        (r"For $w \neq 1$", r"\frac{w^2 - 1}{w - 1} = w + 1", r"w^2 = w"),
        (r"For $q \in (0, 1)$", r"\sqrt{(1 - q)^2} = 1 - q", r"\sqrt{(1 - q)^2} = q - 1"),
    ],
)
def test_what_differs_and_intervals_are_assumed(said: str, claim: str, twin: str) -> None:
    assert last(f"{said}, $${claim}$$") == "proved"
    assert last(f"{said}, $${twin}$$") == "refuted"

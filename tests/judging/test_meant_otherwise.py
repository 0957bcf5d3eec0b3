r"""Equations on which a reading could go wrong: what may be meant otherwise is not judged."""

from __future__ import annotations

import pytest

from tests.judging.papers import last, verdicts


@pytest.mark.parametrize(
    "text",
    [
        r"Let $w, x \in \mathbb{R}^n$ and $b \in \mathbb{R}$. $$w^T x = -b$$",
        r"Let $a, b \in \mathbb{R}^n$. $$a'b = \sum_i a_i b_i$$",
        r"$$\sum_{i=0}^{n-1} x_i = \sum_{i=1}^{n} x_i$$",
        r"$$L = \sum_i (w x_i - y_i)^2$$ $$w \sum_i x_i^2 = \sum_i x_i y_i$$",
        r"$$\sum_{i \in S} a_i = \sum_i a_i$$",
        r"$$a/bc = \frac{ac}{b}$$",
        r"$$\exp x_i y = y e^{x_i}$$",
        r"$$\log x_i y_i = y_i \log x_i$$",
        r"$$\log x (1 - x) = (1 - x) \log x$$",
        r"$$\sigma(x) = \frac{1}{1 + e^{-x}}$$ $$\sigma^{-1}(x) = 1 + e^{-x}$$",
        r"$$g(2x) = 2 g(x)$$",
    ],
)
def test_what_may_be_meant_otherwise_is_not_judged(text: str) -> None:
    assert last(text) in ("unknown", "unread")


def test_a_consequence_is_judged_under_what_it_is_drawn_from() -> None:
    text = r"Let $x, y, z \in \mathbb{R}$. $$x + y = z + 1 \Rightarrow x - 1 = %s$$"
    assert verdicts(text % "z - y") == ["assumption", "proved"]
    assert verdicts(text % "z + y")[-1] != "proved"


@pytest.mark.parametrize(
    "step",
    [r"w := w - 2 \eta x (w x - y)", r"w = w - \eta \frac{\partial L}{\partial w}"],
)
def test_an_update_is_no_claim(step: str) -> None:
    loss = r"$$L = (w x - y)^2$$ "
    assert verdicts(f"{loss} $${step}$$") == ["definition", "definition"]
    assert last(loss + r"$$\frac{\partial L}{\partial w} = 2 x (w x - y)$$") == "proved"


def test_sums_over_sets_of_other_sizes_are_equal_if_the_sizes_are() -> None:
    assert last(r"$$\sum_{i=1}^{m} x_i = \sum_{i=1}^{n} x_i$$") == "conditional"
    double = r"$$\sum_{i=1}^n \sum_{j=1}^m a_{ij} = \sum_{i=1}^n \sum_{j=1}^m a_{ji}$$"
    assert last(double) == "conditional"
    assert last(double.replace("^m", "^n")) == "proved"


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"-x^2 = x^2", "refuted"),
        (r"2^{-x^2} = 2^{x^2}", "refuted"),
        (r"\log^2 x = (\log x)^2", "proved"),
        (r"\tanh^2 x = \tanh(x^2)", "refuted"),
        (r"\sum_i x_i + y = \sum_i (x_i + y)", "refuted"),
        (r"\sum_i a_i \sum_i b_i = \sum_i a_i b_i", "refuted"),
        (r"\sum_i a_i \sum_i b_i = \sum_i \sum_j a_i b_j", "proved"),
        (r"\prod_i e^{x_i} = e^{\sum_i x_i}", "proved"),
        (r"\sum_{i=1}^n \sum_{j=1}^m a_{ij} = \sum_{j=1}^m \sum_{i=1}^n a_{ij}", "proved"),
        (r"\frac{\partial}{\partial x_k} \prod_i x_i = \prod_{i \ne k} x_i", "proved"),
        (r"\log_b a = \frac{\log a}{\log b}", "proved"),
        (r"1 - \tanh^2 x = \frac{4}{(e^x + e^{-x})^2}", "proved"),
    ],
)
def test_what_has_one_meaning_is_judged(claim: str, verdict: str) -> None:
    assert last(f"$${claim}$$") == verdict


def test_a_capital_letter_before_an_array_may_be_a_matrix() -> None:
    vectors = r"Let $x, y \in \mathbb{R}^n$. "
    for claim in (r"(A x)^T y = x^T (A y)", r"(Ax)^T y = (A y)^T x"):
        assert last(f"{vectors} $${claim}$$") in ("conditional", "unknown")
        assert last(f"<!-- derive: vector x, y : n -->\n$${claim}$$") in ("conditional", "unknown")
    assert last(vectors + r"$$(A x)^T y = x^T A^T y$$") == "proved"
    assert last(vectors + r"$$\frac{1}{N} (x + y) = \frac{1}{N} x + \frac{1}{N} y$$") == "proved"


def test_another_letter_for_the_argument_is_no_new_definition() -> None:
    text = r"$$f(x) = x^2 + 1$$ $$f(y) = y^2 + 1$$ $$f(t) = t^2 - 1$$"
    assert verdicts(text) == ["definition", "proved", "refuted"]


def test_a_second_definition_holds_from_there_on() -> None:
    found = verdicts(r"$$L := a + b$$ $$L := a - b$$ $$L = a + b$$")
    assert found[:2] == ["definition", "definition"]
    assert found[2] != "proved"

r"""What the first notes do: totals and their parts, arrays that are written out, Σ_{i = j}."""

from __future__ import annotations

import pytest

from tests.judging.papers import last

SOFTMAX = r"$$q_i = \frac{e^{u_i}}{\sum_j e^{u_j}}, \qquad D = -\sum_j t_j \ln q_j$$"


def test_an_array_that_is_written_out_is_no_assumption() -> None:
    text = r"Let $u = g(x; w)$, $u = [u_0, u_1, \cdots, u_{n-1}]$." + SOFTMAX
    assert last(text + r"$$\frac{\partial D}{\partial q_k} = -\frac{t_k}{q_k}$$") == "proved"
    assert last(text + r"$$\frac{\partial D}{\partial q_k} = \frac{t_k}{q_k}$$") == "refuted"


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"\frac{\partial D_j}{\partial q_j} = -\frac{t_j}{q_j}", "proved"),
        (r"\frac{\partial D_j}{\partial q_j} = -\frac{q_j}{t_j}", "refuted"),
        (
            r"\frac{\partial D}{\partial u_i} = "
            r"\sum_j \frac{\partial D_j}{\partial q_j} \frac{\partial q_j}{\partial u_i}",
            "proved",
        ),
    ],
)
def test_the_terms_of_a_total_have_its_letter(claim: str, verdict: str) -> None:
    assert last(SOFTMAX + f"$${claim}$$") == verdict


def test_a_sum_where_two_indices_are_equal_is_one_term() -> None:
    parts = r"$$\sum_j t_j w_{ij} = {} t_j w_{ij} + \sum_{j \ne i} t_j w_{ij}$$"
    assert last(parts.replace("{}", r"\sum_{i = j}")) == "proved"
    assert last(parts.replace("{}", r"2 \sum_{i = j}")) == "refuted"

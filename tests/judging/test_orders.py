"""Sums over a part of a set: proved in every order of its indices, refuted where written out."""

from __future__ import annotations

import pytest

from tests.judging.judged import verdicts_of

RETURNS = r"""
<!-- derive: index a, b : M -->
$$ V = \sum_{b=1}^M g_b $$
$$ C_a = \sum_{b=1}^{a-1} g_b $$
$$ %s $$
"""


@pytest.mark.parametrize(
    ("equation", "verdict"),
    [
        (r"V - C_a = \sum_{b=a}^M g_b", "proved"),
        (r"V - C_a = \sum_{b=a+1}^M g_b", "refuted"),
        (r"\sum_{b=a}^M g_b = g_a + \sum_{b=a+1}^M g_b", "proved"),
        (r"\sum_{b=1}^a g_b = \sum_{b=1}^{a-1} g_b", "refuted"),
        (r"\sum_{a=1}^M \sum_{b=a}^M h_a g_b = \sum_{b=1}^M \sum_{a=1}^b h_a g_b", "proved"),
        (r"\sum_{a=1}^M \sum_{b=a}^M h_a g_b = \sum_{b=1}^M \sum_{a=1}^{b-1} h_a g_b", "refuted"),
        # What is summed does not show the letter: it is the same in all terms.
        (r"\sum_{b=a}^M g_a = \sum_{b=a}^M g_b", "refuted"),
    ],
)
def test_sums_up_to_an_index(equation: str, verdict: str) -> None:
    assert verdicts_of(RETURNS % equation)[-1] == verdict


def test_a_letter_with_a_prime_is_another_index() -> None:
    document = r"""
<!-- derive: index r, r' : M -->
$$ U = \sum_{r'=1}^M z_{r'} y_{r'+1} $$
$$ U - \sum_{r'=1}^{r-1} z_{r'} y_{r'+1} = \sum_{r'=r}^M z_{r'} y_{%s+1} $$
"""
    assert verdicts_of(document % "r'")[-1] == "proved"
    assert verdicts_of(document % "r")[-1] != "proved"

"""Assumptions that say what a quantity is: points that satisfy them are found, and only there."""

from __future__ import annotations

import pytest

from tests.judging.judged import verdicts_of

MOMENTS = r"""
<!-- derive: index a : A; simplex w; scalar m; scalar s; positive s -->
<!-- derive: assume \sum_a w_a h_a = m; assume \sum_a w_a (h_a - m)^2 = s^2 -->
$$ \sum_a w_a h_a^2 = %s $$
"""


@pytest.mark.parametrize(
    ("right", "verdict"),
    [("s^2 + m^2", "proved"), ("s + m^2", "refuted"), ("s^2 - m^2", "refuted")],
)
def test_moments_that_are_assumed(right: str, verdict: str) -> None:
    assert verdicts_of(MOMENTS % right)[-1] == verdict


def test_what_is_assumed_is_not_differentiated() -> None:
    document = r"""
<!-- derive: scalar a; scalar b; positive b; assume a^2 + 1 = b -->
$$ \frac{\partial (b x)}{\partial a} = 2 a x $$
"""
    assert verdicts_of(document)[-1] != "proved"

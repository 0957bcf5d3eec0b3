"""Sums over samples that nothing shows, labels of samples: what is proved, and its near twin."""

from __future__ import annotations

import pytest

from tests.judging.judged import verdicts_of

UNSHOWN = r"""
<!-- derive: let Q = \frac{1}{2} \sum_x (r - a)^2; let a = v u + b -->
$$ \frac{\partial Q}{\partial v} = %s $$
"""
LABELS = r"""
<!-- derive: index s : S; index a, b : A; vector \beta_a : d; vector h^{(s)} : d -->
$$ g_{sa} = \frac{\exp(\beta_a^\top h^{(s)})}{\sum_b \exp(\beta_b^\top h^{(s)})} $$
$$ F = -\sum_s \sum_a 1\{c^{(s)} = a\} \log g_{sa} $$
$$ \frac{\partial F}{\partial \beta_a} = %s $$
"""


@pytest.mark.parametrize(
    ("right", "verdict"),
    [
        (r"\sum_x (a - r) u", "proved"),
        (r"\sum_x (r - a) u", "refuted"),
        # Nothing may be taken out of the sum: r, a and u are those of each sample.
        (r"u \sum_x (a - r)", "unknown"),
        (r"(a - r) u", "unknown"),
    ],
)
def test_a_sum_over_samples_keeps_all_that_belongs_to_them(right: str, verdict: str) -> None:
    assert verdicts_of(UNSHOWN % right)[-1] == verdict


@pytest.mark.parametrize(
    ("right", "verdict"),
    [
        (r"-\sum_s (1\{c^{(s)} = a\} - g_{sa}) h^{(s)}", "proved"),
        (r"-\sum_s (1\{c^{(s)} = a\} + g_{sa}) h^{(s)}", "refuted"),
        (r"-\sum_s 1\{c^{(s)} = a\} (1 - g_{sa}) h^{(s)}", "refuted"),
    ],
)
def test_each_sample_has_one_label(right: str, verdict: str) -> None:
    assert verdicts_of(LABELS % right)[-1] == verdict

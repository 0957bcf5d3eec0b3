"""Shapes that do not fit: refuted with sizes where all are said, and no verdict elsewhere."""

from __future__ import annotations

import pytest

from tests.judging.judged import outcomes_of

SAID = r"""
<!-- derive: matrix A : p, q; vector h : q; let y = A h; function F of y; layout denominator -->
$$ \frac{\partial F}{\partial h} = %s $$
"""
UNSAID = SAID.replace("matrix A : p, q; ", "").replace("vector h : q; ", "")


@pytest.mark.parametrize(
    ("right", "verdict"),
    [
        (r"A^\top \frac{\partial F}{\partial y}", "proved"),
        (r"A \frac{\partial F}{\partial y}", "refuted"),
        (r"-A^\top \frac{\partial F}{\partial y}", "refuted"),
    ],
)
def test_a_product_that_is_not_defined_is_false(right: str, verdict: str) -> None:
    _, found, outcome = outcomes_of(SAID % right)[-1]
    assert found == verdict
    if verdict == "refuted":
        assert outcome is not None
        assert outcome.witness is not None


@pytest.mark.parametrize("right", [r"A \frac{\partial F}{\partial y}", r"A h"])
def test_shapes_that_are_guessed_refute_nothing_by_themselves(right: str) -> None:
    _, found, outcome = outcomes_of(UNSAID % right)[-1]
    assert found != "refuted" or (outcome is not None and outcome.code != "shapes")


def test_sides_of_two_shapes() -> None:
    document = r"""
<!-- derive: vector a : k; vector b : l; matrix M : k, l; let g = a^\top M b; layout denominator -->
$$ \frac{\partial g}{\partial M} = a b^\top $$
$$ \frac{\partial g}{\partial M} = b a^\top $$
"""
    verdicts = [verdict for _, verdict, _ in outcomes_of(document)]
    assert verdicts == ["proved", "refuted"]
    witness = outcomes_of(document)[-1][2].witness  # type: ignore[union-attr]
    assert witness is not None
    assert (witness.lhs, witness.rhs) == ("2 × 3", "3 × 2")

"""Products with Jacobians and Hessians: the vector is summed over first, and nothing is lost."""

from __future__ import annotations

import numpy as np
import pytest

from derive import Derivation, Sum, define, exp, log, scalar
from derive.numeric.program.lower import lower
from derive.numeric.program.node import every
from derive.numeric.source.compiled import compiled_module
from derive.numeric.source.functions import Function, functions_of
from tests.losses.held_out import HELD_OUT
from tests.losses.listed import LISTED
from tests.numeric.source.modules import OWN, i, j, x, z

NAMED = {g.label: g for g in (*LISTED, *HELD_OUT)}
LOSSES = [
    "Brier score, by z_k",
    "entropy, by z_k",
    "Kullback–Leibler divergence, reversed, by z_k",
    "Dice loss, by q_k",
    "Tversky loss, by q_k",
    "cosine similarity, by x_b",
    "layer norm, gradient from above, by x_k",
    "attention, by Q_{so}",
    "softmax regression, by W_{bk}",
]


def functions(label: str) -> tuple[Function, ...]:
    if label in OWN:
        return functions_of(OWN[label])
    g = NAMED[label]
    return functions_of(Derivation.of_gradient(g.loss, g.wrt, given=g.given, name="loss-gradient"))


@pytest.mark.parametrize("label", [*LOSSES, "cross-entropy", "log-sum-exp", "entropy"])
def test_no_array_has_more_axes_than_what_is_given(label: str) -> None:
    for function in functions(label):
        result = lower(function.form, function.scope, function.output, given=function.given).result
        given = [len(f.axes) for f in function.families]
        assert max(len(node.axes) for node in every(result)) <= max(given), function.form


@pytest.mark.parametrize("far", [1.0, 40.0, 700.0, 2000.0])
def test_a_share_in_the_denominator_may_be_nothing(far: float) -> None:
    """The poly-1 loss: p_t (1/p_t + ε) = 1 + ε p_t."""
    (label,) = (name for name in NAMED if name.startswith("poly-1"))
    g = NAMED[label]
    made = compiled_module(Derivation.of_gradient(g.loss, g.wrt, name="loss-gradient"))
    logits = np.array([0.0, far])
    found = made.loss_gradient(logits, 0.5)
    rest = 1 / (1 + np.exp(-far))
    shares = np.array([1 - rest, rest])
    truth = (1 + 0.5 * shares)[:, None] * (shares - np.eye(2))
    np.testing.assert_allclose(found, truth, rtol=1e-9, atol=1e-12)


def test_a_mean_under_another_sum_keeps_its_digits() -> None:
    """Where one share is nearly 1, what is left is of the size of the others."""
    near = define("q", j, exp(-((x - z[j]) ** 2)) / Sum(exp(-((x - z[i]) ** 2)), i))
    loss = define("L", Sum(near[j] * z[j], j))
    made = compiled_module(Derivation.of_gradient(loss, x, name="loss-gradient"))
    centres = np.array([0.0, 7.0, 9.0])
    weights = np.exp(-((1.0 - centres) ** 2) + 1.0)
    # The derivative of a mean by x is twice the variance, to first order that of the others.
    variance = weights @ centres**2 / weights.sum() - (weights @ centres / weights.sum()) ** 2
    assert made.loss_gradient(1.0, centres) == pytest.approx(2 * variance, rel=1e-12)


def test_a_closed_form_is_kept_where_terms_would_cancel() -> None:
    """Of log cosh: two quotients of nearly 1 would be subtracted."""
    u = scalar("u")
    made = compiled_module(
        Derivation.of_gradient(log((exp(u) + exp(-u)) / 2), u, name="loss-gradient")
    )
    assert made.loss_hvp(1.0, 300.0) == pytest.approx(4 * np.exp(-600.0), rel=1e-12)


def test_the_share_of_a_row_is_used_as_a_whole() -> None:
    (hvp,) = (f for f in functions("cross-entropy") if f.kind == "hvp")
    assert str(hvp.form) == "p_l (v_l − Σ_j p_j v_j)"


@pytest.mark.parametrize(
    "label", ["generalised cross-entropy, by z_k", "focal loss of classes, by z_k"]
)
def test_exponentials_that_are_more_than_shares(label: str) -> None:
    g = NAMED[label]
    made = compiled_module(Derivation.of_gradient(g.loss, g.wrt, name="loss-gradient"))
    found = made.loss_value(np.array([0.0, np.log(3.0)]), 2.0)
    p = np.array([0.25, 0.75])
    truth = (1 - p**2) / 2 if label.startswith("gen") else -((1 - p) ** 2) * np.log(p)
    np.testing.assert_allclose(found, truth, rtol=1e-14)

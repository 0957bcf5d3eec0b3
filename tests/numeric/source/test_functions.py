"""Every function of every derivation against its definition, evaluated term by term."""

from __future__ import annotations

import numpy as np
import pytest

from derive import Derivation, Sum, index_set, indices, scalar, vector
from derive.numeric.source.check import check_functions
from derive.numeric.source.module import module_source
from tests.numeric.source.modules import catalogue

DERIVATIONS = catalogue()

#: What has no function, and what is said of it.
NONE = {
    "entropy-as-printed": "is not proved",
    "kl-as-printed": "is not proved",
    "labels-sum-to-one": "nothing to compute",
    "layer-as-printed": "is not proved",
    "layer-gradient": "is not proved",
    "linear-layer-by-biases": "would come back as it is",
    "linear-layer-by-biases-as-printed": "is not proved",
    "one-hot-labels": "nothing to compute",
    "rules-of-differentiation": "no more is known than its name",
    "softmax-as-printed": "a definition in which i is not bound",
    "softmax-derivative-as-printed": "is not proved",
    "softmax-of-any-numbers": "is not proved",
    "softmax-of-neurons": "nothing to compute",
    "softmax-sums-to-one": "nothing to compute",
}


@pytest.mark.parametrize("name", sorted(set(DERIVATIONS) - set(NONE)))
def test_each_function_is_what_defines_it(name: str) -> None:
    checks = check_functions(DERIVATIONS[name])
    assert checks
    for check in checks:
        assert check.ok, check


@pytest.mark.parametrize("name", sorted(NONE))
def test_where_there_is_no_function_the_reason_is_given(name: str) -> None:
    with pytest.raises(ValueError, match=NONE[name]):
        module_source(DERIVATIONS[name])


@pytest.mark.parametrize("name", ["cross-entropy", "log-sum-exp", "squares", "bce"])
def test_a_loss_has_five_functions(name: str) -> None:
    kinds = {c.name.rsplit("_", 1)[-1] for c in check_functions(DERIVATIONS[name])}
    assert {"value", "vjp", "jvp", "hvp"} < kinds


def test_what_is_the_same_along_an_axis_has_that_axis() -> None:
    C = index_set("C")
    i, k = indices("i k", C)
    z, a = vector("z", C), scalar("a")
    gradient = Derivation.of_gradient(Sum(a * z[i], i), z[k], name="linear").function()
    assert gradient(np.zeros((2, 3)), np.array([1.0, 2.0])).tolist() == [[1, 1, 1], [2, 2, 2]]
    ones = Derivation.of_gradient(Sum(z[i], i), z[k], name="ones").function()
    assert ones(np.zeros((2, 3))).tolist() == [[1, 1, 1], [1, 1, 1]]

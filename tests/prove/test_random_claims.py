"""Two thousand claims at random, true by construction or with a slip: no verdict may be false.

The nightly run looks at twenty thousand: ``python -m tests.prove.claims_at_random 20000``.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest

from derive.model import Claim, Witness
from derive.syntax.declare import exp
from tests.prove.claims_at_random import C, k, search, shapes, sides_at_witness, x

SEEDS = (101, 102, 103, 104)
PER_SEED = 500


@pytest.mark.parametrize("seed", SEEDS)
def test_no_verdict_is_false_and_few_are_missing(seed: int) -> None:
    seen: Counter[str] = Counter()
    found = [f"{f.what}: {f.claim.lhs} = {f.claim.rhs}" for f in search(PER_SEED, seed, seen)]
    assert not found, "\n".join(found)
    false = sum(n for line, n in seen.items() if line.startswith("different"))
    decided = seen["different: refuted"] + seen["different: conditional"]
    assert false > PER_SEED / 4
    assert decided >= 0.98 * false, seen
    true = sum(n for line, n in seen.items() if line.startswith("equal"))
    assert seen["equal: proved"] >= 0.95 * (true - seen["equal: unknown (undefined)"]), seen


def test_claims_that_facts_and_common_denominators_decide() -> None:
    seen: Counter[str] = Counter()
    source = search(60, 104, seen, shapes)
    found = [f"{f.what}: {f.claim.lhs} = {f.claim.rhs}" for f in source]
    assert not found, "\n".join(found)
    false = sum(n for line, n in seen.items() if line.startswith("different"))
    assert seen["different: refuted"] + seen["different: conditional"] >= 0.95 * false, seen
    true = sum(n for line, n in seen.items() if line.startswith("equal"))
    # Most of the shapes nest double sums in more than the prover takes apart.
    assert seen["equal: proved"] >= 0.8 * (true - seen["equal: unknown (undefined)"]), seen


def test_what_is_small_beside_a_large_number_is_a_difference() -> None:
    claim = Claim(exp(x[k] ** 2) + 1, exp(x[k] ** 2) + 2)
    values = (("x", (1,), Fraction(12)),)
    witness = Witness(((C, 1),), ((k, 1),), values, "", "", 128, 20)
    assert sides_at_witness(claim, witness) == "different"
    assert sides_at_witness(Claim(claim.lhs, 1 + exp(x[k] ** 2)), witness) == "equal"

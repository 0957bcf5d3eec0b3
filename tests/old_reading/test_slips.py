"""Slips put into right steps at random are mended: a sample of ``benchmarks/suggestions.py``."""

from __future__ import annotations

import re

import pytest

from benchmarks.suggestions import STEPS, cases, outcome

SAMPLE = [case for n, case in enumerate(cases(7)) if n % 5 == 0]


@pytest.mark.parametrize("step", STEPS[::4], ids=lambda step: step[1])
def test_the_steps_are_right(step: tuple[str, str, str]) -> None:
    found = outcome(*step)
    assert found is not None
    assert found.verdict == "proved"


def test_false_steps_are_mended() -> None:
    false = mended = before = 0
    for _, said, left, right, wrong in SAMPLE:
        found = outcome(said, left, wrong)
        if found is None or found.verdict != "refuted":
            continue
        false += 1
        if found.suggestion is not None:
            mended += 1
            texts = (re.sub(r"\s", "", text) for text in (found.suggestion.rhs, right))
            before += len(set(texts)) == 1
    assert false >= 12
    assert mended >= 0.9 * false
    assert before >= 0.6 * false

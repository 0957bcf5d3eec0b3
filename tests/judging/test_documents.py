"""Short documents as authors write them: no verdict is wrong, and most are given.

``documents/expected.json`` says what each equation is; ``out-of-reach`` is one that the author says
is wrong, or that needs more than algebra, and it may have any verdict but a proof.
"""

from __future__ import annotations

import json
import random
import re
from functools import cache
from pathlib import Path

import pytest

from derive.reading import conventions
from derive.reading.conventions import Row
from tests.judging.judged import outcomes_of

FOLDER = Path(__file__).parent / "documents"
EXPECTED = {
    entry["file"]: entry["steps"] for entry in json.loads((FOLDER / "expected.json").read_text())
}
#: How many of all steps have the verdict that is wanted, at least.
RIGHT = 230
DECIDED = {"proved", "refuted", "conditional", "definition"}


def squashed(text: str) -> str:
    return re.sub(r"\\(left|right|,|;|!|quad|qquad)|[\s&{}]", "", text)


@cache
def verdicts(name: str) -> tuple[tuple[str, str, str], ...]:
    """For each step its right side, the verdict that is wanted, and the one it has."""
    found = outcomes_of((FOLDER / name).read_text())
    steps: list[tuple[str, str, str]] = []
    at = 0
    for step in EXPECTED[name]:
        key = squashed(step["rhs"])[:24]
        at = next(n for n in range(at, len(found)) if squashed(found[n][0]).startswith(key))
        steps.append((step["rhs"], step["verdict"], found[at][1]))
        at += 1
    return tuple(steps)


def is_right(wanted: str, found: str) -> bool:
    if wanted == "out-of-reach":
        return found != "proved"
    return found == wanted or (wanted, found) == ("definition", "proved")


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_no_verdict_is_wrong(name: str) -> None:
    for right, wanted, found in verdicts(name):
        fine = is_right(wanted, found) or (wanted, found) == ("proved", "definition")
        assert fine or found not in DECIDED, f"{right}: {found}, and it is {wanted}"


def test_most_steps_have_their_verdict() -> None:
    steps = [step for name in EXPECTED for step in verdicts(name)]
    assert sum(is_right(wanted, found) for _, wanted, found in steps) >= RIGHT


def perturbed(seed: int) -> tuple[Row, ...]:
    """The table with every cost changed by up to a fifth."""
    chance = random.Random(seed)

    def change(row: Row) -> Row:
        options = [(a, c * chance.uniform(0.8, 1.2)) for a, c in row.options]
        return Row(
            row.question, row.evidence, tuple(sorted(options, key=lambda o: o[1])), row.certain
        )

    return tuple(map(change, conventions.TABLE))


@pytest.mark.parametrize("seed", range(3))
def test_no_verdict_hangs_on_a_fifth_of_a_cost(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    names = sorted(EXPECTED)[seed::6]
    usual = [verdicts(name) for name in names]  # by the table as it is, before it is changed
    monkeypatch.setattr(conventions, "TABLE", perturbed(seed))
    conventions.rows_of.cache_clear()
    try:
        changed = [verdicts.__wrapped__(name) for name in names]
    finally:
        conventions.rows_of.cache_clear()
    for before, after in zip(usual, changed, strict=True):
        for (right, wanted, first), (*_, found) in zip(before, after, strict=True):
            fine = is_right(wanted, found) or found == first
            assert fine or found not in DECIDED, f"{right}: {found}, and it is {wanted}"

"""Documents by authors who had not seen the reader: nothing that is true is refuted, and so on.

``fresh/expected.json`` says of each equation whether it is true, false, a definition, or
nothing to be decided: a constraint, an update, what others claim, an approximation.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from tests.judging.judged import outcomes_of
from tests.judging.test_documents import squashed

FOLDER = Path(__file__).parent / "fresh"
EXPECTED = {e["file"]: e["steps"] for e in json.loads((FOLDER / "expected.json").read_text())}
#: What may not be found of an equation; what a document defines is its author's business.
NEVER = {
    "true": {"refuted", "conditional"},
    "false": {"proved"},
    "definition": {"refuted", "conditional"},
    "undecidable": {"refuted", "conditional"},
}
MEANT = {
    "true": {"proved"},
    "false": {"refuted", "conditional"},
    "definition": {"definition", "proved"},
}
#: How many equations are decided as the truth is, at least.
DECIDED = 350


@cache
def found_in(name: str) -> tuple[tuple[str, str, str], ...]:
    """For each equation its right side, the truth, and the verdict; those not listed left out."""
    found = outcomes_of((FOLDER / name).read_text())
    steps: list[tuple[str, str, str]] = []
    at = 0
    for step in EXPECTED[name]:
        key = squashed(step["rhs"])[:24]
        places = (n for n in range(at, len(found)) if squashed(found[n][0]).startswith(key))
        place = next(places, None)
        if place is not None:
            steps.append((step["rhs"], step["truth"], found[place][1]))
            at = place + 1
    return tuple(steps)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_no_verdict_is_false(name: str) -> None:
    wrong = [step for step in found_in(name) if step[2] in NEVER[step[1]]]
    assert not wrong


def test_many_equations_are_decided() -> None:
    steps = [step for name in EXPECTED for step in found_in(name)]
    assert sum(verdict in MEANT.get(truth, set()) for _, truth, verdict in steps) >= DECIDED

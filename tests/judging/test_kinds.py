"""Short documents by kinds of notation, each with true and false steps: every verdict is as wanted.

``kinds/expected.json`` says what each step is, with the missing assumption where it has one;
``out-of-reach`` is a step that nothing decides, and that is never proved or refuted.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from tests.judging.judged import outcomes_of
from tests.judging.test_documents import DECIDED, squashed

FOLDER = Path(__file__).parent / "kinds"
EXPECTED = {
    entry["file"]: entry["steps"] for entry in json.loads((FOLDER / "expected.json").read_text())
}
#: How many of all steps have the verdict that is wanted, at least.
RIGHT = 280


@cache
def verdicts(name: str) -> tuple[tuple[str, str, str], ...]:
    """For each step of a document its right side, the verdict wanted, and the one it has."""
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
        return found not in DECIDED - {"definition"}
    return found == wanted or (wanted, found) == ("definition", "proved")


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_no_verdict_is_wrong(name: str) -> None:
    for right, wanted, found in verdicts(name):
        fine = is_right(wanted, found) or (wanted, found) == ("proved", "definition")
        assert fine or found not in DECIDED, f"{right}: {found}, and it is {wanted}"


def test_most_steps_have_their_verdict() -> None:
    steps = [step for name in EXPECTED for step in verdicts(name)]
    assert sum(is_right(wanted, found) for _, wanted, found in steps) >= RIGHT

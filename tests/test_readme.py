"""The README is true: its code runs, and the output that it shows is the output."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from derive.apps.cli import run

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"```text\n\$ derive (.*?)\n(.*?)```", README, re.DOTALL)
PYTHON = re.findall(r"^```python\n(.*?)^```", README, re.DOTALL | re.MULTILINE)


def without_rounding(text: str) -> str:
    """The text without the size of rounding errors, which differs between processors."""
    return re.sub(r"\d\.\de-\d\d", "…", text).strip()


@pytest.mark.parametrize(("command", "output"), SHOWN, ids=[command for command, _ in SHOWN])
def test_what_is_shown_is_what_is_printed(capsys, command: str, output: str) -> None:
    run(shlex.split(command))
    printed = capsys.readouterr().out
    assert without_rounding(printed) == without_rounding(output)


def test_the_derivation_of_the_readme_is_proved_and_closes() -> None:
    names: dict[str, object] = {}
    exec(PYTHON[0], names)
    gradient = names["gradient"]
    judgement = gradient.judge()
    assert judgement.as_stated
    assert judgement.cross_check.ok
    assert str(gradient.closed_form) == "p_k − y_k"


def test_the_author_s_own_steps_of_the_readme_are_judged() -> None:
    names: dict[str, object] = {}
    exec(PYTHON[0] + PYTHON[1], names)
    for name in ("by_probabilities", "off_diagonal", "mine"):
        assert names[name].judge().as_stated


def test_there_is_something_to_test() -> None:
    assert len(SHOWN) >= 3
    assert PYTHON

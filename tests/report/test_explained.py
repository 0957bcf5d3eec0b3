"""Every diagnostic and every reason for "unknown" that the code can give is explained."""

import ast
import re
from pathlib import Path

import pytest

import derive
from derive.judging.outcome import CODES
from derive.report.explain import EXPLANATIONS, explain

PACKAGE = Path(derive.__file__).parent
MAKERS = {"Diagnostic", "Remark", "Reason", "_noted"}


def names_given():
    """The first arguments of calls that make diagnostics, and the reasons of unknown outcomes."""
    found = set(CODES)
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            first = node.args[0] if node.args else None
            if node.func.id in {*MAKERS, "Unknown"} and isinstance(first, ast.Constant):
                found.add(str(first.value))
            if node.func.id == "Outcome" and len(node.args) > 1:
                said = node.args[1]
                text = said.values[0] if isinstance(said, ast.JoinedStr) else said
                word = re.match(r"([a-z-]+):", str(getattr(text, "value", "")))
                found |= {word[1]} if word else set()
    return found


def test_there_are_diagnostics():
    assert len(names_given()) >= 30


@pytest.mark.parametrize("name", sorted(names_given() - {"internal-error"}))
def test_it_is_explained(name):
    assert len(explain(name).split("\n\n")) >= 3


def test_nothing_else_is_explained():
    other = {"refuted", "conditional", "not-as-stated", "cross-check-failed", "wrong-wrt",
             "undeclared-symbol", "index-set-clash", "internal-disagreement"}  # fmt: skip
    assert set(EXPLANATIONS) <= names_given() | other

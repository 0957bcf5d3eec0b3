"""The oracle is an independent opinion: it shares no code with what it judges.

`lint-imports` holds the arrows between the rooms of `derive`; it does not see `tests`.
"""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
JUDGED = ("derive.arrays", "derive.conditions", "derive.elaborate", "derive.index", "derive.prove")


def modules_named(source: str) -> set[str]:
    """The modules that a source names: in an import anywhere, or whole in a string."""
    named = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            named.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            named.add(module)
            named.update(f"{module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            named.add(node.value)
    return named


def judged_modules(source: str) -> set[str]:
    """Those of the modules that belong to the rooms that the oracle judges."""
    return {
        name
        for name in modules_named(source)
        if any(name == room or name.startswith(f"{room}.") for room in JUDGED)
    }


@pytest.mark.parametrize(
    "source",
    [
        "import derive.prove",
        "import derive.index.adopt as a",
        "from derive import prove",
        "from derive.elaborate import meaning",
        "def later():\n    from derive.index.adopt import adopt",
        "import importlib\nimportlib.import_module('derive.prove')",
    ],
)
def test_an_import_of_a_judged_room_is_seen(source: str) -> None:
    assert judged_modules(source)


@pytest.mark.parametrize(
    "source",
    ["from derive import Sum", "from derive.syntax.tree import Index", "import derive.index_notes"],
)
def test_other_imports_are_allowed(source: str) -> None:
    assert not judged_modules(source)


def test_the_oracle_names_no_judged_room() -> None:
    files = sorted((ROOT / "tests" / "oracle").glob("*.py"))
    assert files
    for file in files:
        assert judged_modules(file.read_text(encoding="utf-8")) == set(), file.name


def test_importing_the_oracle_loads_no_judged_room() -> None:
    program = "import sys, tests.oracle; print(*sys.modules, sep='\\n')"
    loaded = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    assert "tests.oracle" in loaded
    assert [name for name in loaded if name.startswith(JUDGED)] == []

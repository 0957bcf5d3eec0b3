"""`derive --help` answers at once: it loads neither SymPy nor NumPy."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

HELP = """
import sys
from derive.apps.cli import main
sys.argv = ["derive", "--help"]
try:
    main()
finally:
    print(*sys.modules, file=sys.stderr, sep="\\n")
"""


@pytest.mark.skipif(
    not (ROOT / "derive" / "apps" / "cli.py").exists(), reason="there is no command line yet"
)
def test_help_loads_neither_sympy_nor_numpy() -> None:
    run = subprocess.run([sys.executable, "-c", HELP], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert "Usage: derive" in run.stdout
    loaded = run.stderr.split()
    assert "derive.apps.cli" in loaded
    assert {"flint", "numpy", "sympy"}.isdisjoint(loaded)

"""How many tests of reading pass with a reader that reads nothing: those that check nothing.

``python -m benchmarks.reads_nothing`` runs the tests of the rooms that read with a parser that
finds no notation and an outline without statements. A test that passes then asserts only
what is *not* done, and holds of a broken reader; at most one in twenty may.
"""

from __future__ import annotations

import re
import subprocess
import sys

ROOMS = ("tests/notation", "tests/discourse", "tests/reading", "tests/judging")
MOST = 0.05


def pytest_configure(config: object) -> None:
    """Take the readers away before any test imports them."""
    import derive.notation.parse as parsing
    import derive.notation.rows as rows
    from derive.notation.nodes import Clauses

    parsing.parse = lambda text, *_, **__: Clauses(0, len(text), ())  # type: ignore[assignment]
    rows.rows = lambda text: ()  # type: ignore[assignment]


def main(rooms: list[str]) -> int:
    """Run the tests, and print how many pass."""
    command = [sys.executable, "-m", "pytest", "-p", "benchmarks.reads_nothing", "-q", *rooms]
    shown = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    found = re.findall(r"(\d+) (passed|failed|error)", shown)
    counts = {word: int(n) for n, word in found}
    passed = counts.get("passed", 0)
    total = sum(counts.values())
    if not total:
        print(shown)
        return 2
    print(f"{passed} of {total} tests of reading pass with a reader that reads nothing")
    print(f"{100 * passed / total:.1f} %, at most {100 * MOST:g} %")
    return int(passed > MOST * total)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or list(ROOMS)))

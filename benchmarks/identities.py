"""Time per claim on the identities of the field: the whole verdict, after import.

    python -m benchmarks.identities

The claims are those of ``tests/prove/test_identities.py``; best of five, caches of SymPy warm.
"""

from __future__ import annotations

import statistics
import time

from derive.check import judge_claim
from derive.model import Claim, Eq, verdict_name
from tests.prove.test_identities import NEEDS, PROVED, REFUTED

REPETITIONS = 5


def claims() -> list[tuple[str, Claim]]:
    """Every claim of the set, with its name."""
    proved = [(n, Claim(a, Eq(b, b).rhs, given=given)) for n, (a, b, given) in PROVED.items()]
    refuted = [(n, Claim(a, Eq(b, b).rhs)) for n, (a, b, _) in REFUTED.items()]
    return [*proved, *refuted, *((name, claim) for name, (claim, _) in NEEDS.items())]


def main() -> None:
    """Print a line for each claim, then the median and the 99th percentile."""
    times = []
    for name, claim in claims():
        best = float("inf")
        for _ in range(REPETITIONS):
            start = time.perf_counter()
            verdict = judge_claim(claim).verdict
            best = min(best, time.perf_counter() - start)
        times.append(1000 * best)
        print(f"{1000 * best:8.1f} ms  {verdict_name(verdict):12} {name}")
    last = sorted(times)[max(0, round(0.99 * len(times)) - 1)]
    median = statistics.median(times)
    print(f"{len(times)} claims: median {median:.1f} ms, 99th percentile {last:.1f} ms")


if __name__ == "__main__":
    main()

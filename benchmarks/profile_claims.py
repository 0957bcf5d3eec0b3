"""Where the time goes when every claim of document 000 is judged.

    python -m benchmarks.profile_claims [--top 15] [--sort cumulative|tottime]

SymPy's cache stays warm, as it is when somebody verifies a document.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
from statistics import median

from benchmarks.document import claims
from benchmarks.timing import best_of
from derive.check import judge_claim
from derive.model import verdict_name


def main() -> None:
    parser = argparse.ArgumentParser(description="Profile the judging of document 000.")
    parser.add_argument("--top", type=int, default=15, help="how many functions to print (15)")
    parser.add_argument("--sort", choices=("cumulative", "tottime"), default="cumulative")
    parser.add_argument("--repetitions", type=int, default=10, help="rounds to profile (10)")
    options = parser.parse_args()

    named = claims()
    times = []
    for each in named:
        timed = best_of(lambda claim=each.claim: judge_claim(claim), options.repetitions)
        times.append(timed.seconds)
        print(
            f"{each.name:<12}{verdict_name(timed.result.verdict):<12}{timed.seconds * 1e3:7.2f} ms"
        )
    print(
        f"median {median(times) * 1e3:.2f} ms, in all {sum(times) * 1e3:.1f} ms, profiled below:\n"
    )

    profile = cProfile.Profile()
    profile.enable()
    for _ in range(options.repetitions):
        for each in named:
            judge_claim(each.claim)
    profile.disable()
    pstats.Stats(profile).sort_stats(options.sort).print_stats(r"/derive/", options.top)
    pstats.Stats(profile).sort_stats("tottime").print_stats(options.top)


if __name__ == "__main__":
    main()

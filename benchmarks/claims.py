"""Time per claim of document 000: derive, SymPy at n = 3, 5, 8, and tensorgrad, in one run.

    python -m benchmarks.claims --peer-python PEER/bin/python

``README.md`` says what the columns mean.
"""

from __future__ import annotations

import argparse
import json
import pickle
import subprocess
import sys
from pathlib import Path

import sympy as sp
from sympy.core.cache import clear_cache

from benchmarks.document import Named, chains, claims, with_index_set
from benchmarks.table import SIZES, Peer, Row, print_aims, print_table
from benchmarks.timing import best_of
from benchmarks.unroll import difference, positions_of
from derive.check import judge_claim
from derive.elaborate import Elaborator
from derive.model import Assumption, Claim, Proved, verdict_name
from derive.prove.conditions import conditions_of
from derive.prove.equality import compare
from derive.prove.patterns import patterns
from derive.scope import scope_of


def measure(named: Named, repetitions: int, limit: float) -> Row:
    """The figures of derive and of SymPy for one claim."""
    claim = named.claim
    judged = best_of(lambda: judge_claim(claim).verdict, repetitions, clear_cache)
    other = with_index_set(claim, "C", "Categories")
    return Row(
        named.name,
        verdict_name(judged.result),
        judged.seconds,
        normal_form(claim, repetitions),
        best_of(lambda: judge_claim(other), repetitions, clear_cache).seconds,
        {n: simplified(claim, n, used(claim), repetitions, limit) for n in SIZES},
    )


def used(claim: Claim) -> tuple[Assumption, ...]:
    """What the proof of a claim rests on, if it is proved."""
    verdict = judge_claim(claim).verdict
    return verdict.assumptions if isinstance(verdict, Proved) else ()


def normal_form(claim: Claim, repetitions: int) -> float:
    """Seconds to compare the normal forms in every pattern, from meanings that are there."""
    scope = scope_of(claim)
    elaborator = Elaborator(scope)
    lhs, rhs = elaborator.meaning(claim.lhs), elaborator.meaning(claim.rhs)
    needed = conditions_of(claim, scope)
    every = tuple(patterns(scope.free, scope.points, scope.case))

    def compare_all() -> None:
        for pattern in every:
            compare(lhs, rhs, elaborator, pattern, needed)

    return best_of(compare_all, repetitions, clear_cache).seconds


def simplified(
    claim: Claim, n: int, assumed: tuple[Assumption, ...], repetitions: int, limit: float
) -> Peer:
    """``sympy.simplify`` in every pattern of the indices, at one position for each pattern."""
    scope = scope_of(claim)
    building = seconds = 0.0
    shown = collapsed = True
    for pattern in patterns(scope.free, scope.points, scope.case):
        at = positions_of(pattern)
        built = best_of(lambda at=at: difference(claim, scope, n, at, assumed), 1, clear_cache)
        timed = best_of(
            lambda form=built.result: sp.simplify(form),
            repetitions,
            clear_cache,
            limit=limit,
            enough=limit / 10,
        )
        building += built.seconds
        seconds += timed.seconds
        shown = shown and timed.in_time and timed.result == 0
        collapsed = collapsed and built.result == 0
        if not timed.in_time:
            return Peer(seconds, False, in_time=False, building=building)
    return Peer(seconds, shown, collapsed=collapsed, building=building)


def tensorgrad(
    python: str | None, named: tuple[Named, ...], repetitions: int, limit: float
) -> list[Peer | None]:
    """The figures of tensorgrad, from a process of its own; nothing if it is not to be had."""
    nothing: list[Peer | None] = [None] * len(named)
    if python is None:
        print("tensorgrad: no --peer-python was given, so its column is empty.\n")
        return nothing
    work = [(n.claim, used(n.claim)) for n in named]
    try:
        run = subprocess.run(
            [python, "-m", "benchmarks.peer_tensorgrad"],
            input=pickle.dumps((repetitions, limit, work)),
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parents[1],
            check=True,
        )
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"tensorgrad: it does not run there, so its column is empty ({error}).\n")
        return nothing
    found = [json.loads(line) for line in run.stdout.splitlines()]
    assert len(found) == len(named)
    return [None if f is None else Peer(**f) for f in found]


def main() -> None:
    parser = argparse.ArgumentParser(description="Time per claim, side by side with peers.")
    parser.add_argument("--peer-python", help="the interpreter of tensorgrad's environment")
    parser.add_argument("--repetitions", type=int, default=5, help="the best of so many (5)")
    parser.add_argument("--limit", type=float, default=20, help="seconds for a peer's call (20)")
    options = parser.parse_args()

    single, whole = claims(), chains()
    rows = []
    for number, named in enumerate((*single, *whole), start=1):
        if sys.stderr.isatty():
            print(f"\r{number}/{len(single) + len(whole)}", end="\r", file=sys.stderr, flush=True)
        rows.append(measure(named, options.repetitions, options.limit))
    peers = tensorgrad(options.peer_python, (*single, *whole), options.repetitions, options.limit)
    rows = [row.beside(peer) for row, peer in zip(rows, peers, strict=True)]
    print_table("The claims of document 000", rows[: len(single)], options.limit)
    print_table("Its chains, first side = last side", rows[len(single) :], options.limit)
    print_aims(rows[: len(single)])


if __name__ == "__main__":
    main()

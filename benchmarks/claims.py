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
from dataclasses import dataclass
from pathlib import Path

import sympy as sp
from sympy.core.cache import clear_cache

from benchmarks.document import Named, claims, with_index_set
from benchmarks.timing import Timed, best_of, summary
from benchmarks.unroll import difference, positions_of
from derive.check import judge_claim
from derive.elaborate import Elaborator
from derive.model import Assumption, Claim, Conditional, Proved, Verdict, verdict_name
from derive.prove.conditions import conditions_of
from derive.prove.equality import compare
from derive.prove.patterns import patterns
from derive.scope import scope_of

SIZES = (3, 5, 8)
AIMS = {3: 30, 5: 50, 8: 100}
AIM_TENSORGRAD = 10


@dataclass(frozen=True, slots=True)
class Peer:
    """One figure of a peer: how long, whether it showed the claim, whether it was in time."""

    seconds: float
    shown: bool
    in_time: bool = True
    collapsed: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One claim with all its figures."""

    name: str
    verdict: str
    judged: float
    normal_form: float
    other_name: float
    sympy: dict[int, Peer]
    tensorgrad: Peer | None = None


def measure(named: Named, repetitions: int, limit: float) -> Row:
    claim = named.claim
    judged = best_of(lambda: judge_claim(claim).verdict, repetitions, clear_cache)
    other = with_index_set(claim, "C", "Categories")
    renamed = best_of(lambda: judge_claim(other), repetitions, clear_cache)
    used = assumptions(judged.result)
    return Row(
        named.name,
        verdict_name(judged.result),
        judged.seconds,
        normal_form(claim, repetitions).seconds,
        renamed.seconds,
        {n: simplified(claim, n, used, repetitions, limit) for n in SIZES},
    )


def assumptions(verdict: Verdict) -> tuple[Assumption, ...]:
    """What the proof of a claim rests on."""
    return verdict.assumptions if isinstance(verdict, Proved) else ()


def normal_form(claim: Claim, repetitions: int) -> Timed:
    """The normal forms of both sides in every pattern, from meanings that are there already."""
    scope = scope_of(claim)
    elaborator = Elaborator(scope)
    lhs, rhs = elaborator.meaning(claim.lhs), elaborator.meaning(claim.rhs)
    needed = conditions_of(claim, scope)
    every = tuple(patterns(scope.free, scope.points, scope.case))
    return best_of(
        lambda: [compare(lhs, rhs, elaborator, pattern, needed) for pattern in every],
        repetitions,
        clear_cache,
    )


def simplified(
    claim: Claim, n: int, used: tuple[Assumption, ...], repetitions: int, limit: float
) -> Peer:
    """``sympy.simplify`` in every pattern of the indices, at one position for each pattern.

    Unrolling and differentiation are outside the time.
    """
    scope = scope_of(claim)
    total, shown, collapsed = 0.0, True, True
    for pattern in patterns(scope.free, scope.points, scope.case):
        expression = difference(claim, scope, n, positions_of(pattern), used)
        timed = best_of(
            lambda expression=expression: sp.simplify(expression),
            repetitions,
            clear_cache,
            limit=limit,
            enough=limit / 10,
        )
        total += timed.seconds
        if not timed.in_time:
            return Peer(total, shown=False, in_time=False)
        shown = shown and timed.result == 0
        collapsed = collapsed and expression == 0
    return Peer(total, shown, collapsed=collapsed)


def tensorgrad(
    python: str | None, named: tuple[Named, ...], repetitions: int, limit: float
) -> list[Peer | None]:
    """tensorgrad's figures, from a process of its own; nothing if it is not to be had."""
    nothing: list[Peer | None] = [None] * len(named)
    if python is None:
        print("tensorgrad: no --peer-python given; its column is left out.", file=sys.stderr)
        return nothing
    work = [(n.claim, assumptions(judge_claim(n.claim).verdict)) for n in named]
    run = subprocess.run(
        [python, "-m", "benchmarks.peer_tensorgrad"],
        input=pickle.dumps((repetitions, limit, work)),
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[1],
        check=False,
    )
    found = [json.loads(line) for line in run.stdout.splitlines()]
    if run.returncode != 0 or len(found) != len(named):
        print("tensorgrad: it did not run there; its column is left out.", file=sys.stderr)
        return nothing
    return [None if "not_expressible" in f else Peer(**f) for f in found]

"""Time of a call: the best of several repetitions, under a limit."""

from __future__ import annotations

import gc
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import geometric_mean, median
from time import perf_counter
from types import FrameType
from typing import Any

__all__ = ["OutOfTime", "Timed", "best_of", "limited", "summary"]


class OutOfTime(Exception):
    """The limit was reached."""


@dataclass(frozen=True, slots=True)
class Timed:
    """The best time in seconds, and what the call returned; ``None`` if out of time."""

    seconds: float
    result: Any
    in_time: bool = True


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise ``OutOfTime`` in the block once ``seconds`` have passed (Unix, main thread)."""

    def stop(signum: int, frame: FrameType | None) -> None:
        raise OutOfTime

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def best_of(
    call: Callable[[], Any],
    repetitions: int,
    before_each: Callable[[], None] = lambda: None,
    limit: float = 3600,
    enough: float = 3600,
    warm_up: bool = True,
) -> Timed:
    """Time ``call``: the best of ``repetitions``, after one that is not counted.

    ``before_each`` runs outside the time. Where one call takes more than ``enough``
    seconds that time stands: it is neither warm-up nor repeated, as its noise is small.
    """
    best, result = float("inf"), None
    for number in range(repetitions + warm_up):
        before_each()
        gc.collect()
        start = perf_counter()
        try:
            with limited(limit):
                result = call()
        except OutOfTime:
            return Timed(limit, None, in_time=False)
        taken = perf_counter() - start
        if taken > enough:
            return Timed(min(best, taken), result)
        if number >= warm_up:
            best = min(best, taken)
    return Timed(best, result)


def summary(ratios: list[float]) -> tuple[float, float]:
    """The median and the geometric mean."""
    return median(ratios), geometric_mean(ratios)

"""The process that judges: it may be killed, and may not use more memory than it is given."""

from __future__ import annotations

from derive.old.outcome import Outcome
from derive.old.task import Task

__all__ = ["judge", "limit_memory", "mend", "prepare"]


def limit_memory(most: int) -> None:
    """Give this process at most so many bytes of address space, where the system can do so."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def prepare(most: int) -> None:
    """Make this process ready, before the time of its first task begins to run."""
    limit_memory(most)
    import derive.old.judging.step
    import derive.old.mend.find  # noqa: F401


def judge(task: Task) -> Outcome:
    """The outcome of one step."""
    from derive.old.judging.step import outcome_of

    try:
        return outcome_of(task)
    except (RecursionError, MemoryError):
        return Outcome("unknown", "out-of-budget: it takes more memory than it is given")


def mend(task: Task, outcome: Outcome) -> Outcome:
    """The outcome of a false step with the change that mends it, if one is found."""
    from derive.old.mend.find import with_suggestion

    try:
        return with_suggestion(task, outcome)
    except (RecursionError, MemoryError):
        return outcome

"""Judge the steps of documents in processes that can be killed, in the order of the document."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import TimeoutError as OutOfTime
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from types import TracebackType
from typing import TypeAlias

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from derive.old.cache import Cache, key_of, program_version
from derive.old.outcome import Outcome, may_be_mended
from derive.old.task import Task
from derive.old.worker import judge, mend, prepare

__all__ = ["Judges", "Limits"]


_Future: TypeAlias = "ProcessFuture[Outcome]"


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds and bytes for one step, and how many processes judge at a time."""

    seconds: float = 5.0
    memory: int = 1 << 30
    processes: int = 1


@dataclass(slots=True)
class Judges(AbstractContextManager["Judges"]):
    """Processes that judge tasks; what runs out of time or memory is unknown."""

    limits: Limits = field(default_factory=Limits)
    pool: ProcessPool | None = None
    known_version: str = ""
    #: Told after each outcome of a document how many of how many there are.
    progress: Callable[[int, int], None] | None = None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.pool is not None:
            if error is None:
                self.pool.close()  # type: ignore[no-untyped-call]
            else:
                self.pool.stop()  # type: ignore[no-untyped-call]
            self.pool.join()

    def outcomes(self, tasks: Iterable[Task], cache: Cache | None = None) -> Iterator[Outcome]:
        """The outcomes of tasks, in their order; what the cache keeps is not judged again."""
        waiting: list[tuple[str, Task, Outcome | _Future]] = []
        for task in tasks:
            key = key_of(task, self.version) if cache is not None else ""
            kept = cache.get(key) if cache is not None else None
            waiting.append((key, task, self._start(judge, task) if kept is None else kept))
        for number, (key, task, found) in enumerate(waiting):
            if self.progress is not None:
                self.progress(number, len(waiting))
            if isinstance(found, Outcome):
                yield found
                continue
            outcome = self._mended(task, self._result(found))
            if cache is not None:
                cache.put(key, outcome)
            yield outcome

    @property
    def version(self) -> str:
        """The version of the program, worked out once."""
        if not self.known_version:
            self.known_version = program_version()
        return self.known_version

    def _mended(self, task: Task, outcome: Outcome) -> Outcome:
        """The outcome with a suggestion; to look for one must not cost the verdict."""
        if not may_be_mended(outcome):
            return outcome
        found = self._result(self._start(mend, task, outcome))
        return found if found.verdict in ("refuted", "conditional") else outcome

    def _start(self, work: Callable[..., Outcome], *args: object) -> _Future:
        if self.pool is None:
            context = multiprocessing.get_context("spawn")
            self.pool = ProcessPool(
                max_workers=self.limits.processes,
                initializer=prepare,
                initargs=(self.limits.memory,),
                context=context,
            )
        schedule: Callable[..., _Future] = self.pool.schedule
        return schedule(work, args=args, timeout=self.limits.seconds)

    def _result(self, future: _Future) -> Outcome:
        try:
            return future.result()
        except OutOfTime:
            return Outcome("unknown", f"out-of-time: not decided in {self.limits.seconds:g} s")
        except (ProcessExpired, MemoryError):
            return Outcome("unknown", "out-of-budget: it takes more memory than it is given")
        except Exception as error:
            return Outcome("unknown", f"internal-error: {type(error).__name__}: {error}")

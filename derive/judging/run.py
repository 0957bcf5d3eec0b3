"""Documents read and judged in processes that can be killed; what ends one of them ends no run.

Each process has a pool of its own, so that what breaks one of them touches no other task. A
task whose process ended, or whose pool broke, goes to a new one once.
"""

from __future__ import annotations

import multiprocessing
import pickle
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as OutOfTime
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from queue import SimpleQueue
from threading import Event
from time import monotonic
from types import TracebackType
from typing import TypeVar

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from derive.documents.document import Document
from derive.judging import worker
from derive.judging.outcome import VERDICTS, Outcome, Reason, Suggested
from derive.judging.page import Page
from derive.judging.worker import Settled, Work, internal

__all__ = ["Judges", "Limits", "Stopped"]

_T = TypeVar("_T")
_S = TypeVar("_S")

#: A process that has not said anything so long after its time is broken: it starts in seconds.
_START = 60.0
_LOOK, _PAUSE = 0.5, 0.5
#: Characters of a document that take no longer to read than one step may.
_LENGTH = 20_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds and bytes for one step, and how many processes work at a time."""

    seconds: float = 5.0
    memory: int = 1 << 30
    processes: int = 1


class Stopped(Exception):
    """The run was broken off: no outcome is of any use."""


@dataclass(slots=True)
class _Process:
    """A process that can be killed, made when it is needed; ``fresh`` says it has done nothing."""

    pool: ProcessPool | None = None
    fresh: bool = True

    def start(self, limits: Limits, work: Work) -> ProcessPool:
        if self.pool is None:
            self.fresh = True
            self.pool = ProcessPool(
                max_workers=1,
                initializer=worker.prepare,
                initargs=(limits.memory, work),
                context=multiprocessing.get_context("spawn"),
            )
        return self.pool

    def stop(self) -> None:
        pool, self.pool = self.pool, None
        if pool is not None:
            with suppress(Exception):
                pool.stop()  # type: ignore[no-untyped-call]
                pool.join()


@dataclass(slots=True)
class Judges(AbstractContextManager["Judges"]):
    """Processes that read and judge documents; what runs out of time or memory is unknown."""

    limits: Limits = field(default_factory=Limits)
    work: Work = field(default_factory=Work)
    processes: tuple[_Process, ...] = ()
    free: SimpleQueue[_Process] = field(default_factory=SimpleQueue)
    threads: tuple[ThreadPoolExecutor, ...] = ()
    stopped: Event = field(default_factory=Event)
    folder: str = ""

    def __enter__(self) -> Judges:
        most = self.limits.processes
        self.processes = tuple(_Process() for _ in range(most))
        for process in self.processes:
            self.free.put(process)
        # Documents wait for their sections: each needs threads of its own.
        self.threads = (ThreadPoolExecutor(most), ThreadPoolExecutor(most))
        self.folder = tempfile.mkdtemp(prefix="derive-")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stopped.set()
        for threads in self.threads:
            threads.shutdown(wait=True, cancel_futures=True)
        for process in self.processes:
            process.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def each_document(self, do: Callable[[_S], _T], those: Iterable[_S]) -> Iterator[_T]:
        """What ``do`` makes of each document, in order; several are worked on at a time."""
        return self.threads[0].map(do, those)

    def each_section(self, do: Callable[[_S], _T], those: Iterable[_S]) -> Iterator[_T]:
        """What ``do`` makes of each section of a document, in order."""
        return self.threads[1].map(do, those)

    def page(self, document: Document) -> tuple[Page | Reason, str]:
        """The page of a document, or why there is none, and the folder that holds it.

        ``forget`` removes the folder. The time grows with the length of the document.
        """
        folder = ""
        try:
            folder = tempfile.mkdtemp(dir=self.folder)
            with open(Path(folder) / "document", "wb") as file:
                pickle.dump(document, file, pickle.HIGHEST_PROTOCOL)
        except (Exception, MemoryError) as error:
            return internal(error), folder
        seconds = self.limits.seconds * (1 + len(document.source) / _LENGTH)
        found = self.call(worker.scanned, self.work, folder, seconds=seconds)
        return found if isinstance(found, Page) else _no_answer(found), folder

    def outcome(self, folder: str, n: int, settled: Settled) -> tuple[Outcome, Settled]:
        """The outcome of the n-th statement, with a suggestion if it is false and has one."""
        match self.call(worker.judged, self.work, folder, n, settled):
            case (Outcome() as outcome, tuple() as after) if outcome.verdict in VERDICTS:
                pass
            case other:
                return Outcome("unknown", _no_answer(other)), settled
        if outcome.verdict in ("refuted", "conditional") and outcome.suggestion is None:
            # To look for one must not cost the verdict.
            found = self.call(worker.suggested, self.work, folder, n, outcome, settled)
            if isinstance(found, Suggested):
                outcome = replace(outcome, suggestion=found)
        return outcome, after

    def forget(self, folder: str) -> None:
        """Remove what was put down for a document."""
        if folder:
            shutil.rmtree(folder, ignore_errors=True)

    def call(
        self, function: Callable[..., object], *args: object, seconds: float | None = None
    ) -> object:
        """What a function returns in a process, or the ``Reason`` why it does not.

        Raises ``Stopped`` if the run was broken off meanwhile.
        """
        limit = self.limits.seconds if seconds is None else seconds
        process = self.free.get()
        try:
            if self.stopped.is_set():
                raise Stopped
            for last in (False, True):
                fresh = process.fresh
                try:
                    return self._once(process, limit, function, args)
                except OutOfTime:
                    process.fresh = True  # pebble has put a new one in its place
                    return Reason("out-of-time", f"not decided in {limit:g} s")
                except ProcessExpired as error:
                    process.fresh = True
                    full = error.exitcode == worker.ENDED_FOR_MEMORY
                    if last or (full and fresh):
                        said = "it takes more memory than it is given"
                        ended = f"its process ended twice, the last time with code {error.exitcode}"
                        return Reason("out-of-memory", said) if full else Reason("stopped", ended)
                except Stopped:
                    raise
                except Exception as error:
                    process.stop()
                    if last:
                        why = error.__cause__ or error
                        said = f"its process was lost twice: {type(why).__name__}: {why}"
                        return Reason("stopped", " ".join(said.split()))
                    self.stopped.wait(_PAUSE)  # what the system lacked it may have in a moment
            raise AssertionError("a task is tried twice at most")
        finally:
            self.free.put(process)

    def _once(
        self,
        process: _Process,
        limit: float,
        function: Callable[..., object],
        args: tuple[object, ...],
    ) -> object:
        pool = process.start(self.limits, self.work)
        future: ProcessFuture[bytes] = pool.schedule(
            worker.answered, args=(function, *args), timeout=limit
        )
        latest = monotonic() + limit + _START
        while True:
            try:
                found = future.result(timeout=_LOOK)
                process.fresh = False
                return pickle.loads(found)
            except OutOfTime:
                if future.done():
                    raise
                if self.stopped.is_set():
                    raise Stopped from None
                if monotonic() > latest:
                    raise RuntimeError("no answer") from None


def _no_answer(found: object) -> Reason:
    """Why a process gave no answer."""
    said = f"{type(found).__name__} is no answer of a process"
    return found if isinstance(found, Reason) else Reason("internal", said, help="please report it")

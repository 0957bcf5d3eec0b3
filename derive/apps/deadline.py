"""A deadline for work that a person waits for."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from derive.apps.cli import Misuse

__all__ = ["deadline"]


class _OutOfTime(BaseException):
    """No ``Exception``: nothing on the way may take it for a fault of its own."""


@contextmanager
def deadline(seconds: float, what: str) -> Iterator[None]:
    """Stop what runs within after so many seconds, with the sentence ``what``.

    Where there are no timers (on Windows, or outside the main thread) it runs to its end.
    """
    main = threading.current_thread() is threading.main_thread()
    if not main or not hasattr(signal, "setitimer"):
        yield
        return

    def stop(*_: object) -> None:
        raise _OutOfTime

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)
    try:
        yield
    except _OutOfTime:
        raise Misuse(what) from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)

"""The process that reads and judges: it may be killed, and may not use more than its memory.

What goes wrong in it comes back as a ``Reason``, a value; only a process that ends says nothing.
What it imports of the reader is loaded in it alone.
"""

from __future__ import annotations

import os
import pickle
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

from derive.discourse.statements import Statement
from derive.documents.document import Document
from derive.judging.outcome import Outcome, Reason, Suggested
from derive.judging.page import Equation, Page, code_marks, one_line, page_of

__all__ = [
    "ENDED_FOR_MEMORY", "Settled", "Statements", "Work", "answered", "guarded", "internal",
    "judged", "prepare", "scanned", "suggested",
]  # fmt: skip

Statements: TypeAlias = tuple[Statement, ...]
#: Answers that earlier proofs of a section have settled: pairs of a question and its answer.
Settled: TypeAlias = "tuple[tuple[Any, Any], ...]"

#: The exit codes of a process that ended because its memory did not suffice, or in a fault.
ENDED_FOR_MEMORY, ENDED_FOR_FAULT = 75, 70
#: Pickle goes two or three calls deeper for each piece of notation inside another one.
_NESTING = 20_000
_LONGEST_MESSAGE = 300


def _outline(document: Document) -> Statements:
    from derive.discourse.outline import outline
    from derive.reading.defining import settled_statuses

    return settled_statuses(outline(document))


def _judge(statements: Statements, n: int, settled: Settled) -> tuple[Outcome, Settled]:
    from derive.judging.step import judge_step

    return judge_step(statements, n, settled)


def _suggest(
    statements: Statements, n: int, outcome: Outcome, settled: Settled
) -> Suggested | None:
    from derive.judging.edits import suggestion

    return suggestion(statements, n, outcome, settled)


def _warm() -> None:
    import derive.discourse.outline
    import derive.judging.step
    import derive.reading.defining  # noqa: F401


@dataclass(frozen=True, slots=True)
class Work:
    """What is done in the process: all of it by functions of modules, which can be sent there."""

    outline: Callable[[Document], Statements] = _outline
    judge: Callable[[Statements, int, Settled], tuple[Outcome, Settled]] = _judge
    suggest: Callable[[Statements, int, Outcome, Settled], Suggested | None] = _suggest
    warm: Callable[[], None] = _warm


def prepare(most: int, work: Work) -> None:
    """Make this process ready, with at most so many bytes, before its first task's time runs."""
    try:
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    except (ImportError, OSError, ValueError):  # Windows has no such limit, a system may refuse it
        pass
    guarded(work.warm)  # what fails here fails again in the first task, which says so


def guarded(function: Callable[..., object], *args: object) -> object:
    """What the function returns, or the ``Reason`` why it does not.

    Where its memory does not suffice the process ends: it may be full of what others left, and
    a new one is to try again.
    """
    try:
        return function(*args)
    except MemoryError:
        os._exit(ENDED_FOR_MEMORY)
    except SystemError:  # Python's own fault, as where memory is so short that it loses an error
        os._exit(ENDED_FOR_FAULT)
    except RecursionError:
        return Reason("out-of-budget", "it is nested too deeply")
    except (Exception, SystemExit) as error:
        return internal(error)


def answered(function: Callable[..., object], *args: object) -> bytes:
    """What ``guarded`` returns, pickled here: what cannot be sent is a fault like others."""

    def sent() -> bytes:
        with _nested():
            return pickle.dumps(guarded(function, *args), pickle.HIGHEST_PROTOCOL)

    found = guarded(sent)
    return found if isinstance(found, bytes) else pickle.dumps(found)


def internal(error: BaseException) -> Reason:
    """A fault of the program, with the line to report."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [f for f in frames if f"{os.sep}derive{os.sep}" in f.filename] or list(frames)
    where = f" at {Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else ""
    try:
        said = " ".join(str(error).split())[:_LONGEST_MESSAGE]
    except Exception:
        said = ""
    message = f"{type(error).__name__}{where}{': ' if said else ''}{said}"
    return Reason("internal", message, help="please report it")


# -- the three tasks; a document lies in a folder of its own


def scanned(work: Work, folder: str) -> Page:
    """The page of the document that lies in a folder; its statements are put beside it."""
    document = _loaded(folder, "document")
    statements = work.outline(document)
    with _nested(), open(Path(folder) / "statements", "wb") as file:
        pickle.dump(statements, file, pickle.HIGHEST_PROTOCOL)
    return page_of(document, statements, _code_lines(document, len(statements)))


def _code_lines(document: Document, first: int) -> list[Equation]:
    """The lines of code of which annotations say what they compute, numbered from ``first``."""
    found: list[Equation] = []
    for n, (at, mark) in enumerate(code_marks(document), first):
        from derive.judging.code_lines import line_of

        line = line_of(mark, document.pieces, at)
        place, lhs, rhs = (mark.start, mark.end), mark.argument.text, ""
        if not isinstance(line, Outcome):
            place, lhs, rhs = line.place, line.lhs, line.rhs
        found.append(Equation(n, "claim", place, one_line(lhs), one_line(rhs), order=mark.start))
    return found


def judged(work: Work, folder: str, n: int, settled: Settled) -> tuple[Outcome, Settled]:
    """The outcome of the n-th statement, and what it settles; lines of code follow on them."""
    statements: Statements = _loaded(folder, "statements")
    if n < len(statements):
        return work.judge(statements, n, settled)
    from derive.judging.code_lines import code_claim

    document = _loaded(folder, "document")
    at, mark = code_marks(document)[n - len(statements)]
    return code_claim(statements, mark, document.pieces, at, settled), settled


def suggested(
    work: Work, folder: str, n: int, outcome: Outcome, settled: Settled
) -> Suggested | None:
    """The change that mends the n-th statement, if one is found."""
    statements = _loaded(folder, "statements")
    return work.suggest(statements, n, outcome, settled) if n < len(statements) else None


@lru_cache(maxsize=4)
def _loaded(folder: str, name: str) -> Any:
    with _nested(), open(Path(folder) / name, "rb") as file:
        return pickle.load(file)


@contextmanager
def _nested() -> Iterator[None]:
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(_NESTING)
    try:
        yield
    finally:
        sys.setrecursionlimit(before)

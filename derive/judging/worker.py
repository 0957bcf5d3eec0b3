"""The process that reads and judges: it may be killed, and may not use more than its memory.

What goes wrong in it comes back as a ``Reason``, a value; only a process that ends says nothing.
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
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from derive.discourse.statements import Statement
from derive.documents.document import Document
from derive.judging.outcome import Outcome, Reason, Suggested
from derive.judging.page import CodeMark, Equation, Page, code_marks, one_line, page_of

if TYPE_CHECKING:
    from typing import Any

__all__ = [
    "ENDED_FOR_MEMORY",
    "Settled",
    "Statements",
    "Work",
    "answered",
    "guarded",
    "internal",
    "judged",
    "limit_memory",
    "prepare",
    "scanned",
    "suggested",
]

Statements: TypeAlias = tuple[Statement, ...]
#: Answers that earlier proofs of a section have settled: pairs of a question and its answer.
Settled: TypeAlias = "tuple[tuple[Any, Any], ...]"

#: The exit codes of a process that ended because its memory did not suffice, or in a fault.
ENDED_FOR_MEMORY = 75
ENDED_FOR_FAULT = 70
#: Pickle goes two or three calls deeper for each piece of notation inside another one.
_NESTING = 20_000
_LONGEST_MESSAGE = 300


def _outline(document: Document) -> Statements:
    outline = import_module("derive.discourse.outline").outline
    settled_statuses = import_module("derive.reading.defining").settled_statuses
    found: Statements = settled_statuses(outline(document))
    return found


def _judge(statements: Statements, n: int, settled: Settled) -> tuple[Outcome, Settled]:
    found: tuple[Outcome, Settled] = import_module("derive.judging.step").judge_step(
        statements, n, settled
    )
    return found


def _suggest(
    statements: Statements, n: int, outcome: Outcome, settled: Settled
) -> Suggested | None:
    try:
        edits = import_module("derive.judging.edits")
    except ModuleNotFoundError:
        return None
    found: Suggested | None = edits.suggestion(statements, n, outcome, settled)
    return found


def _code_lines(document: Document, first: int) -> tuple[Equation, ...]:
    """The lines of code of which annotations say what they compute, numbered from ``first``."""
    marks = code_marks(document)
    if not marks:
        return ()
    line_of = import_module("derive.judging.code_lines").line_of
    found: list[Equation] = []
    for n, mark in enumerate(marks, first):
        whole = mark.directive.start, mark.directive.end
        line = line_of(mark.directive, document.pieces, mark.at)
        if isinstance(line, Outcome):
            said = one_line(mark.directive.argument.text)
            found.append(Equation(n, "claim", whole, said, "", order=whole[0]))
        else:
            sides = one_line(line.lhs), one_line(line.rhs)
            found.append(Equation(n, "claim", line.place, *sides, order=whole[0]))
    return tuple(found)


def _judge_code(
    statements: Statements, document: Document, mark: CodeMark, settled: Settled
) -> Outcome:
    code_claim = import_module("derive.judging.code_lines").code_claim
    found: Outcome = code_claim(statements, mark.directive, document.pieces, mark.at, settled)
    return found


def _warm() -> None:
    for name in ("derive.discourse.outline", "derive.reading.defining", "derive.judging.step"):
        import_module(name)


@dataclass(frozen=True, slots=True)
class Work:
    """What is done in the process: all of it by functions of modules, which can be sent there."""

    outline: Callable[[Document], Statements] = _outline
    judge: Callable[[Statements, int, Settled], tuple[Outcome, Settled]] = _judge
    suggest: Callable[[Statements, int, Outcome, Settled], Suggested | None] = _suggest
    warm: Callable[[], None] = _warm


def prepare(most: int, work: Work) -> None:
    """Make this process ready, before the time of its first task begins to run."""
    limit_memory(most)
    guarded(work.warm)  # what fails here fails again in the first task, which says so


def limit_memory(most: int) -> None:
    """Give this process at most so many bytes of address space, where the system can do so."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    except (OSError, ValueError):  # a system may refuse it
        return


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


def scanned(work: Work, folder: str) -> Page:
    """The page of the document that lies in a folder; its statements are put beside it."""
    document = _document(folder)
    statements = work.outline(document)
    with _nested(), open(Path(folder) / "statements", "wb") as file:
        pickle.dump(statements, file, pickle.HIGHEST_PROTOCOL)
    return page_of(document, statements, _code_lines(document, len(statements)))


def judged(work: Work, folder: str, n: int, settled: Settled) -> tuple[Outcome, Settled]:
    """The outcome of the n-th statement, and what it settles; lines of code follow on them."""
    statements = _statements(folder)
    if n < len(statements):
        return work.judge(statements, n, settled)
    document = _document(folder)
    mark = code_marks(document)[n - len(statements)]
    return _judge_code(statements, document, mark, settled), settled


def suggested(
    work: Work, folder: str, n: int, outcome: Outcome, settled: Settled
) -> Suggested | None:
    """The change that mends the n-th statement, if one is found."""
    statements = _statements(folder)
    return work.suggest(statements, n, outcome, settled) if n < len(statements) else None


@lru_cache(maxsize=2)
def _document(folder: str) -> Document:
    with open(Path(folder) / "document", "rb") as file:
        found: Document = pickle.load(file)
    return found


@lru_cache(maxsize=4)
def _statements(folder: str) -> Statements:
    with _nested(), open(Path(folder) / "statements", "rb") as file:
        found: Statements = pickle.load(file)
    return found


@contextmanager
def _nested() -> Iterator[None]:
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(_NESTING)
    try:
        yield
    finally:
        sys.setrecursionlimit(before)

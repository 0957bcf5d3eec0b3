"""Documents as texts, judged in this process as `derive check` judges them, suggestions and all."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from derive.documents import document_of
from derive.judging.checked import FileReport
from derive.judging.findings import check
from derive.judging.run import Judges
from derive.judging.worker import guarded

__all__ = ["SOFTMAX", "agree", "last", "report", "verdicts"]

#: A display between dollars.
DISPLAY = re.compile(r" *(\$\$[^$]+\$\$) *")

S = TypeVar("S")
T = TypeVar("T")

SOFTMAX = r"""
$$p_i = \frac{e^{z_i}}{\sum_j e^{z_j}}, \qquad L = -\sum_i y_i \log p_i$$
"""


class Here(Judges):
    """Judges that need no process."""

    def call(
        self, function: Callable[..., object], *args: object, seconds: float | None = None
    ) -> object:
        return guarded(function, *args)

    def each_section(self, do: Callable[[S], T], those: Iterable[S]) -> Iterator[T]:
        return map(do, those)


def _on_lines_of_its_own(found: re.Match[str]) -> str:
    before = found.string[: found.start()].rpartition("\n")[2].strip()
    behind = found.string[found.end() :].partition("\n")[0].strip()
    goes_on = behind and not behind.startswith("$$")
    return ("\n" if before else "") + found[1] + ("\n" if goes_on else "")


def report(text: str, kind: str = "markdown") -> FileReport:
    """The report on a text; ``$$`` begins and ends a line, since among words it is no display."""
    if kind == "markdown":
        text = DISPLAY.sub(_on_lines_of_its_own, text)
    judges = Here()
    judges.folder = tempfile.mkdtemp(prefix="derive-test-")
    return check(document_of(text, kind=kind), judges)


def verdicts(text: str, kind: str = "markdown") -> list[str]:
    """The verdicts of its equations, in order."""
    return [claim.outcome.verdict for claim in report(text, kind).claims]


def last(text: str) -> str:
    """The verdict of the last equation of a document."""
    return verdicts(text)[-1]


def agree(found: list[str], expected: list[str]) -> bool:
    """Whether verdicts are those expected; one with ``?`` behind it may be missing, too.

    >>> agree(["definition", "unknown"], ["definition", "proved?"])
    True
    """
    return len(found) == len(expected) and all(
        one == other.rstrip("?") or (other.endswith("?") and one in ("unknown", "unread"))
        for one, other in zip(found, expected, strict=True)
    )

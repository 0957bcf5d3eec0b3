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

__all__ = ["SOFTMAX", "last", "report", "verdicts"]

#: A display that begins behind something else in its line.
DISPLAY = re.compile(r"(?<=\S) *(\$\$[^$\n]+\$\$) *")

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


def report(text: str, kind: str = "markdown") -> FileReport:
    """The report on a text; ``$$`` begins and ends a line, since among words it is no display."""
    if kind == "markdown":
        text = DISPLAY.sub(r"\n\1\n", text)
    judges = Here()
    judges.folder = tempfile.mkdtemp(prefix="derive-test-")
    return check(document_of(text, kind=kind), judges)


def verdicts(text: str, kind: str = "markdown") -> list[str]:
    """The verdicts of its equations, in order."""
    return [claim.outcome.verdict for claim in report(text, kind).claims]


def last(text: str) -> str:
    """The verdict of the last equation of a document."""
    return verdicts(text)[-1]

"""Documents as texts, checked in this process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from derive.documents import document_of
from derive.old.findings import FileReport, check
from derive.old.judging.step import outcome_of
from derive.old.mend.find import with_suggestion
from derive.old.outcome import Outcome
from derive.old.task import Task

SOFTMAX = r"""
$$p_i = \frac{e^{z_i}}{\sum_j e^{z_j}}, \qquad L = -\sum_i y_i \log p_i$$
"""


class Here:
    """Judges that need no process."""

    def outcomes(self, tasks: Iterable[Task], cache: object = None) -> Iterator[Outcome]:
        return (with_suggestion(task, outcome_of(task)) for task in tasks)


def report(text: str, kind: str = "markdown") -> FileReport:
    """The report on a text."""
    return check(document_of(text, kind=kind), Here())


def verdicts(text: str, kind: str = "markdown") -> list[str]:
    """The verdicts of its equations, in order."""
    return [claim.outcome.verdict for claim in report(text, kind).claims]

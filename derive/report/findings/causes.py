"""Why equations are not decided, by cause: few lines for a document of a thousand equations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from derive.judging.checked import FileReport, Span
from derive.judging.outcome import CODES, Reason
from derive.report.findings.escape import plain
from derive.report.findings.words import place_of

__all__ = ["MOST_LINES", "Cause", "cause_lines", "causes"]

MOST_LINES = 10
_UNDECIDED = ("unknown", "unread")


@dataclass(slots=True)
class Cause:
    """One cause: its code, of what it is said, where it occurs first, how often."""

    code: str
    about: str
    path: str
    first: Span
    messages: dict[str, None] = field(default_factory=dict)
    help: str = ""
    count: int = 0


def causes(files: Iterable[FileReport]) -> list[Cause]:
    """The causes for which equations are not decided, the most frequent first."""
    found: dict[tuple[str, str], Cause] = {}
    for file in files:
        for claim in file.claims:
            reason = claim.outcome.reason
            if claim.outcome.verdict not in _UNDECIDED or claim.expected:
                continue
            reason = reason or Reason(claim.outcome.verdict, "")
            at = claim.at or claim.span
            key = reason.code, reason.about
            cause = found.setdefault(key, Cause(*key, file.path, at))
            cause.messages[reason.message] = None
            cause.help = cause.help or reason.help
            cause.count += 1
    return sorted(found.values(), key=lambda cause: -cause.count)


def cause_lines(files: Iterable[FileReport]) -> Iterator[str]:
    r"""The causes, a line for each: ``3 equations: \E is not defined (first at notes.md:4:1)``."""
    every = causes(files)
    most = MOST_LINES if len(every) <= MOST_LINES else MOST_LINES - 1
    for cause in every[:most]:
        where = f"{plain(cause.path)}:{place_of(cause.first)}"
        first = "first at" if cause.count > 1 else "at"
        said = plain(_sentence(cause))
        yield f"{_equations(cause.count)}: {said} ({first} {where})"
    if every[most:]:
        rest = sum(cause.count for cause in every[most:])
        yield (
            f"{_equations(rest)}: {len(every) - most} other causes "
            "(--show unknown,unread prints each equation)"
        )


def _sentence(cause: Cause) -> str:
    """What is said of all equations with a cause; one message, if they share it."""
    if len(cause.messages) == 1:
        (said,) = cause.messages
    else:
        said = CODES.get(cause.code, "").format(cause.about or "it")
    said = said or f"not decided ({cause.code})"
    if cause.about and cause.about not in said:
        said = f"{cause.about}: {said}"
    return f"{said}; {cause.help}" if cause.help else said


def _equations(count: int) -> str:
    return f"{count} equation{'s' * (count != 1)}"

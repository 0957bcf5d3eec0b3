"""Why equations are not decided, by cause: few lines for a document of a thousand equations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from derive.judging.checked import FileReport, Span
from derive.judging.outcome import CODES, Reason
from derive.report.findings.escape import plain
from derive.report.findings.words import place_of

__all__ = ["MOST_LINES", "Cause", "cause_lines", "causes"]

#: Lines in all, and how many of them are single causes where there are more causes than lines.
MOST_LINES, MOST_ALONE = 10, 6
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
    """The causes for which equations are not decided, the most frequent first.

    Where a reason is about a name or a sign, that is the cause; otherwise what it says.
    """
    found: dict[tuple[str, str], Cause] = {}
    for file in files:
        for claim in file.claims:
            if claim.outcome.verdict not in _UNDECIDED or claim.expected:
                continue
            reason = claim.outcome.reason or Reason(claim.outcome.verdict, "")
            one = Cause(reason.code, reason.about, file.path, claim.at or claim.span)
            cause = found.setdefault((reason.code, reason.about or f": {reason.message}"), one)
            cause.messages[reason.message] = None
            cause.help = cause.help or reason.help
            cause.count += 1
    return _sorted(found.values())


def _in_few(every: list[Cause]) -> list[Cause]:
    """The causes in at most so many lines: the rarer ones by their codes, or all in one."""
    if len(every) <= MOST_LINES:
        return every
    by_code: dict[str, Cause] = {}
    for cause in every[MOST_ALONE:]:
        one = by_code.setdefault(cause.code, Cause(cause.code, "", cause.path, cause.first))
        one.messages |= cause.messages
        one.count += cause.count
    lines = [*every[:MOST_ALONE], *_sorted(by_code.values())]
    if len(lines) <= MOST_LINES:
        return lines
    rest = lines[MOST_LINES - 1 :]
    other = Cause("", "", rest[0].path, rest[0].first, count=sum(c.count for c in rest))
    other.messages = {"other reasons; --show unknown,unread prints each equation": None}
    return [*lines[: MOST_LINES - 1], other]


def _sorted(found: Iterable[Cause]) -> list[Cause]:
    return sorted(found, key=lambda cause: -cause.count)


def cause_lines(files: Iterable[FileReport]) -> Iterator[str]:
    r"""The causes, a line for each: ``3 equations: \E is not defined (first at notes.md:4:1)``."""
    for cause in _in_few(causes(files)):
        where = f"{plain(cause.path)}:{place_of(cause.first)}"
        first = "first at" if cause.count > 1 else "at"
        equations = f"{cause.count} equation{'s' * (cause.count != 1)}"
        yield f"{equations}: {plain(_sentence(cause))} ({first} {where})"


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

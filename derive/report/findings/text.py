"""Findings as a compiler prints them: the place, the line, a mark, the numbers, the help."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from derive.judging.checked import Checked, FileReport, Located, Span
from derive.notation.errors import columns_of
from derive.report.findings.escape import is_hidden, plain
from derive.report.findings.words import headline, notes, place_of, reading_notes
from derive.report.terminal import Line

__all__ = ["concise_lines", "finding_lines"]

_AROUND = 40


def finding_lines(
    file: FileReport, shown: frozenset[str], width: int, *, explained: bool = False
) -> Iterator[Line]:
    """The findings of a file whose verdict is among ``shown``, and its remarks.

    ``explained`` adds how each was read, and what its verdict rests on.
    """
    for located in file.remarks:
        yield from _remark(file, located, width)
    for claim in file.claims:
        said = any(located.remark.name != "unread" for located in claim.remarks)
        if (claim.outcome.verdict in shown or said) and not claim.expected:
            yield from _claim(file, claim, width, explained)


def concise_lines(file: FileReport, shown: frozenset[str]) -> Iterator[str]:
    """One line for each finding: ``notes.md:12:9: refuted: this step is false``."""
    for located in file.remarks:
        at = located.span
        remark = located.remark
        yield plain(f"{file.path}:{place_of(at)}: {remark.name}: {remark.message}")
    for claim in file.claims:
        if claim.outcome.verdict in shown and not claim.expected:
            place = f"{file.path}:{place_of(claim.span)}"
            yield plain(f"{place}: {claim.outcome.verdict}: {headline(claim)}")


def _claim(file: FileReport, claim: Checked, width: int, explained: bool) -> Iterator[Line]:
    verdict = claim.outcome.verdict
    name = "" if verdict in ("unknown", "unread") else f" {verdict}:"
    yield from _wrapped(
        f"{file.path}:{place_of(claim.span)}:{name} {headline(claim)}", verdict, width
    )
    marked = claim.at or claim.span
    yield from _source(file, marked, verdict)
    gutter = " " * len(str(marked.line))
    more = reading_notes(claim) if explained else ()
    for kind, sentence in (*notes(claim), *more):
        first = f"{gutter} = {kind}: "
        for n, line in enumerate(wrap(plain(sentence), max(20, width - len(first))) or [""]):
            yield Line((first if n == 0 else " " * len(first)) + line, "quiet" if n else "")
    yield Line("")


def _remark(file: FileReport, located: Located, width: int) -> Iterator[Line]:
    at, remark = located.span, located.remark
    place = f"{file.path}:{place_of(at)}"
    yield from _wrapped(f"{place}: {remark.name}: {remark.message}", "alarm", width)
    yield from _source(file, at, "alarm")
    gutter = " " * len(str(at.line))
    for kind, sentence in (("note", remark.reason), ("help", remark.suggestion)):
        if sentence:
            yield Line(f"{gutter} = {kind}: {plain(sentence)}")
    yield Line("")


def _wrapped(sentence: str, style: str, width: int) -> Iterator[Line]:
    for n, line in enumerate(wrap(plain(sentence), max(20, width), break_long_words=False) or [""]):
        yield Line(("    " if n else "") + line, style)


def _source(file: FileReport, span: Span, style: str) -> Iterator[Line]:
    """The line in which a span begins, and a mark under it."""
    number = span.source_line or span.line
    if not 0 < number <= len(file.lines):
        return
    line = file.lines[number - 1]
    end = span.end_column if span.end_line == span.line else len(line) + 1
    begin = span.column - 1
    low, high = max(0, begin - _AROUND), min(len(line), max(end - 1, begin + 1) + _AROUND)
    before = "…" if low else ""
    after = "…" if high < len(line) else ""
    seen = "".join(_visible(c) for c in line[low:high])
    gutter = str(span.line)
    space = columns_of(before) + columns_of(line[low:begin])
    mark = "^" * max(1, columns_of(line[begin : min(end - 1, high)]))
    yield Line(f"{' ' * len(gutter)} |", "quiet")
    yield Line(f"{gutter} | {before}{seen}{after}")
    yield Line(f"{' ' * len(gutter)} | {' ' * space}{mark}", style)


def _visible(c: str) -> str:
    if c == "\t":
        return " "
    return "\ufffd" if is_hidden(c) else c

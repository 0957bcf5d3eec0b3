"""What ``derive check`` writes: reports in the form that was asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from derive import __version__
from derive.apps.cli import Misuse
from derive.apps.output import write
from derive.judging.checked import FileReport
from derive.report.findings.as_json import findings_json
from derive.report.findings.causes import cause_lines
from derive.report.findings.escape import plain
from derive.report.findings.sarif import findings_sarif, github_lines
from derive.report.findings.text import concise_lines, finding_lines
from derive.report.findings.words import summary_text
from derive.report.terminal import Line

__all__ = ["write_reports"]


def write_reports(
    reports: list[FileReport],
    form: str,
    shown: frozenset[str],
    explained: bool,
    output: str | None,
    width: int,
) -> None:
    """Write reports to standard output, or to a file."""
    if form == "text" and output is None:
        write(_text(reports, shown, explained, width))
        return
    text = "\n".join(_lines(reports, form, shown, explained, width)) + "\n"
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        Path(output).write_text(text, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise Misuse(f"{plain(output)} cannot be written: {error.strerror}") from error


def _lines(
    reports: list[FileReport], form: str, shown: frozenset[str], explained: bool, width: int
) -> Iterable[str]:
    match form:
        case "json":
            yield findings_json(reports)
        case "sarif":
            yield findings_sarif(reports, shown, __version__)
        case "github":
            yield from github_lines(reports, shown)
        case "concise":
            for report in reports:
                yield from concise_lines(report, shown)
        case _:
            yield from (line.text for line in _text(reports, shown, explained, width))


def _text(
    reports: list[FileReport], shown: frozenset[str], explained: bool, width: int
) -> Iterator[Line]:
    """What is wrong, then why the rest is not decided, by cause."""
    for report in reports:
        yield from finding_lines(report, shown, width, explained=explained)
    for line in cause_lines(reports):
        yield Line(line, "quiet")
    yield Line(summary_text(reports), "heading")

"""``derive check FILES``: judge every displayed equation of other people's documents."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import cast

import click

from derive import __version__
from derive.apps.cli import EXIT_INTERNAL, EXIT_NOT_AS_STATED, EXIT_USAGE, Misuse
from derive.apps.output import terminal_width, write
from derive.documents import Document, Kind, Unreadable, read_document
from derive.old.cache import Cache
from derive.old.findings import FileReport, check
from derive.old.mend.document import Mended, mended
from derive.old.mend.files import difference, write_mended
from derive.old.outcome import VERDICTS
from derive.old.run import Judges, Limits
from derive.report.findings.as_json import findings_json
from derive.report.findings.sarif import findings_sarif, github_lines
from derive.report.findings.text import concise_lines, finding_lines
from derive.report.findings.words import summary_text
from derive.report.terminal import Line

FORMATS = ["text", "concise", "json", "sarif", "github"]
DIALECTS = ["markdown", "tex", "notebook", "text", "scraped"]
#: Seconds after which a run is long, and between two looks at the files.
_LONG, _LOOK_AGAIN = 1.0, 0.3
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([KMGT]?)i?B?", re.IGNORECASE)
_TIME = re.compile(r"(\d+(?:\.\d+)?)\s*(ms|s|m|min)?")


class _Bytes(click.ParamType[int]):
    name = "size"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        found = _SIZE.fullmatch(str(value).strip())
        if found is None:
            self.fail(f"{value!r} is no size: write 512M or 1G", param, ctx)
        return int(float(found[1]) * 1024 ** " KMGT".index(found[2].upper() or " "))


class _Seconds(click.ParamType[float]):
    name = "time"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        found = _TIME.fullmatch(str(value).strip())
        if found is None or not float(found[1]):
            self.fail(f"{value!r} is no time: write 5s or 500ms", param, ctx)
        return float(found[1]) * {"ms": 1e-3, "m": 60.0, "min": 60.0}.get(found[2] or "s", 1.0)


def _verdicts(ctx: click.Context, param: click.Parameter, value: str) -> frozenset[str]:
    names = [name.strip() for name in value.split(",") if name.strip()]
    for name in names:
        if name not in VERDICTS:
            raise click.BadParameter(f"{name!r} is no verdict: {', '.join(VERDICTS)}")
    return frozenset(names)


@click.command("check")
@click.argument("files", nargs=-1, required=True)
@click.option("--format", "form", type=click.Choice(FORMATS), default="text")
@click.option(
    "--fail-on",
    callback=_verdicts,
    default="refuted,conditional",
    help="Verdicts that make the exit code 1.  [refuted,conditional]",
)
@click.option(
    "--show",
    "shown",
    callback=_verdicts,
    default="refuted,conditional,unknown,unread",
    help="Verdicts that are printed.  [refuted,conditional,unknown,unread]",
)
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Write to a file.")
@click.option("--dialect", type=click.Choice(DIALECTS), help="How to read the files.")
@click.option("-j", "--jobs", type=click.IntRange(1, 256), default=2, help="Processes.  [2]")
@click.option("--timeout", type=_Seconds(), default="5s", help="Time for one step.  [5s]")
@click.option("--memory", type=_Bytes(), default="1G", help="Memory for one step.  [1G]")
@click.option("--fix", is_flag=True, help="Write the suggestions into the files.")
@click.option("--diff", is_flag=True, help="Print what --fix would write, and write nothing.")
@click.option("--watch", is_flag=True, help="Check again whenever a file changes.")
@click.option("--no-cache", is_flag=True, help="Judge everything anew.")
@click.option("--width", type=click.IntRange(30, 400), help="Columns, for text.")
@click.pass_context
def command(
    ctx: click.Context,
    files: tuple[str, ...],
    form: str,
    fail_on: frozenset[str],
    shown: frozenset[str],
    output: str | None,
    dialect: str | None,
    jobs: int,
    timeout: float,
    memory: int,
    fix: bool,
    diff: bool,
    watch: bool,
    no_cache: bool,
    width: int | None,
) -> None:
    """Judge every displayed equation in FILES: Markdown, TeX, notebooks, plain text.

    Exit code 0: nothing found; 1: findings; 2: a file is missing, or nothing was found to
    check; 3: a fault of derive itself.
    """
    shown |= fail_on
    while True:
        changed = _changed(files)
        reports: list[FileReport] = []
        mends = 0
        with Judges(Limits(timeout, memory, jobs)) as judges:
            for path in files:
                judges.progress = _progress(path)
                cache = None if no_cache else Cache.beside(str(Path(path).absolute()))
                document = _document(path, dialect)
                if (fix or diff) and isinstance(document, Document):
                    found = mended(document, partial(check, judges=judges, cache=cache))
                    _mend(document, found, write_it=not diff)
                    reports.append(found.report)
                    mends += found.steps
                else:
                    reports.append(check(document, judges, cache))
                if cache is not None:
                    cache.write()
        if not diff:
            _write(reports, form, shown, output, terminal_width(width))
        if not watch:
            ctx.exit(EXIT_NOT_AS_STATED if diff and mends else _code(reports, fail_on))
        while _changed(files) == changed:
            time.sleep(_LOOK_AGAIN)


def _mend(document: Document, found: Mended, *, write_it: bool) -> None:
    """Write a mended document to its file, or print what would change."""
    if not write_it:
        click.echo(difference(document, found.document), nl=False)
    elif found.steps:
        try:
            write_mended(document, found.document)
        except OSError as error:
            raise Misuse(f"{document.path} cannot be written: {error.strerror or error}") from error
        plural = "s" * (found.steps != 1)
        click.echo(f"{document.path}: {found.steps} step{plural} mended", err=True)


def _changed(files: Iterable[str]) -> list[int | None]:
    """When the files were changed last; ``None`` for one that is not there."""
    found: list[int | None] = []
    for path in files:
        try:
            found.append(Path(path).stat().st_mtime_ns)
        except (OSError, ValueError):
            found.append(None)
    return found


def _progress(path: str) -> Callable[[int, int], None] | None:
    """On a terminal, a line that says how far a long run has come."""
    if not sys.stderr.isatty():
        return None
    began = time.monotonic()

    def show(done: int, total: int) -> None:
        last = done + 1 == total
        if time.monotonic() - began > _LONG:
            line = "" if last else f"{path}: {done} of {total} equations"
            sys.stderr.write(f"\r\033[K{line}")
            sys.stderr.flush()

    return show


def _document(path: str, dialect: str | None) -> Document | Unreadable:
    if dialect is None:
        return read_document(path)
    if dialect == "scraped":
        return read_document(path, dialect="scraped")
    return read_document(path, kind=cast(Kind, dialect), dialect="")


def _write(
    reports: list[FileReport], form: str, shown: frozenset[str], output: str | None, width: int
) -> None:
    if form == "text" and output is None:
        for report in reports:
            write(finding_lines(report, shown, width))
        write([Line(summary_text(reports), "heading")])
        return
    text = "\n".join(_lines(reports, form, shown, width)) + "\n"
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        Path(output).write_text(text, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise Misuse(f"{output} cannot be written: {error.strerror}") from error


def _lines(
    reports: list[FileReport], form: str, shown: frozenset[str], width: int
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
            for report in reports:
                yield from (line.text for line in finding_lines(report, shown, width))
            yield summary_text(reports)


def _code(reports: list[FileReport], fail_on: frozenset[str]) -> int:
    claims = [claim for report in reports for claim in report.claims]
    if any(c.outcome.reason.startswith("internal-error") for c in claims):
        print("derive check: an internal fault: please report it", file=sys.stderr)
        return EXIT_INTERNAL
    if any(c.outcome.verdict in fail_on and not c.outcome.expected for c in claims):
        return EXIT_NOT_AS_STATED
    remarks = [r.remark.name for report in reports for r in report.remarks]
    remarks += [r.remark.name for c in claims for r in c.remarks]
    if "not-as-expected" in remarks or "misspelt-directive" in remarks:
        return EXIT_NOT_AS_STATED
    if not claims or any(report.failed for report in reports):
        return EXIT_USAGE
    return 0

"""``derive check FILES``: judge every displayed equation of other people's documents."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import cast

import click

from derive.apps.check_output import write_reports
from derive.apps.cli import EXIT_INTERNAL, EXIT_NOT_AS_STATED, EXIT_USAGE, Misuse
from derive.apps.output import terminal_width
from derive.documents import Document, Kind, Unreadable, read_document
from derive.judging.cache import Cache
from derive.judging.checked import FileReport
from derive.judging.findings import check
from derive.judging.mending import Mended, difference, mended, write_mended
from derive.judging.outcome import VERDICTS
from derive.judging.run import Judges, Limits
from derive.judging.worker import internal
from derive.model import Diagnostic
from derive.report.findings.escape import plain

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
    default="refuted,conditional",
    help="Verdicts that are printed.  [refuted,conditional]",
)
@click.option("--explain", is_flag=True, help="Print how each was read, and what it rests on.")
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
    explain: bool,
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
            work = partial(
                _one, judges=judges, dialect=dialect, cached=not no_cache, mending=fix or diff
            )
            progress = _Progress()
            for path, (document, found) in zip(
                files, judges.each_document(work, files), strict=True
            ):
                progress.show(path, len(reports), len(files))
                if isinstance(found, Mended):
                    _mend(document, found, write_it=not diff)
                    mends += found.steps
                    reports.append(found.report)
                else:
                    reports.append(found)
            progress.clear()
        if not diff:
            write_reports(reports, form, shown, explain, output, terminal_width(width))
        if not watch:
            ctx.exit(EXIT_NOT_AS_STATED if diff and mends else _code(reports, fail_on))
        while _changed(files) == changed:
            time.sleep(_LOOK_AGAIN)


def _one(
    path: str, *, judges: Judges, dialect: str | None, cached: bool, mending: bool
) -> tuple[Document | Unreadable, FileReport | Mended]:
    """What is found in one file, or made of it."""
    document = _document(path, dialect)
    cache = Cache.beside(str(Path(path).absolute())) if cached else None
    found: FileReport | Mended
    if mending and isinstance(document, Document):
        found = mended(document, judges, cache)
    else:
        found = check(document, judges, cache)
    if cache is not None:
        cache.write()
    return document, found


def _mend(document: Document | Unreadable, found: Mended, *, write_it: bool) -> None:
    """Write a mended document to its file, or print what would change."""
    assert isinstance(document, Document)
    if not write_it:
        click.echo(difference(document, found.document), nl=False)
    elif found.steps:
        try:
            write_mended(document, found.document)
        except OSError as error:
            raise Misuse(
                f"{plain(document.path)} cannot be written: {error.strerror or error}"
            ) from error
        plural = "s" * (found.steps != 1)
        click.echo(f"{plain(document.path)}: {found.steps} step{plural} mended", err=True)


def _changed(files: Iterable[str]) -> list[int | None]:
    """When the files were changed last; ``None`` for one that is not there."""
    found: list[int | None] = []
    for path in files:
        try:
            found.append(Path(path).stat().st_mtime_ns)
        except (OSError, ValueError):
            found.append(None)
    return found


class _Progress:
    """On a terminal, a line that says how far a long run has come."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.shown = False

    def show(self, path: str, done: int, total: int) -> None:
        """Say that so many files are done, if it has taken long."""
        if sys.stderr.isatty() and time.monotonic() - self.began > _LONG:
            self._line(f"{done} of {total} files; {plain(path)}")
            self.shown = True

    def clear(self) -> None:
        """Take the line away."""
        if self.shown:
            self._line("")

    def _line(self, text: str) -> None:
        sys.stderr.write(f"\r\033[K{text}")
        sys.stderr.flush()


def _document(path: str, dialect: str | None) -> Document | Unreadable:
    """The document in a file; what reading it falls over is a fault that is said of it alone."""
    try:
        if dialect is None:
            return read_document(path)
        if dialect == "scraped":
            return read_document(path, dialect="scraped")
        return read_document(path, kind=cast(Kind, dialect), dialect="")
    except Exception as error:
        said = internal(error)
        return Unreadable(path, Diagnostic(said.code, said.message, suggestion=said.help))


def _code(reports: list[FileReport], fail_on: frozenset[str]) -> int:
    claims = [claim for report in reports for claim in report.claims]
    remarks = [r.remark.name for report in reports for r in report.remarks]
    if "internal" in (*remarks, *(claim.outcome.code for claim in claims)):
        print("derive check: an internal fault: please report it", file=sys.stderr)
        return EXIT_INTERNAL
    if any(c.outcome.verdict in fail_on and not c.expected for c in claims):
        return EXIT_NOT_AS_STATED
    remarks += [r.remark.name for c in claims for r in c.remarks]
    if "not-as-expected" in remarks or "misspelt-directive" in remarks:
        return EXIT_NOT_AS_STATED
    if not claims or any(report.failed for report in reports):
        return EXIT_USAGE
    return 0

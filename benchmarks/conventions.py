"""What each convention and each doubt decides: in how many documents of how many sources.

``python -m benchmarks.conventions DIR…`` judges the documents in the folders, and again without
each row of ``derive.reading.conventions.TABLE`` and without each doubt in turn. For every row it
prints in how many documents of how many sources (folders) a verdict changes. A row that
decides in fewer than three documents of two sources is a case and no convention.

Only documents in which a row was consulted are judged again; work is counted, not timed.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from derive.discourse.outline import outline
from derive.discourse.statements import Statement
from derive.documents import Document, read_document
from derive.judging import doubts
from derive.judging.step import Settled, judge_step
from derive.reading import conventions, search
from derive.reading.conventions import Row
from derive.reading.defining import settled_statuses

#: Fewer than this many documents, or sources: a case.
DOCUMENTS, SOURCES = 3, 2


@dataclass(slots=True)
class Judged:
    """A document with its verdicts, and the rows and doubts that were consulted for them."""

    path: Path
    verdicts: tuple[str, ...]
    consulted: set[object] = field(default_factory=set)


def verdicts_of(path: Path) -> tuple[str, ...]:
    """The verdict of every statement that is a claim; the status of the others."""
    document = read_document(str(path))
    if not isinstance(document, Document):
        return ()
    statements: tuple[Statement, ...] = settled_statuses(outline(document))
    settled: Settled = ()
    found: list[str] = []
    for n, statement in enumerate(statements):
        if statement.status == "claim":
            outcome, settled = judge_step(statements, n, settled)
            found.append(outcome.verdict)
        else:
            found.append(statement.status)
    return tuple(found)


@contextmanager
def consulting(into: set[object]) -> Iterator[None]:
    """Note every row and every doubt that is consulted."""
    row_of, table = search.row_of, doubts.DOUBTS

    def noting(question: str, evidence: frozenset[str]) -> Row:
        row = row_of(question, evidence)
        into.add(row)
        return row

    def noting_doubt(name: str, look: doubts.Look) -> doubts.Look:
        def noted(case: doubts.Case) -> tuple[str, str] | None:
            found = look(case)
            if found is not None:
                into.add(name)
            return found

        return noted

    search.row_of = noting  # type: ignore[assignment]
    doubts.DOUBTS = tuple((name, noting_doubt(name, look)) for name, look in table)
    try:
        yield
    finally:
        search.row_of, doubts.DOUBTS = row_of, table


@contextmanager
def without(what: object) -> Iterator[None]:
    """The table without one row, or the doubts without one."""
    table, all_doubts = conventions.TABLE, doubts.DOUBTS
    conventions.TABLE = tuple(row for row in table if row is not what)
    doubts.DOUBTS = tuple(d for d in all_doubts if d[0] != what)
    conventions.rows_of.cache_clear()
    try:
        yield
    finally:
        conventions.TABLE, doubts.DOUBTS = table, all_doubts
        conventions.rows_of.cache_clear()


def judged(folders: list[Path]) -> list[Judged]:
    """The documents of the folders as they are judged with all rows."""
    found = []
    for folder in folders:
        for path in sorted(folder.glob("*.md")):
            consulted: set[object] = set()
            with consulting(consulted):
                found.append(Judged(path, verdicts_of(path), consulted))
    return found


def changed(documents: list[Judged], what: object) -> list[Path]:
    """The documents in which a verdict changes without a row or a doubt."""
    with without(what):
        return [
            d.path
            for d in documents
            if what in d.consulted and _verdicts_or_failure(d.path) != d.verdicts
        ]


def _verdicts_or_failure(path: Path) -> tuple[str, ...]:
    try:
        return verdicts_of(path)
    except LookupError:  # no row is left that answers the question
        return ("no answer",)


def main(folders: list[str]) -> int:
    """Print every row and doubt with the documents and sources in which it decides."""
    documents = judged([Path(folder) for folder in folders])
    rows: list[object] = [*conventions.TABLE, *(name for name, _ in doubts.DOUBTS)]
    rare = 0
    by_source: dict[Path, int] = defaultdict(int)
    for d in documents:
        by_source[d.path.parent] += 1
    print(f"{len(documents)} documents of {len(by_source)} sources, {len(rows)} rows and doubts")
    for what in rows:
        paths = changed(documents, what)
        sources = {path.parent for path in paths}
        few = len(paths) < DOCUMENTS or len(sources) < SOURCES
        rare += few
        name = f"doubt {what}" if isinstance(what, str) else _shown(what)
        print(f"{len(paths):5} documents {len(sources):3} sources  {'·' if few else ' '} {name}")
    print(f"{rare} of {len(rows)} decide in fewer than {DOCUMENTS} documents of {SOURCES} sources")
    return 0


def _shown(row: object) -> str:
    assert isinstance(row, Row)
    costs = ", ".join(f"{answer} {cost:g}" for answer, cost in row.options)
    return f"{row.question}: {' '.join(row.evidence) or 'otherwise'} → {costs}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or ["tests/judging/documents"]))

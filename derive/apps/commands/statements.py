"""``derive statements FILES``: what each equation, and each sentence about one, is doing there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import wrap
from typing import Any, cast

import click

from derive.apps.cli import EXIT_INTERNAL, EXIT_USAGE
from derive.apps.output import terminal_width, write
from derive.discourse.statements import Statement
from derive.documents import Document, Kind, Unreadable, read_document
from derive.notation.errors import columns_of
from derive.notation.nodes import Clause
from derive.report.findings.escape import plain
from derive.report.terminal import Line

DIALECTS = ["markdown", "tex", "notebook", "text", "scraped"]
_HEADINGS = ("place", "status", "reaches", "statement", "said by")
#: The widest column of words, and the narrowest of statements.
_WORDS, _STATEMENT = 26, 24
_STYLES = {"claim": "formula", "definition": "definition", "unread": "unknown"}


@click.command("statements")
@click.argument("files", nargs=-1, required=True)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--dialect", type=click.Choice(DIALECTS), help="How to read the files.")
@click.option("--width", type=click.IntRange(50, 400), help="Columns, for text.")
@click.pass_context
def command(
    ctx: click.Context, files: tuple[str, ...], form: str, dialect: str | None, width: int | None
) -> None:
    """Print what FILES say: claims, definitions, conditions, ranges, and how far each reaches.

    Nothing is judged. Exit code 0: all files were read; 2: a file is missing; 3: a fault of
    derive itself.
    """
    code = 0
    found: list[tuple[Document, tuple[Statement, ...]]] = []
    for path in files:
        document = _document(path, dialect)
        if isinstance(document, Unreadable):
            said = document.diagnostic
            click.echo(f"derive statements: {plain(path)}: {said.message}", err=True)
            code = code or EXIT_USAGE
            continue
        try:
            found.append((document, _statements(document)))
        except Exception as error:
            said_by = f"{type(error).__name__}: {error}"
            click.echo(f"derive statements: {plain(path)}: internal fault ({said_by})", err=True)
            code = EXIT_INTERNAL
    if form == "json":
        documents = [{"path": d.path, "statements": [_data(d, s) for s in all_of]}
                     for d, all_of in found]  # fmt: skip
        click.echo(json.dumps({"version": 1, "documents": documents}, indent=2, ensure_ascii=False))
    else:
        for number, (document, statements) in enumerate(found):
            write([*([Line("")] if number else []), *_lines(document, statements,
                                                            terminal_width(width))])  # fmt: skip
    ctx.exit(code)


def _document(path: str, dialect: str | None) -> Document | Unreadable:
    if dialect is None:
        return read_document(path)
    if dialect == "scraped":
        return read_document(path, dialect="scraped")
    return read_document(path, kind=cast(Kind, dialect), dialect="")


def _statements(document: Document) -> tuple[Statement, ...]:
    """The statements of a document in the order of their places, definitions by = among them."""
    from derive.discourse.outline import outline
    from derive.reading.defining import settled_statuses

    found = settled_statuses(outline(document))
    return tuple(sorted(found, key=lambda statement: statement.place))


# -- text


@dataclass(frozen=True, slots=True)
class _Told:
    """A statement in the five columns of the text."""

    place: str
    status: str
    reach: str
    says: str
    words: str

    @property
    def cells(self) -> tuple[str, ...]:
        """The columns in order."""
        return self.place, self.status, self.reach, self.says, self.words


def _lines(document: Document, statements: tuple[Statement, ...], width: int) -> Iterator[Line]:
    """A table of the statements of a document."""
    count = f"{len(statements) or 'no'} statement{'s' * (len(statements) != 1)}"
    yield Line(f"{plain(document.path)}: {count}", "heading")
    if not statements:
        return
    told = [_told(document, statement) for statement in statements]
    rows = [_HEADINGS, *(one.cells for one in told)]
    place, status, reach, says, words = (
        max(columns_of(row[n]) for row in rows) for n in range(len(_HEADINGS))
    )
    words = min(words, _WORDS)
    says = min(says, max(_STATEMENT, width - place - status - reach - words - 8))
    widths = (place, status, reach, says, words)
    yield Line("")
    yield from _row(_HEADINGS, widths, "quiet")
    for statement, one in zip(statements, told, strict=True):
        yield from _row(one.cells, widths, _STYLES.get(statement.status, "quiet"))


def _row(cells: tuple[str, ...], widths: tuple[int, ...], style: str) -> Iterator[Line]:
    """One row of the table, on as many lines as its longest cell takes."""
    wrapped = [
        wrap(cell, width, break_on_hyphens=False, subsequent_indent="  " * (n == 3)) or [""]
        for n, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    for n in range(max(map(len, wrapped))):
        parts = [cell[n] if n < len(cell) else "" for cell in wrapped]
        text = "  ".join(p + " " * (w - columns_of(p)) for p, w in zip(parts, widths, strict=True))
        yield Line(text.rstrip(), style)


def _told(document: Document, statement: Statement) -> _Told:
    first, last = statement.scope
    first = min(first, len(document.source))
    end = max(min(last, len(document.source)) - 1, first)
    lines = [_line(document, at) for at in (first, end)]
    position = document.position(statement.place[0])
    place = f"{position.line}:{position.column}"
    if position.cell is not None:
        place = f"cell {position.cell}:{place}"
    return _Told(
        place,
        statement.status,
        "–".join(dict.fromkeys(lines)),
        plain(_says(document, statement)),
        plain(_words(statement)),
    )


def _line(document: Document, offset: int) -> str:
    position = document.position(offset)
    return f"{position.line}" if position.cell is None else f"{position.cell}:{position.line}"


def _says(document: Document, statement: Statement) -> str:
    """What a statement says, on one line."""
    text = _formula(document, statement)
    said = statement.said
    match statement.status:
        case "range" if said == "shape" or (said and statement.axes):
            verb = f"{said} " if said != "shape" else ""
            return f"{verb}{text} : {', '.join(statement.axes)}"
        case "range" if said:
            return f"{said} {text}"
        case "kind" if said == "function of":
            name, _, of = text.partition(" of ")
            return f"{name} is a function of {of}" if of else text
        case "kind" | "property":
            return f"{text}: {said}" if said else text
        case "convention":
            return f"{said} {text}".strip()
    return text


def _formula(document: Document, statement: Statement) -> str:
    formula = statement.formula
    left, right = statement.left, statement.right
    if formula is not None and left is not None and right is not None:
        sign = _sign(statement)
        sides = formula.text[left.start : left.end], formula.text[right.start : right.end]
        return _one_line(f"{sides[0]} {sign} {sides[1]}")
    if formula is not None and formula.notation.parts and statement.status != "unread":
        return _one_line(formula.text[formula.notation.start : formula.notation.end])
    if statement.status == "convention":
        return ""
    return _one_line(document.source[slice(*statement.place)])


def _sign(statement: Statement) -> str:
    clause = statement.formula.clause if statement.formula is not None else None
    if clause is not None and len(clause.relations) == 1:
        return clause.relations[0].raw or clause.relations[0].sign
    return statement.said if statement.said == ":=" else "="


def _one_line(text: str) -> str:
    if r"\begin" not in text:
        text = text.replace("&", " ").replace(r"\\", " ")
    return " ".join(text.split())


def _words(statement: Statement) -> str:
    """What says that a statement is what it is."""
    origin = statement.formula.origin if statement.formula is not None else ""
    if statement.reason:
        return statement.reason
    if statement.words:
        return f"“{_one_line(statement.words)}”"
    if origin == "directive":
        return "an annotation"
    if statement.status == "definition" and statement.said == "=":
        return "a new name"
    if statement.said == "⇒":
        return "a consequence" if statement.status == "claim" else "what follows rests on it"
    return ""


# -- JSON


def _data(document: Document, statement: Statement) -> dict[str, Any]:
    """A statement as JSON; places are lines and columns from 1 on, offsets code points."""
    formula = statement.formula
    sides = {"left": statement.left, "right": statement.right}
    written = {
        name: None if side is None or formula is None else formula.text[side.start : side.end]
        for name, side in sides.items()
    }
    parts = formula.notation.parts if formula is not None else ()
    relations = [r.sign for p in parts if isinstance(p, Clause) for r in p.relations]
    return {
        "status": statement.status,
        "said": statement.said,
        "place": _span(document, statement.place),
        "reaches": _span(document, statement.scope),
        "text": _formula(document, statement),
        **written,
        "relations": relations if len(relations) == 1 else [],
        "words": statement.words,
        "origin": formula.origin if formula is not None else "",
        "axes": list(statement.axes),
        "letters": list(statement.letters),
        "row": statement.row,
        "goes_on": statement.goes_on,
        "reason": statement.reason,
    }


def _span(document: Document, span: tuple[int, int]) -> dict[str, Any]:
    start, end = (min(at, len(document.source)) for at in span)
    first, last = document.position(start), document.position(end)
    found: dict[str, Any] = {
        "start": {"line": first.line, "column": first.column, "offset": start},
        "end": {"line": last.line, "column": last.column, "offset": end},
    }
    for name, position in (("start", first), ("end", last)):
        if position.cell is not None:
            found[name]["cell"] = position.cell
    return found

r"""Notebooks: where the text of each cell stands in the JSON, to the character.

A JSON library gives values and no positions, so the strings are found by a scanner of our
own, on a text that Python's ``json`` has accepted before. A cell's source is a string or a
list of strings; ``\\`` and ``\u2202`` in it are one character each.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

from derive.documents.covering import covering
from derive.documents.document import CellRange, Document, Unreadable, lines_of
from derive.documents.encoding import unfit
from derive.documents.markdown import scan_markdown
from derive.documents.pieces import CodeBlock, Masked, Scan
from derive.documents.traced import Segment, Traced, copied, joined
from derive.model import Diagnostic

__all__ = ["Cell", "cells_of", "language_of", "notebook_of"]

_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{},:]|[^\s"\[\]{},:]+', re.DOTALL)
_ESCAPE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\."
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: ``markdown``, ``code`` or ``raw``, and its text, traced to the file."""

    kind: str
    contents: Traced


def cells_of(text: str) -> tuple[Cell, ...]:
    r"""The cells of a notebook, in order; ``text`` is JSON, and without cells there are none.

    >>> cells = cells_of(r'{"cells": [{"cell_type": "markdown", "source": ["a\n", "\\b"]}]}')
    >>> cells[0].contents.text, cells[0].contents.source_span(2, 4)
    ('a\n\\b', (56, 59))
    """
    cells: list[Cell] = []
    kind, parts = "", [copied("", 0)]
    for field, start, end in _strings(text):
        if field == "cell_type":
            kind = json.loads(text[start:end])
        elif field == "source":
            parts.append(_string(text, start, end))
        elif field == "source:":
            parts = [copied("", start)]
        else:
            if kind in ("markdown", "code", "raw"):
                cells.append(Cell(kind, joined(parts)))
            kind, parts = "", [copied("", end)]
    return tuple(cells)


def _strings(text: str) -> Iterator[tuple[str, int, int]]:
    """The strings of each cell's ``cell_type`` and ``source``, in order.

    A field ``source:`` says that the source begins here, the empty field that the cell ends.
    """
    # For each bracket that is open: the key at hand in an object, None in an array.
    stack: list[str | None] = []
    key_next = False
    for token in _TOKEN.finditer(text):
        sign = token[0][0]
        if sign in "{[":
            stack.append("" if sign == "{" else None)
            key_next = sign == "{"
        elif sign in "}]":
            if len(stack) == 3 and stack[:2] == ["cells", None]:
                yield "", token.start(), token.end()
            stack.pop()
            key_next = False
        elif sign == ",":
            key_next = stack[-1] is not None
        elif sign == ":":
            key_next = False
            if len(stack) == 3 and stack[:2] == ["cells", None] and stack[2] == "source":
                yield "source:", token.end(), token.end()
        elif sign == '"' and key_next:
            stack[-1] = json.loads(token[0])
        elif sign == '"' and stack[:2] == ["cells", None] and len(stack) in (3, 4):
            field = stack[2]
            if field == "cell_type" or (field == "source" and stack[3:] in ([], [None])):
                yield field, token.start(), token.end()


def _string(text: str, start: int, end: int) -> Traced:
    """The value of the JSON string between its quotes at ``start`` and ``end``."""
    values: list[str] = []
    segments: list[Segment] = []
    at, done = 0, start + 1
    for escape in _ESCAPE.finditer(text, start + 1, end - 1):
        low, high = escape.span()
        if low > done:
            values.append(text[done:low])
            segments.append(Segment(at, done, low - done, low - done))
            at += low - done
        value = json.loads(f'"{escape[0]}"')
        values.append(value)
        segments.append(Segment(at, low, len(value), high - low, False))
        at, done = at + len(value), high
    if end - 1 > done:
        values.append(text[done : end - 1])
        segments.append(Segment(at, done, end - 1 - done, end - 1 - done))
    if not segments:
        return copied("", start + 1)
    return Traced("".join(values), tuple(segments))


def language_of(metadata: object) -> str:
    """The language of the code cells; ``python`` where the notebook does not say.

    >>> language_of({"kernelspec": {"language": "R"}})
    'r'
    """
    for section, key in (("language_info", "name"), ("kernelspec", "language")):
        part = metadata.get(section) if isinstance(metadata, dict) else None
        name = part.get(key) if isinstance(part, dict) else None
        if isinstance(name, str) and name:
            return name.lower()
    return "python"


def notebook_of(text: str, path: str) -> Document | Unreadable:
    r"""The document that a notebook's JSON is.

    >>> notebook = notebook_of('{"cells": [{"cell_type": "markdown", "source": "$x$"}]}', "")
    >>> notebook.position(1)
    Position(line=1, column=2, utf16_column=2, cell=1, in_file=Position(line=1, column=50, ...))
    """
    original = lines_of(text)
    try:
        value = json.loads(text, parse_int=str, parse_float=str)
    except json.JSONDecodeError as error:
        place = original.position(min(error.pos, len(text)))
        what = f"{error.msg[0].lower()}{error.msg[1:]}"
        return Unreadable(path, _no_notebook(what), place.line, place.column)
    except RecursionError:
        return Unreadable(path, _no_notebook("it is nested too deep"))
    if not isinstance(value, dict) or not isinstance(value.get("cells"), list):
        return Unreadable(path, _no_notebook("it has no cells"))
    cells = cells_of(text)
    origin = joined(chain.from_iterable((cell.contents, _line_end(cell)) for cell in cells))
    wrong = unfit(origin.text, path)
    if wrong is not None:
        at = lines_of(origin.text).starts[wrong.line - 1] + wrong.column - 1
        place = original.position(origin.source_offset(at))
        return replace(wrong, line=place.line, column=place.column)
    ranges = tuple(_ranges(cells))
    language = language_of(value.get("metadata"))
    scan = _together(
        [_scan_cell(cell, at, language) for cell, at in zip(cells, ranges, strict=True)]
    )
    lines = lines_of(origin.text)
    pieces, notices = covering(origin.text, scan, lines)
    return Document(
        path, "notebook", origin.text, pieces, scan.macros, notices,
        lines=lines, cells=ranges, origin=origin, original=original,
    )  # fmt: skip


def _no_notebook(why: str) -> Diagnostic:
    return Diagnostic(
        "not-a-notebook",
        f"this is not a notebook: {why}",
        "A notebook is JSON of format 4, with a list of cells.",
        "Open it in Jupyter and save it again.",
    )


def _line_end(cell: Cell) -> Traced:
    """What keeps two cells apart: a line end that stands nowhere in the file."""
    end = cell.contents.source_end(len(cell.contents.text))
    return Traced("\n", (Segment(0, end, 1, 0, False),))


def _ranges(cells: Iterable[Cell]) -> Iterator[CellRange]:
    at = 0
    for cell in cells:
        yield CellRange(at, at + len(cell.contents.text))
        at += len(cell.contents.text) + 1


def _scan_cell(cell: Cell, at: CellRange, language: str) -> Scan:
    text = cell.contents.text
    if cell.kind == "markdown":
        return scan_markdown(text, at.start)
    if not text:
        return Scan()
    if cell.kind == "raw":
        return Scan((Masked("raw cell", at.start, at.end),))
    code = CodeBlock(language, copied(text, at.start), at.start, at.end, at.start, at.end)
    return Scan((code,))


def _together(scans: list[Scan]) -> Scan:
    return Scan(
        tuple(chain.from_iterable(scan.pieces for scan in scans)),
        tuple(chain.from_iterable(scan.macros for scan in scans)),
        tuple(chain.from_iterable(scan.notices for scan in scans)),
    )

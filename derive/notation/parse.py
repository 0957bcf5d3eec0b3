r"""The parser: tokens to notation, row by row, by the grammar in ``derive.notation.grammar``.

An error says what is missing, and behind what.
"""

from __future__ import annotations

import re
from dataclasses import replace

from lark import Token, UnexpectedToken

from derive.notation.brackets import Mark
from derive.notation.errors import ReadError
from derive.notation.grammar import Sign, parser
from derive.notation.joined import joined
from derive.notation.nodes import Clauses, Node, parts
from derive.notation.tokens import tokens

__all__ = ["MAX_NESTING", "parse", "parse_lines", "parse_rows"]

_OPEN_END = re.compile(r"\\right\s*\.")

#: How many pieces of notation may stand inside one another.
MAX_NESTING = 300


def parse(text: str, start: int = 0, stop: int | None = None) -> Clauses:
    r"""The notation of one formula, or of a stretch of a text with its places in that text.

    ``&`` is nothing, and ``\\`` is not read.

    >>> formula = parse(r"a = \frac{b}{c} \cdot -d")
    >>> [type(item).__name__ for item in formula.parts[0].members[1].terms[0].items]
    ['Fraction', 'Operator', 'Operator', 'Letter']
    """
    stop = len(text) if stop is None else stop
    marks = tokens(text, start, stop)
    while marks and marks[-1].kind == "ROW":
        marks = marks[:-1]
    depth = 0
    for n, mark in enumerate(marks):
        depth += {"LBRACE": 1, "LEFT": 1, "RBRACE": -1, "RIGHT": -1}.get(mark.kind, 0)
        if mark.kind == "ROW" and n and depth == 0:
            message = r"one formula is read here: no \\ between rows"
            raise ReadError(message, mark.start, mark.end, text)
    return _joined(marks, text) or Clauses(start, stop, ())


def parse_rows(text: str) -> tuple[Clauses, ...]:
    r"""The notation of the rows of a display, as they are parted by ``\\``.

    >>> [row.parts[0].members[0] is None for row in parse_rows(r"a &= b \\ &= c")]
    [False, True]
    """
    rows: list[list[Mark]] = [[]]
    depth = 0
    for mark in tokens(text):
        depth += {"LBRACE": 1, "LEFT": 1, "RBRACE": -1, "RIGHT": -1}.get(mark.kind, 0)
        if mark.kind == "ROW" and depth == 0:
            rows.append([])
        elif mark.kind == "ROW" and _breaks_bracket(rows[-1], mark, text):
            continue
        elif mark.kind not in ("COLUMN", "WIDE"):
            rows[-1].append(mark)
    return tuple(_row(row, text) for row in rows if row)


def parse_lines(text: str, start: int, stop: int) -> Clauses:
    r"""The notation of a stretch whose lines are one row: a ``\\`` in it only breaks the line."""
    return _joined(tokens(text, start, stop), text) or Clauses(start, stop, ())


def _joined(marks: tuple[Mark, ...], text: str) -> Clauses | None:
    try:
        row = joined(marks, text)
    except ReadError as error:
        raise error.within(text) from None
    return _row(row, text) if row else None


def _breaks_bracket(row: list[Mark], mark: Mark, text: str) -> bool:
    r"""Whether a bracket goes on in the next row, as ``\right. \\ \left.`` says.

    The remark in the column behind it is taken away.
    """
    last = len(row)
    while last and row[last - 1].kind == "SEP":
        last -= 1
    after = row[last].start if last < len(row) else mark.start
    remark = last == len(row) or row[last].value == "&&"
    if not last or not remark or not _OPEN_END.search(text[row[last - 1].end : after]):
        return False
    del row[last:]
    return True


def _row(row: list[Mark], text: str) -> Clauses:
    fed = parser().parse_interactive("")
    try:
        for mark in row:
            token = Sign(mark.kind, mark.value, start_pos=mark.start, end_pos=mark.end)
            token.raw = text[mark.start if mark.written < 0 else mark.written : mark.end]
            fed.feed_token(token)
        end = Token("$END", "", start_pos=row[-1].end, end_pos=row[-1].end)
        found: Clauses = fed.feed_token(end)
    except UnexpectedToken as unexpected:
        raise _error(unexpected, row, text) from None
    except ReadError as error:
        raise error.within(text) from None
    _reject_nesting(found, text)
    last = max((part.end for part in found.parts), default=found.end)
    return replace(found, end=last)  # words behind a broken line come last, wherever they stand


def _error(unexpected: UnexpectedToken, row: list[Mark], text: str) -> ReadError:
    token = unexpected.token
    start, end = token.start_pos or 0, token.end_pos or 0
    before = [mark for mark in row if mark.end <= start]
    shown = text[start:end]
    if token.type == "$END" and before:
        last = before[-1]
        said = text[last.start : last.end]
        return ReadError(f"something is missing after {said}", last.start, last.end, text)
    if token.type in ("RBRACE", "RIGHT", "RDEGREE", "REL", "SEP", "OVER") and before:
        last = before[-1]
        said = text[last.start : last.end]
        message = f"something is missing between {said} and {shown}"
        return ReadError(message, last.start, end, text)
    if before and before[-1].kind in ("SUB", "SUP") and token.type == "LEFT":
        return ReadError(f"put {{ }} around what stands after {before[-1].value}", start, end, text)
    return ReadError(f"{shown} is not expected here", start, end, text)


def _reject_nesting(found: Clauses, text: str) -> None:
    waiting: list[tuple[Node, int]] = [(found, 0)]
    while waiting:
        node, depth = waiting.pop()
        if depth > MAX_NESTING:
            message = "too many pieces of notation inside one another"
            raise ReadError(message, node.start, node.end, text)
        waiting.extend((part, depth + 1) for part in parts(node))

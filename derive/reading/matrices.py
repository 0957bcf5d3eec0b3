r"""Matrices and columns that are written out, taken apart into their entries.

``x = \begin{pmatrix} a \\ b \end{pmatrix}`` is two equations, and a column with dots in it is
one equation for every index, where its first and its last entry have one pattern.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from typing import TypeAlias

from derive.reading.conventions.arguments import plain
from derive.reading.conventions.labels import left_of
from derive.reading.conventions.walk import group, row_of
from derive.reading.patterns import pattern
from derive.reading.scope import names_in
from derive.reading.task import Task
from derive.syntax.reader.errors import ReadError
from derive.syntax.reader.look import tidy
from derive.syntax.reader.notation import (
    Bracket,
    Clause,
    Clauses,
    Digits,
    Expression,
    Item,
    Letter,
    Operator,
    Scripted,
    Separator,
    Term,
    subnodes,
)
from derive.syntax.reader.session import Formula
from derive.syntax.reader.where import Where
from derive.syntax.tree import IndexSet

__all__ = ["entries_of", "has_matrix", "without_matrices"]

Grid: TypeAlias = tuple[tuple[Expression, ...], ...]

MAX_CELLS = 64

_LETTERS = "ijkabcpqrsuv"


def has_matrix(formula: Clauses) -> bool:
    """Whether a matrix is written out in a formula."""
    return any(isinstance(node, Bracket) and node.kind == "matrix" for node in subnodes(formula))


def entries_of(task: Task) -> tuple[Task, ...]:
    """The tasks of the entries of a step, or of a definition, with a matrix on a side.

    Raises ``ReadError`` for a matrix that stands in a way that is not read.
    """
    own = tuple(f for f in task.lets if f.source == f"the definition of {task.defines}")
    if task.defines:
        rest = tuple(f for f in task.lets if f not in own)
        cells = [c for f in own for side in _members(f) for row in _grid(side) or () for c in row]
        return tuple(
            replace(task, sides=(_side(own[0], cell),), lets=rest, defines="") for cell in cells
        )
    first, second = task.sides
    left, right = (_grid(_members(side)[0]) for side in task.sides)
    if left is not None and right is not None:
        if _shape(left) != _shape(right):
            place = second.notation
            raise ReadError(
                f"{_shape(left)} entries are on the left, and {_shape(right)} on the right",
                place.start, place.end, second.text, second.source,
            )  # fmt: skip
        pairs = [p for rows in zip(left, right, strict=True) for p in zip(*rows, strict=True)]
        return tuple(replace(task, sides=(_side(first, a), _side(second, b))) for a, b in pairs)
    if left is None and right is None:
        return _with_dots(task)
    return tuple(_against_a_name(task, left, right))


def without_matrices(task: Task) -> Task:
    """The task without definitions of matrices that its sides do not mention."""
    names = {_folded(n) for side in task.sides for n in names_in(side.notation)}
    own = f"the definition of {task.defines}"
    lets = tuple(
        f for f in task.lets
        if f.source == own or not has_matrix(f.notation) or _folded_left(f) in names
    )  # fmt: skip
    return replace(task, lets=lets)


def _folded_left(formula: Formula) -> str | None:
    left = left_of(formula.notation)
    return None if left is None else _folded(left[0])


def _folded(name: str) -> str:
    """A name whatever its alphabet: bold letters may stand for plain ones."""
    return unicodedata.normalize("NFKD", name)


def _against_a_name(task: Task, left: Grid | None, right: Grid | None) -> Iterator[Task]:
    """The entries of a matrix, each beside that of the name on the other side."""
    grid = left or right
    assert grid is not None
    n = 0 if left is None else 1
    named, written = task.sides[n], task.sides[1 - n]
    rows, columns = _shape(grid)
    for r, row in enumerate(grid, 1):
        for c, cell in enumerate(row, 1):
            at = (c,) if rows == 1 else (r,) if columns == 1 else (r, c)
            digits = tuple(Digits(cell.start, cell.start, str(place)) for place in at)
            sides = _entry(named, digits), _side(written, cell)
            yield replace(task, sides=sides if n == 0 else sides[::-1])


def _with_dots(task: Task) -> tuple[Task, ...]:
    """The task of the entry of a column with dots, at an index of its own."""
    columns = [_column(_members(side)[0]) for side in task.sides]
    n = 0 if columns[0] is None else 1
    column = columns[1 - n]
    if column is None or columns[n] is not None:
        place = next(s for s in task.sides if has_matrix(s.notation))
        start, end = place.notation.start, place.notation.end
        message = "this matrix is not read: it is no side by itself, or its dots have no pattern"
        raise ReadError(message, start, end, place.text, place.source)
    first, last = column
    taken = {node.name for f in (*task.sides, *task.lets) for node in subnodes(f.notation)
             if isinstance(node, Letter)}  # fmt: skip
    letter = next(x for x in _LETTERS if x not in taken)
    entry, size = pattern(first, last, letter, task.sides[1 - n])
    index = Letter(first.start, first.start, letter)
    where = Where((letter,), (IndexSet(size),), frozenset(), "index", "")
    sides = _entry(task.sides[n], (index,)), _side(task.sides[1 - n], entry)
    return (
        replace(task, sides=sides if n == 0 else sides[::-1], declared=(*task.declared, where)),
    )


def _column(side: Expression) -> tuple[Expression, Expression] | None:
    """The first and the last entry of a column with dots between them."""
    bracket = _lone(side)
    is_matrix = isinstance(bracket, Bracket) and bracket.kind == "matrix"
    cells = _cells(bracket) if isinstance(bracket, Bracket) and is_matrix else None
    if cells is None or any(len(row) != 1 for row in cells) or len(cells) < 3:
        return None
    dots = [n for n, (cell,) in enumerate(cells) if plain(cell) == "…"]
    return (cells[0][0], cells[-1][0]) if dots == [len(cells) - 2] else None


def _grid(side: Expression) -> Grid | None:
    """The entries of a side that is a matrix, or a product of matrices."""
    if len(side.terms) != 1 or side.terms[0].signs:
        return None
    grids = []
    for item in side.terms[0].items:
        if isinstance(item, Operator) and item.sign in "·":
            continue
        bracket = item if isinstance(item, Bracket) else None
        cells = None if bracket is None or bracket.kind != "matrix" else _cells(bracket)
        if cells is None or any(plain(cell) == "…" for row in cells for cell in row):
            return None
        grids.append(cells)
    product = grids[0] if grids else None
    for grid in grids[1:]:
        product = _times(product, grid) if product is not None else None
    return product


def _times(left: Grid, right: Grid) -> Grid | None:
    if len(left[0]) != len(right):
        return None
    return tuple(
        tuple(
            _sum([(a, row[c]) for a, row in zip(across, right, strict=True)])
            for c in range(len(right[0]))
        )
        for across in left
    )


def _sum(pairs: list[tuple[Expression, Expression]]) -> Expression:
    """Products of two entries, added."""
    terms = []
    for n, (a, b) in enumerate(pairs):
        factors: tuple[Item, ...] = tuple(_parenthesis(x) for x in (a, b))
        terms.append(Term(a.start, b.end, "+" if n else "", factors))
    return Expression(terms[0].start, terms[-1].end, tuple(terms))


def _parenthesis(cell: Expression) -> Bracket:
    return Bracket(cell.start, cell.end, "(", _alone(cell))


def _cells(bracket: Bracket) -> Grid | None:
    """The entries of a matrix, in rows of one length; none where an entry is no expression."""
    rows: list[list[Expression]] = [[]]
    waiting = True
    for part in bracket.inside.parts:
        if isinstance(part, Separator):
            if part.sign not in ("&", r"\\") or (waiting and part.sign == "&"):
                return None
            if part.sign == r"\\":
                rows.append([])
            waiting = True
            continue
        member = part.members[0]
        if not waiting or len(part.members) != 1 or member is None:
            return None
        rows[-1].append(member)
        waiting = False
    rows = [row for row in rows if row]
    if not rows or len({*map(len, rows)}) > 1 or len(rows) * len(rows[0]) > MAX_CELLS:
        return None
    return tuple(map(tuple, rows))


def _entry(side: Formula, indices: tuple[Item, ...]) -> Formula:
    """The entry of a side that is a name."""
    member = _members(side)[0]
    item = _lone(member)
    place = member.start, member.end
    try:
        item = None if item is None else tidy(item)
    except ReadError:
        item = None
    below = group(indices)
    if isinstance(item, Letter):
        entry = Scripted(*place, item, below, None)
    elif isinstance(item, Scripted) and item.below is None and isinstance(item.base, Letter):
        entry = replace(item, below=below)
    else:
        message = "only a name is read beside a matrix that is written out"
        raise ReadError(message, *place, side.text, side.source)
    return replace(side, notation=row_of((entry,)))


def _lone(side: Expression) -> Item | None:
    """The one item that a side is."""
    if len(side.terms) != 1 or side.terms[0].signs or len(side.terms[0].items) != 1:
        return None
    return side.terms[0].items[0]


def _members(formula: Formula) -> list[Expression]:
    (clause,) = formula.notation.parts
    assert isinstance(clause, Clause)
    return [member for member in clause.members if member is not None]


def _side(side: Formula, cell: Expression) -> Formula:
    return replace(side, notation=_alone(cell))


def _alone(cell: Expression) -> Clauses:
    place = cell.start, cell.end
    return Clauses(*place, (Clause(*place, (cell,), ()),))


def _shape(grid: Grid) -> tuple[int, int]:
    return len(grid), len(grid[0])

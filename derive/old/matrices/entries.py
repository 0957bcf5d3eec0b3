r"""Matrices and columns that are written out, taken apart into their entries.

``x = \begin{pmatrix} a \\ b \end{pmatrix}`` is two equations. Columns with dots are read before
(``columns``).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from typing import TypeAlias

from derive.notation.errors import ReadError
from derive.notation.nodes import (
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
from derive.old.conventions.labels import left_of
from derive.old.conventions.walk import group, row_of
from derive.old.matrices.gradients import derivative_entry
from derive.old.matrices.written_out import only_own_entries
from derive.old.names import names_in
from derive.old.task import Task
from derive.syntax.reader.look import tidy
from derive.syntax.reader.plain import plain
from derive.syntax.reader.session import Formula

__all__ = ["entries_of", "has_matrix", "members_of", "without_matrices"]

_Cells: TypeAlias = tuple[tuple[Expression, ...], ...]

MAX_CELLS = 64


def has_matrix(formula: Clauses) -> bool:
    """Whether a matrix is written out in a formula."""
    return any(isinstance(node, Bracket) and node.kind == "matrix" for node in subnodes(formula))


def entries_of(task: Task, *, turned: bool = False) -> tuple[Task, ...]:
    """The tasks of the entries of a step, or of a definition, with a matrix on a side.

    Raises ``ReadError`` for a matrix that stands in a way that is not read. ``turned`` says that
    the rows of a matrix of derivatives are those of the variable.
    """
    own = tuple(f for f in task.lets if f.source == f"the definition of {task.defines}")
    if task.defines:
        rest = tuple(f for f in task.lets if f not in own)
        cells = [c for f in own for side in members_of(f) for row in _grid(side) or () for c in row]
        return tuple(
            replace(task, sides=(_side(own[0], cell),), lets=rest, defines="") for cell in cells
        )
    first, second = task.sides
    left, right = (_grid(members_of(side)[0]) for side in task.sides)
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
        side = next(s for s in task.sides if has_matrix(s.notation))
        start, end = side.notation.start, side.notation.end
        message = "a matrix that is written out is read as a side of an equation only"
        raise ReadError(message, start, end, side.text, side.source)
    return tuple(_against_a_name(task, left, right, turned=turned))


def without_matrices(task: Task) -> Task:
    """The task without definitions of matrices that it does not reach from its sides."""
    own = f"the definition of {task.defines}"
    reached = {_folded(n) for side in task.sides for n in names_in(side.notation)}
    waiting = list(task.lets)
    kept: list[Formula] = []
    growing = True
    while growing:
        growing = False
        for let in [*waiting]:
            if let.source != own and _only_names_entries(let):
                waiting.remove(let)
            elif let.source == own or _folded_left(let) in reached or not has_matrix(let.notation):
                waiting.remove(let)
                kept.append(let)
                reached |= {_folded(n) for n in names_in(let.notation)}
                growing = True
    return replace(task, lets=tuple(f for f in task.lets if f in kept))


def _only_names_entries(let: Formula) -> bool:
    """Whether a definition only says what the entries of its name are called."""
    sides = members_of(let)
    return (
        len(sides) == 2
        and not any(isinstance(n, Letter) and n.name == "…" for n in subnodes(let.notation))
        and only_own_entries(sides[0], sides[1])
    )


def _folded_left(formula: Formula) -> str | None:
    left = left_of(formula.notation)
    return None if left is None else _folded(left[0])


def _folded(name: str) -> str:
    """A name whatever its alphabet: bold letters may stand for plain ones."""
    return unicodedata.normalize("NFKD", name)


def _against_a_name(
    task: Task, left: _Cells | None, right: _Cells | None, *, turned: bool
) -> Iterator[Task]:
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
            derived = derivative_entry(
                members_of(named)[0], digits, (f.notation for f in task.lets), turned=turned
            )
            entry = _entry(named, digits) if derived is None else replace(named, notation=derived)
            sides = entry, _side(written, cell)
            yield replace(task, sides=sides if n == 0 else sides[::-1])


def _grid(side: Expression) -> _Cells | None:
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


def _times(left: _Cells, right: _Cells) -> _Cells | None:
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


def _cells(bracket: Bracket) -> _Cells | None:
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
    member = members_of(side)[0]
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


def members_of(formula: Formula) -> list[Expression]:
    """The sides that stand in a formula."""
    (clause,) = formula.notation.parts
    assert isinstance(clause, Clause)
    return [member for member in clause.members if member is not None]


def _side(side: Formula, cell: Expression) -> Formula:
    return replace(side, notation=_alone(cell))


def _alone(cell: Expression) -> Clauses:
    place = cell.start, cell.end
    return Clauses(*place, (Clause(*place, (cell,), ()),))


def _shape(grid: _Cells) -> tuple[int, int]:
    return len(grid), len(grid[0])

r"""Matrices that are written out: entry by entry, by rows, by columns, with dots; columns of ones.

An array of known size has its entries as a sum of cells, each with a δ at its place. Matrices of
blocks, with dots in rows and columns at once, or with holes are not read.
"""

from __future__ import annotations

from fractions import Fraction

from derive.notation.names import plain_text, spelled, unwrapped
from derive.notation.nodes import Bracket, Digits, Expression, Node, Scripted, Separator, Styled
from derive.reading import dots, expressions
from derive.reading.conventions import TRANSPOSE
from derive.reading.names import lets, named
from derive.reading.reader import Env, Reader
from derive.reading.search import Ignorance, Misfit
from derive.reading.values import Value, at, delta
from derive.syntax.tree import Add, Index, Mul, Number, Point, Written

__all__ = ["matrix", "ones"]

ZERO, ONE = Number(Fraction(0)), Number(Fraction(1))


def matrix(reader: Reader, node: Bracket, env: Env) -> Value:
    """A matrix that is written out."""
    cells = _cells(node)
    if any(dots.is_dots(cell) for row in cells for cell in row):
        return _dotted(reader, cells, env)
    found = [[_cell(reader, cell, env) for cell in row] for row in cells]
    if len({len(row) for row in found}) != 1:
        raise Ignorance("a matrix whose rows are not of one length")
    flat = [value for row in found for value in row]
    if not any(value.rank for value in flat):
        return _of_numbers(reader, found)
    if len(found[0]) == 1 and all(v.rank == 1 and v.row for v in flat):
        return _stacked(reader, flat, down=True)
    if len(found) == 1 and all(v.rank == 1 and not v.row for v in flat):
        return _stacked(reader, flat, down=False)
    if any(not value.rank and not isinstance(value.entry, Number) for value in flat):
        raise Misfit("a matrix of numbers and arrays")
    raise Ignorance("a matrix of arrays")


def _cells(node: Bracket) -> list[list[Expression | None]]:
    rows: list[list[Expression | None]] = [[None]]
    for part in node.inside.parts:
        if isinstance(part, Separator):
            if part.sign == "&":
                rows[-1].append(None)
            elif part.sign == r"\\":
                rows.append([None])
            else:
                raise Ignorance(f"{part.sign} in a matrix")
        elif len(part.members) == 1 and rows[-1][-1] is None:
            rows[-1][-1] = part.members[0]
        else:
            raise Ignorance(f"{plain_text(part)} in a matrix")
    if len(rows) > 1 and rows[-1] == [None]:
        rows.pop()
    return rows


def _cell(reader: Reader, cell: Expression | None, env: Env) -> Value:
    if cell is None:
        raise Ignorance("a matrix with holes")
    return expressions.expression(reader, cell, env)


def _axis(reader: Reader, size: int) -> Index:
    over = reader.sets.new()
    reader.sets.fix(over, str(size), "a matrix that is written out", axis=True)
    return Index(reader.sets.fresh("e"), over)


def _of_numbers(reader: Reader, cells: list[list[Value]]) -> Value:
    height, width = len(cells), len(cells[0])
    if height == width == 1:
        raise Ignorance("a matrix of one entry")
    down, across = _axis(reader, height), _axis(reader, width)
    placed = []
    for r, row in enumerate(cells, 1):
        for c, value in enumerate(row, 1):
            places = [delta(down, Point(r, down.over))] if height > 1 else []
            places += [delta(across, Point(c, across.over))] if width > 1 else []
            placed.append((value.entry, places))
    axes = ((down,) if height > 1 else ()) + ((across,) if width > 1 else ())
    return Value(axes, _sum_of(placed), row=height == 1)


def _stacked(reader: Reader, parts: list[Value], *, down: bool) -> Value:
    """Rows one below another, or columns side by side."""
    if len(parts) == 1:
        raise Ignorance("a matrix of one array")
    outer, (inner,) = _axis(reader, len(parts)), parts[0].axes
    for part in parts[1:]:
        reader.sets.same(part.axes[0].over, inner.over, "rows or columns of one matrix")
    placed = [(at(part, (inner,)), [delta(outer, Point(n, outer.over))])
              for n, part in enumerate(parts, 1)]  # fmt: skip
    return Value((outer, inner) if down else (inner, outer), _sum_of(placed))


def _sum_of(placed: list[tuple[Written, list[Written]]]) -> Written:
    """The sum of cells at their places; cells that are 0 are left out."""
    terms: list[Written] = []
    for cell, places in placed:
        if cell == ZERO:
            continue
        factors = (*(() if cell == ONE else (cell,)), *places)
        terms.append(factors[0] if len(factors) == 1 else Mul(factors))
    if len(terms) > 1:
        return Add(tuple(terms))
    return terms[0] if terms else ZERO


def _dotted(reader: Reader, cells: list[list[Expression | None]], env: Env) -> Value:
    """A column or a row with dots before its last entry."""
    down = all(len(row) == 1 for row in cells)
    if not down and len(cells) != 1:
        raise Ignorance("dots in rows and columns of a matrix")
    entries = [cell for row in cells for cell in row]
    shown = [cell for cell in entries if cell is not None]
    if len(shown) < 3 or len(shown) != len(entries):
        raise Ignorance("dots in a matrix that are not understood")
    if [dots.is_dots(cell) for cell in shown] != [False] * (len(shown) - 2) + [True, False]:
        raise Ignorance("dots in a matrix that are not understood")

    def read(cell: Expression, inner: Env) -> Value:
        return expressions.expression(reader, cell, inner)

    index, value = dots.run(reader, tuple(shown[:-2]), shown[-1], read, env)
    if not value.rank:
        return Value((index,), value.entry, row=not down)
    if value.rank == 1 and value.row == down:
        axes = (index, *value.axes) if down else (*value.axes, index)
        return Value(axes, value.entry)
    raise Misfit("a matrix whose rows are columns")


def ones(reader: Reader, item: Node) -> Value | None:
    """A column of ones, or of zeros: a number that is set as an array is.

    ``None`` where the document defines the sign with its index itself.
    """
    turned, inner, below = False, unwrapped(item), ""
    if isinstance(inner, Scripted) and plain_text(inner.above) in TRANSPOSE | {""}:
        if inner.primes:
            return None
        turned, below = inner.above is not None, plain_text(inner.below)
        inner = unwrapped(inner.base)
    of = unwrapped(inner.of) if isinstance(inner, Styled) and inner.style != "plain" else None
    if not isinstance(of, Digits) or of.text not in ("0", "1"):
        return None
    name = spelled(item)
    if below and name is not None and lets(reader, named(reader, name).key):
        return None
    if below and not (below.isdigit() or below in reader.lexicon.sets):
        raise Ignorance(f"{plain_text(item)}, which may be an indicator")
    entry = Number(Fraction(of.text))
    if of.text == "0" and reader.ask("zero", item) == "any":
        return Value((), entry)
    axis = Index(reader.sets.fresh("e"), reader.sets.new())
    if below:
        reader.sets.fix(axis.over, below, "a column of its size")
    return Value((axis,), entry, row=turned)

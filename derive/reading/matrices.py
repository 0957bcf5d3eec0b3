r"""Arrays that are written out: matrices, columns of ones, dots: ``a_1 + a_2 + … + a_n``.

An array of known size has its entries as a sum of cells, each with a δ at its place. Where dots
stand, the last entry says the pattern; the entries before them must be those of the pattern at
1, 2, …, or the reading is none. Matrices of blocks, with dots in rows and columns at once, or with
holes, and dots between factors or without an end are not read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from derive.notation.names import plain_text, spelled, unwrapped
from derive.notation.nodes import (
    Bracket,
    Clause,
    Digits,
    Expression,
    Letter,
    Node,
    Scripted,
    Styled,
    Term,
    subnodes,
)
from derive.reading import expressions, sums
from derive.reading.conventions import TRANSPOSE
from derive.reading.entries import ONE, ZERO, added, delta, instance, multiplied
from derive.reading.names import lets, named
from derive.reading.reader import Env, Reader
from derive.reading.search import Ignorance, Misfit
from derive.reading.sets import Sets
from derive.reading.values import Value, at, number
from derive.syntax.tree import Delta, Entry, Index, IndexSet, Number, Point, Size, Sum, Written
from derive.syntax.walk import map_children

__all__ = ["ellipsis", "is_dots", "matrix", "ones"]


def matrix(reader: Reader, node: Bracket, env: Env) -> Value:
    """A matrix that is written out."""
    cells = _cells(node)
    if len({len(row) for row in cells}) != 1 or len(cells) == len(cells[0]) == 1:
        raise Ignorance("a matrix of one entry, or whose rows are not of one length")
    if any(is_dots(cell) for row in cells for cell in row):
        return _dotted(reader, cells, env)
    found = [[expressions.expression(reader, cell, env) for cell in row] for row in cells]
    flat = [value for row in found for value in row]
    if not any(value.rank for value in flat):
        down, across = (_axis(reader, n) if n > 1 else None for n in (len(cells), len(cells[0])))
        return _of_cells(down, across, [[value.entry for value in row] for row in found])
    upright = len(cells[0]) == 1
    if 1 in (len(cells), len(cells[0])) and all(v.rank == 1 and v.row == upright for v in flat):
        return _stacked(reader, flat, upright)
    if any(not value.rank and not isinstance(value.entry, Number) for value in flat):
        raise Misfit("a matrix of numbers and arrays")
    raise Ignorance("a matrix of arrays")


def _cells(node: Bracket) -> list[list[Expression]]:
    rows: list[list[Expression | None]] = [[None]]
    for part in node.inside.parts:
        if isinstance(part, Clause):
            if len(part.members) != 1 or rows[-1][-1] is not None:
                raise Ignorance(f"{plain_text(part)} in a matrix")
            rows[-1][-1] = part.members[0]
        elif part.sign == "&":
            rows[-1].append(None)
        elif part.sign == r"\\":
            rows.append([None])
        else:
            raise Ignorance(f"{part.sign} in a matrix")
    if len(rows) > 1 and rows[-1] == [None]:
        rows.pop()
    found = [[cell for cell in row if cell is not None] for row in rows]
    if [*map(len, found)] != [*map(len, rows)]:
        raise Ignorance("a matrix with holes")
    return found


def _axis(reader: Reader, size: int) -> Index:
    over = reader.sets.new()
    reader.sets.fix(over, str(size), "a matrix that is written out", axis=True)
    return Index(reader.sets.fresh("e"), over)


def _of_cells(down: Index | None, across: Index | None, cells: list[list[Written]]) -> Value:
    """An array by its entries, each at its place; a column or a row has one axis."""
    terms = []
    for r, row in enumerate(cells, 1):
        for c, cell in enumerate(row, 1):
            places = [delta(axis, Point(n, axis.over))
                      for axis, n in ((down, r), (across, c)) if axis is not None]  # fmt: skip
            if cell != ZERO:
                terms.append(multiplied(places if cell == ONE else [cell, *places]))
    axes = tuple(axis for axis in (down, across) if axis is not None)
    return Value(axes, added(terms), row=down is None)


def _stacked(reader: Reader, parts: list[Value], upright: bool) -> Value:
    """Rows one below another, or columns side by side."""
    outer, (inner,) = _axis(reader, len(parts)), parts[0].axes
    for part in parts[1:]:
        reader.sets.same(part.axes[0].over, inner.over, "rows or columns of one matrix")
    found = _of_cells(outer, None, [[at(part, (inner,))] for part in parts])
    return Value((outer, inner) if upright else (inner, outer), found.entry)


def _dotted(reader: Reader, cells: list[list[Expression]], env: Env) -> Value:
    """A column or a row with dots before its last entry."""
    upright = len(cells[0]) == 1
    shown = [cell for row in cells for cell in row]
    dotted = [is_dots(cell) for cell in shown]
    if (not upright and len(cells) != 1) or dotted != [False] * (len(shown) - 2) + [True, False]:
        raise Ignorance("dots in a matrix that are not understood")

    def read(cell: Expression, inner: Env) -> Value:
        return expressions.expression(reader, cell, inner)

    index, value = _run(reader, tuple(shown[:-2]), shown[-1], read, env)
    if value.rank > 1 or (value.rank and value.row != upright):
        raise Misfit("a matrix whose rows are columns")
    axes = (index, *value.axes) if upright else (*value.axes, index)
    return Value(axes, value.entry, row=not (upright or value.rank))


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
    if of.text == "0" and reader.ask("zero", item) == "any":
        return number(0)
    axis = Index(reader.sets.fresh("e"), reader.sets.new())
    if below:
        reader.sets.fix(axis.over, below, "a column of its size")
    return Value((axis,), ONE if of.text == "1" else ZERO, row=turned)


def is_dots(node: Term | Expression | None) -> bool:
    """Whether nothing but dots stands here."""
    if isinstance(node, Expression):
        return len(node.terms) == 1 and is_dots(node.terms[0])
    return node is not None and all(isinstance(i, Letter) and i.name == "…" for i in node.items)


def ellipsis(reader: Reader, summands: tuple[Term, ...], env: Env) -> Value:
    """A sum with dots: over all numbers from the index of the first term to that of the last."""
    place = next(n for n, term in enumerate(summands) if is_dots(term))
    if place < 1 or place + 2 != len(summands) or any("-" in t.signs for t in summands):
        raise Ignorance("dots in a sum that are not understood")

    def read(term: Term, inner: Env) -> Value:
        return expressions.row(reader, term.items, (), inner)[0]

    index, value = _run(reader, summands[:place], summands[-1], read, env)
    return sums.bound_sum(value, index)


def _run(
    reader: Reader,
    before: tuple[Term, ...] | tuple[Expression, ...],
    last: Term | Expression,
    read: Callable[..., Value],
    env: Env,
) -> tuple[Index, Value]:
    """An index that runs along dots, and what stands at it; ``before`` are the entries shown."""
    top, start = _one_index(last), _one_index(before[0])
    bound = {*map(plain_text, subnodes(last))} & (env.letters.keys() | env.params.keys())
    moving = top in bound or any(letter in top for letter in bound if len(letter) == 1)
    if not start.isdigit() or top.isdigit() or moving:
        raise Ignorance(f"dots from {start} to {top}")
    index = Index(reader.sets.fresh("k"), reader.sets.new())
    reader.sets.fix(index.over, top if start == "1" else f"{start}..{top}", "dots")
    reader.bound.append(index)
    value = read(last, env.without(top).bind(top, index))
    for n, entry in enumerate(before):
        one = read(entry, env)
        expected = instance(value.entry, index, Point(int(start) + n, index.over))
        if one.rank != value.rank or one.row != value.row:
            raise Misfit("the entries before dots have another shape than the last")
        for a, b in zip(one.axes, value.axes, strict=True):
            reader.sets.same(a.over, b.over, "entries beside dots")
        if _settled(reader.sets, at(one, value.axes)) != _settled(reader.sets, expected):
            raise Misfit("the entries before dots are not those of the last one's pattern")
    return index, value


def _one_index(node: Node) -> str:
    """The one index that all names of an entry have."""
    names = (name for name in map(spelled, subnodes(node)) if name is not None)
    found = {
        plain_text(n) for name in names for n in (*name.below, *(name.above if name.round else ()))
    }
    if len(found) != 1:
        raise Ignorance("dots beside an entry that has no one index")
    return found.pop()


def _settled(sets: Sets, form: Written) -> Written:
    """A form with sets as far as they are related."""
    match form:
        case Entry(indices=indices):
            settled = (replace(term, over=IndexSet(sets.find(term.over))) for term in indices)
            return replace(form, indices=tuple(settled))
        case Sum() | Delta() | Size():
            raise Ignorance("dots beside sums")
    return map_children(form, lambda part: _settled(sets, part))

"""Arrays of numbers with named rows and columns; a vector is one column.

A size may happen to be 1 where another is not meant: what fits together is said by the
names of the index sets, never by the numbers of rows and columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import add, mul, truediv
from typing import Any, TypeAlias

from derive.syntax.tree import IndexSet
from tests.oracle.data import Misshapen

#: The sets that rows and columns range over; ``None`` where there is one only.
Shape: TypeAlias = tuple[IndexSet | None, IndexSet | None]


@dataclass(frozen=True, slots=True)
class Table:
    """Numbers in rows and columns, at least one of which has an index set."""

    shape: Shape
    rows: tuple[tuple[Any, ...], ...]

    def __add__(self, other: Any) -> Any:
        return entrywise(add, self, other)

    def __radd__(self, other: Any) -> Any:
        return entrywise(add, other, self)

    def __sub__(self, other: Any) -> Any:
        return self + -other

    def __rsub__(self, other: Any) -> Any:
        return -self + other

    def __mul__(self, other: Any) -> Any:
        if isinstance(other, Table):
            raise Misshapen("two arrays side by side have no product")
        return entrywise(mul, self, other)

    def __rmul__(self, other: Any) -> Any:
        return self * other

    def __truediv__(self, other: Any) -> Any:
        return entrywise(truediv, self, other)

    def __neg__(self) -> Table:
        return self.map(lambda x: -x)

    def map(self, change: Callable[[Any], Any]) -> Table:
        """The table with every entry changed."""
        return Table(self.shape, tuple(tuple(map(change, row)) for row in self.rows))

    @property
    def transposed(self) -> Table:
        """Rows and columns exchanged."""
        return Table(self.shape[::-1], tuple(zip(*self.rows, strict=True)))

    @property
    def is_matrix(self) -> bool:
        """Whether it has rows and columns both."""
        return None not in self.shape

    @property
    def is_column(self) -> bool:
        """Whether it is a vector."""
        return self.shape[1] is None

    def column(self) -> tuple[Any, ...]:
        """The entries of a vector."""
        if not self.is_column:
            raise Misshapen("a column is wanted here")
        return tuple(row[0] for row in self.rows)


def table(shape: Shape, rows: Iterable[Iterable[Any]]) -> Any:
    """A table, or the one number that it is without rows and columns of its own."""
    made = tuple(map(tuple, rows))
    return made[0][0] if shape == (None, None) else Table(shape, made)


def transposed(value: Any) -> Any:
    """Rows and columns exchanged; a number is its own transpose."""
    return value.transposed if isinstance(value, Table) else value


def entrywise(function: Callable[..., Any], *values: Any) -> Any:
    """The function at the entries of arrays of one shape; a number stands for all entries."""
    tables = [value for value in values if isinstance(value, Table)]
    if not tables:
        return function(*values)
    shape, size = tables[0].shape, [len(tables[0].rows), len(tables[0].rows[0])]
    if any(other.shape != shape for other in tables):
        raise Misshapen("arrays of two shapes")
    rows = [
        [
            function(*(v.rows[r][c] if isinstance(v, Table) else v for v in values))
            for c in range(size[1])
        ]
        for r in range(size[0])
    ]
    return table(shape, rows)


def product(values: Sequence[Any]) -> Any:
    """The matrix product; numbers may stand anywhere in it."""
    tables = [value for value in values if isinstance(value, Table)]
    for left, right in pairwise(tables):
        if left.shape[1] != right.shape[0]:
            raise Misshapen("the columns of a factor are not the rows of the next")
    found: Any = None
    for factor in tables:
        found = factor if found is None else _product_of_two(found, factor)
    for number in values:
        if not isinstance(number, Table):
            found = number if found is None else found * number
    return found


def _product_of_two(left: Any, right: Table) -> Any:
    if not isinstance(left, Table):
        return right * left
    columns = right.transposed.rows
    rows = [[_dot(row, column) for column in columns] for row in left.rows]
    return table((left.shape[0], right.shape[1]), rows)


def _dot(row: Sequence[Any], column: Sequence[Any]) -> Any:
    return sum((a * b for a, b in zip(row[1:], column[1:], strict=True)), row[0] * column[0])


def entries(value: Any) -> Iterator[Any]:
    """The numbers in a table, or the one number."""
    if isinstance(value, Table):
        for row in value.rows:
            yield from row
    else:
        yield value


def pairs(lhs: Any, rhs: Any) -> Iterator[tuple[Any, Any]]:
    """The entries of two sides, one beside the other; 0 is an array of any shape."""
    for one, other in ((lhs, rhs), (rhs, lhs)):
        if isinstance(one, Table) and not isinstance(other, Table) and other != 0:
            raise Misshapen("a number and an array are never equal")
    shapes = {value.shape for value in (lhs, rhs) if isinstance(value, Table)}
    if len(shapes) > 1:
        raise Misshapen("the sides are of two shapes")
    left, right = list(entries(lhs)), list(entries(rhs))
    size = max(len(left), len(right))
    yield from zip(*(v if len(v) == size else v * size for v in (left, right)), strict=True)

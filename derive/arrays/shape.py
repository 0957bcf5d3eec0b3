"""What a shape is: rows and columns, each an index set, one, or a set still to be found."""

from __future__ import annotations

from dataclasses import dataclass

from derive.syntax.tree import IndexSet

__all__ = ["SCALAR", "OpenSet", "Shape", "ShapeError"]


class ShapeError(ValueError):
    """The shapes of two arrays do not fit together."""


@dataclass(frozen=True, slots=True)
class OpenSet(IndexSet):
    """An index set that is to be found from where it stands."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Rows and columns; ``None`` is one."""

    rows: IndexSet | None = None
    columns: IndexSet | None = None

    @property
    def transposed(self) -> Shape:
        """Rows and columns exchanged."""
        return Shape(self.columns, self.rows)

    @property
    def is_column(self) -> bool:
        """Whether it is that of a vector."""
        return self.rows is not None and self.columns is None

    @property
    def is_matrix(self) -> bool:
        """Whether it has both rows and columns."""
        return self.rows is not None and self.columns is not None

    def __str__(self) -> str:
        return " × ".join(_size(dimension) for dimension in (self.rows, self.columns))


SCALAR = Shape()


def _size(dimension: IndexSet | None) -> str:
    if dimension is None:
        return "1"
    return "?" if isinstance(dimension, OpenSet) else dimension.name

"""Written forms of vectors and matrices: families without all of their indices, and what
is done with them as wholes.

A vector is a column. ``Array("x", (i, None))`` is the i-th row of x, as a column; with no
index given, ``Array("W", (None, None))`` is the matrix itself. Sums, products with a
scalar, quotients by a scalar, powers and elementary functions (entry by entry) of arrays
are the nodes of ``derive.syntax.tree``.

What this file cannot do: it knows no shapes and no indices; ``derive.arrays`` lowers an
array form to entries.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from derive.syntax.tree import IndexSet, IndexTerm, Written, check_name

if TYPE_CHECKING:
    from derive.syntax.declare import Declaration

__all__ = [
    "Array",
    "Diag",
    "Hadamard",
    "Identity",
    "MatMul",
    "Norm",
    "Ones",
    "Trace",
    "Transpose",
    "Unit",
]


@dataclass(frozen=True, slots=True)
class Array(Written):
    """A family with indices left open: ``None`` marks an open one."""

    name: str
    indices: tuple[IndexTerm | None, ...]
    declared: Declaration | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        check_name(self.name, "family")
        if None not in self.indices:
            raise ValueError(f"{self.name} has no open index: write an entry")


@dataclass(frozen=True, slots=True)
class MatMul(Written):
    """A matrix product of two or more factors, vectors being columns."""

    factors: tuple[Written, ...]

    def __post_init__(self) -> None:
        if len(self.factors) < 2:
            raise ValueError("MatMul needs at least two factors")


@dataclass(frozen=True, slots=True)
class Hadamard(Written):
    """A product entry by entry."""

    factors: tuple[Written, ...]

    def __post_init__(self) -> None:
        if len(self.factors) < 2:
            raise ValueError("Hadamard needs at least two factors")


@dataclass(frozen=True, slots=True)
class Transpose(Written):
    """Rows and columns exchanged."""

    of: Written


@dataclass(frozen=True, slots=True)
class Ones(Written):
    """The vector whose entries are 1."""

    over: IndexSet


@dataclass(frozen=True, slots=True)
class Unit(Written):
    """The unit vector e_k."""

    at: IndexTerm


@dataclass(frozen=True, slots=True)
class Identity(Written):
    """The identity matrix."""

    over: IndexSet


@dataclass(frozen=True, slots=True)
class Diag(Written):
    """The square matrix with a vector on its diagonal."""

    of: Written


@dataclass(frozen=True, slots=True)
class Trace(Written):
    """The sum of a square matrix's diagonal."""

    of: Written


@dataclass(frozen=True, slots=True)
class Norm(Written):
    """The Euclidean norm of a vector, or the Frobenius norm of a matrix."""

    of: Written

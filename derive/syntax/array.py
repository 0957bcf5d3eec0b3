"""Written forms of vectors and matrices, and what is done with them as wholes.

An array is a family with indices left open. A vector is a column. ``Array("x", (i, None))``
is the i-th row of x, as a column; with no index given, ``Array("W", (None, None))`` is the
matrix itself. Sums, products with a scalar, quotients, powers and elementary functions
(entry by entry) of arrays are the nodes of ``derive.syntax.tree``.

What this file cannot do: it knows no shapes and no indices; ``derive.arrays`` lowers an
array form to entries.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from derive.syntax.tree import (
    Derivative,
    Entry,
    Index,
    IndexSet,
    IndexTerm,
    Mul,
    Neg,
    Point,
    Symbol,
    Written,
    check_name,
    written,
)

if TYPE_CHECKING:
    from derive.syntax.declare import Declaration

__all__ = [
    "LAYOUTS",
    "Array",
    "Diag",
    "Gradient",
    "Hadamard",
    "Identity",
    "Layout",
    "MatMul",
    "Norm",
    "Ones",
    "Trace",
    "Transpose",
    "Unit",
    "diag",
    "differentiated",
    "hadamard",
    "has_arrays",
    "identity",
    "matmul",
    "norm",
    "ones",
    "trace",
    "unit",
    "whole",
]

#: How the derivatives by a whole array are laid out.
Layout: TypeAlias = Literal["denominator", "numerator"]
LAYOUTS: tuple[Layout, ...] = get_args(Layout)


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
    """The vector whose entries are 1; with no set given, of the size that fits."""

    over: IndexSet | None = None


@dataclass(frozen=True, slots=True)
class Unit(Written):
    """The unit vector e_k."""

    at: IndexTerm


@dataclass(frozen=True, slots=True)
class Identity(Written):
    """The identity matrix; with no set given, of the size that fits."""

    over: IndexSet | None = None


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


@dataclass(frozen=True, slots=True)
class Gradient(Written):
    """The derivatives by every entry of an array, as an array.

    Of a scalar it has the shape of ``wrt`` in denominator layout, and that of its transpose
    in numerator layout. Of a column a by a column z, its entry at row i and column j is
    ``∂a_j/∂z_i`` in denominator layout, and ``∂a_i/∂z_j`` in numerator layout.
    """

    of: Written
    wrt: Array
    layout: Layout = "denominator"

    def __post_init__(self) -> None:
        if not isinstance(self.wrt, Array):
            raise TypeError(f"{self.wrt} is no array: differentiate by it with Derivative")
        if self.layout not in LAYOUTS:
            raise ValueError(f"{self.layout!r} is no layout: use {' or '.join(LAYOUTS)}")


#: The nodes that no index form has.
ARRAYS = (Array, MatMul, Hadamard, Transpose, Ones, Unit, Identity, Diag, Trace, Norm, Gradient)


def has_arrays(form: Written) -> bool:
    """Whether the form speaks of arrays as wholes, definitions not unfolded.

    >>> from derive import index_set, indices, vector
    >>> C = index_set("C")
    >>> (k,) = indices("k", C)
    >>> x = vector("x", C)
    >>> has_arrays(x.T @ x), has_arrays(x[k] * x[k])
    (True, False)
    """
    from derive.syntax.walk import subforms

    return any(isinstance(sub, ARRAYS) for sub in subforms(form))


def whole(family: object) -> Written:
    """A declared family with all of its indices open; a declared scalar is a symbol."""
    from derive.syntax.declare import Declaration

    if not isinstance(family, Declaration):
        raise TypeError(f"{family!r} is not a quantity: give what vector(...) has made")
    if not family.axes:
        return Symbol(family.name, family)
    return Array(family.name, (None,) * len(family.axes), family)


def matmul(left: Written, right: Written) -> Written:
    """The matrix product as it is read on paper: a sign and scalar factors stand before it."""
    match left:
        case Neg(operand):
            return Neg(matmul(operand, right))
        case Mul((*scalars, last)):
            return Mul((*scalars, matmul(last, right)))
        case MatMul(factors):
            return MatMul((*factors, right))
    return MatMul((left, right))


def differentiated(of: object, wrt: object, layout: Layout) -> Derivative | Gradient:
    """The derivative by a symbol, by an entry, or by a whole array."""
    by = written(wrt)
    if isinstance(by, Array):
        return Gradient(written(of), by, layout)
    if isinstance(by, Symbol | Entry):
        return Derivative(written(of), by)
    raise TypeError(f"cannot differentiate by {by}: give a symbol or an entry such as z[k]")


# -- what an author writes


def hadamard(*factors: object) -> Hadamard:
    """The product entry by entry of arrays of one shape.

    >>> from derive import index_set, vector
    >>> C = index_set("C")
    >>> g, a = vector("g", C), vector("a", C)
    >>> print(hadamard(g - 1, a))
    (g − 1) ⊙ a
    """
    return Hadamard(tuple(written(factor) for factor in factors))


def ones(over: IndexSet) -> Ones:
    """The column whose entries are 1."""
    return Ones(_set(over))


def unit(at: Index) -> Unit:
    """The column that is 1 at an index and 0 elsewhere."""
    if not isinstance(at, Index | Point):
        raise TypeError(f"a unit vector stands at an index such as k, not at {at!r}")
    return Unit(at)


def identity(over: IndexSet) -> Identity:
    """The matrix that is 1 on its diagonal and 0 elsewhere."""
    return Identity(_set(over))


def diag(of: object) -> Diag:
    """The square matrix with a column on its diagonal, and 0 elsewhere.

    >>> from derive import index_set, vector
    >>> p = vector("p", index_set("C"))
    >>> print(diag(p) - p @ p.T)
    diag(p) − p pᵀ
    """
    return Diag(written(of))


def trace(of: object) -> Trace:
    """The sum of the diagonal of a square matrix."""
    return Trace(written(of))


def norm(of: object) -> Norm:
    """The Euclidean norm of a vector, or the Frobenius norm of a matrix.

    Its square is the sum of the squares of the entries, with no root in between.

    >>> from derive import index_set, matrix, vector
    >>> m, n = index_set("m"), index_set("n")
    >>> X, theta, y = matrix("X", m, n), vector("theta", n), vector("y", m)
    >>> print(norm(X @ theta - y) ** 2)
    ‖X θ − y‖²
    """
    return Norm(written(of))


def _set(over: object) -> IndexSet:
    if not isinstance(over, IndexSet):
        raise TypeError(f"give an index set such as index_set('C'), not {over!r}")
    return over

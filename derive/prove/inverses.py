"""Trusted code. Inverse matrices: ``Σ_k B_ik A_kj = δ_ij`` says that B is the inverse of A.

Both are square over one index set, so that ``A B = I`` follows from ``B A = I``.
"""

from __future__ import annotations

from fractions import Fraction

from derive.model import Equation
from derive.scope import Scope
from derive.syntax.tree import Delta, Entry, Index, Mul, Sum

__all__ = ["inverse_of", "inverted", "pairs_of"]

Matrix = list[list[Fraction]]


def pairs_of(scope: Scope) -> dict[str, str]:
    """The matrices of a scope of which an assumption says that they are inverses of another one."""
    found = (inverse_of(e, frozenset(scope.free)) for e in scope.equations)
    return dict(pair for pair in found if pair is not None)


def inverse_of(equation: Equation, free: frozenset[Index]) -> tuple[str, str] | None:
    """(B, A) for ``Σ_k B_ik A_kj = δ_ij`` for all i and j, where B has no formula."""
    match equation:
        case Equation(
            Sum(Mul((Entry(name, (i, k)) as first, Entry(other, (l, j)) as second)), index, ()),
            Delta(left, right),
        ):
            every = isinstance(i, Index) and isinstance(j, Index) and not {i, j} & free
            if not every or (left, right) != (i, j) or not (i != j and k == l == index):
                return None
            one, two = first.declared, second.declared
            if name == other or one is None or two is None or one.body is not None or one.of:
                return None
            square = len({*one.axes, *two.axes}) == 1
            return (name, other) if square else None
    return None


def inverted(matrix: Matrix) -> Matrix | None:
    """The exact inverse, by elimination; ``None`` where there is none.

    >>> found = inverted([[Fraction(2), Fraction(1)], [Fraction(1), Fraction(1)]])
    >>> [[int(c) for c in row] for row in found]
    [[1, -1], [-1, 2]]
    """
    size = len(matrix)
    rows = [[*row, *(Fraction(n == m) for m in range(size))] for n, row in enumerate(matrix)]
    for column in range(size):
        pivot = next((r for r in range(column, size) if rows[r][column]), None)
        if pivot is None:
            return None
        rows[column], rows[pivot] = rows[pivot], rows[column]
        scale = rows[column][column]
        rows[column] = [c / scale for c in rows[column]]
        for r in range(size):
            if r != column and rows[r][column]:
                factor = rows[r][column]
                rows[r] = [a - factor * b for a, b in zip(rows[r], rows[column], strict=True)]
    return [row[size:] for row in rows]

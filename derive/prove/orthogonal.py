"""Orthogonal matrices: exact ones, and what their rows and columns sum to.

``Σ_i Q_ij Q_ik = δ_jk = Σ_i Q_ji Q_ki``. Exact orthogonal matrices are signed permutations,
and products of these with reflections ``I − 2 v vᵀ / vᵀv`` for small whole v.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from random import Random

from derive.model import Equation
from derive.scope import Scope
from derive.syntax.tree import Delta, Entry, Index, IndexTerm, Mul, Sum, Written

__all__ = ["draw_orthogonal", "says_orthogonal", "scope_says_orthogonal"]

Matrix = list[list[Fraction]]

#: With one of these facts an orthogonal matrix is a permutation.
_UNSIGNED = frozenset({"nonnegative"})


def draw_orthogonal(size: int, facts: frozenset[str], level: int, rng: Random) -> Matrix:
    """An exact orthogonal matrix, rounder at lower levels: I first, then signed permutations.

    >>> Q = draw_orthogonal(3, frozenset(), 5, Random(1))
    >>> [[int(sum(a * b for a, b in zip(r, s))) for s in Q] for r in Q]
    [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    """
    symmetric, unsigned = "symmetric" in facts, bool(facts & _UNSIGNED)
    order = _exchange(size, rng) if symmetric else rng.sample(range(size), size)
    if level == 0:
        order = list(range(size))
    signs = [1 if unsigned or level == 0 else rng.choice((-1, 1)) for _ in range(size)]
    if symmetric:
        signs = [signs[min(n, order[n])] for n in range(size)]
    found = [[Fraction(signs[n] * (order[n] == m)) for m in range(size)] for n in range(size)]
    if unsigned or level < 2:
        return found
    reflection = _reflection([rng.randint(-level, level) for _ in range(size)])
    if symmetric:
        # A reflection is symmetric, and so is R S R for symmetric R and S.
        return _product(_product(reflection, found), reflection)
    return _product(reflection, found)


def _exchange(size: int, rng: Random) -> list[int]:
    """A permutation that is its own inverse."""
    order, found = rng.sample(range(size), size), list(range(size))
    for one, other in zip(order[::2], order[1::2], strict=False):
        if rng.random() < 0.6:
            found[one], found[other] = other, one
    return found


def _reflection(v: Sequence[int]) -> Matrix:
    length = sum(c * c for c in v) or 1
    return [
        [Fraction(n == m) - Fraction(2 * a * b, length) for m, b in enumerate(v)]
        for n, a in enumerate(v)
    ]


def _product(left: Matrix, right: Matrix) -> Matrix:
    columns = list(zip(*right, strict=True))
    return [[sum((a * b for a, b in zip(row, c, strict=True)), Fraction(0)) for c in columns]
            for row in left]  # fmt: skip


def says_orthogonal(equation: Equation, free: frozenset[Index]) -> str | None:
    """The square matrix of an equation ``Σ_i Q_ij Q_ik = δ_jk`` for all j and k, if it is one.

    A square matrix whose columns are orthonormal has orthonormal rows too.
    """
    for total, unit in ((equation.lhs, equation.rhs), (equation.rhs, equation.lhs)):
        match total, unit:
            case Sum(body, index, ()), Delta(left, right) if _are_every(left, right, free):
                pair = _two_entries(body)
                if pair is not None and _is_orthonormal(pair, index, {left, right}):
                    return pair[0].name
    return None


def scope_says_orthogonal(scope: Scope, name: str) -> bool:
    """Whether an assumption says so in a formula."""
    return any(says_orthogonal(e, frozenset(scope.free)) == name for e in scope.equations)


def _are_every(left: IndexTerm, right: IndexTerm, free: frozenset[Index]) -> bool:
    """Whether these are two letters of the equation's own: it holds for all of them."""
    return left != right and all(isinstance(t, Index) and t not in free for t in (left, right))


def _two_entries(body: Written) -> tuple[Entry, Entry] | None:
    match body:
        case Mul((Entry() as first, Entry() as second)):
            return first, second
    return None


def _is_orthonormal(pair: tuple[Entry, Entry], index: Index, outer: set[IndexTerm]) -> bool:
    first, second = pair
    if first.name != second.name or len(first.indices) != 2:
        return False
    if first.declared is None or len(set(first.declared.axes)) != 1:
        return False
    for slot in (0, 1):
        others = {first.indices[1 - slot], second.indices[1 - slot]}
        if first.indices[slot] == second.indices[slot] == index and others == outer:
            return True
    return False

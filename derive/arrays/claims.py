"""Claims about arrays: each is judged on its entries, at letters that are free in it.

``∂J/∂θ = Xᵀ(h − y)`` becomes ``∂J/∂θ_i = Σ_j X_ji (h_j − y_j)``, and an assumption about
arrays holds for all of their entries.
"""

from __future__ import annotations

from dataclasses import replace

from derive.arrays.letters import fresh_index, names_of_claim
from derive.arrays.lower import entry
from derive.arrays.shapes import Shape, ShapeError, shape_of
from derive.arrays.sizes import sized
from derive.model import Assumption, Claim, Derivation, Equation
from derive.syntax.array import has_arrays
from derive.syntax.text import text
from derive.syntax.tree import Index, Number, Written

__all__ = ["claim_of_entries", "derivation_of_entries"]


def claim_of_entries(claim: Claim, taken: frozenset[str] = frozenset()) -> Claim:
    """The claim about entries that a claim about arrays stands for; any other as it is.

    Its letters avoid those in ``taken``. Raises ``ShapeError`` where the two sides are not
    of one shape.

    >>> from derive import index_set, matrix, vector
    >>> m, n = index_set("m"), index_set("n")
    >>> A, B = matrix("A", m, n), matrix("B", n, m)
    >>> found = claim_of_entries(Claim((A @ B).T, B.T @ A.T))
    >>> print(found.lhs, "=", found.rhs)
    Σ_k A_{jk} B_{ki} = Σ_k B_{ki} A_{jk}
    """
    if not any(has_arrays(side) for side in _sides(claim)):
        return claim
    taken |= names_of_claim(claim)
    lhs, rhs, at = _equation(claim.lhs, claim.rhs, taken)
    taken |= {index.name for index in at}
    given: list[Assumption] = []
    for assumption in claim.given:
        given.append(_assumption(assumption, taken))
        taken |= names_of_claim(replace(claim, given=tuple(given[-1:])))
    return replace(claim, lhs=lhs, rhs=rhs, given=tuple(given))


def derivation_of_entries(derivation: Derivation) -> Derivation:
    """The same for all claims of a derivation, with one choice of letters."""
    if not any(has_arrays(side) for claim in derivation.claims for side in _sides(claim)):
        return derivation
    taken = frozenset().union(*(names_of_claim(claim) for claim in derivation.claims))
    return replace(
        derivation, claims=tuple(claim_of_entries(claim, taken) for claim in derivation.claims)
    )


def _sides(claim: Claim) -> tuple[Written, ...]:
    stated = (side for a in claim.given if isinstance(a, Equation) for side in (a.lhs, a.rhs))
    return (claim.lhs, claim.rhs, *stated)


def _equation(
    lhs: Written, rhs: Written, taken: frozenset[str]
) -> tuple[Written, Written, tuple[Index, ...]]:
    """Both sides at letters of their own; 0 is also the array whose entries are 0."""
    zero = isinstance(rhs, Number) and rhs.value == 0
    if not zero:
        lhs, rhs = sized(lhs, rhs, alike=True)
    (lhs,), (rhs,) = sized(lhs), sized(rhs)
    shape = shape_of(lhs)
    if not zero and shape_of(rhs) != shape:
        raise ShapeError(
            f"{text(lhs)} is {shape} and {text(rhs)} is {shape_of(rhs)}: the sides of an equation "
            "must be of one shape"
        )
    at = _letters(shape, taken)
    taken |= {index.name for index in at if index is not None}
    found = entry(lhs, *at, taken), rhs if zero else entry(rhs, *at, taken)
    return *found, tuple(index for index in at if index is not None)


def _letters(shape: Shape, taken: frozenset[str]) -> tuple[Index | None, Index | None]:
    row = None if shape.rows is None else fresh_index(shape.rows, taken)
    taken |= frozenset() if row is None else {row.name}
    return row, None if shape.columns is None else fresh_index(shape.columns, taken)


def _assumption(a: Assumption, taken: frozenset[str]) -> Assumption:
    if not isinstance(a, Equation) or not (has_arrays(a.lhs) or has_arrays(a.rhs)):
        return a
    lhs, rhs, _ = _equation(a.lhs, a.rhs, taken)
    return Equation(lhs, rhs)

"""Definitions that are written of arrays: ``h = 1/(1 + exp(−X θ))`` defines every h_i."""

from __future__ import annotations

from derive.arrays.letters import fresh_index, names_of_forms
from derive.arrays.lower import entry
from derive.arrays.shapes import ShapeError, shape_of
from derive.arrays.sizes import sized
from derive.syntax.text import text
from derive.syntax.tree import Index, Written

__all__ = ["entry_of"]


def entry_of(
    body: Written, parameters: tuple[Index, ...] = ()
) -> tuple[tuple[Index, ...], Written]:
    """The indices of an array form, and its entry at them; the parameters are taken.

    >>> from derive import index_set, indices, matrix, vector
    >>> m, n = index_set("m"), index_set("n")
    >>> X, theta = matrix("X", m, n), vector("theta", n)
    >>> (row,), form = entry_of(-X @ theta)
    >>> print(row.name, form)
    i −Σ_j X_{ij} θ_j
    """
    (body,) = sized(body)
    shape = shape_of(body)
    if shape.rows is None and shape.columns is not None:
        raise ShapeError(f"{text(body)} is {shape}: define a column, and write its transpose")
    taken = names_of_forms((body,)) | {index.name for index in parameters}
    rows: list[Index] = []
    for over in (shape.rows, shape.columns):
        if over is not None:
            rows.append(fresh_index(over, taken))
            taken |= {rows[-1].name}
    row, column = (*rows, None, None)[:2]
    return tuple(rows), entry(body, row, column, taken)

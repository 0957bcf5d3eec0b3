"""Sums over products, as products of arrays: ``Σ_j Σ_k x_j W_jk x_k`` is ``xᵀ W x``.

A product under sums is a graph: indices are its vertices, a factor with two of them is an
edge, a factor with one is a weight on its vertex. A bound index is eliminated with its
edges: with none, it leaves a number; with one, a weight where that edge leads; with two, one
edge that is their matrix product.

What this file cannot do: an index at which three matrices meet has no product, and neither
has a factor of three indices.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from derive.arrays.algebra import chain, entrywise, inner, scaled, times, trace, transposed
from derive.syntax.array import Diag, Hadamard, Ones, Trace
from derive.syntax.tree import Index, Number, Quotient, Size, Written

__all__ = ["Graph", "NoArray"]


class NoArray(Exception):
    """There is no form in arrays."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A matrix with its rows at one index, and its columns at another."""

    row: Index
    column: Index
    matrix: Written

    def meets(self, index: Index) -> bool:
        """Whether it is an edge at the index."""
        return index in (self.row, self.column)

    def across(self, index: Index) -> Index:
        """Where it leads from the index."""
        return self.column if index == self.row else self.row

    def towards(self, index: Index) -> Written:
        """The matrix with its columns at the index."""
        return self.matrix if index == self.column else transposed(self.matrix)


@dataclass(slots=True)
class Graph:
    """A product under sums; ``below`` are weights and numbers that divide."""

    negative: bool = False
    scalars: list[Written] = field(default_factory=list)
    divisors: list[Written] = field(default_factory=list)
    above: dict[Index, list[Written]] = field(default_factory=dict)
    below: dict[Index, list[Written]] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)

    def eliminate(self, bound: list[Index]) -> None:
        """Sum over all of the bound indices; raise ``NoArray`` where there is no product."""
        left = list(bound)
        while left:
            left = [index for index in left if not self._close_pair(index, left)]
            if not left:
                return
            self._merge_parallel()
            index = min(left, key=self._cost)
            left.remove(index)
            self._eliminate(index)

    def _cost(self, index: Index) -> tuple[int, bool]:
        edges = [e for e in self.edges if e.meets(index)]
        return len(edges), any(e.row == index for e in edges)

    def _weight(self, index: Index) -> Written | None:
        return entrywise(self.above.get(index, []), self.below.get(index, []))

    def _free_of_weights(self, index: Index) -> bool:
        return not self.above.get(index) and not self.below.get(index)

    def _close_pair(self, index: Index, left: list[Index]) -> bool:
        """``Σ_j Σ_k A_jk B_kj = tr(A B)``, where nothing else speaks of j and k."""
        edges = [e for e in self.edges if e.meets(index)]
        if len(edges) != 2 or edges[0].across(index) != edges[1].across(index):
            return False
        other = edges[0].across(index)
        if other == index or other not in left or left.index(other) < left.index(index):
            return False
        if sum(e.meets(other) for e in self.edges) != 2:
            return False
        if not (self._free_of_weights(index) and self._free_of_weights(other)):
            return False
        first, second = edges
        first, second = (second, first) if second.matrix != second.towards(index) else edges
        self.scalars.append(trace(first.towards(other), second.towards(index)))
        self.edges = [e for e in self.edges if e not in edges]
        left.remove(other)
        return True

    def _merge_parallel(self) -> None:
        """Two matrices between the same indices are multiplied entry by entry."""
        merged: list[Edge] = []
        for edge in self.edges:
            for n, known in enumerate(merged):
                if {known.row, known.column} == {edge.row, edge.column} and len(
                    {edge.row, edge.column}
                ) == 2:
                    product = entrywise([known.matrix, edge.towards(known.column)], [])
                    assert product is not None
                    merged[n] = Edge(known.row, known.column, product)
                    break
            else:
                merged.append(edge)
        self.edges = merged

    def _eliminate(self, index: Index) -> None:
        edges = [e for e in self.edges if e.meets(index)]
        weight = self._weight(index)
        self.edges = [e for e in self.edges if not e.meets(index)]
        loops = [e for e in edges if e.row == e.column]
        match edges:
            case []:
                self.scalars.append(self._total(index))
            case [loop] if loops:
                matrix = loop.matrix if weight is None else chain(Diag(weight), loop.matrix)
                self.scalars.append(Trace(matrix))
            case [edge]:
                column = Ones(index.over) if weight is None else weight
                there = edge.across(index)
                self.above.setdefault(there, []).append(chain(edge.towards(index), column))
            case [one, other] if not loops:
                left = one if one.column == index else other
                right = other if left is one else one
                middle = () if weight is None else (Diag(weight),)
                product = chain(left.towards(index), *middle, transposed(right.towards(index)))
                self.edges.append(Edge(left.across(index), right.across(index), product))
            case _:
                raise NoArray(f"more than two matrices meet at {index.name}")

    def _total(self, index: Index) -> Written:
        above, below = self.above.get(index, []), self.below.get(index, [])
        if not above and not below:
            return Size(index.over)
        if below:
            quotient = entrywise(above[-1:], below)
            assert quotient is not None
            above = [*above[:-1], quotient]
        return inner(above, Ones(index.over))

    # -- what is left

    def number(self) -> Written:
        """The product, where no index is left."""
        return self._with_scalars(None)

    def column(self, row: Index) -> Written:
        """The product at the index ``row``."""
        if self.edges:
            raise NoArray("a matrix at one index alone")
        weight = self._weight(row)
        return self._with_scalars(Ones(row.over) if weight is None else weight)

    def matrix(self, row: Index, column: Index) -> Written:
        """The product at the indices ``row`` and ``column``."""
        self._merge_parallel()
        left, right = self._weight(row), self._weight(column)
        if not self.edges:
            over = left if left is not None else Ones(row.over)
            across = right if right is not None else Ones(column.over)
            return self._with_scalars(chain(over, transposed(across)))
        (edge, *others) = self.edges
        if others or edge.row == edge.column:
            raise NoArray("a matrix at one index alone")
        factors = [edge.towards(column)]
        if left is not None:
            factors.insert(0, Diag(left))
        if right is not None:
            factors.append(Diag(right))
        return self._with_scalars(chain(*factors))

    def _with_scalars(self, array: Written | None) -> Written:
        scalars = sorted(self.scalars, key=lambda s: not isinstance(s, Number))
        form = times(scalars) if array is None else scaled(array, scalars)
        if self.divisors:
            form = Quotient(form, times(self.divisors))
        return scaled(form, [], negative=self.negative)


def hadamard(*factors: Written) -> Written:
    """The product entry by entry, flat."""
    flat = [g for f in factors for g in (f.factors if isinstance(f, Hadamard) else (f,))]
    return flat[0] if len(flat) == 1 else Hadamard(tuple(flat))

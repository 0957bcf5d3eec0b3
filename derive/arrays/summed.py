"""A product under sums as a product of arrays: ``Σ_j A_ij B_jk`` is the ``i, k`` entry of ``A B``.

The factors are taken apart, δ's are used up, and what is left is contracted as a graph
in ``derive.arrays.contract``.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TypeAlias

from derive.arrays.algebra import chain, scaled
from derive.arrays.contract import Edge, Graph, NoArray
from derive.syntax.array import Array, Diag, Identity, Ones, Unit
from derive.syntax.tree import Delta, Entry, Index, Mul, Neg, Number, Power, Quotient, Sum, Written
from derive.syntax.walk import free_indices, rename_index

__all__ = ["At", "gathered_product"]

ONE = Number(Fraction(1))
TWO = Number(Fraction(2))


At: TypeAlias = tuple[Index, ...]
#: The array whose entries at the open indices a form is.
Gather: TypeAlias = Callable[[Written, At], Written]


def gathered_product(form: Written, at: At, gather: Gather) -> Written:
    """A product under sums, by its graph; its factors become arrays by ``gather``."""
    reading = _Reading(at, gather)
    reading.take(form, inverse=False)
    return reading.gathered()


class _Reading:
    """Takes a product under sums apart into its factors, every bound letter a new one."""

    def __init__(self, at: At, gather: Gather) -> None:
        self.at = at
        self.gather = gather
        self.graph = Graph()
        self.bound: list[Index] = []
        self.factors: list[tuple[Written, bool]] = []
        self.diagonal = False

    def take(self, form: Written, *, inverse: bool) -> None:
        match form:
            case Neg(operand):
                self.graph.negative = not self.graph.negative
                self.take(operand, inverse=inverse)
            case Mul(factors):
                for factor in factors:
                    self.take(factor, inverse=inverse)
            case Quotient(above, below):
                self.take(above, inverse=inverse)
                self.take(below, inverse=not inverse)
            case Sum(body, index, ()) if not inverse:
                fresh = self.fresh(index, body)
                self.bound.append(fresh)
                self.take(rename_index(body, index, fresh), inverse=False)
            case Sum(_, _, excluding) if excluding:
                raise NoArray("a sum that leaves points out")
            case _:
                self.factors.append((form, inverse))

    def fresh(self, index: Index, body: Written) -> Index:
        """A letter for a bound index that nothing around it has."""
        taken = {i.name for i in (*self.at, *self.bound, *free_indices(body))}
        number = 1
        while f"#{number}" in taken:
            number += 1
        return Index(f"#{number}", index.over)

    def gathered(self) -> Written:
        self.use_deltas()
        for factor, inverse in self.factors:
            self.place(factor, inverse)
        self.graph.eliminate(self.bound)
        if not self.at:
            return self.graph.number()
        row = self.at[0]
        if self.diagonal:
            return self.spread(row)
        if len(self.at) == 1:
            return self.graph.column(row)
        return self.graph.matrix(row, self.at[1])

    def spread(self, row: Index) -> Written:
        """What stands with ``δ_rc``, on the diagonal."""
        column = self.graph.column(row)
        match column:
            case Ones(over):
                return Identity(over)
            case Mul((*scalars, Ones(over))):
                return scaled(Identity(over), scalars)
            case Neg(Ones(over)):
                return Neg(Identity(over))
        return chain(Diag(column)) if not isinstance(column, Neg) else Neg(Diag(column.operand))

    def use_deltas(self) -> None:
        """``Σ_j δ_jk f(j) = f(k)``; ``δ_rk f(r) = δ_rk f(k)``; ``δ_rc`` is a diagonal."""
        for n, (factor, inverse) in enumerate(self.factors):
            if not isinstance(factor, Delta) or inverse:
                continue
            left, right = factor.left, factor.right
            if left in self.bound or (right not in self.bound and right in self.at):
                left, right = right, left
            # Now a bound letter stands right, or else one of the open ones left.
            if left == right:
                self.factors.pop(n)
                self.use_deltas()
                return
            if right in self.bound:
                self.bound.remove(_index(right))
                keep, go = left, _index(right)
            elif left in self.at and right in self.at:
                keep, go, self.diagonal = self.at[0], self.at[1], True
            elif left in self.at:
                keep, go = right, _index(left)
                self.graph.above.setdefault(go, []).append(Unit(right))
            else:
                continue
            rest = self.factors[:n] + self.factors[n + 1 :]
            self.factors = [(rename_index(f, go, keep), below) for f, below in rest]
            self.use_deltas()
            return

    def place(self, factor: Written, inverse: bool) -> None:
        graph = self.graph
        letters = free_indices(factor)
        at = tuple(index for index in (*self.at, *self.bound) if index in letters)
        if isinstance(factor, Entry):
            order = tuple(i for i in factor.indices if i in at)
            at = _in_order(at, order)
            if len(order) == 2 and len(at) == 1:
                at = (at[0], at[0])
        match at:
            case ():
                (graph.divisors if inverse else graph.scalars).append(self.gather(factor, ()))
            case (index,):
                weights = graph.below if inverse else graph.above
                weights.setdefault(index, []).append(self.gather(factor, at))
            case (one, other) if one == other:
                self.loop(factor, one)
            case (one, other) if isinstance(factor, Power) and factor.exponent == TWO:
                self.place(factor.base, inverse)
                self.place(factor.base, inverse)
            case (one, other):
                matrix = self.gather(factor, at)
                graph.edges.append(Edge(one, other, Quotient(ONE, matrix) if inverse else matrix))
            case _:
                raise NoArray("a factor of three indices")

    def loop(self, factor: Written, index: Index) -> None:
        """``A_jj``, the diagonal of a matrix."""
        assert isinstance(factor, Entry)
        whole = Array(
            factor.name, tuple(None if i == index else i for i in factor.indices), factor.declared
        )
        self.graph.edges.append(Edge(index, index, whole))


def _index(term: object) -> Index:
    assert isinstance(term, Index)
    return term


def _in_order(at: At, order: tuple[object, ...]) -> At:
    """The indices as the entry has them, so that its matrix is not transposed."""
    return tuple(sorted(at, key=order.index))

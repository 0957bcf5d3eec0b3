r"""What a formula needs to be defined, with the places where it says so.

A quotient needs a denominator that is not 0, a logarithm and a root need an argument of a
sign. Whether it is so is no question for a reader; where it stands is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal, TypeAlias

from derive.notation.nodes import Node
from derive.syntax.tree import Index, IndexTerm, Neg, Number, Quotient, Written
from derive.syntax.walk import free_indices, rename_index

__all__ = ["Need", "Relation", "base_need"]

Relation: TypeAlias = Literal[">0", ">=0", "!=0"]


@dataclass(frozen=True, slots=True)
class Need:
    """A form that must be > 0, >= 0 or not 0, for all ``bound`` indices, and its place."""

    form: Written
    relation: Relation
    what: Literal["division", "logarithm", "root", "power"]
    start: int
    end: int
    bound: tuple[Index, ...] = ()
    excluding: tuple[tuple[Index, IndexTerm], ...] = ()
    text: str = ""
    source: str = ""

    def under(self, index: Index, excluding: tuple[IndexTerm, ...]) -> Need:
        """The same need inside a sum over an index that leaves points out."""
        if index not in free_indices(self.form) or index in self.bound:
            return self
        apart = tuple((index, point) for point in excluding)
        return replace(self, bound=(*self.bound, index), excluding=(*self.excluding, *apart))

    def at(self, index: Index, point: IndexTerm) -> Need:
        """The same need where the index is this point."""
        return replace(self, form=rename_index(self.form, index, point))

    def within(self, text: str, source: str) -> Need:
        """The same need, with the text in which it stands where that was not known yet."""
        return self if self.text else replace(self, text=text, source=source)

    def standing_at(self, node: Node) -> Need:
        """The need of a function's right side, where the function is used."""
        return self if self.text else replace(self, start=node.start, end=node.end)


def base_need(exponent: Written) -> Relation | None:
    """What a power needs of its base: nothing for a whole exponent that is not negative.

    >>> base_need(Number(2)), base_need(Neg(Number(1))), base_need(Quotient(Number(1), Number(3)))
    (None, '!=0', '>0')
    """
    value = _number(exponent)
    if value is None or value.denominator != 1:
        return ">0"
    return "!=0" if value < 0 else None


def _number(form: Written) -> Fraction | None:
    match form:
        case Number(value):
            return value
        case Neg(operand):
            inner = _number(operand)
            return None if inner is None else -inner
        case Quotient(Number(above), Number(below)) if below:
            return above / below
    return None

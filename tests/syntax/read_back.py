"""A written form as it looks on paper: what its formula can be read back to."""

from __future__ import annotations

from fractions import Fraction

from derive.syntax.array import Array, Identity, Ones
from derive.syntax.tree import Neg, Number, Quotient, Symbol, Written
from derive.syntax.walk import map_children

__all__ = ["as_printed"]


def as_printed(form: Written) -> Written:
    """Numbers as they look: −1 is minus one, 1/2 a quotient; the size of a 1 is not seen."""
    form = map_children(form, as_printed)
    if isinstance(form, Ones | Identity):
        return type(form)()
    if isinstance(form, Number) and form.value < 0:
        return Neg(as_printed(Number(-form.value)))
    if isinstance(form, Number) and form.value.denominator != 1:
        above, below = form.value.as_integer_ratio()
        return Quotient(Number(Fraction(above)), Number(Fraction(below)))
    if isinstance(form, Symbol) and form.declared is not None and form.declared.axes:
        return Array(form.name, (None,) * len(form.declared.axes))
    return form

"""Numbers that are too large to be worked with: found before anything is evaluated."""

from __future__ import annotations

from fractions import Fraction

from derive.notation.errors import ReadError
from derive.notation.nodes import Node
from derive.syntax.tree import MAX_EXPONENT, Add, Mul, Neg, Number, Power, Quotient, Written
from derive.syntax.walk import children

__all__ = ["constant", "reject_depth", "reject_giant"]

#: How deep a written form may be: what walks through it calls itself.
MAX_TREE_DEPTH = 120

_LARGEST = Fraction(10) ** 6


def reject_giant(exponent: Written, node: Node) -> None:
    """Raise for an exponent that is a number beyond every use; a symbol may be anything."""
    value = constant(exponent)
    if value is None:
        return
    if abs(value) > MAX_EXPONENT:
        raise ReadError(
            f"this exponent is too large: at most {MAX_EXPONENT} is read", node.start, node.end
        )


def constant(form: Written) -> Fraction | None:
    """The value of a form without letters, or a bound beyond which nobody asks.

    >>> ten = Number(Fraction(10))
    >>> constant(Power(ten, Power(ten, ten))) > 1000
    True
    """
    match form:
        case Number(value):
            return value
        case Neg(operand):
            inner = constant(operand)
            return None if inner is None else -inner
        case Add(terms):
            values = [constant(term) for term in terms]
            if any(v is None for v in values):
                return None
            return _bounded(sum((v for v in values if v is not None), Fraction(0)))
        case Mul(factors):
            product = Fraction(1)
            for factor in factors:
                value_of = constant(factor)
                if value_of is None:
                    return None
                product = _bounded(product * value_of)
            return product
        case Quotient(above, below):
            top, bottom = constant(above), constant(below)
            if top is None or bottom is None or bottom == 0:
                return None
            return _bounded(top / bottom)
        case Power(base, exponent):
            b, e = constant(base), constant(exponent)
            if b is None or e is None:
                return None
            if abs(e) > MAX_EXPONENT:
                return _LARGEST
            if e.denominator != 1 or (b == 0 and e < 0):
                return None
            return _bounded(b ** int(e)) if abs(b) <= _LARGEST else _LARGEST
    return None


def _bounded(value: Fraction) -> Fraction:
    return max(-_LARGEST, min(_LARGEST, value))


def reject_depth(form: Written, node: Node) -> None:
    """Raise for a form that is too deep, such as a quotient of a quotient of a quotient …."""
    waiting = [(form, 0)]
    while waiting:
        part, depth = waiting.pop()
        if depth > MAX_TREE_DEPTH:
            raise ReadError("this is too deep: name its parts", node.start, node.end)
        waiting.extend((child, depth + 1) for child in children(part))

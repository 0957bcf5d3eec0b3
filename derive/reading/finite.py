r"""Quantities with two values, ``y_i \in \{-1, 1\}``: each is a number in 0 and 1, stretched.

``y = a + (b - a) t`` with t in 0 and 1 says just that, for all indices at once.
"""

from __future__ import annotations

from derive.notation.names import Name, plain_text
from derive.notation.nodes import Digits, Expression
from derive.reading.families import Family
from derive.reading.names import family_of, named
from derive.reading.numbers import rational
from derive.reading.reader import Reader
from derive.syntax.tree import Add, Entry, Index, Mul, Number, Symbol, Written

__all__ = ["two_valued"]


def two_valued(reader: Reader, name: Name, elements: tuple[Expression, ...]) -> str:
    """Let a name have two values; the key of what is 0 or 1, or nothing where this cannot be."""
    values = [rational(element) for element in elements]
    own = named(reader, name)
    letters = [plain_text(node) for node in own.at]
    if len(values) != 2 or None in values or own.power or own.turned or own.halves:
        return ""
    if len(set(letters)) != len(letters) or any(isinstance(node, Digits) for node in own.at):
        return ""
    family = family_of(reader, own.key, name)
    if family.body is not None or family.pieces or family.of or family.busy:
        return ""
    low, high = sorted(v for v in values if v is not None)
    key = f"({own.key} = {high})"
    family.parameters = tuple(Index(reader.sets.fresh("e"), axis) for axis in family.axes)
    reader.families[key] = Family(key, family.axes)
    form: Written = Entry(key, family.parameters) if family.axes else Symbol(key)
    family.body = Add((Number(low), Mul((Number(high - low), form))))
    return key

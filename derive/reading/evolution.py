"""Derivatives that are given, ``dN/dt = -λ N``: an equation that holds all along.

So it may be differentiated: the second derivative is that of the right side. What only holds at
a point, such as ``dE/dw = 0``, may not; an equation whose right side shows neither the function
nor its variable is taken for that.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from derive.discourse.statements import Statement
from derive.reading.assumptions import Given
from derive.reading.entries import names_of, slope
from derive.reading.partial import depends
from derive.reading.reader import Reader
from derive.reading.search import Ignorance
from derive.reading.values import Value
from derive.syntax.tree import Add, Derivative, Entry, Mul, Symbol, Written
from derive.syntax.walk import map_children, subforms

__all__ = ["differentiated"]

Rule = tuple[Derivative, Written, Statement]


def differentiated(
    reader: Reader, pairs: list[tuple[Value, Value]], given: Iterable[Given]
) -> list[tuple[Value, Value]]:
    """The values with derivatives of what derivatives are given to be."""
    rules = [rule for one in given for rule in _rules(one)]
    if not rules:
        return pairs

    def of(value: Value) -> Value:
        return replace(value, entry=_applied(reader, value.entry, rules))

    return [(of(one), of(other)) for one, other in pairs]


def _rules(given: Given) -> Iterable[Rule]:
    statement = given.statement
    if given.sides is None or given.fact or statement is None or statement.status != "assumption":
        return
    for one, other in (given.sides, given.sides[::-1]):
        left, right = one.entry, other.entry
        if one.rank or other.rank or not isinstance(left, Derivative):
            continue
        again = any(isinstance(part, Derivative) for part in subforms(right))
        named = isinstance(left.of, Symbol | Entry)
        if named and not again and names_of(right) & {left.of.name, left.wrt.name}:  # type: ignore[attr-defined]
            yield left, right, statement


def _applied(reader: Reader, form: Written, rules: list[Rule]) -> Written:
    if not (isinstance(form, Derivative) and isinstance(form.of, Derivative)):
        return map_children(form, lambda part: _applied(reader, part, rules))
    for left, rate, statement in rules:
        if form.of == left and form.wrt == left.wrt:
            reader.used.append(statement)
            return _differentiated(reader, left, rate)
    if any(names_of(left.of) & names_of(form) for left, _, _ in rules):
        raise Ignorance("a derivative of what a derivative is given to be")
    return map_children(form, lambda part: _applied(reader, part, rules))


def _differentiated(reader: Reader, given: Derivative, rate: Written) -> Written:
    """The derivative of what the derivative of a function is given to be."""
    function, variable = given.of, given.wrt
    assert isinstance(function, Symbol | Entry)
    for name in names_of(rate) - {function.name, variable.name}:
        if depends(reader, name, variable.name):
            raise Ignorance(f"how {name} depends on {variable.name}")
    return Add((slope(rate, variable), Mul((slope(rate, function), rate))))

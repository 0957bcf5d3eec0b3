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
from derive.reading.partial import depends
from derive.reading.reader import Reader
from derive.reading.search import Ignorance
from derive.reading.slope import slope
from derive.reading.values import Value, instance
from derive.syntax.tree import Add, Derivative, Entry, Index, IndexTerm, Mul, Symbol, Written
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
        if not isinstance(left.of, Symbol | Entry):
            continue
        shown = {p.name for p in subforms(right) if isinstance(p, Symbol | Entry)}
        again = any(isinstance(part, Derivative) for part in subforms(right))
        if not again and shown & {left.of.name, left.wrt.name}:
            yield left, right, statement


def _applied(reader: Reader, form: Written, rules: list[Rule]) -> Written:
    if isinstance(form, Derivative) and isinstance(form.of, Derivative):
        for rule in rules:
            known = _at(rule, form.of)
            if known is not None:
                reader.used.append(rule[2])
                return _moved(reader, known, form.of, form.wrt)
        inner = _applied(reader, form.of, rules)
        if inner != form.of:
            for rule in rules:
                first = _first(form)
                known = _at(rule, first)
                if known is not None:
                    return _moved(reader, inner, replace(first, wrt=form.wrt), form.wrt, known)
            raise Ignorance("a derivative of what a derivative is given to be")
    return map_children(form, lambda part: _applied(reader, part, rules))


def _first(form: Derivative) -> Derivative:
    while isinstance(form.of, Derivative):
        form = form.of
    return form


def _moved(
    reader: Reader,
    form: Written,
    given: Derivative,
    wrt: Symbol | Entry,
    rate: Written | None = None,
) -> Written:
    """The derivative of a form in which a function stands, whose own derivative is given."""
    function = given.of
    rate = form if rate is None else rate
    if given.wrt != wrt or not isinstance(function, Symbol | Entry):
        raise Ignorance("a derivative by two variables of what is given by one")
    for part in subforms(form):
        if not isinstance(part, Symbol | Entry) or part.name in (function.name, wrt.name):
            continue
        if depends(reader, part.name, wrt.name):
            raise Ignorance(f"how {part.name} depends on {wrt.name}")
    return Add((slope(form, wrt), Mul((slope(form, function), rate))))


def _at(rule: Rule, form: Derivative) -> Written | None:
    """The right side of a rule where its left side is a form, at the form's indices."""
    left, right, _ = rule
    places: dict[str, IndexTerm] = {}
    for one, other in ((left.of, form.of), (left.wrt, form.wrt)):
        if not isinstance(other, Symbol | Entry) or not isinstance(one, Symbol | Entry):
            return None
        if one.name != other.name:
            return None
        pairs = zip(_indices(one), _indices(other), strict=True)
        for mine, theirs in pairs:
            if not isinstance(mine, Index) or places.setdefault(mine.name, theirs) != theirs:
                return None
    for name, term in places.items():
        right = instance(right, Index(name, term.over), term)
    return right


def _indices(form: Symbol | Entry) -> tuple[IndexTerm, ...]:
    return form.indices if isinstance(form, Entry) else ()

"""The polynomials that stand for abstract functions at a point, as a reader can check them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from derive.model import Equation
from derive.prove.evaluate import Place, slots_of
from derive.prove.polynomials import Slot, coefficients
from derive.scope import Scope
from derive.syntax.declare import Declaration
from derive.syntax.tree import Add, Call, Entry, Mul, Neg, Number, Point, Power, Symbol, Written

__all__ = ["written_functions"]


def written_functions(scope: Scope, place: Place) -> tuple[Equation, ...]:
    """``f(t) = 2 t + (t)²``: one equation for each abstract function, at the sizes of a place."""
    return (*_of_families(scope, place), *_of_arguments(scope, place))


def _of_families(scope: Scope, place: Place) -> Iterator[Equation]:
    for name, declared in sorted(scope.declarations.items()):
        if not declared.of:
            continue
        slots = list(slots_of(declared, place))
        families = {family.name: family for family in declared.of}
        arguments = [_quantity(families[family], at) for family, at in slots]
        for at in product(*(place.elements(axis) for axis in declared.axes)):
            yield Equation(
                _quantity(declared, at), _polynomial(place, name, at, tuple(slots), arguments)
            )


def _of_arguments(scope: Scope, place: Place) -> Iterator[Equation]:
    letter = next(c for c in "tuvw" if c not in scope.declarations or c == "w")
    for name, arity in scope.functions:
        slots: tuple[Slot, ...] = tuple(("", (n,)) for n in range(arity))
        arguments: list[Written] = [
            Symbol(letter if arity == 1 else f"{letter}{n}") for n in range(1, arity + 1)
        ]
        head = Call(name, tuple(arguments))
        yield Equation(head, _polynomial(place, name, (), slots, arguments))


def _quantity(declared: Declaration, at: tuple[int, ...]) -> Written:
    if not declared.axes:
        return Symbol(declared.name, declared)
    points = tuple(Point(n, axis) for n, axis in zip(at, declared.axes, strict=True))
    return Entry(declared.name, points, declared)


def _polynomial(
    place: Place, name: str, at: tuple[int, ...], slots: tuple[Slot, ...], arguments: list[Written]
) -> Written:
    terms = []
    for m, outer, inner in coefficients(place.values, name, at, slots):
        linear = _sum([_times(c, x) for c, x in zip(inner, arguments, strict=True) if c])
        if m == 0:
            terms.append(_number(outer))
        elif linear is not None:
            power = linear if m == 1 else Power(linear, Number(Fraction(m)))
            terms.append(_times(outer, power))
    total = _sum(terms)
    return Number(Fraction(0)) if total is None else total


def _sum(terms: list[Written]) -> Written | None:
    if len(terms) < 2:
        return terms[0] if terms else None
    return Add(tuple(terms))


def _times(c: Fraction, form: Written) -> Written:
    if abs(c) == 1:
        return form if c > 0 else Neg(form)
    product = Mul((Number(abs(c)), form))
    return product if c > 0 else Neg(product)


def _number(value: Fraction) -> Written:
    return Number(value) if value >= 0 else Neg(Number(-value))

"""What stands in forms: declarations, indices, the elements that literal indices mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import product
from typing import TypeAlias

from derive.syntax.array import Array, Identity, Ones, Unit
from derive.syntax.declare import Declaration
from derive.syntax.tree import (
    INDICATOR,
    Call,
    Delta,
    Entry,
    Index,
    IndexSet,
    IndexTerm,
    Point,
    Size,
    Sum,
    Symbol,
    Written,
)
from derive.syntax.walk import subforms
from tests.oracle.data import NotDefined, Sample, Unsupported, Where
from tests.oracle.numbers import FUNCTIONS

#: The positions of indices, by key.
Environment: TypeAlias = dict[str, int]
#: What has a declaration.
Named: TypeAlias = Symbol | Entry | Array


def key(index: Index) -> str:
    return f"{index.name} of {index.over.name}"


def positions(terms: Iterable[IndexTerm]) -> Callable[[Environment, Sample], Where]:
    """Where indices stand, as a function of the environment and the point."""
    ready = [term if isinstance(term, Point) else key(term) for term in terms]

    def found(env: Environment, sample: Sample) -> Where:
        return tuple([env[t] if isinstance(t, str) else _literal(t, sample) for t in ready])

    return found


def _literal(point: Point, sample: Sample) -> int:
    position = sample.literals.get(point, point.value)
    if not 1 <= position <= sample.sizes[point.over]:
        raise NotDefined(f"{point.over.name} has no element {point.value} at this size")
    return position


def definition(declared: Declaration) -> Written | None:
    """The definition as it was written: of arrays, where it was."""
    return declared.body if declared.whole is None else declared.whole


def declarations(forms: Iterable[Written]) -> dict[str, Declaration]:
    """Every declaration that the forms rest on, by name."""
    found: dict[str, Declaration] = {}
    waiting = list(forms)
    while waiting:
        for sub in subforms(waiting.pop()):
            if isinstance(sub, Named) and sub.name not in found:
                if sub.declared is None:
                    raise Unsupported(f"{sub.name} is not declared")
                _declare(sub.declared, found, waiting)
    return found


def _declare(declared: Declaration, found: dict[str, Declaration], waiting: list[Written]) -> None:
    if declared.name in found:
        return
    found[declared.name] = declared
    body = definition(declared)
    if body is not None:
        waiting.append(body)
    for family in declared.of:
        _declare(family, found, waiting)


def slots(declared: Declaration, sizes: Mapping[IndexSet, int]) -> list[tuple[str, Where]]:
    """The entries that an abstract function depends on, in the order of its slots."""
    return [
        (family.name, at)
        for family in declared.of
        for at in product(*(range(1, sizes[axis] + 1) for axis in family.axes))
    ]


def call_name(call: Call) -> str | None:
    """The name under which a point gives an opaque function; ``None`` for any other."""
    if call.function in FUNCTIONS or call.function == INDICATOR:
        return None
    return f"{call.function}/{len(call.arguments)}"


def terms(form: Written) -> tuple[IndexTerm, ...]:
    """The indices at a node itself."""
    match form:
        case Entry(indices=indices):
            return indices
        case Array(indices=indices):
            return tuple(index for index in indices if index is not None)
        case Unit(at):
            return (at,)
        case Delta(left, right):
            return (left, right)
        case Sum(index=index, excluding=excluding):
            return (index, *excluding)
    return ()


def sets(form: Written) -> set[IndexSet]:
    """The index sets that a form names, declarations aside."""
    found: set[IndexSet] = set()
    for sub in subforms(form):
        found |= {term.over for term in terms(sub)}
        match sub:
            case Size(of) | Ones(IndexSet() as of) | Identity(IndexSet() as of):
                found.add(of)
    return found


def place_literals(points: Iterable[Point]) -> dict[Point, int]:
    """The element of its set that each literal index stands for."""
    distinct = set(points)
    return {point: point.value - first_of(point.over, distinct) + 1 for point in distinct}


def first_of(over: IndexSet, literals: Iterable[Point]) -> int:
    """The number that a document with these literals gives the first element of a set."""
    return min([1, *(point.value for point in literals if point.over == over)])

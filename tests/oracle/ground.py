"""What the points of a claim must satisfy: its sets, letters, facts, equations and case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from typing import Any

from derive.model import Claim, Equation, Fact, IndexRelation
from derive.syntax.declare import Declaration
from derive.syntax.tree import Add, Call, Entry, Index, Point, Sum, Symbol, Written
from derive.syntax.walk import free_indices, subforms
from tests.oracle.data import TINY, NotDefined, Sample, Unsupported, Where
from tests.oracle.names import (
    call_name,
    declarations,
    definition,
    key,
    place_literals,
    positions,
    sets,
    terms,
)
from tests.oracle.numbers import constant
from tests.oracle.program import Program
from tests.oracle.tables import pairs


class Ground:
    """What the points of a claim must satisfy, with its assumptions made ready."""

    def __init__(self, claim: Claim):
        equations = [a for a in claim.given if isinstance(a, Equation)]
        self.relations = [*claim.case, *(a for a in claim.given if isinstance(a, IndexRelation))]
        sides = [side for equation in equations for side in (equation.lhs, equation.rhs)]
        self.declared = declarations((claim.lhs, claim.rhs, *sides))
        bodies = {n: b for n, d in self.declared.items() if (b := definition(d)) is not None}
        related = [term for r in self.relations for term in (r.left, r.right)]
        free = free_indices(claim.lhs) | free_indices(claim.rhs)
        free |= {term for term in related if isinstance(term, Index)}
        for name, body in bodies.items():
            free |= free_indices(body) - set(self.declared[name].parameters)
        self.free = sorted(free, key=key)
        everything = [claim.lhs, claim.rhs, *sides, *bodies.values()]
        inside = [sub for form in everything for sub in subforms(form)]
        named = related + [term for sub in inside for term in terms(sub)]
        self.literals = place_literals(t for t in named if isinstance(t, Point))
        over = {term.over for term in named} | {index.over for index in free}
        over = over.union(*map(sets, everything))
        over |= {axis for d in self.declared.values() for axis in d.axes}
        self.sets = sorted(over, key=lambda found: found.name)
        #: The opaque functions, each with the number of its arguments.
        self.calls = {
            name: len(sub.arguments)
            for sub in inside
            if isinstance(sub, Call) and (name := call_name(sub)) is not None
        }
        self.facts: dict[str, set[str]] = {n: set(d.facts) for n, d in self.declared.items()}
        for fact in claim.given:
            if isinstance(fact, Fact) and fact.name in self.facts:
                self.facts[fact.name].add(fact.kind)
        self.equations = [Assumed(equation, self.free) for equation in equations]
        self.entries = {
            name: Probe(declared) for name, declared in self.declared.items() if self.facts[name]
        }

    def admits(self, sample: Sample) -> bool:
        """Whether the point satisfies every assumption and the case."""
        if not all(relation_holds(relation, sample) for relation in self.relations):
            return False
        facts = ((n, kind) for n, kinds in sorted(self.facts.items()) for kind in sorted(kinds))
        try:
            return all(self.fact_holds(n, kind, sample) for n, kind in facts) and all(
                equation.holds(sample) for equation in self.equations
            )
        except NotDefined:
            return False

    def fact_holds(self, name: str, kind: str, sample: Sample) -> bool:
        axes = self.declared[name].axes
        probe = self.entries[name]
        rows = list(product(*(range(1, sample.sizes[axis] + 1) for axis in axes[:-1])))
        last = range(1, sample.sizes[axes[-1]] + 1) if axes else ()
        values = {(*row, j): probe.value(sample, (*row, j)) for row in rows for j in last}
        values = values or {(): probe.value(sample, ())}
        edge = 0 if all(isinstance(value, Fraction) for value in values.values()) else TINY
        sums = [sum(values[*row, j] for j in last) for row in rows]
        normed = all(abs(total - 1) <= edge for total in sums)
        binary = all(min(abs(value), abs(value - 1)) <= edge for value in values.values())
        match kind:
            case "positive":
                return all(value > edge for value in values.values())
            case "nonnegative":
                return all(value >= -edge for value in values.values())
            case "binary":
                return binary
            case "distribution":
                return normed and all(value >= -edge for value in values.values())
            case "positive distribution":
                return normed and all(value > edge for value in values.values())
            case "one-hot":
                return normed and binary
            case "symmetric":
                mirrored = {at: values.get(mirror(at), value) for at, value in values.items()}
                return all(abs(value - mirrored[at]) <= edge for at, value in values.items())
            case "orthogonal":
                return all(
                    abs(sum(values[h, j] * values[h, k] for h in last) - (j == k)) <= edge
                    for j in last
                    for k in last
                )
        raise Unsupported(f"the fact {kind!r} is not known here")


class Probe:
    """The entries of one family, or a scalar, exact where they can be."""

    def __init__(self, declared: Declaration):
        self.letters = [Index(f"position {n}", over) for n, over in enumerate(declared.axes)]
        at, name = tuple(self.letters), declared.name
        self.programs = _programs((Entry(name, at, declared) if at else Symbol(name, declared),))

    def value(self, sample: Sample, at: Where) -> Any:
        return _first(self.programs, sample, dict(zip(self.letters, at, strict=True)))[0]


class Assumed:
    """An equation that holds at the claim's indices, and for every position of all others."""

    def __init__(self, equation: Equation, free: Sequence[Index]):
        self.lhs, self.rhs = equation.lhs, equation.rhs
        self.programs = _programs((self.lhs, self.rhs))
        own = (free_indices(self.lhs) | free_indices(self.rhs)) - set(free)
        self.own = sorted(own, key=key)
        self.names = self.programs[0].reach.names(Add((self.lhs, self.rhs)))

    def assignments(self, sample: Sample) -> Iterator[dict[Index, int]]:
        for at in product(*(range(1, sample.sizes[index.over] + 1) for index in self.own)):
            yield dict(zip(self.own, at, strict=True))

    def excesses(self, sample: Sample, at: Mapping[Index, int]) -> list[Any]:
        """By how much the sides differ, entry by entry."""
        return [lhs - rhs for lhs, rhs in pairs(*_first(self.programs, sample, at))]

    def holds(self, sample: Sample) -> bool:
        return all(
            abs(excess) <= (0 if isinstance(excess, Fraction) else TINY)
            for at in self.assignments(sample)
            for excess in self.excesses(sample, at)
        )

    def total_of(self) -> tuple[Entry, Fraction] | None:
        """``x_j`` and c, if the equation is Σ_j x_j = c for a family that is not defined."""
        if isinstance(self.lhs, Sum) and isinstance(self.lhs.body, Entry):
            total, entry = constant(self.rhs), self.lhs.body
            given = entry.declared is not None and entry.declared.body is None
            if total is not None and given and not self.lhs.excluding:
                return entry, total
        return None


def _programs(forms: Sequence[Written]) -> list[Program]:
    """Exact evaluation first, where the forms allow it."""
    try:
        return [Program(forms, exact=True), Program(forms)]
    except Unsupported:
        return [Program(forms)]


def _first(programs: list[Program], sample: Sample, at: Mapping[Index, int]) -> list[Any]:
    for program in programs[:-1]:
        try:
            return program.values(sample, at)
        except Unsupported:
            continue
    return programs[-1].values(sample, at)


def relation_holds(relation: IndexRelation, sample: Sample) -> bool:
    env = {key(index): position for index, position in sample.positions.items()}
    left, right = positions((relation.left, relation.right))(env, sample)
    return (left == right) == relation.equal


def mirror(at: Where) -> Where:
    return (*at[:-2], at[-1], at[-2]) if len(at) > 1 else at

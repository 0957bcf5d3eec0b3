"""Trusted code. Exact points that satisfy the assumptions of a claim: sizes, positions, values.

Points come in order of size and then of roundness, so that the first one that separates
two sides is one that a reader can check by hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from random import Random
from typing import Literal, TypeAlias

from derive.prove.evaluate import Key, Place
from derive.prove.orthogonal import scope_says_orthogonal
from derive.prove.random_values import LEVELS, draw_coefficients, draw_family, draw_function
from derive.prove.satisfying import constraints_at, facts_hold, solved
from derive.scope import Scope
from derive.syntax.tree import Index, IndexSet, Point

__all__ = ["LEANS", "LEVELS", "TooLarge", "draw", "layouts"]

#: Sizes beyond this are not unrolled.
MAX_SIZE = 40
#: How far above the least sizes the search goes, in total over all index sets.
EXTRA_SIZE = 4

Lean: TypeAlias = Literal["any", "positive", "unit"]
LEANS: tuple[Lean, ...] = ("any", "positive", "unit")


class TooLarge(Exception):
    """A literal index needs a size that cannot be unrolled."""


def layouts(scope: Scope, extra: int = EXTRA_SIZE, beyond: int = -1) -> Iterator[Place]:
    """Sizes and positions of the free indices, smallest first, up to symmetry; no values.

    ``extra`` is how many elements there may be above the least sizes, over all index sets;
    layouts with at most ``beyond`` of them are left out.
    """
    first, least = {}, {}
    for over in scope.index_sets:
        literals = [p.value for p in scope.points if p.over == over]
        first[over] = min([1, *literals])
        least[over] = max([first[over], *literals]) - first[over] + 1
        if least[over] > MAX_SIZE:
            raise TooLarge(
                f"the literal index {max(literals)} of {over.name} needs a size of {least[over]}"
            )
    sets = scope.index_sets
    for larger in sorted(
        product(range(extra + 1), repeat=len(sets)), key=lambda t: (sum(t), max(t, default=0))
    ):
        if not beyond < sum(larger) <= extra:
            continue
        sizes = {s: least[s] + more for s, more in zip(sets, larger, strict=True)}
        for positions in _positions(scope, sizes, first):
            yield Place(sizes, first, positions, {})


def _positions(
    scope: Scope, sizes: dict[IndexSet, int], first: dict[IndexSet, int]
) -> Iterator[dict[Index, int]]:
    def extend(done: dict[Index, int], rest: list[Index]) -> Iterator[dict[Index, int]]:
        if not rest:
            yield done
            return
        index, *others = rest
        over = index.over
        used = {p.value for p in scope.points if p.over == over}
        used |= {v for i, v in done.items() if i.over == over}
        elements = range(first[over], first[over] + sizes[over])
        unused = [e for e in elements if e not in used]
        # Unused positions are alike: one of them stands for all.
        for position in [*unused[:1], *sorted(used)]:
            yield from extend({**done, index: position}, others)

    for positions in extend({}, list(scope.free)):
        if all(
            (_place(r.left, positions) == _place(r.right, positions)) == r.equal for r in scope.case
        ):
            yield positions


def _place(term: Index | Point, positions: dict[Index, int]) -> int:
    return term.value if isinstance(term, Point) else positions[term]


def draw(
    scope: Scope, layout: Place, level: int, rng: Random, *, lean: Lean = "any"
) -> Place | None:
    """Exact values at a layout that satisfy every assumption, or ``None`` if none was found.

    To lean to positive values, or to the unit interval, is to look where logarithms such
    as ``log x`` and ``log(1 − x)`` are defined.
    """
    values: dict[Key, Fraction] = {}
    for name, declared in sorted(scope.declarations.items()):
        if declared.of:
            values |= draw_function(declared, layout, level, rng)
        elif declared.body is None:
            ranges = [layout.elements(axis) for axis in declared.axes]
            facts = scope.facts(name)
            if scope_says_orthogonal(scope, name):
                facts |= {"orthogonal"}
            if lean != "any" and not facts & {"binary", "orthogonal"}:
                facts |= {"positive"}
            drawn = draw_family(name, ranges, facts, level, rng)
            if lean == "unit" and not facts & {"distribution", "binary", "orthogonal"}:
                drawn = {key: value / (value + 1) for key, value in drawn.items()}
            values |= drawn
    for name, arity in scope.functions:
        slots = [("", (n,)) for n in range(arity)]
        values |= draw_coefficients(name, (), slots, level, rng)
    place = Place(layout.sizes, layout.first, layout.positions, values)
    constraints = list(constraints_at(scope, layout))
    found = solved(scope, place, constraints, rng) if constraints else place
    return found if found is not None and facts_hold(scope, found) else None

"""Trusted code. The two sides of a claim compared in every equality pattern of its indices."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from derive.elaborate import Elaborator
from derive.model import Claim, Condition
from derive.prove.cases import compare_thoroughly
from derive.prove.conditions import conditions_of, impossible, open_conditions
from derive.prove.equality import Comparison, compare
from derive.prove.field import MAX_WORK
from derive.prove.patterns import patterns

__all__ = ["Compared", "compare_again", "compare_if_equal", "compare_patterns"]

#: What was found in each pattern, and the conditions that do not hold by themselves.
Compared: TypeAlias = "tuple[tuple[Comparison, ...], tuple[Condition, ...]]"


def compare_patterns(claim: Claim, elaborator: Elaborator, budget: int = MAX_WORK) -> Compared:
    """The normal forms in each pattern; no conditions where they differ in one."""
    needed = conditions_of(claim, elaborator)
    comparisons = tuple(_each_pattern(claim, elaborator, needed, budget))
    if any(c.outcome == "different" for c in comparisons):
        return comparisons, ()
    return _with_conditions(comparisons, needed, elaborator)


def compare_if_equal(claim: Claim, elaborator: Elaborator) -> Compared | None:
    """The same if the normal forms are equal in every pattern; else ``None``, and sooner."""
    needed = conditions_of(claim, elaborator)
    comparisons = []
    for comparison in _each_pattern(claim, elaborator, needed):
        if comparison.outcome != "equal":
            return None
        comparisons.append(comparison)
    return _with_conditions(tuple(comparisons), needed, elaborator)


def compare_again(
    claim: Claim, elaborator: Elaborator, comparisons: tuple[Comparison, ...]
) -> Compared:
    """The comparisons that found a difference once more, with rules that cost more."""
    needed = conditions_of(claim, elaborator)
    again = []
    for comparison in comparisons:
        if comparison.outcome == "different":
            comparison = compare_thoroughly(claim, elaborator, comparison.pattern, needed)
            if comparison.outcome == "different":
                return comparisons, ()
        again.append(comparison)
    return _with_conditions(tuple(again), needed, elaborator)


def _each_pattern(
    claim: Claim, elaborator: Elaborator, needed: tuple[Condition, ...], budget: int = MAX_WORK
) -> Iterator[Comparison]:
    """The normal forms of the two sides, one pattern of the free indices after the other."""
    scope = elaborator.scope
    lhs, rhs = elaborator.meaning(claim.lhs), elaborator.meaning(claim.rhs)
    for pattern in patterns(scope.free, scope.points, scope.case):
        yield compare(lhs, rhs, elaborator, pattern, needed, budget=budget)


def _with_conditions(
    comparisons: tuple[Comparison, ...], needed: tuple[Condition, ...], elaborator: Elaborator
) -> Compared:
    needed = open_conditions(needed, elaborator)
    return tuple(_undefined_or(c, needed, elaborator) for c in comparisons), needed


def _undefined_or(
    comparison: Comparison, needed: tuple[Condition, ...], elaborator: Elaborator
) -> Comparison:
    """The comparison, unless a condition cannot hold in its pattern."""
    for condition in needed:
        if impossible(condition, elaborator, comparison.pattern):
            return Comparison(
                comparison.pattern, "undefined", detail="a condition fails in every large set"
            )
    return comparison

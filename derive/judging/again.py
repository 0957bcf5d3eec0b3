"""A claim judged again where sizes are known: two that are one, or a set that is written out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from derive.declared_names import declarations_of
from derive.discourse.statements import Statement
from derive.judging.agreement import Found, agreed, judged_readings
from derive.judging.outcome import Outcome, Reason
from derive.reading.claims import Built, build
from derive.reading.families import POSITION
from derive.reading.limits import BEFORE
from derive.reading.scope import Scope, defined_by, shows_derivative
from derive.reading.search import Choices, Question
from derive.syntax.tree import Entry, Point, Sum
from derive.syntax.walk import subforms

__all__ = ["as_defined", "at_sizes", "if_equal", "ordered", "written_out"]

Settled = tuple[tuple[Question, str], ...]
#: The size at which sets are written out of which only a part is summed over.
SIZE = "3"


def if_equal(
    scope: Scope, sizes: tuple[str, str], statement: Statement, settled: Settled
) -> Outcome | None:
    """That a claim holds if two sizes are one, if it does so."""
    outcome = _again(scope, {sizes[1]: sizes[0]}, statement, settled)
    if outcome.verdict not in ("proved", "conditional"):
        return None
    return replace(outcome, verdict="conditional", needs=(" = ".join(sizes), *outcome.needs))


def ordered(found: list[Found]) -> set[str]:
    """The sets of which only a part is summed over, or whose indices are numbers.

    Which index comes first, and which number it is, is not known there.
    """
    names = (
        name
        for one in found
        for claim in one.reading.of.claims
        for name in declarations_of((claim.lhs, claim.rhs))
    )
    marks = BEFORE, f"{POSITION} "
    return {name.removeprefix(m) for name in names for m in marks if name.startswith(m)}


def at_sizes(scope: Scope, sets: set[str], statement: Statement, settled: Settled) -> Outcome:
    """What is false where the sets have some size; nothing else is said there."""
    outcome = _again(scope, dict.fromkeys(sets, SIZE), statement, settled)
    if outcome.verdict == "refuted":
        return outcome
    return Outcome(
        "unknown", Reason("at-sizes", "it depends on the order or the numbers of indices")
    )


def written_out(
    found: Found, scope: Scope, statement: Statement, settled: Settled
) -> Outcome | None:
    """``Σ_k a_k = a_1 + a_2``: if it holds at two elements, it may be that there are two."""
    sizes: dict[str, str] = {}
    for claim in found.reading.of.claims:
        parts = [part for side in (claim.lhs, claim.rhs) for part in subforms(side)]
        sums = {part.index.over.name for part in parts if isinstance(part, Sum)}
        for part in parts:
            for term in part.indices if isinstance(part, Entry) else ():
                if isinstance(term, Point) and term.over.name in sums and term.value > 0:
                    most = max(term.value, int(sizes.get(term.over.name, 0)))
                    sizes[term.over.name] = str(most)
    if not sizes or _again(scope, sizes, statement, settled).verdict != "proved":
        return None
    said = ", ".join(f"{over} is {size}" for over, size in sizes.items())
    return Outcome("unknown", Reason("at-sizes", f"it holds if {said}"))


def as_defined(scope: Scope, statement: Statement, settled: Settled) -> Outcome | None:
    """What is false where quantities are what assumptions say that they are: ``Σ_k p_k x_k = μ``.

    So a point is found that satisfies them. Under a derivative it would be another thing.
    """
    sides = [side for side in (statement.left, statement.right) if side is not None]
    lets = tuple(filter(None, map(defined_by, scope.assumed)))
    if not lets or any(map(shows_derivative, (*sides, *(let.right for let in scope.lets)))):
        return None
    kept = [one for one in scope.assumed if defined_by(one) is None]
    known = replace(scope, lets=[*scope.lets, *lets], assumed=kept)
    outcome = _judged(known, statement, settled)
    return outcome if outcome.verdict == "refuted" else None


def _again(
    scope: Scope, sizes: Mapping[str, str], statement: Statement, settled: Settled
) -> Outcome:
    return _judged(replace(scope, sizes={**scope.sizes, **sizes}), statement, settled)


def _judged(known: Scope, statement: Statement, settled: Settled) -> Outcome:
    left, right = statement.left, statement.right
    assert left is not None
    assert right is not None

    def read(choices: Choices) -> Built:
        return build(known, left, right, choices)

    return agreed(*judged_readings(read, statement, dict(settled)))

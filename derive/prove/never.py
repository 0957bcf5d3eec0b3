"""What can never hold: a denominator that is 0 wherever it stands, a root of a negative.

Only what follows from the normal form counts. That nothing is found says nothing.
"""

from __future__ import annotations

from itertools import islice
from typing import Literal

from derive.elaborate import Elaborator
from derive.index.notation import OutOfClass
from derive.model import Assumption, Condition, IndexRelation
from derive.prove.equality import engine
from derive.prove.field import Contradiction, OutOfBudget, Undefined
from derive.prove.normal import Choices, with_room
from derive.prove.patterns import Pattern, patterns
from derive.prove.signs import sign
from derive.scope import scope_of_forms
from derive.syntax.tree import IndexSet, Point

__all__ = ["never_holds"]

#: A condition that has more equality patterns than these is not looked at.
MAX_PATTERNS = 60
#: What takes more work than this is not looked at: it is a courtesy, and no verdict.
WORK = 20_000


def never_holds(
    condition: Condition, given: tuple[Assumption, ...] = ()
) -> Literal["", "everywhere", "in a term"]:
    """Where a condition fails: for all values of its quantities, or in a term of its sum.

    >>> from derive import Sum, index_set, indices, vector
    >>> C = index_set("C")
    >>> j, k = indices("j k", C)
    >>> x = vector("x", C)
    >>> never_holds(Condition(x[j] - x[j], "!=0", (j,)))
    'everywhere'
    >>> never_holds(Condition(x[j] - x[k], "!=0", (j,)))
    'in a term'
    >>> never_holds(Condition(x[j] - x[k], "!=0", (j,), ((j, k),)))
    ''
    """
    apart = tuple(IndexRelation(a, b, equal=False) for a, b in condition.excluding)
    scope = scope_of_forms((condition.form,), given, apart)
    elaborator = Elaborator(scope)
    try:
        chosen = list(islice(patterns(scope.free, scope.points, scope.case), MAX_PATTERNS + 1))
        if not chosen or len(chosen) > MAX_PATTERNS:
            return ""
        failing = [p for p in chosen if _fails(condition, elaborator, p)]
    except (OutOfClass, OutOfBudget, Undefined, Contradiction, OverflowError, RecursionError):
        return ""
    if len(failing) == len(chosen):
        return "everywhere"
    outside = {_outside(p, condition) for p in chosen}
    reached = {_outside(p, condition) for p in failing if _has_the_term(p, condition)}
    return "in a term" if outside == reached else ""


def _fails(condition: Condition, elaborator: Elaborator, pattern: Pattern) -> bool:
    def run(choices: Choices) -> bool:
        nf, env = engine(elaborator, pattern, (), choices)
        value = nf.reduce(nf.value(elaborator.meaning(condition.form), env))
        if condition.relation == ">=0":
            return sign(nf, -value) == "+"
        return value.is_zero() or (condition.relation == ">0" and sign(nf, -value) is not None)

    return bool(with_room(run, WORK))


def _outside(pattern: Pattern, condition: Condition) -> frozenset[frozenset[object]]:
    """The pattern of the indices that no sum binds."""
    blocks = (frozenset(t for t in b if t not in condition.bound) for b in pattern.blocks)
    return frozenset(b for b in blocks if b)


def _has_the_term(pattern: Pattern, condition: Condition) -> bool:
    """Whether sets of every size have the elements of the pattern, once its outer ones exist."""
    alone: dict[IndexSet, int] = {}
    outer: set[IndexSet] = set()
    for block in pattern.blocks:
        over = block[0].over
        if all(not isinstance(t, Point) and t in condition.bound for t in block):
            alone[over] = alone.get(over, 0) + 1
        else:
            outer.add(over)
    return all(many <= (0 if over in outer else 1) for over, many in alone.items())

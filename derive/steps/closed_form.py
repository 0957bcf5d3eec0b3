"""The closed form: found by the rules alone, verified by the prover, the smallest taken.

The gradient is worked backwards through the definitions; every part of it is written in
the smallest way that was found, directly and by way of its normal form.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from derive.conditions import conditions
from derive.elaborate import Elaborator
from derive.index.notation import OutOfClass
from derive.model import Assumption, Claim, Condition, Equation, Fact, IndexRelation, Proved
from derive.prove.conditions import open_conditions
from derive.prove.decide import decide
from derive.prove.equality import compare
from derive.prove.field import OutOfBudget
from derive.prove.patterns import patterns
from derive.scope import Scope, ScopeError, scope_of_forms
from derive.steps.backward import backward
from derive.steps.canonical import canonical_forms
from derive.steps.compact import Compactor, in_order
from derive.steps.letters import readable
from derive.steps.measure import size
from derive.steps.products import cancel, divisors, minus
from derive.steps.reading import negated
from derive.syntax.declare import Declaration
from derive.syntax.shape import shape
from derive.syntax.tree import Add, Derivative, Entry, Index, Number, Sum, Written
from derive.syntax.walk import free_indices, node_count

__all__ = ["closed_form", "closed_forms"]

#: How many candidates are put to the prover before giving up.
MOST_TRIED = 4
#: A form of more nodes is not searched for a smaller one: that would take minutes.
MAX_NODES = 2_000


def closed_form(
    form: Written,
    given: tuple[Assumption, ...] = (),
    case: tuple[IndexRelation, ...] = (),
    hidden: frozenset[str] = frozenset(),
) -> Written | None:
    """The smallest form proved equal to ``form`` that was found, or ``None``.

    The definitions that are ``hidden`` are not put back.
    """
    scope = scope_of_forms((form,), given, case)
    fallback = None
    needed = None
    for candidate in sorted(closed_forms(form, given, case, hidden), key=size)[:MOST_TRIED]:
        verdict = decide(Claim(form, candidate, given=given, case=case))
        if not isinstance(verdict, Proved):
            continue
        if needed is None and verdict.conditions:
            needed = _forms(open_conditions(conditions(form, scope), Elaborator(scope)))
        if not verdict.conditions or _forms(verdict.conditions) <= (needed or set()):
            return candidate
        # It needs more than the derivative does, such as log p ≠ 0: only if nothing else is left.
        fallback = candidate if fallback is None else fallback
    return fallback


def _forms(needed: tuple[Condition, ...]) -> set[object]:
    """What the conditions speak of, whatever its sign."""
    return {frozenset(str(shape(f)) for f in (c.form, _opposite(c.form))) for c in needed}


def _opposite(form: Written) -> Written:
    return negated(form) if isinstance(form, Add) else minus(form)


def closed_forms(
    form: Written,
    given: tuple[Assumption, ...] = (),
    case: tuple[IndexRelation, ...] = (),
    hidden: frozenset[str] = frozenset(),
) -> Iterator[Written]:
    """Forms that should be equal to ``form``, with the author's names in them."""
    scope = scope_of_forms((form,), given, case)
    search = _Search(scope, given, case, form, hidden)
    if isinstance(form, Derivative):
        try:
            found = backward(form.of, form.wrt, scope, search.small)
        except (OutOfClass, OutOfBudget):
            return
    else:
        found = search.small(form, None)
    seen = set()
    for candidate in search.candidates(found, None):
        pretty = readable(candidate)
        if pretty not in seen:
            seen.add(pretty)
            yield pretty


class _Search:
    """Small forms in one scope, under its assumptions."""

    def __init__(
        self,
        scope: Scope,
        given: tuple[Assumption, ...],
        case: tuple[IndexRelation, ...],
        form: Written,
        hidden: frozenset[str],
    ) -> None:
        self.scope, self.given = scope, given
        definitions = in_order(scope, scope.declarations)
        definitions = tuple(d for d in definitions if d.name not in hidden)
        known = {d.name for d in definitions if _sums_to_one(d, given)}
        known |= {n for n in scope.declarations if "distribution" in scope.facts(n)}
        known |= {name for a in given if (name := _row_sum(a)) is not None}
        self.ones = frozenset(known)
        # The variable's indices give way, so that the loss's own target stays in sight.
        giving_way = free_indices(form.wrt) if isinstance(form, Derivative) else frozenset()
        self.compactor = Compactor(definitions, self.ones, case, giving_way)
        self.known: dict[tuple[Written, str], Written] = {}

    def small(self, form: Written, of: Declaration | None) -> Written:
        """The smallest form found; ``of`` is the definition that it is a derivative of."""
        key = form, "" if of is None else of.name
        found = self.known.get(key)
        if found is None:
            found = min(self.candidates(form, of), key=size)
            self.known[key] = found
        return found

    def candidates(self, form: Written, of: Declaration | None) -> Iterator[Written]:
        """Small forms: from the form as it is, and from its normal forms."""
        cancelled = cancel(form)
        if node_count(cancelled) > MAX_NODES:
            yield cancelled
            return
        direct = self.compactor.smallest(cancelled)
        yield direct
        if node_count(direct) <= 3:
            return
        seeds = canonical_forms(direct, self.scope, self.ones, self.given)
        if of is not None and of.body is not None:
            allowed = divisors(direct) | divisors(of.body)
            folded = canonical_forms(direct, self.scope, self.ones, self.given, of)
            seeds += tuple(f for f in folded if divisors(f) <= allowed)
        for seed in dict.fromkeys(seeds):
            yield self.compactor.smallest(seed)


def _row_sum(assumption: Assumption) -> str | None:
    """The family that an assumption says sums to 1 over its last index."""
    match assumption:
        case Fact(kind, name) if kind in ("distribution", "positive distribution", "one-hot"):
            return name
        case Equation(Sum(Entry(name, indices), index, ()), Number(value)):
            if value == 1 and indices[-1] == index and index not in indices[:-1]:
                return name
    return None


def _sums_to_one(declared: Declaration, given: tuple[Assumption, ...]) -> bool:
    """Whether a definition sums to 1 over its last index, as a softmax does."""
    if not declared.parameters:
        return False
    *others, last = declared.parameters
    free = tuple(Index(f"{i.name}\u200b", i.over) for i in others)
    total = Sum(declared[(*free, last)], last)
    one = Number(Fraction(1))
    known = scope_of_forms((total,)).declarations
    usable = tuple(a for a in given if isinstance(a, Fact) and a.name in known)
    scope = scope_of_forms((total, one), usable)
    elaborator = Elaborator(scope)
    try:
        pattern = next(patterns(scope.free, scope.points))
        found = compare(elaborator.meaning(total), elaborator.meaning(one), elaborator, pattern)
    except (OutOfClass, OutOfBudget, OverflowError, ScopeError):
        return False
    return found.outcome == "equal"

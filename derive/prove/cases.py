"""Trusted code. Comparison by cases: where a 1 stands in a one-hot family, what is 0 or 1.

A one-hot family y is 1 at one position h and 0 elsewhere: with a new index h, ``y_j`` is
``δ_jh``, and what holds for every h in every equality pattern holds for every one-hot y.
A quantity that is 0 or 1 is one of the two. Derivatives have been taken when meanings are
compared, so nothing is supposed under ∂.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import product

import sympy as sp

from derive.elaborate import Elaborator
from derive.index.notation import index_symbol, kronecker
from derive.index.substitute import unfold_family
from derive.model import Claim, Condition
from derive.prove.atoms import EntryAtom, ScalarAtom, is_binder, values_in
from derive.prove.binary import is_binary
from derive.prove.equality import Comparison, compare
from derive.prove.field import MAX_WORK, Value
from derive.prove.normal import NormalForm
from derive.prove.patterns import Pattern, refinements
from derive.scope import Scope
from derive.syntax.tree import Index, Written
from derive.syntax.walk import free_indices

__all__ = ["compare_thoroughly"]

#: More one-hot families, and more 0-1 quantities, would make too many cases.
MAX_HOT, MAX_BINARY = 2, 4
#: There may be many cases: each gets a part of the work.
WORK = MAX_WORK // 5


def compare_thoroughly(
    claim: Claim, elaborator: Elaborator, pattern: Pattern, conditions: tuple[Condition, ...]
) -> Comparison:
    """Compare the sides of a claim in one pattern, with every rule that there is."""
    found = _by_values(claim, elaborator, pattern, conditions)
    if found.outcome != "different":
        return found
    hot = _one_hot(claim, elaborator.scope)
    if not 0 < len(hot) <= MAX_HOT:
        return found
    placed = _Placed(elaborator, hot)
    cases = (
        _by_values(claim, placed, finer, conditions)
        for finer in refinements(pattern, placed.positions)
    )
    return replace(found, outcome="equal") if _all_equal(cases) else found


class _Placed(Elaborator):
    """Meanings in which each one-hot family is a δ with the position of its 1."""

    def __init__(self, elaborator: Elaborator, hot: tuple[str, ...]) -> None:
        scope = elaborator.scope
        taken = {index.name for index in scope.free}
        for equation in scope.equations:
            taken |= {i.name for i in free_indices(equation.lhs) | free_indices(equation.rhs)}
        places: dict[str, Index] = {}
        for name in hot:
            letter = "h"
            while letter in taken:
                letter += "'"
            taken.add(letter)
            places[name] = Index(letter, scope.declarations[name].axes[0])
        self.positions = tuple(places.values())
        self.places = places
        super().__init__(replace(scope, free=(*scope.free, *self.positions)))
        self.share(elaborator)

    def meaning(self, form: Written) -> sp.Expr:
        """The meaning of the form, for these one-hot families."""
        found = super().meaning(form)
        for name, index in self.places.items():
            here = index_symbol(index)
            found = unfold_family(found, name, lambda at, here=here: kronecker(at[0], here))  # type: ignore[misc]
        return found


def _one_hot(claim: Claim, scope: Scope) -> tuple[str, ...]:
    """The one-hot vectors that the claim and its assumptions speak of."""
    forms = [claim.lhs, claim.rhs]
    forms += [side for equation in scope.equations for side in (equation.lhs, equation.rhs)]
    names = frozenset[str]().union(*(scope.names_in(form) for form in forms))
    return tuple(
        name
        for name in sorted(names)
        if len(scope.declarations[name].axes) == 1
        and scope.declarations[name].body is None
        and not scope.declarations[name].of
        and "one-hot" in scope.facts(name)
    )


def _by_values(
    claim: Claim, elaborator: Elaborator, pattern: Pattern, conditions: tuple[Condition, ...]
) -> Comparison:
    """Compare, and if that does not do, for each value of what is 0 or 1 outside all sums."""
    lhs, rhs = elaborator.meaning(claim.lhs), elaborator.meaning(claim.rhs)
    found = compare(lhs, rhs, elaborator, pattern, conditions, thorough=True, budget=WORK)
    if found.outcome != "different" or found.engine is None or found.difference is None:
        return found
    binary = _binary_outside_sums(found.engine, found.difference)
    if not 0 < len(binary) <= MAX_BINARY:
        return found
    cases = (
        compare(
            lhs,
            rhs,
            elaborator,
            pattern,
            conditions,
            thorough=True,
            supposed=tuple(zip(binary, values, strict=True)),
            budget=WORK,
        )
        for values in product((0, 1), repeat=len(binary))
    )
    return replace(found, outcome="equal") if _all_equal(cases) else found


def _all_equal(cases: Iterable[Comparison]) -> bool:
    """Whether the sides are equal in each case that can be, and in one at least."""
    some = False
    for case in cases:
        if case.outcome not in ("equal", "contradictory"):
            return False
        some = some or case.outcome == "equal"
    return some


def _binary_outside_sums(nf: NormalForm, value: Value) -> tuple[EntryAtom | ScalarAtom, ...]:
    """The 0-1 quantities at no bound index, at any depth."""
    found: dict[int, EntryAtom | ScalarAtom] = {}
    seen: set[int] = set()
    ahead = list(value.generators())
    while ahead:
        i = ahead.pop()
        if i in seen:
            continue
        seen.add(i)
        atom = nf.table.atoms[i]
        if isinstance(atom, EntryAtom | ScalarAtom):
            at = atom.at if isinstance(atom, EntryAtom) else ()
            if is_binary(nf, i) and not any(is_binder(token) for token in at):
                found[i] = atom
        for inner in values_in(atom):
            ahead.extend(inner.generators())
    return tuple(found[i] for i in sorted(found))

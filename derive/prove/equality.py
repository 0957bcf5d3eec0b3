"""Trusted code. Whether the two sides of a claim have one normal form, pattern by pattern."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import sympy as sp

from derive.elaborate import Elaborator
from derive.index.notation import index_symbol, size_symbol
from derive.model import Claim, Condition, Equation
from derive.prove.atoms import Token, free_token, point_token
from derive.prove.evaluate import Place
from derive.prove.facts import Facts
from derive.prove.field import Undefined, Value
from derive.prove.normal import Choices, NormalForm, with_room
from derive.prove.patterns import Pattern
from derive.scope import Scope
from derive.syntax.tree import (
    Entry,
    Index,
    IndexSet,
    IndexTerm,
    Number,
    Point,
    Sum,
    Symbol,
    Written,
    free_indices,
)

__all__ = ["Comparison", "compare", "compare_at", "engine", "environment"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the normal forms say in one pattern; ``difference`` is left − right if they differ."""

    pattern: Pattern
    outcome: Literal["equal", "different", "undefined"]
    difference: Value | None = None
    engine: NormalForm | None = None
    detail: str = ""


def compare(
    lhs: sp.Expr,
    rhs: sp.Expr,
    elaborator: Elaborator,
    pattern: Pattern,
    conditions: tuple[Condition, ...] = (),
) -> Comparison:
    """Compare the normal forms of two meanings in one pattern, under the assumptions."""

    def run(choices: Choices) -> Comparison:
        nf, env = engine(elaborator, pattern, conditions, choices)
        try:
            difference = nf.value(lhs, env) - nf.value(rhs, env)
            if nf.vanishes(difference):
                return Comparison(pattern, "equal")
            return Comparison(pattern, "different", nf.reduce(difference), nf)
        except Undefined as error:
            return Comparison(pattern, "undefined", detail=str(error))

    found = with_room(run)
    assert isinstance(found, Comparison)
    return found


def compare_at(
    claim: Claim, elaborator: Elaborator, place: Place, conditions: tuple[Condition, ...]
) -> Literal["equal", "different", "undefined"]:
    """Compare the two sides at concrete sizes and positions, every sum written out."""
    scope = elaborator.scope
    lhs, rhs = elaborator.meaning(claim.lhs), elaborator.meaning(claim.rhs)
    every = {s: tuple(point_token(s.name, n) for n in place.elements(s)) for s in scope.index_sets}
    blocks = _blocks(place, scope)
    pattern = Pattern(blocks)

    def run(choices: Choices) -> str:
        nf, env = engine(elaborator, pattern, conditions, choices, written_out=every)
        try:
            difference = nf.value(lhs, env) - nf.value(rhs, env)
            return "equal" if nf.vanishes(difference) else "different"
        except Undefined:
            return "undefined"

    found = with_room(run)
    assert found in ("equal", "different", "undefined")
    return found


def _blocks(place: Place, scope: Scope) -> tuple[tuple[IndexTerm, ...], ...]:
    """One block for each element of each index set, with the indices that stand there."""
    return tuple(
        (
            Point(n, s),
            *(i for i in scope.free if i.over == s and place.positions[i] == n),
        )
        for s in scope.index_sets
        for n in place.elements(s)
    )


def engine(
    elaborator: Elaborator,
    pattern: Pattern,
    conditions: tuple[Condition, ...],
    choices: Choices,
    written_out: Mapping[IndexSet, tuple[Token, ...]] | None = None,
) -> tuple[NormalForm, dict[sp.Expr, Token]]:
    """A normal form with the facts, conditions and assumptions of a scope, and its indices.

    ``written_out`` gives the elements of each index set where sums are to be written out.
    """
    scope = elaborator.scope
    about = {name: scope.facts(name) for name in scope.declarations}
    for condition in conditions:
        name = _whole_family(condition)
        if name is not None:
            about[name] = about.get(name, frozenset()) | {"positive", "nonnegative"}
    facts = Facts(about, {s.name: pattern.points(s) for s in scope.index_sets})
    nf = NormalForm(facts, choices, elaborator.walks)
    nf.sizes = {size_symbol(s): s.name for s in scope.index_sets}
    nf.elements = {s.name: tokens for s, tokens in (written_out or {}).items()}
    env = environment(scope, pattern)
    for condition in conditions:
        if condition.relation == ">0" and not condition.bound:
            nf.positive_keys.add(nf.value(elaborator.meaning(condition.form), env).key)
    for equation in scope.equations:
        _assume(nf, equation, elaborator, env)
    return nf, env


def environment(scope: Scope, pattern: Pattern) -> dict[sp.Expr, Token]:
    """The token of each free and literal index."""
    env: dict[sp.Expr, Token] = {index_symbol(i): pattern.token(i) for i in scope.free}
    return env | {index_symbol(p): pattern.token(p) for p in scope.points}


def _assume(
    nf: NormalForm, equation: Equation, elaborator: Elaborator, env: dict[sp.Expr, Token]
) -> None:
    difference = elaborator.meaning(equation.lhs) - elaborator.meaning(equation.rhs)
    universal = sorted(
        (free_indices(equation.lhs) | free_indices(equation.rhs)) - set(elaborator.scope.free),
        key=lambda i: i.name,
    )
    if not universal:
        nf.assume_zero(nf.value(difference, env))
        return
    # It holds for every value of the indices that the claim does not mention: in
    # particular at the points that it does mention, and under every binder.
    _learn_row_sum(nf, equation)
    for index in universal:
        for token in nf.facts.points_of(index.over.name) or (
            free_token(index.over.name, index.name),
        ):
            nf.assume_zero(nf.value(difference, {**env, index_symbol(index): token}))


def _learn_row_sum(nf: NormalForm, equation: Equation) -> None:
    """``Σ_j p_ij = c`` for every i: known then wherever such a row is summed."""
    match equation:
        case Equation(Sum(Entry(name, indices), index, ()), Number(value)):
            *others, last = indices
            distinct = len(set(indices)) == len(indices)
            if last == index and distinct and all(isinstance(i, Index) for i in others):
                nf.row_sums[name] = value


def _whole_family(condition: Condition) -> str | None:
    """The family that a condition says is positive at every index, if it says that."""
    form: Written = condition.form
    if condition.relation != ">0" or condition.excluding:
        return None
    if isinstance(form, Symbol) and (form.declared is None or form.declared.body is None):
        return form.name
    if (
        isinstance(form, Entry)
        and (form.declared is None or form.declared.body is None)
        and all(isinstance(i, Index) and i in condition.bound for i in form.indices)
        and len(set(form.indices)) == len(form.indices)
    ):
        return form.name
    return None

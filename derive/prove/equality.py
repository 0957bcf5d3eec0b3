"""Trusted code. Whether the two sides of a claim have one normal form, pattern by pattern."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from typing import Literal, TypeAlias

import sympy as sp

from derive.elaborate import Elaborator
from derive.index.notation import index_symbol, size_symbol, total
from derive.index.notation import product as product_of
from derive.model import Claim, Condition, Equation
from derive.prove.assumptions import assume_zero, note_sign, vanishes
from derive.prove.atoms import EntryAtom, ScalarAtom, Token, free_token, point_token
from derive.prove.defined import use_facts_of_definitions
from derive.prove.evaluate import Place
from derive.prove.facts import Facts
from derive.prove.field import MAX_WORK, Contradiction, Undefined, Value
from derive.prove.inverses import pairs_of
from derive.prove.merging import merges_to_zero
from derive.prove.normal import Choices, NormalForm, with_room
from derive.prove.orthogonal import says_orthogonal
from derive.prove.patterns import Pattern
from derive.prove.signs import sign
from derive.prove.sums import sum_value
from derive.scope import Scope
from derive.syntax.tree import (
    Entry,
    Index,
    IndexSet,
    IndexTerm,
    Number,
    Point,
    Power,
    Sum,
    Symbol,
    Written,
)
from derive.syntax.walk import free_indices

__all__ = ["Comparison", "Supposed", "compare", "compare_at", "engine", "environment", "odd_base"]

#: A quantity and the value that it has in the case at hand.
Supposed: TypeAlias = "tuple[EntryAtom | ScalarAtom, int]"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the normal forms say in one pattern; ``difference`` is left − right if they differ."""

    pattern: Pattern
    outcome: Literal["equal", "different", "undefined", "contradictory"]
    difference: Value | None = None
    engine: NormalForm | None = None
    detail: str = ""
    #: How many of the two sides are 0.
    zeros: int = 0


def compare(
    lhs: sp.Expr,
    rhs: sp.Expr,
    elaborator: Elaborator,
    pattern: Pattern,
    conditions: tuple[Condition, ...] = (),
    *,
    thorough: bool = False,
    supposed: tuple[Supposed, ...] = (),
    budget: int = MAX_WORK,
) -> Comparison:
    """Compare the normal forms of two meanings in one pattern, under the assumptions.

    ``supposed`` gives values of quantities: the case that is looked at. Raises
    ``OutOfBudget`` when it takes more work than ``budget``.
    """

    def run(choices: Choices) -> Comparison:
        try:
            nf, env = engine(
                elaborator, pattern, conditions, choices, thorough=thorough, supposed=supposed
            )
            left, right = nf.value(lhs, env), nf.value(rhs, env)
            zeros = left.is_zero() + right.is_zero()
            if vanishes(nf, left - right):
                return Comparison(pattern, "equal", zeros=zeros)
            if thorough and merges_to_zero(nf, nf.reduce(left - right)):
                return Comparison(pattern, "equal", zeros=zeros)
            return Comparison(pattern, "different", nf.reduce(left - right), nf, zeros=zeros)
        except Undefined as error:
            return Comparison(pattern, "undefined", detail=str(error))
        except Contradiction as error:
            return Comparison(pattern, "contradictory", detail=str(error))

    found = with_room(run, budget)
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
        try:
            nf, env = engine(elaborator, pattern, conditions, choices, written_out=every)
            difference = nf.value(lhs, env) - nf.value(rhs, env)
            return "equal" if vanishes(nf, difference) else "different"
        except (Undefined, Contradiction):
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
    *,
    thorough: bool = False,
    supposed: tuple[Supposed, ...] = (),
) -> tuple[NormalForm, dict[sp.Expr, Token]]:
    """A normal form with the facts, conditions and assumptions of a scope, and its indices.

    ``written_out`` gives the elements of each index set where sums are to be written out.
    """
    scope = elaborator.scope
    about = {name: scope.facts(name) for name in scope.declarations}
    for condition in conditions:
        name = _whole_family(condition)
        if name is not None:
            learnt = {"positive", "nonnegative"} if condition.relation == ">0" else {"nonnegative"}
            about[name] = about.get(name, frozenset()) | learnt
    for equation in scope.equations:
        name = _says_symmetric(equation, set(scope.free))
        if name is not None:
            about[name] = about.get(name, frozenset()) | {"symmetric"}
        name = says_orthogonal(equation, frozenset(scope.free))
        if name is not None:
            about[name] = about.get(name, frozenset()) | {"orthogonal"}
    facts = Facts(about, _points(scope, pattern), pairs_of(scope))
    nf = NormalForm(facts, choices, elaborator.walks, thorough=thorough)
    nf.sizes = {size_symbol(s): s.name for s in scope.index_sets}
    nf.elements = {s.name: tokens for s, tokens in (written_out or {}).items()}
    env = environment(scope, pattern)
    for atom, value in supposed:
        assume_zero(nf, nf.atom(atom) - nf.field.number(value))
    for condition in conditions:
        if condition.relation != "!=0" and not condition.bound and not condition.maybe_empty:
            note_sign(nf, nf.value(elaborator.meaning(condition.form), env), condition.relation)
    use_facts_of_definitions(nf, elaborator, env)
    for equation in scope.equations:
        _assume(nf, equation, elaborator, env)
    if scope.equations:
        _check_parts_of_sums(nf, scope)
    return nf, env


def odd_base(form: Written) -> Written:
    """The base of an odd power: it has the same sign."""
    match form:
        case Power(base, Number(value)) if value.denominator == 1 and value > 0 and value % 2:
            return odd_base(base)
    return form


def _points(scope: Scope, pattern: Pattern) -> dict[str, tuple[Token, ...]]:
    """The distinct points of each index set.

    A set over which only an assumption's own letter ranges has some element: one point
    stands for it, so that the assumption is used there, δ and restrictions included.
    """
    points = {s.name: pattern.points(s) for s in scope.index_sets}
    for equation in scope.equations:
        for index in _own_letters(equation, scope):
            if not points.get(index.over.name):
                points[index.over.name] = (free_token(index.over.name, "·"),)
    return points


def _own_letters(equation: Equation, scope: Scope) -> list[Index]:
    """The letters that the assumption has and the claim has not: it holds for all of them."""
    free = free_indices(equation.lhs) | free_indices(equation.rhs)
    return sorted(free - set(scope.free), key=lambda i: (i.name, i.over.name))


def _says_symmetric(equation: Equation, free: set[Index]) -> str | None:
    """The family of an equation ``W_ij = W_ji`` for all i and j."""
    match equation:
        case Equation(Entry(name, (i, j)), Entry(other, (first, second))):
            swapped = name == other and (first, second) == (j, i) and i != j
            if swapped and i.over == j.over and not {i, j} & free:
                every = isinstance(i, Index) and isinstance(j, Index)
                return name if every else None
    return None


def _check_parts_of_sums(nf: NormalForm, scope: Scope) -> None:
    """What is left of the sum of a non-negative family beside its known entries is >= 0."""
    for name, declared in scope.declarations.items():
        if len(declared.axes) != 1 or declared.body is not None:
            continue
        if not nf.facts.has(name, "nonnegative"):
            continue
        over = declared.axes[0].name
        with nf.fresh_token() as token:
            entry = nf.atom(EntryAtom(name, (token,)))
            rest = sum_value(nf, token, over, frozenset(), entry)
        for point in nf.facts.points_of(over):
            rest = rest - nf.atom(EntryAtom(name, (point,)))
        if sign(nf, -nf.reduce(rest)) == "+":
            raise Contradiction(f"the other entries of {name} would have a negative sum")


def environment(scope: Scope, pattern: Pattern) -> dict[sp.Expr, Token]:
    """The token of each free and literal index."""
    env: dict[sp.Expr, Token] = {index_symbol(i): pattern.token(i) for i in scope.free}
    return env | {index_symbol(p): pattern.token(p) for p in scope.points}


def _assume(
    nf: NormalForm, equation: Equation, elaborator: Elaborator, env: dict[sp.Expr, Token]
) -> None:
    left, right = elaborator.meaning(equation.lhs), elaborator.meaning(equation.rhs)
    difference = total(left, product_of(sp.S.NegativeOne, right))
    universal = _own_letters(equation, elaborator.scope)
    if not universal:
        assume_zero(nf, nf.value(difference, env))
        return
    # It holds for every value of the indices that the claim does not mention: in
    # particular at the points that it does mention, and under every binder.
    _learn_row_sum(nf, equation, set(elaborator.scope.free))
    points = [nf.facts.points_of(i.over.name) for i in universal]
    symbols = [index_symbol(i) for i in universal]
    for tokens in product(*points):
        here = dict(zip(symbols, tokens, strict=True))
        assume_zero(nf, nf.value(difference, {**env, **here}))


def _learn_row_sum(nf: NormalForm, equation: Equation, free: set[Index]) -> None:
    """``Σ_j p_ij = c`` for every i: known then wherever such a row is summed."""
    match equation:
        case Equation(Sum(Entry(name, indices), index, ()), Number(value)):
            *others, last = indices
            distinct = len(set(indices)) == len(indices)
            every = all(isinstance(i, Index) and i not in free for i in others)
            if last == index and distinct and every:
                nf.row_sums[name] = value


def _whole_family(condition: Condition) -> str | None:
    """The family that a condition says is > 0, or >= 0, at every index, if it says that."""
    form = odd_base(condition.form)
    if condition.relation == "!=0" or condition.excluding or condition.maybe_empty:
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

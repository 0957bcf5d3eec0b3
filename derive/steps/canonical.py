"""Forms by way of the normal form, in which sums of fractions cancel; names held.

Definitions, sigmoid and tanh are veiled: they enter the normal form as unknowns of their
own, and come out as they went in. A δ of free indices does so too, so that one form is
valid whether the indices meet or not. Nothing is trusted: what comes of it is judged.
"""

from __future__ import annotations

from dataclasses import replace

from derive.elaborate import Elaborator
from derive.index.notation import OutOfClass
from derive.model import Assumption, Fact, IndexRelation
from derive.prove.equality import engine
from derive.prove.field import Contradiction, OutOfBudget, Undefined
from derive.prove.normal import Choices, with_room
from derive.prove.patterns import patterns
from derive.scope import Scope, scope_of_forms
from derive.steps.derivatives import is_partial
from derive.steps.folding import CannotFold, fold
from derive.steps.readback import Readback
from derive.syntax.declare import Declaration
from derive.syntax.tree import (
    Call,
    Delta,
    Derivative,
    Entry,
    Index,
    IndexSet,
    IndexTerm,
    Sum,
    Symbol,
    Written,
)
from derive.syntax.walk import map_children

__all__ = ["canonical_forms"]

#: A letter that no author uses: it marks what is veiled.
_VEIL = "\u200b"
_DELTA = "δ" + _VEIL
_PARTIAL = "∂"
_VEILED = frozenset({"sigmoid", "tanh"})


def canonical_forms(
    form: Written,
    scope: Scope,
    sums_to_one: frozenset[str] = frozenset(),
    given: tuple[Assumption, ...] = (),
    folded: Declaration | None = None,
) -> tuple[Written, ...]:
    """The form by its normal form where all indices differ: in factors, and term by term.

    ``folded`` is unfolded and solved for, where its definition allows it.
    """
    veiled = _veil(form, sums_to_one, None if folded is None else folded.name, frozenset())
    about = scope_of_forms((veiled,)).declarations
    usable = tuple(a for a in given if not isinstance(a, Fact) or a.name in about)
    case = tuple(r for r in scope.case if isinstance(r, IndexRelation))
    target = None if folded is None else _opened(folded, sums_to_one)
    try:
        inner = scope_of_forms((veiled,), usable, case)
        if target is not None:
            inner = _with_definition(inner, target)
        return tuple(_unveil(f, scope) for f in _written(veiled, inner, target))
    except (OutOfClass, OutOfBudget, Undefined, Contradiction, CannotFold, OverflowError):
        return ()


def _with_definition(scope: Scope, declared: Declaration) -> Scope:
    """The scope with one more definition, whose name the form need not contain."""
    assert declared.body is not None
    inside = scope_of_forms((declared.body,))
    sets = {*scope.index_sets, *inside.index_sets}
    return replace(
        scope,
        declarations={**inside.declarations, **scope.declarations, declared.name: declared},
        index_sets=tuple(sorted(sets, key=lambda s: s.name)),
    )


def _written(form: Written, scope: Scope, target: Declaration | None) -> tuple[Written, ...]:
    pattern = next(patterns(scope.free, scope.points, scope.case))
    elaborator = Elaborator(scope)

    def run(choices: Choices) -> tuple[Written, ...]:
        nf, env = engine(elaborator, pattern, (), choices)
        nf.facts = replace(nf.facts, whole=True)
        value = nf.reduce(nf.value(elaborator.meaning(form), env))
        if target is not None:
            value = nf.reduce(fold(nf, value, target, elaborator, env))
        return tuple(Readback(nf, scope, pattern).candidates(value))

    found = with_room(run)
    assert isinstance(found, tuple)
    return found


def _veil(
    form: Written, ones: frozenset[str], unfolded: str | None, bound: frozenset[Index]
) -> Written:
    def inside(part: Written) -> Written:
        return _veil(part, ones, unfolded, bound)

    match form:
        case Symbol(name, declared) if declared is not None and declared.body is not None:
            if name == unfolded:
                return Symbol(name, _opened(declared, ones))
            return Symbol(name, _closed(declared, ones))
        case Entry(name, indices, declared) if declared is not None and declared.body is not None:
            if name == unfolded:
                return Entry(name, indices, _opened(declared, ones))
            return Entry(name, indices, _closed(declared, ones))
        case Symbol(name, declared) if declared is not None and declared.of:
            return Symbol(name, _closed(declared, ones))
        case Entry(name, indices, declared) if declared is not None and declared.of:
            return Entry(name, indices, _closed(declared, ones))
        case Derivative() if is_partial(form):
            return _veiled_partial(form)
        case Call(function, arguments) if function in _VEILED:
            return Call(function + _VEIL, tuple(inside(a) for a in arguments))
        case Delta(left, right) if left not in bound and right not in bound:
            axes = (left.over, right.over)
            name = _DELTA + left.over.name
            return Entry(name, (left, right), Declaration(name, axes))
        case Sum(body, index, excluding):
            return Sum(_veil(body, ones, unfolded, bound | {index}), index, excluding)
    return map_children(form, inside)


def _closed(declared: Declaration, ones: frozenset[str]) -> Declaration:
    """The name without its definition."""
    facts = declared.facts | ({"distribution"} if declared.name in ones else set())
    return Declaration(declared.name, declared.axes, facts=facts)


def _opened(declared: Declaration, ones: frozenset[str]) -> Declaration:
    """The name with its definition, in which other names are veiled."""
    assert declared.body is not None
    body = _veil(declared.body, ones, None, frozenset(declared.parameters))
    return Declaration(declared.name, declared.axes, declared.parameters, body, declared.facts)


def _veiled_partial(form: Derivative) -> Symbol | Entry:
    """``∂E/∂a_j`` as a family of its own, at the indices of E and then of a."""
    names = [_PARTIAL]
    axes: list[IndexSet] = []
    at: list[IndexTerm] = []
    of: Written = form
    by: list[Symbol | Entry] = []
    while isinstance(of, Derivative):
        by.insert(0, of.wrt)
        of = of.of
    assert isinstance(of, Symbol | Entry)
    for part in (of, *by):
        names.append(part.name)
        if isinstance(part, Entry):
            at += part.indices
            axes += [i.over for i in part.indices]
    name = _VEIL.join(names)
    declared = Declaration(name, tuple(axes))
    return Entry(name, tuple(at), declared) if at else Symbol(name, declared)


def _unveiled_partial(name: str, at: tuple[IndexTerm, ...], scope: Scope) -> Written:
    """The derivative that a family stands for."""
    _, of, *by = name.split(_VEIL)
    found: Written
    found, rest = _taken(of, at, scope)
    for step in by:
        wrt, rest = _taken(step, rest, scope)
        found = Derivative(found, wrt)
    return found


def _taken(
    name: str, at: tuple[IndexTerm, ...], scope: Scope
) -> tuple[Symbol | Entry, tuple[IndexTerm, ...]]:
    """The quantity at the first of the indices, and the rest of them."""
    declared = scope.declarations[name]
    count = len(declared.axes)
    if not count:
        return Symbol(name, declared), at
    return Entry(name, at[:count], declared), at[count:]


def _unveil(form: Written, scope: Scope) -> Written:
    match form:
        case Symbol(name) if name.startswith(_PARTIAL + _VEIL):
            return _unveiled_partial(name, (), scope)
        case Entry(name, indices) if name.startswith(_PARTIAL + _VEIL):
            return _unveiled_partial(name, indices, scope)
        case Entry(name, (left, right)) if name.startswith(_DELTA):
            return Delta(left, right)
        case Symbol(name) if name in scope.declarations:
            return Symbol(name, scope.declarations[name])
        case Entry(name, indices) if name in scope.declarations:
            return Entry(name, indices, scope.declarations[name])
        case Call(function, arguments) if function.endswith(_VEIL):
            return Call(function[:-1], tuple(_unveil(a, scope) for a in arguments))
    return map_children(form, lambda part: _unveil(part, scope))

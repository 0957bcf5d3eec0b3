"""Trusted code. What a written form silently needs to be defined, read off the form itself.

Denominators are not 0, arguments of logarithms are positive, and so on. This is read
before SymPy sees the form, because SymPy drops it (``x/x`` becomes 1). Which of these
conditions follow from facts is for ``derive.prove.conditions``.
"""

from __future__ import annotations

from derive.model import Condition
from derive.scope import Scope
from derive.syntax.tree import (
    Call,
    Derivative,
    Entry,
    Index,
    IndexTerm,
    Neg,
    Number,
    Power,
    Quotient,
    Sum,
    Symbol,
    Written,
)
from derive.syntax.unfold import unfold_once, unused_name
from derive.syntax.walk import children, free_indices, rename_index

__all__ = ["conditions"]


def conditions(form: Written, scope: Scope) -> tuple[Condition, ...]:
    """What ``form`` needs to be defined, in reading order, definitions unfolded.

    Under a derivative the argument of a root must be positive, not only non-negative.

    >>> from derive import Sum, index_set, indices, log, vector
    >>> from derive.scope import scope_of_forms
    >>> C = index_set("C")
    >>> (j,) = indices("j", C)
    >>> p = vector("p", C)
    >>> form = Sum(log(p[j]), j)
    >>> [(str(c.form), c.relation) for c in conditions(form, scope_of_forms((form,)))]
    [('p_j', '>0')]
    """
    found: dict[Condition, None] = {}
    _collect(form, scope, (), (), False, found, set())
    return tuple(found)


def _collect(
    form: Written,
    scope: Scope,
    bound: tuple[Index, ...],
    excluding: tuple[tuple[Index, IndexTerm], ...],
    differentiated: bool,
    found: dict[Condition, None],
    seen: set[object],
    maybe_empty: bool = False,
) -> None:
    def need(what: Written, relation: str) -> None:
        used = free_indices(what)
        mine = tuple(i for i in bound if i in used)
        # A restriction to points that the condition does not name says that there may be
        # none left, and nothing about which.
        named = {*mine, *(x for _, x in excluding if x not in bound)}
        apart = tuple(pair for pair in excluding if pair[0] in mine and pair[1] in named)
        if not _holds_for_number(what, relation):
            condition = Condition(what, relation, mine, apart, maybe_empty)  # type: ignore[arg-type]
            found.setdefault(condition)

    if isinstance(form, Symbol | Entry):
        place = (form, bound, excluding, differentiated, maybe_empty)
        if place in seen:
            return
        seen.add(place)
    match form:
        case Symbol(name):
            defined = scope.definition(name)
            if defined is not None and defined.body is not None:
                # What is bound around a name does not reach into its definition.
                inside = tuple(i for i in bound if i not in free_indices(defined.body))
                apart = tuple(pair for pair in excluding if pair[0] in inside)
                _collect(
                    defined.body, scope, inside, apart, differentiated, found, seen, maybe_empty
                )
            return
        case Entry(name):
            defined = scope.definition(name)
            if defined is not None and defined.body is not None:
                unbound = free_indices(defined.body) - set(defined.parameters)
                for index in [i for i in bound if i in unbound]:
                    # The definition's own letter is another index than the binder's.
                    taken = {i.name for i in (*bound, *unbound)}
                    fresh = Index(unused_name(index.name, taken), index.over)
                    form = rename_index(form, index, fresh)
                    bound = tuple(fresh if i == index else i for i in bound)
                    excluding = tuple(
                        (fresh if i == index else i, fresh if x == index else x)
                        for i, x in excluding
                    )
                assert isinstance(form, Entry)
                body = unfold_once(form, defined)
                _collect(body, scope, bound, excluding, differentiated, found, seen, maybe_empty)
            return
        case Sum(body, index, left_out):
            if index in bound:
                # A binder that shadows an outer one: rename it, so that conditions stay apart.
                taken = {i.name for i in bound} | {i.name for i in free_indices(body)}
                fresh = Index(unused_name(index.name, taken), index.over)
                body, index = rename_index(body, index, fresh), fresh
            apart = excluding + tuple((index, x) for x in left_out)
            empty = maybe_empty or bool(left_out)
            _collect(body, scope, (*bound, index), apart, differentiated, found, seen, empty)
            return
        case Derivative(of):
            _collect(of, scope, bound, excluding, True, found, seen, maybe_empty)
            return
        case Quotient(_, denominator):
            need(denominator, "!=0")
        case Power(base, exponent):
            relation = _base_needs(exponent, differentiated)
            if relation is not None:
                need(base, relation)
        case Call("log", (argument,)):
            need(argument, ">0")
        case Call("sqrt", (argument,)):
            need(argument, ">0" if differentiated else ">=0")
    for part in children(form):
        _collect(part, scope, bound, excluding, differentiated, found, seen, maybe_empty)


def _base_needs(exponent: Written, differentiated: bool) -> str | None:
    """What a power needs of its base: a root is defined at 0, other real powers are not."""
    match exponent:
        case Number(value):
            number = value
        case Neg(Number(value)):
            number = -value
        case _:
            return ">0"
    if number.denominator == 1:
        return "!=0" if number < 0 else None
    return ">=0" if number.denominator == 2 and number > 0 and not differentiated else ">0"


def _holds_for_number(form: Written, relation: str) -> bool:
    """Whether the form is a number for which the relation holds: nothing to report then."""
    if not isinstance(form, Number):
        return False
    if relation == "!=0":
        return form.value != 0
    return form.value > 0 or (relation == ">=0" and form.value == 0)

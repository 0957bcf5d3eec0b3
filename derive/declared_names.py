"""What names written forms declare, and the clashes among them.

A name declared twice, a symbol that was never declared, a definition that goes round in a
circle, one letter over two index sets: each is a ``ScopeError``.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from derive.syntax.declare import Declaration
from derive.syntax.tree import (
    ELEMENTARY,
    INDICATOR,
    Call,
    Entry,
    Index,
    IndexSet,
    Symbol,
    Written,
)
from derive.syntax.walk import subforms

__all__ = [
    "ScopeError",
    "TooManyNodes",
    "by_name",
    "check_names",
    "declarations_of",
    "functions_of",
    "reject_ambiguous_letters",
    "reject_facts_out_of_place",
    "reject_names_of_sets",
]

MAX_NODES = 20_000


class ScopeError(ValueError):
    """The names of a claim do not fit together."""


class TooManyNodes(ScopeError):
    """A written form is too large to be looked at, node by node."""


def declarations_of(forms: Iterable[Written]) -> dict[str, Declaration]:
    """The declarations of all names in the forms, and in the definitions that they use."""
    together = tuple(forms)
    declarations: dict[str, Declaration] = {}
    for form in together:
        _reject_giants(form)
    seen: set[int] = set()
    for form in together:
        _declare(form, declarations, seen)
    _reject_cycles(declarations)
    return declarations


def check_names(forms: Iterable[Written]) -> None:
    """Raise ``ScopeError`` if forms that stand together use one name for two things."""
    declarations: dict[str, Declaration] = {}
    seen: set[int] = set()
    for form in forms:
        _reject_giants(form)
        _declare(form, declarations, seen)
    _reject_cycles(declarations)


def _reject_giants(form: Written) -> None:
    """A form may share its parts, and then be far larger as a tree than in memory."""
    if len(list(islice(subforms(form), MAX_NODES + 1))) > MAX_NODES:
        raise TooManyNodes(
            f"an expression has more than {MAX_NODES} nodes: define names for its parts"
        )


def _declare(form: Written, declarations: dict[str, Declaration], seen: set[int]) -> None:
    """Note what a form declares, and what its definitions declare.

    Every declaration is looked into, also where one of its name is known: two that look
    alike may still disagree about a name inside them.
    """
    for sub in subforms(form):
        if isinstance(sub, Symbol | Entry):
            if sub.declared is None:
                how = "scalar" if isinstance(sub, Symbol) else "vector"
                raise ScopeError(f"{sub.name} is not declared: declare it with {how}({sub.name!r})")
            if id(sub.declared) in seen:
                continue
            seen.add(id(sub.declared))
            _add(declarations, sub.name, sub.declared)
            _declare_inside(sub.declared, declarations, seen)


def _declare_inside(
    declared: Declaration, declarations: dict[str, Declaration], seen: set[int]
) -> None:
    """What a definition speaks of, or what an abstract function depends on."""
    if declared.body is not None:
        _reject_giants(declared.body)
        _declare(declared.body, declarations, seen)
    for family in declared.of:
        _add(declarations, family.name, family)
        if id(family) not in seen:
            seen.add(id(family))
            _declare_inside(family, declarations, seen)


def _add(declarations: dict[str, Declaration], name: str, declared: Declaration) -> None:
    known = declarations.setdefault(name, declared)
    if known is not declared and known != declared:
        raise ScopeError(
            f"{name} is declared twice, and differently: give one of the two another name"
        )


def _reject_cycles(declarations: dict[str, Declaration]) -> None:
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        if name in path:
            circle = " -> ".join((*path[path.index(name) :], name))
            raise ScopeError(f"{name} is defined by itself ({circle}): break the circle")
        if name in done or name not in declarations:
            return
        declared = declarations[name]
        for family in declared.of:
            visit(family.name, (*path, name))
        for sub in subforms(declared.body) if declared.body is not None else ():
            if isinstance(sub, Symbol | Entry):
                visit(sub.name, (*path, name))
        done.add(name)

    for name in declarations:
        visit(name, ())


def reject_facts_out_of_place(declared: Declaration, facts: set[str] | frozenset[str]) -> None:
    """What is symmetric or orthogonal has two indices of one set; a distribution has one."""
    if "symmetric" in facts and (len(declared.axes) != 2 or len(set(declared.axes)) != 1):
        raise ScopeError(
            f"{declared.name} cannot be symmetric: it needs two indices of the same index set"
        )
    if "orthogonal" in facts and (len(declared.axes) != 2 or len(set(declared.axes)) != 1):
        raise ScopeError(
            f"{declared.name} cannot be orthogonal: it needs two indices of the same index set"
        )
    if facts & {"distribution", "positive distribution", "one-hot"} and not declared.axes:
        raise ScopeError(f"{declared.name} is a scalar: it cannot be a distribution")


def reject_ambiguous_letters(free: Iterable[Index]) -> None:
    """A free letter ranges over one index set."""
    over: dict[str, IndexSet] = {}
    for index in sorted(free, key=by_name):
        known = over.setdefault(index.name, index.over)
        if known != index.over:
            raise ScopeError(
                f"the free index {index.name} ranges over {known.name} and over "
                f"{index.over.name}: use two letters"
            )


def reject_names_of_sets(declarations: dict[str, Declaration], sets: set[IndexSet]) -> None:
    """No name is that of an index set and of a quantity."""
    for index_set in sorted(sets, key=lambda s: s.name):
        if index_set.name in declarations:
            raise ScopeError(
                f"{index_set.name} names an index set and a quantity: rename one of them"
            )


def functions_of(
    everything: list[Written], declarations: dict[str, Declaration]
) -> tuple[tuple[str, int], ...]:
    """The opaque functions; one name has one meaning and one number of arguments."""
    found: dict[str, int] = {}
    for form in everything:
        if not isinstance(form, Call) or form.function in {*ELEMENTARY, INDICATOR, "sin", "cos"}:
            continue
        name, arity = form.function, len(form.arguments)
        if name in declarations:
            raise ScopeError(f"{name} is a function and a quantity: rename one of them")
        if found.setdefault(name, arity) != arity:
            raise ScopeError(
                f"{name} is called with {found[name]} and with {arity} arguments: "
                "give one of the two functions another name"
            )
    return tuple(sorted(found.items()))


def by_name(index: Index) -> tuple[str, str]:
    """A fixed order of indices."""
    return index.name, index.over.name

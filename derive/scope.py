"""The scope of a claim: its names with their definitions, its assumptions, its case.

Gathering a scope is where clashes are found: a name declared twice, a symbol that was
never declared, one letter ranging over two index sets.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from derive.model import Assumption, Claim, Equation, Fact, IndexRelation
from derive.syntax.declare import Declaration
from derive.syntax.tree import (
    ELEMENTARY,
    INDICATOR,
    Call,
    Delta,
    Entry,
    Index,
    IndexSet,
    Point,
    Size,
    Sum,
    Symbol,
    Written,
)
from derive.syntax.walk import free_indices, subforms

__all__ = ["Scope", "ScopeError", "TooManyNodes", "check_names", "scope_of", "scope_of_forms"]

MAX_NODES = 20_000

#: Facts that follow from a fact.
_IMPLIED: dict[str, tuple[str, ...]] = {
    "positive distribution": ("positive", "distribution", "nonnegative"),
    "one-hot": ("distribution", "binary", "nonnegative"),
    "distribution": ("nonnegative",),
    "binary": ("nonnegative",),
    "positive": ("nonnegative",),
}


class ScopeError(ValueError):
    """The names of a claim do not fit together."""


class TooManyNodes(ScopeError):
    """A written form is too large to be looked at, node by node."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What the names of a claim mean, and what the claim rests on."""

    declarations: dict[str, Declaration]
    assumptions: tuple[Assumption, ...]
    case: tuple[IndexRelation, ...]
    free: tuple[Index, ...]
    unbound: tuple[tuple[str, Index], ...]
    points: tuple[Point, ...]
    index_sets: tuple[IndexSet, ...]
    #: The opaque functions, with the number of their arguments.
    functions: tuple[tuple[str, int], ...] = ()
    #: Names by form; the form is kept, so that its identity stays its own.
    _names: dict[int, tuple[Written, frozenset[str]]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def definition(self, name: str) -> Declaration | None:
        """The declaration of ``name`` if it is defined, else ``None``."""
        found = self.declarations.get(name)
        return found if found is not None and found.body is not None else None

    def abstract(self, name: str) -> Declaration | None:
        """The declaration of ``name`` if it is an abstract function of families, else ``None``."""
        found = self.declarations.get(name)
        return found if found is not None and found.of else None

    def reaches(self, name: str) -> frozenset[str]:
        """The names that the quantity ``name`` depends on, through definitions and functions."""
        declared = self.declarations.get(name)
        if declared is None:
            return frozenset()
        if declared.body is not None:
            return self.names_in(declared.body)
        names = {family.name for family in declared.of}
        return frozenset(names.union(*(self.reaches(n) for n in names)))

    def facts(self, name: str) -> frozenset[str]:
        """The facts declared or assumed about ``name``, with those that follow."""
        direct = set(self.declarations[name].facts) if name in self.declarations else set()
        direct |= {a.kind for a in self.assumptions if isinstance(a, Fact) and a.name == name}
        return frozenset(direct | {f for kind in direct for f in _IMPLIED.get(kind, ())})

    def names_in(self, form: Written) -> frozenset[str]:
        """The names that a form speaks of, definitions unfolded."""
        known = self._names.get(id(form))
        if known is not None:
            return known[1]
        found: set[str] = set()
        for sub in subforms(form):
            if isinstance(sub, Symbol | Entry) and sub.name not in found:
                found |= {sub.name} | self.reaches(sub.name)
        names = frozenset(found)
        self._names[id(form)] = form, names
        return names

    @property
    def equations(self) -> tuple[Equation, ...]:
        """The assumptions that are equations."""
        return tuple(a for a in self.assumptions if isinstance(a, Equation))


def scope_of(claim: Claim) -> Scope:
    """Gather the scope of a claim; raise ``ScopeError`` where its names clash."""
    return scope_of_forms((claim.lhs, claim.rhs), claim.given, claim.case)


def scope_of_forms(
    forms: tuple[Written, ...],
    given: tuple[Assumption, ...] = (),
    case: tuple[IndexRelation, ...] = (),
) -> Scope:
    """Gather the scope of written forms that stand under assumptions and a case.

    >>> from derive import Sum, define, index_set, indices, vector
    >>> C = index_set("C")
    >>> i, j = indices("i j", C)
    >>> z = vector("z", C)
    >>> mean = define("mean", Sum(z[j], j))
    >>> sorted(scope_of_forms((mean * z[i],)).declarations)
    ['mean', 'z']
    """
    stated = [side for a in given if isinstance(a, Equation) for side in (a.lhs, a.rhs)]
    relations = [*case, *(a for a in given if isinstance(a, IndexRelation))]
    declarations: dict[str, Declaration] = {}
    for form in (*forms, *stated):
        _reject_giants(form)
    seen: set[int] = set()
    for form in (*forms, *stated):
        _declare(form, declarations, seen)
    _reject_cycles(declarations)
    for name, declared in declarations.items():
        stated_facts = {a.kind for a in given if isinstance(a, Fact) and a.name == name}
        _reject_facts_out_of_place(declared, stated_facts | declared.facts)
    free = set().union(*(free_indices(form) for form in forms)) if forms else set()
    for relation in relations:
        free |= {t for t in (relation.left, relation.right) if isinstance(t, Index)}
    unbound = [
        (name, index)
        for name, declared in declarations.items()
        if declared.body is not None
        for index in sorted(free_indices(declared.body) - set(declared.parameters), key=_name)
    ]
    assumed = set().union(*(free_indices(side) for side in stated)) if stated else set()
    _reject_ambiguous_letters(free | assumed | {index for _, index in unbound})
    bodies = [d.body for d in declarations.values() if d.body is not None]
    everything = [sub for form in (*forms, *stated, *bodies) for sub in subforms(form)]
    points = {p for sub in everything for p in _points(sub)}
    points |= {t for r in relations for t in (r.left, r.right) if isinstance(t, Point)}
    sets = {s for sub in everything for s in _sets(sub)} | {t.over for t in free | points}
    sets |= {axis for declared in declarations.values() for axis in declared.axes}
    _reject_names_of_sets(declarations, sets)
    return Scope(
        declarations,
        given,
        tuple(relations),
        tuple(sorted(free | {index for _, index in unbound}, key=_name)),
        tuple(unbound),
        tuple(sorted(points, key=lambda p: (p.over.name, p.value))),
        tuple(sorted(sets, key=lambda s: s.name)),
        _functions(everything, declarations),
    )


def _functions(
    everything: list[Written], declarations: dict[str, Declaration]
) -> tuple[tuple[str, int], ...]:
    """The opaque functions; one name has one meaning and one number of arguments."""
    found: dict[str, int] = {}
    for form in everything:
        if not isinstance(form, Call) or form.function in {*ELEMENTARY, INDICATOR}:
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


def check_names(forms: Iterable[Written]) -> None:
    """Raise ``ScopeError`` if forms that stand together use one name for two things."""
    declarations: dict[str, Declaration] = {}
    seen: set[int] = set()
    for form in forms:
        _reject_giants(form)
        _declare(form, declarations, seen)
    _reject_cycles(declarations)


def _add(declarations: dict[str, Declaration], name: str, declared: Declaration) -> None:
    known = declarations.setdefault(name, declared)
    if known is not declared and known != declared:
        raise ScopeError(
            f"{name} is declared twice, and differently: give one of the two another name"
        )


def _reject_facts_out_of_place(declared: Declaration, facts: set[str] | frozenset[str]) -> None:
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


def _reject_ambiguous_letters(free: Iterable[Index]) -> None:
    over: dict[str, IndexSet] = {}
    for index in sorted(free, key=_name):
        known = over.setdefault(index.name, index.over)
        if known != index.over:
            raise ScopeError(
                f"the free index {index.name} ranges over {known.name} and over "
                f"{index.over.name}: use two letters"
            )


def _reject_names_of_sets(declarations: dict[str, Declaration], sets: set[IndexSet]) -> None:
    for index_set in sorted(sets, key=lambda s: s.name):
        if index_set.name in declarations:
            raise ScopeError(
                f"{index_set.name} names an index set and a quantity: rename one of them"
            )


def _points(form: Written) -> tuple[Point, ...]:
    match form:
        case Entry(indices=indices):
            return tuple(i for i in indices if isinstance(i, Point))
        case Delta(left, right):
            return tuple(i for i in (left, right) if isinstance(i, Point))
        case Sum(excluding=excluding):
            return tuple(i for i in excluding if isinstance(i, Point))
    return ()


def _sets(form: Written) -> tuple[IndexSet, ...]:
    match form:
        case Sum(index=index):
            return (index.over,)
        case Size(of):
            return (of,)
        case Delta(left, _):
            return (left.over,)
    return ()


def _name(index: Index) -> tuple[str, str]:
    return index.name, index.over.name

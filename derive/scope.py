"""The scope of a claim: its names with their definitions, its assumptions, its case.

Gathering a scope is where clashes are found; ``derive.declared_names`` says which.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from derive.declared_names import (
    ScopeError,
    TooManyNodes,
    by_name,
    check_names,
    declarations_of,
    functions_of,
    reject_ambiguous_letters,
    reject_facts_out_of_place,
    reject_names_of_sets,
)
from derive.model import Assumption, Claim, Equation, Fact, IndexRelation
from derive.syntax.declare import Declaration
from derive.syntax.tree import (
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

#: Facts that follow from a fact.
_IMPLIED: dict[str, tuple[str, ...]] = {
    "positive distribution": ("positive", "distribution", "nonnegative"),
    "one-hot": ("distribution", "binary", "nonnegative"),
    "distribution": ("nonnegative",),
    "binary": ("nonnegative",),
    "positive": ("nonnegative",),
}


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
    declarations = declarations_of((*forms, *stated))
    for name, declared in declarations.items():
        stated_facts = {a.kind for a in given if isinstance(a, Fact) and a.name == name}
        reject_facts_out_of_place(declared, stated_facts | declared.facts)
    free = set().union(*(free_indices(form) for form in forms)) if forms else set()
    for relation in relations:
        free |= {t for t in (relation.left, relation.right) if isinstance(t, Index)}
    unbound = [
        (name, index)
        for name, declared in declarations.items()
        if declared.body is not None
        for index in sorted(free_indices(declared.body) - set(declared.parameters), key=by_name)
    ]
    assumed = set().union(*(free_indices(side) for side in stated)) if stated else set()
    reject_ambiguous_letters(free | assumed | {index for _, index in unbound})
    bodies = [d.body for d in declarations.values() if d.body is not None]
    everything = [sub for form in (*forms, *stated, *bodies) for sub in subforms(form)]
    points = {p for sub in everything for p in _points(sub)}
    points |= {t for r in relations for t in (r.left, r.right) if isinstance(t, Point)}
    sets = {s for sub in everything for s in _sets(sub)} | {t.over for t in free | points}
    sets |= {axis for declared in declarations.values() for axis in declared.axes}
    reject_names_of_sets(declarations, sets)
    return Scope(
        declarations,
        given,
        tuple(relations),
        tuple(sorted(free | {index for _, index in unbound}, key=by_name)),
        tuple(unbound),
        tuple(sorted(points, key=lambda p: (p.over.name, p.value))),
        tuple(sorted(sets, key=lambda s: s.name)),
        functions_of(everything, declarations),
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

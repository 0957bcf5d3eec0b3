"""Letters for the indices of entries: they read well, and meet no name that is in use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from derive.model import Assumption, Claim, Equation, IndexRelation
from derive.syntax.array import Array, Unit
from derive.syntax.declare import Declaration
from derive.syntax.tree import (
    Delta,
    Entry,
    Index,
    IndexSet,
    IndexTerm,
    Size,
    Sum,
    Symbol,
    Written,
)
from derive.syntax.walk import free_indices, subforms

__all__ = ["fresh_index", "names_of_claim", "names_of_forms"]

LETTERS = "ijklrstuvpqabcdfgh"


def fresh_index(over: IndexSet, taken: frozenset[str], letters: str = LETTERS) -> Index:
    """An index over the set whose name is not taken, the first of the letters that is free.

    >>> fresh_index(IndexSet("C"), frozenset("ik")).name
    'j'
    """
    names = (*letters, *(f"i{n}" for n in range(1, len(taken) + 2)))
    return Index(next(name for name in names if name not in taken), over)


def names_of_forms(forms: Iterable[Written]) -> frozenset[str]:
    """Every name in the forms: letters, quantities, index sets; and what definitions leave free."""
    found: set[str] = set()
    seen: set[int] = set()
    for form in forms:
        _gather(form, found, seen)
    return frozenset(found)


def names_of_claim(claim: Claim) -> frozenset[str]:
    """The same for both sides of a claim, its assumptions and its case."""
    stated = (*claim.given, *claim.case)
    letters = {t.name for a in stated for t in _letters(a) if isinstance(t, Index)}
    sides = (side for a in claim.given if isinstance(a, Equation) for side in (a.lhs, a.rhs))
    return names_of_forms((claim.lhs, claim.rhs, *sides)) | letters


def _letters(a: Assumption) -> tuple[IndexTerm, ...]:
    return (a.left, a.right) if isinstance(a, IndexRelation) else ()


def _gather(form: Written, found: set[str], seen: set[int]) -> None:
    for sub in subforms(form):
        found |= {term.name for term in _terms(sub) if isinstance(term, Index)}
        match sub:
            case Size(of):
                found.add(of.name)
            case Sum(index=index):
                found.add(index.over.name)
            case Symbol(name) | Entry(name) | Array(name):
                found.add(name)
                if sub.declared is not None:
                    _gather_declared(sub.declared, found, seen)


def _gather_declared(declared: Declaration, found: set[str], seen: set[int]) -> None:
    """The names that a definition lets be seen: its bound letters are its own."""
    if id(declared) in seen:
        return
    seen.add(id(declared))
    found.add(declared.name)
    found |= {axis.name for axis in declared.axes}
    for family in declared.of:
        _gather_declared(family, found, seen)
    if declared.body is not None:
        free = free_indices(declared.body) - set(declared.parameters)
        found |= {index.name for index in free}
        for sub in subforms(declared.body):
            if isinstance(sub, Symbol | Entry) and sub.declared is not None:
                _gather_declared(sub.declared, found, seen)


def _terms(form: Written) -> Iterator[IndexTerm]:
    match form:
        case Entry(indices=indices):
            yield from indices
        case Array(indices=open_ones):
            yield from (i for i in open_ones if i is not None)
        case Delta(left, right):
            yield from (left, right)
        case Unit(at):
            yield at
        case Sum(index=index, excluding=excluding):
            yield from (index, *excluding)

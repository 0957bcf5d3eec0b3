"""The missing assumption: what would make a refuted claim true.

Candidates are read off the normal forms: an equality or inequality of two free indices,
from the patterns that hold; ``Σ_j y_j = c``, from a factor of the difference. A candidate
is offered when the claim is proved under it, a point satisfies it, and it does not
restate the claim. It is a suggestion, and never assumed.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from derive.model import Assumption, Claim, Equation, Fact, IndexRelation
from derive.prove.atoms import EntryAtom, ScalarAtom, SumAtom, values_in
from derive.prove.equality import Comparison
from derive.prove.normal import NormalForm
from derive.scope import Scope
from derive.syntax.shape import alike
from derive.syntax.tree import (
    Call,
    Derivative,
    Entry,
    Index,
    IndexTerm,
    Number,
    Point,
    Power,
    Sum,
    Written,
)
from derive.syntax.walk import free_indices, rename_index, subforms

__all__ = ["candidates", "last_candidates"]

#: Functions whose laws may need a positive argument.
_PARTIAL = frozenset({"log", "sqrt"})


def candidates(
    claim: Claim, scope: Scope, comparisons: tuple[Comparison, ...]
) -> Iterator[Assumption]:
    """Assumptions worth trying, the smallest first."""
    yield from _index_relations(claim, comparisons)
    yield from _known_sums(scope, comparisons)
    yield from _true_labels(claim, scope)
    yield from _facts(claim, scope, comparisons)


def last_candidates(
    claim: Claim, scope: Scope, comparisons: tuple[Comparison, ...]
) -> Iterator[Fact]:
    """What takes more work to try, for a claim that nothing else proves: 0 or 1, and one-hot.

    Only of what no derivative is taken by, and where the difference speaks of something else
    too: ``Σ_i y_i = 1`` asks for no one-hot y.
    """
    names = scope.names_in(claim.lhs) | scope.names_in(claim.rhs)
    parts = [s for side in (claim.lhs, claim.rhs) for s in subforms(side)]
    varied = {s.wrt.name for s in parts if isinstance(s, Derivative)}
    if len(_in_difference(comparisons)) < 2 or _says_nothing_else(comparisons):
        return
    plain = [
        name
        for name in sorted(names - varied)
        if scope.definition(name) is None and scope.abstract(name) is None
    ]
    for name in plain:
        if not scope.facts(name) & {"binary", "positive"}:
            yield Fact("binary", name)
    for name in plain:
        if len(scope.declarations[name].axes) == 1 and not scope.facts(name) & {
            "one-hot",
            "positive",
        }:
            yield Fact("one-hot", name)


def _in_difference(comparisons: tuple[Comparison, ...]) -> set[str]:
    """The quantities of which the difference of the sides speaks, at any depth."""
    first = next((c for c in comparisons if c.outcome == "different"), None)
    if first is None or first.engine is None or first.difference is None:
        return set()
    names: set[str] = set()
    seen: set[int] = set()
    ahead = list(first.difference.generators())
    while ahead:
        i = ahead.pop()
        if i in seen:
            continue
        seen.add(i)
        atom = first.engine.table.atoms[i]
        if isinstance(atom, EntryAtom | ScalarAtom):
            names.add(atom.name)
        for value in values_in(atom):
            ahead.extend(value.generators())
    return names


def _index_relations(claim: Claim, comparisons: tuple[Comparison, ...]) -> Iterator[IndexRelation]:
    """A relation of two indices of the claim that holds exactly where the claim does.

    Only indices that the claim itself shows: of an index that a definition leaves
    unbound, the reader of the claim can assume nothing.
    """
    letters = sorted(free_indices(claim.lhs) | free_indices(claim.rhs), key=lambda i: i.name)
    literals = sorted(_literals(claim), key=lambda p: (p.over.name, p.value))
    shown: list[IndexTerm] = [*letters, *literals]
    for left, right in combinations(shown, 2):
        if left.over != right.over or (isinstance(left, Point) and isinstance(right, Point)):
            continue
        for equal in (True, False):
            chosen = [c for c in comparisons if c.pattern.equal(left, right) == equal]
            if not chosen or any(c.outcome != "equal" for c in chosen):
                continue
            if equal and isinstance(left, Index) and _is_one_form(claim, left, right):
                continue
            # 0 = 0 says nothing for the claim, unless the claim is that something is 0.
            says_zero = all(c.zeros for c in comparisons)
            if says_zero or any(c.zeros < 2 for c in chosen):
                yield IndexRelation(left, right, equal)


def _facts(claim: Claim, scope: Scope, comparisons: tuple[Comparison, ...]) -> Iterator[Fact]:
    """Symmetric, positive, 0 or 1: for each free name to which the word can apply."""
    if _says_nothing_else(comparisons):
        return
    names = scope.names_in(claim.lhs) | scope.names_in(claim.rhs)
    parts = [s for side in (claim.lhs, claim.rhs) for s in subforms(side)]
    varied = {s.wrt.name for s in parts if isinstance(s, Derivative)}
    rooted = any(
        isinstance(s, Power) or (isinstance(s, Call) and s.function in _PARTIAL) for s in parts
    )
    for name in sorted(names):
        declared = scope.declarations[name]
        if declared.body is not None:
            continue
        known = scope.facts(name)
        if len(declared.axes) == 2 and len(set(declared.axes)) == 1 and "symmetric" not in known:
            yield Fact("symmetric", name)
        if rooted and "positive" not in known:
            yield Fact("positive", name)
        if not known & {"binary", "positive"} and name not in varied:
            yield Fact("binary", name)


def _true_labels(claim: Claim, scope: Scope) -> Iterator[Equation]:
    """``y_k = 1`` for the entries of one-hot families that the claim shows."""
    entries = {
        str(s): s
        for side in (claim.lhs, claim.rhs)
        for s in subforms(side)
        if isinstance(s, Entry) and "one-hot" in scope.facts(s.name)
    }
    free = {*free_indices(claim.lhs), *free_indices(claim.rhs)}
    for _, entry in sorted(entries.items()):
        if scope.definition(entry.name) is None and {*free_indices(entry)} <= free:
            yield Equation(entry, Number(Fraction(1)))


def _says_nothing_else(comparisons: tuple[Comparison, ...]) -> bool:
    """Whether the difference of the sides is made of one family alone, as a fact would be.

    ``W_ij = W_ji`` and ``x² = x`` say what "symmetric" and "0 or 1" say: offering the word
    would restate the claim.
    """
    first = next((c for c in comparisons if c.outcome == "different"), None)
    if first is None or first.engine is None or first.difference is None:
        return True
    atoms = [first.engine.table.atoms[i] for i in first.difference.generators()]
    entries = {a.name for a in atoms if isinstance(a, EntryAtom | ScalarAtom)}
    return len(entries) == 1 and len(entries) == len({type(a) for a in atoms})


def _is_one_form(claim: Claim, left: Index, right: IndexTerm) -> bool:
    """Whether the two sides are the same formula once the two indices are one letter."""
    sides = (rename_index(side, left, right) for side in (claim.lhs, claim.rhs))
    return alike(*sides)


def _literals(claim: Claim) -> set[Point]:
    from derive.scope import scope_of_forms

    return set(scope_of_forms((claim.lhs, claim.rhs)).points)


def _known_sums(scope: Scope, comparisons: tuple[Comparison, ...]) -> Iterator[Equation]:
    """``Σ_j y_j = c`` for each factor of the first difference that says so."""
    first = next((c for c in comparisons if c.outcome == "different"), None)
    if first is None or first.engine is None or first.difference is None:
        return
    nf = first.engine
    _, factors = nf.field.factors(first.difference.num)
    if len(factors) == 1 and first.difference.den == nf.field.one_poly:
        # The difference is the candidate itself: assuming it would restate the claim.
        return
    for factor, _ in factors:
        found = _sum_equals_number(nf, scope, dict(nf.field.terms(factor)))
        if found is not None:
            yield found


def _sum_equals_number(
    nf: NormalForm, scope: Scope, terms: dict[tuple[int, ...], int]
) -> Equation | None:
    """The equation that a factor ``a·Σ_j y_j + b`` is 0, if the factor is of that form."""
    linear = {m: c for m, c in terms.items() if sum(m) == 1}
    rest = {m: c for m, c in terms.items() if sum(m) != 1}
    if len(linear) != 1 or any(sum(m) for m in rest):
        return None
    ((monomial, slope),) = linear.items()
    atom = nf.table.atoms[monomial.index(1)]
    if not isinstance(atom, SumAtom) or len(atom.binders) != 1:
        return None
    total = _written_sum(nf, scope, atom)
    if total is None:
        return None
    return Equation(total, Number(Fraction(-sum(rest.values()), slope)))


def _written_sum(nf: NormalForm, scope: Scope, atom: SumAtom) -> Written | None:
    generator = atom.body.single_generator()
    entry = nf.table.atoms[generator] if generator is not None else None
    (binder,) = atom.binders
    if not isinstance(entry, EntryAtom) or binder.excluding or entry.at != (binder.token,):
        return None
    declared = scope.declarations.get(entry.name)
    if declared is None or declared.body is not None:
        return None
    taken = {i.name for i in scope.free}
    letter = next(c for c in ("j", "i", "k", "l", "j'") if c not in taken)
    index = Index(letter, declared.axes[0])
    return Sum(Entry(entry.name, (index,), declared), index)

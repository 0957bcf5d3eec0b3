"""Citing: a derivative is replaced by the right side of a derivation that gives it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from derive.model import Assumption, Derivation, IndexRelation
from derive.syntax.shape import alike
from derive.syntax.tree import Derivative, Entry, Index, IndexTerm, Sum, Symbol, Written
from derive.syntax.walk import map_children, rename_index

__all__ = ["Lemma", "cite", "lemmas_of"]


@dataclass(frozen=True, slots=True)
class Lemma:
    """``∂a/∂b = rhs`` in a case, with the name of the derivation that proves it.

    ``given`` are the assumptions that it rests on.
    """

    lhs: Derivative
    rhs: Written
    case: tuple[IndexRelation, ...]
    source: str
    given: tuple[Assumption, ...] = ()


def lemmas_of(derivation: Derivation) -> tuple[Lemma, ...]:
    """The first left side and the last right side of each chain that starts with a ∂."""
    found: list[Lemma] = []
    for steps in derivation.chains:
        lhs = steps[0].lhs
        usable = all(s.stated == "proved" and not s.given for s in steps)
        if isinstance(lhs, Derivative) and usable:
            found.append(Lemma(lhs, steps[-1].rhs, steps[0].case, derivation.name))
    return tuple(found)


def cite(
    form: Written,
    lemmas: Iterable[Lemma],
    known: tuple[IndexRelation, ...] = (),
    used: list[Lemma] | None = None,
) -> Written:
    """The form with each derivative that a lemma gives replaced by the lemma's right side.

    The lemmas that were needed are added to ``used``.
    """
    lemmas = tuple(lemmas)

    def put(part: Derivative, apart: tuple[IndexRelation, ...]) -> Written:
        for lemma in lemmas:
            found = _instance(lemma, part, apart)
            if found is not None:
                if used is not None:
                    used.append(lemma)
                return found
        return part

    def walk(part: Written, apart: tuple[IndexRelation, ...]) -> Written:
        if isinstance(part, Derivative):
            return put(part, apart)
        if isinstance(part, Sum):
            # Under the binder its letter means another index than outside.
            apart = tuple(r for r in apart if part.index not in (r.left, r.right))
            apart += tuple(IndexRelation(part.index, x, equal=False) for x in part.excluding)
        return map_children(part, lambda p: walk(p, apart))

    return walk(form, known)


def _instance(lemma: Lemma, wanted: Derivative, known: tuple[IndexRelation, ...]) -> Written | None:
    letters: dict[Index, IndexTerm] = {}
    if not _match(lemma.lhs.of, wanted.of, letters):
        return None
    if not _match(lemma.lhs.wrt, wanted.wrt, letters):
        return None
    for relation in lemma.case:
        left, right = (letters.get(t, t) if isinstance(t, Index) else t for t in _ends(relation))
        if relation.equal != (left == right):
            return None
        if not relation.equal and not _known_apart(left, right, known):
            return None
    return _renamed(lemma.rhs, letters)


def _ends(relation: IndexRelation) -> tuple[IndexTerm, IndexTerm]:
    return relation.left, relation.right


def _known_apart(left: IndexTerm, right: IndexTerm, known: tuple[IndexRelation, ...]) -> bool:
    return any(not r.equal and {r.left, r.right} == {left, right} for r in known)


def _match(pattern: Written, form: Written, letters: dict[Index, IndexTerm]) -> bool:
    match pattern, form:
        case Symbol(name), Symbol(other):
            return name == other
        case Entry(name, indices), Entry(other, terms):
            if name != other or len(indices) != len(terms):
                return False
            return all(
                letters.setdefault(i, t) == t if isinstance(i, Index) else i == t
                for i, t in zip(indices, terms, strict=True)
            )
    return alike(pattern, form)


def _renamed(form: Written, letters: dict[Index, IndexTerm]) -> Written:
    """All letters replaced at once, by way of letters that nobody uses."""
    between = {old: Index(f"{old.name}\u200b{n}", old.over) for n, old in enumerate(letters)}
    for old, through in between.items():
        form = rename_index(form, old, through)
    for old, through in between.items():
        form = rename_index(form, through, letters[old])
    return form

r"""The definitions on which a false step rests, and which of them is at fault.

A definition is at fault where something is wrong with it and the step holds with one small
change of it: its sign, a letter that nothing binds, a term that stands inside a sum. The
verdict stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from derive.notation.nodes import (
    Bracket,
    Clause,
    Clauses,
    Expression,
    Head,
    Item,
    Letter,
    Term,
    letters_of,
)
from derive.old.conventions.labels import left_of
from derive.old.conventions.walk import over_rows, row_of
from derive.old.judging.slips import slips_mended, slips_of_definition
from derive.old.outcome import Outcome, Remark
from derive.old.task import Task
from derive.scope import scope_of_forms
from derive.syntax.declare import Declaration
from derive.syntax.reader.look import only_expression
from derive.syntax.reader.session import Formula
from derive.syntax.reader.statement import Sides
from derive.syntax.reader.usage import survey

__all__ = ["doubtful", "fault", "open_ones", "unless_mended", "used"]

#: How many changed definitions are tried.
MOST_TRIED = 8


def used(read: Sides) -> Iterator[Declaration]:
    """The declarations of the names that the sides speak of, also through definitions."""
    names = frozenset().union(*(scope_of_forms((form,)).names_in(form) for form in read.forms))
    yield from (declared for declared in read.declarations if declared.name in names)


def open_ones(read: Sides) -> Iterator[Declaration]:
    """The declarations of what the sides speak of, and which no definition explains."""
    return (declared for declared in used(read) if declared.body is None)


def unless_mended(task: Task, read: Sides, outcome: Outcome) -> Outcome:
    """The outcome; no proof rests on a definition that is not read as it is printed."""
    if outcome.verdict == "proved" and task.mended:
        names = {declared.name for declared in used(read)}
        lefts = {f.source: left[0] for f in task.lets if (left := left_of(f.notation))}
        slip = next((m for m in task.mended if lefts.get(m.source) in names), None)
        if slip is not None:
            said = f"it holds if {slip.argument} is {slip.argument}_{slip.index} in {slip.source}"
            return Outcome("unknown", f"ambiguous: {said}")
    return outcome


def doubtful(task: Task, read: Sides) -> Iterator[Remark]:
    """The definitions on which a false step rests, where something is wrong with them."""
    sources = {left[0]: f.source for f in task.lets if (left := left_of(f.notation)) is not None}
    for declared in used(read):
        own = (m for m in task.mended if m.source == sources.get(declared.name))
        slips = (*slips_of_definition(declared), *(r for m in own for r in slips_mended(m)))
        for slip in slips:
            yield Remark(
                "doubtful-definition",
                f"it rests on the definition of {declared.name}, in which {slip.message}",
                "the step may be false because the definition is",
                slip.suggestion,
            )


def fault(task: Task, read: Sides, holds: Callable[[Task], bool]) -> Remark | None:
    """The definition with which a false step would hold after one change, if there is one."""
    wrong = {d.name: any(True for _ in slips_of_definition(d)) for d in used(read)}
    mended = {slip.source for slip in task.mended}
    tried = 0
    for n, let in enumerate(task.lets):
        left = left_of(let.notation)
        if left is None or left[0] not in wrong:
            continue
        for said, changed in _changes(let, signs=wrong[left[0]] or let.source in mended):
            tried += 1
            if tried > MOST_TRIED:
                return None
            if holds(replace(task, lets=(*task.lets[:n], changed, *task.lets[n + 1 :]))):
                message = f"it holds if the definition of {left[0]} {said}"
                return Remark("definition-at-fault", message, "", "Check that definition.")
    return None


def _changes(let: Formula, *, signs: bool) -> Iterator[tuple[str, Formula]]:
    """A definition with one change, in words and done; of one that is wrong its sign, too."""
    (clause,) = let.notation.parts
    assert isinstance(clause, Clause)
    left, right = clause.members
    assert left is not None
    assert right is not None
    turned = (("has the other sign", _minus(right)),) if signs else ()
    for said, body in (*_outside(right), *_bound(left, right), *turned):
        changed = replace(clause, members=(left, body))
        yield said, replace(let, notation=replace(let.notation, parts=(changed,)))


def _minus(body: Expression) -> Expression:
    """The body with the other sign at every term."""

    def turned(term: Term, first: bool) -> Term:
        odd = term.signs.count("-") % 2
        return replace(term, signs=("" if first else "+") if odd else "-")

    terms = tuple(turned(term, n == 0) for n, term in enumerate(body.terms))
    return replace(body, terms=terms)


def _outside(body: Expression) -> Iterator[tuple[str, Expression]]:
    r"""The body with a last term outside the sum: ``\sum_j w_j x_j + b``."""
    for n, term in enumerate(body.terms):
        head, bracket = term.items if len(term.items) == 2 else (None, None)
        if not isinstance(head, Head) or not isinstance(bracket, Bracket) or "-" in term.signs:
            continue
        inside = only_expression(bracket.inside)
        if head.name != "sum" or inside is None or len(inside.terms) < 2:
            continue
        *first, last = inside.terms
        if set(survey((row_of((head,)),)).bound) & letters_of(last):
            continue
        kept = replace(bracket, inside=_clauses(replace(inside, terms=tuple(first))))
        summed = replace(term, items=(head, kept))
        moved = replace(last, signs=last.signs or "+")
        terms = (*body.terms[:n], summed, *body.terms[n + 1 :], moved)
        yield "has its last term outside the sum", replace(body, terms=terms)


def _bound(left: Expression, body: Expression) -> Iterator[tuple[str, Expression]]:
    """The body with an index of a sum for one that nothing binds."""
    known = survey((_clauses(body),))
    loose = set(known.below) - set(known.bound) - letters_of(left)
    for letter in sorted(loose):
        for index in sorted(known.bound):
            yield f"has {index} for {letter}", _renamed(body, letter, index)


def _renamed(body: Expression, letter: str, index: str) -> Expression:
    def item(item: Item) -> Item:
        return (
            replace(item, name=index) if isinstance(item, Letter) and item.name == letter else item
        )

    (clause,) = over_rows(_clauses(body), lambda row: tuple(map(item, row))).parts
    assert isinstance(clause, Clause)
    (member,) = clause.members
    assert member is not None
    return member


def _clauses(expression: Expression) -> Clauses:
    place = expression.start, expression.end
    return Clauses(*place, (Clause(*place, (expression,), ()),))

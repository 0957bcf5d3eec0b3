"""Judge a step in which every name has one definition: settle its notation, and look twice.

Matrices are taken apart into their entries, sides in cases into their branches. Where the
first reading says nothing, others are tried one by one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from derive.notation.errors import ReadError
from derive.old.branches import branches_of, has_cases
from derive.old.conventions.called import called_in
from derive.old.conventions.named_partials import with_partials_written
from derive.old.conventions.operators import has_open_operator
from derive.old.conventions.partials import Partials
from derive.old.conventions.settle import each_row, settled
from derive.old.finite import with_families
from derive.old.judging.reach import out_of_reach
from derive.old.judging.settled import not_read, outcome_of_settled
from derive.old.judging.subsets import subset_in
from derive.old.matrices.columns import without_dotted
from derive.old.matrices.entries import entries_of, has_matrix, members_of, without_matrices
from derive.old.matrices.gradients import is_derivative
from derive.old.outcome import Outcome, Remark
from derive.old.second.instances import by_instances
from derive.old.second.looks import second_look
from derive.old.second.one_set import with_one_set
from derive.old.task import Task

__all__ = ["one_meaning"]


def one_meaning(task: Task) -> Outcome:
    """The outcome of a step in which every name has one definition."""
    found = _as_written(task)
    if found.verdict in ("unread", "unknown") and not task.defines and len(task.sides) == 2:
        return by_instances(task, _as_written) or found
    return found


def _as_written(task: Task) -> Outcome:
    """The same, without numbers in the place of letters."""
    asked = task
    called = called_in(f.notation for f in task.lets)
    task = with_partials_written(each_row(task, lambda _: called))
    task = with_families(task)
    own = tuple(f for f in task.lets if f.source == f"the definition of {task.defines}")
    formulas = (f.notation for f in (*task.sides, *own))
    beyond = next((w for f in formulas if (w := out_of_reach(f)) is not None), None)
    if beyond is not None:
        return Outcome("unknown", f"out-of-class: {beyond} is out of reach")
    partials = Partials()
    task = each_row(task, lambda f: partials if f in task.sides else Partials())
    ranges = {a.name for w in task.declared if w.kind == "index" for a in w.axes or ()}
    subset = subset_in((side.notation for side in task.sides), ranges)
    if subset is not None:
        said = f"is {subset} all that the other sums run over? write the set below each of them"
        return Outcome("unknown", f"ambiguous: {said}")
    try:
        written = without_matrices(settled(task))
        task = without_dotted(written)
        if any(has_cases(side.notation) for side in task.sides):
            return _of_entries(task, branches_of(task))
        if any(has_matrix(f.notation) for f in (*task.sides, *own)):
            return _of_matrix(task)
    except ReadError as error:
        return not_read(task, error)
    outcome = outcome_of_settled(task)
    outcome = second_look(task, outcome, outcome_of_settled) or outcome
    outcome = with_one_set(task, outcome, outcome_of_settled) or outcome
    if outcome.verdict in ("refuted", "conditional") and _holds_for_a_factor(asked):
        said = "where does this derivative end? write parentheses around what it acts on"
        return Outcome("unknown", f"ambiguous: {said}")
    outcome = replace(outcome, remarks=(*outcome.remarks, *_missing(task, partials)))
    # A suggestion would speak of the arrays that took the place of matrices.
    return outcome if task is written else replace(outcome, suggestion=None)


def _holds_for_a_factor(task: Task) -> bool:
    """Whether a step holds if a derivative before several factors takes the first only."""
    if task.narrow or not any(has_open_operator(side.notation) for side in task.sides):
        return False
    return one_meaning(replace(task, narrow=True)).verdict == "proved"


def _missing(task: Task, partials: Partials) -> Iterator[Remark]:
    """A remark where a ∂ was missing in a quotient."""
    for start, end in dict.fromkeys(partials.missing):
        text = next((s.text for s in task.sides if s.notation.start <= start), "")[start:end]
        said = f"a ∂ is missing below, before {text}"
        yield Remark("missing-partial", said, "It is read as a derivative.", "Write the ∂.")


def _of_matrix(task: Task) -> Outcome:
    """The outcome of a step with a matrix that is written out, in either layout."""
    turned = task.layout == "denominator"
    found = _of_entries(task, entries_of(task, turned=turned))
    derived = any(is_derivative(m) for side in task.sides for m in members_of(side))
    if found.verdict == "proved" or task.layout or not derived:
        return found
    other = _of_entries(task, entries_of(task, turned=True))
    return other if other.verdict == "proved" else found


def _of_entries(task: Task, entries: tuple[Task, ...]) -> Outcome:
    """The outcome of a step about a matrix: the worst of those of its entries."""
    outcomes = [outcome_of_settled(entry) for entry in entries]
    order = ("refuted", "conditional", "unread", "unknown")
    for verdict in order:
        for outcome in outcomes:
            if outcome.verdict == verdict:
                return replace(outcome, place=None)
    if task.defines:
        return Outcome("definition")
    first = outcomes[0]
    return replace(
        first,
        sizes="all" if all(o.sizes == "all" for o in outcomes) else first.sizes,
        assumptions=tuple(dict.fromkeys(a for o in outcomes for a in o.assumptions)),
        conditions=tuple(dict.fromkeys(c for o in outcomes for c in o.conditions)),
    )

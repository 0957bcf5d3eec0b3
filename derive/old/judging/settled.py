"""Judge a step with settled names: read it, judge it, and ask whether something else was meant.

A step that fails is read again with another layout of derivatives and with a letter as a
number of classes; what holds so is not called false.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from derive.old.code.trees import CodeError
from derive.index.notation import OutOfClass
from derive.notation.errors import ClashError, ReadError
from derive.old.code_claims import with_code
from derive.old.conventions.labels import left_of
from derive.old.judging.bounds import Bound, parted
from derive.old.judging.clashes import has_gradient, with_one_size
from derive.old.judging.counts import counted
from derive.old.judging.distributions import (
    as_distributions,
    two_bases,
    values_of,
    without_negative,
)
from derive.old.judging.faults import open_ones, unless_mended
from derive.old.judging.sides import read_task
from derive.old.judging.slips import (
    slips_mended,
    slips_of_definition,
)
from derive.old.judging.stray_arrays import stray_array
from derive.old.judging.unclear import why_unclear
from derive.old.judging.verdict import judged, out_of_class
from derive.old.outcome import Outcome, Remark
from derive.old.task import Task
from derive.scope import ScopeError
from derive.syntax.reader.statement import Sides

__all__ = ["not_read", "outcome_of_settled"]


def outcome_of_settled(task: Task) -> Outcome:
    """The outcome of a step with settled names."""
    try:
        given, bounds = parted(task.given)
        read, doubt = read_task(replace(task, given=given))
    except ReadError as error:
        return _clashing(task, error) or not_read(task, error)
    except (ScopeError, OutOfClass, ValueError, TypeError) as error:
        return out_of_class(error)
    remarks: tuple[Remark, ...] = ()
    if task.code is not None:
        try:
            read, remarks = with_code(task.code, read)
        except CodeError as error:
            return Outcome("unread", error.message, place=(error.start, error.end))
        except (ValueError, TypeError) as error:
            return out_of_class(error)
    stray = stray_array(task, read)
    if stray is not None:
        return Outcome("unknown", f"not-read: {stray}")
    if task.defines:
        return Outcome("definition", remarks=(*_slips(task, read), *_redefined(task)))
    if len(read.forms) == 1:
        return Outcome("proved")  # an entry of a definition
    try:
        unclear = why_unclear(task, read)
    except ScopeError as error:
        return out_of_class(error)
    if unclear is not None:
        return Outcome("unknown", unclear)
    outcome = _judged(task, read, bounds, doubt)
    values = values_of(open_ones(read), task.valued)
    if values:
        outcome = _of_distributions(task, values, bounds, doubt, outcome)
    if outcome.verdict == "proved":
        outcome = replace(outcome, remarks=(*outcome.remarks, *remarks))
    if outcome.verdict in ("refuted", "conditional") and not task.layout:
        outcome = _in_other_layout(task, read) or outcome
    if outcome.verdict in ("refuted", "conditional") and not task.sized:
        outcome = _at_other_sizes(task, read, outcome) or outcome
    return unless_mended(task, read, outcome)


def _judged(
    task: Task, read: Sides, bounds: tuple[Bound, ...], doubt: str, values: tuple[str, ...] = ()
) -> Outcome:
    """The outcome of two sides; where their shapes clash, that for one size in all places."""
    try:
        return judged(task, read, bounds, doubt, values)
    except ScopeError as error:
        return _clashing(task, ClashError(str(error), 0, 0)) or out_of_class(error)


def _slips(task: Task, read: Sides) -> Iterator[Remark]:
    """What is wrong with the definition that the step is."""
    source = f"the definition of {task.defines}"
    lefts = (left_of(f.notation) for f in task.lets if f.source == source)
    name = next((left[0] for left in lefts if left is not None), task.defines)
    declared = read.declared(name)
    if declared is not None:
        yield from slips_of_definition(declared)
    for slip in task.mended:
        if slip.source == source:
            yield from slips_mended(slip)


def _redefined(task: Task) -> tuple[Remark, ...]:
    """The remark that a name has a second definition, if it has."""
    if not task.redefines:
        return ()
    said = f"{task.defines} was defined before: from here on it is this"
    why = "The right side speaks of something new, or the author writes a sign of definitions."
    return (Remark("redefined", said, why, "Use another name, if both are meant."),)


def _of_distributions(
    task: Task, values: tuple[str, ...], bounds: tuple[Bound, ...], doubt: str, outcome: Outcome
) -> Outcome:
    """The outcome of a step on values of distributions: only those may refute it."""
    if outcome.verdict not in ("unknown", "refuted", "conditional"):
        return without_negative(outcome, values)
    if two_bases(f.notation for f in (*task.sides, *task.lets)):
        said = "some logarithms have a base, and some have none: write it at each of them"
        return Outcome("unknown", f"ambiguous: {said}")
    declared = (*task.declared, as_distributions(values))
    read, _ = read_task(replace(task, declared=declared))
    found = _judged(task, read, bounds, doubt, values)
    if found.verdict in ("refuted", "conditional"):
        kept = outcome.verdict == "conditional"
        return replace(outcome, witness=found.witness) if kept else found
    if outcome.verdict != "refuted":
        return outcome
    return Outcome("unknown", "undecided: no distributions were found that refute it")


def _at_other_sizes(task: Task, read: Sides, outcome: Outcome) -> Outcome | None:
    """No verdict, where a step fares better if a letter is the number of classes."""
    for name, index, other in counted(task, read):
        found = outcome_of_settled(other)
        better = found.verdict == "conditional" and found.needs != outcome.needs
        if found.verdict == "proved" or better:
            how = "holds" if found.verdict == "proved" else "may hold"
            said = f"it {how} if {name} is the number of elements that {index} ranges over"
            return Outcome("unknown", f"sizes: {said}: say 'index {index} : {name}'")
    return None


def _in_other_layout(task: Task, read: Sides) -> Outcome | None:
    """No verdict, where a step holds in the layout of derivatives that nobody spoke of."""
    if not has_gradient(read.forms):
        return None
    other = outcome_of_settled(replace(task, layout="numerator"))
    if other.verdict != "proved":
        return None
    return Outcome("unknown", "layout: it holds in numerator layout: say 'layout numerator'")


def _clashing(task: Task, error: ReadError) -> Outcome | None:
    """The refutation of a step whose declared shapes clash, if it is false at one size, too."""
    one = with_one_size(task)
    if not isinstance(error, ClashError) or one is None or task.defines:
        return None
    found = outcome_of_settled(one)
    if found.verdict not in ("refuted", "conditional"):
        return None
    found = Outcome("refuted", witness=found.witness, case=found.case, remarks=found.remarks)
    said = Remark("shapes-clash", error.message, "It is false even where all sizes are equal.")
    return replace(found, remarks=(said, *found.remarks))


def not_read(task: Task, error: ReadError) -> Outcome:
    """No verdict, because something was not read: in the step, or in what bears on it."""
    texts = {"", *(side.text for side in task.sides)}
    in_step = error.source.startswith("side") or (not error.source and error.text in texts)
    if in_step and task.code is None:  # with code, the sides are what its names stand for
        in_row = error.text == task.sides[-1].text
        return Outcome("unread", error.message, place=(error.start, error.end) if in_row else None)
    if task.defines and error.source == f"the definition of {task.defines}":
        return Outcome("unread", error.message, place=(error.start, error.end))
    where = f"{error.source}: " if error.source else ""
    return Outcome("unknown", f"not-read: {where}{error.message}")

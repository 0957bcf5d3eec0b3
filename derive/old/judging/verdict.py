"""The verdict on two sides that are read, as far as the document bears it, with its evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from derive.check import judge_claim
from derive.index.notation import OutOfClass
from derive.model import (
    Claim,
    Conditional,
    Equation,
    IndexRelation,
    Proved,
    Refuted,
    Unknown,
    Verdict,
)
from derive.old.judging.bounds import Bound
from derive.old.judging.dependence import suspected
from derive.old.judging.doubts import doubted
from derive.old.judging.evidence import outcome_with_evidence
from derive.old.judging.faults import doubtful, fault
from derive.old.judging.order import swapped
from derive.old.judging.own_sizes import at_own_sizes
from derive.old.judging.sides import is_proved
from derive.old.judging.slips import (
    shorthands_in,
    slips_of_equation,
)
from derive.old.judging.strangers import rests_on, stranger
from derive.old.outcome import Outcome, Remark
from derive.old.second.spread import outcome_at_every_entry
from derive.old.task import Task
from derive.scope import ScopeError
from derive.syntax.reader.statement import Sides

__all__ = ["judged", "out_of_class"]


def judged(
    task: Task, read: Sides, bounds: tuple[Bound, ...], doubt: str, known: tuple[str, ...] = ()
) -> Outcome:
    """The outcome of two sides; ``known`` are written with arguments, and mean just any value.

    Raises ``ScopeError`` where the two sides do not fit together.
    """
    case = tuple(a for a in read.given if isinstance(a, IndexRelation))
    given = tuple(a for a in read.given if not isinstance(a, IndexRelation))
    left, right = read.forms
    claim = Claim(left, right, given=given, case=case)
    try:
        found = judge_claim(claim)
    except ScopeError as error:
        plain = tuple(a for a in given if not isinstance(a, Equation))
        if len(plain) == len(given):
            outcome = outcome_at_every_entry(task, claim)
            if outcome is None:
                raise
            return outcome
        try:
            found = judge_claim(replace(claim, given=plain))
        except (ScopeError, OutOfClass, ValueError, TypeError) as without:
            return out_of_class(without)
        doubt = doubt or f"an assumption: {error}"
    except (OutOfClass, ValueError, TypeError) as error:
        return out_of_class(error)
    verdict = at_own_sizes(found.claim, found.verdict)
    verdict = doubted(verdict, read.forms, bounds, doubt, known, literal=task.literal)
    found = replace(found, verdict=_undeclared(task, read, verdict) or verdict)
    outcome = outcome_with_evidence(found)
    more = _remarks(task, read, found.verdict, {remark.name for remark in outcome.remarks})
    return replace(outcome, remarks=(*outcome.remarks, *more))


def _undeclared(task: Task, read: Sides, verdict: Verdict) -> Unknown | None:
    """No verdict, where it rests on a name of which the document does not say what it is."""
    name = stranger(task, read)
    if name is not None and rests_on(verdict, name):
        detail = f"{name} stands on one side only, and nothing says what it is: define it"
        return Unknown("undeclared", detail)
    declared = frozenset(name for where in task.declared for name in where.names)
    loose = next((n for form in read.forms if (n := suspected(form, declared))), None)
    if loose is not None and rests_on(verdict, loose):
        detail = f"nothing says what {loose} is, which may depend on the variable: define it"
        return Unknown("undeclared", detail)
    pair = swapped(read.forms, _declared_numbers(task))
    if pair is not None and isinstance(verdict, Proved):
        detail = f"it swaps {pair[0]} and {pair[1]}, which may be matrices: declare what they are"
        return Unknown("undeclared", detail)
    return None


def _remarks(task: Task, read: Sides, verdict: Verdict, known: set[str]) -> Iterator[Remark]:
    """What may be wrong in or behind a false step, and of which no ``known`` remark speaks."""
    if not isinstance(verdict, Refuted | Conditional):
        return
    blame = fault(task, read, is_proved) if isinstance(verdict, Refuted) else None
    if blame is not None:
        known = {*known, blame.name}
        yield blame
    needs = verdict.needs if isinstance(verdict, Conditional) else ()
    more = (*slips_of_equation(*read.forms), *shorthands_in(needs), *doubtful(task, read))
    yield from (remark for remark in more if remark.name not in known)


def out_of_class(error: Exception) -> Outcome:
    """No verdict, on what is not read as algebra that can be judged."""
    return Outcome("unknown", f"out-of-class: {error}")


def _declared_numbers(task: Task) -> frozenset[str]:
    """The names that are declared to be numbers."""
    return frozenset(name for where in task.declared if where.axes == () for name in where.names)

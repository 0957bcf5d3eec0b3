r"""Judge one step of a document, read together with what bears on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from derive.check import judge_claim
from derive.code.trees import CodeError
from derive.index.notation import OutOfClass
from derive.model import (
    Claim,
    Conditional,
    Equation,
    IndexRelation,
    Proved,
    Refuted,
    Unknown,
)
from derive.reading.arrays import stray_array
from derive.reading.bounds import Bound, parted
from derive.reading.branches import branches_of, has_cases
from derive.reading.clashes import has_gradient, with_one_size
from derive.reading.code_claims import with_code
from derive.reading.columns import without_dotted
from derive.reading.conventions.labels import left_of
from derive.reading.conventions.operators import has_open_operator
from derive.reading.conventions.partials import Partials
from derive.reading.conventions.settle import each_row, settled
from derive.reading.counts import counted
from derive.reading.dependence import held_fixed, suspected, undetermined
from derive.reading.distributions import as_distributions, two_bases, values_of, without_negative
from derive.reading.doubts import doubted, stray_term
from derive.reading.evidence import outcome_with_evidence
from derive.reading.faults import doubtful, fault, open_ones, unless_mended, used
from derive.reading.finite import with_families
from derive.reading.gradients import is_derivative
from derive.reading.matrices import entries_of, has_matrix, members_of, without_matrices
from derive.reading.names import letters_of
from derive.reading.order import swapped
from derive.reading.outcome import Outcome, Remark
from derive.reading.own_sizes import at_own_sizes
from derive.reading.reach import out_of_reach
from derive.reading.second.instances import by_instances
from derive.reading.second.looks import second_look
from derive.reading.second.one_set import with_one_set
from derive.reading.second.spread import outcome_at_every_entry
from derive.reading.sides import is_proved, read_task
from derive.reading.slips import (
    shorthands_in,
    slips_mended,
    slips_of_definition,
    slips_of_equation,
)
from derive.reading.strangers import rests_on, stranger
from derive.reading.subsets import subset_in
from derive.reading.task import Task
from derive.scope import ScopeError
from derive.syntax.reader.errors import ClashError, ReadError
from derive.syntax.reader.notation import Fraction, subnodes
from derive.syntax.reader.statement import Sides

__all__ = ["one_meaning", "outcome_of"]

#: How many definitions of other sections are left out, one at a time.
MOST_ELSEWHERE = 6


def outcome_of(task: Task) -> Outcome:
    """The outcome of one step; never raises for what a document may contain."""
    if not task.spaces:
        return _outcome_of(task)
    names = (name for where in task.spaces for name in where.names)
    plain = replace(task, spaces=(), shaped=(*task.shaped, *names))
    shaped = _outcome_of(replace(plain, declared=(*task.declared, *task.spaces)))
    if shaped.verdict in ("proved", "definition"):
        return shaped
    found = _outcome_of(plain)
    if shaped.verdict == "unread" or shaped.reason.startswith(("not-read", "out-of-class")):
        return found
    if found.verdict == "proved" and shaped.verdict != "unknown":
        said = "it holds, and not for the shapes that the text speaks of: declare them"
        return Outcome("unknown", f"ambiguous: {said}")
    return found if found.verdict == "proved" else shaped


def _outcome_of(task: Task) -> Outcome:
    """The outcome of a step with the shapes that are declared."""
    found = one_meaning(replace(task, rivals=()))
    if found.verdict in ("refuted", "conditional") and task.restates:
        said = f"it fails with the earlier definition of {task.restates}, and may be a new one"
        return Outcome("unknown", f"ambiguous: {said}: say 'let {task.restates} = …'")
    if task.rivals and found.verdict in ("proved", "refuted", "conditional"):
        other = one_meaning(replace(task, lets=task.rivals, rivals=()))
        if (other.verdict, other.needs) != (found.verdict, found.needs):
            said = "a name in it has two definitions, and one of them gives another verdict"
            return Outcome("unknown", f"ambiguous: {said}: say 'let … = …'")
    return _without_other_sections(task, found) or found


def _without_other_sections(task: Task, found: Outcome) -> Outcome | None:
    """No verdict, where a step fails with a definition that may not be meant, and holds without.

    It stands in another section, or is that of a function: σ(x) is no variance σ. Or a ∂
    holds fixed what it defines: ∂(xy)/∂x is y, where y is x², too.
    """
    if found.verdict not in ("refuted", "conditional"):
        return None
    for source in task.elsewhere[:MOST_ELSEWHERE]:
        lets = tuple(f for f in task.lets if f.source != source)
        other = one_meaning(replace(task, lets=lets)).verdict
        if other == "proved":
            said = f"it holds without {source}: is it meant here?"
            return Outcome("unknown", f"ambiguous: {said}")
        if source in task.models and other not in ("refuted", "conditional"):
            said = f"it fails with {source}, which stands in another section: is it meant here?"
            return Outcome("unknown", f"ambiguous: {said}")
    return None


def one_meaning(task: Task) -> Outcome:
    """The outcome of a step in which every name has one definition."""
    found = _as_written(task)
    if found.verdict in ("unread", "unknown") and not task.defines and len(task.sides) == 2:
        return by_instances(task, _as_written) or found
    return found


def _as_written(task: Task) -> Outcome:
    """The same, without numbers in the place of letters."""
    asked = task
    task = with_families(task)
    own = tuple(f for f in task.lets if f.source == f"the definition of {task.defines}")
    formulas = (f.notation for f in (*task.sides, *own))
    beyond = next((w for f in formulas if (w := out_of_reach(f)) is not None), None)
    if beyond is not None:
        return Outcome("unknown", f"out-of-class: {beyond} is out of reach")
    partials = Partials()
    task = each_row(task, lambda f: partials if f in task.sides else Partials())
    subset = subset_in(side.notation for side in task.sides)
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
        return _not_read(task, error)
    outcome = _of_settled(task)
    outcome = second_look(task, outcome, _of_settled) or outcome
    outcome = with_one_set(task, outcome, _of_settled) or outcome
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
    outcomes = [_of_settled(entry) for entry in entries]
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


def _of_settled(task: Task) -> Outcome:
    """The outcome of a step with settled names."""
    try:
        given, bounds = parted(task.given)
        read, doubt = read_task(replace(task, given=given))
    except ReadError as error:
        return _clashing(task, error) or _not_read(task, error)
    except (ScopeError, OutOfClass, ValueError, TypeError) as error:
        return _out_of_class(error)
    remarks: tuple[Remark, ...] = ()
    if task.code is not None:
        try:
            read, remarks = with_code(task.code, read)
        except CodeError as error:
            return Outcome("unread", error.message, place=(error.start, error.end))
        except (ValueError, TypeError) as error:
            return _out_of_class(error)
    stray = stray_array(task, read)
    if stray is not None:
        return Outcome("unknown", f"not-read: {stray}")
    if task.defines:
        return Outcome("definition", remarks=(*_slips(task, read), *_redefined(task)))
    if len(read.forms) == 1:
        return Outcome("proved")  # an entry of a definition
    if task.lost:
        return Outcome("unknown", f"not-read: {task.lost}")
    name = next((n for form in read.forms for n in undetermined(form)), None)
    if name is not None:
        detail = f"{name} is not defined, so its derivative is not known: define it, or declare it"
        return Outcome("unknown", f"undeclared: {detail}, as 'function {name} of …'")
    between = next((h for form in read.forms if (h := held_fixed(form)) is not None), None)
    if between is not None and _has_both_signs(task):
        of, by, name = between
        said = f"does ∂{of}/∂{by} hold {name} fixed? d and ∂ both stand here: write the terms out"
        return Outcome("unknown", f"ambiguous: {said}")
    try:
        stray = stray_term(used(read))
    except ScopeError as error:
        return _out_of_class(error)
    if stray is not None:
        return Outcome("unknown", f"ambiguous: {stray}")
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


def _redefined(task: Task) -> tuple[Remark, ...]:
    """The remark that a name has a second definition, if it has."""
    if not task.redefines:
        return ()
    said = f"{task.defines} was defined before: from here on it is this"
    why = "The right side speaks of something new, or the author writes a sign of definitions."
    return (Remark("redefined", said, why, "Use another name, if both are meant."),)


def _has_both_signs(task: Task) -> bool:
    """Whether derivatives by d and by ∂ stand in one step, as total and partial ones do."""
    quotients = [
        letters_of(node)
        for side in task.sides
        for node in subnodes(side.notation)
        if isinstance(node, Fraction)
    ]
    return any("∂" in q for q in quotients) and any("d" in q for q in quotients)


def _at_other_sizes(task: Task, read: Sides, outcome: Outcome) -> Outcome | None:
    """No verdict, where a step fares better if a letter is the number of classes."""
    for name, index, other in counted(task, read):
        found = _of_settled(other)
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
    other = _of_settled(replace(task, layout="numerator"))
    if other.verdict != "proved":
        return None
    return Outcome("unknown", "layout: it holds in numerator layout: say 'layout numerator'")


def _clashing(task: Task, error: ReadError) -> Outcome | None:
    """The refutation of a step whose declared shapes clash, if it is false at one size, too."""
    one = with_one_size(task)
    if not isinstance(error, ClashError) or one is None or task.defines:
        return None
    found = _of_settled(one)
    if found.verdict not in ("refuted", "conditional"):
        return None
    found = Outcome("refuted", witness=found.witness, case=found.case, remarks=found.remarks)
    said = Remark("shapes-clash", error.message, "It is false even where all sizes are equal.")
    return replace(found, remarks=(said, *found.remarks))


def _not_read(task: Task, error: ReadError) -> Outcome:
    if task.code is not None:
        where = f"{error.source}: " if error.source else ""
        return Outcome("unknown", f"not-read: {where}{error.message}")
    own = {side.text for side in task.sides}
    if error.source.startswith("side") or (not error.source and error.text in own | {""}):
        in_row = error.text == task.sides[-1].text
        return Outcome("unread", error.message, place=(error.start, error.end) if in_row else None)
    if task.defines and error.source == f"the definition of {task.defines}":
        return Outcome("unread", error.message, place=(error.start, error.end))
    where = f"{error.source}: " if error.source else ""
    return Outcome("unknown", f"not-read: {where}{error.message}")


def _judged(
    task: Task, read: Sides, bounds: tuple[Bound, ...], doubt: str, known: tuple[str, ...] = ()
) -> Outcome:
    """The outcome of two sides; ``known`` are written with arguments, and mean just any value."""
    left, right = read.forms
    case = tuple(a for a in read.given if isinstance(a, IndexRelation))
    given = tuple(a for a in read.given if not isinstance(a, IndexRelation))
    try:
        try:
            judged = judge_claim(Claim(left, right, given=given, case=case))
        except ScopeError as error:
            plain = tuple(a for a in given if not isinstance(a, Equation))
            if len(plain) == len(given):
                claim = Claim(left, right, given=given, case=case)
                return (
                    outcome_at_every_entry(task, claim)
                    or _clashing(task, ClashError(str(error), 0, 0))
                    or _out_of_class(error)
                )
            judged = judge_claim(Claim(left, right, given=plain, case=case))
            doubt = doubt or f"an assumption: {error}"
    except (ScopeError, OutOfClass, ValueError, TypeError) as error:
        return _out_of_class(error)
    judged = replace(judged, verdict=at_own_sizes(judged.claim, judged.verdict))
    judged = replace(
        judged,
        verdict=doubted(judged.verdict, read.forms, bounds, doubt, known, literal=task.literal),
    )
    name = stranger(task, read)
    if name is not None and rests_on(judged.verdict, name):
        detail = f"{name} stands on one side only, and nothing says what it is: define it"
        judged = replace(judged, verdict=Unknown("undeclared", detail))
    declared = frozenset(name for where in task.declared for name in where.names)
    loose = next((n for form in read.forms if (n := suspected(form, declared))), None)
    if loose is not None and rests_on(judged.verdict, loose):
        detail = f"nothing says what {loose} is, which may depend on the variable: define it"
        judged = replace(judged, verdict=Unknown("undeclared", detail))
    pair = swapped(read.forms, _declared_numbers(task))
    if pair is not None and isinstance(judged.verdict, Proved):
        detail = f"it swaps {pair[0]} and {pair[1]}, which may be matrices: declare what they are"
        judged = replace(judged, verdict=Unknown("undeclared", detail))
    outcome = outcome_with_evidence(judged)
    blame = fault(task, read, is_proved) if isinstance(judged.verdict, Refuted) else None
    if blame is not None:
        outcome = replace(outcome, remarks=(*outcome.remarks, blame))
    if outcome.verdict in ("refuted", "conditional"):
        names = {remark.name for remark in outcome.remarks}
        needs = judged.verdict.needs if isinstance(judged.verdict, Conditional) else ()
        more = (*slips_of_equation(left, right), *shorthands_in(needs), *doubtful(task, read))
        fresh = tuple(remark for remark in more if remark.name not in names)
        outcome = replace(outcome, remarks=(*outcome.remarks, *fresh))
    return outcome


def _out_of_class(error: Exception) -> Outcome:
    return Outcome("unknown", f"out-of-class: {error}")


def _declared_numbers(task: Task) -> frozenset[str]:
    return frozenset(name for where in task.declared if where.axes == () for name in where.names)

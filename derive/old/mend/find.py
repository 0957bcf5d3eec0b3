"""Find the change that mends a false step, and judge the mended step as any other.

The slips that people make are undone in the written form first, which is quick; the change
in the text that says the same is looked for then. Where nothing is found so, the text is
changed without such a guide: that reaches steps whose shapes do not fit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from derive.index.notation import OutOfClass
from derive.model import Claim, Equation, IndexRelation
from derive.notation.errors import ReadError
from derive.notation.nodes import Clause
from derive.notation.parse import parse
from derive.old.branches import has_cases
from derive.old.conventions.settle import settled
from derive.old.judging.bounds import parted
from derive.old.judging.one_meaning import one_meaning
from derive.old.judging.sides import read_task
from derive.old.judging.suggest import agree, suggest
from derive.old.matrices.entries import has_matrix, without_matrices
from derive.old.mend.changes import Change, changed, changes
from derive.old.mend.names import names_of
from derive.old.outcome import Outcome, Suggested, may_be_mended
from derive.old.second.computed import is_numbered
from derive.old.task import Task
from derive.scope import ScopeError
from derive.syntax.latex import latex
from derive.syntax.reader.session import Formula

__all__ = ["with_suggestion"]

#: How many changes are read, with a guide and without; the second shrinks with the text.
MOST_GUIDED, MOST_BLIND, LEAST_BLIND = 60, 150, 30
#: … where each is judged with several numbers for its letters.
MOST_NUMBERED = 40
#: How much longer it takes where equations are assumed.
SLOWER = 3
#: The length of all that bears on a step with which the most changes are read.
SHORT = 400

#: What is tried without a guide, in this order.
_BLIND = ("the transpose", "the order", "the name", "the sum", "the index", "the bracket",
          "the factor", "a factor", "the function", "the sign", "the term")  # fmt: skip
#: … and where the sides are written out in entries, which are not looked into.
_SLIPS = ("the sign", "the index", "the function", "the factor", "the order", "the name")
_SAME = {"a term": "the term"}
_FAULTS = (ReadError, OutOfClass, ScopeError, ValueError, TypeError, AssertionError,
           RecursionError)  # fmt: skip


def with_suggestion(task: Task, outcome: Outcome) -> Outcome:
    """The outcome of a false step with what mends it, if that is found."""
    if not may_be_mended(outcome) or len(task.sides) != 2 or task.code is not None:
        return outcome
    try:
        if outcome.verdict == "conditional":
            return _with_a_slip(task, outcome)
        found = _found(task)
    except _FAULTS:
        found = None
    return outcome if found is None else replace(outcome, suggestion=found)


def _with_a_slip(task: Task, outcome: Outcome) -> Outcome:
    """The refutation of a step that holds at equal indices only, if one index is a slip.

    Where it holds at all indices with one of them changed, no case is left out.
    """
    found = _in_text(task, ("the index",), MOST_GUIDED)
    if found is None:
        return outcome
    return Outcome(
        "refuted",
        case=outcome.case,
        witness=outcome.witness,
        suggestion=found,
        remarks=outcome.remarks,
    )


def _found(task: Task) -> Suggested | None:
    claim = _claim(task)
    guide = None if claim is None else suggest(claim)
    if guide is None:
        length = sum(len(f.text) for f in (*task.sides, *task.lets))
        if claim is not None and any(isinstance(a, Equation) for a in claim.given):
            length *= SLOWER
        most = max(LEAST_BLIND, MOST_BLIND * SHORT // max(SHORT, length))
        if is_numbered(task):
            return _in_text(task, ("the index", "the sign"), min(most, MOST_NUMBERED))
        entries = _is_written_out(task)
        return _in_text(task, _SLIPS if entries else _BLIND, most)
    kind = _SAME.get(guide.kind, guide.kind)
    written = _in_text(task, (kind,), MOST_GUIDED)
    if written is not None:
        return replace(written, kind=guide.kind)
    text = latex(guide.rhs)
    return Suggested(text, guide.kind, written=_holds(_with_side(task, text)))


def _in_text(task: Task, kinds: tuple[str, ...], most: int) -> Suggested | None:
    """The first change of the text with which the step is proved."""
    for n, (change, text) in enumerate(_texts(task, kinds)):
        if n == most:
            return None
        if _holds(_with_side(task, text)):
            return Suggested(text, change.kind, places=change.places)
    return None


def _texts(task: Task, kinds: tuple[str, ...]) -> Iterator[tuple[Change, str]]:
    side, names = task.sides[-1], names_of(task)
    seen: set[str] = set()
    for kind in kinds:
        for change in changes(side, names, kind):
            text = " ".join(changed(side, change).split())
            if text not in seen:
                seen.add(text)
                yield change, text


def _with_side(task: Task, text: str) -> Task | None:
    """The step with another right side, if that is read as notation."""
    side = task.sides[-1]
    try:
        notation = parse(text)
    except ReadError:
        return None
    if len(notation.parts) != 1:
        return None
    (clause,) = notation.parts
    if not isinstance(clause, Clause) or len(clause.members) != 1 or clause.members[0] is None:
        return None
    formula = Formula(text, notation, side.source, side.scope)
    return replace(task, sides=(task.sides[0], formula), restates="", rivals=())


def _holds(task: Task | None) -> bool:
    """Whether a step is proved; what cannot be is found out quickly."""
    if task is None:
        return False
    try:
        if not _is_written_out(task) and not is_numbered(task):
            claim = _claim(task)
            if claim is None or not agree(claim):
                return False
        return one_meaning(task).verdict == "proved"
    except _FAULTS:
        return False


def _is_written_out(task: Task) -> bool:
    return any(has_matrix(s.notation) or has_cases(s.notation) for s in task.sides)


def _claim(task: Task) -> Claim | None:
    """The claim that a step is, if its sides are read."""
    try:
        task = without_matrices(settled(task))
        given, _ = parted(task.given)
        read, _ = read_task(replace(task, given=given))
    except _FAULTS:
        return None
    if len(read.forms) != 2:
        return None
    case = tuple(a for a in read.given if isinstance(a, IndexRelation))
    rest = tuple(a for a in read.given if not isinstance(a, IndexRelation))
    return Claim(*read.forms, given=rest, case=case)

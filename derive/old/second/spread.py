"""A number beside an array: ``∂R/∂W = λ``, where λ is known to be a number.

No array of that shape is the number. If the equation fails also for the array with the
number at every entry, which is all that its author can have meant, it is false.
"""

from __future__ import annotations

from dataclasses import replace

from derive.arrays.shapes import SCALAR, Shape, ShapeError, shape_of
from derive.check import judge_claim
from derive.index.notation import OutOfClass
from derive.model import Claim, Conditional, Refuted
from derive.old.judging.doubts import doubted
from derive.old.judging.evidence import outcome_with_evidence
from derive.old.outcome import Outcome, Remark
from derive.old.task import Task
from derive.scope import ScopeError
from derive.syntax.array import Array, MatMul, Ones, Transpose
from derive.syntax.tree import Entry, Mul, Symbol, Written
from derive.syntax.walk import subforms

__all__ = ["at_every_entry", "outcome_at_every_entry"]


def outcome_at_every_entry(task: Task, claim: Claim) -> Outcome | None:
    """The refutation of a step with a number beside an array, where no entry is the number."""
    declared = frozenset(name for where in task.declared for name in where.names)
    sides = at_every_entry(claim.lhs, claim.rhs, declared)
    if sides is None:
        return None
    try:
        judged = judge_claim(replace(claim, lhs=sides[0], rhs=sides[1]))
    except (ScopeError, OutOfClass, ValueError, TypeError):
        return None
    verdict = doubted(judged.verdict, (claim.lhs, claim.rhs), (), task.doubt)
    if not isinstance(verdict, Refuted | Conditional):
        return None
    found = outcome_with_evidence(replace(judged, verdict=Refuted(verdict.witness)))
    said = "one side is an array, and the other one is a number"
    remark = Remark("shapes-clash", said, "It is false also if every entry is that number.")
    return replace(found, remarks=(remark,))


def at_every_entry(
    left: Written, right: Written, known: frozenset[str]
) -> tuple[Written, Written] | None:
    """The sides with the number at every entry of an array, if one is a number and one is not.

    ``known`` are the names of which something says what they are; where the number speaks of
    another name it may be an array after all.

    >>> from derive import index_set, scalar, vector
    >>> n = index_set("n")
    >>> w, c = vector("w", n), scalar("c")
    >>> print(*at_every_entry(2 * w, c, frozenset({"c"})), sep=" = ")
    2 w = c 𝟏
    >>> at_every_entry(2 * w, c, frozenset()) is None
    True
    """
    try:
        shapes = shape_of(left), shape_of(right)
    except ShapeError:
        return None
    numbers = [side for side, shape in zip((left, right), shapes, strict=True) if shape == SCALAR]
    if len(numbers) != 1 or not all(_is_known(part, known) for part in subforms(numbers[0])):
        return None
    arrays = right if numbers[0] is left else left
    if not all(_is_known(part, known) for part in subforms(arrays) if isinstance(part, Symbol)):
        return None  # a' beside a may be a transpose, and no number
    shape = shapes[0] if shapes[1] == SCALAR else shapes[1]
    found = tuple(Mul((side, _ones(shape))) if side is numbers[0] else side
                  for side in (left, right))  # fmt: skip
    return found[0], found[1]


def _is_known(form: Written, known: frozenset[str]) -> bool:
    if not isinstance(form, Symbol | Entry | Array):
        return True
    defined = form.declared is not None and form.declared.body is not None
    return form.name in known or defined


def _ones(shape: Shape) -> Written:
    """The array of this shape whose entries are 1."""
    if shape.columns is None:
        return Ones(shape.rows)
    row = Transpose(Ones(shape.columns))
    return row if shape.rows is None else MatMul((Ones(shape.rows), row))

"""The sides of a step as written forms, with all that bears on them that is read."""

from __future__ import annotations

from dataclasses import replace

from derive.arrays.shapes import ShapeError, shape_of
from derive.index.notation import OutOfClass
from derive.model import Claim, IndexRelation
from derive.notation.errors import ReadError
from derive.old.judging.primes import derivative_of
from derive.old.judging.suggest import agree, is_provable
from derive.old.task import Task
from derive.scope import ScopeError
from derive.syntax.array import Transpose
from derive.syntax.reader.assumptions import Stated
from derive.syntax.reader.statement import Sides, read_sides
from derive.syntax.tree import Written

__all__ = ["is_proved", "read_task"]


def read_task(task: Task) -> tuple[Sides, str]:
    """The sides, without the assumptions that are not read, and why the first of them is not."""
    given = task.given
    doubt = task.doubt
    while True:
        try:
            layouts = task.layout.split("/")
            read = read_sides(
                task.sides, task.lets, given, task.declared, derivative_of,
                numerators=tuple(layout == "numerator" for layout in layouts),
            )  # fmt: skip
        except ReadError as error:
            kept = tuple(s for s in given if not _is_from(s, error))
            if len(kept) == len(given):
                raise
            given, doubt = kept, doubt or f"{error.source}: {error.message}"
        else:
            if len(layouts) > 1:
                read = replace(read, forms=_on_one_side(read.forms))
            return read, doubt


def _is_from(stated: Stated, error: ReadError) -> bool:
    """Whether an error is about this assumption."""
    return any(f.text == error.text and f.source == error.source for f in stated.formulas)


def is_proved(task: Task) -> bool:
    """Whether a step is proved, cheap where it is not."""
    try:
        read, _ = read_task(task)
    except (ReadError, ScopeError, OutOfClass, ValueError, TypeError):
        return False
    case = tuple(a for a in read.given if isinstance(a, IndexRelation))
    given = tuple(a for a in read.given if not isinstance(a, IndexRelation))
    if len(read.forms) != 2:
        return False
    claim = Claim(*read.forms, given=given, case=case)
    return agree(claim) and is_provable(claim)


def _on_one_side(forms: tuple[Written, ...]) -> tuple[Written, ...]:
    """Two sides of which one is a row and the other a column, as two columns.

    Raises ``ShapeError`` for matrices: which of two layouts is meant decides what they are.
    """
    left, right = forms
    shapes = shape_of(left), shape_of(right)
    if any(shape.is_matrix for shape in shapes):
        raise ShapeError("the layout of this matrix is not known: say 'layout numerator'")
    if shapes[0] == shapes[1]:
        return forms
    return tuple(f if s.is_column else Transpose(f) for f, s in zip(forms, shapes, strict=True))

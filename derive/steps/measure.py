"""Which of two equal forms a reader would rather have: the smaller one, if it is finished."""

from __future__ import annotations

from derive.steps.derivatives import is_partial
from derive.steps.products import terms_of
from derive.syntax.tree import (
    Call,
    Delta,
    Derivative,
    Mul,
    Neg,
    Number,
    Quotient,
    Sum,
    Written,
)
from derive.syntax.walk import children, node_count, subforms

__all__ = ["better", "size"]


def better(form: Written, than: Written) -> bool:
    """Whether the first is to be shown rather than the second.

    >>> from derive import index_set, indices, vector
    >>> C = index_set("C")
    >>> (j,) = indices("j", C)
    >>> x = vector("x", C)
    >>> better(2 * Sum(x[j], j), Sum(2 * x[j], j))
    True
    """
    return _unfinished(than) or _cost(form) < _cost(than)


def size(form: Written) -> tuple[int, int]:
    """The nodes of a form; of two that have as many, the one with fewer functions is smaller."""
    return node_count(form), sum(1 for s in subforms(form) if isinstance(s, Call))


def _cost(form: Written) -> int:
    """The nodes and terms of a form, and two more for a number that was left inside a sum."""
    terms = len(terms_of(form))
    numbers = 0
    for part in subforms(form):
        match part:
            case Sum(Number() | Neg() | Mul((Number(), *_)) | Quotient(_, Number())):
                numbers += 1
    return node_count(form) + terms + 2 * numbers


def _unfinished(form: Written) -> bool:
    """Whether a derivative is left in it, or a δ whose index a sum still runs over."""
    if isinstance(form, Derivative):
        return not is_partial(form)
    if isinstance(form, Sum):
        letters = (s for s in subforms(form.body) if isinstance(s, Delta))
        if any(form.index in (delta.left, delta.right) for delta in letters):
            return True
    return any(_unfinished(part) for part in children(form))

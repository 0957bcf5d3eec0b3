"""Products and sums of products as lists of factors."""

from __future__ import annotations

from derive.numeric.program.node import Node, Slot
from derive.steps.sums import unused_index
from derive.syntax.tree import Add, Call, Index, Mul, Neg, Sum, Written
from derive.syntax.walk import free_indices, rename_index

__all__ = ["flat", "is_logarithm", "spanned"]


def is_logarithm(form: Written) -> bool:
    """Whether a form is a logarithm, or a sum of logarithms."""
    match form:
        case Call("log"):
            return True
        case Neg(operand):
            return is_logarithm(operand)
        case Add(terms):
            return all(map(is_logarithm, terms))
    return False


def flat(form: Sum, taken: set[str]) -> tuple[list[Index], list[Written], bool]:
    """The indices and the factors of sums within sums, and whether there is a minus before all."""
    bound, factors, negative = list[Index](), list[Written](), False
    ahead: list[Written] = [form]
    while ahead:
        part = ahead.pop(0)
        match part:
            case Neg(operand):
                negative = not negative
                ahead.insert(0, operand)
            case Mul(parts):
                ahead = [*parts, *ahead]
            case Sum(body, index, ()):
                if index.name in taken:
                    fresh = unused_index(index, taken | {i.name for i in free_indices(body)})
                    body, index = rename_index(body, index, fresh), fresh
                taken = taken | {index.name}
                bound.append(index)
                ahead.insert(0, body)
            case _:
                factors.append(part)
    return bound, factors, negative


def spanned(nodes: list[Node], slot: Slot) -> set[Slot]:
    """The axes over which a sum along the slot has to go."""
    return {a for node in nodes if slot in node.axes for a in node.axes}

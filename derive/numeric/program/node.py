"""Operations on arrays whose axes are named: the nodes of an array program.

A node is one operation on other nodes. Equal operations on equal nodes are one node, so
that what stands twice in a formula is computed once. The axes of a node are the slots its
indices range over, always in the program's one order: operands are aligned by name, and
never by position.

=============  ===========================================================================
operation      meaning
=============  ===========================================================================
input          a family that is given; ``value`` is its name
labels         the positions of the ones of a one-hot family, one axis less
number         a number; ``value`` is the ``Fraction``
minus-infinity −∞
length         the number of elements of an index set
neg … maximum  element by element
times_log      a weight times a logarithm: 0 where the weight is 0 and the logarithm −∞
where          the second operand where the first is true, else the third
equal, less    truth values
sum, max       a reduction over the slot ``value``
argmax         the position of the largest entry along the slot ``value``; of a NaN, if any
dot            the sum of the product over the slot ``value``
pick           the entry at a position along the slot ``value``
place          the operand with its entry at a position replaced: (operand, position, entry)
nothing        0, or a NaN of the operand where the slot ``value`` has a single entry
others         the sum of weights exp(x − max x), the largest left out: (weights, x, max x)
take           the entry at a fixed position: ``value`` is (slot, position)
moved          the operand, its axes along other slots
position       0, 1, 2, … along a slot
=============  ===========================================================================
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from derive.syntax.tree import IndexSet

__all__ = ["ELEMENTWISE", "Node", "Slot", "every", "is_plain_number"]

#: Operations that act on each element by itself.
ELEMENTWISE = frozenset(
    {
        "abs", "add", "divide", "equal", "exp", "expm1", "expm1_less", "hypot", "isnan",
        "less", "log", "log1p", "maximum", "multiply", "neg", "power", "sqrt", "subtract", "tanh",
        "times_log", "where",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """One axis: an index set, and which of the indices over it that are in use at once."""

    over: str
    number: int = 0

    @property
    def index_set(self) -> IndexSet:
        """The index set that the axis ranges over."""
        return IndexSet(self.over)


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """An operation on nodes. Nodes are made by a ``Graph``, and are compared by identity."""

    operation: str
    operands: tuple[Node, ...]
    axes: tuple[Slot, ...]
    value: object = None


def is_plain_number(node: Node) -> bool:
    """Whether a node is one number, whatever the batch: it depends on no array."""
    if node.axes or node.operation in {"input", "labels"}:
        return False
    return all(is_plain_number(operand) for operand in node.operands)


def every(*roots: Node) -> Iterator[Node]:
    """The nodes that the roots need, each once, operands first."""
    seen: set[int] = set()
    ahead: list[tuple[Node, bool]] = [(root, False) for root in reversed(roots)]
    while ahead:
        node, ready = ahead.pop()
        if ready:
            yield node
        elif id(node) not in seen:
            seen.add(id(node))
            ahead.append((node, True))
            ahead.extend((operand, False) for operand in reversed(node.operands))

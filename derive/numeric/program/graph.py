"""Making nodes: equal ones are shared, and what is plainly simpler is made instead.

The rewrites here are exact in floating point, or lose nothing that was not lost before:
they decide nothing about stability, which is the business of ``derive.steps.stable``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import isqrt

from derive.numeric.program.node import ELEMENTWISE, Node, Slot

__all__ = ["Graph"]


class Graph:
    """The nodes of one program."""

    def __init__(self, order: tuple[str, ...]) -> None:
        """``order`` lists the index sets in the order in which axes are laid out."""
        self._order = {name: place for place, name in enumerate(order)}
        self._nodes: dict[object, Node] = {}
        #: What stands in place of a node wherever its entry at a position does not matter.
        self._placed: dict[tuple[int, int, Slot], Node] = {}

    def sorted(self, axes: Iterable[Slot]) -> tuple[Slot, ...]:
        """The axes in the program's order, each once."""
        return tuple(sorted(set(axes), key=lambda s: (self._order[s.over], s.number)))

    def _make(
        self, operation: str, operands: tuple[Node, ...], axes: Iterable[Slot], value: object = None
    ) -> Node:
        ordered = self.sorted(axes)
        key = (operation, tuple(map(id, operands)), ordered, value)
        return self._nodes.setdefault(key, Node(operation, operands, ordered, value))

    # -- leaves

    def number(self, value: Fraction | int) -> Node:
        """A number."""
        return self._make("number", (), (), Fraction(value))

    def minus_infinity(self) -> Node:
        """Less than every number."""
        return self._make("minus-infinity", (), ())

    def input(self, name: str, layout: tuple[Slot, ...]) -> Node:
        """A family that is given; ``layout`` are its axes as they lie."""
        return self._make("input", (), layout, (name, layout))

    def labels(self, name: str, layout: tuple[Slot, ...]) -> Node:
        """The positions of the ones of a one-hot family; ``layout`` are the axes that are left."""
        return self._make("labels", (), layout, (name, layout))

    def length(self, over: str) -> Node:
        """The number of elements of an index set."""
        return self._make("length", (), (), over)

    def position(self, slot: Slot) -> Node:
        """0, 1, 2, … along a slot."""
        return self._make("position", (), (slot,), slot)

    def one_hot(self, labels: Node, slot: Slot) -> Node:
        """1 at the label along the slot, 0 elsewhere."""
        return self._make("one-hot", (labels,), (*labels.axes, slot), slot)

    # -- element by element

    def elementwise(self, operation: str, *operands: Node) -> Node:
        """An operation on each element, with what is plain made plainer."""
        assert operation in ELEMENTWISE, operation
        simpler = self._simpler(operation, operands)
        if simpler is not None:
            return simpler
        return self._make(operation, operands, (a for o in operands for a in o.axes))

    def _simpler(self, operation: str, operands: tuple[Node, ...]) -> Node | None:
        match operation, operands:
            case "neg", (Node("neg", (inner,)),):
                return inner
            case "neg", (Node("number", value=Fraction() as value),):
                return self.number(-value)
            case "abs", (Node("neg" | "abs", (inner,)),):
                return self.elementwise("abs", inner)
            case "less", (Node("neg", (inner,)), Node("number", value=0)):
                return self.elementwise("less", self.number(0), inner)
            case "neg", (Node("subtract", (left, right)),):
                return self.elementwise("subtract", right, left)
            case "add", (left, Node("neg", (right,))):
                return self.elementwise("subtract", left, right)
            case "add", (Node("neg", (left,)), right):
                return self.elementwise("subtract", right, left)
            case "add" | "subtract", (left, Node("number", value=0)):
                return left
            case "add", (Node("number", value=0), right):
                return right
            case "subtract", (left, Node("neg", (right,))):
                return self.elementwise("add", left, right)
            case "subtract", (left, Node("one-hot", (labels,), value=Slot() as slot)):
                below = self.elementwise("subtract", self.pick(left, labels, slot), self.number(1))
                return self.place(left, labels, below, slot)
            case "multiply", (Node("number", value=1), other) | (other, Node("number", value=1)):
                return other
            case "multiply", (Node("neg", (left,)), Node("neg", (right,))):
                return self.elementwise("multiply", left, right)
            case ("multiply" | "divide") as same, (Node("neg", (left,)), right):
                return self.elementwise("neg", self.elementwise(same, left, right))
            case "multiply", (left, Node("neg", (right,))):
                return self.elementwise("neg", self.elementwise("multiply", left, right))
            case "divide", (left, Node("number", value=1)):
                return left
            case "log", (Node("add", (Node("number", value=1), rest)),):
                return self.elementwise("log1p", rest)
            case "log", (Node("add", (rest, Node("number", value=1))),):
                return self.elementwise("log1p", rest)
            case "subtract", (Node("exp", (inner,)), Node("number", value=1)):
                return self.elementwise("expm1", inner)
            case "sqrt", (Node("add", (left, right)),):
                return self._hypotenuse(left, right)
            case "sqrt", (Node("multiply", (left, right)),) if left is right:
                return self.elementwise("abs", left)
            case "less", (Node("subtract", (left, right)), Node("number", value=0)):
                return self.elementwise("less", left, right)
            case "subtract", (Node("expm1", (x,)), y) if x is y:
                return self.elementwise("expm1_less", x)
            case "where", (test, yes, no):
                return self._chosen(test, yes, no)
        return None

    def indicator(self, test: Node) -> Node:
        """1 where a test holds, and else 0."""
        return self.elementwise("where", test, self.number(1), self.number(0))

    def _hypotenuse(self, left: Node, right: Node) -> Node | None:
        """√(x² + y²), which does not overflow where the squares do."""
        x, y = self._root(left), self._root(right)
        return None if x is None or y is None else self.elementwise("hypot", x, y)

    def _root(self, square: Node) -> Node | None:
        match square:
            case Node("multiply", (left, right)) if left is right:
                return left
            case Node("number", value=Fraction() as value) if value >= 0:
                root = Fraction(isqrt(value.numerator), isqrt(value.denominator))
                return self.number(root) if root**2 == value else None
        return None

    def _chosen(self, test: Node, yes: Node, no: Node) -> Node | None:
        """A choice, made as deep inside as its two sides are alike."""
        if yes is no:
            return yes
        if test.operation == "equal" and test.operands[0] is test.operands[1]:
            return yes
        match yes, no:
            case Node("divide", (a, d)), Node("divide", (b, e)) if d is e:
                return self.elementwise("divide", self.elementwise("where", test, a, b), d)
            case _, Node("add", (b, d)) if d is yes:
                chosen = self.elementwise("where", test, self.number(0), b)
                return self.elementwise("add", chosen, d)
        match test, yes, no:
            # exp(−|x|) on one side of 0, and 1 on the other, which is the larger of the two:
            # a choice by the sign of each number is slow.
            case (
                Node("less", (x, y)),
                Node("exp", (Node("neg", (Node("abs", (z,)),)),)),
                Node("number", value=1),
            ) if {x, y} == {z, self.number(0)}:
                other = self.elementwise("less", y, x)
                return self.elementwise("maximum", yes, self.indicator(other))
            # |x| where x is not negative, else 0.
            case (
                Node("less", (x, Node("number", value=0))),
                Node("number", value=0),
                Node("abs", (y,)),
            ) if x is y:
                return self.elementwise("maximum", x, self.number(0))
            case (
                Node("less", (Node("number", value=0), x)),
                Node("number", value=0),
                Node("abs", (y,)),
            ) if x is y:
                return self.elementwise("maximum", self.elementwise("neg", x), self.number(0))
        return None

    # -- along an axis

    def sum(self, of: Node, slot: Slot) -> Node:
        """The sum over a slot; what does not depend on it is counted."""
        if slot not in of.axes:
            return self.elementwise("multiply", self.length(slot.over), of)
        match of:
            case Node("neg", (inner,)):
                return self.elementwise("neg", self.sum(inner, slot))
            case Node("one-hot", value=where) if where == slot:
                return self.number(1)
        return self._make("sum", (of,), (a for a in of.axes if a != slot), slot)

    def dot(self, left: Node, right: Node, slot: Slot) -> Node:
        """The sum of a product over a slot that both have."""
        for one, other in ((left, right), (right, left)):
            match one:
                case Node("one-hot", (labels,), value=where) if where == slot:
                    return self.pick(other, labels, slot)
                case Node("neg", (inner,)):
                    return self.elementwise("neg", self.dot(inner, other, slot))
        axes = (a for a in (*left.axes, *right.axes) if a != slot)
        return self._make("dot", (left, right), axes, (slot, self.sorted(left.axes + right.axes)))

    def max(self, of: Node, slot: Slot) -> Node:
        """The largest entry along a slot."""
        return self._make("max", (of,), (a for a in of.axes if a != slot), slot)

    def argmax(self, of: Node, slot: Slot) -> Node:
        """The position of the largest entry along a slot."""
        return self._make("argmax", (of,), (a for a in of.axes if a != slot), slot)

    def pick(self, of: Node, position: Node, slot: Slot) -> Node:
        """The entry at a position along a slot: of the operands, where elements are alone."""
        if slot not in of.axes:
            return of
        if position.operation == "argmax" and position.operands[0] is of:
            return self.max(of, slot)
        match of:
            case Node("one-hot", (labels,), value=where) if where == slot:
                same = self.elementwise("equal", labels, position)
                return self.elementwise("where", same, self.number(1), self.number(0))
            case Node("position", value=where) if where == slot:
                return position
            case Node("place", (inner, at, entry), value=where) if where == slot:
                if at is position:
                    return entry
                same = self.elementwise("equal", at, position)
                return self.elementwise("where", same, entry, self.pick(inner, position, slot))
            case Node(operation, operands) if operation in ELEMENTWISE:
                picked = (self.pick(operand, position, slot) for operand in operands)
                return self.elementwise(operation, *picked)
        axes = (a for a in (*of.axes, *position.axes) if a != slot)
        return self._make("pick", (of, position), axes, slot)

    def place(self, of: Node, position: Node, entry: Node, slot: Slot) -> Node:
        """The operand with its entry at a position along a slot replaced."""
        if of.operation == "place" and of.value == slot and of.operands[1] is position:
            of = of.operands[0]
        at_hand = self._placed.get((id(of), id(position), slot))
        if at_hand is not None and at_hand.operands[2] is entry:
            return at_hand
        key = id(of), id(position), slot
        of = self._careless(of, position, slot)
        node = self._make("place", (of, position, entry), (*of.axes, slot, *entry.axes), slot)
        self._placed.setdefault(key, node)
        return node

    def _careless(self, of: Node, position: Node, slot: Slot) -> Node:
        """A node that may differ at a position along a slot: what is at hand already is used."""
        at_hand = self._placed.get((id(of), id(position), slot))
        if at_hand is not None:
            return at_hand
        if slot not in of.axes or of.operation not in ELEMENTWISE | {"place"}:
            return of
        parts = tuple(self._careless(o, position, slot) for o in of.operands)
        if parts == of.operands:
            return of
        return self._make(of.operation, parts, of.axes, of.value)

    def nothing(self, largest: Node, slot: Slot) -> Node:
        """0 in place of the largest entry; of a row of one entry, a NaN is kept."""
        return self._make("nothing", (largest,), largest.axes, slot)

    def others(self, weights: Node, logits: Node, largest: Node, slot: Slot) -> Node:
        """The sum of ``exp(logits − largest)`` without the largest, to its last digits."""
        axes = (a for a in weights.axes if a != slot)
        return self._make("others", (weights, logits, largest), axes, slot)

    def moved(self, of: Node, to: Mapping[Slot, Slot]) -> Node | None:
        """The operand along other slots; ``None`` where its axes would change places."""
        axes = tuple(to[a] for a in of.axes)
        if axes == of.axes:
            return of
        if axes != self.sorted(axes):
            return None
        return self._make("moved", (of,), axes)

    def take(self, of: Node, slot: Slot, position: int) -> Node:
        """The entry at a fixed position along a slot."""
        axes = (a for a in of.axes if a != slot)
        return self._make("take", (of,), axes, (slot, position))

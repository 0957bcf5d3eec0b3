"""What several programs compute: one node for it, and the call of a program by another.

A product with the gradient of a number is the gradient times a vector, a product with a
Jacobian that is symmetric is the same from either side: such a program is called, and not
written twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from derive.numeric.program.lower import Program
from derive.numeric.program.node import Node, Slot, every, is_plain_number

__all__ = ["Routine", "called_by", "shared"]

#: Operations that are written in less than a call.
_LEAST = 4


@dataclass(frozen=True, slots=True)
class Routine:
    """The programs of one function: of dense arrays, and with a family by its labels if it may be.

    There is one where both are the same.
    """

    name: str
    #: What it takes, in order.
    families: tuple[str, ...]
    programs: tuple[Program, ...]


def called_by(routine: Routine) -> frozenset[str]:
    """The names of the routines that one calls."""
    nodes = every(*(p.result for p in routine.programs))
    return frozenset(str(n.value) for n in nodes if n.operation == "call")


def shared(routines: tuple[Routine, ...]) -> tuple[Routine, ...]:
    """The routines, equal nodes being one, and each calling those whose results it contains."""
    nodes = _Nodes()
    routines = tuple(nodes.of_routine(r) for r in routines)
    return tuple(_merged(nodes.calling(r, routines[:n], routines)) for n, r in enumerate(routines))


def _merged(routine: Routine) -> Routine:
    first, *rest = routine.programs
    same = all(p.result is first.result for p in rest)
    return replace(routine, programs=(first,)) if same else routine


class _Nodes:
    """Nodes of all programs; equal ones are one."""

    def __init__(self) -> None:
        self._known: dict[object, Node] = {}

    def one(self, node: Node, operands: tuple[Node, ...]) -> Node:
        key = (node.operation, tuple(map(id, operands)), node.axes, node.value)
        return self._known.setdefault(key, replace(node, operands=operands))

    def of_routine(self, routine: Routine) -> Routine:
        return replace(routine, programs=tuple(self.of_program(p, {}) for p in routine.programs))

    def of_program(self, program: Program, instead: dict[Node, Node]) -> Program:
        """The program of shared nodes, with some replaced."""
        made: dict[Node, Node] = {}
        for node in every(program.result):
            there = instead.get(node)
            made[node] = there or self.one(node, tuple(made[o] for o in node.operands))
        named = {made[n]: name for n, name in program.named.items() if n in made}
        # What is called has a name of its own.
        named = {n: name for n, name in named.items() if n.operation != "call"}
        return replace(program, result=made[program.result], named=named)

    def calling(
        self, routine: Routine, before: tuple[Routine, ...], others: tuple[Routine, ...]
    ) -> Routine:
        """The routine with calls; one that is equal to it is called if it stands before it."""
        programs = []
        for program in routine.programs:
            instead = {}
            for node in every(program.result):
                callees = before if node is program.result else others
                call = next(self.calls(node, [r for r in callees if r.name != routine.name]), None)
                if call is not None and not _shared_inside(node, program.result):
                    instead[node] = call
            programs.append(self.of_program(program, instead))
        return replace(routine, programs=tuple(programs))

    def calls(self, node: Node, callees: list[Routine]) -> Iterator[Node]:
        """Calls that give a node."""
        if _size(node) < _LEAST:
            return
        for callee in callees:
            for program in callee.programs:
                names = _match(program.result, node) if _may_be_called(program) else None
                if names is not None:
                    handed = (Node("argument", (), (), names.get(f, f)) for f in callee.families)
                    operands = tuple(self.one(leaf, ()) for leaf in handed)
                    call = Node("call", operands, node.axes, callee.name)
                    yield self.one(call, operands)


def _shared_inside(node: Node, root: Node) -> bool:
    """Whether a program needs a part of a node by itself: it would then be computed twice."""
    seen, ahead = set[Node](), [root]
    while ahead:
        here = ahead.pop()
        if here not in seen and here is not node:
            seen.add(here)
            ahead += here.operands
    inside = (n for n in every(node) if n.operands and not is_plain_number(n))
    return any(n in seen for n in inside)


def _may_be_called(program: Program) -> bool:
    """Whether a result lies as its node does, and is no number made of rows."""
    result = program.result
    alone = not any(node.axes for node in every(result))
    return result.axes == program.output and (alone or bool(result.axes))


def _size(root: Node) -> int:
    return sum(1 for node in every(root) if node.operands)


def _match(pattern: Node, node: Node) -> dict[str, str] | None:
    """The names of a node's families by those of a pattern that is equal but for these."""
    names: dict[str, str] = {}
    seen: set[tuple[Node, Node]] = set()
    ahead = [(pattern, node)]
    while ahead:
        left, right = ahead.pop()
        if (left, right) in seen:
            continue
        seen.add((left, right))
        if left.operation != right.operation or left.axes != right.axes:
            return None
        if left.operation in {"input", "labels"}:
            (name, layout), (other, laid) = _family(left), _family(right)
            if layout != laid or names.setdefault(name, other) != other:
                return None
        elif left.value != right.value or len(left.operands) != len(right.operands):
            return None
        ahead.extend(zip(left.operands, right.operands, strict=True))
    return names


def _family(node: Node) -> tuple[str, tuple[Slot, ...]]:
    assert isinstance(node.value, tuple)
    name, layout = node.value
    return name, layout

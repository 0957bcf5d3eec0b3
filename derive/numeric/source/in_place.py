"""A program as NumPy statements on a block of rows, without arrays besides those at hand.

It is for programs with one axis: a row is one sample, and lies along that axis. Each value
of the size of the block is written over one that is needed no more, the last into ``out``;
a block is small enough to stay in the cache from one statement to the next.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator
from copy import copy

from derive.numeric.program.node import Node, every
from derive.numeric.source.in_rows import InRows, callee
from derive.numeric.source.names import Names
from derive.numeric.source.shares import about_largest, is_argmax, only_shares, phases, users
from derive.numeric.source.statements import is_leaf, uses

__all__ = ["InPlace", "one_axis"]


def one_axis(root: Node, called: Container[str] = ()) -> bool:
    """Whether every value of a program lies along one axis, or along none.

    What it calls has to be written for rows, too.
    """
    slots = {slot for node in every(root) for slot in node.axes}
    other = {"take", "position", "one-hot"}
    for node in every(root):
        if node.operation in other or (node.operation == "call" and callee(node) not in called):
            return False
    return len(slots) == 1


class InPlace(InRows):
    """The statements of one program; ``scratch`` is how many blocks they need besides ``out``.

    Of two programs, for dense arrays and for labels, what both compute comes first, and then
    what each does: the test says which. ``called`` are the functions that have a form for
    rows, too, with the number of blocks that it works in.
    """

    def __init__(
        self,
        roots: tuple[Node, ...],
        inputs: dict[str, str],
        named: dict[Node, str],
        large: str,
        test: str = "",
        called: dict[str, int] | None = None,
    ) -> None:
        self.roots, self.inputs, self.named = roots, inputs, named
        self.large, self.length, self.positioned = large, f"{large}.shape[1]", False
        self.called = called or {}
        self.names = Names()
        for name in (*inputs.values(), "row"):
            self.names.new(name)
        self.order = tuple(_best_first(*roots))
        self.count = uses(*roots)
        self.left = Counter(self.count)
        self.left.update(roots)
        # The last value is written into `out`, and so is what it is made of.
        self.free = ["out"] if any(root.axes for root in roots) else []
        self.code, self.block, self.unit = {}, {}, {}
        self.scratch, self.lines = [], []
        both, own = phases(roots, self.order)
        self._write(both)
        if len(roots) == 1:
            self._finish(roots[0])
        else:
            self._write_both(roots, own, test)

    def _write(self, nodes: tuple[Node, ...]) -> None:
        used = users(self.order)
        groups = [g for g in about_largest(nodes) if only_shares(g, used)]
        about = {node: group for group in groups for node in group.nodes}
        for node in nodes:
            if node in about:
                if about[node].others not in self.code:
                    self._about(about[node], used)
            elif is_leaf(node):
                self.code[node] = self._leaf(node)
            elif node.axes:
                self._large(node)
            else:
                self._small(node)
            for operand in node.operands:
                self._release(operand)

    def _write_both(
        self, roots: tuple[Node, ...], parts: tuple[tuple[Node, ...], ...], test: str
    ) -> None:
        """What each of two programs does besides what they share."""
        branches = []
        for root, own in zip(roots, parts, strict=True):
            branch = copy(self)
            branch.names, branch.code = copy(self.names), dict(self.code)
            branch.block, branch.unit = dict(self.block), dict(self.unit)
            branch.left = Counter(o for node in own for o in node.operands)
            branch.left[root] += 1
            ended = [n for n in branch.block if not branch.left[n]]
            branch.free = [*self.free, *(branch.block.pop(n) for n in ended)]
            branch.scratch, branch.lines = list(self.scratch), []
            branch._write(own)
            branch._finish(root, exchange=False)
            branches.append(branch)
        dense, labelled = branches
        self.scratch = max((b.scratch for b in branches), key=len)
        indented = ([f"    {line}" for line in b.lines] for b in (labelled, dense))
        for line, lines in zip((f"if {test}:", "else:"), indented, strict=True):
            self.lines += [line, *lines]

    def _finish(self, root: Node, exchange: bool = True) -> None:
        """The result is in ``out``."""
        block = self.block.get(root)
        if block is None or (block != "out" and not exchange):
            self.lines.append(f"out[...] = {self.code[root].text}")
        elif block != "out":
            self._exchange(block)

    def _exchange(self, last: str) -> None:
        """Let the block that the result lies in be ``out``: one block is as good as another."""
        names = {last: "out", "out": last}
        pattern = re.compile(rf"\b({last}|out)\b(?!=)")
        self.lines = [pattern.sub(lambda m: names[m[1]], line) for line in self.lines]


def _best_first(*roots: Node) -> Iterator[Node]:
    """The nodes in order, a position before the entry there: the entry is then read off."""
    nodes, given = tuple(every(*roots)), set[Node]()
    for node in nodes:
        if node.operation == "max":
            tops = [n for n in nodes if is_argmax(n, node) and n not in given]
            yield from tops
            given.update(tops)
        if node not in given:
            given.add(node)
            yield node

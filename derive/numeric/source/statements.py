"""A program as Python statements: what is used once stands where it is used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from copy import copy

from derive.numeric.program.node import Node, every
from derive.numeric.source.expressions import Code
from derive.numeric.source.names import Names
from derive.numeric.source.shares import (
    AboutLargest,
    about_largest,
    by_whole,
    phases,
    reason,
    users,
)

__all__ = ["MAX_LINE", "is_leaf", "statements", "uses", "wanted_name"]

#: Longer expressions are given names.
MAX_LINE = 60

#: What a value is called that has no name of the author's.
_NAMES = {
    "abs": "size",
    "add": "whole",
    "argmax": "top",
    "divide": "ratio",
    "dot": "total",
    "equal": "same",
    "exp": "weight",
    "less": "below",
    "log": "logarithm",
    "log1p": "logarithm",
    "max": "largest",
    "multiply": "product",
    "neg": "negative",
    "nothing": "nothing",
    "pick": "entry",
    "place": "entries",
    "position": "position",
    "subtract": "difference",
    "sum": "total",
    "where": "chosen",
}


def is_leaf(node: Node) -> bool:
    """Whether a node is given, and not computed."""
    return node.operation in {
        "number",
        "minus-infinity",
        "length",
        "input",
        "labels",
        "position",
        "argument",
    }


def wanted_name(node: Node, named: dict[Node, str]) -> str:
    """The author's name for a node, or one that says what it is."""
    found = "shares" if by_whole(node) else _NAMES.get(node.operation, "value")
    return named.get(node) or found


def uses(*roots: Node) -> Counter[Node]:
    """How often each node is an operand."""
    return Counter(o for node in every(*roots) for o in node.operands)


def statements(
    roots: tuple[Node, ...],
    leaves: Callable[[Node], Code],
    code: Callable[[Node, tuple[Code, ...]], Code],
    names: Names,
    named: dict[Node, str],
    test: str = "",
) -> list[str]:
    """Lines that compute the root, the last of them its ``return``.

    Of two roots, for dense arrays and for labels, what both need comes first, and then what
    each does: the test says which.
    """
    writing = _Writing(roots, leaves, code, names, named)
    both, parts = phases(roots, tuple(every(*roots)))
    writing.write(both)
    if len(roots) == 1:
        return writing.returned(roots[0])
    branches = []
    for root, own in zip(roots, parts, strict=True):
        branch = copy(writing)
        branch.names, branch.known, branch.lines = copy(names), dict(writing.known), []
        branch.positions = dict(writing.positions)
        branch.write(own)
        branches.append(branch.returned(root))
    dense, labelled = branches
    return [*writing.lines, f"if {test}:", *(f"    {line}" for line in labelled), *dense]


class _Writing:
    """Lines so far, and the code of what is known by them."""

    def __init__(
        self,
        roots: tuple[Node, ...],
        leaves: Callable[[Node], Code],
        code: Callable[[Node, tuple[Code, ...]], Code],
        names: Names,
        named: dict[Node, str],
    ) -> None:
        self.roots, self.leaves, self.code = roots, leaves, code
        self.names, self.named = names, named
        self.users = users(every(*roots))
        self.count = uses(*roots)
        for group in about_largest(tuple(every(*roots))):
            self.count[group.difference] -= 1
        self.known: dict[Node, Code] = {}
        self.positions: dict[Code, Code] = {}
        self.lines: list[str] = []

    def write(self, nodes: tuple[Node, ...]) -> None:
        """The lines of some nodes, what they are made of being known."""
        about = {node: group for group in about_largest(nodes) for node in group.nodes}
        for node in nodes:
            if node in about:
                if about[node].others not in self.known:
                    self._about(about[node])
                continue
            if is_leaf(node):
                made = self.leaves(node)
                if node.operation == "position":  # that of another index of the set is the same
                    if made not in self.positions:
                        self.known[node] = made
                        self._name(node)
                        self.positions[made] = self.known[node]
                    made = self.positions[made]
                self.known[node] = made
                continue
            self.known[node] = self._short(node)
            said = reason(node)
            if said is not None and said not in self.lines:
                self.lines.append(said)
            if node not in self.roots and (self.count[node] > 1 or node in self.named):
                self._name(node)

    def returned(self, root: Node) -> list[str]:
        """The lines so far, and the last."""
        return [*self.lines, f"return {self.known[root].text}"]

    def _about(self, found: AboutLargest) -> None:
        """The exponentials about the largest logit, and their sum."""
        names = []
        for node in (found.largest, found.top, found.weights, found.others):
            outside = found.needed(node, self.users)
            wanted = "weights" if node is found.weights else wanted_name(node, self.named)
            names.append(self.names.new(wanted) if outside else "_")
            self.known[node] = Code(names[-1])
        logits = self.known[found.logits].text
        self.lines.append(f"{', '.join(names)} = _about_largest(xp, {logits})")

    def _short(self, node: Node) -> Code:
        made = self.code(node, tuple(self.known[o] for o in node.operands))
        while len(made.text) > MAX_LINE:
            # The longest of what stands in it gets a line and a name of its own.
            longest = max(node.operands, key=lambda o: len(self.known[o].text))
            if is_leaf(longest) or self.known[longest].text.isidentifier():
                break
            self._name(longest)
            made = self.code(node, tuple(self.known[o] for o in node.operands))
        return made

    def _name(self, node: Node) -> None:
        name = self.names.new(wanted_name(node, self.named))
        self.lines.append(f"{name} = {self.known[node].text}")
        self.known[node] = Code(name)

"""A program as Python statements: what is used once stands where it is used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from derive.numeric.program.node import Node, every
from derive.numeric.source.expressions import Code
from derive.numeric.source.names import Names

__all__ = ["MAX_LINE", "is_leaf", "statements", "uses", "wanted_name"]

#: Longer expressions are given names.
MAX_LINE = 70

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
    return node.operation in {"number", "minus-infinity", "length", "input", "labels", "position"}


def wanted_name(node: Node, named: dict[Node, str]) -> str:
    """The author's name for a node, or one that says what it is."""
    return named.get(node) or _NAMES.get(node.operation, "value")


def uses(root: Node) -> Counter[Node]:
    """How often each node is an operand."""
    return Counter(o for node in every(root) for o in node.operands)


def statements(
    root: Node,
    leaves: Callable[[Node], Code],
    code: Callable[[Node, tuple[Code, ...]], Code],
    names: Names,
    named: dict[Node, str],
) -> list[str]:
    """Lines that compute the root, the last of them its ``return``."""
    count, known, lines = uses(root), dict[Node, Code](), list[str]()
    positions: dict[Code, Code] = {}

    def name_it(node: Node) -> None:
        name = names.new(wanted_name(node, named))
        lines.append(f"{name} = {known[node].text}")
        known[node] = Code(name)

    for node in every(root):
        if is_leaf(node):
            known[node] = leaves(node)
            if node.operation == "position":  # that of another index of the set is the same
                made = known[node]
                if made not in positions:
                    name_it(node)
                    positions[made] = known[node]
                known[node] = positions[made]
            continue
        made = code(node, tuple(known[o] for o in node.operands))
        while len(made.text) > MAX_LINE:
            # The longest of what stands in it gets a line and a name of its own.
            longest = max(node.operands, key=lambda o: len(known[o].text))
            if is_leaf(longest) or known[longest].text.isidentifier():
                break
            name_it(longest)
            made = code(node, tuple(known[o] for o in node.operands))
        known[node] = made
        if node is not root and (count[node] > 1 or node in named):
            name_it(node)
    return [*lines, f"return {known[root].text}"]

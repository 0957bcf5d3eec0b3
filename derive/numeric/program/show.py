"""A program as text, a line for each node: for reading, and for tests."""

from __future__ import annotations

from derive.numeric.program.node import Node, every

__all__ = ["show"]


def show(*roots: Node) -> str:
    """The operations in an order in which they can be done."""
    names: dict[int, str] = {}
    lines = []
    for node in every(*roots):
        name = f"v{len(names)}"
        if node.operation == "number":
            names[id(node)] = str(node.value)
            continue
        names[id(node)] = name
        operands = " ".join(names[id(o)] for o in node.operands)
        axes = ", ".join(f"{s.over}{s.number or ''}" for s in node.axes)
        value = "" if node.value is None else f" [{node.value}]"
        lines.append(f"{name} = {node.operation} {operands}{value} : ({axes})")
    return "\n".join(lines)

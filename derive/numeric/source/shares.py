"""Exponentials of which nothing but their shares is taken: what they are about does not matter."""

from __future__ import annotations

from collections.abc import Iterator

from derive.numeric.program.node import Node

__all__ = ["by_whole", "is_argmax", "weights_of"]


def is_argmax(node: Node, largest: Node) -> bool:
    """Whether a position is that of the largest entry."""
    return node.operation == "argmax" and node.operands == largest.operands


def weights_of(order: tuple[Node, ...]) -> Iterator[Node]:
    """The ``exp(x − max x)`` of which nothing but shares are taken, and their differences.

    Of such it does not matter what is subtracted: ``exp(x − c)/Σ exp(x − c)`` is the same for
    every c. With the largest left out, they are summed and divided by 1 + S only.
    """
    users: dict[Node, list[Node]] = {}
    for node in order:
        for operand in node.operands:
            users.setdefault(operand, []).append(node)
    for node in order:
        match node:
            case Node(
                "place", (Node("exp", (Node("subtract", (x, largest)) as less,)) as e, top, _)
            ):
                pass
            case _:
                continue
        about = largest.operation == "max" and largest.operands == (x,) and is_argmax(top, largest)
        alone = users[less] == [e] and users[e] == [node]
        if about and alone and all(_is_share(user, node) for user in users.get(node, [])):
            yield from (less, e)


def _is_share(user: Node, weights: Node) -> bool:
    if user.operation == "others":
        return user.operands[0] is weights
    return by_whole(user) and user.operands[0] is weights and _sum_of(user) is weights


def by_whole(node: Node) -> bool:
    """Whether a node is a quotient by one more than the sum of the others."""
    return node.operation == "divide" and bool(node.axes) and _sum_of(node) is not None


def _sum_of(quotient: Node) -> Node | None:
    """The weights of ``1 + S``, if that is what a quotient is by."""
    match quotient.operands[1]:
        case Node("add", (Node("number", value=one), Node("others", (weights, *_)))) if one == 1:
            return weights
    return None

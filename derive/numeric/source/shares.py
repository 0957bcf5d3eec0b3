"""Exponentials about the largest logit, their sum, and what two programs share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from derive.numeric.program.node import Node, every

__all__ = [
    "AboutLargest",
    "about_largest",
    "by_whole",
    "is_argmax",
    "only_shares",
    "phases",
    "reason",
    "users",
]


@dataclass(frozen=True, slots=True)
class AboutLargest:
    """``exp(x − max x)`` with 0 for the largest, and the sum: nothing is lost in 1 + S.

    ``weights`` are the exponentials, ``others`` is S; ``difference`` and ``exp`` are on the way.
    """

    largest: Node
    top: Node
    weights: Node
    others: Node
    difference: Node
    exp: Node
    #: The nodes that are made at once.
    nodes: frozenset[Node]

    def needed(self, node: Node, used: dict[Node, list[Node]]) -> bool:
        """Whether a node of it is an operand of anything but what is on the way."""
        inside = set(self.nodes)
        if used[self.difference] == [self.exp]:
            inside.add(self.difference)
        return any(user not in inside for user in used.get(node, ()))

    @property
    def logits(self) -> Node:
        """What the exponentials are of."""
        return self.others.operands[1]


def is_argmax(node: Node, largest: Node) -> bool:
    """Whether a position is that of the largest entry."""
    return node.operation == "argmax" and node.operands == largest.operands


def users(nodes: Iterable[Node]) -> dict[Node, list[Node]]:
    """The nodes that each is an operand of."""
    found: dict[Node, list[Node]] = {}
    for node in nodes:
        for operand in node.operands:
            found.setdefault(operand, []).append(node)
    return found


def about_largest(nodes: tuple[Node, ...]) -> Iterator[AboutLargest]:
    """The exponentials about a largest logit that are summed without it, along the last axis."""
    used = users(nodes)
    for node in nodes:
        match node:
            case Node(
                "others",
                (
                    Node(
                        "place",
                        (
                            Node("exp", (Node("subtract", (x, largest)) as less,)) as e,
                            top,
                            Node("nothing") as nothing,
                        ),
                    ) as weights,
                    logits,
                    _,
                ),
            ) if logits is x and is_argmax(top, largest) and x.axes[-1] == node.value:
                made = {largest, top, weights, node, e}
                if used[nothing] == [weights]:
                    made.add(nothing)
                if used[e] == [weights] and made <= set(nodes):
                    yield AboutLargest(largest, top, weights, node, less, e, frozenset(made))


def only_shares(found: AboutLargest, used: dict[Node, list[Node]]) -> bool:
    """Whether nothing but shares are taken of exponentials.

    Of such it does not matter what is subtracted: ``exp(x − c)/Σ exp(x − c)`` is the same for
    every c. With the largest left out, they are summed and divided by 1 + S only.
    """
    return all(
        user is found.others or (by_whole(user) and user.operands[0] is found.weights)
        for user in used[found.weights]
    )


def by_whole(node: Node) -> bool:
    """Whether a node is a quotient of weights by one more than the sum of the others."""
    match node:
        case Node("divide", (weights, Node("add", (Node("number", value=one), others)))) if (
            one == 1 and others.operation == "others"
        ):
            return bool(node.axes) and others.operands[0] is weights
    return False


def phases(
    roots: tuple[Node, ...], order: tuple[Node, ...]
) -> tuple[tuple[Node, ...], tuple[tuple[Node, ...], ...]]:
    """What all programs compute, and what each does besides, in order.

    A difference from the largest that is needed for more than the exponentials is computed
    where it is needed: these are made without it.
    """
    programs = [frozenset(every(root)) for root in roots]
    both = set(frozenset.intersection(*programs))
    apart = _needed_elsewhere(order)
    both -= {node for node, needed in apart.items() if not needed & both}
    own = [p - both - {n for n, needed in apart.items() if not needed & p} for p in programs]
    return (
        tuple(n for n in _late(order, apart) if n in both),
        tuple(tuple(n for n in _late(order, apart) if n in nodes) for nodes in own),
    )


def _needed_elsewhere(order: tuple[Node, ...]) -> dict[Node, frozenset[Node]]:
    """Differences from the largest, and what needs them besides the exponentials."""
    used = users(order)
    return {
        a.difference: frozenset(used[a.difference]) - {a.exp}
        for a in about_largest(order)
        if only_shares(a, used)  # others are made by the difference
    }


def _late(order: tuple[Node, ...], apart: dict[Node, frozenset[Node]]) -> Iterator[Node]:
    """The nodes in order, those apart before what needs them first; of those unneeded none."""
    given = set[Node]()
    for node in order:
        if node in apart:
            continue
        for operand in node.operands:
            if operand in apart and node in apart[operand] and operand not in given:
                given.add(operand)
                yield operand
        yield node


def reason(node: Node) -> str | None:
    """Why a value is computed as it is, for whoever reads the code."""
    match node:
        case Node("add", (Node("number", value=one), Node("others"))) if one == 1:
            return "# 1 + Σ others: nothing is lost where one share is nearly 1"
        case Node("subtract", (Node("subtract", (Node("number", value=one), _)), spread)) if (
            one == 1 and any(part.operation == "others" for part in spread.operands)
        ):
            return "# at the largest, where 1 − p is the share of the others"
        case Node("exp", (Node("neg", (Node("abs"),)),)):
            return "# exp(−|x|) does not overflow: each side of 0 has a form with it"
    return None

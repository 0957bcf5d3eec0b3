"""Slips in products of arrays, undone: a transpose more or less, an order, another product."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from derive.judging.edits.change import Places, Side
from derive.judging.edits.names import Names
from derive.judging.edits.parts import computed, is_name, is_transposed, power_sign, terms
from derive.notation.nodes import Bracket, Fraction, Head, Item, Operator, Scripted

__all__ = ["orders", "transposes"]


def transposes(side: Side, names: Names) -> Iterator[Places]:
    """A transpose less, then one more: of a name, of a bracket, of a derivative."""
    for node in computed(side.notation):
        if isinstance(node, Scripted) and node.above is not None and is_transposed(node):
            sign = power_sign(side, node)
            if sign >= 0:
                yield ((sign, node.above.end, ""),)
    for term in terms(side):
        for item in term.items:
            if _may_be_turned(item):
                yield ((item.end, item.end, names.transpose),)
            elif isinstance(item, Fraction):
                yield (item.start, item.start, "("), (item.end, item.end, f"){names.transpose}")


def _may_be_turned(item: Item) -> bool:
    if isinstance(item, Scripted) and item.above is not None:
        return False
    return is_name(item) or (isinstance(item, Bracket) and item.kind in ("(", "["))


def orders(side: Side, names: Names) -> Iterator[Places]:
    """Two factors that change places, one of them turned, and the entrywise product."""
    for term in terms(side):
        row = [item for item in term.items if not isinstance(item, Operator | Head)]
        for one, other in pairwise(row):
            first, second = side.of(one), side.of(other)
            yield (one.start, one.end, second), (other.start, other.end, first)
            if _may_be_turned(one):
                turned = f"{first}{names.transpose}"
                yield (one.start, one.end, second), (other.start, other.end, turned)
            yield ((one.end, other.start, r" \odot "),)
        for item in term.items:
            if isinstance(item, Operator) and item.sign == "⊙":
                yield ((item.start, item.end, " "),)

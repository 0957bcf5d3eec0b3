"""Notation with parts of it replaced, wherever they stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any, TypeVar

from derive.notation.nodes import Item, Node, Term

__all__ = ["replaced", "rows_replaced"]

N = TypeVar("N", bound=Node)


def replaced(node: N, change: Callable[[Node], Node | None]) -> N:
    """A formula with each part that ``change`` has another one for; these are not looked into."""
    found = change(node)
    return found if found is not None else _rebuilt(node, lambda part: replaced(part, change))  # type: ignore[return-value]


def rows_replaced(node: N, change: Callable[[tuple[Item, ...]], tuple[Item, ...]]) -> N:
    """A formula with each of its rows of items changed, the inner ones first."""
    node = _rebuilt(node, lambda part: rows_replaced(part, change))
    return replace(node, items=change(node.items)) if isinstance(node, Term) else node


def _rebuilt(node: N, of: Callable[[Node], Node]) -> N:
    changes: dict[str, Any] = {}
    for field in fields(node):
        value = getattr(node, field.name)
        if isinstance(value, Node):
            made: Any = of(value)
        elif isinstance(value, tuple):
            made = tuple(of(v) if isinstance(v, Node) else v for v in value)
        else:
            continue
        if made != value:
            changes[field.name] = made
    return replace(node, **changes) if changes else node

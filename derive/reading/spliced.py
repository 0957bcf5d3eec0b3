"""Rows of items as they are read: without braces that only group; lists in brackets."""

from __future__ import annotations

from derive.notation.names import single_term
from derive.notation.nodes import Bracket, Head, Item, Separator

__all__ = ["is_list", "spliced"]


def spliced(items: tuple[Item, ...]) -> tuple[Item, ...]:
    r"""A row without braces that group factors only, and without empty ones.

    Braces around a sign that acts on what follows end its reach: ``{\sum_i a_i} b``.
    """
    found: list[Item] = []
    for item in items:
        if not (isinstance(item, Bracket) and item.kind == "{"):
            found.append(item)
            continue
        term = single_term(item.inside)
        if term is not None and not any(isinstance(part, Head) for part in term.items[:-1]):
            found += spliced(term.items)
        elif item.inside.parts:
            found.append(item)
    return tuple(found)


def is_list(bracket: Bracket) -> bool:
    """Whether commas or bars part what stands in a bracket."""
    return any(isinstance(part, Separator) for part in bracket.inside.parts)

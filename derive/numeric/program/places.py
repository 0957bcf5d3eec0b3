"""Where the indices of a form are: along an axis, or at one position of an axis."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count
from typing import TypeAlias

from derive.numeric.program.node import Node, Slot
from derive.syntax.tree import Index, Written
from derive.syntax.walk import free_indices

__all__ = ["At", "Places", "next_slot", "place_key", "slots_of"]


@dataclass(frozen=True, slots=True)
class At:
    """A position along a slot, in place of an axis: an anchor."""

    position: Node
    slot: Slot


Places: TypeAlias = "Mapping[Index, Slot | At]"


def slots_of(indices: tuple[Index, ...]) -> dict[Index, Slot]:
    """An axis for each index: two over one set have different numbers."""
    found: dict[Index, Slot] = {}
    for index in indices:
        found[index] = next_slot(index, found.values())
    return found


def next_slot(index: Index, taken: Iterable[object]) -> Slot:
    """The first slot over an index set that is not taken."""
    used = {p.number for p in taken if isinstance(p, Slot) and p.over == index.over.name}
    return Slot(index.over.name, next(n for n in count() if n not in used))


def place_key(form: Written, places: Places) -> tuple[object, ...]:
    """A form and where its indices are: what its value depends on."""
    free = sorted(free_indices(form), key=lambda i: i.name)
    return (form, *((i, places.get(i)) for i in free))

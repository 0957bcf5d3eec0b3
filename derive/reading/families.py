"""Families: what a name of a reading is made of. Data only."""

from __future__ import annotations

from dataclasses import dataclass, field

from derive.notation.nodes import Node
from derive.reading.scope import Let
from derive.syntax.tree import Index, IndexSet, Written

__all__ = ["BESIDE_A_SET", "POSITION", "Family", "Named"]

#: The family of the numbers that the indices of a set are.
POSITION = "№"
#: What is added to a name that is a set, too.
BESIDE_A_SET = "°"


@dataclass(slots=True)
class Family:
    """A name in a reading: its axes, and its definition if it has one.

    ``parameters`` are the indices at which ``body`` is its entry; ``pieces`` are its entries
    where it is defined at numbers only; ``of`` are the families on which an abstract function
    depends. ``busy`` says that its definition is being read; ``letter`` is its letter on paper,
    and ``row`` says that its last axis lies flat.
    """

    key: str
    axes: tuple[IndexSet, ...] = ()
    let: Let | None = None
    parameters: tuple[Index, ...] = ()
    body: Written | None = None
    pieces: dict[int, Written] = field(default_factory=dict)
    of: tuple[str, ...] = ()
    busy: bool = False
    letter: str = ""
    row: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a reading: the key of its family, and what stands at it.

    ``at`` are its indices, ``power`` what raises it, ``turned`` a transpose; ``halves`` counts the
    roots of a name that is a square (σ² as one name: σ⁴ is 4).
    """

    key: str
    at: tuple[Node, ...]
    power: tuple[Node, ...] = ()
    turned: bool = False
    halves: int = 0

"""How far a statement may reach: the stretches of the source that hold a place. Data only.

Scopes are nested: the document, a section with the sections below it, a block (a paragraph or
an item of a list, with the displays that belong to it), a sentence with its displays.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from derive.discourse.statements import Formula
from derive.notation.nodes import Expression

__all__ = ["LastSide", "Span", "State"]

#: From where to where, in offsets of the source.
Span: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class LastSide:
    """The last right side that was written: a row that begins with a relation goes on from it."""

    formula: Formula
    side: Expression
    place: Span


@dataclass(frozen=True, slots=True)
class State:
    """Where a display stands, and what its first row may go on with.

    A claim's scope begins with ``sentence`` and ends with ``document``: what it may define is
    known to the words around it and to all that follows. ``last`` is ``None`` where words end
    the chain, so that a row that begins with a relation has no left side.
    """

    document: Span
    section: Span
    block: Span
    sentence: Span
    last: LastSide | None = None

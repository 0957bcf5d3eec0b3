r"""Quotients in which a ``∂`` is missing: ``\frac{\partial z_j}{w_{ij}}``.

A quotient with a ``∂`` before one name above, and one name alone below, means nothing else
than the derivative.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from derive.notation.errors import ReadError
from derive.notation.nodes import Clauses, Fraction, Item, Letter, Scripted
from derive.old.conventions.walk import Row, group
from derive.syntax.reader.look import items_of, tidy

__all__ = ["Partials"]


@dataclass(slots=True)
class Partials:
    r"""Puts in the ``∂`` that are missing below, and notes the places.

    >>> from derive.old.conventions.walk import over_rows
    >>> from derive.notation.parse import parse
    >>> found = Partials()
    >>> _ = over_rows(parse(r"\frac{\partial z_j}{w} + \frac{\partial E}{\partial w}"), found)
    >>> found.missing
    [(20, 21)]
    """

    missing: list[tuple[int, int]] = field(default_factory=list)

    def __call__(self, row: Row) -> Row:
        """The row with every such quotient as a derivative."""
        return tuple(self._mended(item) if isinstance(item, Fraction) else item for item in row)

    def _mended(self, item: Fraction) -> Fraction:
        above, below = _names(item.above), _names(item.below)
        if above is None or below is None or not above[0] or below[0]:
            return item
        self.missing.append((below[1].start, below[1].end))
        return replace(item, below=_with_partial(below[1]))


def _names(side: Item | Clauses) -> tuple[bool, Item] | None:
    """Whether a ∂ stands before the one name of a side, and the name."""
    items = items_of(side)
    if items is None or len(items) not in (1, 2):
        return None
    try:
        tidied = [tidy(item) for item in items]
    except ReadError:
        return None
    first, last = tidied[0], tidied[-1]
    if len(tidied) == 2 and not _is_partial(first):
        return None
    base = last.base if isinstance(last, Scripted) else last
    if not isinstance(base, Letter) or _is_partial(last) or _is_partial(base):
        return None
    return len(tidied) == 2, last


def _is_partial(item: Item) -> bool:
    return isinstance(item, Letter) and item.name == "∂"


def _with_partial(name: Item) -> Item:
    return group((Letter(name.start, name.start, "∂"), name))

r"""Changes of a side as it is written: each undoes one slip, and leaves all else as it stands.

A change is a stretch of the text and what takes its place, so that the side keeps its
author's spelling. The kinds are those of ``derive.steps.edits``; what comes of a change is
judged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from derive.notation.nodes import (
    Bracket,
    Clause,
    Clauses,
)
from derive.old.mend.letters import indices, replaced, sums, swaps
from derive.old.mend.names import Names
from derive.old.mend.products import factors, missing, transposes
from derive.old.mend.spans import Places, whole_of
from derive.old.mend.terms import brackets, dropped, functions, signs
from derive.syntax.reader.session import Formula

__all__ = ["KINDS", "Change", "changed", "changes"]


@dataclass(frozen=True, slots=True)
class Change:
    """Stretches of a text with what takes their places, and the kind of the slip."""

    kind: str
    places: tuple[tuple[int, int, str], ...]


def changed(side: Formula, change: Change) -> str:
    r"""The text of the side after a change.

    >>> from derive.notation.parse import parse
    >>> side = Formula("a + b", parse("a + b"))
    >>> changed(side, Change("the sign", ((2, 3, "-"),)))
    'a - b'
    """
    text, end = side.text, side.notation.end
    for start, stop, new in sorted(change.places, reverse=True):
        text = text[:start] + new + text[stop:]
        end += len(new) - (stop - start)
    return text[side.notation.start : end].strip()


def _of_matrix(side: Formula, names: Names, kind: str) -> Iterator[Places]:
    """The changes that are alike in all entries of a matrix, as in a column with dots."""
    whole = whole_of(side)
    items = whole.terms[0].items
    if len(whole.terms) != 1 or len(items) != 1:
        return
    matrix = items[0]
    if not isinstance(matrix, Bracket) or matrix.kind != "matrix":
        return
    cells = [part for part in matrix.inside.parts if isinstance(part, Clause)]
    entries = [
        Formula(side.text, Clauses(cell.start, cell.end, (cell,)))
        for cell in cells
        if side.text[cell.start : cell.end].strip()
        not in (r"\vdots", r"\cdots", r"\ddots", r"\dots")
    ]
    alike = [list(KINDS[kind](entry, names)) for entry in entries]
    if len({len(found) for found in alike}) == 1:
        for together in zip(*alike, strict=True):
            yield tuple(place for places in together for place in places)


def changes(side: Formula, names: Names, kind: str) -> Iterator[Change]:
    r"""The changes of one kind, the likeliest first.

    >>> from derive.notation.parse import parse
    >>> side = Formula("a + b", parse("a + b"))
    >>> [changed(side, c) for c in changes(side, Names(), "the sign")]
    ['-(a + b)', '-a + b', 'a - b']
    """
    seen = {side.text[side.notation.start : side.notation.end].strip()}
    for places in (*_of_matrix(side, names, kind), *KINDS[kind](side, names)):
        change = Change(kind, places)
        text = changed(side, change)
        if text and text not in seen:
            seen.add(text)
            yield change


KINDS: dict[str, Callable[[Formula, Names], Iterator[Places]]] = {
    "the sign": signs,
    "the index": indices,
    "the factor": factors,
    "the transpose": transposes,
    "the function": functions,
    "the bracket": brackets,
    "the order": swaps,
    "the name": replaced,
    "the sum": sums,
    "a factor": missing,
    "the term": dropped,
}

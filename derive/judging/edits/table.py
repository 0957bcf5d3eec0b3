r"""The kinds of slips, the likeliest first, and the changes that undo them. Two tables.

What people report most are signs, then indices, factors, and a missing logarithm or exponent.
A change claims nothing: what comes of it is judged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias

from derive.judging.edits.alike import in_all_cells, terms_before_dots
from derive.judging.edits.arrays import orders, transposes
from derive.judging.edits.change import Change, Places, Side, changed, fitted
from derive.judging.edits.factors import factors, inserted, quotients
from derive.judging.edits.functions import functions, logarithms, powers
from derive.judging.edits.indices import indices, ranges
from derive.judging.edits.names import Names
from derive.judging.edits.reaches import reaches, slashes
from derive.judging.edits.signs import operators, signs
from derive.judging.edits.symbols import replaced, sums, swapped
from derive.judging.edits.terms import complements, dropped

__all__ = ["INDICES", "LIKELY", "UNLIKELY", "Kind", "changes"]

_Changes: TypeAlias = Callable[[Side, Names], Iterator[Places]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of slip in words, the changes that undo it, how many of them are tried at most.

    ``paired`` says that two such slips are made in one step.
    """

    name: str
    changes: _Changes
    most: int
    paired: bool = False


INDICES = Kind("the index", indices, 60, paired=True)

#: The kinds that are tried first.
LIKELY: tuple[Kind, ...] = (
    Kind("the sign", signs, 24, paired=True),
    INDICES,
    Kind("the factor", factors, 40, paired=True),
    Kind("the power", powers, 30, paired=True),
    Kind("the logarithm", logarithms, 24, paired=True),
    Kind("the quotient", quotients, 24, paired=True),
    Kind("the term", terms_before_dots, 4),
    Kind("the term", dropped, 20),
)
#: … and those that are tried where nothing is missing in the whole.
UNLIKELY: tuple[Kind, ...] = (
    Kind("the reach", reaches, 40),
    Kind("the transpose", transposes, 16),
    Kind("the order", orders, 16),
    Kind("the sum", sums, 24),
    Kind("the order", swapped, 12),
    Kind("the function", functions, 24),
    Kind("the operator", operators, 16),
    Kind("the name", replaced, 60),
    Kind("the term", complements, 20),
    Kind("the range", ranges, 24),
    Kind("the reach", slashes, 6),
    Kind("a factor", inserted, 80),
)


def changes(side: Side, names: Names, kinds: tuple[Kind, ...]) -> Iterator[tuple[Kind, Change]]:
    r"""The changes of a side, the likeliest kinds first; none twice, and none that changes nothing.

    >>> from derive.notation.names import only_expression
    >>> from derive.notation.parse import parse
    >>> side = Side("a + b", only_expression(parse("a + b")))
    >>> [changed(side, change.places) for _, change in islice(changes(side, Names(), LIKELY), 3)]
    ['-a - b', '-a + b', 'a - b']
    """
    seen = {_plain(side.text[side.notation.start : side.notation.end])}
    for kind in kinds:
        found = (*in_all_cells(kind.changes, side, names), *kind.changes(side, names))
        for places in islice(_new(side, found, seen), kind.most):
            yield kind, Change(kind.name, places)


def _new(side: Side, found: tuple[Places, ...], seen: set[str]) -> Iterator[Places]:
    for places in found:
        made = fitted(side, places)
        text = _plain(changed(side, made))
        if text and text not in seen:
            seen.add(text)
            yield made


def _plain(text: str) -> str:
    return " ".join(text.split())

r"""The kinds of slips, the likeliest first: one table, and one walk over the parts of a side.

What people report most are signs, then indices, factors, and a missing logarithm or exponent.
A change claims nothing: what comes of it is judged.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from derive.judging.edits import slips
from derive.judging.edits.names import Names
from derive.judging.edits.side import Places, Script, Side, Unit, changed, fitted, walked
from derive.notation.names import only_expression, plain_text
from derive.notation.nodes import Bracket, Clause, Expression, Fraction, Head, Scripted, Term

__all__ = ["INDICES", "LIKELY", "UNLIKELY", "Kind", "changes"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of slip in words, how many changes are tried at most, and what is done where."""

    name: str
    most: int
    slips: tuple[tuple[Any, Callable[[Side, Any, Names], Iterator[Places]]], ...]


INDICES = Kind("the index", 60, (
    (Script, slips.other_index), (Side, slips.throughout), (Term, slips.throughout),
    (Script, slips.step),
))  # fmt: skip
#: The kinds that are tried first.
LIKELY: tuple[Kind, ...] = (
    Kind("the sign", 24, ((Expression, slips.signs),)),
    INDICES,
    Kind("the factor", 40, ((Unit, slips.factor_less),)),
    Kind("the power", 30, ((Scripted, slips.exponent), (Unit, slips.square))),
    Kind("the logarithm", 24, tuple((of, slips.logarithm) for of in (Head, Unit, Term))),
    Kind("the quotient", 24, ((Fraction, slips.quotient),)),
    Kind("the term", 20, ((Expression, slips.term_less),)),
)
#: … and those that are tried where nothing is missing in the whole.
UNLIKELY: tuple[Kind, ...] = (
    Kind("the reach", 40, ((Expression, slips.reach), (Term, slips.bracket))),
    Kind("the transpose", 16, ((Scripted | Unit, slips.transpose),)),
    Kind("the order", 16, ((Term, slips.order),)),
    Kind("the sum", 24, ((Unit, slips.sum_more), (Term, slips.sum_more))),
    Kind("the function", 24, (
        (Scripted, slips.no_exp), (Head, slips.no_function), (Unit, slips.exponential)
    )),
    Kind("the operator", 16, ((Expression, slips.product),)),
    Kind("the name", 60, ((Side, slips.other_name),)),
    Kind("a factor", 80, ((Term, slips.factor_more),)),
)  # fmt: skip
#: A logarithm of an exponential, which is no slip.
_UNDONE = re.compile(r"(e\^ *\{|\\exp *\(?) *\\log|\\log *(e\^|\\exp)")


def changes(side: Side, names: Names, kinds: tuple[Kind, ...]) -> Iterator[tuple[Kind, Places]]:
    r"""The changes of a side, the likeliest kinds first; none twice, and none that changes nothing.

    >>> from derive.notation.parse import parse
    >>> side = Side("a + b", only_expression(parse("a + b")))
    >>> [changed(side, places) for _, places in changes(side, Names(), LIKELY[:1])]
    ['-a - b', '-a + b', 'a - b']
    """
    whole = side.of(side.notation)
    seen = {" ".join(whole.split()), ""}
    for kind in kinds:
        most = len(seen) + kind.most
        for places in (*_in_all_cells(kind, side, names), *_of_kind(kind, side, names)):
            made = fitted(side, places)
            text = " ".join(changed(side, made).split())
            undone = _UNDONE.search(text) and not _UNDONE.search(whole)
            if text not in seen and not undone and len(seen) < most:
                seen.add(text)
                yield kind, made


def _of_kind(kind: Kind, side: Side, names: Names) -> Iterator[Places]:
    for of, undo in kind.slips:
        for node in walked(side):
            if isinstance(node, of):
                yield from undo(side, node, names)


def _in_all_cells(kind: Kind, side: Side, names: Names) -> Iterator[Places]:
    """The changes of a kind that are alike in every cell of a matrix, as in a column with dots."""
    items = [item for term in side.notation.terms for item in term.items]
    for matrix in (item for item in items if isinstance(item, Bracket) and item.kind == "matrix"):
        parts = (only_expression(p) for p in matrix.inside.parts if isinstance(p, Clause))
        cells = [Side(side.text, cell) for cell in parts if cell and plain_text(cell) != "…"]
        found = [list(_of_kind(kind, cell, names)) for cell in cells]
        if len(set(map(len, found))) == 1:
            yield from (
                tuple(p for places in alike for p in places) for alike in zip(*found, strict=True)
            )

r"""Slips that recur: in all cells of a matrix with dots, in all terms before the dots of a sum."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from derive.judging.edits.change import Places, Side, rewritten
from derive.judging.edits.names import Names
from derive.judging.edits.parts import begin_of, braced, letter_nodes, scripts
from derive.notation.names import only_expression, plain_text
from derive.notation.nodes import Bracket, Clause, Digits, Expression, Letter, Term, subnodes

__all__ = ["in_all_cells", "terms_before_dots"]

Kind: TypeAlias = Callable[[Side, Names], Iterator[Places]]


def in_all_cells(kind: Kind, side: Side, names: Names) -> Iterator[Places]:
    """The changes of a kind that are alike in every cell of a matrix, as in a column with dots."""
    matrix = _sole_matrix(side)
    if matrix is None:
        return
    cells = [
        Side(side.text, inside)
        for part in matrix.inside.parts
        if isinstance(part, Clause)
        and (inside := only_expression(part)) is not None
        and plain_text(inside) != "…"
    ]
    found = [list(kind(cell, names)) for cell in cells]
    if len({len(changes) for changes in found}) == 1:
        for together in zip(*found, strict=True):
            yield tuple(place for places in together for place in places)


def _sole_matrix(side: Side) -> Bracket | None:
    """The matrix that a side is, perhaps as one factor of it."""
    found = [n for t in side.notation.terms for n in t.items if isinstance(n, Bracket)]
    matrices = [bracket for bracket in found if bracket.kind == "matrix"]
    return matrices[0] if len(matrices) == 1 else None


def terms_before_dots(side: Side, names: Names) -> Iterator[Places]:
    """``a_1 b_1 + a_2 b_2 + … + a_n b_n``: the terms before the dots as the last one says."""
    for expression in (n for n in subnodes(side.notation) if isinstance(n, Expression)):
        dots = [n for n, t in enumerate(expression.terms) if plain_text(t).lstrip("+-") == "…"]
        if len(dots) != 1 or dots[0] + 1 >= len(expression.terms):
            continue
        before, last = expression.terms[: dots[0]], expression.terms[dots[0] + 1]
        letters = _letters(side, last)
        numbers = [_number(side, term) for term in before]
        if len(letters) == 1 and all(numbers):
            (letter,) = letters
            pairs = zip(before, numbers, strict=True)
            yield tuple(
                (begin_of(term), term.end, _at(side, last, letter, number or ""))
                for term, number in pairs
            )


def _letters(side: Side, term: Term) -> set[str]:
    inside = [s for _, s in scripts(side) if term.start <= s.start and s.end <= term.end]
    return {side.of(node) for script in inside for node in letter_nodes(script)}


def _number(side: Side, term: Term) -> str | None:
    """The one number that stands as an index in a term."""
    inside = [s for _, s in scripts(side) if term.start <= s.start and s.end <= term.end]
    found = {n.text for script in inside for n in subnodes(script) if isinstance(n, Digits)}
    return found.pop() if len(found) == 1 else None


def _at(side: Side, term: Term, letter: str, number: str) -> str:
    """A term with a number in place of its index."""
    places = [
        (node.start, node.end, braced(number) if isinstance(script, Letter) else number)
        for _, script in scripts(side)
        if term.start <= script.start and script.end <= term.end
        for node in letter_nodes(script)
        if side.of(node) == letter
    ]
    return rewritten(side.text, (begin_of(term), term.end), tuple(places))

r"""Names for what has a name already: ``\sigma = \sigma(z)``, ``\mathbf D = \frac{d}{dx}``.

An abbreviation is written out where it stands. One that holds an index which is bound where
it stands, and one that holds a sum, is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from derive.notation.errors import ReadError
from derive.notation.nodes import (
    Bracket,
    Clause,
    Clauses,
    Expression,
    Fraction,
    Head,
    Item,
    Letter,
    Scripted,
    subnodes,
)
from derive.old.conventions.walk import Row, moved
from derive.syntax.reader.look import items_of, tidy
from derive.syntax.reader.plain import plain

__all__ = ["Abbreviations", "abbreviations_in", "is_abbreviation"]


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """Letters, and the rows of items that they stand for."""

    rows: tuple[tuple[str, Row], ...] = ()

    def without(self, bound: Iterable[str]) -> Abbreviations:
        """Those that mention none of these letters, which are bound elsewhere."""
        letters = frozenset(bound)
        return Abbreviations(
            tuple(
                (name, row)
                for name, row in self.rows
                if not any(isinstance(n, Letter) and n.name in letters for i in row
                           for n in subnodes(i))
            )
        )  # fmt: skip

    def __call__(self, row: Row) -> Row:
        """The row with every abbreviation written out."""
        known = dict(self.rows)
        found: list[Item] = []
        for n, item in enumerate(row):
            letter = _letter(item)
            following = row[n + 1] if n + 1 < len(row) else None
            spelled = known.get(letter.name) if letter is not None else None
            if letter is None or spelled is None or _is_parenthesis(following):
                found.append(item)
            else:
                found += [moved(i, letter.start, letter.end) for i in spelled]
        return tuple(found)


def abbreviations_in(definitions: Iterable[Clauses]) -> Abbreviations:
    r"""The abbreviations among definitions.

    >>> from derive.notation.parse import parse
    >>> texts = [r"f = f(a, b)", r"D = \frac{d}{dx}", r"g = h(x)"]
    >>> [name for name, _ in abbreviations_in(map(parse, texts)).rows]
    ['f', 'D']
    """
    return Abbreviations(tuple(pair for d in definitions if (pair := _pair(d)) is not None))


def is_abbreviation(definition: Clauses) -> bool:
    """Whether a definition says only how something is abbreviated."""
    return _pair(definition) is not None


def _pair(definition: Clauses) -> tuple[str, Row] | None:
    clause = definition.parts[0] if len(definition.parts) == 1 else None
    sides = [_row(member) for member in clause.members] if isinstance(clause, Clause) else []
    left, right = sides if len(sides) == 2 else (None, None)
    if left is None or right is None or len(left) != 1:
        return None
    letter = _letter(left[0])
    if letter is None or any(isinstance(n, Head) for i in right for n in subnodes(i)):
        return None
    if len(right) == 2 and plain(right[0]) == letter.name and _is_parenthesis(right[1]):
        return letter.name, right
    if len(right) == 1 and _is_operator(right[0]):
        return letter.name, right
    return None


def _row(member: Expression | None) -> Row | None:
    terms = () if member is None else member.terms
    return terms[0].items if len(terms) == 1 and not terms[0].signs else None


def _letter(item: Item) -> Letter | None:
    try:
        item = tidy(item)
    except ReadError:
        return None
    return item if isinstance(item, Letter) else None


def _is_parenthesis(item: Item | None) -> bool:
    if isinstance(item, Scripted):
        item = item.base
    return isinstance(item, Bracket) and item.kind == "("


def _is_operator(item: Item) -> bool:
    """Whether an item is a derivative that waits for what it acts on."""
    item = tidy(item)
    if not isinstance(item, Fraction):
        return False
    above, below = items_of(item.above), items_of(item.below)
    if above is None or below is None or len(above) != 1 or len(below) < 2:
        return False
    signs = [tidy(above[0]), tidy(below[0])]
    names = {s.name for s in signs if isinstance(s, Letter)}
    return len(names) == 1 and names <= {"d", "∂"} and all(isinstance(s, Letter) for s in signs)

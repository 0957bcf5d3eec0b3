r"""Squares that are quantities of their own: ``\sigma^2 = …``, ``\partial L / \partial \sigma^2``.

A document that defines a variance, or differentiates by it, speaks of σ² as of one letter;
then σ is its root, as a deviation is not negative. Where a document differentiates by σ as
well, or applies it, σ² is left what it is: a square.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from derive.notation.errors import ReadError
from derive.notation.nodes import (
    Bracket,
    Clause,
    Clauses,
    Digits,
    Fraction,
    Item,
    Letter,
    Root,
    Scripted,
    Term,
    subnodes,
)
from derive.notation.parse import parse
from derive.old.conventions.walk import Row, group, over_rows
from derive.old.rows import rows
from derive.syntax.reader.look import items_of, tidy
from derive.syntax.reader.plain import plain

__all__ = ["squares_in", "with_squares"]

#: Letters of deviations: they are not negative, so that they are roots of their squares.
_DEVIATIONS = frozenset({"sigma", "s", "tau"})
_SQUARE = re.compile(r"(?:\\sigma|\\tau|σ|τ|s)[^=&$]{0,40}\^\s*\{?\s*2")


def squares_in(texts: Iterable[str]) -> frozenset[str]:
    r"""The letters of deviations whose squares are defined, or differentiated by.

    >>> sorted(squares_in([r"\sigma^2 = \frac{1}{n} \sum_i x_i^2"]))
    ['sigma']
    >>> sorted(squares_in([r"\frac{\partial L}{\partial \sigma^2} = 1", r"\frac{d L}{d \sigma}"]))
    []
    """
    found: set[str] = set()
    other: set[str] = set()
    every = tuple(texts)
    if not any(_SQUARE.search(text) for text in every):
        return frozenset()
    for row in (row for text in every for row in rows(text)):
        try:
            notation = parse(row.text)
        except ReadError:
            continue
        squared, itself = _defined(notation)
        found |= squared
        other |= itself
        for node in subnodes(notation):
            if isinstance(node, Fraction):
                squared, itself = _by(node)
                found |= squared
                other |= itself
            elif isinstance(node, Term):
                other |= _applied(node.items)
    return frozenset(found - other)


def with_squares(notation: Clauses, letters: frozenset[str]) -> Clauses:
    r"""The notation with one letter for the square of each of these letters.

    >>> from derive.notation.parse import parse
    >>> made = with_squares(parse(r"\sigma^4 \sigma"), frozenset({"sigma"}))
    >>> [plain(item) for item in made.parts[0].members[0].terms[0].items]
    ['sigma^{2}^2', 'sigma^{2}']
    """
    if not letters:
        return notation

    def change(row: Row) -> Row:
        return tuple(_squared(item, letters) for item in row)

    return over_rows(notation, change)


def _squared(item: Item, letters: frozenset[str]) -> Item:
    tidied = _tidied(item)
    name = _name(tidied)
    if name not in letters:
        return item
    place = item.start, item.end
    letter = Letter(*place, f"{name}^{{2}}")
    below = tidied.below if isinstance(tidied, Scripted) else None
    above = tidied.above if isinstance(tidied, Scripted) else None
    square: Item = letter if below is None else Scripted(*place, letter, below, None)
    if above is None:
        return Root(*place, square, None)
    power = items_of(above)
    number = power[0] if power is not None and len(power) == 1 else None
    if isinstance(number, Digits) and number.text.isdigit() and int(number.text) % 2 == 0:
        half = int(number.text) // 2
        if half == 1:
            return square
        return Scripted(*place, letter, below, replace(number, text=str(half)))
    if isinstance(_tidied(number or above), Letter):
        return item  # a label, or an index of samples
    return Scripted(*place, group((Root(*place, square, None),), "("), None, above)


def _defined(notation: Clauses) -> tuple[set[str], set[str]]:
    """The letters whose squares, and which themselves, are a left side."""
    found: set[str] = set()
    other: set[str] = set()
    for clause in notation.parts:
        if isinstance(clause, Clause) and clause.relations and clause.relations[0].sign == "=":
            left = clause.members[0]
            terms = left.terms if left is not None else ()
            if len(terms) == 1 and len(terms[0].items) == 1 and not terms[0].signs:
                item = terms[0].items[0]
                squared = _square_of(item)
                found |= squared
                plain_letter = not squared and _is_deviation(_name(_tidied(item)))
                other |= {_name(_tidied(item))} if plain_letter else set()
    return found, other


def _by(quotient: Fraction) -> tuple[set[str], set[str]]:
    """The letters by whose squares, and by which themselves, a quotient is a derivative."""
    above, below = items_of(quotient.above), items_of(quotient.below)
    signs = [_tidied(side[0]) for side in (above, below) if side]
    if below is None or len(below) != 2 or len(signs) != 2:
        return set(), set()
    if any(not isinstance(s, Letter) or s.name not in ("∂", "d") for s in signs):
        return set(), set()
    variable = _tidied(below[1])
    name = _name(variable)
    square = _square_of(variable)
    return square, set() if square or not name else {name}


def _square_of(item: Item) -> set[str]:
    item = _tidied(item)
    above = items_of(item.above) if isinstance(item, Scripted) and item.above is not None else None
    two = above is not None and len(above) == 1 and plain(above[0]) == "2"
    name = _name(item)
    return {name} if two and _is_deviation(name) else set()


def _applied(items: tuple[Item, ...]) -> set[str]:
    """The letters before parentheses: functions, or factors; a doubt is enough."""
    pairs = pairwise(items)
    return {_name(_tidied(a)) for a, b in pairs if isinstance(b, Bracket) and b.kind == "("} - {""}


def _is_deviation(name: str) -> bool:
    stem = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return stem in _DEVIATIONS or stem in ("σ", "τ")


def _name(item: Item) -> str:
    base = _tidied(item.base) if isinstance(item, Scripted) and not item.primes else item
    return base.name if isinstance(base, Letter) else ""


def _tidied(item: Item) -> Item:
    try:
        return tidy(item)
    except ReadError:
        return item

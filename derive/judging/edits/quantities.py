"""The quantities that a side speaks of, as they are spelled, and with other letters as indices."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from derive.judging.edits.change import Side, rewritten
from derive.judging.edits.parts import (
    braced,
    computed,
    is_derivative,
    is_name,
    is_transposed,
    letter_nodes,
    power_sign,
    terms,
    units,
)
from derive.notation.names import spelled
from derive.notation.nodes import Digits, Fraction, Item, Node, Scripted, Term, subnodes

__all__ = ["compounds_of", "quantities_of"]

#: A name with more indices is not tried at other letters: there are too many ways.
MOST_INDICES = 2


def quantities_of(side: Side, letters: tuple[str, ...]) -> Iterator[str]:
    """The names of a side with their scripts and arguments, without powers and transposes.

    What one differentiates by is one of them: it may be a factor of the derivative.
    """
    for term in terms(side):
        for unit in units(term):
            if is_name(unit.items[0]):
                end = _end_of_name(side, unit.items[-1])
                yield side.text[unit.start : end]
                if len(unit.items) == 1:
                    yield from _at_letters(side, unit.items[0], end, letters)
    for node in computed(side.notation):
        if isinstance(node, Fraction) and is_derivative(node):
            for part in subnodes(node.below):
                if isinstance(part, Term) and is_name(part.items[-1]):
                    yield side.text[part.items[-1].start : _end_of_name(side, part.items[-1])]


def compounds_of(side: Side) -> Iterator[str]:
    """The derivatives of a side, then its factors that are no names: brackets, functions."""
    for node in computed(side.notation):
        if is_derivative(node):
            yield side.of(node)
    for term in terms(side):
        for unit in units(term):
            first = unit.items[0]
            if not (is_name(first) or isinstance(first, Digits) or is_derivative(first)):
                yield side.text[unit.start : unit.end]


def _end_of_name(side: Side, item: Item) -> int:
    """Where a name ends before its exponent or its transpose, if it has one."""
    if not isinstance(item, Scripted) or item.above is None or item.above.end != item.end:
        return item.end
    name = spelled(item)
    above = name.above if name is not None else ()
    power = is_transposed(item) or (len(above) == 1 and isinstance(above[0], Digits))
    sign = power_sign(side, item)
    return sign if power and sign >= 0 else item.end


def _at_letters(side: Side, item: Item, end: int, letters: tuple[str, ...]) -> Iterator[str]:
    """A name with the letters of its indices replaced by those of a step."""
    if not isinstance(item, Scripted) or item.below is None or item.below.end > end:
        return
    places = list(letter_nodes(item.below))
    if 0 < len(places) <= MOST_INDICES:
        for chosen in product(letters, repeat=len(places)):
            pairs = zip(places, chosen, strict=True)
            made = tuple(_in_braces(item.below, node, letter) for node, letter in pairs)
            yield rewritten(side.text, (item.start, end), made)


def _in_braces(script: Node, node: Node, new: str) -> tuple[int, int, str]:
    """What takes the place of a whole script gets braces, if it needs them."""
    alone = (script.start, script.end) == (node.start, node.end)
    return node.start, node.end, braced(new) if alone else new

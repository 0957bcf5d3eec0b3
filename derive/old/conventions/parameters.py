r"""Functions that are defined at a sample: ``h_\theta(x^{(i)}) = \theta^T x^{(i)}``.

Where the right side speaks of the sample's index at the parameter only, the function is that
of any x.
"""

from __future__ import annotations

from dataclasses import replace

from derive.notation.nodes import (
    Bracket,
    Clause,
    Clauses,
    Item,
    Letter,
    Scripted,
    letters_of,
)
from derive.old.conventions.walk import Row, over_rows
from derive.syntax.reader.look import clauses_of, items_of, only_item
from derive.syntax.reader.plain import plain

__all__ = ["with_plain_parameters"]


def with_plain_parameters(definition: Clauses) -> Clauses:
    r"""The definition with a plain letter for a parameter that is a sample.

    >>> from derive.notation.parse import parse
    >>> plain(with_plain_parameters(parse(r"h(x^{(i)}) = w^T x^{(i)}_1 + x^{(i)}")))
    'h(x)=w^Tx_1+x'
    >>> plain(with_plain_parameters(parse(r"h(x^{(i)}) = x^{(i)} + b_i")))
    'h(x^(i))=x^(i)+b_i'
    """
    clause = definition.parts[0] if len(definition.parts) == 1 else None
    if not isinstance(clause, Clause) or len(clause.members) != 2 or None in clause.members:
        return definition
    left, right = clause.members
    assert left is not None
    assert right is not None
    items = left.terms[0].items
    bracket = items[1] if len(left.terms) == 1 and len(items) == 2 else None
    if not isinstance(bracket, Bracket) or bracket.kind != "(":
        return definition
    samples: dict[str, str] = {}
    for argument in clauses_of(bracket)[0]:
        item = only_item(Clauses(argument.start, argument.end, (argument,)))
        index = _sample(item) if isinstance(item, Scripted) and item.below is None else ""
        if index and isinstance(item, Scripted) and isinstance(item.base, Letter):
            samples[item.base.name] = index
    if not samples:
        return definition

    def change(row: Row) -> Row:
        return tuple(_without_sample(item, samples) for item in row)

    found = over_rows(definition, change)
    letters = letters_of(found)
    return definition if letters & {*samples.values()} else found


def _sample(item: Scripted) -> str:
    """The index that stands above in parentheses."""
    above = items_of(item.above) if item.above is not None else None
    inner = above[0] if above is not None and len(above) == 1 else None
    if not isinstance(inner, Bracket) or inner.kind != "(":
        return ""
    text = plain(inner.inside)
    return text if len(text) == 1 and text.isalpha() else ""


def _without_sample(item: Item, samples: dict[str, str]) -> Item:
    if not isinstance(item, Scripted) or not isinstance(item.base, Letter):
        return item
    index = samples.get(item.base.name)
    if index is None or index != _sample(item):
        return item
    return item.base if item.below is None else replace(item, above=None)

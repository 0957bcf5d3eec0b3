r"""Indices that are labels: ``f_{y_i}``, the entry of f at the class of sample i.

``y_i`` is one fixed index while i is one sample. A quantity that is defined by it, such as
``L_i = -f_{y_i}``, is known at this i only: ``L_1`` and ``\sum_i L_i`` are not read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from derive.notation.errors import ReadError
from derive.notation.nodes import Item, Letter, Node, Scripted, subnodes
from derive.syntax.reader.look import index_name, items_of, only_item, tidy

__all__ = ["by_value", "changing", "known_at"]


def by_value(item: Item) -> tuple[str, str] | None:
    r"""The name and the letter of an index such as ``y_i``.

    >>> from derive.notation.parse import parse
    >>> [by_value(parse(t).parts[0].members[0].terms[0].items[0]) for t in ("y_{i}", "y", "y_i^2")]
    [('y', 'i'), None, None]
    """
    item = tidy(item)
    if not isinstance(item, Scripted) or item.above is not None or item.primes:
        return None
    base = tidy(item.base)
    below = tidy(item.below) if item.below is not None else None
    inner = only_item(below) or below if below is not None else None
    letter = index_name(inner) if inner is not None else None
    return (base.name, letter) if isinstance(base, Letter) and letter is not None else None


def changing(definitions: Iterable[tuple[str, tuple[str, ...], Node]]) -> dict[str, set[str]]:
    r"""The names whose definition changes with the label of a parameter, and the parameters.

    A definition is a name, its parameters, and its right side; others may rest on it.

    >>> from derive.notation.parse import parse
    >>> lets = [("M", ("i",), parse("2 L_i")), ("L", ("i",), parse("f_{y_i}"))]
    >>> sorted(changing(lets).items())
    [('L', {'i'}), ('M', {'i'})]
    """
    every = tuple(definitions)
    found: dict[str, set[str]] = {}
    grows = True
    while grows:
        grows = False
        for name, parameters, body in every:
            letters = {*_letters(body, found)} & {*parameters}
            if not letters <= found.get(name, set()):
                found[name] = found.get(name, set()) | letters
                grows = True
    return found


def _letters(body: Node, known: Mapping[str, set[str]]) -> Iterator[str]:
    """The letters whose labels are indices in a body, also through names that rest on such."""
    for node in subnodes(body):
        if not isinstance(node, Scripted):
            continue
        try:
            base = tidy(node.base)
            if isinstance(base, Letter) and base.name in known:
                for below in (node.below, node.above):
                    items = items_of(below) if below is not None else None
                    yield from (n for i in items or () if (n := index_name(i)) is not None)
            for item in items_of(node.below) or () if node.below is not None else ():
                found = by_value(item)
                if found is not None:
                    yield found[1]
        except ReadError:
            continue


def known_at(items: Iterable[Item], parameters: Iterable[str], bound: Iterable[str]) -> bool:
    """Whether a quantity that changes with labels stands at its own parameters, all of them."""
    letters = {index_name(item) for item in items}
    return {*parameters} <= letters and not {*parameters} & {*bound}

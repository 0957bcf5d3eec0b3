"""Slips in names, undone: a name for another one, two names that changed places, a sum sign."""

from __future__ import annotations

from collections.abc import Iterator

from derive.judging.edits.change import Places, Side
from derive.judging.edits.names import Names
from derive.judging.edits.parts import (
    SUMS,
    bare_letters,
    begin_of,
    braced,
    computed,
    letter_nodes,
    scripts,
    terms,
    units,
)
from derive.notation.nodes import Head, Node

__all__ = ["replaced", "sums", "swapped"]


def swapped(side: Side, names: Names) -> Iterator[Places]:
    """Two names that change places wherever they stand."""
    found: dict[str, list[Node]] = {}
    for node in bare_letters(side.notation):
        if side.of(node) in names.bare:
            found.setdefault(side.of(node), []).append(node)
    known = list(found)
    for n, one in enumerate(known):
        for other in known[n + 1 :]:
            yield tuple(
                (node.start, node.end, new)
                for old, new in ((one, other), (other, one))
                for node in found[old]
            )


def replaced(side: Side, names: Names) -> Iterator[Places]:
    """A name for another one, in one place; in a derivative, too."""
    for node in bare_letters(side.notation):
        old = side.of(node)
        if old in names.bare:
            yield from (((node.start, node.end, new),) for new in names.bare if new != old)


def sums(side: Side, names: Names) -> Iterator[Places]:
    """A sum over an index that nothing binds, a sum less, a sum for a product."""
    bound = {
        side.of(bound_letter)
        for node in computed(side.notation)
        if isinstance(node, Head) and node.below is not None
        for bound_letter in letter_nodes(node.below)
    }
    unbound: dict[str, list[Node]] = {}
    for _, script in scripts(side):
        for node in letter_nodes(script):
            said = side.of(node)
            if said not in bound and said not in names.free:
                unbound.setdefault(said, []).append(node)
    for letter, places in unbound.items():
        for term in terms(side):
            inside = [p for p in places if term.start <= p.start and p.end <= term.end]
            if inside:
                sign = rf"\sum_{braced(letter)} "
                first = min(p.start for p in inside)
                begins = {u.start: None for u in units(term) if u.start <= first < u.end}
                begins[begin_of(term)] = None
                yield from (((begin, begin, sign),) for begin in begins)
    for node in computed(side.notation):
        if isinstance(node, Head) and node.name in SUMS:
            yield ((node.start, node.end, ""),)
            old, new = (r"\sum", r"\prod") if node.name == "sum" else (r"\prod", r"\sum")
            if side.text.startswith(old, node.start):
                yield ((node.start, node.start + len(old), new),)

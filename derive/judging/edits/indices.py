"""Slips in indices, undone: a letter for another one, in one place or in all; a step too far."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from derive.judging.edits.change import Places, Side
from derive.judging.edits.names import Names
from derive.judging.edits.parts import (
    SUMS,
    braced,
    computed,
    is_name,
    letter_nodes,
    scripts,
    terms,
)
from derive.notation.names import plain_text, unwrapped
from derive.notation.nodes import Digits, Head, Item, Node, Term, subnodes

__all__ = ["indices", "ranges"]

_Place = tuple[int, int, str]


def indices(side: Side, names: Names) -> Iterator[Places]:
    """An index for another one, then one that is missing, two that changed places."""
    found = [(owner, script) for owner, script in scripts(side) if not _is_sum(owner)]
    for _, script in found:
        yield from ((_spelled(script, node, new),) for node, new in _others(side, script, names))
    yield from _throughout(side, [script for _, script in found], names)
    for term in terms(side):
        inside = [s for _, s in found if term.start <= s.start and s.end <= term.end]
        if len(term.items) > 1:
            yield from _throughout(side, inside, names, numbers=True)
    for _, script in found:
        yield from _steps(side, script, names)
    for node in computed(side.notation):
        bare = side.text[node.end : node.end + 1] not in ("_", "'")
        if bare and is_name(node) and plain_text(node) in names.families:
            yield from (((node.end, node.end, f"_{braced(i)}"),) for i in names.indices)
    for _, script in found:
        for one, other in pairwise(list(letter_nodes(script))):
            if side.of(one) != side.of(other):
                yield (one.start, one.end, side.of(other)), (other.start, other.end, side.of(one))


def ranges(side: Side, names: Names) -> Iterator[Places]:
    """The letter of a sum, what it leaves out, from where to where it goes."""
    for head in subnodes(side.notation):
        if not isinstance(head, Head) or head.name not in SUMS or head.below is None:
            continue
        letters = list(letter_nodes(head.below))
        for node in letters[:1]:
            others = (i for i in names.indices if i != side.of(node))
            yield from ((_spelled(head.below, node, new),) for new in others)
        if len(letters) == 1 and plain_text(unwrapped(head.below)) == plain_text(letters[0]):
            bound = side.of(letters[0])
            for letter in names.indices:
                if letter != bound:
                    yield ((head.below.start, head.below.end, rf"{{{bound} \ne {letter}}}"),)
        for number in (n for n in subnodes(head.below) if isinstance(n, Digits)):
            other = {"0": "1", "1": "0", "2": "1"}.get(number.text)
            if other is not None:
                yield ((number.start, number.end, other),)
        if head.above is not None:
            old = side.inside(head.above).strip()
            for size in names.sizes:
                if size != old:
                    yield ((head.above.start, head.above.end, braced(size)),)
            if len(old) == 1:
                for step in ("-1", "+1"):
                    yield ((head.above.start, head.above.end, f"{{{old}{step}}}"),)


def _is_sum(node: Node) -> bool:
    return isinstance(node, Head)


def _others(side: Side, script: Item, names: Names) -> Iterator[tuple[Node, str]]:
    """The letters and numbers of a script, each with what may stand there instead."""
    for node in letter_nodes(script):
        yield from ((node, new) for new in names.indices if new != side.of(node))
    for node in subnodes(script):
        if isinstance(node, Digits):
            yield from ((node, new) for new in names.points if new != node.text)


def _throughout(
    side: Side, inside: list[Item], names: Names, *, numbers: bool = False
) -> Iterator[Places]:
    """One index for another one wherever it stands below a name."""
    found: dict[str, list[tuple[Item, Node]]] = {}
    for script in inside:
        for node in letter_nodes(script):
            found.setdefault(side.of(node), []).append((script, node))
        for node in subnodes(script) if numbers else ():
            if isinstance(node, Digits):
                found.setdefault(node.text, []).append((script, node))
    for old, places in found.items():
        if len(places) > 1:
            for new in names.points if old.isdigit() else names.indices:
                if new != old:
                    yield tuple(_spelled(script, node, new) for script, node in places)


def _steps(side: Side, script: Item, names: Names) -> Iterator[Places]:
    """The index before or behind: ``j - 1`` for ``j``, and ``j`` for ``j - 1``."""
    inside = side.inside(script).strip()
    for node in letter_nodes(script):
        letter = side.of(node)
        if inside == letter and letter in names.indices:
            for step in ("-1", "+1"):
                yield ((script.start, script.end, f"{{{letter}{step}}}"),)
        elif _is_step(script, node):
            yield ((script.start, script.end, braced(letter)),)


def _is_step(script: Node, node: Node) -> bool:
    """Whether a script is a letter and a number."""
    inside = next((n for n in subnodes(script) if isinstance(n, Term)), None)
    digits = [n for n in subnodes(script) if isinstance(n, Digits)]
    return inside is not None and len(digits) == 1 and node in inside.items


def _spelled(script: Node, node: Node, new: str) -> _Place:
    """A letter in place of another one, in braces where it is the whole of a script."""
    whole = (script.start, script.end) == (node.start, node.end)
    return node.start, node.end, braced(new) if whole else new

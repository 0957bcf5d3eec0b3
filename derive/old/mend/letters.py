"""Slips in letters, undone: an index, a name, two names that changed places, a sum sign."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from derive.notation.nodes import (
    Bracket,
    Digits,
    Head,
    Item,
    Letter,
    Node,
    Scripted,
    subnodes,
)
from derive.old.mend.names import Names
from derive.old.mend.spans import (
    Places,
    braced,
    inner_of,
)
from derive.syntax.reader.session import Formula

__all__ = ["indices", "replaced", "sums", "swaps"]


def indices(side: Formula, names: Names) -> Iterator[Places]:
    """An index for another one, two that change places, one that is missing, a point left out."""
    below = [n.below for n in subnodes(side.notation)
             if isinstance(n, Scripted | Head) and n.below is not None]  # fmt: skip
    below += [n.above for n in subnodes(side.notation)
              if isinstance(n, Scripted) and isinstance(n.above, Bracket)]  # fmt: skip
    for script in below:
        letters = [n for n in subnodes(script) if _is_letter(n)]
        for node in letters:
            old = side.text[node.start : node.end]
            alone = script.start == node.start and script.end == node.end
            for new in names.indices:
                if new != old:
                    yield ((node.start, node.end, braced(new) if alone else new),)
            if old in names.indices and side.text[script.start : script.end].strip("{} ") == old:
                for step in ("-1", "+1"):
                    yield ((script.start, script.end, f"{{{old}{step}}}"),)
        for one, other in pairwise(letters):
            first, second = (side.text[n.start : n.end] for n in (one, other))
            yield ((one.start, one.end, second), (other.start, other.end, first))
    yield from _throughout(side, below, names)
    for node in subnodes(side.notation):
        if isinstance(node, Letter) and node.name in names.families:
            at = node.end
            if side.text[at : at + 1] not in ("_", "'"):
                yield from (((at, at, f"_{braced(i)}"),) for i in names.indices)
    for head in subnodes(side.notation):
        if isinstance(head, Head) and head.name == "sum" and head.below is not None:
            inside = side.text[head.below.start : head.below.end].strip("{} ")
            for letter in names.indices:
                if inside in names.indices and letter != inside:
                    said = rf"{{{inside} \ne {letter}}}"
                    yield ((head.below.start, head.below.end, said),)


def _throughout(side: Formula, scripts: list[Item], names: Names) -> Iterator[Places]:
    """One index for another one wherever it stands below a name, and not below a sum."""
    heads = {n.below for n in subnodes(side.notation) if isinstance(n, Head)}
    found: dict[str, list[tuple[int, int, bool]]] = {}
    for script in scripts:
        for node in subnodes(script) if script not in heads else ():
            if _is_letter(node):
                alone = (script.start, script.end) == (node.start, node.end)
                place = node.start, node.end, alone
                found.setdefault(side.text[node.start : node.end], []).append(place)
    for old, places in found.items():
        for new in names.indices if len(places) > 1 else ():
            if new != old:
                yield tuple((a, b, _spelled(new, alone)) for a, b, alone in places)


def _spelled(letter: str, alone: bool) -> str:
    return braced(letter) if alone else letter


def _is_letter(node: Node) -> bool:
    if isinstance(node, Scripted):
        return node.primes > 0 and isinstance(node.base, Letter) and node.below is None
    return isinstance(node, Letter)


def swaps(side: Formula, names: Names) -> Iterator[Places]:
    """Two names that change places."""
    found: dict[str, list[Node]] = {}
    for node in names.bases(side):
        found.setdefault(side.text[node.start : node.end], []).append(node)
    known = list(found)
    for n, one in enumerate(known):
        for other in known[n + 1 :]:
            yield tuple(
                (node.start, node.end, new)
                for old, new in ((one, other), (other, one))
                for node in found[old]
            )


def replaced(side: Formula, names: Names) -> Iterator[Places]:
    """A name for another one, in one place."""
    for node in names.bases(side):
        old = side.text[node.start : node.end]
        yield from (((node.start, node.end, new),) for new in names.bare if new != old)


def sums(side: Formula, names: Names) -> Iterator[Places]:
    """Σ for Π, and other limits."""
    for node in subnodes(side.notation):
        if isinstance(node, Head) and node.name in ("sum", "product"):
            sign = r"\prod" if node.name == "sum" else r"\sum"
            at = node.start
            yield ((at, at + len(r"\sum" if node.name == "sum" else r"\prod"), sign),)
            if node.above is not None:
                old = inner_of(side, node.above)
                yield from (
                    ((node.above.start, node.above.end, braced(new)),)
                    for new in names.sizes
                    if new != old
                )
            lower = [n for n in subnodes(node.below) if isinstance(n, Digits)] if node.below else []
            for number in lower:
                other = {"0": "1", "1": "0"}.get(number.text)
                if other is not None:
                    yield ((number.start, number.end, other),)

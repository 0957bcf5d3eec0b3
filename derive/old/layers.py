r"""Labels of layers: ``a_k^{l+1}``, ``W^{(l)}``, ``z^{[l]}`` are families of their own.

What stands above a letter is such a label where its letter counts layers, and is no index
and no quantity anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from derive.notation.errors import ReadError
from derive.notation.nodes import Bracket, Head, Item, Letter, Node, Scripted, parts
from derive.notation.parse import parse
from derive.old.rows import rows
from derive.syntax.reader.labels import label_text
from derive.syntax.reader.look import items_of, tidy
from derive.syntax.reader.usage import Usage

__all__ = ["label_of", "labels_in", "layers_in_document"]

_COUNT_LAYERS = frozenset({"l", "L", "ℓ"})
_ABOVE = re.compile(r"\^\s*[{(\[\s]*(?:l|L|\\ell)(?![A-Za-z])")


def layers_in_document(texts: Iterable[str]) -> frozenset[tuple[str, str]]:
    r"""The letters of a document with the labels of layers above them.

    >>> sorted(layers_in_document([r"z^{l+1} = W a^l", "a_j^{(l)}", "x^2 + y_l"]))
    [('a', '(l)'), ('a', 'l'), ('z', 'l+1')]
    """
    found: set[tuple[str, str]] = set()
    for text in texts:
        if not _ABOVE.search(text):
            continue
        for row in rows(text):
            try:
                notation = parse(row.text)
            except ReadError:
                continue
            found |= {use for use in labels_in(notation, _counts_layers) if use[1]}
    return frozenset(found)


def _counts_layers(letter: str, bracketed: bool) -> bool:
    return letter in _COUNT_LAYERS


def _by_use(usage: Usage) -> Callable[[str, bool], bool]:
    """What tells whether a letter above counts layers, from how letters are used."""
    elsewhere = (usage.bare, usage.below, usage.bound, usage.applied)

    def counts(letter: str, bracketed: bool) -> bool:
        if any(letter in place for place in elsewhere):
            return False
        return letter in _COUNT_LAYERS if bracketed else usage.is_layer(letter)

    return counts


def label_of(item: Item, known: Usage | Callable[[str, bool], bool]) -> tuple[str, str] | None:
    """The letter that an item is, and the label of a layer above it, or ``""``."""
    counts = _by_use(known) if isinstance(known, Usage) else known
    try:
        item = tidy(item)
        base = tidy(item.base) if isinstance(item, Scripted) else item
    except ReadError:
        return None
    if not isinstance(base, Letter):
        return None
    stem, mark, label = base.name.partition("^{")
    if mark:
        return stem, label.removesuffix("}")
    above = item.above if isinstance(item, Scripted) else None
    return base.name, "" if above is None else _label(above, counts)


def _label(above: Item, counts: Callable[[str, bool], bool]) -> str:
    """The label that stands above: ``l+1``, or ``(l)`` where l is never an index."""
    items = items_of(above)
    inner = items[0] if items is not None and len(items) == 1 else None
    bracketed = isinstance(inner, Bracket) and inner.kind in ("(", "[")
    text = label_text(inner.inside if bracketed and isinstance(inner, Bracket) else above) or ""
    letter = text.partition("+")[0].partition("-")[0]
    if not letter.isalpha() or letter == "T" or not counts(letter, bracketed):
        return ""
    return f"({text})" if bracketed else text


def labels_in(node: Node, known: Usage | Callable[[str, bool], bool]) -> Iterator[tuple[str, str]]:
    """The letters that stand as quantities, with their labels; what stands in scripts is none."""
    counts = _by_use(known) if isinstance(known, Usage) else known
    if isinstance(node, Letter | Scripted):
        found = label_of(node, counts)
        if found is not None:
            if found[0] not in "∂d∇":
                yield found
            return
    inside = (node.base,) if isinstance(node, Scripted) else parts(node)
    for part in () if isinstance(node, Head) else inside:
        yield from labels_in(part, counts)

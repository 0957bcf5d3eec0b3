r"""Labels that name an index: ``L_i = -\log p_{y_i}``, where ``y_i`` changes with i.

Such a label is one fixed index as long as i is one. Where the definition is used at another
index, the label would have to change with it: then the step is not read.
"""

from __future__ import annotations

from collections.abc import Iterable

from derive.notation.errors import ReadError
from derive.notation.nodes import Clauses, Letter, Scripted, subnodes
from derive.old.conventions.labels import Labels, computed, left_of, subscript

__all__ = ["reject_tied"]


def reject_tied(
    definitions: Iterable[Clauses], formulas: Iterable[Clauses], labels: Labels
) -> None:
    """Raise for a definition with such a label that is used at another index.

    >>> from derive.notation.parse import parse
    >>> labels = Labels(frozenset({("y", "i")}))
    >>> reject_tied([parse("L_i = p_{y_i}")], [parse("2 L_i")], labels)
    >>> reject_tied([parse("L_i = p_{y_i}")], [parse("2 L_j")], labels)
    Traceback (most recent call last):
    derive.notation.errors.ReadError: y_i changes with i, and L is used at j
    """
    every = tuple(formulas)
    for definition in definitions:
        left = left_of(definition)
        if left is None or not left[1] or left[:2] in labels.below:
            continue
        label = next((t for t in _labels(definition, labels) if set(t[1]) & set(left[1])), None)
        others = set() if label is None else {t for f in every for t in _uses(f, left[0])}
        for other in sorted(others - {left[1]}):
            assert label is not None
            changed = f"{label[0]}_{label[1]} changes with {left[1]}"
            message = f"{changed}, and {left[0]} is used at {other or 'no index'}"
            raise ReadError(message, definition.start, definition.end)


def _labels(formula: Clauses, labels: Labels) -> Iterable[tuple[str, str]]:
    for node in subnodes(formula):
        if isinstance(node, Scripted) and isinstance(node.base, Letter):
            text = subscript(node.below) or computed(node.below)
            if text is not None and (node.base.name, text) in labels.below:
                yield node.base.name, text


def _uses(formula: Clauses, name: str) -> Iterable[str]:
    """What stands below a name, wherever it is used."""
    scripted = set()
    for node in subnodes(formula):
        if isinstance(node, Scripted) and isinstance(node.base, Letter) and node.base.name == name:
            scripted.add(id(node.base))
            yield subscript(node.below) or ""
        elif isinstance(node, Letter) and node.name == name and id(node) not in scripted:
            yield ""

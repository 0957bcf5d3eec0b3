r"""Subscripts that are part of a name: ``p_t`` where t stands nowhere else.

The probability of the true class is written ``p_t``, and no p_j stands beside it. A letter
that is below one name only, and is the only thing below it, ranges over nothing, unless the
whole of the name means something.
"""

from __future__ import annotations

from collections.abc import Iterable

from derive.notation.errors import ReadError
from derive.notation.nodes import (
    Clause,
    Fraction,
    Head,
    Letter,
    Node,
    Scripted,
    letters_of,
    subnodes,
)
from derive.notation.parse import parse
from derive.old.conventions.labels import subscript
from derive.old.rows import rows
from derive.syntax.reader.look import items_of, tidy

__all__ = ["sole_labels"]

#: Letters that nobody uses for anything but an index.
_INDICES = frozenset("ijklmn")


def sole_labels(texts: Iterable[str]) -> frozenset[tuple[str, str]]:
    r"""The names of a document with the one letter below them that stands nowhere else.

    >>> sorted(sole_labels([r"F = -\log p_t", r"p_t = \sigma(x)", "a_k = b"]))
    [('p', 't')]
    >>> sorted(sole_labels([r"p_t = e^{z_t}", r"q_c + q_d", r"r_b + r", r"r = w", r"\sum_u v_u"]))
    []
    """
    below: dict[str, set[str]] = {}
    counts: dict[str, int] = {}
    inside: dict[str, int] = {}
    wholes: set[str] = set()
    for text in texts:
        for row in rows(text):
            try:
                notation = parse(row.text)
            except ReadError:
                return frozenset()
            for node in subnodes(notation):
                wholes |= _wholes(node)
                if isinstance(node, Letter):
                    counts[node.name] = counts.get(node.name, 0) + 1
                if not isinstance(node, Scripted) or node.below is None:
                    continue
                base = _letter(node)
                for letter in letters_of(node.below):
                    inside[letter] = inside.get(letter, 0) + 1
                    below.setdefault(letter, set()).add(base)
                if base:
                    text_below = subscript(node.below) or "·"
                    below.setdefault(base, set()).add(f"_{text_below}")
    return frozenset(
        (name, letter)
        for letter, names in below.items()
        for name in names
        if len(names) == 1 and len(letter) == 1 and letter.isalpha() and letter not in _INDICES
        and below.get(name) == {f"_{letter}"} and len(name) == 1
        and counts[letter] == inside[letter] and name not in wholes
    )  # fmt: skip


def _wholes(node: Node) -> set[str]:
    """The letters that are left sides, or that something is differentiated by."""
    if isinstance(node, Clause) and node.relations:
        items = [m.terms[0].items for m in node.members if m is not None and len(m.terms) == 1]
        return {row[0].name for row in items if len(row) == 1 and isinstance(row[0], Letter)}
    if isinstance(node, Head | Scripted) and node.below is not None:
        operator = isinstance(node, Scripted) and _letter(node) in ("∇", "∂")
        return letters_of(node.below) if operator else set()
    if isinstance(node, Fraction):
        names = [item.name for item in items_of(node.below) or () if isinstance(item, Letter)]
        return set(names[1:]) if names[:1] in (["d"], ["∂"]) else set()
    return set()


def _letter(item: Scripted) -> str:
    try:
        base = tidy(item.base)
    except ReadError:
        return ""
    return base.name if isinstance(base, Letter) else ""

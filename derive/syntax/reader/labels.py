"""What a superscript says where it is a label: ``l``, ``l+1``, ``2``."""

from __future__ import annotations

from derive.notation.nodes import Bracket, Clauses, Digits, Item, Letter
from derive.syntax.reader.look import clauses_of, items_of, only_expression, tidy

__all__ = ["label_text", "plain_text"]


def label_text(node: Item | Clauses) -> str | None:
    """What a superscript says, if it can be a label: ``l``, ``l+1``, ``2``."""
    if isinstance(node, Bracket | Clauses):
        clauses, separators = clauses_of(node)
        if separators and {s.sign for s in separators} == {","}:
            place = [Clauses(c.start, c.end, (c,)) for c in clauses]
            texts = [label_text(p) for p in place]
            return None if None in texts else ",".join(t for t in texts if t is not None)
    expression = only_expression(node)
    items = items_of(node)
    if expression is None:
        return plain_text(items[0]) if items and len(items) == 1 else None
    said = ""
    for n, term in enumerate(expression.terms):
        if len(term.items) != 1 or len(term.signs) > 1 or (n > 0) != bool(term.signs):
            return None
        piece = plain_text(term.items[0])
        if piece is None:
            return None
        said += term.signs + piece
    return said


def plain_text(item: Item) -> str | None:
    """The name or the number that an item is by itself."""
    item = tidy(item)
    if isinstance(item, Letter) and item.name not in "⊤∗⋆†′…":
        return item.name
    return item.text if isinstance(item, Digits) else None

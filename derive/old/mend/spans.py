"""Parts of a side, and where they stand in its text."""

from __future__ import annotations

from collections.abc import Iterator

from derive.notation.nodes import (
    Bracket,
    Clause,
    Clauses,
    Expression,
    Head,
    Item,
    Node,
    Scripted,
    Term,
    subnodes,
)
from derive.syntax.reader.session import Formula

__all__ = [
    "Places",
    "begin_of",
    "braced",
    "expressions_of",
    "inner_of",
    "is_raised",
    "is_script",
    "is_transposed",
    "span_of",
    "terms_of",
    "whole_of",
]

#: Stretches of a text, with what takes their places.
Places = tuple[tuple[int, int, str], ...]


def expressions_of(side: Formula) -> Iterator[Expression]:
    """Every expression of a side, the outermost first."""
    yield from (node for node in subnodes(side.notation) if isinstance(node, Expression))


def terms_of(side: Formula) -> Iterator[Term]:
    """Every term of a side."""
    yield from (node for node in subnodes(side.notation) if isinstance(node, Term) and node.items)


def whole_of(side: Formula) -> Expression:
    """The expression that a side is."""
    (clause,) = side.notation.parts
    assert isinstance(clause, Clause)
    (expression,) = clause.members
    assert expression is not None
    return expression


def begin_of(term: Term) -> int:
    """Where a term begins behind its sign."""
    return term.items[0].start


def span_of(node: Item | Clauses) -> tuple[int, int]:
    """What stands in the braces around a part."""
    inside = node.inside if isinstance(node, Bracket) and node.kind == "{" else node
    return inside.start, inside.end


def inner_of(side: Formula, node: Item | Clauses) -> str:
    """The text of a part, without the braces around it."""
    return side.text[slice(*span_of(node))]


def is_raised(node: Node, side: Formula) -> bool:
    """Whether a part stands above or below something."""
    return any(
        isinstance(other, Scripted)
        and any(
            part is not None and part.start <= node.start and node.end <= part.end
            for part in (other.above, other.below)
        )
        for other in subnodes(side.notation)
    )


def is_script(node: Node, side: Formula) -> bool:
    """Whether a row stands below something, or is the label above it."""
    return any(
        part is not None and part.start <= node.start and node.end <= part.end
        for other in subnodes(side.notation)
        if isinstance(other, Scripted | Head)
        for part in (other.below, other.above if isinstance(other, Head) else None)
    )


def braced(text: str) -> str:
    """What stands below a letter, in braces where it needs them."""
    return text if len(text) == 1 else f"{{{text}}}"


def is_transposed(node: Scripted, side: Formula) -> bool:
    """Whether what stands above a letter says that it is transposed."""
    assert node.above is not None
    said = side.text[node.above.start : node.above.end].strip("{} ")
    return said in (r"\top", "T", r"\mathsf{T}", r"\intercal", r"\mathrm{T}", "⊤", r"\mathsf T")

r"""What stands in braces, brackets and clauses: the one thing in them, or their list."""

from __future__ import annotations

from derive.notation.nodes import (
    Bracket,
    Clause,
    Clauses,
    Expression,
    Item,
    Node,
    Separator,
    Term,
)

__all__ = [
    "argument_list",
    "braced",
    "one_item",
    "only_expression",
    "only_item",
    "single_term",
    "unwrapped",
]


def unwrapped(item: Node) -> Node:
    """An item without braces that hold it alone."""
    while isinstance(item, Bracket) and item.kind == "{":
        inner = only_item(item.inside)
        if inner is None:
            return item
        item = inner
    return item


def only_expression(inside: Node) -> Expression | None:
    """The one expression that clauses are, if they are one."""
    if isinstance(inside, Expression):
        return inside
    if isinstance(inside, Clauses) and len(inside.parts) == 1:
        inside = inside.parts[0]
    if isinstance(inside, Clause) and len(inside.members) == 1:
        return inside.members[0]
    return None


def single_term(inside: Node) -> Term | None:
    """The one term without signs that clauses are, if they are one."""
    expression = only_expression(inside)
    if expression is None or len(expression.terms) != 1 or expression.terms[0].signs:
        return None
    return expression.terms[0]


def only_item(inside: Node) -> Item | None:
    """The one item that clauses are, if they are one without a sign."""
    term = single_term(inside)
    return term.items[0] if term is not None and len(term.items) == 1 else None


def one_item(node: Node) -> Node:
    """What stands in a group or is an item by itself, without braces."""
    found = only_item(node) if isinstance(node, Clauses | Clause | Expression) else node
    return unwrapped(found if found is not None else node)


def argument_list(bracket: Bracket) -> tuple[Expression, ...] | None:
    """The arguments in a bracket, if commas alone part them."""
    found: list[Expression] = []
    for part in bracket.inside.parts:
        if isinstance(part, Clause):
            if len(part.members) != 1 or part.members[0] is None:
                return None
            found.append(part.members[0])
        elif part.sign not in (",", ";"):
            return None
    return tuple(found)


def braced(inside: Node) -> Bracket:
    """A node as a group in braces."""
    if isinstance(inside, Clauses):
        return Bracket(inside.start, inside.end, "{", inside)
    start, end = inside.start, inside.end
    if isinstance(inside, Clause | Separator):
        return Bracket(start, end, "{", Clauses(start, end, (inside,)))
    if not isinstance(inside, Expression):
        if not isinstance(inside, Term):
            inside = Term(start, end, "", (inside,))  # type: ignore[arg-type]
        inside = Expression(start, end, (inside,))
    return braced(Clause(start, end, (inside,), ()))

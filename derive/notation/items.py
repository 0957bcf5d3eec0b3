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
    "clauses_of",
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


def clauses_of(node: Node) -> Clauses:
    """A node as clauses: what stands in a group, or the node alone."""
    if isinstance(node, Bracket) and node.kind == "{":
        return node.inside
    start, end = node.start, node.end
    if isinstance(node, Clause | Separator):
        return Clauses(start, end, (node,))
    if isinstance(node, Expression):
        return clauses_of(Clause(start, end, (node,), ()))
    if isinstance(node, Term):
        return clauses_of(Expression(start, end, (node,)))
    return node if isinstance(node, Clauses) else clauses_of(Term(start, end, "", (node,)))  # type: ignore[arg-type]


def braced(node: Node) -> Bracket:
    """A node as a group in braces."""
    return Bracket(node.start, node.end, "{", clauses_of(node))

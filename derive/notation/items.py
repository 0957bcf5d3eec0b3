r"""What stands in braces, brackets and clauses, and notation as plain text."""

from __future__ import annotations

from derive.notation.nodes import (
    Bracket,
    Clause,
    Clauses,
    Digits,
    Expression,
    Fraction,
    Head,
    Item,
    Letter,
    Node,
    Operator,
    Root,
    Scripted,
    Separator,
    Styled,
    Term,
    parts,
)

__all__ = [
    "argument_list", "braced", "clauses_of", "one_item", "only_expression", "only_item",
    "plain_text", "single_term", "unwrapped",
]  # fmt: skip


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


def plain_text(node: Node | None) -> str:
    """A node as a text of its own, alike for nodes that are written alike."""
    match node:
        case None:
            return ""
        case Letter(name=name):
            return name
        case Digits(text=text):
            return text
        case Operator(sign=sign) | Separator(sign=sign):
            return sign
        case Styled(style=style, of=of):
            return (f"{style}:" if style != "plain" else "") + plain_text(of)
        case Scripted(base=base, below=below, above=above, primes=primes):
            said = plain_text(base) + (f"_{_script_text(below)}" if below else "")
            return said + (f"^{_script_text(above)}" if above else "") + "'" * primes
        case Fraction(above=above, below=below):
            return f"({plain_text(above)})/({plain_text(below)})"
        case Root(of=of, degree=degree):
            return f"{plain_text(degree)}√({plain_text(of)})"
        case Bracket(kind="{", inside=inside):
            return plain_text(inside)
        case Bracket(kind=kind, inside=inside):
            return kind + plain_text(inside) + {"(": ")", "[": "]", r"\{": "}"}.get(kind, kind)
        case Term(signs=signs, items=items):
            return signs + "".join(map(plain_text, items))
        case Expression(terms=terms):
            first, *rest = terms
            return plain_text(first) + "".join(
                plain_text(t) if t.signs else "+" + plain_text(t) for t in rest
            )
        case Clause(members=members, relations=relations):
            shown = [plain_text(member) for member in members]
            joined = (r.sign + m for r, m in zip(relations, shown[1:], strict=True))
            return shown[0] + "".join(joined)
        case Head(name=name, below=below, above=above):
            return name + plain_text(below) + plain_text(above)
    return "".join(plain_text(part) for part in parts(node)) if node is not None else ""


def _script_text(script: Node) -> str:
    """A script as text; in braces where it is more than one thing."""
    text, only = plain_text(script), unwrapped(script)
    alone = isinstance(only, Letter | Digits) or (isinstance(only, Bracket) and only.kind != "{")
    return text if alone or len(text) == 1 else f"{{{text}}}"

r"""Names on paper: a letter with its accents and style, and what stands below and above it.

``spelled`` says which name an item writes; what its scripts mean is not decided here. The
helpers look through braces that only group.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

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
    subnodes,
)

__all__ = [
    "ALPHABETS",
    "Name",
    "argument_list",
    "braced",
    "listed",
    "one_item",
    "only_expression",
    "only_item",
    "plain_text",
    "rows_of_items",
    "single_term",
    "spelled",
    "unwrapped",
]

#: Alphabets that tell names apart; every other style is an accent.
ALPHABETS = ("bold", "script", "double-struck", "fraktur", "plain")


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it stands: its stem with accents, its alphabet, each script, its primes.

    ``round`` says that what is above stands in parentheses: ``x^{(i)}``. ``node`` is where.
    """

    stem: str
    accents: tuple[str, ...] = ()
    style: str = ""
    below: tuple[Node, ...] = ()
    above: tuple[Node, ...] = ()
    primes: int = 0
    round: bool = False
    word: bool = False
    node: Node = field(default=Node(0, 0), compare=False)

    @property
    def letter(self) -> str:
        """The stem with its accents, which is one sign on paper."""
        return self.stem + "".join(self.accents)


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


def listed(item: Node | None) -> tuple[Node, ...]:
    """What stands below or above a name, thing by thing: ``ij``, ``i, j``, ``c-m+j``."""
    if item is None:
        return ()
    item = unwrapped(item)
    if not (isinstance(item, Bracket) and item.kind == "{"):
        return (item,)
    found: list[Node] = []
    for part in item.inside.parts:
        if isinstance(part, Separator):
            continue
        if len(part.members) > 1 or part.members[0] is None:
            return (item,)
        found += _scripts_of(part.members[0])
    return tuple(found)


def _scripts_of(member: Expression) -> list[Node]:
    """The letters of a script that are written side by side, or the whole of what is computed."""
    term = member.terms[0]
    computed = (
        len(member.terms) > 1
        or bool(term.signs)
        or any(isinstance(i, Operator | Head) for i in term.items)
        or (len(term.items) > 1 and isinstance(term.items[0], Digits))
    )
    return [member] if computed else [unwrapped(i) for i in term.items]


def spelled(item: Node | None) -> Name | None:
    r"""The name that an item writes, if it writes one.

    >>> from derive.notation.parse import parse
    >>> name = spelled(only_item(parse(r"\hat{y}_{ij}^{(s)}")))
    >>> name.stem, len(name.below), len(name.above), name.round
    ('y', 2, 1, True)
    """
    if item is None:
        return None
    item = unwrapped(item)
    match item:
        case Letter(name=name, word=word):
            return Name(name, word=word, node=item)
        case Styled(style=style, of=of):
            return _styled(item, style, of)
        case Scripted(base=base, below=below, above=above, primes=primes):
            inner = spelled(base)
            if inner is None or (inner.below and below) or (inner.above and above):
                return None
            if isinstance(base, Bracket) and (inner.below or inner.above) and above is not None:
                return None  # a power of what stands in braces
            over = listed(above)
            in_parentheses = inner.round
            if over and isinstance(over[0], Bracket) and over[0].kind in ("(", "["):
                in_parentheses = True
                over = (*listed(braced(over[0].inside)), *over[1:])
            return replace(
                inner,
                below=(*inner.below, *listed(below)),
                above=(*inner.above, *over),
                primes=inner.primes + primes,
                round=in_parentheses,
                node=item,
            )
    return None


def _styled(item: Styled, style: str, of: Node) -> Name | None:
    inner = spelled(of)
    if inner is None:
        letters = listed(of)
        if letters and all(isinstance(x, Letter) for x in letters):
            stem = "".join(x.name for x in letters if isinstance(x, Letter))
            own = style if style in ALPHABETS and style != "plain" else ""
            accents = () if style in ALPHABETS else (style,)
            return Name(stem, accents, own, word=True, node=item)
        return None
    if style == "plain":
        return replace(inner, node=item)
    if style in ALPHABETS:
        return replace(inner, style=style, node=item)
    if inner.above and all(isinstance(a, Digits) for a in inner.above) and not inner.round:
        # A bar over a power is a name of its own: the mean of x² is not the square of a mean.
        stem = inner.letter + "^" + ",".join(map(plain_text, inner.above))
        return replace(inner, stem=stem, accents=(style,), above=(), node=item)
    return replace(inner, accents=(*inner.accents, style), node=item)


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


def rows_of_items(node: Node) -> Iterator[tuple[Item, ...]]:
    """Every row of items in a node, those in brackets and exponents too; none in a name's scripts.

    Braces and scripts are no occurrences: ``W_{ij}`` does not make i a quantity.
    """
    if isinstance(node, Term):
        yield node.items
    inner: tuple[Node, ...] = parts(node)
    if isinstance(node, Head):
        inner = ()
    elif isinstance(node, Scripted | Styled | Letter) and (name := spelled(node)) is not None:
        inner = tuple(a for a in name.above if name.stem == "e" or _computed(a))
    elif isinstance(node, Scripted):
        inner = tuple(x for x in (node.base, node.above) if x is not None)
    for part in inner:
        alone = isinstance(part, Letter | Scripted) and not isinstance(node, Term)
        yield from rows_of_items(_as_term(part) if alone else part)


def _computed(script: Node) -> bool:
    """Whether a script is more than letters and numbers, as labels are."""
    return any(isinstance(x, Scripted) for x in subnodes(script))


def _as_term(item: Node) -> Term:
    return Term(item.start, item.end, "", (item,))  # type: ignore[arg-type]

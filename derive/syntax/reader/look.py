r"""Looking through notation: braces that group nothing, alphabets over more than one letter.

``tidy`` gives an item as a reader sees it: ``{{z}_i}`` is ``z_i``, and the alphabet of
``\mathcal{p_i}`` is that of the p.
"""

from __future__ import annotations

from dataclasses import replace

from derive.notation.errors import ReadError
from derive.notation.nodes import (
    Bracket,
    Clause,
    Clauses,
    Digits,
    Expression,
    Item,
    Letter,
    Scripted,
    Separator,
    Styled,
    Term,
)
from derive.notation.signs import ACCENTS
from derive.notation.words import styled_letter

__all__ = [
    "clauses_of",
    "index_name",
    "items_of",
    "only_expression",
    "only_item",
    "only_term",
    "opened",
    "range_of",
    "tidy",
]

_MARKS = frozenset(ACCENTS.values())


def only_expression(node: Item | Clauses | None) -> Expression | None:
    """The expression that the node is, if there are no relations or commas in it."""
    if isinstance(node, Bracket) and node.kind == "{":
        node = node.inside
    if not isinstance(node, Clauses) or len(node.parts) != 1:
        return None
    clause = node.parts[0]
    if not isinstance(clause, Clause) or len(clause.members) != 1:
        return None
    return clause.members[0]


def only_term(node: Item | Clauses | None) -> Term | None:
    """The unsigned term that the node is."""
    expression = only_expression(node)
    if expression is None or len(expression.terms) != 1 or expression.terms[0].signs:
        return None
    return expression.terms[0]


def only_item(node: Item | Clauses | None) -> Item | None:
    """The one item that the node is."""
    term = only_term(node)
    return term.items[0] if term is not None and len(term.items) == 1 else None


def items_of(node: Item | Clauses) -> tuple[Item, ...] | None:
    """The items of a node that is one unsigned term, or the item itself."""
    while isinstance(node, Clauses) or (isinstance(node, Bracket) and node.kind == "{"):
        term = only_term(node)
        if term is None:
            return None
        if len(term.items) > 1:
            return term.items
        node = term.items[0]
    return (node,)


def clauses_of(node: Item | Clauses) -> tuple[tuple[Clause, ...], tuple[Separator, ...]]:
    """The clauses of a script or a bracket, and what parts them."""
    inside = node.inside if isinstance(node, Bracket) else node
    if not isinstance(inside, Clauses):
        place = node.start, node.end
        expression = Expression(*place, (Term(*place, "", (inside,)),))
        return (Clause(*place, (expression,), ()),), ()
    return (
        tuple(part for part in inside.parts if isinstance(part, Clause)),
        tuple(part for part in inside.parts if isinstance(part, Separator)),
    )


def opened(notation: Clauses) -> Clauses:
    r"""The clauses without brackets around a whole equation: ``\boxed{a = b}``, ``(a = b)``.

    >>> from derive.notation.parse import parse
    >>> [len(opened(parse(t)).parts[0].relations) for t in (r"\boxed{a = b}", "[a = b]", "(a)")]
    [1, 1, 0]
    """
    parts: list[Clause | Separator] = []
    for part in notation.parts:
        inside = _equations(part) if isinstance(part, Clause) else None
        parts += [part] if inside is None else opened(inside).parts
    return replace(notation, parts=tuple(parts))


def _equations(clause: Clause) -> Clauses | None:
    """What stands in the brackets that a clause is, if there are relations in it."""
    place = clause.start, clause.end
    item = None if clause.relations else only_item(Clauses(*place, (clause,)))
    while isinstance(item, Styled):
        item = item.of
    if not isinstance(item, Bracket) or item.kind not in ("{", "(", "["):
        return None
    found = any(isinstance(part, Clause) and part.relations for part in item.inside.parts)
    return item.inside if found or _holds_box(item.inside) else None


def _holds_box(inside: Clauses) -> bool:
    """Whether brackets stand in brackets, around an equation."""
    return any(isinstance(p, Clause) and _equations(p) is not None for p in inside.parts)


def range_of(
    below: Item | None,
) -> tuple[tuple[Clause, ...], tuple[Separator, ...]]:
    r"""The clauses below a sum, those of a ``\substack`` too."""
    if below is None:
        return (), ()
    inner = only_item(below)
    grouped = isinstance(inner, Bracket) and inner.kind == "{"
    return clauses_of(inner if inner is not None and grouped else below)


def tidy(item: Item) -> Item:
    """The item without braces that group nothing, its alphabet at its letter."""
    while True:
        match item:
            case Bracket(kind="{") if (inner := only_item(item)) is not None:
                item = inner
            case Styled():
                return _styled(item)
            case Scripted(base=Bracket() | Styled() as base):
                inside = tidy(base)
                if inside is base:
                    return item
                merged = _merge(item, inside)
                if merged is None:
                    return item
                item = merged
            case _:
                return item


def _merge(outer: Scripted, base: Item) -> Item | None:
    """Scripts on what has scripts already: ``{x_i}^2`` is ``x_i^2``."""
    if isinstance(base, Scripted):
        clash = (base.below and outer.below) or base.above
        if clash or (base.primes and outer.primes) or isinstance(base.base, Bracket):
            return None
        return replace(
            outer,
            base=base.base,
            below=base.below or outer.below,
            above=outer.above,
            primes=base.primes + outer.primes,
        )
    return replace(outer, base=base)


def _styled(item: Styled) -> Item:
    of = tidy(item.of)
    match of:
        case Letter(name=name, word=word):
            if word:
                if item.style in _MARKS:
                    raise _accent(item)
                return replace(of, start=item.start, end=item.end)
            styled = styled_letter(item.style, name)
            if styled is None:
                raise ReadError(f"{name} has no such letter", item.start, item.end)
            return Letter(item.start, item.end, styled)
        case Scripted():
            base = tidy(Styled(item.start, of.base.end, item.style, of.base))
            return replace(of, start=item.start, end=item.end, base=base)
        case Bracket(kind="{", inside=Clauses() as inside):
            if item.style in _MARKS:
                raise _accent(item)
            return replace(of, inside=_distribute(inside, item.style))
    if item.style in _MARKS:
        raise _accent(item)
    if isinstance(of, Digits):
        return item if of is item.of else replace(item, of=of)  # a bold 1 is no number
    return of


def _distribute(inside: Clauses, style: str) -> Clauses:
    """The alphabet at every letter of the row."""

    def at(item: Item) -> Item:
        letters = isinstance(item, Letter) and not item.word
        scripted = isinstance(item, Scripted) and isinstance(item.base, Letter)
        if letters or scripted:
            return tidy(Styled(item.start, item.end, style, item))
        return item

    def within(part: Clause | Separator) -> Clause | Separator:
        match part:
            case Clause(members=members):
                return replace(part, members=tuple(m and expression(m) for m in members))
        return part

    def expression(member: Expression) -> Expression:
        rows = (replace(t, items=tuple(map(at, t.items))) for t in member.terms)
        return replace(member, terms=tuple(rows))

    return replace(inside, parts=tuple(map(within, inside.parts)))


def _accent(item: Styled) -> ReadError:
    return ReadError("an accent over more than one letter is not read", item.start, item.end)


def index_name(item: Item) -> str | None:
    """The letter of an index, primes included."""
    item = tidy(item)
    if isinstance(item, Bracket) and item.kind == "{" and (inner := only_item(item)):
        item = inner
    if isinstance(item, Letter):
        return item.name
    if isinstance(item, Scripted) and item.above is None and item.below is None:
        base = tidy(item.base)
        return base.name + "'" * item.primes if isinstance(base, Letter) else None
    return None

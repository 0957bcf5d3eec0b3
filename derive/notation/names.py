r"""Names on paper: a letter with its accents and style, and what stands below and above it.

``spelled`` says which name an item writes; what its scripts mean is not decided here. The
helpers look through braces that only group.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from derive.notation.items import (
    argument_list,
    braced,
    one_item,
    only_expression,
    only_item,
    plain_text,
    single_term,
    unwrapped,
)
from derive.notation.nodes import (
    Bracket,
    Digits,
    Expression,
    Head,
    Item,
    Letter,
    Node,
    Operator,
    Scripted,
    Separator,
    Styled,
    Term,
    parts,
    subnodes,
)

__all__ = [
    "ALPHABETS", "OWN_SIGNS", "Name", "argument_list", "braced", "is_sign", "listed",
    "names_within", "one_item",
    "only_expression", "only_item", "plain_text", "rows_of_items", "sign_as_name", "single_term",
    "spelled", "unwrapped", "with_arguments_below",
]  # fmt: skip

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


def with_arguments_below(name: Name) -> tuple[Name, Bracket] | None:
    r"""The name and the bracket with several arguments that stands below it: ``E_{(w, b)}``."""
    inner = unwrapped(name.below[0]) if len(name.below) == 1 else None
    if not isinstance(inner, Bracket) or inner.kind != "(" or name.above or name.primes:
        return None
    if len(inner.inside.parts) < 2 or not argument_list(inner):
        return None
    node = name.node
    while isinstance(node, Styled):
        node = node.of
    if not isinstance(node, Scripted):
        return None
    return replace(name, below=(), node=node.base), inner


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
    figure = unwrapped(of)
    if isinstance(figure, Digits) and figure.text in ("0", "1"):
        return Name(figure.text, style=style, node=item) if style in ALPHABETS[:-1] else None
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


def names_within(node: Node | None) -> Iterator[Name]:
    """Every name in a formula, those in brackets and exponents too; none in a name's scripts."""
    for items in rows_of_items(node) if node is not None else ():
        yield from (name for item in items if (name := spelled(item)) is not None)


def _computed(script: Node) -> bool:
    """Whether a script is more than letters and numbers, as labels are."""
    return any(isinstance(x, Scripted) for x in subnodes(script))


def _as_term(item: Node) -> Term:
    return Term(item.start, item.end, "", (item,))  # type: ignore[arg-type]


#: Brackets and signs between two things that have no meaning of their own here.
_OWN_BRACKETS = ("‖", "⟨", "|")
OWN_SIGNS = frozenset("⋆∙⋄⊕⊗⊖∘∗⊔∧∨")


def is_sign(name: Name) -> bool:
    """Whether a name is a bracket or a sign, and no letter."""
    return name.stem in _OWN_BRACKETS or name.stem in OWN_SIGNS


def sign_as_name(items: tuple[Item, ...]) -> tuple[Name, Bracket] | None:
    r"""A norm or a pairing as a name, which has what stands below it: ``\|x\|_A``, and is squared.

    ``\langle u, v \rangle_W`` is written like a function: a name and its arguments.
    """
    item = items[0]
    scripted = item if isinstance(item, Scripted) else None
    bracket = unwrapped(scripted.base) if scripted is not None else item
    if len(items) != 1 or not isinstance(bracket, Bracket) or bracket.kind not in _OWN_BRACKETS:
        return None
    below = listed(scripted.below) if scripted is not None else ()
    above = listed(scripted.above) if scripted is not None else ()
    if (not below and bracket.kind != "⟨") or (above and [plain_text(a) for a in above] != ["2"]):
        return None
    return Name(bracket.kind, below=below, above=above, node=item), bracket

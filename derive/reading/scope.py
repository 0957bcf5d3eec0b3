"""What bears on a claim, as notation: definitions, shapes, facts, cases. Nothing is decided."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from derive.discourse.statements import Statement
from derive.notation.names import (
    Name,
    listed,
    names_within,
    only_item,
    plain_text,
    sign_as_name,
    spelled,
    unwrapped,
    with_arguments_below,
)
from derive.notation.nodes import (
    Bracket,
    Clause,
    Clauses,
    Expression,
    Fraction,
    Head,
    Item,
    Letter,
    Node,
    Root,
    Scripted,
    Term,
    letters_of,
    subnodes,
)
from derive.reading.conventions import PURPOSES
from derive.reading.lexicon import Lexicon
from derive.reading.operations import Operation
from derive.reading.seen import is_sum_of

__all__ = [
    "Assumed",
    "Declared",
    "Let",
    "Said",
    "Scope",
    "Valued",
    "defined_by",
    "let_of",
    "parts_itself",
    "recurs_with_other_labels",
    "shows_derivative",
    "without_partings",
]


@dataclass(frozen=True, slots=True)
class Let:
    """``left = right`` as a definition: the name, its arguments if it has any, and the body.

    ``behind`` is what stands below the bracket: ``g(y)_i``. ``statement`` says so.
    """

    word: Name
    arguments: Bracket | None
    behind: tuple[Node, ...]
    right: Expression
    statement: Statement | None = None


@dataclass(frozen=True, slots=True)
class Declared:
    """A shape that is said of a name: its open axes by their names."""

    word: Name
    axes: tuple[str, ...]
    statement: Statement | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A fact that is said of a name."""

    fact: str
    word: Name
    statement: Statement | None = None


@dataclass(frozen=True, slots=True)
class Assumed:
    """A relation that holds where the claim stands."""

    clause: Clause
    statement: Statement | None = None


@dataclass(frozen=True, slots=True)
class Valued:
    r"""A name with its bracket, ``\rho(a)``, of which each value is a function of something."""

    word: Name
    bracket: Bracket
    of: Expression


@dataclass(slots=True)
class Scope:
    """All that bears on a claim.

    ``abstract`` are names with what they depend on; ``unheard`` names of which more is said than
    is understood, ``kinds`` what kind of thing a name is said to be.
    """

    lexicon: Lexicon
    lets: list[Let] = field(default_factory=list)
    declared: list[Declared] = field(default_factory=list)
    abstract: list[tuple[Name, Expression]] = field(default_factory=list)
    valued: list[Valued] = field(default_factory=list)
    operations: list[Operation] = field(default_factory=list)
    facts: list[Said] = field(default_factory=list)
    assumed: list[Assumed] = field(default_factory=list)
    kinds: list[Said] = field(default_factory=list)
    layout: str = ""
    conventions: set[str] = field(default_factory=set)
    unheard: dict[str, Statement] = field(default_factory=dict)
    withdrawn: list[Clause] = field(default_factory=list)
    sizes: dict[str, str] = field(default_factory=dict)
    optional: list[Assumed] = field(default_factory=list)
    perhaps: list[Said] = field(default_factory=list)


def let_of(left: Expression, right: Expression, statement: Statement | None = None) -> Let | None:
    """An equation as a definition, if its left side is written like a name.

    Only a stem with letters as indices or arguments defines: a product does not.
    """
    if len(left.terms) != 1 or left.terms[0].signs:
        return None
    items = left.terms[0].items
    if len(items) > 1 and plain_text(items[0]) in PURPOSES:
        items = items[1:]  # minimize J = …
    if _is_logarithm(items) and left.start < right.start:
        rest = replace(left, terms=(replace(left.terms[0], items=items[1:]),))
        inner = let_of(rest, right, statement)
        told = inner is not None and (inner.arguments or inner.word.letter[:1].isupper())
        return replace(inner, right=_exponential(right)) if inner is not None and told else None
    sign = sign_as_name(items)
    if sign is not None:
        return Let(*sign, (), right, statement)
    word = spelled(items[0]) or _entry_of_name(items[0])
    if word is None:
        return None
    if len(items) == 1:
        bare, arguments = with_arguments_below(word) or (word, None)
        return Let(bare, arguments, (), right, statement)
    if len(items) != 2:
        return None
    second: Node = items[1]
    behind: tuple[Node, ...] = ()
    if isinstance(second, Scripted) and second.above is None and not second.primes:
        behind, second = listed(second.below), unwrapped(second.base)
    if isinstance(second, Bracket) and second.kind in ("(", "["):
        return Let(word, second, behind, right, statement)
    return None


def defined_by(assumed: Assumed) -> Let | None:
    """A relation as the definition of the quantity that stands alone at one side, or its square."""
    members, signs = assumed.clause.members, [r.sign for r in assumed.clause.relations]
    if signs != ["="] or members[0] is None or members[1] is None:
        return None
    for one, other in ((members[0], members[1]), (members[1], members[0])):
        name = spelled(only_item(one))
        if name is None or name.letter in _letters_in(other) or name.below:
            continue
        above = [plain_text(node) for node in name.above]
        if above in ([], ["2"]):
            right = _root(other) if above else other
            node = Letter(one.start, one.start, name.letter)
            return Let(replace(name, above=(), node=node), None, (), right, assumed.statement)
    return None


def _letters_in(node: Node) -> set[str]:
    return {part.name for part in subnodes(node) if isinstance(part, Letter)}


def _root(of: Expression) -> Expression:
    """The square root of an expression, as notation."""
    at = of.start, of.end
    group = Bracket(*at, "{", Clauses(*at, (Clause(*at, (of,), ()),)))
    return Expression(*at, (Term(*at, "", (Root(*at, group, None),)),))


def shows_derivative(node: Node) -> bool:
    """Whether a formula differentiates something."""
    parts = tuple(subnodes(node))
    primed = any(isinstance(part, Scripted) and part.primes for part in parts)
    quotients = (part for part in parts if isinstance(part, Fraction))
    total = any("d" in _letters_in(q.above) & _letters_in(q.below) for q in quotients)
    return primed or total or bool(_letters_in(node) & {"∂", "∇"})


def _is_logarithm(items: tuple[Item, ...]) -> bool:
    """Whether a left side is the logarithm of something, ``ln L(μ)``."""
    first = items[0]
    plain = isinstance(first, Head) and first.name == "log" and first.below is None
    return plain and first.above is None and len(items) > 1  # type: ignore[union-attr]


def _exponential(of: Expression) -> Expression:
    """The exponential of an expression, as notation."""
    at = of.start, of.end
    inside = Clauses(*at, (Clause(*at, (of,), ()),))
    items: tuple[Item, ...] = (Head(*at, "exp", None, None), Bracket(*at, "(", inside))
    return Expression(*at, (Term(*at, "", items),))


def _entry_of_name(item: Node) -> Name | None:
    """``(u)_i`` as a left side: the entries of u."""
    if not (isinstance(item, Scripted) and item.above is None and not item.primes):
        return None
    base = unwrapped(item.base)
    if not (isinstance(base, Bracket) and base.kind == "("):
        return None
    inner = spelled(only_item(base.inside))
    if inner is None or inner.below or inner.above:
        return None
    return replace(inner, below=listed(item.below), node=item)


def parts_itself(let: Let) -> bool:
    """Whether a definition only says that a total is the sum of its parts: ``E = E_1 + E_2``."""
    name = Name(let.word.stem, let.word.accents)
    return let.arguments is None and not let.word.below and is_sum_of(let.right, name)


def without_partings(lets: list[Let]) -> list[Let]:
    """Definitions without those of a total by its parts, where it has another."""
    totals = (let for let in lets if not (let.word.below or let.word.round))
    others = {let.word.letter for let in totals if not parts_itself(let)}
    return [let for let in lets if let.word.letter not in others or not parts_itself(let)]


def says_itself(lets: list[Let], let: Let) -> bool:
    """Whether ``f = f(x)`` only says that f is written without its own arguments, too."""
    text = plain_text(let.right)
    return let.arguments is None and any(
        text == plain_text(other.word.node) + plain_text(other.arguments)
        for other in lets
        if other.arguments is not None and other.word.letter == let.word.letter
    )


def recurs_with_other_labels(let: Let, lexicon: Lexicon) -> bool:
    """Whether ``s_{uy} = a s_{xy}``: one pattern, whose labels are the names of quantities."""

    def labels(name: Name) -> set[str]:
        return {letter for node in name.below for letter in letters_of(node)}

    own = labels(let.word)
    quantities = {letter for letter, _ in lexicon.seen} - lexicon.bound
    others = [n for n in names_within(let.right) if n.letter == let.word.letter and n.below]
    return len(own) > 1 and any(labels(n) != own <= quantities for n in others)

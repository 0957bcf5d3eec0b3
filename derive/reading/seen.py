"""What is seen of one name over a document, and what single items of its formulas show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from derive.notation.names import Name, braced, listed, one_item, plain_text, spelled, unwrapped
from derive.notation.nodes import Bracket, Expression, Head, Node, Operator, Scripted, Separator
from derive.reading.conventions import TRANSPOSE

__all__ = [
    "Forms",
    "Seen",
    "binders",
    "is_entrywise",
    "is_square",
    "is_sum",
    "is_sum_of",
    "is_turned",
    "key_of",
]

ENTRYWISE_SIGNS = frozenset("⊙⊘")


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of a name by the words in them: one of each kind, and all by their numbers."""

    known: set[tuple[tuple[str, ...], str]] = field(default_factory=set)
    kinds: dict[tuple[str, ...], dict[str, Name]] = field(default_factory=dict)
    numbered: dict[tuple[tuple[str, ...], tuple[str, ...]], dict[str, Name]] = field(
        default_factory=dict
    )


@dataclass(slots=True)
class Seen:
    """What is seen of a letter with its style, over the whole document.

    ``letters_inside`` says that single letters are its arguments, if it has any; ``alike`` and
    ``places`` are kept by ``derive.reading.forms``.
    """

    bare: int = 0
    below: set[tuple[str, ...]] = field(default_factory=set)
    above: set[str] = field(default_factory=set)
    arguments: set[str] = field(default_factory=set)
    transposed: bool = False
    beside_transposed: bool = False
    beside_array_sign: bool = False
    entries_turned: bool = False  # transposed, or behind what is, with an index below it
    always_above: bool = True
    primed: bool = False
    in_matrix: bool = False
    in_norm: bool = False
    #: What stands behind each form, as the last factor: a small letter, or else nothing.
    maps: set[tuple[str, tuple[str, str] | None]] = field(default_factory=set)
    behind: set[tuple[str, str]] = field(default_factory=set)  # names right before it
    added_to: set[tuple[str, str] | None] = field(default_factory=set)  # names that begin products
    beside: set[tuple[str, str] | None] = field(default_factory=set)  # what else is added so
    #: Each form in which it is written, once.
    forms: dict[str, Name] = field(default_factory=dict)
    letters_inside: bool = True
    alike: Forms | None = None
    places: dict[tuple[int, int], frozenset[str]] | None = None

    def map(self, name: Name | None, of: Name | None) -> None:
        """Note that a name is applied to another one, which is no ``x^2`` or ``x_1`` of ``W_1``."""
        if name is None or of is None or not of.letter[:1].islower():
            return
        texts = [[plain_text(node) for node in x.below] for x in (name, of)]
        plain = (not of.above or of.round) and (not texts[0] or texts[0] != texts[1])
        self.maps.add((plain_text(name.node), key_of(of) if plain else None))

    def add(self, other: Seen) -> None:
        """Take in what is seen of another form of the same name."""
        self.bare += other.bare
        self.transposed |= other.transposed
        self.forms |= other.forms


def key_of(name: Name | None) -> tuple[str, str] | None:
    """A name as it is looked up: its letter, and its style if that is one."""
    return None if name is None else (name.letter, "" if name.style == "plain" else name.style)


def is_square(name: Name) -> bool:
    """Whether a name stands with the exponent 2."""
    return not name.round and [plain_text(a) for a in name.above] == ["2"]


def is_sum(right: Expression) -> bool:
    """Whether a formula is one sum with a sign: ``-Σ_k …``."""
    first = right.terms[0].items[0] if len(right.terms) == 1 else None
    return isinstance(first, Head) and first.name == "sum"


def is_sum_of(right: Expression, name: Name) -> bool:
    """Whether a formula is a sum of nothing but parts by a letter: ``E_1 + … + E_n``."""
    items = [item for term in right.terms for item in term.items]
    names = [n for n in map(spelled, items) if n is not None and n.stem != "…"]
    others = (x for x in items if spelled(x) is None and not isinstance(x, Head))
    return bool(names) and not any(others) and all(
        n.letter == name.letter and n.below for n in names
    )  # fmt: skip


def is_turned(item: Node, name: Name | None) -> bool:
    """Whether a transpose stands at an item; a small t may be a time."""
    if name is not None:
        last = name.above[-1] if name.above else None
        return plain_text(last) in TRANSPOSE and plain_text(last) != "t"
    return isinstance(item, Scripted) and plain_text(item.above) in TRANSPOSE


def is_entrywise(item: Node) -> bool:
    """Whether an item is a sign that acts entry by entry."""
    return isinstance(item, Operator) and item.sign in ENTRYWISE_SIGNS


def binders(head: Head) -> list[tuple[str, Node]]:
    """The letters that a big sign binds, each with what says over what: the letter, or a clause."""
    if head.below is None:
        return []
    item = unwrapped(head.below)
    if not (isinstance(item, Bracket) and item.kind == "{"):
        return [(plain_text(item), item)]
    found: dict[str, Node] = {}
    for part in item.inside.parts:
        if isinstance(part, Separator) or part.members[0] is None:
            continue
        for node in _letters_of(part.members[0]):
            found.setdefault(plain_text(node), part if part.relations else node)
    return list(found.items())


def _letters_of(member: Expression) -> Iterable[Node]:
    return map(one_item, listed(braced(member)))

"""Notation: what stands on paper, before anybody says what the names mean.

A formula is clauses, a clause is expressions joined by relations, an expression is signed
terms, and a term is a row of items: letters with their scripts, brackets, fractions,
function signs, operators. Which of two neighbours is a function and which a factor is not
known here; ``derive.reading`` decides it by the names.

Every node keeps the place where it stands in the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

__all__ = [
    "Bracket",
    "Clause",
    "Clauses",
    "Digits",
    "Expression",
    "Fraction",
    "Head",
    "Item",
    "Letter",
    "Node",
    "Operator",
    "Reach",
    "Root",
    "Scripted",
    "Separator",
    "Styled",
    "Term",
    "letters_of",
    "parts",
    "subnodes",
]


@dataclass(frozen=True, slots=True)
class Node:
    """A piece of notation, from ``start`` up to ``end``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Letter(Node):
    r"""A letter or a word: ``z``, ``theta`` for ``\theta``; ``word`` says it was set as one."""

    name: str
    word: bool = False


@dataclass(frozen=True, slots=True)
class Digits(Node):
    """A number as it is written: ``12``, ``0.5``."""

    text: str


@dataclass(frozen=True, slots=True)
class Scripted(Node):
    """Something with what stands below and above it, and its primes."""

    base: Item
    below: Item | None
    above: Item | None
    primes: int = 0


@dataclass(frozen=True, slots=True)
class Bracket(Node):
    r"""Clauses in brackets of a kind, which is how they open.

    ``(``, ``[``, ``\{``, ``⟨``, ``⌊``, ``⌈``, ``|``, ``‖``; ``{`` only groups; ``[)``, ``(]`` are
    half open; ``matrix``, ``vmatrix`` and ``cases`` are written out, with ``&`` and ``\\``
    between.
    """

    kind: str
    inside: Clauses


@dataclass(frozen=True, slots=True)
class Fraction(Node):
    """One thing over another."""

    above: Item | Clauses
    below: Item | Clauses


@dataclass(frozen=True, slots=True)
class Root(Node):
    """A square root, or one of a degree."""

    of: Item
    degree: Clauses | None


@dataclass(frozen=True, slots=True)
class Styled(Node):
    """An alphabet or an accent on something: ``bold``, ``script``, a combining mark."""

    style: str
    of: Item


@dataclass(frozen=True, slots=True)
class Head(Node):
    r"""A sign that acts on what follows: ``\sum``, ``\prod``, ``\log``."""

    name: str
    below: Item | None
    above: Item | None
    primes: int = 0


@dataclass(frozen=True, slots=True)
class Operator(Node):
    r"""A sign between factors or members, or a plus or minus of the factor after it.

    As the base of ``Scripted`` it is the bar that says at which place: ``f|_{x=0}``.

    ``raw`` is a relation as it is written: ``:=``, ``\overset{!}{=}``.
    """

    sign: str
    raw: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Reach(Node):
    """A sum sign with all that it takes: what follows it in its term."""

    head: Head
    items: tuple[Item, ...]


Item: TypeAlias = (
    "Letter | Digits | Scripted | Bracket | Fraction | Root | Styled | Head | Operator | Reach"
)


@dataclass(frozen=True, slots=True)
class Term(Node):
    """A row of items with the signs before it."""

    signs: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Expression(Node):
    """Terms, added."""

    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Clause(Node):
    """Members joined by relations; the first is ``None`` where the row begins with a relation."""

    members: tuple[Expression | None, ...]
    relations: tuple[Operator, ...]


@dataclass(frozen=True, slots=True)
class Separator(Node):
    r"""What stands between clauses: a comma, a bar, words, a ``\tag``.

    ``&&`` is a column, or a space so wide that it parts what stands beside it.
    """

    sign: str


@dataclass(frozen=True, slots=True)
class Clauses(Node):
    """Clauses with what stands between them; nothing at all in ``{}``."""

    parts: tuple[Clause | Separator, ...]


def parts(node: Node) -> tuple[Node, ...]:
    """The direct parts of a node, in reading order."""
    found: tuple[Node | None, ...] = ()
    match node:
        case Scripted():
            found = (node.base, node.below, node.above)
        case Head():
            found = (node.below, node.above)
        case Bracket():
            found = (node.inside,)
        case Fraction():
            found = (node.above, node.below)
        case Root():
            found = (node.degree, node.of)
        case Styled():
            found = (node.of,)
        case Term():
            found = node.items
        case Expression():
            found = node.terms
        case Clause():
            found = node.members
        case Clauses():
            found = node.parts
    return tuple(part for part in found if part is not None)


def subnodes(node: Node) -> Iterator[Node]:
    """The node and everything in it, in reading order; no recursion."""
    waiting = [node]
    while waiting:
        found = waiting.pop()
        yield found
        waiting.extend(reversed(parts(found)))


def letters_of(notation: Node) -> set[str]:
    r"""Every letter that stands in a formula, whatever it means.

    >>> from derive.notation.parse import parse
    >>> sorted(letters_of(parse(r"a_i + \hat b")))
    ['a', 'b', 'i']
    """
    return {node.name for node in subnodes(notation) if isinstance(node, Letter)}

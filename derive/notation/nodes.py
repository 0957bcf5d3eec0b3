"""Notation: what stands on paper, before anybody says what the names mean.

A formula is clauses, a clause is expressions joined by relations, an expression is signed
terms, and a term is a row of items: letters with their scripts, brackets, fractions,
function signs, operators. Which of two neighbours is a function and which a factor is not
known here; ``derive.reading`` decides it by the names.

Every node keeps the place where it stands in the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, replace
from typing import Any, TypeAlias, TypeVar

__all__ = [
    "Bracket", "Clause", "Clauses", "Digits", "Expression", "Fraction", "Head", "Item", "Letter",
    "Node", "Operator", "Reach", "Root", "Scripted", "Separator", "Styled", "Term", "letters_of",
    "parts", "replaced", "rows_replaced", "subnodes",
]  # fmt: skip

N = TypeVar("N", bound="Node")


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

    above: Item
    below: Item


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


#: The fields of each kind of node in which its parts are; relations stand between them.
_FIELDS: dict[type, tuple[str, ...]] = {}


def _fields(node: Node) -> tuple[str, ...]:
    kind = type(node)
    if kind not in _FIELDS:
        other = ("int", "str", "bool", "tuple[Operator, ...]")
        _FIELDS[kind] = tuple(field.name for field in fields(kind) if field.type not in other)
    return _FIELDS[kind]


def parts(node: Node) -> tuple[Node, ...]:
    """The direct parts of a node, in reading order."""
    found: list[Node | None] = []
    for name in _fields(node):
        value = getattr(node, name)
        found += value if isinstance(value, tuple) else (value,)
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


def replaced(node: N, change: Callable[[Node], Node | None]) -> N:
    """A formula with each part that ``change`` has another one for; these are not looked into."""
    found = change(node)
    return found if found is not None else _rebuilt(node, lambda part: replaced(part, change))  # type: ignore[return-value]


def rows_replaced(node: N, change: Callable[[tuple[Item, ...]], tuple[Item, ...]]) -> N:
    """A formula with each of its rows of items changed, the inner ones first."""
    node = _rebuilt(node, lambda part: rows_replaced(part, change))
    return replace(node, items=change(node.items)) if isinstance(node, Term) else node


def _rebuilt(node: N, of: Callable[[Node], Node]) -> N:
    made: dict[str, Any] = {}
    for name in _fields(node):
        value = getattr(node, name)
        before = value if isinstance(value, tuple) else (value,)
        after = tuple(part and of(part) for part in before)
        if any(new is not old for new, old in zip(after, before, strict=True)):
            made[name] = after if isinstance(value, tuple) else after[0]
    return replace(node, **made) if made else node

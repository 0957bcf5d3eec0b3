"""What the parts of the resolver share: values, contexts, and the methods they call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum
from types import MappingProxyType
from typing import Literal

from derive.notation.errors import ReadError
from derive.notation.nodes import (
    Clauses,
    Expression,
    Fraction,
    Item,
    Node,
    Reach,
    Scripted,
)
from derive.syntax.array import Array
from derive.syntax.declare import Declaration
from derive.syntax.reader.needs import Need, Relation
from derive.syntax.reader.sets import Key, Sets
from derive.syntax.reader.spell import Names, Spelled
from derive.syntax.reader.usage import Usage
from derive.syntax.reader.vocabulary import Vocabulary
from derive.syntax.tree import Entry, IndexTerm, Symbol, Written
from derive.syntax.walk import subforms

__all__ = ["MAX_FORM_DEPTH", "Base", "Context", "Stage", "Value"]

#: How deep a formula is followed: two or three for each bracket, fraction or sum.
MAX_FORM_DEPTH = 120


class Stage(IntEnum):
    """Formulas are read three times: to count indices, to relate index sets, and to build."""

    COUNT = 0
    RELATE = 1
    BUILD = 2


@dataclass(frozen=True, slots=True)
class Value:
    """A written form with the axes it has as an array: none, one or two; ``row`` lies down."""

    form: Written
    axes: tuple[Key, ...] = ()
    row: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """Where something stands: what binds its letters, and what its parameters are.

    Free letters of one ``scope`` are the same; ``source`` is the text itself.
    """

    scope: str
    source: str = ""
    bound: Mapping[str, Key] = field(default_factory=lambda: MappingProxyType({}))
    renamed: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    values: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))
    fixed: frozenset[str] = frozenset()
    #: Letters of what is differentiated by, which a sum may have for its own.
    doubtful: frozenset[str] = frozenset()
    depth: int = 0
    path: str = ""

    def bind(self, letter: str, key: Key, name: str) -> Context:
        """Inside a sum over the letter."""
        return replace(
            self,
            bound=MappingProxyType({**self.bound, letter: key}),
            renamed=MappingProxyType({**self.renamed, letter: name}),
        )

    def inside(self, node: Node) -> Context:
        """One level further in."""
        if self.depth >= MAX_FORM_DEPTH:
            raise ReadError("too many brackets inside one another", node.start, node.end)
        return replace(self, depth=self.depth + 1)


@dataclass(slots=True)
class Base:
    """What is known while formulas are read, and what each part asks of the others."""

    vocabulary: Vocabulary
    usage: Usage
    sets: Sets
    declare: Callable[[str], Declaration | None]
    stage: Stage = Stage.COUNT
    arity: dict[str, int] = field(default_factory=dict)
    counts: dict[str, dict[int, tuple[int, int, str]]] = field(default_factory=dict)
    sampled: dict[str, int] = field(default_factory=dict)
    called: dict[str, tuple[str, ...]] = field(default_factory=dict)
    size_names: frozenset[str] = frozenset()
    defined: frozenset[str] = frozenset()
    #: The letters in the right sides of the names that are defined without arguments.
    bodies: dict[str, frozenset[str]] = field(default_factory=dict)
    #: What the formulas need to be defined, found while they are built.
    needs: list[Need] = field(default_factory=list)
    #: A bold letter and the plain one that has its entries: ``\mathbf z`` and ``z_k``.
    alike: dict[str, str] = field(default_factory=dict)
    #: Letters whose numbers are no indices: ``W_1`` and ``W_2`` are two matrices.
    numbered: frozenset[str] = frozenset()
    #: Whether a capital letter before an array is rather a matrix than a number.
    wary: bool = False
    #: Where the elements of index sets are counted from, 0 or 1.
    firsts: dict[str, str] = field(default_factory=dict)
    #: Defined names that change with the label of a parameter, which is an index in them.
    changing: dict[str, set[str]] = field(default_factory=dict)
    #: Whether shapes are tried that nobody declared: then a number is not spread over an array.
    guessing: bool = False
    #: Whether derivatives by arrays are laid out as numerators are.
    numerator: bool = False
    #: The derivative of a form by a letter, where somebody works it out: the reader does not.
    derivative_of: Callable[[Written, Symbol], Written | None] | None = None

    # -- what the parts give one another

    def expression(self, node: Expression, context: Context) -> Value:
        """An expression."""
        raise NotImplementedError

    def only(self, node: Item | Clauses, context: Context, what: str) -> Value:
        """The one expression that a bracket, a script or an argument is."""
        raise NotImplementedError

    def product(self, items: tuple[Item, ...], context: Context) -> Value:
        """A row of items."""
        raise NotImplementedError

    def factor(self, items: tuple[Item, ...], at: int, context: Context) -> tuple[Value, int]:
        """The factor that begins at a place in a row, and the place behind it."""
        raise NotImplementedError

    def atom(self, item: Item, context: Context) -> Value:
        """One item by itself."""
        raise NotImplementedError

    def quantity(self, spelled: Spelled, context: Context) -> Value:
        """A name with its indices."""
        raise NotImplementedError

    def multiply(self, values: list[Value], node: Node) -> Value:
        """A product of factors."""
        raise NotImplementedError

    def big(self, reach: Reach, context: Context) -> Value:
        """A sum or product sign, and all that it takes."""
        raise NotImplementedError

    def indicator(self, clauses: Clauses | Item, context: Context) -> Value:
        """The indicator of an equation."""
        raise NotImplementedError

    def indicator_below(self, item: Scripted, context: Context) -> Value:
        """An indicator with its equation below."""
        raise NotImplementedError

    def index(self, item: Item, axis: Key, context: Context) -> tuple[IndexTerm, Key | None]:
        """The index that an item is, and its key."""
        raise NotImplementedError

    def at(self, item: Item, axis: Key, context: Context) -> IndexTerm:
        """The index at an axis."""
        raise NotImplementedError

    def named(self, spelled: Spelled, item: Item, context: Context) -> Value:
        """A letter with its scripts."""
        raise NotImplementedError

    def transposed(self, value: Value, node: Node) -> Value:
        """Rows and columns exchanged."""
        raise NotImplementedError

    def entry_of(self, value: Value, below: Item, node: Node, context: Context) -> Value:
        """An entry of an array, at what stands below it."""
        raise NotImplementedError

    def above(self, value: Value, above: Item, node: Node, context: Context) -> Value:
        """A value with what stands above it."""
        raise NotImplementedError

    def raised(self, value: Value, above: Item, item: Node, context: Context) -> Value:
        """A power."""
        raise NotImplementedError

    def divide(self, above: Value, below: Value, node: Node) -> Value:
        """A quotient."""
        raise NotImplementedError

    def application(
        self, items: tuple[Item, ...], at: int, context: Context
    ) -> tuple[Value, int] | None:
        """A name before parentheses, if it is a function."""
        raise NotImplementedError

    def derivative(self, item: Fraction, context: Context) -> Value | None:
        """The derivative that a quotient is."""
        raise NotImplementedError

    def names(self, context: Context) -> Names:
        """What is known of letters here."""
        raise NotImplementedError

    @property
    def strict(self) -> bool:
        """Whether shapes are known, so that one that does not fit is an error."""
        return self.stage is not Stage.COUNT

    def is_undeclared(self, form: Written) -> bool:
        """Whether a form is a letter of which nothing says that it is a scalar."""
        if not isinstance(form, Symbol) or self.vocabulary.closed:
            return False
        return self.vocabulary.quantity(form.name) is None and form.name not in self.defined

    def need(
        self,
        value: Value,
        relation: Relation | None,
        what: Literal["division", "logarithm", "root", "power"],
        start: int,
        end: int,
    ) -> None:
        """Note what a value must be for a formula to be defined."""
        if relation is not None and self.stage is Stage.BUILD:
            self.needs.append(Need(value.form, relation, what, start, end))

    def is_known_number(self, form: Written) -> bool:
        """Whether a form without axes is made of numbers and of names that are declared."""
        names = (f.name for f in subforms(form) if isinstance(f, Symbol | Entry | Array))
        return all(self.vocabulary.quantity(name) is not None for name in names)

    def is_quantity(self, name: str) -> bool:
        """Whether a name is known to be a quantity, from a declaration or from its use."""
        declared = self.vocabulary.quantity(name) is not None or name in self.called
        return declared or name in self.usage.bare


def scalar(value: Value, node: Node, what: str) -> Written:
    """The form of a value that must be a scalar."""
    if value.axes:
        raise ReadError(f"{what} is a vector or a matrix here", node.start, node.end)
    return value.form


def is_name(form: Written, name: str) -> bool:
    """Whether the form is the symbol of this name."""
    return isinstance(form, Symbol) and form.name == name

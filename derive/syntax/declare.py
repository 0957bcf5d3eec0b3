"""How an author declares names in Python: index sets, families, scalars, definitions.

Each name carries its declaration, so that a written form knows what it speaks about
without any global table; ``derive.scope`` gathers the declarations of a derivation and
reports two that clash.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import overload

from derive.model import Fact, IndexRelation
from derive.syntax.tree import (
    Call,
    Delta,
    Derivative,
    Entry,
    Index,
    IndexSet,
    IndexTerm,
    Number,
    Point,
    Size,
    Symbol,
    Written,
    check_name,
    written,
)

__all__ = [
    "Declaration",
    "Ne",
    "binary",
    "define",
    "delta",
    "distribution",
    "exp",
    "function",
    "index_set",
    "indices",
    "log",
    "matrix",
    "one_hot",
    "partial",
    "positive",
    "positive_distribution",
    "same",
    "scalar",
    "size",
    "sqrt",
    "vector",
]


@dataclass(frozen=True, slots=True)
class Declaration:
    """A name with its index sets and, where it is defined, its definition.

    A family is used by subscription, ``z[k]`` or ``w[i, j]``; an integer is a literal index.
    """

    name: str
    axes: tuple[IndexSet, ...] = ()
    parameters: tuple[Index, ...] = ()
    body: Written | None = None
    facts: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        check_name(self.name, "quantity")
        for fact in self.facts:
            Fact(fact, self.name)

    def __getitem__(self, subscript: object) -> Entry:
        given = subscript if isinstance(subscript, tuple) else (subscript,)
        if len(given) != len(self.axes):
            raise ValueError(
                f"{self.name} has {len(self.axes)} {'index' if len(self.axes) == 1 else 'indices'}"
                f" ({', '.join(axis.name for axis in self.axes)}), not {len(given)}"
            )
        terms = tuple(self._term(term, axis) for term, axis in zip(given, self.axes, strict=True))
        return Entry(self.name, terms, declared=self)

    def _term(self, term: object, axis: IndexSet) -> IndexTerm:
        if isinstance(term, int) and not isinstance(term, bool):
            return Point(term, axis)
        if not isinstance(term, Index | Point):
            raise TypeError(f"{self.name} is indexed by indices such as k, not by {term!r}")
        if term.over != axis:
            letter = term.name if isinstance(term, Index) else str(term.value)
            raise ValueError(
                f"{letter} ranges over {term.over.name}, but {self.name} is indexed by "
                f"{axis.name}: use an index of {axis.name}"
            )
        return term

    def __iter__(self) -> Iterable[Entry]:
        raise TypeError(f"{self.name} has a symbolic size: write Sum({self.name}[j], j)")


def index_set(name: str) -> IndexSet:
    """Return the index set 1..n called ``name``; its size n >= 1 stays symbolic.

    >>> index_set("C")
    IndexSet(name='C')
    """
    return IndexSet(name)


def indices(names: str, over: IndexSet) -> tuple[Index, ...]:
    """Return one index over ``over`` for each name; spaces or commas separate the names.

    >>> C = index_set("C")
    >>> i, j = indices("i j", C)
    >>> i.name, i.over.name
    ('i', 'C')
    """
    if not isinstance(over, IndexSet):
        raise TypeError(f"indices range over an index set, not over {over!r}")
    found = tuple(Index(name, over) for name in names.replace(",", " ").split())
    if len(set(found)) != len(found):
        raise ValueError(f"an index is named twice in {names!r}")
    if not found:
        raise ValueError("name at least one index, such as indices('i j', C)")
    return found


def vector(name: str, over: IndexSet, *facts: str) -> Declaration:
    """Declare a family of real numbers with one index; ``facts`` are such as ``"positive"``.

    >>> C = index_set("C")
    >>> (k,) = indices("k", C)
    >>> print(vector("z", C)[k])
    z_k
    """
    return Declaration(name, (_axis(over),), facts=frozenset(facts))


def matrix(name: str, rows: IndexSet, columns: IndexSet, *facts: str) -> Declaration:
    """Declare a family of real numbers with two indices, rows first.

    >>> m, n = index_set("m"), index_set("n")
    >>> (i,), (j,) = indices("i", m), indices("j", n)
    >>> print(matrix("W", m, n)[i, j])
    W_{ij}
    """
    return Declaration(name, (_axis(rows), _axis(columns)), facts=frozenset(facts))


def scalar(name: str, *facts: str) -> Symbol:
    """Declare a real number.

    >>> print(scalar("T", "positive"))
    T
    """
    return Symbol(name, declared=Declaration(name, facts=frozenset(facts)))


@overload
def define(name: str, body: object, /) -> Symbol: ...
@overload
def define(name: str, first: Index, body: object, /) -> Declaration: ...
@overload
def define(name: str, first: Index, second: Index, body: object, /) -> Declaration: ...
@overload
def define(
    name: str, first: Index, second: Index, third: Index, body: object, /
) -> Declaration: ...
def define(name: str, *indices_and_body: object) -> Declaration | Symbol:
    """Define a scalar, ``define("L", body)``, or a family, ``define("p", i, body)``.

    >>> C = index_set("C")
    >>> i, j = indices("i j", C)
    >>> z = vector("z", C)
    >>> p = define("p", i, exp(z[i]) / size(C))
    >>> print(p[j], "where", p.body)
    p_j where exp(z_i)/C
    """
    *given, body = indices_and_body
    parameters = tuple(parameter for parameter in given if isinstance(parameter, Index))
    for parameter in given:
        if not isinstance(parameter, Index):
            raise TypeError(f"{name} is defined at indices such as i, not at {parameter!r}")
    if len(set(parameters)) != len(parameters):
        raise ValueError(f"the indices at which {name} is defined must differ")
    declaration = Declaration(
        name,
        tuple(index.over for index in parameters),
        parameters,
        written(body),
    )
    return declaration if parameters else Symbol(name, declared=declaration)


def function(name: str, *arguments: object) -> Call:
    """An opaque function at its arguments: known by its name, and by nothing else.

    >>> print(function("f", scalar("x")))
    f(x)
    """
    return Call(name, tuple(written(argument) for argument in arguments))


def size(of: IndexSet) -> Size:
    """The size of an index set, as a number."""
    return Size(_axis(of))


def delta(left: Index, right: Index | int) -> Written:
    """Kronecker's delta: 1 where the two indices are equal, 0 elsewhere."""
    return Delta(left, Point(right, left.over) if isinstance(right, int) else right)


def exp(argument: object) -> Call:
    """The exponential function."""
    return Call("exp", (written(argument),))


def log(argument: object) -> Call:
    """The natural logarithm, defined for positive arguments."""
    return Call("log", (written(argument),))


def sqrt(argument: object) -> Call:
    """The square root, defined for arguments >= 0."""
    return Call("sqrt", (written(argument),))


def partial(of: object, wrt: object) -> Derivative:
    """The partial derivative of ``of`` by the symbol or entry ``wrt``.

    Total through the definitions down to ``wrt``, which is held independent: with p
    defined by z, ``partial(L, p[j])`` varies p_j alone, ``partial(L, z[k])`` varies z_k.

    >>> C = index_set("C")
    >>> (k,) = indices("k", C)
    >>> z = vector("z", C)
    >>> print(partial(exp(z[k]), z[k]))
    ∂exp(z_k)/∂z_k
    """
    by = written(wrt) if not isinstance(wrt, Declaration) else wrt
    if isinstance(by, Declaration):
        raise TypeError(f"differentiate by an entry such as {by.name}[k], not by {by.name}")
    if not isinstance(by, Symbol | Entry):
        raise TypeError(f"cannot differentiate by {by}: give a symbol or an entry such as z[k]")
    return Derivative(written(of), by)


def same(left: IndexTerm, right: IndexTerm | int) -> IndexRelation:
    """The case that two indices are equal."""
    return IndexRelation(left, _other(left, right), equal=True)


def Ne(left: IndexTerm, right: IndexTerm | int) -> IndexRelation:  # noqa: N802 - as in SymPy
    """The case that two indices differ."""
    return IndexRelation(left, _other(left, right), equal=False)


def positive(name: Declaration | Symbol) -> Fact:
    """The assumption that every entry is > 0."""
    return Fact("positive", _name(name))


def binary(name: Declaration | Symbol) -> Fact:
    """The assumption that every entry is 0 or 1."""
    return Fact("binary", _name(name))


def distribution(name: Declaration) -> Fact:
    """The assumption that the entries are >= 0 and sum to 1 (over the last index)."""
    return Fact("distribution", _name(name))


def positive_distribution(name: Declaration) -> Fact:
    """The assumption that the entries are > 0 and sum to 1 (over the last index)."""
    return Fact("positive distribution", _name(name))


def one_hot(name: Declaration) -> Fact:
    """The assumption that one entry is 1 and the others are 0 (over the last index)."""
    return Fact("one-hot", _name(name))


def _name(quantity: object) -> str:
    if not isinstance(quantity, Declaration | Symbol):
        raise TypeError(f"{quantity!r} is not a quantity: give what vector(...) has made")
    return quantity.name


def number(value: object) -> Number:
    """An exact number as a written form."""
    form = written(value)
    if not isinstance(form, Number):
        raise TypeError(f"{value!r} is not a number")
    return form


def _other(left: IndexTerm, right: IndexTerm | int) -> IndexTerm:
    term = Point(right, left.over) if isinstance(right, int) else right
    if term.over != left.over:
        raise ValueError(
            f"indices of {left.over.name} and {term.over.name} are never compared: "
            "they are different index sets"
        )
    return term


def _axis(over: IndexSet) -> IndexSet:
    if not isinstance(over, IndexSet):
        raise TypeError(f"give an index set such as index_set('C'), not {over!r}")
    return over

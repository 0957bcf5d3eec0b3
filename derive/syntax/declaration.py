"""What is declared of a name: its index sets, its facts, its definition."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from derive.model import Fact
from derive.syntax.array import Array
from derive.syntax.tree import (
    Entry,
    Index,
    IndexSet,
    IndexTerm,
    Operators,
    Point,
    Written,
    check_name,
)

__all__ = ["Declaration"]


@dataclass(frozen=True, slots=True)
class Declaration(Operators):
    """A name with its index sets and, where it is defined, its definition.

    A family is used by subscription, ``z[k]`` or ``w[i, j]``; an integer is a literal index.
    Without subscripts it is the whole vector or matrix, as in ``W @ x``; an index that is
    left out, or ``None``, is open: ``x[i]`` is the i-th row of a matrix, as a column.
    ``whole`` is a definition as it was written of arrays; ``body`` is its entry. The first
    index of a family of samples is written ``x^{(i)}``.
    ``of`` names what an abstract function depends on: on every entry of these families.
    """

    name: str
    axes: tuple[IndexSet, ...] = ()
    parameters: tuple[Index, ...] = ()
    body: Written | None = None
    facts: frozenset[str] = frozenset()
    of: tuple[Declaration, ...] = ()
    whole: Written | None = field(default=None, compare=False)
    samples: bool = field(default=False, compare=False)

    def __post_init__(self) -> None:
        check_name(self.name, "quantity")
        if self.of and self.body is not None:
            raise ValueError(f"{self.name} is defined: it is no abstract function")
        for fact in self.facts:
            Fact(fact, self.name)

    def __getitem__(self, subscript: object) -> Entry | Array:
        given = subscript if isinstance(subscript, tuple) else (subscript,)
        if len(given) > len(self.axes):
            raise ValueError(
                f"{self.name} has {len(self.axes)} {'index' if len(self.axes) == 1 else 'indices'}"
                f" ({', '.join(axis.name for axis in self.axes)}), not {len(given)}"
            )
        named = tuple(
            None if term is None else self._term(term, axis)
            for term, axis in zip(given, self.axes, strict=False)
        )
        terms = named + (None,) * (len(self.axes) - len(named))
        closed = tuple(term for term in terms if term is not None)
        if len(closed) < len(terms):
            return Array(self.name, terms, declared=self)
        return Entry(self.name, closed, declared=self)

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

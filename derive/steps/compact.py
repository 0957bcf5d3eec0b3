"""A written form made small: the same value with fewer nodes, the author's names put back.

The form is read as a polynomial over what nothing takes apart and written again in the
smallest way that was found. No step of this is trusted: what comes of it is judged.
"""

from __future__ import annotations

from collections.abc import Iterable

from derive.model import IndexRelation
from derive.scope import Scope
from derive.steps.collecting import Collector
from derive.steps.naming import Names
from derive.steps.polynomials import Atoms, Polynomial, TooLong
from derive.steps.reading import Reader
from derive.syntax.declare import Declaration
from derive.syntax.tree import Index, Written

__all__ = ["Compactor", "in_order"]


class Compactor:
    """Makes forms of one scope small; ``definitions`` are the names to put back, in order."""

    def __init__(
        self,
        definitions: tuple[Declaration, ...] = (),
        sums_to_one: frozenset[str] = frozenset(),
        case: tuple[IndexRelation, ...] = (),
        giving_way: frozenset[Index] = frozenset(),
        atoms: Atoms | None = None,
    ) -> None:
        self.atoms = Atoms() if atoms is None else atoms
        self.definitions, self.sums_to_one, self.case = definitions, sums_to_one, case
        self.giving_way = giving_way
        self._before: dict[str, Compactor] = {}
        self.names = Names(self.atoms, definitions, self._body)
        self.reader = Reader(
            self._write,
            self.names.atom,
            self.names.terms,
            sums_to_one,
            case,
            giving_way,
            self.atoms,
        )
        self.collector = Collector(self.reader, self.names.part)

    def _write(self, polynomial: Polynomial) -> Written:
        return self.collector.written(polynomial)

    def _body(self, declared: Declaration, form: Written) -> Polynomial:
        """A body, read with the names that come before it."""
        before = self._before.get(declared.name)
        if before is None:
            earlier = self.definitions[: self.definitions.index(declared)]
            before = Compactor(earlier, self.sums_to_one, self.case, self.giving_way, self.atoms)
            self._before[declared.name] = before
        before.reader.work = 0
        return before.reader.read(form)

    def smallest(self, form: Written) -> Written:
        """The form written anew, as small as it was found; out of reach, the form itself.

        >>> from derive import Sum, index_set, indices, vector
        >>> C = index_set("C")
        >>> j, k = indices("j k", C)
        >>> h, x, y = vector("h", C), vector("x", C), vector("y", C)
        >>> print(Compactor().smallest(Sum(h[j] * x[j], j) / 2 - Sum(x[j] * y[j], j) / 2))
        (Σ_j x_j (h_j − y_j))/2
        """
        self.reader.work = 0
        try:
            found = self._write(self.reader.read(form))
        except (TooLong, RecursionError, ZeroDivisionError):
            return form
        return found


def in_order(scope: Scope, names: Iterable[str]) -> tuple[Declaration, ...]:
    """The definitions among the names, each after those that its body speaks of."""
    found: dict[str, Declaration] = {}

    def visit(name: str) -> None:
        declared = scope.definition(name)
        if declared is None or declared.body is None or name in found:
            return
        for inner in sorted(scope.names_in(declared.body)):
            visit(inner)
        found[name] = declared

    for name in sorted(names):
        visit(name)
    return tuple(found.values())

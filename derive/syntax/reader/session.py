"""Several formulas read together: three passes, and the declarations that follow.

The first pass counts the indices of each family, the second relates the index sets, and
the third builds the written forms with their declarations.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from derive.notation.errors import ReadError, ShapeError
from derive.notation.nodes import letters_of
from derive.syntax.reader.base import Stage
from derive.syntax.reader.by_value import changing
from derive.syntax.reader.counts import Formula, settle_arity
from derive.syntax.reader.declarations import Declarations
from derive.syntax.reader.resolve import Resolver
from derive.syntax.reader.sets import Sets
from derive.syntax.reader.shapes import Ranks, fitting_shapes, possible_ranks
from derive.syntax.reader.spell import index_name
from derive.syntax.reader.usage import Usage, numbered_letters, survey

__all__ = ["Formula", "Session"]

T = TypeVar("T")


@dataclass(slots=True)
class Session(Declarations):
    """Formulas that are read together, in three passes."""

    def __post_init__(self) -> None:
        everything = (*self.formulas, *self.definitions)
        usage = survey(tuple(formula.notation for formula in everything))
        self.resolver = Resolver(self.vocabulary, usage, Sets(), self.declare)
        self.fixed |= self.vocabulary.fixed
        self.resolver.alike = self.same_letters(usage)
        self.resolver.size_names = frozenset(over.name for over in self.vocabulary.sets)
        for formula in self.definitions:
            self.guard(formula, lambda f: self.define(f))
        self.resolver.changing = changing(
            (name, tuple(x for i in let.spelled.indices if (x := index_name(i))), let.body)
            for name, let in self.lets.items()
        )
        self.resolver.bodies = {
            name: frozenset(letters_of(let.body))
            for name, let in self.lets.items()
            if name not in self.resolver.called
        }
        self.resolver.called |= dict(self.vocabulary.abstract)
        self.resolver.defined = frozenset({*self.lets, *dict(self.vocabulary.abstract)})
        for quantity in self.vocabulary.quantities:
            for n, axis in enumerate(quantity.axes):
                why = f"{quantity.name} is declared so"
                self.resolver.sets.fix(("axis", quantity.name, n), axis, why)

    def run(self, work: Callable[[Resolver], T]) -> T:
        """What ``work`` makes of the formulas, after the passes that it needs."""
        resolver = self.resolver
        unread = resolver.sets.copy()
        self.count(work)
        resolver.stage = Stage.RELATE
        self.relate_all(work, unread)
        taken = resolver.usage.names() | {q.name for q in self.vocabulary.quantities}
        resolver.sets.settle(taken)
        named = {over.name for over, _ in resolver.sets.named.values()}
        known = {q.name for q in self.vocabulary.quantities} | set(self.lets)
        resolver.size_names = (
            frozenset(named | {over.name for over in self.vocabulary.sets}) - known
        )
        resolver.stage = Stage.BUILD
        return work(resolver)

    def count(self, work: Callable[[Resolver], T]) -> None:
        """Count the indices of each family."""
        resolver = self.resolver
        resolver.stage = Stage.COUNT
        resolver.counts.clear()
        work(resolver)
        for name in self.lets:
            self.body(name)
        settle_arity(resolver, self.vocabulary, (*self.formulas, *self.definitions))

    def numbered(self) -> frozenset[str]:
        """The letters that nobody defines, and that have numbers below them and nothing else."""
        formulas = tuple(f.notation for f in (*self.formulas, *self.definitions))
        declared = {quantity.name for quantity in self.vocabulary.quantities}
        return numbered_letters(formulas) - {*self.lets, *self.resolver.size_names, *declared}

    def relate_all(self, work: Callable[[Resolver], T], unread: Sets) -> None:
        """Relate all axes; names that nobody declared get the shapes that are demanded."""
        resolver = self.resolver
        sets, arity = resolver.sets.copy(), dict(resolver.arity)

        def attempt(ranks: dict[str, int]) -> int:
            resolver.sets, resolver.arity = sets.copy(), {**arity, **ranks}
            self.related.clear()
            self.building.clear()
            for name, facts in self.vocabulary.facts:
                if "symmetric" in facts and resolver.arity.get(name) == 2:
                    resolver.sets.same(("axis", name, 0), ("axis", name, 1), (0, 0))
            for name in self.lets:
                self.declare(name)
            work(resolver)
            given = {name: len(let.spelled.indices) for name, let in self.lets.items()}
            return sum(resolver.arity.get(name, 0) - count for name, count in given.items())

        resolver.wary = True
        try:
            attempt({})
            resolver.wary = False
        except ShapeError as error:
            resolver.wary = False
            if self.fits_as_it_is(attempt):
                plain, at = resolver.sets.copy(), dict(resolver.arity)
                resolver.guessing = True
                try:
                    attempt(fitting_shapes(self.open_ranks(), attempt, error))
                except ReadError:
                    # No capital letter can be a matrix here: they are numbers.
                    resolver.guessing = False
                    resolver.sets, resolver.arity = plain, at
                    attempt({})
                return
            resolver.guessing = True
            resolver.numbered = self.numbered()
            if resolver.numbered:
                resolver.sets = unread
                resolver.arity.clear()
                self.count(work)
                sets, arity = resolver.sets.copy(), dict(resolver.arity)
                resolver.stage = Stage.RELATE
            attempt(fitting_shapes(self.open_ranks(), attempt, error))

    def fits_as_it_is(self, attempt: Callable[[dict[str, int]], int]) -> bool:
        """Whether the formulas can be read with capital letters as numbers."""
        try:
            attempt({})
        except ShapeError:
            return False
        return True

    def open_ranks(self) -> dict[str, Ranks]:
        """The names of which neither a declaration nor a definition says the shape."""
        found = {}
        for name, uses in self.resolver.counts.items():
            known = self.vocabulary.quantity(name) is not None or name in self.resolver.defined
            ranks = None if known else possible_ranks(name, frozenset(uses))
            if ranks is not None:
                found[name] = ranks
        return found

    def same_letters(self, usage: Usage) -> dict[str, str]:
        r"""Bold letters that stand for the whole of what the plain letter has as entries."""
        found = {}
        for name in usage.bare:
            plain = unicodedata.normalize("NFC", unicodedata.normalize("NFKD", name))
            known = self.vocabulary.quantity(name) or self.vocabulary.quantity(plain)
            whole = name not in usage.indexed and plain not in usage.bare
            if plain != name and plain in usage.indexed and whole and known is None:
                found[name] = plain
        return found

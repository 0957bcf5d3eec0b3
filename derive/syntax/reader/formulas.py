"""Formulas that are read together: what is known of their names, and where each one stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from derive.notation.errors import ReadError
from derive.notation.nodes import Expression
from derive.syntax.declare import Declaration
from derive.syntax.reader.base import Context
from derive.syntax.reader.counts import Formula
from derive.syntax.reader.outside import outside_letters
from derive.syntax.reader.resolve import Resolver
from derive.syntax.reader.spell import Spelled
from derive.syntax.reader.vocabulary import Vocabulary

__all__ = ["Formulas", "Let"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Let:
    """A definition: the name with its indices, and the right side."""

    formula: Formula
    spelled: Spelled
    body: Expression


@dataclass(slots=True)
class Formulas:
    """Formulas that are read together, and what is known of their names."""

    vocabulary: Vocabulary
    formulas: tuple[Formula, ...]
    definitions: tuple[Formula, ...] = ()
    lets: dict[str, Let] = field(default_factory=dict)
    built: dict[str, Declaration] = field(default_factory=dict)
    related: set[str] = field(default_factory=set)
    building: list[str] = field(default_factory=list)
    fixed: frozenset[str] = frozenset()
    doubtful: frozenset[str] = frozenset()
    resolver: Resolver = field(init=False)

    def guard(self, formula: Formula, work: Callable[[Formula], T]) -> T:
        """Do something with a formula; an error says in which text it is."""
        needs = self.resolver.needs
        before = len(needs)
        try:
            made = work(formula)
            needs[before:] = [n.within(formula.text, formula.source) for n in needs[before:]]
            return made
        except ReadError as error:
            raise error.within(formula.text, formula.source) from None
        except RecursionError:
            message = "this is too deep: name its parts"
            raise ReadError(message, 0, 1, formula.text, formula.source) from None

    def context(self, formula: Formula, letters: frozenset[str] = frozenset()) -> Context:
        """Where the parts of a formula stand."""
        outside = outside_letters(formula.notation)
        own = outside | letters
        return Context(
            formula.scope,
            formula.source,
            fixed=self.fixed | own,
            doubtful=self.doubtful - own,
        )

    def defined_by(self, scope: str) -> str:
        """The name that a definition defines."""
        return next(name for name, let in self.lets.items() if let.formula.scope == scope)

    def facts_of(self, name: str) -> frozenset[str]:
        """What is declared of a name."""
        known = self.vocabulary.quantity(name)
        if known is not None:
            return known.facts
        return dict(self.vocabulary.facts).get(name, frozenset())

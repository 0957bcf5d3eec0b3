"""The state of one reading of one claim: what is asked, related and known so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from derive.discourse.statements import Statement
from derive.notation.names import plain_text
from derive.notation.nodes import Expression, Node
from derive.reading.families import Family, Named
from derive.reading.lexicon import Lexicon
from derive.reading.scope import Let, Scope
from derive.reading.search import Choices
from derive.reading.sets import Sets
from derive.reading.values import Value
from derive.syntax.tree import Index

__all__ = ["Env", "Reader"]


@dataclass(frozen=True, slots=True)
class Env:
    """What letters are bound to where a formula stands: indices, arguments.

    ``own`` are the letters of the entry that a formula defines: a bare name may stand for its
    entry there.
    """

    letters: dict[str, Index] = field(default_factory=dict)
    params: dict[str, Value] = field(default_factory=dict)
    own: tuple[Node, ...] = ()

    def bind(self, letter: str, index: Index) -> Env:
        """The same, with a letter bound to an index."""
        return replace(self, letters={**self.letters, letter: index})

    def without(self, letter: str) -> Env:
        """The same where a letter is bound anew: it is nothing that it was before."""
        return replace(
            self,
            letters={name: index for name, index in self.letters.items() if name != letter},
            params={name: value for name, value in self.params.items() if name != letter},
            own=tuple(node for node in self.own if plain_text(node) != letter),
        )


@dataclass(slots=True)
class Reader:
    """One reading: the scope of its claim, its answers, the sets and families that it made.

    ``checks`` are pairs that must be equal for the reading to be one: the terms before dots.
    ``bound`` are the sets over which sums run; ``opaque`` the functions of which nothing is known;
    ``sizes`` letters that were read as sizes, ``unplaced`` sizes of no set of the claim;
    ``ends`` values at the ends of sums of differences.
    ``sides`` are those of the claim, ``outside`` the letters that are free in it, ``paths`` the
    derivatives of a chain rule over several paths in it. ``unfolded`` are names that were read
    as what they are, ``inverses`` matrices by what they invert, ``used`` statements by which
    something was read.
    """

    scope: Scope
    choices: Choices
    sets: Sets = field(default_factory=Sets)
    families: dict[str, Family] = field(default_factory=dict)
    frees: dict[str, Index] = field(default_factory=dict)
    checks: list[tuple[Value, Value]] = field(default_factory=list)
    bound: list[Index] = field(default_factory=list)
    sizes: list[str] = field(default_factory=list)
    unplaced: list[str] = field(default_factory=list)
    opaque: set[str] = field(default_factory=set)
    composite: set[str] = field(default_factory=set)
    ends: list[str] = field(default_factory=list)
    used: list[Statement] = field(default_factory=list)
    unfolded: list[str] = field(default_factory=list)
    inverses: dict[str, str] = field(default_factory=dict)
    outside: frozenset[str] = frozenset()
    sides: tuple[Expression, ...] = ()
    paths: frozenset[Node] = frozenset()
    first_in_bracket: set[Node] = field(default_factory=set)
    depth: int = 0
    named: dict[Node, Named] = field(default_factory=dict)
    declared_scripts: dict[tuple[str, str], object] = field(default_factory=dict)
    lets: dict[str, list[Let]] | None = None

    @property
    def lexicon(self) -> Lexicon:
        """The names of the document, as evidence."""
        return self.scope.lexicon

    def ask(self, question: str, of: object, evidence: Iterable[str] | dict[str, bool] = ()) -> str:
        """The answer of this reading to a question; of ``evidence`` with values, what holds."""
        if isinstance(evidence, dict):
            evidence = (flag for flag, holds in evidence.items() if holds)
        return self.choices.ask(question, of, frozenset(evidence))

"""What is known of names before a formula is read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from derive.notation.nodes import Clauses
from derive.notation.words import letter_name
from derive.syntax.array import Array, Unit
from derive.syntax.declare import Declaration
from derive.syntax.tree import (
    ELEMENTARY,
    INDICATOR,
    Call,
    Delta,
    Entry,
    Index,
    IndexSet,
    Size,
    Sum,
    Symbol,
    Written,
)
from derive.syntax.walk import free_indices, subforms

__all__ = ["Macro", "Vocabulary"]


@dataclass(frozen=True, slots=True)
class Macro:
    """A function that is defined by a formula: its parameters, and its right side as notation."""

    name: str
    parameters: tuple[str, ...]
    body: Clauses
    text: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Declared quantities, index letters, index sets and functions.

    A ``closed`` vocabulary has no other names: one that is not declared is an error. In an
    open one, names that are new are what they are used as. ``fixed`` letters are free where
    the formula stands: a sum that names one of them binds the other letter. ``facts`` are
    said of names whose shape follows from their use, and so are the families on which an
    ``abstract`` function depends. ``loose`` letters are indices of more than one set: of which,
    their place says.
    """

    quantities: tuple[Declaration, ...] = ()
    letters: tuple[Index, ...] = ()
    sets: tuple[IndexSet, ...] = ()
    functions: tuple[str, ...] = ()
    macros: tuple[Macro, ...] = ()
    closed: bool = False
    fixed: frozenset[str] = frozenset()
    facts: tuple[tuple[str, frozenset[str]], ...] = ()
    abstract: tuple[tuple[str, tuple[str, ...]], ...] = ()
    loose: frozenset[str] = frozenset()

    @staticmethod
    def of(*forms: Written) -> Vocabulary:
        """The closed vocabulary that written forms use, definitions included.

        >>> from derive import index_set, indices, vector
        >>> C = index_set("C")
        >>> (k,) = indices("k", C)
        >>> known = Vocabulary.of(vector("z", C)[k])
        >>> [q.name for q in known.quantities], [i.name for i in known.letters]
        (['z'], ['k'])
        """
        quantities: dict[str, Declaration] = {}
        letters: dict[str, set[Index]] = {}
        sets: dict[str, IndexSet] = {}
        functions: dict[str, None] = {}
        waiting = list(forms)
        while waiting:
            for sub in subforms(waiting.pop()):
                for index in _indices(sub):
                    letters.setdefault(index.name, set()).add(index)
                    sets[index.over.name] = index.over
                if isinstance(sub, Size):
                    sets[sub.of.name] = sub.of
                if isinstance(sub, Call) and sub.function not in {*ELEMENTARY, INDICATOR}:
                    functions[sub.function] = None
                if isinstance(sub, Symbol | Entry | Array) and sub.name not in quantities:
                    declared = sub.declared or _undeclared(sub)
                    quantities[sub.name] = declared
                    sets |= {axis.name: axis for axis in declared.axes}
                    waiting += [] if declared.body is None else [declared.body]
        return Vocabulary(
            tuple(quantities.values()),
            tuple(i for many in letters.values() if len(many) == 1 for i in many),
            tuple(sets.values()),
            tuple(functions),
            closed=True,
            fixed=frozenset(i.name for form in forms for i in free_indices(form)),
            loose=frozenset(name for name, many in letters.items() if len(many) > 1),
        )

    def quantity(self, name: str) -> Declaration | None:
        """The declaration of a name; ``θ`` and ``theta`` are one letter."""
        letters = _letters(name)
        return next(
            (q for q in self.quantities if name == q.name or letters == _letters(q.name)), None
        )

    def macro(self, name: str) -> Macro | None:
        """The function that is defined by a formula."""
        return next((m for m in self.macros if m.name == name), None)

    def letter(self, name: str) -> Index | None:
        """The index letter."""
        return next((i for i in self.letters if i.name == name), None)

    def with_quantities(self, new: Iterable[Declaration]) -> Vocabulary:
        """The vocabulary with declarations added; a new one takes the place of an old one."""
        added = tuple(new)
        names = {q.name for q in added}
        kept = tuple(q for q in self.quantities if q.name not in names)
        return replace(self, quantities=(*kept, *added))


def _letters(name: str) -> tuple[str, ...]:
    """The name with its letters, and those of a label below it, spelled in one way."""
    return tuple(letter_name(part) or part for part in name.split("_"))


def _indices(form: Written) -> Iterable[Index]:
    if isinstance(form, Sum):
        yield form.index
        yield from (x for x in form.excluding if isinstance(x, Index))
    elif isinstance(form, Entry | Delta):
        yield from free_indices(form)
    elif isinstance(form, Array):
        yield from (x for x in form.indices if isinstance(x, Index))
    elif isinstance(form, Unit) and isinstance(form.at, Index):
        yield form.at


def _undeclared(form: Symbol | Entry | Array) -> Declaration:
    if isinstance(form, Symbol):
        return Declaration(form.name)
    known = [None if term is None else term.over for term in form.indices]
    axes = tuple(over for over in known if over is not None)
    if len(axes) < len(known):
        raise ValueError(f"{form.name} is not declared")
    return Declaration(form.name, axes)

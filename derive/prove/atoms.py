"""Trusted code. What the generators of a field stand for.

An atom is an entry of a family, a scalar, a size, or an opaque thing built from values:
``exp(u/d)``, ``log u``, a square root, a sum that nothing takes apart. Indices inside
atoms are tokens: a free index (one per class of the equality pattern), a literal point,
a temporary binder while its sum is being worked out, or a canonical binder, numbered
from the inside, so that sums that differ in the names of their binders are one atom.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TypeAlias

from derive.prove.field import Field, Value

__all__ = [
    "Atom",
    "AtomTable",
    "Binder",
    "EntryAtom",
    "ExpAtom",
    "LogAtom",
    "OpaqueAtom",
    "RootAtom",
    "ScalarAtom",
    "SizeAtom",
    "SumAtom",
    "Token",
    "free_token",
    "is_binder",
    "point_token",
]

#: ("free", set, name), ("point", set, value), ("temp", depth) or ("bound", level).
Token: TypeAlias = "tuple[str, ...] | tuple[str, int] | tuple[str, str, int]"


def free_token(index_set: str, name: str) -> Token:
    """A free index, standing for its class in the equality pattern."""
    return ("free", index_set, name)


def point_token(index_set: str, value: int) -> Token:
    """A literal index."""
    return ("point", index_set, value)


def is_binder(token: Token) -> bool:
    """Whether the token belongs to a sum."""
    return token[0] in ("temp", "bound")


@dataclass(frozen=True, slots=True)
class Binder:
    """A bound index: its token, the name of its index set, and the points it leaves out."""

    token: Token
    over: str
    excluding: frozenset[Token] = frozenset()


@dataclass(frozen=True, slots=True)
class EntryAtom:
    """An entry of a family."""

    name: str
    at: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class ScalarAtom:
    """A scalar."""

    name: str


@dataclass(frozen=True, slots=True)
class SizeAtom:
    """The size of an index set."""

    over: str


@dataclass(frozen=True, slots=True)
class ExpAtom:
    """``exp(argument / divisor)`` where the argument is one primitive term."""

    argument: Value
    divisor: int


@dataclass(frozen=True, slots=True)
class LogAtom:
    """``log(argument)``."""

    argument: Value


@dataclass(frozen=True, slots=True)
class RootAtom:
    """``sqrt(argument)``: its square is the argument."""

    argument: Value


@dataclass(frozen=True, slots=True)
class OpaqueAtom:
    """A function that is known by its name only."""

    name: str
    arguments: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class SumAtom:
    """The sum of the body over all binders, outermost first."""

    binders: tuple[Binder, ...]
    body: Value


Atom: TypeAlias = (
    "EntryAtom | ScalarAtom | SizeAtom | ExpAtom | LogAtom | RootAtom | OpaqueAtom | SumAtom"
)


@dataclass(slots=True)
class AtomTable:
    """The atoms of one field, each with its generator and the binders free in it."""

    field: Field
    atoms: list[Atom] = dataclasses.field(default_factory=list)
    open_binders: list[frozenset[Token]] = dataclasses.field(default_factory=list)
    heights: list[int] = dataclasses.field(default_factory=list)
    _index: dict[object, int] = dataclasses.field(default_factory=dict)

    def index(self, atom: Atom) -> int:
        """The generator number of an atom, new if need be."""
        key = self.key(atom)
        found = self._index.get(key)
        if found is None:
            found = len(self.atoms)
            self.field.generator(found)
            self.atoms.append(atom)
            self.open_binders.append(self._open(atom))
            self.heights.append(self._height(atom))
            self._index[key] = found
        return found

    def key(self, atom: Atom) -> object:
        """Equal for atoms that stand for the same thing."""
        match atom:
            case ExpAtom(argument, divisor):
                return ("exp", argument.key, divisor)
            case LogAtom(argument):
                return ("log", argument.key)
            case RootAtom(argument):
                return ("root", argument.key)
            case OpaqueAtom(name, arguments):
                return ("opaque", name, tuple(a.key for a in arguments))
            case SumAtom(binders, body):
                return ("sum", binders, body.key)
        return atom

    def open_in(self, value: Value) -> frozenset[Token]:
        """The binders that are free in a value."""
        return frozenset().union(*(self.open_binders[i] for i in value.generators()))

    def height(self, value: Value) -> int:
        """How many levels of canonical binders a value has inside it."""
        return max((self.heights[i] for i in value.generators()), default=0)

    def _open(self, atom: Atom) -> frozenset[Token]:
        match atom:
            case EntryAtom(_, at):
                return frozenset(t for t in at if is_binder(t))
            case SumAtom(binders, body):
                mine = {b.token for b in binders}
                left_out = {t for b in binders for t in b.excluding if is_binder(t)}
                return frozenset((self.open_in(body) | left_out) - mine)
        return frozenset().union(*(self.open_in(v) for v in values_in(atom)))

    def _height(self, atom: Atom) -> int:
        if isinstance(atom, SumAtom):
            return max(int(b.token[1]) for b in atom.binders)
        return max((self.height(v) for v in values_in(atom)), default=0)


def values_in(atom: Atom) -> tuple[Value, ...]:
    """The values that an atom is built from."""
    match atom:
        case ExpAtom(argument, _) | LogAtom(argument) | RootAtom(argument):
            return (argument,)
        case OpaqueAtom(_, arguments):
            return arguments
        case SumAtom(_, body):
            return (body,)
    return ()

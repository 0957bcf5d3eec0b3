"""Functions that the document defines by a formula: their letters, and which definition is meant.

A bracket whose letters are indices, ``π(a)``, is part of a name, and defines no function.
"""

from __future__ import annotations

from dataclasses import replace

from derive.notation.names import Name, argument_list, only_item, plain_text, spelled, unwrapped
from derive.notation.nodes import Bracket, Clauses, Digits, Expression, Scripted, Separator
from derive.reading.families import Named
from derive.reading.names import named
from derive.reading.reader import Reader
from derive.reading.roles import base_of
from derive.reading.scope import Let

__all__ = [
    "arguments_of",
    "has_labels",
    "is_abstract",
    "macro",
    "macros",
    "parameters",
    "without_primes",
    "without_root",
]


def arguments_of(bracket: Bracket) -> tuple[Expression, ...] | None:
    """The arguments in a bracket, parted by commas, or the two sides of a double bar."""
    inside = bracket.inside
    parts = tuple(
        replace(part, sign=",") if isinstance(part, Separator) and part.sign == "‖" else part
        for part in inside.parts
    )
    return argument_list(replace(bracket, inside=Clauses(inside.start, inside.end, parts)))


def parameters(reader: Reader, let: Let) -> tuple[str, ...] | None:
    """The letters of a function's definition; ``None`` where the bracket is part of a name.

    A letter with a label, β_0, is a letter of its own.
    """
    arguments = arguments_of(let.arguments) if let.arguments is not None else None
    if not arguments or let.word.primes:
        return None
    found: list[str] = []
    for argument in arguments:
        name = spelled(only_item(argument))
        if name is None or name.primes or _ranges(reader, plain_text(name.node)):
            return None  # π(a), h(b) are entries
        own = named(reader, name)
        if own.at or own.power or own.turned:
            return None
        found.append(own.key)
    return tuple(found) if len(set(found)) == len(found) else None


def _ranges(reader: Reader, text: str) -> bool:
    return text in reader.lexicon.bound or text in reader.lexicon.declared_indices


def has_labels(reader: Reader, let: Let) -> bool:
    """Whether a function's letters have labels: then it is known at its own arguments alone.

    So is one of σ, where σ² is a name.
    """
    arguments = arguments_of(let.arguments) if let.arguments is not None else None
    for name in (spelled(only_item(argument)) for argument in arguments or ()):
        own = named(reader, name) if name is not None else None
        if name is None or own is None or own.halves == 1:
            return True
        if own.key.removesuffix("²") != base_of(reader, name):
            return True
    return False


def macros(reader: Reader, key: str) -> list[Let]:
    """The definitions of a function, with its letters in a bracket: of it, or of its entries."""
    return [
        let
        for let in reader.scope.lets
        if let.arguments is not None
        and not any(isinstance(unwrapped(node), Digits) for node in let.behind)
        and base_of(reader, let.word) in key
        and parameters(reader, let) is not None
        and without_root(reader, let.word).key == key
    ]


def macro(reader: Reader, key: str, count: int | None = None) -> Let | None:
    """The definition of a function, of so many arguments; the last, if there are several."""
    found = macros(reader, key)
    if count is not None:
        found = [let for let in found if len(parameters(reader, let) or ()) == count]
    return found[-1] if found else None


def is_abstract(reader: Reader, key: str) -> bool:
    """Whether a name is said to depend on others, and no more."""
    return any(named(reader, word).key == key for word, _ in reader.scope.abstract)


def without_primes(name: Name) -> Name:
    """The name without its primes, standing where it stands."""
    node = name.node
    return replace(name, primes=0, node=Scripted(node.start, -1, node, None, None))  # type: ignore[arg-type]


def without_root(reader: Reader, name: Name) -> Named:
    """A name's key and scripts, where a square that is a name (σ²) is none: a function σ."""
    own = named(reader, name)
    if not own.halves:
        return own
    return replace(own, key=own.key.replace("²", "", 1), power=name.above, halves=0)

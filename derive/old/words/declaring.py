r"""Declarations of names with subscripts: ``vector u_k : d``, ``scalar W_o``, ``index y_i : K``.

A subscript that is an index says that the name is a family, whose first axis is the set of
the index; any other belongs to the name as a label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from derive.notation.errors import ReadError
from derive.notation.nodes import Item
from derive.old.conventions.labels import INDEX_LETTERS, subscript
from derive.old.said import Said
from derive.syntax.reader.spell import Spelled, index_name
from derive.syntax.reader.where import Where, plain_names, read_where
from derive.syntax.tree import IndexSet

__all__ = ["declarations", "resolved"]

_BARS = re.compile(r"(?:\\left\s*)?(?:\||\\[lr]?vert\b)\s*|\s*(?:\\right\s*)?\|")
_SUBSCRIPT = re.compile(r"\b(?P<set>[A-Za-z]+)_\{?\\?(?P<below>\w+)\}?")
_NUMBER = re.compile(r"(?<![\w\\{^])\d+(?![\w}])")
_COMPUTED = re.compile(r"(?P<name>\\?\w+?)_\{(?P<text>[A-Za-z0-9]+(?:[-+][A-Za-z0-9]+)+)\}")
#: Letters that count layers, if nothing else is said.
_LAYERS = frozenset({"l", "L", "ℓ"})
_ARGUMENTS = re.compile(r"\s*\([^()]*\)")


def declarations(said: Said, verb: str, argument: str) -> tuple[Where, ...]:
    r"""What a declaration says of its names, one by one where they have subscripts.

    >>> said = Said()
    >>> said.declared += declarations(said, "index", "k : K")
    >>> [(w.names, [a.name for a in w.axes]) for w in declarations(said, "vector", "u_k : d")]
    [(('u',), ['K', 'd'])]
    >>> [w.names for w in declarations(said, "scalar", "W_o")], sorted(said.labels)
    ([('W_o',)], [('W', 'o')])
    """
    names, colon, sets = argument.partition(":")
    if colon:
        sets = _SUBSCRIPT.sub(lambda f: rf"\mathrm{{{f['set']}\_{f['below']}}}", sets)
        sets = _NUMBER.sub(r"\\mathrm{\g<0>}", _BARS.sub("", sets))
    if verb == "function":
        names, of, rest = names.partition(" of ")
        names = _ARGUMENTS.sub("", names) + of + rest
    below = _COMPUTED.fullmatch(names.strip())
    if below is not None and verb != "index":
        # An index that is computed is part of the name.
        where = read_where(f"{verb} {below['name']}{colon}{sets}", "a declaration")
        return (replace(where, names=(f"{where.names[0]}_{below['text']}",)),)
    where = read_where(f"{verb} {names}{colon}{sets}", "a declaration")
    try:
        spelled = plain_names(names.partition(" of ")[0], ReadError("", 0, 0, names))
    except ReadError:
        return (where,)
    if len(spelled) != len(where.names) or not any(s.indices for s in spelled):
        return (where,)
    return tuple(
        found
        for s in spelled
        for found in (*_layered(said, where, s), _one(said, replace(where, names=(s.name,)), s))
    )


def _layered(said: Said, where: Where, spelled: Spelled) -> Iterator[Where]:
    """The declaration of ``W^{(l)}``, where l may count layers: then it is part of the name."""
    if spelled.samples != 1 or len(spelled.indices) != 1:
        return
    letter = index_name(spelled.indices[0])
    if letter in _LAYERS and _set_of(said, letter) is None:
        yield replace(where, names=(f"{spelled.name}^{{({letter})}}",))


def _one(said: Said, where: Where, spelled: Spelled) -> Where:
    """The declaration of one name with what stands below it."""
    if not spelled.indices:
        return where
    indices = [index_name(item) for item in spelled.indices]
    known = [_set_of(said, letter) for letter in indices]
    text = _text(spelled.indices)
    own = where.kind == "index" or not all(
        over is not None or letter in INDEX_LETTERS
        for over, letter in zip(known, indices, strict=True)
    )
    if where.kind == "index" or (own and not spelled.samples and text):
        if not text:
            raise ReadError("this is no name to declare", 0, len(where.text), where.text)
        said.labels.add((spelled.name, text))
        return replace(where, names=(f"{spelled.name}_{text}",))
    if where.kind == "scalar" or (where.kind == "matrix" and len(indices) == len(where.axes or ())):
        return replace(where, axes=None, kind="")
    if where.kind in ("vector", "matrix") and where.axes is not None:
        rows = tuple(
            IndexSet(f"{spelled.name}_{letter}") if over is None else over
            for over, letter in zip(known, indices, strict=True)
        )
        return replace(where, axes=(*rows, *where.axes), kind="")
    return where


def resolved(declared: tuple[Where, ...]) -> tuple[Where, ...]:
    """Declarations with the sets of indices that were declared after the names with them."""
    sets = {
        f"{name}_{letter}": index.axes[0]
        for index in declared
        if index.kind == "index" and index.axes
        for letter in index.names
        for where in declared
        for name in where.names
    }

    def at(where: Where) -> Where:
        axes = tuple(sets.get(axis.name, axis) for axis in where.axes or ())
        return replace(where, axes=axes) if where.axes else where

    return tuple(map(at, declared))


def _set_of(said: Said, letter: str | None) -> IndexSet | None:
    """The set of an index letter, as it is declared."""
    for where in said.declared:
        if where.kind == "index" and letter in where.names and where.axes:
            return where.axes[0]
    return None


def _text(items: tuple[Item, ...]) -> str:
    said = [subscript(item) for item in items]
    return "" if None in said else "".join(s for s in said if s is not None)

r"""Functions that are written at one entry: ``\sigma(z_k) = \frac{e^{z_k}}{\sum_j e^{z_j}}``.

Where the right side speaks of other entries as well, σ(z_k) is the k-th entry of a family,
and so it is wherever σ is written at an entry of z; so is ``softmax(z_k)``, the k-th entry
of the softmax of z. Where the right side speaks of that entry only, it is a function of a
number, and the entry is its parameter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from derive.notation.errors import ReadError
from derive.notation.nodes import (
    Bracket,
    Clause,
    Clauses,
    Head,
    Item,
    Letter,
    Node,
    Scripted,
    letters_of,
    parts,
    subnodes,
)
from derive.old.conventions.walk import Row, group, over_rows
from derive.syntax.reader.look import items_of, tidy
from derive.syntax.reader.plain import plain

__all__ = ["Entrywise", "entrywise", "with_parameter"]

_PARAMETERS = "tuvxyzabc"


@dataclass(frozen=True, slots=True)
class Entrywise:
    """Functions with the family of which they are written at an entry, and how many indices."""

    known: frozenset[tuple[str, str, int]] = frozenset()
    #: Families that have this many indices wherever they stand.
    families: frozenset[tuple[str, int]] = frozenset()

    def __call__(self, row: Row) -> Row:
        """The row with an entry of a family for every such function."""
        found: list[Item] = []
        for item in row:
            before = _tidied(found[-1]) if found else None
            bracket, scripts = _parentheses(item)
            entry = _entry(bracket)
            if before is None or bracket is None or entry is None:
                found.append(item)
                continue
            name, indices = entry
            known = isinstance(before, Letter) and (before.name, name, len(indices)) in self.known
            above = scripts.above if scripts is not None else None
            if isinstance(before, Letter) and known and (scripts is None or not scripts.below):
                letter = Letter(before.start, item.end, f"{before.name}({name}_·)", word=True)
                found[-1] = Scripted(before.start, item.end, letter, group(indices), above)
            elif (
                isinstance(before, Head)
                and before.name == "softmax"
                and (name, len(indices)) in self.families
                and (scripts is None or not scripts.below)
            ):
                found.append(_of_whole(item, bracket, indices, above))
            else:
                found.append(item)
        return tuple(found)

    def is_used(self, formulas: Iterable[Clauses]) -> bool:
        """Whether a formula has a softmax of an entry, which may be one of a whole vector."""
        for formula in formulas:
            for row in _rows(formula):
                for before, item in pairwise(row):
                    entry = _entry(_parentheses(item)[0])
                    softmax = isinstance(before, Head) and before.name == "softmax"
                    if softmax and entry and (entry[0], len(entry[1])) in self.families:
                        return True
        return False


def entrywise(definitions: Iterable[Clauses], formulas: Iterable[Clauses]) -> Entrywise:
    r"""The functions among definitions that are families, and what softmax may be written at.

    >>> from derive.notation.parse import parse
    >>> texts = [r"S(a_j) = \frac{e^{a_j}}{\sum_k e^{a_k}}", r"f(a_j) = a_j^2"]
    >>> sorted(entrywise(map(parse, texts), ()).known)
    [('S', 'a', 1)]
    """
    known = set()
    for definition in definitions:
        found = _of(definition)
        if found is not None and _has_others(found):
            known.add((found.name, found.family, len(found.indices)))
    uses: dict[str, set[int]] = {}
    for formula in formulas:
        for node in subnodes(formula):
            entry = _entry_of(node) if isinstance(node, Scripted) else None
            if entry is not None:
                uses.setdefault(entry[0], set()).add(len(entry[1]))
    one = frozenset((name, min(counts)) for name, counts in uses.items() if len(counts) == 1)
    return Entrywise(frozenset(known), one)


def with_parameter(definition: Clauses) -> Clauses:
    r"""The definition of a function of a number with a letter for the entry it is written at.

    >>> from derive.notation.parse import parse
    >>> plain(with_parameter(parse("f(a_j) = 2 a_j")))
    'f(t)=2t'
    """
    found = _of(definition)
    if found is None or _has_others(found):
        return definition
    taken = letters_of(definition)
    letter = next((x for x in _PARAMETERS if x not in taken), None)
    if letter is None:
        return definition
    own = plain(found.entry)

    def change(row: Row) -> Row:
        return tuple(_lettered(item, letter) if plain(_bare(item)) == own else item for item in row)

    return over_rows(definition, change)


@dataclass(frozen=True, slots=True)
class _Function:
    """A definition of a function at an entry of a family."""

    name: str
    family: str
    indices: Row
    entry: Item
    body: Node


def _of(definition: Clauses) -> _Function | None:
    clause = definition.parts[0] if len(definition.parts) == 1 else None
    if not isinstance(clause, Clause) or len(clause.members) != 2 or None in clause.members:
        return None
    left, right = clause.members
    assert left is not None
    assert right is not None
    row = left.terms[0].items
    if len(left.terms) != 1 or left.terms[0].signs or len(row) != 2:
        return None
    name, (bracket, scripts) = _tidied(row[0]), _parentheses(row[1])
    entry = _entry(bracket)
    if not isinstance(name, Letter) or entry is None or scripts is not None or bracket is None:
        return None
    (item,) = items_of(bracket.inside) or ()
    return _Function(name.name, entry[0], entry[1], _tidied(item), right)


def _has_others(function: _Function) -> bool:
    """Whether a right side speaks of more than the one entry: of others, or of its index."""
    letters = frozenset(plain(i) for i in function.indices)
    return _says_more(function.body, function.family, plain(function.entry), letters)


def _says_more(node: Node, family: str, own: str, letters: frozenset[str]) -> bool:
    if isinstance(node, Scripted):
        if plain(_bare(node)) == own:
            above = node.above
            return above is not None and _says_more(above, family, own, letters)
        entry = _entry_of(node)
        if entry is not None and entry[0] == family:
            return True
    if isinstance(node, Letter) and node.name in letters:
        return True
    return any(_says_more(part, family, own, letters) for part in parts(node))


def _of_whole(item: Item, bracket: Bracket, indices: Row, above: Item | None) -> Item:
    """``(z)_k`` for ``(z_k)``, and a row ``(x_{i·})_j`` for ``(x_{ij})``."""
    (inside,) = items_of(bracket.inside) or ()
    entry = _tidied(inside)
    assert isinstance(entry, Scripted)
    base: Item = entry.base
    if len(indices) > 1:
        dot = Letter(indices[-1].start, indices[-1].end, "·")
        base = replace(entry, below=group((*indices[:-1], dot)))
    whole = Bracket(bracket.start, bracket.end, "(", group((base,), "(").inside)
    return Scripted(item.start, item.end, whole, group(indices[-1:]), above)


def _entry(bracket: Bracket | None) -> tuple[str, Row] | None:
    """The family and the indices of the one entry that parentheses hold."""
    inside = items_of(bracket.inside) if bracket is not None else None
    item = _tidied(inside[0]) if inside is not None and len(inside) == 1 else None
    return _entry_of(item) if isinstance(item, Scripted) and item.above is None else None


def _entry_of(item: Scripted) -> tuple[str, Row] | None:
    base = _tidied(item.base)
    below = items_of(item.below) if item.below is not None else None
    if not isinstance(base, Letter) or below is None or item.primes:
        return None
    indices = tuple(map(_tidied, below))
    return (base.name, indices) if all(isinstance(i, Letter) for i in indices) else None


def _bare(item: Item) -> Item:
    """An entry without its power."""
    item = _tidied(item)
    if isinstance(item, Scripted) and item.above is not None:
        return replace(item, above=None)
    return item


def _lettered(item: Item, letter: str) -> Item:
    item = _tidied(item)
    assert isinstance(item, Scripted)
    made = Letter(item.start, item.end, letter)
    return made if item.above is None else replace(item, base=made, below=None)


def _rows(node: Node) -> Iterator[Row]:
    for part in subnodes(node):
        items = getattr(part, "items", None)
        if isinstance(items, tuple):
            yield items


def _parentheses(item: Item) -> tuple[Bracket | None, Scripted | None]:
    """The parentheses that an item is, and its scripts."""
    if isinstance(item, Scripted) and isinstance(item.base, Bracket) and not item.primes:
        return (item.base, item) if item.base.kind == "(" else (None, None)
    return (item, None) if isinstance(item, Bracket) and item.kind == "(" else (None, None)


def _tidied(item: Item) -> Item:
    try:
        return tidy(item)
    except ReadError:
        return item

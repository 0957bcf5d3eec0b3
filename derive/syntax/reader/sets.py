"""Which index set each letter and each axis has: unification, with the places that clash.

A key is an axis of a family, ``("axis", "W", 1)``, or a letter in the scope that binds it.
Formulas are read twice: first every set is the same and equalities are noted, then each
key has the set that follows.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from itertools import chain, count

from derive.notation.errors import ClashError
from derive.syntax.tree import IndexSet

__all__ = ["Key", "Sets"]

Key = tuple[Hashable, ...]

_ANY = IndexSet("?")
_NAMES = ("n", "m", "d", "p", "q", "r", "s", "N", "M", "D", "K")


@dataclass(slots=True)
class Sets:
    """Keys, which of them are equal, and the sets that some of them have by name."""

    settled: bool = False
    parent: dict[Key, Key] = field(default_factory=dict)
    named: dict[Key, tuple[IndexSet, str]] = field(default_factory=dict)
    order: list[Key] = field(default_factory=list)
    ranged: set[Key] = field(default_factory=set)

    def copy(self) -> Sets:
        """The same equalities, to which others may be added."""
        return Sets(
            self.settled, dict(self.parent), dict(self.named), list(self.order), set(self.ranged)
        )

    def find(self, key: Key) -> Key:
        """The key that stands for all keys alike."""
        if key not in self.parent:
            self.parent[key] = key
            self.order.append(key)
        root = key
        while self.parent[root] != root:
            root = self.parent[root]
        while self.parent[key] != root:
            self.parent[key], key = root, self.parent[key]
        return root

    def fix(self, key: Key, over: IndexSet, why: str, at: tuple[int, int] = (0, 0)) -> None:
        """The key has this set; ``why`` says where that was said."""
        if self.settled:
            return
        root = self.find(key)
        known = self.named.setdefault(root, (over, why))
        if known[0] != over:
            raise ClashError(_clash(_describe(key), known, (over, why)), *at)

    def same(self, first: Key, second: Key, at: tuple[int, int]) -> None:
        """The two keys have one set."""
        if self.settled:
            return
        a, b = self.find(first), self.find(second)
        if a == b:
            return
        here, there = self.named.get(a), self.named.get(b)
        if here and there and here[0] != there[0]:
            raise ClashError(_clash(_describe(first, second), here, there), *at)
        self.parent[b] = a
        if there and not here:
            self.named[a] = there

    def of(self, key: Key) -> IndexSet:
        """The set of a key: of all keys alike while equalities are gathered."""
        if not self.settled:
            self.find(key)
            return _ANY
        known = self.named.get(self.find(key))
        return known[0] if known else _ANY

    def has_axis(self, key: Key) -> bool:
        """Whether anything says what the key ranges over: an axis, or a name."""
        root = self.find(key)
        return root in self.named or any(
            k[0] == "axis" and self.find(k) == root for k in self.order
        )

    def settle(self, taken: Iterable[str]) -> None:
        """Name the sets that have no name yet, in the order in which they came up."""
        used = set(taken) | {over.name for over, _ in self.named.values()}
        free = (name for name in chain(_NAMES, map("n{}".format, count(1))) if name not in used)
        for key in list(self.order):
            root = self.find(key)
            if root not in self.named and key[0] == "axis":
                self.named[root] = (IndexSet(next(free)), "")
        self.settled = True


def _describe(*keys: Key) -> str:
    for key in keys:
        if key[0] in ("letter", "bound"):
            return str(key[-1])
    return f"an index of {keys[0][1]}"


def _clash(what: str, known: tuple[IndexSet, str], other: tuple[IndexSet, str]) -> str:
    first, second = (f"{over.name} ({why})" if why else over.name for over, why in (known, other))
    return f"{what} would range over {first} and over {second}, which are two sets"

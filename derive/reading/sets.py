"""Index sets by unification: which places must range over the same set, and why.

A place, such as an axis of a name or a bound letter, begins with a set of its own that has no
name yet. Places that are related are the same set; what fixes a set (a declaration, an upper
limit) gives its name. Sets stay open until the whole claim is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from derive.reading.search import Unequal
from derive.syntax.tree import Index, IndexSet

__all__ = ["Sets"]

#: The first sign of the name of a set that is still open; no letter of a formula has it.
OPEN = "?"
#: What sets are called to which the document gives no name.
UNNAMED = ("n", "m", "N", "M")


@dataclass(slots=True)
class Sets:
    """The sets of one reading: union-find, with the reasons."""

    parent: dict[str, str] = field(default_factory=dict)
    fixed: dict[str, tuple[str, str]] = field(default_factory=dict)
    letters: dict[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    said: set[str] = field(default_factory=set)
    made: dict[str, IndexSet] = field(default_factory=dict)
    from_one: list[IndexSet] = field(default_factory=list)
    count: int = 0
    #: Names that stand for something else in the claim.
    reserved: frozenset[str] = frozenset()
    #: Names of sets whose size is said: it stands for the name.
    sizes: Mapping[str, str] = field(default_factory=dict)

    def new(self, letter: str = "") -> IndexSet:
        """A set of which nothing is known, and a letter that ranges over it."""
        self.count += 1
        over = IndexSet(f"{OPEN}{self.count}")
        if letter:
            self.letters[over.name] = letter
        return over

    def fresh(self, letter: str) -> str:
        """A name for an index that no letter of a formula can meet."""
        self.count += 1
        return f"{letter}{OPEN}{self.count}"

    def find(self, over: IndexSet) -> str:
        """The one name of all the places that are this set."""
        name = over.name
        while (up := self.parent.get(name, name)) != name:
            name = up
        return name

    def same(self, one: IndexSet, other: IndexSet, why: str = "") -> None:
        """Relate two places; an ``Unequal`` if they are known to be different sets."""
        a, b = self.find(one), self.find(other)
        if a == b:
            return
        if a in self.fixed and b in self.fixed and self.fixed[a][0] != self.fixed[b][0]:
            (left, said), (right, told) = self.fixed[a], self.fixed[b]
            raise Unequal(f"{why}: {left} ({said}) is not {right} ({told})", (left, right))
        self.parent[a] = b
        if a in self.fixed:
            self.fixed[b] = self.fixed.pop(a)
        if a in self.letters:
            self.letters.setdefault(b, self.letters[a])

    def fix(self, over: IndexSet, name: str, why: str, *, axis: bool = False) -> None:
        """Say which set it is; ``axis`` where the shape of an array is said by it."""
        name = self.sizes.get(name, name)
        if axis:
            self.said.add(name)
        known = self.fixed.setdefault(self.find(over), (name, why))
        if known[0] != name:
            sizes = known[0], name
            raise Unequal(f"{name} ({why}) is not {known[0]} ({known[1]})", sizes)

    def shape(self, axes: Iterable[Index]) -> tuple[str, ...] | None:
        """The sizes of an array by name, if they are those of arrays whose shapes are said."""
        names = tuple(self.fixed.get(self.find(axis.over), ("", ""))[0] for axis in axes)
        return names if all(name in self.said or name.isdigit() for name in names) else None

    def end(self, over: IndexSet) -> str:
        """The last element of a set that is said to begin with 1; nothing for any other set."""
        root = self.find(over)
        if root not in map(self.find, self.from_one):
            return ""
        name = self.fixed.get(root, ("", ""))[0]
        return name if name and not name.isdigit() else ""

    def is_open(self, over: IndexSet) -> bool:
        """Whether nothing has given the set a name."""
        return self.find(over) not in self.fixed

    def literal(self, over: IndexSet) -> int | None:
        """How many elements a set has whose name is a number."""
        name = self.fixed.get(self.find(over), (over.name, ""))[0]
        return int(name) if name.isdigit() else None

    def of(self, over: IndexSet) -> IndexSet:
        """The set by its final name, once all is related."""
        root = self.find(over)
        if root not in self.made:
            if root in self.fixed:
                name = self.fixed[root][0]
            elif root.startswith(OPEN):
                free = (n for n in UNNAMED if n not in self.taken and n not in self.reserved)
                name = next(free, f"#{self.letters.get(root) or 'set'}")
                while name in self.taken:
                    name += "'"
            else:
                name = root
            self.taken.add(name)
            self.made[root] = IndexSet(name)
        return self.made[root]

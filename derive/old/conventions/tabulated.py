r"""Functions of what a sum runs over: ``\sum_x p(x) f(x)`` has one p and one f for every x.

They are families, ``\sum_x p_x f_x``. A letter is taken so where sums bind it or indices are
written with it, and where it stands nowhere as a number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from derive.notation.errors import ReadError
from derive.notation.nodes import (
    Bracket,
    Clauses,
    Head,
    Item,
    Letter,
    Node,
    Scripted,
    Term,
    parts,
)
from derive.old.conventions.labels import subscript
from derive.old.conventions.walk import Row, group
from derive.syntax.reader.look import clauses_of, index_name, items_of, only_item, tidy

__all__ = ["Tabulated", "arguments", "function_name", "partly_tabulated", "tabulated"]

#: What stands before parentheses and is no function of anybody's.
_OWN = frozenset({"∂", "∇", "d", "e", "delta", "𝔼", "I", "𝕀", "𝟏", "tr", "diag", "Var", "Cov"})


@dataclass(frozen=True, slots=True)
class Tabulated:
    """The names that are families, each with its label if it has one."""

    names: frozenset[str] = frozenset()

    def __call__(self, row: Row) -> Row:
        """The row with every ``p(x)`` as ``p_x``."""
        found: list[Item] = []
        for item in row:
            before = found[-1] if found else None
            name = None if before is None else function_name(before)
            letters, above = arguments(item)
            if before is None or name not in self.names or not letters:
                found.append(item)
                continue
            word = len(name) > 1 and not isinstance(before, Letter)
            letter = Letter(before.start, before.end, name, word)
            found[-1] = Scripted(before.start, item.end, letter, group(letters), above)
        return tuple(found)


def tabulated(formulas: Iterable[Clauses]) -> Tabulated:
    r"""The functions in formulas that stand together which are families.

    >>> from derive.notation.parse import parse
    >>> sorted(tabulated([parse(r"\sum_x p(x) f(x) + g(y)")]).names)
    ['f', 'p']
    >>> tabulated([parse(r"\sum_x p(x) x")]).names
    frozenset()
    """
    seen = _Seen(set(), set(), {})
    for formula in formulas:
        seen.see(formula)
    names = seen.families(seen.indices - seen.bare)
    return Tabulated(frozenset(names))


def partly_tabulated(formulas: Iterable[Clauses]) -> frozenset[str]:
    r"""What is applied to indices and to numbers: it is named with what it is applied to.

    >>> from derive.notation.parse import parse
    >>> sorted(partly_tabulated([parse(r"\sum_a p(a) Q(s, a) + s")]))
    ['Q(s,a)']
    """
    seen = _Seen(set(), set(), {})
    for formula in formulas:
        seen.see(formula)
    bound = seen.bound - seen.bare
    return frozenset(
        f"{name}({','.join(each)})"
        for name, many in seen.applied.items()
        if name not in _OWN and all(many) and len({*map(len, many)}) == 1
        and any(bound & {*each} for each in many) and not all({*each} <= bound for each in many)
        for each in many
    )  # fmt: skip


@dataclass(slots=True)
class _Seen:
    """The letters that are indices, those that are numbers, and what is applied to what."""

    indices: set[str]
    bare: set[str]
    applied: dict[str, list[tuple[str, ...]]]
    bound: set[str] = field(default_factory=set)

    def see(self, node: Node) -> None:
        """Take in a formula."""
        waiting: list[Node] = [node]
        while waiting:
            found = waiting.pop()
            match found:
                case Letter(name=name):
                    self.bare.add(name)
                case Scripted(base=base, below=below, above=above):
                    sign = isinstance(base, Letter) and base.name in "∂∇"
                    if function_name(found) is None and not sign:
                        self.indices |= {*_letters(below)}
                    elif sign:
                        self.bare |= {*_letters(below)}
                    lone = _lone(above)
                    sampled = isinstance(lone, Bracket) and lone.kind in "(["
                    self.indices |= {*_letters(above)} if sampled else set()
                    waiting += [base, *([] if above is None or sampled else [above])]
                case Head(name="sum" | "product", below=below):
                    self.indices |= {*_letters(below)}
                    self.bound |= {*_letters(below)}
                case Term(items=items):
                    waiting += self.row(items)
                case _:
                    waiting += parts(found)

    def families(self, letters: set[str]) -> set[str]:
        """The functions whose arguments are indices, wherever they stand.

        A letter in the place of an index is one itself: the a of h(a) beside Σ_b h(b).
        """
        plain = {
            name: many
            for name, many in self.applied.items()
            if name not in _OWN and all(many) and len({*map(len, many)}) == 1
        }
        known: set[str] = set()
        while known != letters:
            known = set(letters)
            for many in plain.values():
                for place in zip(*many, strict=True):
                    if known & {*place} and not self.bare & {*place}:
                        letters |= {*place} - {""}
        return {name for name, many in plain.items() if all({*each} <= letters for each in many)}

    def row(self, items: Row) -> Iterator[Node]:
        """The items of a row without arguments, which are noted."""
        for n, item in enumerate(items):
            name = function_name(items[n - 1]) if n else None
            letters, above = arguments(item)
            if name is None or (not letters and not isinstance(_base(item), Bracket)):
                yield item
                continue
            bracket = _base(item)
            if isinstance(bracket, Bracket) and bracket.kind == "(":
                said = [index_name(x) or "" for x in letters]
                self.applied.setdefault(name, []).append(tuple(said))
            if not letters and not _is_conditional(bracket):
                yield item
            elif above is not None:
                yield above


def function_name(item: Item) -> str | None:
    r"""The name before an argument, with its label: ``p``, ``p_\theta``."""
    try:
        item = tidy(item)
    except ReadError:
        return None
    if isinstance(item, Letter):
        return item.name
    if not isinstance(item, Scripted) or item.above is not None or item.primes:
        return None
    base, label = tidy(item.base), subscript(item.below)
    if not isinstance(base, Letter) or not label or len(label) < 2:
        return None
    return f"{base.name}_{label}"


def arguments(item: Item) -> tuple[Row, Item | None]:
    """The letters between parentheses, and a power of the whole; none, if there is more."""
    bracket = _base(item)
    above = item.above if isinstance(item, Scripted) else None
    if not isinstance(bracket, Bracket) or bracket.kind != "(":
        return (), None
    clauses, separators = clauses_of(bracket)
    found: list[Item] = []
    for clause in clauses:
        inner = only_item(Clauses(clause.start, clause.end, (clause,)))
        if inner is None or index_name(inner) is None:
            return (), None
        found.append(tidy(inner))
    return (tuple(found), above) if all(s.sign == "," for s in separators) else ((), None)


def _is_conditional(bracket: Item) -> bool:
    r"""Whether letters with a bar between them stand in parentheses: ``(a \mid s)``."""
    if not isinstance(bracket, Bracket):
        return False
    clauses, separators = clauses_of(bracket)
    items = [only_item(Clauses(c.start, c.end, (c,))) for c in clauses]
    letters = all(item is not None and index_name(item) is not None for item in items)
    return letters and any(s.sign == "|" for s in separators)


def _base(item: Item) -> Item:
    """The bracket that is raised, or the item itself."""
    plain = isinstance(item, Scripted) and item.below is None and not item.primes
    return item.base if plain and isinstance(item, Scripted) else item


def _letters(below: Item | None) -> Iterator[str]:
    """The letters of indices."""
    if below is None:
        return
    for clause in clauses_of(below)[0]:
        for member in clause.members:
            for term in member.terms if member is not None else ():
                yield from (name for item in term.items if (name := index_name(item)) is not None)


def _lone(above: Item | None) -> Item | None:
    items = items_of(above) if above is not None else None
    return items[0] if items is not None and len(items) == 1 else above

"""What a side may speak of when it is mended: names, indices and sizes, as they are spelled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from derive.notation.nodes import (
    Bracket,
    Head,
    Item,
    Letter,
    Node,
    Scripted,
    Styled,
    Term,
    parts,
    subnodes,
)
from derive.old.task import Task
from derive.syntax.reader.session import Formula
from derive.syntax.reader.usage import survey

__all__ = ["Names", "is_name", "names_of"]

#: How many quantities are tried as a missing factor or term.
MOST = 16
_NO_NAMES = frozenset({"e", "d", "∂", "∇", "…", "⊤", "T", "·", "∞", "I", "log", "exp"})


@dataclass(frozen=True, slots=True)
class Names:
    """Spellings that stand in a step and in what bears on it.

    ``indices`` are letters of indices, ``sizes`` those of sets, ``families`` the names that
    have indices, ``quantities`` whole quantities such as ``W^{(l)}`` and ``a(z)``, ``bare``
    the letters without their scripts, and ``transpose`` is how a transpose is written.
    """

    indices: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
    families: frozenset[str] = frozenset()
    quantities: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()
    transpose: str = r"^\top"

    def bases(self, side: Formula) -> Iterator[Node]:
        """The letters of a side that may change places: quantities, and no indices."""
        for node in _letters(side.notation):
            if side.text[node.start : node.end] in self.bare:
                yield node


def names_of(task: Task) -> Names:
    """The names of a step."""
    formulas = (*task.sides[::-1], *task.lets, *(f for s in task.given for f in s.formulas))
    usage = survey(tuple(f.notation for f in formulas))
    spelled: dict[str, str] = {}
    bare: dict[str, None] = {}
    quantities: dict[str, None] = {}
    for formula in formulas:
        for node in subnodes(formula.notation):
            if isinstance(node, Letter):
                spelled.setdefault(node.name, formula.text[node.start : node.end])
            if isinstance(node, Scripted) and node.primes and isinstance(node.base, Letter):
                name = node.base.name + "'" * node.primes
                spelled.setdefault(name, formula.text[node.start : node.end])
        for node in _letters(formula.notation):
            bare.setdefault(formula.text[node.start : node.end])
        for said in _quantities(formula):
            quantities.setdefault(said)
    indices = [n for n in (*usage.below, *usage.bound, *usage.raised) if n in spelled]
    sizes = [spelled[n] for n in usage.limits if n in spelled]
    sizes += [a.name for w in task.declared for a in w.axes or () if len(a.name) == 1]
    written = [f.text for f in formulas]
    marks = (r"^\top", "^T", r"^{\top}", "^{T}", r"^\mathsf{T}", r"^{\mathsf T}", r"^{\mathrm{T}}")
    transpose = next((m for m in marks if any(m in text for text in written)), r"^\top")
    letters = tuple(dict.fromkeys(spelled[n] for n in indices if not n.isdigit()))
    return Names(
        letters,
        tuple(dict.fromkeys(sizes)),
        frozenset(usage.indexed),
        tuple(quantities)[:MOST],
        tuple(name for name in bare if name not in letters),
        transpose,
    )


def is_name(item: Item) -> bool:
    """Whether an item is a letter, perhaps with scripts, and no sign."""
    while isinstance(item, Scripted | Styled):
        item = item.base if isinstance(item, Scripted) else item.of
    return isinstance(item, Letter) and item.name not in _NO_NAMES


def _letters(node: Node) -> Iterator[Node]:
    """The letters and styled letters that are no indices, with the alphabet they are set in."""
    if isinstance(node, Letter | Styled):
        if is_name(node):
            yield node
        return
    if isinstance(node, Scripted):
        yield from _letters(node.base)
        if node.above is not None and not isinstance(node.above, Letter):
            yield from _letters(node.above)
        return
    if isinstance(node, Head):
        return
    for part in parts(node):
        yield from _letters(part)


def _quantities(formula: Formula) -> Iterable[str]:
    """Quantities with their scripts, and with their arguments."""
    for node in subnodes(formula.notation):
        if not isinstance(node, Term):
            continue
        for n, item in enumerate(node.items):
            following = node.items[n + 1] if n + 1 < len(node.items) else None
            if not is_name(item):
                continue
            if isinstance(following, Bracket) and following.kind == "(":
                yield formula.text[item.start : following.end]
            if not (isinstance(item, Scripted) and item.above is not None and _is_mark(item)):
                yield formula.text[item.start : item.end]


def _is_mark(item: Scripted) -> bool:
    """Whether what stands above is an exponent or a transpose, and no label."""
    return not isinstance(item.above, Bracket) or len(list(subnodes(item.above))) < 6

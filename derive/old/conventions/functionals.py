r"""What is defined of a distribution, or of a random variable: ``H(X)``, ``D(p \| q)``.

``H(X) = -\sum_x p(x) \log p(x)`` is the entropy of p as well as of X, and is written ``H(p)``
and ``H(p(x))``, too; the entropy of q is the same sum with q for p, and that of Y is the one
with y for x. Each of them becomes one name, with a definition of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from derive.notation.nodes import (
    Clause,
    Clauses,
    Item,
    Letter,
    Node,
    Scripted,
    Term,
    subnodes,
)
from derive.old.conventions.applied import Applied, applications, applied_at, left_call
from derive.old.conventions.values import is_distribution
from derive.old.conventions.walk import Row, over_rows
from derive.syntax.reader.look import tidy
from derive.syntax.reader.session import Formula

__all__ = ["Functional", "functionals_in", "is_instance", "with_functionals"]

#: How many definitions may follow from those that are written.
MOST_INSTANCES = 12


@dataclass(frozen=True, slots=True)
class Functional:
    r"""A definition such as ``D(P \| Q) = …``: its arguments, and what they are in its body.

    ``of`` are the distributions, or, where ``variables``, the random variables it is one of;
    ``bases`` are the distributions in the body, ``ranges`` the one letter at which it has them.
    """

    name: str
    separators: tuple[str, ...]
    arguments: tuple[str, ...]
    of: tuple[str, ...]
    bases: frozenset[str]
    letters: frozenset[str]
    formula: Formula
    variables: bool = False
    ranges: str = ""

    @property
    def written(self) -> str:
        """The name that the defined quantity has."""
        return _written(self.name, self.arguments, self.separators)


def functionals_in(definitions: Iterable[Formula]) -> tuple[Functional, ...]:
    r"""The definitions of what has distributions or random variables for its arguments.

    >>> from derive.notation.parse import parse
    >>> texts = [r"H(X) = -\sum_x p(x) \log p(x)", r"D(P \| Q) = \sum_i P_i \log \frac{P_i}{Q_i}"]
    >>> found = functionals_in([Formula(t, parse(t)) for t in [*texts, "f(x) = x^2"]])
    >>> [(f.written, f.of, f.variables) for f in found]
    [('H(X)', ('X',), True), ('D(P‖Q)', ('P', 'Q'), False)]
    """
    return tuple(f for d in definitions if (f := _functional(d)) is not None)


def with_functionals(
    formulas: tuple[Formula, ...], lets: tuple[Formula, ...]
) -> tuple[tuple[Formula, ...], tuple[Formula, ...]]:
    """The formulas and definitions with one name for each such quantity, and what follows."""
    known = functionals_in(lets)
    if not known:
        return formulas, lets
    every = (*formulas, *lets)
    bases = frozenset().union(*(_bases(f.notation) for f in every))
    state = _State(known, bases)
    formulas, lets = tuple(map(state.rewritten, formulas)), tuple(map(state.rewritten, lets))
    made: list[Formula] = []
    while state.waiting and len(made) < MOST_INSTANCES:
        made.append(state.rewritten(state.waiting.pop(0)))
    return formulas, (*lets, *made)


def is_instance(equation: Formula, definitions: Iterable[Formula]) -> bool:
    r"""Whether a left side is what earlier definitions say at other arguments.

    >>> from derive.notation.parse import parse
    >>> texts = [r"D(q \| p) = D(p \| q)", r"D(p \| q) = \sum_i p_i q_i"]
    >>> new, known = (Formula(t, parse(t)) for t in texts)
    >>> is_instance(new, [known]), is_instance(new, [])
    (True, False)
    """
    call = left_call(equation.notation)
    known = functionals_in(definitions)
    if call is None or not known:
        return False
    if (call.name, call.separators) not in {(f.name, f.separators) for f in known}:
        return False
    bases = frozenset().union(_bases(equation.notation), *(f.bases for f in known))
    return _State(known, bases).named(call) is not None


@dataclass(slots=True)
class _State:
    """The functionals that are known, and the definitions that follow from their uses."""

    known: tuple[Functional, ...]
    bases: frozenset[str]
    waiting: list[Formula] = field(default_factory=list)
    names: set[str] = field(default_factory=set)

    def rewritten(self, formula: Formula) -> Formula:
        return replace(formula, notation=over_rows(formula.notation, self.row))

    def row(self, row: Row) -> Row:
        found: list[Item] = []
        at = 0
        while at < len(row):
            call = applied_at(row, at)
            name = None if call is None else self.named(call)
            if call is None or name is None:
                found.append(row[at])
                at += 1
            else:
                found.append(Letter(row[at].start, call.bracket.end, name, word=True))
                at += call.length
        return tuple(found)

    def named(self, call: Applied) -> str | None:
        """The name of what a functional is of these arguments, defined if it is new."""
        written = _arguments(call, self.bases)
        alike = [
            f
            for f in self.known
            if (f.name, f.separators) == (call.name, call.separators) and written is not None
        ]
        if written is None:
            return None
        if not alike:
            # H(p, q), where H(p) is defined and this is not: a name, of which nothing is known.
            heads = {f.name for f in self.known}
            return _written(call.name, written, call.separators) if call.name in heads else None
        for one in alike:
            if one.arguments == written:
                return one.written
        for one in alike:
            changes = _changes(one, written, self.bases)
            if changes is None:
                continue
            if not changes:
                return one.written
            name = _written(call.name, written, call.separators)
            if name not in self.names:
                self.names.add(name)
                self.waiting.append(_instance(one, changes, name))
            return name
        return None


def _functional(definition: Formula) -> Functional | None:
    parts = definition.notation.parts
    clause = parts[0] if len(parts) == 1 else None
    if not isinstance(clause, Clause) or len(clause.members) != 2 or None in clause.members:
        return None
    left, right = clause.members
    assert left is not None
    assert right is not None
    row = left.terms[0].items
    call = applied_at(row, 0)
    if len(left.terms) != 1 or left.terms[0].signs or call is None or call.length != len(row):
        return None
    values = [c for c in applications([right]) if is_distribution(c.name)]
    valued = {c.name for c in values}
    stems = {_stem(row) for c in values for row in c.arguments}
    ranges = min(stems) if len(stems) == 1 else ""
    bases = _bases(right)
    written = _arguments(call, bases)
    if written is None or len(set(written)) < len(written) or call.name in bases:
        return None
    letters = frozenset(n.name for n in subnodes(right) if isinstance(n, Letter))
    of = tuple(_as_base(name, bases, letters) for name in written)
    common = call.name, call.separators, written
    if None not in of and (valued & set(of) or set(call.separators) & {"|", "‖"}):
        bare = frozenset(name for name in of if name is not None)
        every = tuple(n for n in of if n)
        return Functional(*common, every, bare, letters, definition, ranges=ranges)
    capitals = all(len(name) == 1 and name.isupper() for name in written)
    if valued and capitals and not set(written) & letters:
        return Functional(*common, written, frozenset(valued), letters, definition, True, ranges)
    return None


def _stem(row: Row) -> str:
    """The letter of an argument, without its index and primes."""
    item = row[0].base if isinstance(row[0], Scripted) else row[0]
    return item.name.rstrip("'") if len(row) == 1 and isinstance(item, Letter) else ""


def _arguments(call: Applied, bases: frozenset[str]) -> tuple[str, ...] | None:
    """The letters that the arguments are; a value of a distribution stands for all of it."""
    found: list[str] = []
    for row, letter in zip(call.arguments, call.letters(), strict=True):
        if letter is not None:
            found.append(letter)
            continue
        value = applied_at(row, 0)
        if value is None or value.length != len(row) or value.name not in bases:
            return None
        found.append(value.name)
    return tuple(found)


def _as_base(name: str, bases: frozenset[str], letters: frozenset[str]) -> str | None:
    """The distribution in a body that an argument is: p for P, where P is not there."""
    if name in bases:
        return name
    small = name.lower()
    return small if small in bases and name not in letters and name != small else None


def _changes(
    one: Functional, written: tuple[str, ...], bases: frozenset[str]
) -> dict[str, str] | None:
    """The letters to be changed in a body, where its arguments are others."""
    if len(written) == 1 == len(one.bases) and one.ranges:
        (own,), (name,) = one.bases, written
        base = _as_base(name, bases, bases - {name})
        if base is not None:
            changes = {own: base} if base != own else {}
        elif len(name) == 1 and name.isupper():
            changes = {one.ranges: name.lower()} if one.ranges != name.lower() else {}
        else:
            return None
        return changes if not set(changes.values()) & one.letters else None
    if not one.variables:
        pairs = [(a, _as_base(b, bases, bases) or b) for a, b in zip(one.of, written, strict=True)]
        changes = {a: b for a, b in pairs if a != b}
        return changes if not set(changes.values()) & (one.letters - set(one.of)) else None
    if not all(len(name) == 1 and name.isupper() for name in written):
        return None
    both = [*zip(one.of, written, strict=True)]
    changes = {a.lower(): b.lower() for a, b in both if a != b}
    known = set(changes) <= one.letters
    return changes if known and not set(changes.values()) & (one.letters - set(changes)) else None


def _instance(one: Functional, changes: Mapping[str, str], name: str) -> Formula:
    """The definition of a functional at other arguments."""
    (clause,) = one.formula.notation.parts
    assert isinstance(clause, Clause)
    left, right = clause.members
    assert left is not None

    def item(item: Item) -> Item:
        if isinstance(item, Letter):
            stem = item.name.rstrip("'")
            return replace(item, name=changes.get(stem, stem) + item.name[len(stem) :])
        if isinstance(item, Scripted):
            return replace(item, base=item_of(item.base))
        return item

    def item_of(base: Item) -> Item:
        return item(base) if isinstance(base, Letter) else base

    place = left.start, left.end
    letter = Letter(*place, name, word=True)
    term = Term(*place, "", (letter,))
    whole = replace(left, terms=(term,))
    changed = over_rows(
        Clauses(*place, (Clause(*place, (right,), ()),)), lambda r: tuple(map(item, r))
    )
    (body,) = changed.parts
    assert isinstance(body, Clause)
    made = replace(clause, members=(whole, body.members[0]))
    source = f"the definition of {name}"
    notation = replace(one.formula.notation, parts=(made,))
    return Formula(one.formula.text, notation, source, f"let {name}")


def _bases(node: Node) -> frozenset[str]:
    """The distributions in a formula: letters with arguments, and letters with an index."""
    found = {
        c.name for c in applications([node]) if is_distribution(c.name) and "‖" not in c.separators
    }
    for n in subnodes(node):
        if isinstance(n, Scripted) and n.below is not None:
            base = tidy(n.base)
            found |= {base.name} if isinstance(base, Letter) else set()
    return frozenset(found)


def _written(name: str, arguments: tuple[str, ...], separators: tuple[str, ...]) -> str:
    said = "".join(a + s for a, s in zip(arguments, (*separators, ""), strict=True))
    return f"{name}({said})"

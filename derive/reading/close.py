"""A reading's forms made final: sets by their names, names by their declarations.

While a claim is read, index sets are open and names are the keys of families. Here each gets what
it stands for, sums over sets of known size are written out, and indices get letters that a
reader would write.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import chain, count

from derive.reading import unsaid
from derive.reading.families import BESIDE_A_SET, POSITION, Family
from derive.reading.limits import BEFORE, written_order
from derive.reading.names import sampled
from derive.reading.ranges import letter_of_limit
from derive.reading.reader import Reader
from derive.reading.search import Ignorance, Misfit
from derive.reading.sets import OPEN
from derive.reading.unrolled import at_numbers, written_out
from derive.reading.values import instance
from derive.syntax.declare import Declaration
from derive.syntax.tree import (
    Add,
    Call,
    Delta,
    Derivative,
    Entry,
    Index,
    IndexSet,
    IndexTerm,
    Mul,
    Number,
    Point,
    Quotient,
    Size,
    Sum,
    Symbol,
    Written,
)
from derive.syntax.walk import free_indices, map_children, subforms

__all__ = ["Closer", "at_numbers", "evident", "written_out"]

_LETTERS = "ijklmnpqrst"


@dataclass(slots=True)
class Closer:
    """The final forms of one reading; ``facts`` are those that are said of each family."""

    reader: Reader
    facts: dict[str, frozenset[str]]
    declared: dict[str, Declaration] = field(default_factory=dict)
    letters: dict[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    used: set[str] = field(default_factory=set)
    derivatives: list[tuple[str, str]] = field(default_factory=list)
    #: Dependences of what is defined that nothing says.
    lacking: list[str] = field(default_factory=list)
    samples: frozenset[str] = frozenset()
    counted: dict[str, Written] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.counted = dict(self._counted())
        self.taken |= set(self.reader.frees)
        self.samples = frozenset(sampled(self.reader))

    def _counted(self) -> Iterator[tuple[str, Written]]:
        """The letters of limits that are worked out, by the sizes of these sets."""
        sets = {name for name, _ in self.reader.sets.fixed.values()}
        found = [known for name in sets if (known := letter_of_limit(name)) is not None]
        letters = [letter for letter, _ in found]
        for letter, form in found:
            family = self.reader.families.get(letter)
            other = family is not None and (
                family.body is not None or bool(family.axes or family.pieces)
            )
            if letters.count(letter) == 1 and letter not in sets and not other:
                yield letter, form

    def form(self, raw: Written) -> Written:
        """The final form of a raw one."""
        match raw:
            case Entry(name=key, indices=(index,)) if key == POSITION:
                return self._position(self.term(index))
            case Entry(name=key, indices=indices) if key in self.reader.families:
                return self._entry(key, tuple(map(self.term, indices)))
            case Symbol(name=key) if key in self.counted:
                return self.counted[key]
            case Symbol(name=key) if key in self.reader.families:
                declared = self.declaration(key)
                return Symbol(declared.name, declared)
            case Delta(left, right):
                one, other = self.term(left), self.term(right)
                return Delta(one, replace(other, over=one.over))
            case Sum(body, index, excluding):
                return self._sum(body, index, excluding)
            case Size(of):
                return self.size(of)
            case Derivative(of, wrt):
                by = self.form(wrt)
                if not isinstance(by, Symbol | Entry):
                    raise Misfit("a derivative by what is no name")
                return unsaid.derivative(self, Derivative(self.form(of), by))
        return map_children(raw, self.form)

    def _position(self, term: IndexTerm) -> Written:
        """The number that an index is; of a letter no more is known."""
        if isinstance(term, Point):
            return Number(Fraction(term.value))
        name = f"{POSITION} {term.over.name}"
        facts = frozenset({"nonnegative"})
        declared = self.declared.setdefault(name, Declaration(name, (term.over,), facts=facts))
        return Entry(name, (term,), declared)

    def _sum(self, body: Written, index: Index, excluding: tuple[IndexTerm, ...]) -> Written:
        """A sum; its letter is free again for the sums beside it, and not for those inside."""
        known = self.letters.pop(index.name, None)
        bound = self.index(index)
        out = tuple(replace(self.term(x), over=bound.over) for x in excluding)
        found = Sum(self.form(body), bound, out)
        del self.letters[index.name]
        self.taken.discard(bound.name)
        if known is not None:
            self.letters[index.name] = known
        return found

    def _entry(self, key: str, terms: tuple[IndexTerm, ...]) -> Written:
        family = self.reader.families[key]
        if family.pieces:
            return self._piece(family, terms)
        inside = subforms(family.body) if family.body is not None else ()
        by_place = any(isinstance(p, Entry) and p.name == POSITION for p in inside)
        if by_place and any(isinstance(t, Point) for t in terms):
            return self._unfolded(family, terms)
        outside = next((t for t, axis in zip(terms, family.axes, strict=True)
                        if t == Point(0, t.over) and self.reader.sets.end(axis)), None)  # fmt: skip
        if outside is not None:
            return self._outside(family, terms)
        if key.startswith(BEFORE):
            return self._order(terms)
        declared = self.declaration(key)
        return Entry(declared.name, terms, declared)

    def _order(self, terms: tuple[IndexTerm, ...]) -> Written:
        """Which of two indices comes first: one family for each set."""
        over = terms[0].over
        if over.name.isdigit():
            return written_order(terms[0], terms[1], int(over.name))
        name = BEFORE + over.name
        declared = self.declared.setdefault(name, Declaration(name, (over, over)))
        return Entry(name, terms, declared)

    def _unfolded(self, family: Family, terms: tuple[IndexTerm, ...]) -> Written:
        """An entry at a number of what is defined by its index as a number."""
        body = family.body
        assert body is not None
        self.used.add(family.key)
        for parameter, term in zip(family.parameters, terms, strict=True):
            body = instance(body, parameter, term)
        return written_out(self.form(body))

    def _outside(self, family: Family, terms: tuple[IndexTerm, ...]) -> Written:
        """What stands at 0, where a sum runs from 1: a name of its own."""
        if family.body is not None or len(terms) > 1:
            raise Ignorance(f"{family.key} at 0, where it is known from 1 on")
        name = f"{family.key}_0"
        families = self.reader.families
        families.setdefault(name, Family(name, of=family.of, letter=family.letter))
        self.facts.setdefault(name, self.facts.get(family.key, frozenset()))
        declared = self.declaration(name)
        return Symbol(declared.name, declared)

    def _piece(self, family: Family, terms: tuple[IndexTerm, ...]) -> Written:
        """An entry of a family that is defined at numbers: a name of its own."""
        (term,) = terms
        if not isinstance(term, Point):
            if not term.over.name.isdigit() or term.over.name == "0":
                raise Ignorance(f"{family.key} is known at numbers only")
            points = (Point(n, term.over) for n in range(1, int(term.over.name) + 1))
            parts = tuple(Mul((self._piece(family, (p,)), Delta(term, p))) for p in points)
            return Add(parts) if len(parts) > 1 else parts[0]
        if term.value not in family.pieces:
            raise Ignorance(f"{family.key} is defined at some numbers only")
        name = f"{family.key}_{term.value}"
        if name not in self.declared:
            self.used.add(family.key)
            body = written_out(self.form(family.pieces[term.value]))
            self.declared[name] = Declaration(name, body=body)
        return Symbol(name, self.declared[name])

    def term(self, term: IndexTerm) -> IndexTerm:
        """The final form of an index or a point."""
        if isinstance(term, Index):
            return self.index(term)
        return Point(term.value, self.reader.sets.of(term.over))

    def index(self, index: Index) -> Index:
        """The final index: over its set, and with a letter that is not taken."""
        over = self.reader.sets.of(index.over)
        stem, fresh, _ = index.name.partition(OPEN)
        if not fresh:
            return Index(index.name, over)
        if index.name not in self.letters:
            self.letters[index.name] = self._letter(stem, over)
        return Index(self.letters[index.name], over)

    def _letter(self, stem: str, over: IndexSet) -> str:
        spoken = over.name[1:].rstrip("'") if over.name.startswith("#") else ""
        wanted = [stem] if stem not in ("e", "") else []
        wanted += [spoken] if len(spoken) == 1 else []
        first = wanted[0] if wanted else "i"
        primed = (first + "'" * n for n in count(1))
        letter = next(x for x in chain(wanted, _LETTERS, primed) if x not in self.taken)
        self.taken.add(letter)
        return letter

    def size(self, of: IndexSet) -> Written:
        """The size of a set; a positive number where no set of the claim has the name."""
        sets = self.reader.sets
        name = sets.of(of).name if of.name.startswith(OPEN) else sets.sizes.get(of.name, of.name)
        if name.isdigit():
            return Number(Fraction(int(name)))
        if name in {n for n, _ in self.reader.sets.fixed.values()}:
            return Size(IndexSet(name))
        if name in self.counted:
            return self.counted[name]
        if name in self.reader.families:
            raise Ignorance(f"{name} as a number and as a family")
        return Symbol(name, Declaration(name, facts=frozenset({"positive"})))

    def declaration(self, key: str) -> Declaration:
        """What is declared of a family, once all sets are related."""
        if key in self.declared:
            return self.declared[key]
        self.used.add(key)
        family, sets = self.reader.families[key], self.reader.sets
        name = key
        while name in sets.taken or name in {set_name for set_name, _ in sets.fixed.values()}:
            name += BESIDE_A_SET
        axes = tuple(sets.of(axis) for axis in family.axes)
        if family.body is not None:
            # A definition has letters of its own: what unfolds it keeps them apart.
            outside = self.letters, self.taken
            self.letters, self.taken = {}, {i.name for i in free_indices(family.body)}
            parameters = tuple(self.index(p) for p in family.parameters)
            body = written_out(self.form(family.body))
            self.letters, self.taken = outside
            facts = self.facts.get(key, frozenset()) - evident(body)
            found = Declaration(name, axes, parameters, body, facts)
        else:
            of = tuple(self.declaration(other) for other in family.of)
            found = Declaration(name, axes, facts=self.facts.get(key, frozenset()), of=of)
        if key in self.samples:
            found = replace(found, samples=True)
        self.declared[key] = found
        return found


def evident(body: Written) -> frozenset[str]:
    """Facts that a formula shows by itself: a softmax is a distribution, and positive.

    Nobody can show numbers at which they hold exactly.
    """
    match body:
        case Quotient(Call("exp") as above, Sum(Call("exp") as below, index, ())):
            places = {i.name for i in free_indices(above)} - {i.name for i in free_indices(below)}
            if any(instance(above, i, index) == below for i in free_indices(above)
                   if i.name in places):  # fmt: skip
                return frozenset({"distribution", "positive distribution", "positive",
                                  "nonnegative"})  # fmt: skip
    return frozenset()

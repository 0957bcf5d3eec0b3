"""One reading of an equation, as claims that the prover can judge.

An equation of arrays is one claim at open indices, or one for each entry where sizes are known.
What is assumed is read in the same reading, so that its names mean the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from derive.declared_names import declarations_of
from derive.discourse.statements import Statement
from derive.model import Assumption, Claim, IndexRelation
from derive.notation.nodes import Expression
from derive.reading.assumptions import Given, given_of, of_length_one, relations_of
from derive.reading.close import Closer, at_numbers
from derive.reading.evolution import differentiated
from derive.reading.expressions import expression
from derive.reading.facts import (
    counts,
    facts_of,
    granted,
    names_of_relation,
    of_other_entries,
    perhaps_of,
    told_of,
    unheard,
    used,
)
from derive.reading.free import free_letters
from derive.reading.inverses import equations_of_inverses
from derive.reading.partial import in_paths
from derive.reading.ranges import reject_outside
from derive.reading.reader import Env, Reader
from derive.reading.samples import SAMPLED
from derive.reading.scope import Scope
from derive.reading.search import Choices, Ignorance, Misfit
from derive.reading.sets import OPEN, Sets
from derive.reading.shifts import telescoped
from derive.reading.values import Value, at, clashing, shape, together
from derive.syntax.tree import Entry, Index, IndexTerm, Number, Point, Size, Sum, Symbol, Written
from derive.syntax.walk import free_indices, subforms

__all__ = [
    "Built",
    "build",
    "built_of",
    "reader_of",
    "reject_open_sums",
    "settle_sizes",
]

ZERO = Number(Fraction(0))


@dataclass(frozen=True, slots=True)
class Built:
    """A reading as claims: one, or one for each entry of an array of known size.

    ``opaque`` are functions of which nothing is known, ``derivatives`` derivatives of what is not
    said to depend on their variable, by what: each is a quantity of its own. ``said`` are names
    of which the text says something, ``told`` those of which words do; ``used`` the statements on
    which the claims rest, and ``given`` those of their assumptions; ``lost`` says what bears on
    the claim and was not read, ``withdrawn`` of which names the text says that it does not assume
    something; ``perhaps`` is what may hold of each claim: a constraint; ``counts`` are letters
    that may be the size of a set without a name; ``ends`` are values at the ends of sums of
    differences.
    """

    claims: tuple[Claim, ...]
    opaque: frozenset[str] = frozenset()
    derivatives: tuple[tuple[str, str], ...] = ()
    said: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()
    used: tuple[Statement, ...] = ()
    given: tuple[tuple[Assumption, Statement | None], ...] = ()
    lost: tuple[str, ...] = ()
    unheard: tuple[str, ...] = ()
    withdrawn: frozenset[frozenset[str]] = frozenset()
    perhaps: tuple[tuple[Assumption, ...], ...] = ()
    counts: frozenset[str] = frozenset()
    ends: tuple[str, ...] = ()


def build(scope: Scope, left: Expression, right: Expression, choices: Choices) -> Built:
    """One reading of an equation; raises ``Misfit`` where the answers do not go together."""
    reader = reader_of(scope, (left, right), choices)
    a, b = expression(reader, left, Env()), expression(reader, right, Env())
    return built_of(reader, a, b)


def reader_of(scope: Scope, sides: tuple[Expression, ...], choices: Choices) -> Reader:
    """The reader of the sides of an equation."""
    reader = Reader(scope, choices, Sets(sizes=scope.sizes))
    reader.outside = frozenset().union(*map(free_letters, sides))
    reader.sides, reader.paths = sides, in_paths(sides)
    return reader


def built_of(reader: Reader, a: Value, b: Value) -> Built:
    """The claims that two values are equal, with all that is assumed where they stand."""
    pairs = [(a, b), *reader.checks]
    given, lost = given_of(reader, reader.scope.assumed)
    given += [Given(None, sides) for sides in equations_of_inverses(reader)]
    given += of_length_one(reader)
    pairs = differentiated(reader, pairs, given)
    pairs = telescoped(reader, pairs)
    optional, more_lost = given_of(reader, reader.scope.optional)
    relations = relations_of(reader)
    settle_sizes(reader)
    reader.unplaced += _name_the_unnamed(reader, pairs)
    for one, other in pairs:
        _same_shape(reader, one, other)
    reader.sets.reserved = frozenset(
        {*reader.families, *reader.frees, *reader.lexicon.sets}
        | {name for name, _ in reader.sets.fixed.values()}
    )
    _reject_two_kinds(reader)
    closer = Closer(reader, facts_of(reader))
    claims: list[Claim] = []
    perhaps: list[tuple[Assumption, ...]] = []
    origins: list[tuple[Assumption, Statement | None]] = []
    for one, other in pairs:
        for place in _entries(reader, one if one.rank else other):
            sides = (closer.form(at(v, place if v.rank else ())) for v in (one, other))
            for lhs, rhs in at_numbers(*sides):
                found = _claim(closer, lhs, rhs, given, relations)
                origins += found[1]
                claims.append(found[0])
                _reject_two_of_a_name(lhs, rhs)
                names = set(declarations_of((lhs, rhs)))
                maybe = [a for one in optional for a in one.made(closer, names)]
                lost += of_other_entries(reader, closer, optional, names)
                perhaps.append((*maybe, *perhaps_of(reader, closer, names)))
    return Built(
        tuple(claims),
        frozenset(reader.opaque),
        tuple(closer.derivatives),
        *told_of(reader, closer),
        (*used(reader, closer), *reader.used),
        tuple(dict.fromkeys(origins)),
        (*lost, *more_lost, *_beside_samples(closer)),
        tuple(unheard(reader, closer)),
        frozenset(map(names_of_relation, reader.scope.withdrawn)),
        tuple(perhaps),
        frozenset(counts(reader)),
        tuple(closer.declared[key].name for key in reader.ends if key in closer.declared),
    )


def _reject_two_of_a_name(*sides: Written) -> None:
    """π as the number, beside entries of a π that the document has."""
    bodies = [d.body for d in declarations_of(sides).values() if d.body is not None]
    parts = [part for form in (*sides, *bodies) for part in subforms(form)]
    plain = {part.name for part in parts if isinstance(part, Symbol)}
    if plain & {part.name for part in parts if isinstance(part, Entry)}:
        raise Ignorance("a name as a number and as a family")


def _reject_two_kinds(reader: Reader) -> None:
    """A name that is likelier a factor than a function cannot be both in one reading.

    Nor is a chain through layers proved of numbers, where capitals may be matrices.
    """
    through = any(question == "through" for question, _ in reader.choices.answers)
    if through and reader.choices.answers.get(("rank", "plain capitals")) == "0":
        raise Misfit("weights as numbers, below a loss that may be any")
    for asked in reader.choices.asked:
        question, of = asked.question
        key = of[0] if isinstance(of, tuple) and of else of
        cheapest = asked.options[0][0]
        unusual = question == "applied" and asked.answer == "opaque" and cheapest != "opaque"
        if unusual and key in reader.opaque and key in reader.families:
            raise Misfit(f"{key} as a function and as a quantity")


def _claim(
    closer: Closer,
    lhs: Written,
    rhs: Written,
    given: list[Given],
    relations: list[tuple[IndexTerm, IndexTerm, bool, Statement | None]],
) -> tuple[Claim, list[tuple[Assumption, Statement | None]]]:
    """A claim with what is assumed of its names and of its letters."""
    reject_open_sums((lhs, rhs))
    reject_outside((lhs, rhs))
    names = set(declarations_of((lhs, rhs)))
    free = free_indices(lhs) | free_indices(rhs)
    mine: list[tuple[Assumption, Statement | None]] = []
    for one in given:
        mine += [(made, one.statement) for made in one.made(closer, names)]
    case: list[tuple[IndexRelation, Statement | None]] = []
    for left, right, equal, statement in relations:
        pair = closer.term(left), closer.term(right)
        if {*pair} & free and pair[0].over == pair[1].over:
            case.append((IndexRelation(*pair, equal), statement))
    mine += [(fact, None) for fact in granted((lhs, rhs))]
    claim = Claim(
        lhs, rhs, given=tuple(a for a, _ in mine), case=tuple(relation for relation, _ in case)
    )
    return claim, [*mine, *case]


def reject_open_sums(forms: tuple[Written, ...]) -> None:
    """A sum over a set of known size that could not be written out is not one of any size."""
    bodies = [d.body for d in declarations_of(forms).values() if d.body is not None]
    for form in (*forms, *bodies):
        for sub in subforms(form):
            if isinstance(sub, Sum) and sub.index.over.name.isdigit():
                raise Ignorance("a sum over a set of known size without one of its letters")


def _same_shape(reader: Reader, one: Value, other: Value) -> None:
    """Relate the axes of two sides; a number that is 0 stands for an array of zeros."""
    if one.rank == other.rank and (one.rank != 1 or one.row == other.row):
        return together(reader.sets, one, other, "the sides of an equation")
    number = one if not one.rank else other
    if number.rank or number.entry != ZERO:
        clash = clashing(reader.sets, one, other, "the sides of an equation")
        if clash is None or isinstance(number.entry, Number):
            raise Misfit(f"{shape(one)} = {shape(other)}")
        raise clash


def settle_sizes(reader: Reader) -> None:
    """A letter that was read as a size is that of the one set that has no name."""
    for name in dict.fromkeys(reader.sizes):
        unnamed = {reader.sets.find(i.over) for i in reader.bound if reader.sets.is_open(i.over)}
        if len(unnamed) != 1:
            raise Misfit(f"{name} is the size of which set?")
        (index,) = [i for i in reader.bound if reader.sets.find(i.over) in unnamed][:1]
        reader.sets.fix(index.over, name, f"{name} is its size")


def _name_the_unnamed(reader: Reader, pairs: list[tuple[Value, Value]]) -> set[str]:
    """Let the one set without a name be that of the one size that no set of the claim has.

    What is left are sizes that may be those of some set without a name.
    """
    sets = reader.sets
    forms = [value.entry for pair in pairs for value in pair]
    forms += [family.body for family in reader.families.values() if family.body is not None]
    parts = [part for form in forms for part in subforms(form)]
    unnamed = {sets.find(p.index.over): p.index.over for p in parts if isinstance(p, Sum)}
    unnamed = {root: over for root, over in unnamed.items() if sets.is_open(over)}
    known = {name for name, _ in sets.fixed.values()}
    sizes = {p.of.name for p in parts if isinstance(p, Size) and not p.of.name.startswith(OPEN)}
    sizes = {name for name in sizes - known if not name.isdigit()}
    if len(sizes) == len(unnamed) == 1:
        sets.fix(next(iter(unnamed.values())), sizes.pop(), "the one set without a name")
    return sizes if unnamed else set()


def _entries(reader: Reader, value: Value) -> Iterator[tuple[IndexTerm, ...]]:
    """Where the sides are compared: at letters, or at every entry of a known size."""
    places: list[list[IndexTerm]] = []
    for axis in value.axes:
        size = reader.sets.literal(axis.over)
        if size is None:
            places.append([Index(reader.sets.fresh("e"), axis.over)])
        else:
            places.append([Point(n, axis.over) for n in range(1, size + 1)])
    yield from product(*places)


def _beside_samples(closer: Closer) -> Iterator[str]:
    """Names that stand below a sum over samples, and beside it: is it one and the same?"""
    for key, declared in closer.declared.items():
        if key + SAMPLED in closer.declared and declared.body is None:
            yield f"{key} stands below a sum over samples, and beside it"

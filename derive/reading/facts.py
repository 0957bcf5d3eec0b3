"""What is known of the names of a claim: facts, what rests on which statement, what is in doubt."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, pairwise

from derive.declared_names import declarations_of
from derive.discourse.statements import Statement
from derive.model import Assumption, Fact
from derive.notation.names import Name, only_item, rows_of_items, spelled
from derive.notation.nodes import Bracket, Clause, Head, letters_of, subnodes
from derive.reading.assumptions import Given
from derive.reading.close import Closer, evident
from derive.reading.conventions import COUNTS
from derive.reading.indicators import LABELLED
from derive.reading.lexicon import binders
from derive.reading.limits import WITHIN
from derive.reading.names import named
from derive.reading.reader import Reader
from derive.reading.samples import SAMPLED
from derive.syntax.tree import Call, Entry, Quotient, Written
from derive.syntax.walk import subforms

__all__ = [
    "counts",
    "facts_of",
    "granted",
    "names_of_relation",
    "of_other_entries",
    "perhaps_of",
    "told_of",
    "unheard",
    "used",
]

#: Functions of distributions.
ENTROPIES = frozenset({"H", "KL", "CE", "JS", "D"})
OF_ARRAYS = ("distribution", "positive distribution", "one-hot", "symmetric", "orthogonal")
#: Facts about matrices with as many rows as columns.
SQUARE = ("symmetric", "orthogonal")
#: Facts of numbers, which hold of each value of a name.
OF_NUMBERS = frozenset({"positive", "nonnegative", "binary"})


def facts_of(reader: Reader) -> dict[str, frozenset[str]]:
    """The facts that are said of families."""
    found: dict[str, set[str]] = {}
    families = reader.families
    for said in reader.scope.facts:
        key = named(reader, said.word).key
        found.setdefault(key, set()).add(said.fact)
        family = families.get(key)
        if said.fact in SQUARE and family is not None and len(family.axes) == 2:
            reader.sets.same(*family.axes, f"{key} is {said.fact}")
    if "pi" in families:
        found.setdefault("pi", {"positive"})
    for key, of in reader.inverses.items():
        if "symmetric" in found.get(of, ()):
            found[key] = {"symmetric"}
    for key, family in families.items():
        stem, bracket, _ = key.partition("(")
        if key.startswith(LABELLED):
            found[key] = {"one-hot"}
        elif key.startswith(WITHIN):
            found[key] = {"binary"}
        elif key.endswith(SAMPLED) and key.removesuffix(SAMPLED) in found:
            found[key] = found[key.removesuffix(SAMPLED)]
        elif bracket and stem in found:
            # What is said of a name is said of its values: a(z) is positive where a is.
            found[key] = found[stem] if len(family.axes) == 1 else found[stem] & OF_NUMBERS
    return {key: frozenset(facts) for key, facts in found.items()}


def granted(forms: tuple[Written, ...]) -> Iterator[Assumption]:
    """A distribution is positive where a logarithm is taken of a quotient by it."""
    declared = declarations_of(forms)
    bodies = [d.body for d in declared.values() if d.body is not None]
    parts = [part for form in (*forms, *bodies) for part in subforms(form)]
    logs = (part for part in parts if isinstance(part, Call) and part.function == "log")
    quotients = (q for log in logs for q in subforms(log) if isinstance(q, Quotient))
    below = {q.denominator.name for q in quotients if isinstance(q.denominator, Entry)}
    for name in sorted(below & declared.keys()):
        if "distribution" in declared[name].facts:
            yield Fact("positive", name)


def perhaps_of(reader: Reader, closer: Closer, names: set[str]) -> Iterator[Assumption]:
    """Facts that were said of names elsewhere, or that the functions of which they are demand."""
    for name in _of_entropies(reader):
        declared = closer.declared.get(named(reader, name).key)
        if declared is not None and declared.name in names and declared.body is None:
            yield Fact("distribution", declared.name)
    for said in reader.scope.perhaps:
        declared = closer.declared.get(named(reader, said.word).key)
        if declared is None or declared.name not in names or said.fact in declared.facts:
            continue
        shown = declared.body is not None and said.fact in evident(declared.body)
        if not shown and (declared.axes or said.fact not in OF_ARRAYS):
            yield Fact(said.fact, declared.name)


def _of_entropies(reader: Reader) -> Iterator[Name]:
    """The names of which a claim takes an entropy or a divergence: those of distributions."""
    for items in (row for side in reader.sides for row in rows_of_items(side)):
        for head, bracket in pairwise(items):
            name = spelled(head)
            if name is not None and isinstance(bracket, Bracket) and name.stem in ENTROPIES:
                yield from filter(None, map(spelled, chain(*rows_of_items(bracket))))


def used(reader: Reader, closer: Closer) -> Iterator[Statement]:
    """The statements from which something of the claims was taken."""
    scope = reader.scope
    said: list[tuple[Statement | None, bool]] = []
    for key, family in reader.families.items():
        if family.let is not None:
            said.append((family.let.statement, key in closer.used or key in reader.unfolded))
    for let in scope.lets:
        known = reader.families.get(named(reader, let.word).key)
        said.append((let.statement, known is not None and bool(known.pieces)))
    keys = closer.used | {key.partition("(")[0] for key in closer.used}
    said += [(d.statement, named(reader, d.word).key in keys) for d in scope.declared]
    said += [(f.statement, named(reader, f.word).key in keys) for f in scope.facts]
    yield from (statement for statement, holds in said if holds and statement is not None)


def told_of(reader: Reader, closer: Closer) -> tuple[frozenset[str], frozenset[str]]:
    """The names, as they are declared, of which the text says something; by words."""
    scope = reader.scope
    words = [d.word for d in scope.declared] + [s.word for s in (*scope.facts, *scope.kinds)]
    lefts = (a.clause.members[0] for a in scope.assumed)
    names = (spelled(only_item(left)) for left in lefts if left is not None)
    told = {named(reader, word).key for word in (*words, *names) if word is not None}
    keys = told | {key for key, family in reader.families.items() if family.body is not None}
    bodies = {letter for let in scope.lets for letter in reader.lexicon.letters_in(let.right)}
    said: set[str] = set()
    by_words: set[str] = set()
    for key, declared in closer.declared.items():
        own = {key, key.partition("(")[0].partition("[")[0]}
        ours = key.startswith((LABELLED, WITHIN))
        if ours or own & keys or ("(" not in key and _letter(reader, key) in bodies):
            said.add(declared.name)
        if ours or own & told:
            by_words.add(declared.name)
    return frozenset(said), frozenset(by_words)


def _letter(reader: Reader, key: str) -> str:
    """The letter on paper of a family."""
    family = reader.families.get(key)
    return (family.letter if family is not None else "") or key


# -- doubts


def unheard(reader: Reader, closer: Closer) -> Iterator[str]:
    """Names of the claim of which the text says more than was understood."""
    # A letter is one name in all its styles here: to be careful costs little.
    letters = {letter.rpartition(" ")[2] for letter in reader.scope.unheard}
    if "*" in letters:
        yield "*"
    yield from (letter for letter in reader.frees if letter in letters)
    for key, declared in closer.declared.items():
        if _letter(reader, key) in letters:
            yield declared.name


def of_other_entries(
    reader: Reader, closer: Closer, given: list[Given], names: set[str]
) -> Iterator[str]:
    """What is said of a letter of the claim, but of another entry: an initial value, say."""

    def letters(own: set[str]) -> set[str]:
        keys = {key for key, declared in closer.declared.items() if declared.name in own}
        return {reader.families[key].letter for key in keys if key in reader.families}

    mine = letters(names)
    for one in given:
        if one.sides is not None and not one.made(closer, names):
            own = declarations_of([closer.form(v.entry) for v in one.sides])
            if mine & letters(set(own)):
                yield "it is said of another entry"


def counts(reader: Reader) -> Iterator[str]:
    """Letters that may be the size of a set that has no name: said to count, or such letters."""
    yield from reader.unplaced
    if not any(reader.sets.is_open(index.over) for index in reader.bound):
        return
    said = {named(reader, s.word).key for s in reader.scope.kinds if s.fact == "size"}
    declared = {named(reader, d.word).key for d in reader.scope.declared}
    for key, family in reader.families.items():
        plain = not family.axes and family.body is None and not family.pieces
        if plain and (key in said or (key in COUNTS and key not in declared)):
            yield key


def names_of_relation(clause: Clause) -> frozenset[str]:
    """The names of a relation; of one between index letters, these."""
    heads = (part for part in subnodes(clause) if isinstance(part, Head))
    bound = {letter for head in heads for letter, _ in binders(head)}
    return frozenset(letters_of(clause) - bound)

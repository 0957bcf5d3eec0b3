"""Names in one reading: which family a name writes, its axes, its definition, its entries.

What is known of a family comes from its definition, else from its declaration, else from all
that the document writes of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from derive.notation.names import Name, plain_text, spelled, unwrapped
from derive.notation.nodes import Digits, Expression, Fraction, Node, subnodes
from derive.reading.differentials import of_fraction
from derive.reading.families import Family
from derive.reading.indices import index_at
from derive.reading.ranks import most_shown, own_axes, rank_of, unshown_here
from derive.reading.reader import Env, Reader
from derive.reading.roles import named
from derive.reading.scope import Declared, Let
from derive.reading.search import Ignorance, Misfit
from derive.reading.sets import OPEN
from derive.reading.values import Value, at
from derive.syntax.tree import Call, Entry, Index, IndexSet, IndexTerm, Symbol, Written
from derive.syntax.walk import subforms

__all__ = ["define", "family_of", "lets", "named", "sampled", "use"]


def lets(reader: Reader, key: str) -> list[Let]:
    """The definitions of a name without arguments."""
    if reader.lets is None:
        reader.lets = {}
        for let in reader.scope.lets:
            if let.arguments is None:
                reader.lets.setdefault(named(reader, let.word).key, []).append(let)
    return reader.lets.get(key, [])


def family_of(reader: Reader, key: str, name: Name) -> Family:
    """The family of a key; a definition is read when it is first used."""
    known = reader.families.get(key)
    if known is not None:
        if known.busy:
            raise Misfit(f"{key} is defined by itself")
        return known
    defining = lets(reader, key)
    powers = (node for let in defining for node in named(reader, let.word).power)
    if any(isinstance(node, Digits) for node in powers):
        raise Misfit(f"{key} is defined by a power of it")
    if defining:
        return _defined(reader, key, defining)
    found = reader.families[key] = Family(key, letter=name.letter)
    found.of = _dependences(reader, key)
    declared = next((d for d in reader.scope.declared if named(reader, d.word).key == key), None)
    most = most_shown(reader, key, name)
    own = len(named(reader, declared.word).at) if declared is not None else 0
    axes = len(declared.axes) if declared is not None else 0
    if declared is not None:
        if own + axes < most and axes:
            own = most - axes  # x_i : d beside Σ_i: i ranges over samples of vectors
        arity = max(own + axes, most)
    elif most or found.of:
        arity = most + own_axes(reader, key, name)
    else:
        arity = rank_of(reader, key, name)
    less = unshown_here(reader, key, name) if most else 0
    found.axes = tuple(reader.sets.new() for _ in range(arity - less))
    own = max(0, own - less)
    if declared is not None:
        _fix_axes(reader, found, declared, own)
    return found


def _fix_axes(reader: Reader, found: Family, declared: Declared, own: int) -> None:
    for over, axis in zip(declared.axes, found.axes[own:], strict=False):
        reader.sets.fix(axis, over, f"{found.key} is declared so", axis=True)


def _dependences(reader: Reader, key: str) -> tuple[str, ...]:
    """The families on which a name is said to depend."""
    found: list[str] = []
    for word, of in reader.scope.abstract:
        if named(reader, word).key != key:
            continue
        for part in of.terms[0].items:
            inner = spelled(part)
            if inner is not None:
                found.append(family_of(reader, named(reader, inner).key, inner).key)
    return tuple(found) or (_through(reader, key) if reader.sides else ())


def _through(reader: Reader, key: str) -> tuple[str, ...]:
    """Through what a name that nobody defines depends on others: by ∂E/∂a, where a is defined."""
    by: dict[str, Name] = {}
    for node in (*reader.sides, *(let.right for let in reader.scope.lets)):
        quotients = (part for part in subnodes(node) if isinstance(part, Fraction))
        for found in filter(None, map(of_fraction, quotients)):
            of = spelled(found.of[0]) if len(found.of) == 1 else None
            names = (spelled(variable) for variable, _ in found.by)
            if of is not None and named(reader, of).key == key:
                by |= {named(reader, name).key: name for name in names if name is not None}
    known = [k for k, f in reader.families.items() if f.busy]
    behind = {k: _reached(reader, family_of(reader, k, name))
              for k, name in by.items() if k not in known and lets(reader, k)}  # fmt: skip
    inner = frozenset[str]().union(*behind.values())
    last = tuple(k for k in behind if k not in inner)
    if not last or key in inner or reader.ask("through", key) != "named":
        return ()
    plain = (k for k, name in by.items() if name.letter not in reader.lexicon.differentiated)
    return *last, *(k for k in plain if k not in behind and k not in inner)


def _reached(reader: Reader, family: Family) -> frozenset[str]:
    """The names in the definition of a family, through all definitions."""
    found: set[str] = set()
    waiting: list[Family | None] = [family]
    while waiting:
        last = waiting.pop()
        parts = subforms(last.body) if last is not None and last.body is not None else ()
        names = {part.name for part in parts if isinstance(part, Symbol | Entry)}
        waiting += map(reader.families.get, names - found)
        found |= names
    return frozenset(found)


def _defined(reader: Reader, key: str, defining: list[Let]) -> Family:
    """A family by its definition, or by its definitions at 1, 2 and so on."""
    found = reader.families[key] = Family(key, busy=True, letter=defining[-1].word.letter)
    places = [named(reader, let.word).at for let in defining]
    if any(isinstance(unwrapped(n), Digits) for n in places[0]):
        if len(places[0]) > 1:
            raise Ignorance(f"{key} is defined at numbers and letters")
        for let, place in zip(defining, places, strict=True):
            if not (len(place) == 1 and plain_text(place[0]).isdigit()):
                raise Ignorance(f"{key} is defined at numbers and at letters")
            body = _body(reader, let.right, Env())
            if body.rank:
                raise Ignorance(f"the entries of {key} are arrays")
            found.pieces[int(plain_text(place[0]))] = body.entry
        found.axes = (reader.sets.new(),)
        reader.sets.fix(found.axes[0], str(max(found.pieces)), f"{key} is defined so")
        found.busy = False
        return found
    found.let = defining[-1]
    define(reader, found, places[-1], found.let.right)
    most = most_shown(reader, key, found.let.word)
    if 0 < len(places[-1]) == most < len(found.axes):
        reader.ask("entries", key)
    if most > len(found.axes) and _is_unknown(reader, found.body):
        # z = f(x; θ) says nothing of the entries z_i, not even how many there are.
        found.body, found.parameters = None, ()
        found.axes = tuple(reader.sets.new() for _ in range(most))
    return found


def _is_unknown(reader: Reader, body: Written | None) -> bool:
    """Whether a body is a function of which nothing is known, by itself."""
    if isinstance(body, Call):
        return body.function in reader.opaque
    family = reader.families.get(body.name) if isinstance(body, Symbol | Entry) else None
    return family is not None and family.body is None and "(" in family.key


def define(reader: Reader, found: Family, places: tuple[Node, ...], right: Expression) -> None:
    """Read the body of a definition at its letters."""
    found.busy = True
    env = Env()
    for node in places:
        letter = plain_text(node)
        index = Index(reader.sets.fresh(letter), reader.sets.new(letter))
        declared = reader.lexicon.declared_indices.get(letter)
        if declared is not None:
            reader.sets.fix(index.over, declared, f"{letter} is declared so")
        env = env.bind(letter, index)
        found.parameters += (index,)
    body = _body(reader, right, replace(env, own=places))
    found.row = body.row
    rest = tuple(Index(reader.sets.fresh("e"), axis.over) for axis in body.axes)
    found.parameters += rest
    found.axes = tuple(index.over for index in found.parameters)
    found.body = at(body, rest)
    found.busy = False


def _body(reader: Reader, right: Expression, env: Env) -> Value:
    from derive.reading.expressions import expression

    return expression(reader, right, env)


def _mark_composite(reader: Reader, family: Family, n: int, term: IndexTerm) -> None:
    """A letter inside a made-up name, ``p_{y_i}``, stays as it is.

    It cannot be summed over, nor can what it is at, and ``L_i = p_{y_i}`` says nothing of L_k.
    """
    if n >= len(family.parameters) or family.parameters[n].name not in reader.composite:
        return
    letter = family.parameters[n].name.partition(OPEN)[0]
    shown = term.name.partition(OPEN)[0] if isinstance(term, Index) else str(term.value)
    if shown != letter:
        raise Ignorance(f"{family.key} at {shown}, where {letter} is part of a name")
    if isinstance(term, Index):
        if term in reader.bound:
            raise Misfit(f"{family.key} under a sum over {term.name}")
        reader.composite.add(term.name)


def use(reader: Reader, family: Family, places: tuple[Node, ...], env: Env) -> Value:
    """A family at indices; those that are not given stay open."""
    if len(places) > len(family.axes):
        raise Misfit(f"{family.key} has {len(family.axes)} indices, and not {len(places)}")
    terms: list[IndexTerm] = []
    opens: list[Index] = []

    def leave_open(axis: IndexSet) -> None:
        opens.append(Index(reader.sets.fresh("e"), axis))
        terms.append(opens[-1])

    for node, axis in zip(places, family.axes, strict=False):
        term = index_at(reader, node, env, axis, f"{family.key} at {plain_text(node)}")
        if term is None:
            leave_open(axis)
            continue
        _mark_composite(reader, family, len(terms), term)
        terms.append(term)
    for axis in family.axes[len(places) :]:
        leave_open(axis)
    entry = Entry(family.key, tuple(terms)) if terms else Symbol(family.key)
    return Value(tuple(opens), entry, family.row and len(opens) == 1, family.key)


def sampled(reader: Reader) -> Iterator[str]:
    """The families whose first index is written above, in parentheses."""
    for node, own in reader.named.items():
        name = spelled(node)
        if name is not None and name.round and own.at and own.at[0] in name.above:
            yield own.key

"""A function that the document defines by a formula, at its arguments.

The formula is read anew with the arguments in place of its letters. That is right only where
the formula shows all that depends on these letters: where another name of it depends on them,
a function is read at its own arguments alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice

from derive.notation.names import only_item, plain_text, rows_of_items, spelled, unwrapped
from derive.notation.nodes import Bracket, Digits, Expression, Letter, Node, Scripted, subnodes
from derive.reading import derivatives, expressions, macros
from derive.reading.conventions import TRANSPOSE
from derive.reading.dependences import hides
from derive.reading.entries import put, slope
from derive.reading.families import Family
from derive.reading.names import define, named, use
from derive.reading.numbers import term_at
from derive.reading.reader import Env, Reader
from derive.reading.roles import base_of
from derive.reading.scope import Let
from derive.reading.search import Ignorance, Misfit
from derive.reading.values import Value, at, fresh_axes, mapped, scalar, shape, together
from derive.syntax.tree import Index, Point, Symbol
from derive.syntax.walk import subforms

__all__ = ["Call", "expand", "own_value"]

#: How deep definitions may be read inside one another.
DEEPEST = 12
#: How many parts a function may have where it is put in.
LARGEST = 4_000


@dataclass(frozen=True, slots=True)
class Call:
    """A function at its arguments: its key, its indices, its primes, what stands in the bracket."""

    key: str
    at: tuple[Node, ...]
    primes: int
    arguments: tuple[Expression, ...]
    given: tuple[Value, ...]


def own_value(reader: Reader, key: str, let: Let) -> Value:
    """A function that is written without its arguments: at its own."""
    places = named(reader, let.word).at
    if len(macros.macros(reader, key)) > 1:
        count = len(macros.parameters(reader, let) or ())
        numbers = "".join(plain_text(p) for p in places if _is_number(p))
        key += f"_{numbers}" * bool(numbers) + f"({',' * (count - 1)})"
    places = tuple(p for p in (*places, *let.behind) if not _is_number(p))
    known = reader.families.get(key)
    if known is None:
        known = reader.families[key] = Family(key, let=let)
        define(reader, known, places, let.right)
    elif known.busy:
        raise Ignorance(f"{key} is defined by itself")
    return use(reader, known, places, Env())


def _is_number(node: Node) -> bool:
    return isinstance(unwrapped(node), Digits)


def expand(reader: Reader, call: Call, let: Let, env: Env) -> Value:
    """A defined function at its arguments; with primes, its derivative there."""
    names = macros.parameters(reader, let) or ()
    if len(call.given) != len(names):
        raise Misfit(f"{call.key} has {len(names)} arguments, and not {len(call.given)}")
    shows_all = _shows_all(let)
    own = _is_at_its_own(reader, call, let, names, env)
    hidden = hides(reader, let, names)
    if own and (hidden or not any(v.rank for v in call.given)):
        return _own(reader, call, let, env)
    if hidden:
        raise Ignorance(f"{call.key} depends on its arguments through other names")
    if not own and (macros.has_labels(reader, let) or not shows_all):
        raise Ignorance(f"{call.key} at other arguments than its own")
    _reject_entries(reader, call, let, names)
    if let.behind and not (call.at or call.primes) and all(v.name and v.rank for v in call.given):
        return _at_names(reader, call, let, names, env)
    if reader.depth > DEEPEST:
        raise Ignorance(f"{call.key} is defined by itself")
    inner, opens = _bound(reader, call, let, env)
    reader.depth += 1
    try:
        found = _expanded(reader, call, let, names, inner)
    finally:
        reader.depth -= 1
    if sum(1 for _ in islice(subforms(found.entry), LARGEST + 1)) > LARGEST:
        raise Ignorance(f"{call.key}, which grows too large where it is put in")
    if opens and found.rank:
        raise Ignorance(f"{call.key} without its index is an array of arrays")
    return replace(found, axes=opens) if opens else found


# -- at its own arguments


def _letters(node: Node) -> set[str]:
    return {x.name for x in subnodes(node) if isinstance(x, Letter)}


def _shows_all(let: Let) -> bool:
    """Whether each argument of a function stands in its body: ``H(X) = -Σ_x p(x) log p(x)``."""
    arguments = macros.arguments_of(let.arguments) if let.arguments is not None else None
    return all(_letters(argument) & _letters(let.right) for argument in arguments or ())


def _is_at_its_own(reader: Reader, call: Call, let: Let, names: tuple[str, ...], env: Env) -> bool:
    """Whether the arguments are the letters of the definition, standing for themselves."""
    own = macros.arguments_of(let.arguments) if let.arguments is not None else None
    if own is None or [*map(plain_text, call.arguments)] != [*map(plain_text, own)]:
        return False
    places = [*map(plain_text, call.at)]
    if places != [*map(plain_text, named(reader, let.word).at)]:
        return False
    return (env.params.keys() | env.letters.keys()).isdisjoint({*names, *places})


def _own(reader: Reader, call: Call, let: Let, env: Env) -> Value:
    """A function at its own arguments; with primes, its derivative by its one argument."""
    value = own_value(reader, call.key, let)
    if not call.primes:
        return value
    item = only_item(call.arguments[0]) if len(call.given) == 1 else None
    if item is None:
        raise Ignorance("a prime at several arguments")
    return derivatives.by_all(reader, value, ((item, call.primes),), env)


# -- at other arguments


def _at_names(reader: Reader, call: Call, let: Let, names: tuple[str, ...], env: Env) -> Value:
    """A function that is defined by its entries, at whole arrays: a name of its own, ``m(z)``."""
    key = f"{call.key}({','.join(v.name for v in call.given)})"
    known = reader.families.get(key)
    if known is None:
        known = reader.families[key] = Family(key, let=let, busy=True)
        inner, known.parameters = _bound(reader, call, let, env)
        body = _expanded(reader, call, let, names, inner)
        if body.rank:
            raise Ignorance(f"{call.key} is an array of arrays")
        known.axes = tuple(index.over for index in known.parameters)
        known.body, known.busy = body.entry, False
    elif known.busy:
        raise Ignorance(f"{call.key} is defined by itself")
    return use(reader, known, (), env)


def _bound(reader: Reader, call: Call, let: Let, env: Env) -> tuple[Env, tuple[Index, ...]]:
    """The letters of a function's indices at those of the call; the axes that are left open."""
    names = macros.parameters(reader, let) or ()
    inner = Env(params=dict(zip(names, call.given, strict=True)))
    places = named(reader, let.word).at
    if len(call.at) != len(places):
        raise Misfit(f"{call.key} has {len(places)} indices, and not {len(call.at)}")
    for place, node in zip(places, call.at, strict=True):
        letter = plain_text(place)
        term = term_at(reader, node, env, reader.sets.new(letter), call.key)
        if isinstance(term, Point) and not _is_number(place):
            raise Ignorance(f"{call.key} at the number {term.value}")
        inner = inner if isinstance(term, Point) else inner.bind(letter, term)
    opens: list[Index] = []
    for place in let.behind:
        letter = plain_text(place)
        opens.append(Index(reader.sets.fresh(letter), reader.sets.new(letter)))
        inner = inner.bind(letter, opens[-1])
    return inner, tuple(opens)


def _expanded(reader: Reader, call: Call, let: Let, names: tuple[str, ...], inner: Env) -> Value:
    def body(given: tuple[Value, ...]) -> Value:
        params = dict(zip(names, given, strict=True))
        return expressions.expression(reader, let.right, replace(inner, params=params))

    if call.primes:
        if len(names) != 1:
            raise Ignorance("a prime at several arguments")
        x = Symbol(reader.sets.fresh(names[0]))
        found = body((scalar(x),))
        if found.rank:
            raise Ignorance("a prime at a function whose values are arrays")
        form = slope(found.entry, x, call.primes)
        return mapped(lambda argument: put(form, x, argument), call.given[0])
    if all(v.rank for v in call.given) and not let.behind:
        evidence = {"taken-whole": _takes_whole(reader, let, names)}
        if reader.ask("argument", call.key, evidence) == "entrywise":
            first = fresh_axes(reader.sets, call.given[0])
            for other in call.given[1:]:
                if other.rank != first.rank or other.row != first.row:
                    raise Misfit(f"{call.key} of {shape(first)} and {shape(other)}")
                together(reader.sets, first, other, "a function entry by entry")
            found = body(tuple(scalar(at(v, first.axes)) for v in call.given))
            if found.rank:
                raise Misfit("a function whose entries are arrays")
            return Value(first.axes, found.entry, first.row)
    return body(call.given)


def _takes_whole(reader: Reader, let: Let, names: tuple[str, ...]) -> bool:
    """Whether a function's definition takes its arguments as arrays."""
    for node in subnodes(let.right):
        if isinstance(node, Bracket) and node.kind in ("‖", "⟨"):
            return True
        name = spelled(node) if isinstance(node, Scripted) else None
        own = name is not None and base_of(reader, name) in names
        if own and (name.below or {*map(plain_text, name.above)} & TRANSPOSE):  # type: ignore[union-attr]
            return True
    for items in rows_of_items(let.right):
        for one, other in zip(map(spelled, items), map(spelled, items[1:]), strict=False):
            behind = other is not None and base_of(reader, other) in names
            if one is not None and behind and {*map(plain_text, one.above)} & TRANSPOSE:
                return True  # w^T x
    return False


def _reject_entries(reader: Reader, call: Call, let: Let, names: tuple[str, ...]) -> None:
    """An argument of which the definition shows entries is no number."""
    ranks = {name: v.rank for name, v in zip(names, call.given, strict=True)}
    for node in subnodes(let.right):
        name = spelled(node) if isinstance(node, Scripted) else None
        rank = ranks.get(base_of(reader, name)) if name is not None else None
        if name is not None and rank is not None and len(named(reader, name).at) > rank:
            raise Misfit(f"{call.key} of what has no entries")

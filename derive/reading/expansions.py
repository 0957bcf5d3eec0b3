"""A function that the document defines by a formula, at its arguments.

The formula is read anew with the arguments in place of its letters. That is right only where
the formula shows all that depends on these letters: where another name of it depends on them,
a function is read at its own arguments alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import islice

from derive.notation.names import (
    Name,
    only_item,
    plain_text,
    rows_of_items,
    spelled,
    unwrapped,
)
from derive.notation.nodes import (
    Bracket,
    Digits,
    Expression,
    Letter,
    Node,
    Scripted,
    subnodes,
)
from derive.reading import expressions, macros
from derive.reading.conventions import TRANSPOSE
from derive.reading.dependences import hides
from derive.reading.families import Family
from derive.reading.names import define, index_at, named, use
from derive.reading.reader import Env, Reader
from derive.reading.roles import base_of
from derive.reading.scope import Let
from derive.reading.search import Ignorance, Misfit
from derive.reading.slope import put, slope
from derive.reading.values import Value, at, fresh_axes, mapped, scalar, shape
from derive.syntax.tree import Index, Point, Symbol, Written
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
    numbers = "".join(plain_text(p) for p in places if _is_number(p))
    if len(macros.macros(reader, key)) > 1:
        count = len(macros.parameters(reader, let) or ())
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
    own = _is_at_its_own(reader, call, let, names, env) or _is_of_what_it_shows(call, let)
    hidden = hides(reader, let, names)
    if own and (hidden or not any(v.rank for v in call.given)):
        return _own(reader, call, let, env)
    if hidden:
        raise Ignorance(f"{call.key} depends on its arguments through other names")
    if not own and (macros.has_labels(reader, let) or not _is_shown(let)):
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


def _is_shown(let: Let) -> bool:
    """Whether each argument of a function stands in its body: ``H(X) = -Σ_x p(x) log p(x)``."""
    body = {x.name for x in subnodes(let.right) if isinstance(x, Letter)}
    arguments = macros.arguments_of(let.arguments) if let.arguments is not None else None
    letters = ({x.name for x in subnodes(a) if isinstance(x, Letter)} for a in arguments or ())
    return all(own & body for own in letters)


def _is_of_what_it_shows(call: Call, let: Let) -> bool:
    """Whether a function that shows no argument stands at a name of its body: H(p), H(p(x))."""
    body = {x.name for x in subnodes(let.right) if isinstance(x, Letter)}
    names = [spelled(argument.terms[0].items[0]) for argument in call.arguments]
    known = all(name is not None and name.letter in body for name in names)
    return known and not call.primes and not _is_shown(let)


def _functions(let: Let, names: tuple[str, ...]) -> frozenset[str]:
    """The arguments of a function that are functions: p of ``H(p) = -Σ_x p(x) log p(x)``."""
    applied: set[str] = set()
    bare: set[str] = set()
    for items in rows_of_items(let.right):
        for item, behind in zip(items, (*items[1:], None), strict=True):
            if isinstance(item, Letter) and item.name in names:
                called = isinstance(behind, Bracket) and behind.kind == "("
                (applied if called else bare).add(item.name)
    shown = {x.base.name for x in subnodes(let.right)
             if isinstance(x, Scripted) and isinstance(x.base, Letter)}  # fmt: skip
    return frozenset(applied - bare - shown)


def _at_functions(env: Env, call: Call, let: Let, names: tuple[str, ...]) -> Env:
    """Where arguments are functions, their names stand for those that are given."""
    functions, renamed = _functions(let, names), dict[str, Name]()
    for letter, argument in zip(names, call.arguments, strict=True):
        if letter in functions:
            items = argument.terms[0].items
            name = spelled(items[0]) if len(argument.terms) == 1 and len(items) <= 2 else None
            if name is None or not all(isinstance(x, Bracket) for x in items[1:]):
                raise Ignorance(f"{call.key} of what is no function")
            renamed[letter] = name
    params = {name: value for name, value in env.params.items() if name not in renamed}
    return replace(env, params=params, renamed=renamed)


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


def _is_at_its_own(reader: Reader, call: Call, let: Let, names: tuple[str, ...], env: Env) -> bool:
    """Whether the arguments are the letters of the definition, standing for themselves."""
    if let.arguments is None or plain_texts(call.at) != plain_texts(named(reader, let.word).at):
        return False
    own = macros.arguments_of(let.arguments)
    if own is None or plain_texts(call.arguments) != plain_texts(own):
        return False
    taken = env.params.keys() | env.letters.keys() | env.points.keys()
    return not taken & ({*names} | {plain_text(node) for node in call.at})


def plain_texts(nodes: tuple[Node, ...]) -> tuple[str, ...]:
    """Nodes as texts, to compare how they are written."""
    return tuple(map(plain_text, nodes))


def _own(reader: Reader, call: Call, let: Let, env: Env) -> Value:
    """A function at its own arguments; with primes, its derivative by its one argument."""
    value = own_value(reader, call.key, let)
    if not call.primes:
        return value
    if len(call.given) != 1:
        raise Ignorance("a prime at several arguments")
    from derive.reading.derivatives import by_all

    item = only_item(call.arguments[0])
    assert item is not None
    return by_all(reader, value, ((item, call.primes),), env)


def _bound(reader: Reader, call: Call, let: Let, env: Env) -> tuple[Env, tuple[Index, ...]]:
    """The letters of a function's indices at those of the call; the axes that are left open."""
    names = macros.parameters(reader, let) or ()
    inner = Env(params=dict(zip(names, call.given, strict=True)))
    inner = _at_functions(inner, call, let, names)
    places = named(reader, let.word).at
    if len(call.at) > len(places):
        raise Misfit(f"{call.key} has {len(places)} indices, and not {len(call.at)}")
    opens: list[Index] = []
    for n, place in enumerate(places):
        letter = plain_text(place)
        over = reader.sets.new(letter)
        term = index_at(reader, call.at[n], env, over, call.key) if n < len(call.at) else None
        if _is_number(place):
            continue
        if isinstance(term, Point):
            inner = replace(inner, points={**inner.points, letter: term.value})
            continue
        if term is None:
            term = Index(reader.sets.fresh(letter), over)
            opens.append(term)
        inner = inner.bind(letter, term)
    for place in let.behind:
        letter = plain_text(place)
        opens.append(Index(reader.sets.fresh(letter), reader.sets.new(letter)))
        inner = inner.bind(letter, opens[-1])
    return inner, tuple(opens)


def _expanded(reader: Reader, call: Call, let: Let, names: tuple[str, ...], inner: Env) -> Value:
    if call.primes:
        return _derivative(reader, call, let, names, inner)
    if all(v.rank for v in call.given) and not let.behind and not inner.renamed:
        evidence = {"taken-whole"} if _takes_whole(reader, let, names) else set()
        if reader.ask("argument", call.key, evidence) == "entrywise":
            return _entrywise(
                reader,
                call.given,
                lambda cells: expressions.expression(
                    reader, let.right, replace(inner, params=dict(zip(names, cells, strict=True)))
                ),
            )
    return expressions.expression(reader, let.right, inner)


def _takes_whole(reader: Reader, let: Let, names: tuple[str, ...]) -> bool:
    """Whether a function's definition takes its arguments as arrays."""
    for node in subnodes(let.right):
        if isinstance(node, Bracket) and node.kind in ("‖", "⟨"):
            return True
        name = spelled(node) if isinstance(node, Scripted) else None
        if name is None or base_of(reader, name) not in names:
            continue
        above = {plain_text(a) for a in name.above}
        if name.below or above & TRANSPOSE:
            return True
    for items in rows_of_items(let.right):
        for one, other in zip(map(spelled, items), map(spelled, items[1:]), strict=False):
            behind = other is not None and base_of(reader, other) in names
            if one is not None and behind and {*map(plain_text, one.above)} & TRANSPOSE:
                return True  # w^T x
    return False


def _entrywise(
    reader: Reader, given: tuple[Value, ...], make: Callable[[list[Value]], Value]
) -> Value:
    """A function of numbers at arrays, entry by entry."""
    first = fresh_axes(reader.sets, given[0])
    for other in given[1:]:
        if other.rank != first.rank or other.row != first.row:
            raise Misfit(f"a function of {shape(first)} and {shape(other)}, entry by entry")
        for a, b in zip(first.axes, other.axes, strict=True):
            reader.sets.same(a.over, b.over, "a function entry by entry")
    body = make([scalar(at(v, first.axes)) for v in given])
    if body.rank:
        raise Misfit("a function whose entries are arrays")
    return Value(first.axes, body.entry, first.row)


def _reject_entries(reader: Reader, call: Call, let: Let, names: tuple[str, ...]) -> None:
    """An argument of which the definition shows entries is no number."""
    ranks = {name: v.rank for name, v in zip(names, call.given, strict=True)}
    for node in subnodes(let.right):
        name = spelled(node) if isinstance(node, Scripted) else None
        if name is None:
            continue
        shown, rank = named(reader, name).at, ranks.get(base_of(reader, name))
        if rank is not None and len(shown) > rank:
            raise Misfit(f"{call.key} of {shape(call.given[names.index(base_of(reader, name))])}")


def _derivative(reader: Reader, call: Call, let: Let, names: tuple[str, ...], inner: Env) -> Value:
    """f′ of a defined function: its slope by a letter of its own, at the argument."""
    if len(names) != 1:
        raise Ignorance("a prime at several arguments")
    x = Symbol(reader.sets.fresh(names[0]))
    body = expressions.expression(reader, let.right, replace(inner, params={names[0]: scalar(x)}))
    if body.rank:
        raise Ignorance("a prime at a function whose values are arrays")
    form = body.entry
    for _ in range(call.primes):
        form = slope(form, x)

    def placed(argument: Written) -> Written:
        return put(form, x, argument)

    return mapped(placed, call.given[0])

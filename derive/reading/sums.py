"""Sums and products with a sign: what they bind, how far they reach, sums that are written out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import prod

from derive.notation.names import Name, one_item, plain_text, spelled, unwrapped
from derive.notation.nodes import (
    Bracket,
    Digits,
    Head,
    Item,
    Letter,
    Node,
    Operator,
    Scripted,
    Term,
    subnodes,
)
from derive.reading import bare, expressions, letters, orders, ragged, ranges, samples, values
from derive.reading.free import free_letters
from derive.reading.limits import Bound, bounds_of
from derive.reading.names import index_at, is_index, letter_index, named
from derive.reading.numbers import numeric
from derive.reading.reader import Env, Reader
from derive.reading.search import Ignorance, Misfit
from derive.reading.values import Value, mapped
from derive.syntax.tree import Call, Index, IndexTerm, Mul, Sum, Written

__all__ = ["big", "bound_sum", "hidden"]

Items = tuple[Item, ...]

#: Into how many terms a sum from a number to a number is written out.
MOST_TERMS = 200


@dataclass(frozen=True, slots=True)
class _Big:
    """A sum sign with what stands behind it; ``begins`` says that it begins a bracket."""

    head: Head
    bounds: tuple[Bound, ...]
    items: Items
    tail: tuple[Term, ...]
    begins: bool

    @property
    def letters(self) -> frozenset[str]:
        """The letters that it binds."""
        return frozenset(bound.letter for bound in self.bounds)


def big(
    reader: Reader, items: Items, at: int, env: Env, tail: tuple[Term, ...]
) -> tuple[Value, int, int]:
    """A sum or a product: its value, the place behind it, and how many terms it took."""
    head = items[at]
    assert isinstance(head, Head)
    end = len(items)
    if at + 1 == end:
        raise Misfit("a sum of nothing")
    if head.primes:
        raise Ignorance("a prime at a sum sign")
    bounds = bounds_of(head) or _unsaid(reader, head, items[at + 1 :], env)
    bounds, env = _alike(reader, head, _pair(reader, bounds, env), env)
    if head.name == "product":
        end = _end_of_product(reader, head, items, at, frozenset(b.letter for b in bounds))
        tail = tail if end == len(items) else ()
    begins = at == 0 and head in reader.first_in_bracket
    value, used = _value(reader, _Big(head, bounds, items[at + 1 : end], tail, begins), env)
    return value, end, used


def hidden(env: Env, letter: str) -> Env:
    """Where a letter is bound anew, it is nothing that it was before."""

    def without(known: dict[str, Value]) -> dict[str, Value]:
        return {name: value for name, value in known.items() if name != letter}

    return Env(
        {name: index for name, index in env.letters.items() if name != letter},
        without(env.params),
        {name: number for name, number in env.points.items() if name != letter},
        tuple(node for node in env.own if plain_text(node) != letter),
        env.renamed,
    )


def _value(reader: Reader, sign: _Big, env: Env) -> tuple[Value, int]:
    inner = env
    over: list[tuple[Bound, Index]] = []
    unsaid: list[Index] = []
    moving: dict[str, tuple[Written, ...]] = {}
    counted: list[tuple[Bound, tuple[int, ...]]] = []
    for bound in sign.bounds:
        inner = hidden(inner, bound.letter)
        numbers = ranges.numbers_of(sign.head, bound, env)
        if numbers is not None:
            counted.append((bound, numbers))
            continue
        index = Index(reader.sets.fresh(bound.letter), reader.sets.new(bound.letter))
        part = orders.part_of(reader, sign.head, bound, env)
        if part is not None:
            moving[bound.letter] = orders.factors(reader, part, index, inner)
        row = ragged.end_of_row(reader, sign.head, bound, inner) if part is None else None
        if row is not None:
            moving[bound.letter] = ragged.within_row(reader, row, bound, index, inner)
        else:
            ranges.reject_part_beside_all(reader, sign.head, bound.letter)
            name, why = ranges.set_of(reader, sign.head, bound, env, part)
            if name:
                reader.sets.fix(index.over, name, why)
        if bound.start is not None and numeric(bound.start, env) == 1:
            reader.sets.from_one.append(index.over)
        reader.bound.append(index)
        shown = any(bound.letter in _letters(item) for item in sign.items)
        inner = inner.bind(bound.letter, index)
        if len(sign.bounds) == 1 and not shown:
            bare.reject_unshown(reader, bound.node, sign.items, inner)
        unseen = part is None and not shown
        if unseen and samples.are_samples(reader, bound):
            unsaid.append(index)
            inner = hidden(inner, bound.letter)
        over.append((bound, index))
    if counted:
        value, used = _written_out(reader, sign, inner, counted)
    else:
        value, used = _body(reader, sign, inner)
    for index in unsaid:
        value = replace(value, entry=samples.of_each(reader, value.entry, index))
    for bound, index in reversed(over):
        outs = tuple(_left_out(reader, node, inner, index) for node in bound.without)
        within = moving.get(bound.letter, ())
        value = bound_sum(value, index, outs, within, product=sign.head.name == "product")
    return value, used


def _left_out(reader: Reader, node: Node, env: Env, index: Index) -> IndexTerm:
    number = numeric(node, env)
    if number is None and not letters.is_simple(node, env):
        raise Ignorance(f"a sum without {plain_text(node)}")
    found = index_at(reader, node, env, index.over, f"a sum without {plain_text(node)}")
    if found is None:
        raise Ignorance(f"a sum without {plain_text(node)}")
    return found


def bound_sum(
    body: Value,
    index: Index,
    outs: tuple[IndexTerm, ...] = (),
    within: tuple[Written, ...] = (),
    *,
    product: bool = False,
) -> Value:
    """The sum of a value over an index; a product is the exponential of a sum of logarithms."""
    if product and body.rank:
        raise Ignorance("a product of arrays")
    outside = tuple(replace(term, over=index.over) for term in outs)
    if index in outside:
        raise Misfit(f"a sum over {index.name} without {index.name}")

    def of(form: Written) -> Written:
        if product:
            return Call("exp", (Sum(_times(within, Call("log", (form,))), index, outside),))
        return Sum(_times(within, form), index, outside)

    return mapped(of, body)


def _times(factors: tuple[Written, ...], form: Written) -> Written:
    return Mul((*factors, form)) if factors else form


# -- how far it reaches


def _body(reader: Reader, sign: _Big, env: Env) -> tuple[Value, int]:
    """What is summed: the rest of the term, and terms behind it that show the letter."""
    body, used = expressions.row(reader, sign.items, sign.tail, env)
    behind = sign.tail[used:]
    shown = [n for n, term in enumerate(behind) if sign.letters & free_letters(term)]
    if not shown:
        return body, used
    if shown[-1] + 1 < len(behind):
        raise Ignorance("how far a sum reaches")
    reach = reader.ask("sum-reach", sign.head, {"in-bracket"} if sign.begins else set())
    if reach == "term":
        return body, used
    more = expressions.terms(reader, behind, env)
    return values.plus(reader.sets, [body, more]), used + len(behind)


def _end_of_product(
    reader: Reader, head: Head, items: Items, at: int, bound: frozenset[str]
) -> int:
    """Where a product ends: with the last factor that shows its letter, or with the row."""
    showing = [n for n in range(at + 1, len(items)) if bound & _letters(items[n])]
    last = showing[-1] if showing else len(items) - 1
    if last + 1 < len(items) and _is_bracket(items[last + 1]) and spelled(items[last]) is not None:
        last += 1
    if last + 1 == len(items):
        return len(items)
    return len(items) if reader.ask("product-reach", head) == "term" else last + 1


def _is_bracket(item: Item) -> bool:
    return isinstance(unwrapped(item.base) if isinstance(item, Scripted) else item, Bracket)


def _letters(item: Item) -> frozenset[str]:
    if isinstance(item, Operator):
        return frozenset()
    return free_letters(Term(item.start, item.end, "", (item,)))


# -- from a number to a number


def _written_out(
    reader: Reader, sign: _Big, env: Env, counted: list[tuple[Bound, tuple[int, ...]]]
) -> tuple[Value, int]:
    """A sum from a number to a number, term by term."""
    if prod(len(numbers) for _, numbers in counted) > MOST_TERMS:
        raise Ignorance(f"a sum of more than {MOST_TERMS} terms that is written out")
    envs = [env]
    for bound, numbers in counted:
        envs = [
            replace(e, points={**e.points, bound.letter: n})
            for e in envs
            for n in numbers
            if n not in _numbers_left_out(bound, e)
        ]
    found: list[Value] = []
    used = 0
    for one in envs:
        value, used = _body(reader, sign, one)
        found.append(value)
    if not found:
        return values.number(int(sign.head.name == "product")), used
    if sign.head.name != "product":
        return values.plus(reader.sets, found), used
    whole = found[0]
    for value in found[1:]:
        whole = expressions.product(reader, whole, value, "")
    return whole, used


def _numbers_left_out(bound: Bound, env: Env) -> set[int]:
    found = {numeric(node, env) for node in bound.without}
    if None in found:
        raise Ignorance("a sum from a number to a number without a letter")
    return {number for number in found if number is not None}


# -- letters that are not said


def _pair(reader: Reader, bounds: tuple[Bound, ...], env: Env) -> tuple[Bound, ...]:
    """The other letter of ``i ≠ j`` below a sum, where nothing else binds it."""
    if len(bounds) != 1 or len(bounds[0].without) != 1:
        return bounds
    (bound,), (node,) = bounds, bounds[0].without
    other, text = one_item(node), plain_text(node)
    if bound.start is not None or bound.within is not None or isinstance(other, Digits):
        return bounds
    if text in env.letters or text in env.points or text in reader.outside:
        return bounds
    if bound.letter in reader.outside or bound.letter in env.letters:
        return (Bound(text, other, without=(bound.node,)),)
    if text in reader.lexicon.declared_indices or reader.ask("pair", text) == "one":
        return bounds
    return Bound(text, other), bound


def _alike(
    reader: Reader, head: Head, bounds: tuple[Bound, ...], env: Env
) -> tuple[tuple[Bound, ...], Env]:
    """``i = j`` below a sum, where one of the two is free: the other one is that one."""
    start = bounds[0].start if len(bounds) == 1 else None
    if start is None or head.above is not None or bounds[0].last is not None:
        return bounds, env
    other, bound = one_item(start), bounds[0]
    if not isinstance(other, Letter) or not is_index(reader, other, env):
        return bounds, env
    free = [n for n in (bound.node, other) if plain_text(n) in env.letters.keys() | reader.outside]
    if len(free) != 1:
        raise Ignorance(f"a sum where {bound.letter} is {plain_text(other)}")
    (fixed,) = free
    letter = plain_text(other) if fixed is bound.node else bound.letter
    return (), env.bind(letter, letter_index(reader, fixed, env))


def _unsaid(reader: Reader, head: Head, items: Items, env: Env) -> tuple[Bound, ...]:
    """The letter over which a sum without any runs: the one that nothing else binds."""
    free: dict[str, Node] = {}
    for node in (part for item in items for part in subnodes(item)):
        name = spelled(node)
        for place in _places(reader, name) if name is not None else ():
            if isinstance(unwrapped(place), Letter) and plain_text(place) not in env.letters:
                free.setdefault(plain_text(place), unwrapped(place))
    declared = [text for text in free if text in reader.lexicon.declared_indices]
    if len(declared or free) != 1 or head.above is not None:
        raise Ignorance("a sum that does not say over what")
    text = (declared or [*free])[0]
    reader.ask("free-sum", text)
    return (Bound(text, free[text]),)


def _places(reader: Reader, name: Name) -> tuple[Node, ...]:
    return named(reader, name).at

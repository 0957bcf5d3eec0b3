"""Sums and products with a sign: what they bind, how far they reach, sums that are written out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from math import prod

from derive.notation.names import one_item, plain_text, spelled, unwrapped
from derive.notation.nodes import (
    Digits,
    Head,
    Item,
    Letter,
    Node,
    Operator,
    Term,
    subnodes,
)
from derive.reading import bare, expressions, limits, ranges, samples, values
from derive.reading.free import free_letters
from derive.reading.indices import is_index, letter_index
from derive.reading.limits import Bound, bounds_of
from derive.reading.names import named
from derive.reading.numbers import at_number, numeric, term_at
from derive.reading.reader import Env, Reader
from derive.reading.search import Ignorance, Misfit
from derive.reading.values import Value, mapped
from derive.syntax.tree import Call, Index, IndexTerm, Mul, Sum, Written

__all__ = ["big", "bound_sum"]

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
    bounds = _pair(reader, bounds, env)
    bounds, env = _alike(reader, head, bounds, env)
    if head.name == "product":
        _reject_factors_behind(items, at, frozenset(b.letter for b in bounds))
    begins = at == 0 and head in reader.first_in_bracket
    value, used = _value(reader, _Big(head, bounds, items[at + 1 : end], tail, begins), env)
    return value, end, used


def _value(reader: Reader, sign: _Big, env: Env) -> tuple[Value, int]:
    inner = env
    over: list[tuple[Bound, Index, tuple[Written, ...]]] = []
    unsaid: list[Index] = []
    counted: list[tuple[Bound, tuple[int, ...]]] = []
    for bound in sign.bounds:
        inner = inner.without(bound.letter)
        numbers = ranges.numbers_of(sign.head, bound)
        if numbers is not None:
            counted.append((bound, numbers))
            continue
        index = Index(reader.sets.fresh(bound.letter), reader.sets.new(bound.letter))
        within = _set(reader, sign.head, bound, index, inner, env)
        if bound.start is not None and numeric(bound.start) == 1:
            reader.sets.from_one.append(index.over)
        reader.bound.append(index)
        shown = any(bound.letter in _letters(item) for item in sign.items)
        inner = inner.bind(bound.letter, index)
        if len(sign.bounds) == 1 and not shown:
            bare.reject_unshown(reader, bound.node, sign.items, inner)
        if not (within or shown) and samples.are_samples(reader, bound):
            unsaid.append(index)
            inner = inner.without(bound.letter)
        over.append((bound, index, within))
    read = _written_out(reader, sign, inner, counted) if counted else _body(reader, sign, inner)
    value, used = read
    for index in unsaid:
        value = replace(value, entry=samples.of_each(reader, value.entry, index))
    for bound, index, within in reversed(over):
        outs = tuple(term_at(reader, node, inner, index.over, "a sum without an index")
                     for node in bound.without)  # fmt: skip
        value = bound_sum(value, index, outs, within, product=sign.head.name == "product")
    return value, used


def _set(
    reader: Reader, head: Head, bound: Bound, index: Index, inner: Env, env: Env
) -> tuple[Written, ...]:
    """Relate an index to the set of its sum; the factors that say over which part it runs."""
    part = limits.part_of(reader, head, bound, env)
    factors = limits.factors(reader, part, index, inner) if part is not None else ()
    row = limits.end_of_row(reader, head, bound, inner) if part is None else None
    if row is not None:
        return limits.within_row(reader, row, bound, index, inner)
    ranges.reject_part_beside_all(reader, head, bound.letter)
    name, why = ranges.set_of(reader, head, bound, env, part)
    if name:
        reader.sets.fix(index.over, name, why)
    return factors


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
        term = Call("log", (form,)) if product else form
        found = Sum(Mul((*within, term)) if within else term, index, outside)
        return Call("exp", (found,)) if product else found

    return mapped(of, body)


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
    reach = reader.ask("sum-reach", sign.head, {"in-bracket": sign.begins})
    if reach == "term":
        return body, used
    more = expressions.terms(reader, behind, env)
    return values.plus(reader.sets, [body, more]), used + len(behind)


def _reject_factors_behind(items: Items, at: int, bound: frozenset[str]) -> None:
    """A product ends with the row, where its last factor shows its letter."""
    showing = [n for n in range(at + 1, len(items)) if bound & _letters(items[n])]
    if showing and showing[-1] + 1 < len(items):
        raise Ignorance("how far a product reaches")


def _letters(item: Item) -> frozenset[str]:
    if isinstance(item, Operator | Head):
        return frozenset()
    return free_letters(Term(item.start, item.end, "", (item,)))


def _written_out(
    reader: Reader, sign: _Big, env: Env, counted: list[tuple[Bound, tuple[int, ...]]]
) -> tuple[Value, int]:
    """A sum from a number to a number, term by term."""
    if sign.head.name == "product":
        raise Ignorance("a product of numbers that is written out")
    if prod(len(numbers) for _, numbers in counted) > MOST_TERMS:
        raise Ignorance(f"a sum of more than {MOST_TERMS} terms that is written out")
    found: list[Value] = []
    used = 0
    for numbers in product(*(numbers for _, numbers in counted)):
        known = {b.letter: number for (b, _), number in zip(counted, numbers, strict=True)}
        outs = {b.letter: [known.get(plain_text(node), numeric(node)) for node in b.without]
                for b, _ in counted}  # fmt: skip
        if any(None in out for out in outs.values()):
            raise Ignorance("a sum from a number to a number without a letter")
        if any(known[letter] in out for letter, out in outs.items()):
            continue
        rows = (Term(0, 0, "", sign.items), *sign.tail)
        for letter, number in known.items():
            rows = tuple(at_number(row, letter, number) for row in rows)
        value, used = _body(reader, replace(sign, items=rows[0].items, tail=rows[1:]), env)
        found.append(value)
    return values.plus(reader.sets, found) if found else values.number(0), used


# -- letters that are not said


def _pair(reader: Reader, bounds: tuple[Bound, ...], env: Env) -> tuple[Bound, ...]:
    """The other letter of ``i ≠ j`` below a sum, where nothing else binds it."""
    if len(bounds) != 1 or len(bounds[0].without) != 1:
        return bounds
    (bound,), (node,) = bounds, bounds[0].without
    other, text = one_item(node), plain_text(node)
    if bound.start is not None or bound.within is not None or isinstance(other, Digits):
        return bounds
    if text in env.letters or text in reader.outside:
        return bounds
    if bound.letter in reader.outside or bound.letter in env.letters:
        return (Bound(text, other, without=(bound.node,)),)
    if text in reader.lexicon.declared_indices:
        return bounds
    raise Ignorance(f"whether a sum binds {text}")


def _alike(
    reader: Reader, head: Head, bounds: tuple[Bound, ...], env: Env
) -> tuple[tuple[Bound, ...], Env]:
    """``i = j`` below a sum, where one of the two is free: the other one is that one."""
    start = bounds[0].start if len(bounds) == 1 and head.above is None else None
    other = one_item(start) if start is not None else None
    if not isinstance(other, Letter) or not is_index(reader, other, env):
        return bounds, env
    bound = bounds[0]
    free = [n for n in (bound.node, other) if plain_text(n) in env.letters.keys() | reader.outside]
    if len(free) != 1:
        raise Ignorance(f"a sum where {bound.letter} is {plain_text(other)}")
    letter = plain_text(other) if free[0] is bound.node else bound.letter
    return (), env.bind(letter, letter_index(reader, free[0], env))


def _unsaid(reader: Reader, head: Head, items: Items, env: Env) -> tuple[Bound, ...]:
    """The letter over which a sum without any runs: the one that nothing else binds."""
    free: dict[str, Node] = {}
    for node in (part for item in items for part in subnodes(item)):
        name = spelled(node)
        for place in named(reader, name).at if name is not None else ():
            if isinstance(unwrapped(place), Letter) and plain_text(place) not in env.letters:
                free.setdefault(plain_text(place), unwrapped(place))
    declared = [text for text in free if text in reader.lexicon.declared_indices]
    if len(declared or free) != 1 or head.above is not None:
        raise Ignorance("a sum that does not say over what")
    text = (declared or [*free])[0]
    reader.ask("free-sum", text)
    return (Bound(text, free[text]),)

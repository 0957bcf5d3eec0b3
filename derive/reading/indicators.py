r"""Indicators of an equation: ``1\{y = k\}``, ``I(i = j)``, ``[i = j]``, ``\mathbf 1_{y = k}``.

Quantities with two values, ``y_i \in \{-1, 1\}``, are such numbers, stretched:
``y = a + (b - a) t`` with t in 0 and 1 says just that, for all indices at once.
"""

from __future__ import annotations

from fractions import Fraction

from derive.notation.names import Name, only_item, plain_text, spelled, unwrapped
from derive.notation.nodes import (
    Bracket,
    Clause,
    Digits,
    Expression,
    Item,
    Letter,
    Node,
    Scripted,
    Styled,
)
from derive.reading import expressions, letters, powers, values
from derive.reading.entries import ONE, delta
from derive.reading.families import Family
from derive.reading.indices import is_index
from derive.reading.names import family_of, named, use
from derive.reading.numbers import is_simple, term_at
from derive.reading.reader import Env, Reader
from derive.reading.roles import base_of
from derive.reading.search import Ignorance
from derive.reading.values import Value, mapped, scalar
from derive.syntax.tree import Add, Call, Entry, Index, Mul, Neg, Number, Symbol, Written

__all__ = ["LABELLED", "indicator", "indicator_at", "is_condition", "two_valued"]

#: How the families begin that say which label each sample has.
LABELLED = "["


def is_condition(node: Node | None) -> bool:
    """Whether a bracket holds a relation."""
    return isinstance(node, Bracket) and any(
        isinstance(part, Clause) and part.relations for part in node.inside.parts
    )


def indicator_at(
    reader: Reader, items: tuple[Item, ...], at: int, env: Env
) -> tuple[Value, int] | None:
    """An indicator that begins at a place, and the place behind it."""
    item = unwrapped(items[at])
    following = unwrapped(items[at + 1]) if at + 1 < len(items) else None
    inner, behind, above, end = item, following, None, at + 2
    if isinstance(item, Scripted) and item.below is not None:
        inner, behind, above, end = unwrapped(item.base), unwrapped(item.below), item.above, at + 1
    elif isinstance(following, Scripted):
        behind, above = unwrapped(following.base), following.above
    if not _is_sign(inner) or not isinstance(behind, Bracket) or not is_condition(behind):
        return None
    if end == at + 2 and isinstance(following, Scripted) and (following.below or following.primes):
        raise Ignorance("a subscript of an indicator")
    return powers.power(reader, indicator(reader, behind, env), above, env), end


def _is_sign(item: Node) -> bool:
    """Whether an item is a 1 or an I, in whatever alphabet."""
    of = unwrapped(item.of) if isinstance(item, Styled) else item
    if isinstance(of, Digits):
        return of.text == "1"
    return isinstance(of, Letter) and of.name in ("I", "𝟙", "𝕀")


def indicator(reader: Reader, bracket: Bracket, env: Env) -> Value:
    """The indicator of an equation: a δ of two indices, or a comparison of two numbers."""
    inner = only_item(bracket.inside)
    parts = inner.inside.parts if isinstance(inner, Bracket) else bracket.inside.parts
    clause = parts[0] if len(parts) == 1 else None
    signs = [r.sign for r in clause.relations] if isinstance(clause, Clause) else []
    left, right = clause.members if isinstance(clause, Clause) and len(signs) == 1 else (None, None)
    if signs not in (["="], ["≠"]) or left is None or right is None:
        raise Ignorance(f"the indicator of {plain_text(bracket.inside)}")
    found = _of_indices(reader, left, right, env)
    if found is None:
        sides = [expressions.expression(reader, side, env) for side in (left, right)]
        found = values.entrywise(
            reader.sets, lambda x, y: Call("indicator", (x, y)), sides, "an indicator"
        )
    return found if signs == ["="] else mapped(lambda form: Add((ONE, Neg(form))), found)


def _of_indices(reader: Reader, left: Expression, right: Expression, env: Env) -> Value | None:
    one, other = only_item(left), only_item(right)
    if one is None or other is None:
        return None
    numbers = [isinstance(item, Digits) for item in (one, other)]
    texts = {plain_text(one), plain_text(other)}
    bound = not texts.isdisjoint(env.letters)
    if not texts.isdisjoint(env.params) or all(numbers) or (any(numbers) and not bound):
        return None  # y = 1 compares a label with a number
    for item, number in zip((one, other), numbers, strict=True):
        # What is compared with an index is one.
        likely = is_index(reader, item, env) or (bound and isinstance(item, Letter))
        if not (number or (likely and is_simple(item, env))):
            return None if any(numbers) else _of_labels(reader, one, other, env)
    over = reader.sets.new()
    terms = [term_at(reader, item, env, over, "an indicator") for item in (one, other)]
    return scalar(delta(*terms))


def _of_labels(reader: Reader, left: Node, right: Node, env: Env) -> Value | None:
    """``y_i = k`` under a sum over i: the labels of samples as families of 0 and 1, one 1 each."""
    for item, index in ((left, right), (right, left)):
        name = spelled(item)
        places = (*name.below, *name.above) if name is not None and not name.primes else ()
        indexed = places and all(is_index(reader, node, env) for node in (*places, index))
        if name is None or not indexed or letters.has_own(reader, name):
            continue
        if not is_simple(index, env):
            continue
        key = f"{LABELLED}{base_of(reader, name)}=·]"
        if key not in reader.families:
            axes = tuple(reader.sets.new() for _ in range(len(places) + 1))
            reader.families[key] = Family(key, axes)
        return use(reader, reader.families[key], (*places, index), env)
    return None


# -- two values


def two_valued(reader: Reader, name: Name, elements: tuple[Expression, ...]) -> str:
    """Let a name have two values; the key of what is 0 or 1, or nothing where this cannot be."""
    written = [_rational(element) for element in elements]
    own = named(reader, name)
    places = {plain_text(node) for node in own.at if not isinstance(node, Digits)}
    if len(written) != 2 or None in written or own.power or own.turned or own.halves:
        return ""
    if len(places) != len(own.at):
        return ""
    family = family_of(reader, own.key, name)
    if family.body is not None or family.pieces or family.of or family.busy:
        return ""
    low, high = sorted(v for v in written if v is not None)
    key = f"({own.key} = {high})"
    family.parameters = tuple(Index(reader.sets.fresh("e"), axis) for axis in family.axes)
    reader.families[key] = Family(key, family.axes)
    form: Written = Entry(key, family.parameters) if family.axes else Symbol(key)
    family.body = Add((Number(low), Mul((Number(high - low), form))))
    return key


def _rational(node: Expression) -> Fraction | None:
    """The number that an expression writes out, with its sign."""
    items = node.terms[0].items if len(node.terms) == 1 else ()
    if len(items) != 1 or not isinstance(items[0], Digits):
        return None
    return Fraction(items[0].text) * (-1 if node.terms[0].signs.count("-") % 2 else 1)

r"""Indicators of an equation: ``1\{y = k\}``, ``I(i = j)``, ``[i = j]``, ``\mathbf 1_{y = k}``."""

from __future__ import annotations

from fractions import Fraction

from derive.notation.names import only_item, plain_text, spelled, unwrapped
from derive.notation.nodes import (
    Bracket,
    Clause,
    Digits,
    Expression,
    Item,
    Letter,
    Node,
    Scripted,
    Separator,
    Styled,
)
from derive.reading import expressions, letters, values
from derive.reading.families import Family
from derive.reading.names import index_at, is_index, use
from derive.reading.reader import Env, Reader
from derive.reading.roles import base_of
from derive.reading.search import Ignorance, Misfit
from derive.reading.values import Value, delta, mapped, scalar
from derive.syntax.tree import Add, Call, IndexTerm, Neg, Number, Written

__all__ = ["LABELLED", "indicator", "indicator_at", "is_condition"]

ONE = Number(Fraction(1))
#: How the families begin that say which label each sample has.
LABELLED = "["


def is_condition(bracket: Bracket) -> bool:
    """Whether a relation stands in a bracket."""
    return any(isinstance(part, Clause) and part.relations for part in bracket.inside.parts)


def indicator_at(
    reader: Reader, items: tuple[Item, ...], at: int, env: Env
) -> tuple[Value, int] | None:
    """An indicator that begins at a place, and the place behind it."""
    item = unwrapped(items[at])
    following = unwrapped(items[at + 1]) if at + 1 < len(items) else None
    if _is_sign(item):
        if isinstance(following, Bracket) and is_condition(following):
            return indicator(reader, following, env), at + 2
        if isinstance(following, Scripted):
            base = unwrapped(following.base)
            if isinstance(base, Bracket) and is_condition(base):
                if following.below is not None or following.primes:
                    raise Ignorance("a subscript of an indicator")
                value = indicator(reader, base, env)
                return expressions.power(reader, value, following.above, env), at + 2
    if isinstance(item, Scripted) and _is_sign(unwrapped(item.base)) and item.below is not None:
        below = unwrapped(item.below)
        if isinstance(below, Bracket) and is_condition(below):
            value = indicator(reader, below, env)
            return expressions.power(reader, value, item.above, env), at + 1
    return None


def _is_sign(item: Node) -> bool:
    """Whether an item is a 1 or an I, in whatever alphabet."""
    of = unwrapped(item.of) if isinstance(item, Styled) else item
    if isinstance(of, Digits):
        return of.text == "1"
    return isinstance(of, Letter) and of.name in ("I", "𝟙", "𝕀")


def indicator(reader: Reader, bracket: Bracket, env: Env) -> Value:
    """The indicator of an equation: a δ of two indices, or a comparison of two numbers."""
    inner = only_item(bracket.inside)
    if isinstance(inner, Bracket) and is_condition(inner):
        bracket = inner
    parts = bracket.inside.parts
    clause = parts[0] if len(parts) == 1 else None
    signs = [r.sign for r in clause.relations] if isinstance(clause, Clause) else []
    if isinstance(clause, Separator) or clause is None or signs not in (["="], ["≠"]):
        raise Ignorance(f"the indicator of {plain_text(bracket.inside)}")
    left, right = clause.members
    if left is None or right is None:
        raise Ignorance("an indicator of no equation")
    found = _of_indices(reader, left, right, env) or _of_numbers(reader, left, right, env)
    return found if signs == ["="] else mapped(_otherwise, found)


def _otherwise(form: Written) -> Written:
    return Add((ONE, Neg(form)))


def _of_indices(reader: Reader, left: Expression, right: Expression, env: Env) -> Value | None:
    items = [only_item(side) for side in (left, right)]
    shown = [item for item in items if item is not None]
    numbers = [isinstance(item, Digits) for item in shown]
    if len(shown) != 2 or all(numbers):
        return None
    texts = [plain_text(item) for item in shown]
    if any(text in env.params or text in env.points for text in texts):
        return None
    bound = any(text in env.letters for text in texts)
    if any(numbers) and not bound:
        return None  # y = 1 compares a label with a number
    for item, number in zip(shown, numbers, strict=True):
        # What is compared with an index is one.
        likely = is_index(reader, item, env) or (bound and isinstance(item, Letter))
        if not (number or (likely and letters.is_simple(item, env))):
            return None if any(numbers) else _of_labels(reader, shown[0], shown[1], env)
    over = reader.sets.new()
    terms: list[IndexTerm] = []
    for item in shown:
        term = index_at(reader, item, env, over, "an indicator")
        if term is None:
            raise Misfit("an indicator of an open index")
        terms.append(term)
    return scalar(delta(*terms))


def _of_labels(reader: Reader, left: Node, right: Node, env: Env) -> Value | None:
    """``y_i = k`` under a sum over i: the labels of samples as families of 0 and 1, one 1 each."""
    for item, index in ((left, right), (right, left)):
        name = spelled(item)
        places = (*name.below, *name.above) if name is not None and not name.primes else ()
        indexed = places and all(is_index(reader, node, env) for node in places)
        if name is None or not indexed or not is_index(reader, index, env):
            continue
        if letters.has_own(reader, name) or not letters.is_simple(index, env):
            continue
        key = f"{LABELLED}{base_of(reader, name)}=·]"
        if key not in reader.families:
            axes = tuple(reader.sets.new() for _ in range(len(places) + 1))
            reader.families[key] = Family(key, axes)
        return use(reader, reader.families[key], (*places, index), env)
    return None


def _of_numbers(reader: Reader, left: Expression, right: Expression, env: Env) -> Value:
    sides = [expressions.expression(reader, side, env) for side in (left, right)]
    return values.entrywise(
        reader.sets, lambda x, y: Call("indicator", (x, y)), sides, "an indicator"
    )

"""Rows of items as products: which sign multiplies what, and how far a slash or a ⊙ reaches."""

from __future__ import annotations

from derive.notation.names import Name, plain_text
from derive.notation.nodes import Bracket, Digits, Item, Letter, Operator, Term
from derive.notation.own_signs import OWN_SIGNS
from derive.reading import expressions, values
from derive.reading.names import named
from derive.reading.notations import defined_sign, sign_at
from derive.reading.reader import Env, Reader
from derive.reading.search import Ignorance, Misfit
from derive.reading.spliced import is_list, spliced
from derive.reading.values import Value, negative
from derive.syntax.tree import Number

__all__ = ["product", "row"]

Items = tuple[Item, ...]
ENTRYWISE = ("⊙", "⊘")


def row(reader: Reader, items: Items, tail: tuple[Term, ...], env: Env) -> tuple[Value, int]:
    """A row of items as a product, and how many of the terms behind it a sum has taken.

    A sign ⊙ parts what stands before it from what stands behind it.
    """
    items = spliced(items)
    found: Value | None = None
    sign, at, used = "", 0, 0
    while at < len(items):
        value, at, more = _run(reader, items, at, env, tail, sign in ENTRYWISE)
        used = max(used, more)
        found = value if found is None else _joined(reader, found, sign, value)
        sign = ""
        following = items[at] if at < len(items) else None
        if isinstance(following, Operator) and following.sign in ENTRYWISE:
            sign, at = following.sign, at + 1
    if found is None or sign:
        raise Ignorance("a sign without a factor beside it")
    return found, used


def _run(
    reader: Reader, items: Items, at: int, env: Env, tail: tuple[Term, ...], behind: bool
) -> tuple[Value, int, int]:
    """Factors up to the next ⊙; ``behind`` one, its right side may be the first factor alone."""
    found: Value | None = None
    sign, turned, used = "", False, 0
    while at < len(items):
        item = items[at]
        if isinstance(item, Operator):
            if item.sign in ENTRYWISE:
                break
            if set(item.sign) <= {"+", "-"}:
                turned ^= item.sign.count("-") % 2 == 1
            elif sign or found is None:
                raise Ignorance(f"{item.sign} without a factor before it")
            else:
                sign = item.sign
            at += 1
            continue
        _reject(items, at, found is not None)
        value, at, more = expressions.factor(reader, items, at, env, tail)
        used = max(used, more)
        if found is None:
            found = value
        elif sign == "/":
            found, at = _quotient(reader, found, value, items, at, env)
        elif sign in OWN_SIGNS:
            found = _of_own_sign(reader, found, value, sign, items, at)
        else:
            found = product(reader, found, value, sign)
        sign = ""
        if behind and found.rank and at < len(items) and not _is_entrywise(items[at]):
            behind = False
            if reader.ask("entrywise-reach", item) == "factor":
                break
    if found is None or sign:
        raise Ignorance("a sign without a factor beside it")
    return (negative(found) if turned else found), at, used


def _is_entrywise(item: Item) -> bool:
    return isinstance(item, Operator) and item.sign in ENTRYWISE


def _reject(items: Items, at: int, follows: bool) -> None:
    """Neighbours that are no factors: dots, numbers side by side, a list behind a factor."""
    item, before = items[at], items[at - 1] if at else None
    if isinstance(item, Letter) and item.name == "…":
        raise Ignorance("dots in a product")
    if isinstance(item, Digits) and isinstance(before, Digits):
        raise Ignorance(f"the numbers {before.text} and {item.text} side by side")
    if follows and isinstance(item, Bracket) and item.kind in expressions.GROUPS and is_list(item):
        raise Misfit(f"{plain_text(item)} as a factor")


def _joined(reader: Reader, a: Value, sign: str, b: Value) -> Value:
    """Two runs of factors with the sign between them."""
    if sign == "⊙":
        return values.entrywise(reader.sets, values.product, (a, b), "a product by entries")
    return values.over(reader.sets, a, b) if sign == "⊘" else product(reader, a, b, "")


def _quotient(
    reader: Reader, above: Value, below: Value, items: Items, at: int, env: Env
) -> tuple[Value, int]:
    """A quotient with a slash: by the factor behind it, or by all that stands there."""
    end = at
    while end < len(items) and not isinstance(items[end], Operator):
        end += 1
    if end > at and reader.ask("slash-reach", items[at]) == "term":
        rest, _ = row(reader, items[at:end], (), env)
        below, at = product(reader, below, rest, ""), end
    if below.rank and not above.rank:
        reader.ask("over-array", items[at - 1])
    return values.over(reader.sets, above, below), at


def _of_own_sign(reader: Reader, a: Value, b: Value, sign: str, items: Items, at: int) -> Value:
    """Two values with a sign between them that the document defines."""
    let = defined_sign(reader, Name(sign))
    if let is None:
        raise Ignorance(f"the sign {sign}")
    signs = [item.sign for item in items if isinstance(item, Operator)]
    if len(items) != len(signs) * 2 + 1 or set(signs) != {sign}:
        raise Ignorance(f"the sign {sign} beside other factors")
    return sign_at(reader, let, (a, b))


def product(reader: Reader, a: Value, b: Value, sign: str) -> Value:
    """The product of two values; of two columns it is asked which."""
    if sign not in ("", "·", "*", "×"):
        raise Ignorance(f"the sign {sign}")
    numbers = isinstance(a.entry, Number) and isinstance(b.entry, Number)
    if sign == "×" and numbers and reader.ask("times-of-numbers", "×") == "shape":
        raise Ignorance("a shape such as 3 × 4")
    place = (a.name, b.name, sign)
    declared = {"declared"} if _is_declared(reader, a) and _is_declared(reader, b) else set()

    def columns(kind: str) -> str:
        return reader.ask("columns", place, ({kind} - {""}) | declared)

    return values.times(reader.sets, a, b, sign, columns)


def _is_declared(reader: Reader, v: Value) -> bool:
    """Whether the text says that a name is a column: then two side by side are no product."""
    return bool(v.name) and any(
        d.axes and named(reader, d.word).key == v.name for d in reader.scope.declared
    )

r"""Formulas to values: terms as sums, rows of items as products, brackets.

Written as if every notation had one meaning; where it has several, the reader asks. What is not
supported here is ``Ignorance``; what contradicts itself is a ``Misfit``.
"""

from __future__ import annotations

from fractions import Fraction

from derive.notation.names import ALPHABETS, only_expression, plain_text, spelled, unwrapped
from derive.notation.nodes import (
    Bracket,
    Clause,
    Clauses,
    Digits,
    Expression,
    Head,
    Item,
    Letter,
    Node,
    Operator,
    Root,
    Scripted,
    Styled,
    Term,
)
from derive.notation.nodes import Fraction as Over
from derive.reading import (
    derivatives,
    functions,
    indicators,
    letters,
    matrices,
    powers,
    samples,
    sums,
    values,
)
from derive.reading.entries import product as of_numbers
from derive.reading.names import named
from derive.reading.reader import Env, Reader
from derive.reading.search import Ignorance, Misfit
from derive.reading.spliced import is_list, spliced
from derive.reading.values import Value, mapped, negative
from derive.syntax.tree import Call, Index, Number

__all__ = ["expression", "factor", "inside", "item", "product", "row", "terms"]

Items = tuple[Item, ...]
Tail = tuple[Term, ...]
BIG = ("sum", "product")
GROUPS = ("(", "[", "{", r"\{")


# -- sums of terms


def expression(reader: Reader, node: Expression, env: Env) -> Value:
    """The value of an expression: its terms, added, also with dots between them."""
    try:
        if any(matrices.is_dots(term) for term in node.terms):
            return matrices.ellipsis(reader, node.terms, env)
        return terms(reader, node.terms, env)
    except Misfit as misfit:
        misfit.node = misfit.node or node
        raise


def terms(reader: Reader, summands: Tail, env: Env) -> Value:
    """Terms, added; a sum sign may take some of the terms behind its own."""
    found: list[Value] = []
    n = 0
    while n < len(summands):
        inner, repeated = env, samples.repeated(reader, summands[n], env)
        for letter in repeated:
            index = Index(reader.sets.fresh(letter), reader.sets.new(letter))
            reader.bound.append(index)
            inner = inner.bind(letter, index)
        tail = () if repeated else summands[n + 1 :]
        value, used = row(reader, summands[n].items, tail, inner)
        for letter in reversed(repeated):
            form = values.sum_over(reader.sets, value.entry, inner.letters[letter])
            value = Value(value.axes, form, value.row)
        found.append(negative(value) if summands[n].signs.count("-") % 2 else value)
        n += 1 + used
    if len({value.rank > 0 for value in found}) > 1:
        reader.ask("plus-number", summands)
    return values.plus(reader.sets, found)


def inside(reader: Reader, node: Node, env: Env) -> Value:
    """What stands in a bracket, a group, a numerator: one expression, or one item."""
    kind = node.kind if isinstance(node, Bracket) else ""
    match node:
        case Bracket(kind="matrix"):
            return matrices.matrix(reader, node, env)
        case Bracket(kind="‖" | "|" | "⟨"):
            return powers.between(reader, node, env)
        case Bracket(kind="[") if indicators.is_condition(node):
            return indicators.indicator(reader, node, env)
    body: Node = node.inside if isinstance(node, Bracket) else node
    if not isinstance(body, Clauses | Clause | Expression):
        items = body.items if isinstance(body, Term) else (body,)
        return row(reader, items, (), env)[0]  # type: ignore[arg-type]
    found = only_expression(body)
    if found is None or kind not in ("", *GROUPS):
        raise Ignorance(f"{plain_text(node) or 'nothing'} is no expression")
    if kind in ("(", "["):
        reader.first_in_bracket.add(found.terms[0].items[0])
    return expression(reader, found, env)


# -- products


def row(reader: Reader, items: Items, tail: Tail, env: Env) -> tuple[Value, int]:
    """A row of items as a product, and how many of the terms behind it a sum has taken.

    A sign ⊙ parts what stands before it from what stands behind it.
    """
    items = spliced(items)
    found, at, used = _run(reader, items, 0, env, tail)
    while at < len(items):
        value, at, more = _run(reader, items, at + 1, env, tail, behind=True)
        found = values.entrywise(reader.sets, of_numbers, (found, value), "a product by entries")
        used = max(used, more)
    return found, used


def _is_entrywise(item: Item) -> bool:
    return isinstance(item, Operator) and item.sign == "⊙"


def _run(
    reader: Reader, items: Items, at: int, env: Env, tail: Tail, *, behind: bool = False
) -> tuple[Value, int, int]:
    """Factors up to the next ⊙; ``behind`` one, there is but one factor."""
    found: Value | None = None
    sign, turned, used = "", False, 0
    while at < len(items) and not _is_entrywise(items[at]):
        item = items[at]
        if isinstance(item, Operator):
            if set(item.sign) <= {"+", "-"}:
                turned ^= item.sign.count("-") % 2 == 1
            elif sign or found is None:
                raise Ignorance(f"{item.sign} without a factor before it")
            else:
                sign = item.sign
            at += 1
            continue
        _reject_neighbours(items, at, found is not None)
        value, at, more = factor(reader, items, at, env, tail)
        used = max(used, more)
        if found is None:
            found = value
        elif sign == "/":
            found, at = _quotient(reader, found, value, items, at, env)
        else:
            found = product(reader, found, value, sign)
        sign = ""
        if behind and found.rank and at < len(items) and not _is_entrywise(items[at]):
            raise Ignorance("how far ⊙ reaches")
    if found is None or sign:
        raise Ignorance("a sign without a factor beside it")
    return (negative(found) if turned else found), at, used


def _reject_neighbours(items: Items, at: int, follows: bool) -> None:
    """Neighbours that are no factors: dots, numbers side by side, a list behind a factor."""
    item, before = items[at], items[at - 1] if at else None
    dotted = isinstance(item, Letter) and item.name == "…"
    if dotted or (isinstance(item, Digits) and isinstance(before, Digits)):
        raise Ignorance(f"{plain_text(item)} in a product")
    if follows and isinstance(item, Bracket) and item.kind in GROUPS and is_list(item):
        raise Misfit(f"{plain_text(item)} as a factor")


def _quotient(
    reader: Reader, above: Value, below: Value, items: Items, at: int, env: Env
) -> tuple[Value, int]:
    """A quotient with a slash: by the factor behind it, or by all that stands there."""
    end = at
    while end < len(items) and not isinstance(items[end], Operator):
        end += 1
    if end > at and reader.ask("slash-reach", items[at]) == "term":
        below, at = product(reader, below, row(reader, items[at:end], (), env)[0], ""), end
    return _over(reader, above, below, items[at - 1]), at


def _over(reader: Reader, above: Value, below: Value, node: Node) -> Value:
    if below.rank and not above.rank:
        reader.ask("over-array", node)
    return values.over(reader.sets, above, below)


def product(reader: Reader, a: Value, b: Value, sign: str) -> Value:
    """The product of two values; of two columns it is asked which."""
    numbers = isinstance(a.entry, Number) and isinstance(b.entry, Number)
    shape = sign == "×" and numbers and reader.ask("times-of-numbers", "×") == "shape"
    if shape or sign not in ("", "·", "*", "×"):
        raise Ignorance(f"the sign {sign}")
    declared = all(v.name and any(d.axes and named(reader, d.word).key == v.name
                                  for d in reader.scope.declared) for v in (a, b))  # fmt: skip

    def columns(kind: str) -> str:
        return reader.ask(
            "columns", (a.name, b.name, sign), {kind: bool(kind), "declared": declared}
        )

    return values.times(reader.sets, a, b, sign, columns)


# -- factors


def factor(reader: Reader, items: Items, at: int, env: Env, tail: Tail) -> tuple[Value, int, int]:
    """The factor that begins at a place, the place behind it, and how many terms it took."""
    first = items[at]
    if isinstance(first, Head):
        if first.name in BIG:
            return sums.big(reader, items, at, env, tail)
        return (*functions.function(reader, first, items, at + 1, env), 0)
    derivative = derivatives.derivative(reader, items, at, env, tail)
    if derivative is not None:
        return derivative
    indicator = indicators.indicator_at(reader, items, at, env)
    if indicator is not None:
        return (*indicator, 0)
    ones, name = matrices.ones(reader, first), spelled(first)
    if ones is None and name is not None:
        return (*letters.name_value(reader, name, items, at, env), 0)
    return ones or item(reader, first, env), at + 1, 0


def item(reader: Reader, node: Node, env: Env) -> Value:
    """The value of one item by itself."""
    node = unwrapped(node)
    name = spelled(node)
    if name is not None:
        return letters.name_value(reader, name, (node,), 0, env)[0]  # type: ignore[arg-type]
    match node:
        case Digits(text=text):
            return values.number(Fraction(text))
        case Over(above=above, below=below):
            a, b = inside(reader, above, env), inside(reader, below, env)
            return _over(reader, a, b, node)
        case Root(of=of, degree=degree) if plain_text(degree) in ("", "2"):
            return mapped(lambda form: Call("sqrt", (form,)), inside(reader, of, env))
        case Bracket():
            return inside(reader, node, env)
        case Scripted(base=base, primes=0):
            return powers.scripted(reader, node, unwrapped(base), env)
        case Scripted(base=base, below=None, above=None, primes=primes):
            by = letters.variable(reader, "*")
            if by is not None:
                value = inside(reader, unwrapped(base), env)
                for _ in range(primes):
                    value = derivatives.differentiate(reader, value, by)
                return value
        case Styled(style=style, of=of) if style in ALPHABETS:
            return item(reader, of, env)
    raise Ignorance(f"{plain_text(node)} is not read")

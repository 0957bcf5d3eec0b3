r"""Formulas to values: terms as sums, rows of items as products, brackets, scripts on brackets.

Written as if every notation had one meaning; where it has several, the reader asks. What is not
supported here is ``Ignorance``; what contradicts itself is a ``Misfit``.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from derive.notation.names import (
    ALPHABETS,
    listed,
    only_expression,
    plain_text,
    spelled,
    unwrapped,
)
from derive.notation.nodes import (
    Bracket,
    Clause,
    Clauses,
    Digits,
    Expression,
    Head,
    Item,
    Node,
    Root,
    Scripted,
    Styled,
    Term,
)
from derive.notation.nodes import Fraction as Over
from derive.reading import (
    bars,
    derivatives,
    dots,
    functions,
    indicators,
    inverses,
    letters,
    matrices,
    powers,
    products,
    samples,
    sums,
    values,
)
from derive.reading.names import index_at
from derive.reading.numbers import numeric
from derive.reading.reader import Env, Reader
from derive.reading.search import Ignorance, Misfit
from derive.reading.values import Value, instance, mapped, negative
from derive.syntax.tree import Call, Index, IndexTerm, Point

__all__ = [
    "entry_of",
    "expression",
    "factor",
    "inside",
    "item",
    "power",
    "product",
    "row",
    "terms",
]

Items = tuple[Item, ...]
BIG = ("sum", "product")
GROUPS = ("(", "[", "{", r"\{")


# -- sums of terms


def expression(reader: Reader, node: Expression, env: Env) -> Value:
    """The value of an expression: its terms, added, also with dots between them."""
    try:
        if any(dots.is_dots(term) for term in node.terms):
            return dots.ellipsis(reader, node.terms, env)
        return terms(reader, node.terms, env)
    except Misfit as misfit:
        misfit.node = misfit.node or node
        raise


def terms(reader: Reader, summands: tuple[Term, ...], env: Env) -> Value:
    """Terms, added; a sum sign may take some of the terms behind its own."""
    found: list[Value] = []
    n = 0
    while n < len(summands):
        inner = env
        for letter in (conventional := samples.repeated(reader, summands[n], env)):
            index = Index(reader.sets.fresh(letter), reader.sets.new(letter))
            reader.bound.append(index)
            inner = inner.bind(letter, index)
        tail = () if conventional else summands[n + 1 :]
        value, used = row(reader, summands[n].items, tail, inner)
        for letter in reversed(conventional):
            form = values.sum_over(reader.sets, value.entry, inner.letters[letter])
            value = Value(value.axes, form, value.row)
        found.append(negative(value) if summands[n].signs.count("-") % 2 else value)
        n += 1 + used
    if len({value.rank > 0 for value in found}) > 1:
        reader.ask("plus-number", summands)
    return values.plus(reader.sets, found)


def inside(reader: Reader, node: Node, env: Env) -> Value:
    """What stands in a bracket, a group, a numerator: one expression, or one item."""
    if isinstance(node, Bracket) and node.kind not in GROUPS:
        return _special(reader, node, env)
    if isinstance(node, Bracket) and node.kind == "[" and indicators.is_condition(node):
        return indicators.indicator(reader, node, env)
    body: Node = node.inside if isinstance(node, Bracket) else node
    if isinstance(body, Term):
        return row(reader, body.items, (), env)[0]
    if not isinstance(body, Clauses | Clause | Expression):
        return row(reader, (body,), (), env)[0]  # type: ignore[arg-type]
    found = only_expression(body)
    if found is None:
        raise Ignorance(f"{plain_text(node) or 'nothing'} is no expression")
    if isinstance(node, Bracket) and node.kind in ("(", "["):
        reader.first_in_bracket.add(found.terms[0].items[0])
    return expression(reader, found, env)


def _special(reader: Reader, node: Bracket, env: Env) -> Value:
    """A bracket that does more than group."""
    match node.kind:
        case "matrix":
            return matrices.matrix(reader, node, env)
        case "‖":
            return bars.norm(reader, node, None, env)
        case "|":
            return bars.bars(reader, node, env)
        case "⟨":
            return bars.pairing(reader, node, env)
    raise Ignorance(f"a bracket of the kind {node.kind}")


# -- products


def row(reader: Reader, items: Items, tail: tuple[Term, ...], env: Env) -> tuple[Value, int]:
    """A row of items as a product, and how many of the terms behind it a sum has taken."""
    return products.row(reader, items, tail, env)


def product(reader: Reader, a: Value, b: Value, sign: str) -> Value:
    """The product of two values; of two columns it is asked which."""
    return products.product(reader, a, b, sign)


# -- factors


def factor(
    reader: Reader, items: Items, at: int, env: Env, tail: tuple[Term, ...]
) -> tuple[Value, int, int]:
    """The factor that begins at a place, the place behind it, and how many terms it took."""
    first = items[at]
    if isinstance(first, Head):
        if first.name in BIG:
            return sums.big(reader, items, at, env, tail)
        return (*functions.function(reader, first.name, first, items, at + 1, env), 0)
    derivative = derivatives.derivative(reader, items, at, env, tail)
    if derivative is not None:
        return derivative
    indicator = indicators.indicator_at(reader, items, at, env)
    if indicator is not None:
        return (*indicator, 0)
    ones = matrices.ones(reader, first)
    if ones is not None:
        return ones, at + 1, 0
    name = spelled(first)
    if name is not None:
        return (*letters.name_value(reader, name, items, at, env), 0)
    return item(reader, first, env), at + 1, 0


def item(reader: Reader, node: Node, env: Env) -> Value:
    """The value of one item by itself."""
    node = unwrapped(node)
    ones = matrices.ones(reader, node)
    if ones is not None:
        return ones
    name = spelled(node)
    if name is not None:
        return letters.name_value(reader, name, (node,), 0, env)[0]  # type: ignore[arg-type]
    match node:
        case Digits(text=text):
            return values.number(Fraction(text))
        case Over(above=above, below=below):
            a, b = inside(reader, above, env), inside(reader, below, env)
            if b.rank and not a.rank:
                reader.ask("over-array", node)
            return values.over(reader.sets, a, b)
        case Root(of=of, degree=degree):
            if degree is not None and plain_text(degree) != "2":
                raise Ignorance("a root of a degree")
            return mapped(lambda form: Call("sqrt", (form,)), inside(reader, of, env))
        case Bracket():
            return inside(reader, node, env)
        case Scripted(base=base, primes=0):
            return _scripted(reader, node, unwrapped(base), env)
        case Scripted(base=base, below=None, above=None, primes=primes):
            return _primed(reader, unwrapped(base), primes, env)
        case Styled(style=style, of=of) if style in ALPHABETS:
            return item(reader, of, env)
    raise Ignorance(f"{plain_text(node)} is not read")


def _primed(reader: Reader, base: Node, primes: int, env: Env) -> Value:
    """The derivative of what stands in a bracket, where all functions have one variable."""
    by = letters.variable(reader, "*")
    if by is None:
        raise Ignorance("a prime at what has no one variable")
    value = inside(reader, base, env)
    for _ in range(primes):
        value = values.gradient(reader.sets, value, by, lambda: derivatives.layout(reader))
    return value


def _scripted(reader: Reader, node: Scripted, base: Node, env: Env) -> Value:
    """An entry, a power or a transpose of what stands in a bracket; a norm."""
    if isinstance(base, Bracket) and base.kind == "‖":
        return bars.power_of_norm(reader, base, node, env)
    if isinstance(base, Bracket) and base.kind == "⟨":
        return power(reader, bars.pairing_of(reader, base, node, env), node.above, env)
    if isinstance(base, Bracket) and base.kind == "matrix" and node.below is not None:
        raise Ignorance("a subscript of a matrix that is written out")
    value = inside(reader, base, env)
    above = node.above
    if value.rank == 2 and isinstance(base, Bracket) and inverses.is_inverse(above) and above:
        value, above = inverses.of_bracket(reader, base, value, above, env), None
        return entry_of(reader, value, listed(node.below), env)
    if node.below is not None:
        value = entry_of(reader, value, listed(node.below), env)
    return power(reader, value, node.above, env)


def entry_of(reader: Reader, value: Value, nodes: tuple[Node, ...], env: Env) -> Value:
    """An array at indices, ``(Wx)_i``; axes at which none is given stay open."""
    if len(nodes) > value.rank:
        raise Misfit(f"{len(nodes)} indices at {values.shape(value)}")
    if not nodes:
        return value
    form, rest = value.entry, []
    for node, axis in zip(nodes, value.axes, strict=False):
        number = numeric(node, env)
        if number is None and not letters.is_simple(node, env):
            raise Ignorance(f"an entry at {plain_text(node)}")
        if number is not None and number < 0:
            raise Misfit(f"an entry at {number}")
        term: IndexTerm | None
        if number is not None:
            term = Point(number, axis.over)
        else:
            term = index_at(reader, node, env, axis.over, f"an entry at {plain_text(node)}")
        if term is None:
            rest.append(axis)
        else:
            form = instance(form, axis, term)
    return replace(value, axes=(*rest, *value.axes[len(nodes) :]), entry=form, row=False, name="")


def power(reader: Reader, value: Value, above: Node | None, env: Env) -> Value:
    """A value with what stands above it: a power, a transpose."""
    return powers.power(reader, value, above, env)

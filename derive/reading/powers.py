"""What stands above a value: powers and transposes, of numbers, columns and matrices."""

from __future__ import annotations

from fractions import Fraction

from derive.notation.names import listed, one_item, plain_text
from derive.notation.nodes import Bracket, Digits, Letter, Node
from derive.reading import expressions, inverses, values
from derive.reading.conventions import MARKS, TRANSPOSE
from derive.reading.numbers import numeric
from derive.reading.reader import Env, Reader
from derive.reading.search import Ignorance, Misfit
from derive.reading.values import Value, delta, mapped, transposed
from derive.syntax.tree import Call, Number, Power, Written

__all__ = ["half_power", "power", "powers", "raised"]

#: A power of a matrix that is written out as a product.
MOST_FACTORS = 6
#: Signs that transpose whatever they stand at.
CERTAIN = TRANSPOSE - {"t", "T"}


def power(reader: Reader, value: Value, above: Node | None, env: Env) -> Value:
    """A value with what stands above it."""
    if above is None:
        return value
    text = plain_text(above)
    if len(listed(above)) == 1 and _turns(reader, value, text):
        return transposed(value)
    if text in MARKS or _is_mark(above):
        raise Ignorance(f"the superscript {text}")
    times = numeric(above, env)
    if value.rank == 2 and inverses.is_inverse(above):
        return inverses.inverse(reader, value, above)
    if value.rank == 2:
        if times is None or not 0 <= times <= MOST_FACTORS:
            raise Ignorance(f"the power {text} of a matrix")
        return _of_matrix(reader, value, times)
    exponent = expressions.inside(reader, above, env)
    if exponent.rank:
        raise Misfit("an exponent that is an array")
    if value.rank > 2:
        raise Ignorance("a power of an array of more than two axes")
    if value.rank:
        if times != 2 and ("rank", value.name) in reader.choices.answers:
            raise Misfit(f"the power {text} of what was guessed to be a column")
        if times != 2:
            raise Ignorance(f"the power {text} of a column")
        if reader.ask("power-of-column", (value.name, text)) == "inner":
            return values.square_norm(reader.sets, value)
    return mapped(lambda form: raised(form, exponent.entry), value)


def _turns(reader: Reader, value: Value, text: str) -> bool:
    """Whether a superscript is a transpose: ⊤ always, T unless it is a number."""
    if text != "T":
        return text in CERTAIN
    evidence = {"array"} if value.rank else set()
    return reader.ask("raised-to-t", value.rank > 0, evidence) == "transpose"


def _is_mark(above: Node) -> bool:
    """Whether a superscript is a letter or a number in parentheses, as layers and steps are."""
    inner = one_item(above)
    return (
        isinstance(inner, Bracket)
        and inner.kind in ("(", "[", r"\{")
        and isinstance(one_item(inner.inside), Letter | Digits)
    )


def _of_matrix(reader: Reader, value: Value, times: int) -> Value:
    down, across = value.axes
    reader.sets.same(down.over, across.over, "a power of a matrix")
    if not times:
        return Value(value.axes, delta(down, across))
    found = value
    for _ in range(times - 1):
        found = values.inner(reader.sets, found, value)
    return found


def raised(base: Written, exponent: Written) -> Written:
    """A power of a number."""
    try:
        return Power(base, exponent)
    except ValueError as error:
        raise Ignorance(str(error)) from None


def half_power(value: Value, halves: int) -> Value:
    """A power of a name whose square is the name: σ, σ², σ⁴."""

    def of(form: Written) -> Written:
        if halves == 2:
            return form
        if halves % 2 == 0:
            return raised(form, Number(Fraction(halves // 2)))
        root = Call("sqrt", (form,))
        return root if halves == 1 else raised(root, Number(Fraction(halves)))

    return mapped(of, value)


def powers(reader: Reader, value: Value, above: tuple[Node, ...], turned: bool, env: Env) -> Value:
    """A name's value with all that stands above it."""
    if turned:
        value = transposed(value)
    for node in above:
        turns = plain_text(node) in CERTAIN
        value = transposed(value) if turns else power(reader, value, node, env)
    return value

"""What stands at a value, and bars around it: entries, powers, transposes, norms, products."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from derive.notation.names import Name, argument_list, listed, one_item, plain_text
from derive.notation.nodes import Bracket, Digits, Letter, Node, Scripted
from derive.reading import expressions, inverses, values
from derive.reading.conventions import MARKS, TRANSPOSE
from derive.reading.entries import TWO, delta, instances, product
from derive.reading.indices import index_at
from derive.reading.numbers import is_simple, numeric
from derive.reading.operators import defined_sign, sign_at
from derive.reading.reader import Env, Reader
from derive.reading.search import Ignorance, Misfit
from derive.reading.values import Value, mapped, scalar, square_norm, transposed
from derive.syntax.tree import Call, Entry, IndexSet, Number, Point, Power, Size, Written
from derive.syntax.walk import subforms

__all__ = ["between", "entry_of", "half_power", "power", "powers", "scripted"]

#: A power of a matrix that is written out as a product.
MOST_FACTORS = 6
#: Signs that transpose whatever they stand at.
CERTAIN = TRANSPOSE - {"t", "T"}


def scripted(reader: Reader, node: Scripted, base: Node, env: Env) -> Value:
    """An entry, a power or a transpose of what stands in a bracket; a norm."""
    kind = base.kind if isinstance(base, Bracket) else ""
    if isinstance(base, Bracket) and kind in ("‖", "⟨"):
        return _scripted_bars(reader, base, node, env)
    if kind == "matrix" and node.below is not None:
        raise Ignorance("a subscript of a matrix that is written out")
    value = expressions.inside(reader, base, env)
    above = node.above
    if value.rank == 2 and isinstance(base, Bracket) and inverses.is_inverse(above) and above:
        value, above = inverses.of_bracket(reader, base, value, above, env), None
    return power(reader, entry_of(reader, value, listed(node.below), env), above, env)


def entry_of(reader: Reader, value: Value, nodes: tuple[Node, ...], env: Env) -> Value:
    """An array at indices, ``(Wx)_i``; axes at which none is given stay open."""
    if len(nodes) > value.rank:
        raise Misfit(f"{len(nodes)} indices at {values.shape(value)}")
    if not nodes:
        return value
    given, rest = [], []
    for node, axis in zip(nodes, value.axes, strict=False):
        number = numeric(node)
        if number is None and not is_simple(node, env):
            raise Ignorance(f"an entry at {plain_text(node)}")
        if number is not None and number < 0:
            raise Misfit(f"an entry at {number}")
        term = Point(number, axis.over) if number is not None else index_at(
            reader, node, env, axis.over, f"an entry at {plain_text(node)}"
        )  # fmt: skip
        if term is None:
            rest.append(axis)
        else:
            given.append((axis, term))
    form = instances(value.entry, (axis for axis, _ in given), (term for _, term in given))
    axes = (*rest, *value.axes[len(nodes) :])
    return replace(value, axes=axes, entry=form, row=False, name="")


def power(reader: Reader, value: Value, above: Node | None, env: Env) -> Value:
    """A value with what stands above it."""
    if above is None:
        return value
    text = plain_text(above)
    if len(listed(above)) == 1 and _turns(reader, value, text):
        return transposed(value)
    if text in MARKS or _is_mark(above) or value.rank > 2:
        raise Ignorance(f"the superscript {text}")
    times = numeric(above)
    if value.rank == 2 and inverses.is_inverse(above):
        return inverses.inverse(reader, value, above)
    if value.rank == 2:
        return _of_matrix(reader, value, times, text)
    exponent = expressions.inside(reader, above, env)
    if exponent.rank:
        raise Misfit("an exponent that is an array")
    if value.rank and times != 2:
        names = {part.name for part in subforms(value.entry) if isinstance(part, Entry)}
        guessed = any(("rank", name) in reader.choices.answers for name in names)
        raise (Misfit if guessed else Ignorance)(f"the power {text} of a column")
    if value.rank and reader.ask("power-of-column", (value.name, text)) == "inner":
        return values.square_norm(reader.sets, value)
    return mapped(lambda form: _raised(form, exponent.entry), value)


def _turns(reader: Reader, value: Value, text: str) -> bool:
    """Whether a superscript is a transpose: ⊤ always, T unless it is a number."""
    if text != "T":
        return text in CERTAIN
    array = value.rank > 0
    return reader.ask("raised-to-t", array, {"array": array}) == "transpose"


def _is_mark(above: Node) -> bool:
    """Whether a superscript is a letter or a number in parentheses, as layers and steps are."""
    inner = one_item(above)
    if not isinstance(inner, Bracket) or inner.kind not in ("(", "[", r"\{"):
        return False
    return isinstance(one_item(inner.inside), Letter | Digits)


def _of_matrix(reader: Reader, value: Value, times: int | None, text: str) -> Value:
    if times is None or not 0 <= times <= MOST_FACTORS:
        raise Ignorance(f"the power {text} of a matrix")
    down, across = value.axes
    reader.sets.same(down.over, across.over, "a power of a matrix")
    found = value if times else Value(value.axes, delta(down, across))
    for _ in range(times - 1):
        found = values.inner(reader.sets, found, value)
    return found


def _raised(base: Written, exponent: Written) -> Written:
    try:
        return Power(base, exponent)
    except ValueError as error:
        raise Ignorance(str(error)) from None


def half_power(value: Value, halves: int) -> Value:
    """A power of a name whose square is the name: σ, σ², σ⁴."""

    def of(form: Written) -> Written:
        base, times = (form, halves // 2) if halves % 2 == 0 else (Call("sqrt", (form,)), halves)
        return base if times == 1 else _raised(base, Number(Fraction(times)))

    return mapped(of, value)


def powers(
    reader: Reader, value: Value, above: tuple[Node, ...], env: Env, *, turned: bool = False
) -> Value:
    """A name's value with all that stands above it."""
    value = transposed(value) if turned else value
    for node in above:
        turns = plain_text(node) in CERTAIN
        value = transposed(value) if turns else power(reader, value, node, env)
    return value


def between(reader: Reader, node: Bracket, env: Env) -> Value:
    """What stands between bars or angles."""
    if node.kind == "|":
        return _bars(reader, node, env)
    if node.kind == "⟨":
        return _pairing(reader, node, None, env)
    return mapped(_root, _square(reader, node, None, env))


def _scripted_bars(reader: Reader, node: Bracket, scripts: Scripted, env: Env) -> Value:
    """A norm, or angles, with what stands below and above."""
    if node.kind == "⟨":
        value = _pairing(reader, node, scripts.below, env)
    else:
        square = _square(reader, node, scripts.below, env)
        if plain_text(scripts.above) == "2":
            return square
        value = mapped(_root, square)
    return power(reader, value, scripts.above, env)


def _root(form: Written) -> Written:
    return Call("sqrt", (form,))


def _squared(form: Written) -> Written:
    """The square of a number."""
    root = isinstance(form, Call) and form.function == "sqrt"
    return form.arguments[0] if root else Power(form, TWO)  # type: ignore[attr-defined]


def _square(reader: Reader, node: Bracket, below: Node | None, env: Env) -> Value:
    """The square of the Euclidean norm, or of Frobenius' norm of a matrix."""
    kind = plain_text(below)
    let = defined_sign(reader, Name("‖", below=listed(below)))
    if let is None and kind not in ("", "2", "F"):
        raise Ignorance(f"the norm with {kind} below it")
    value = expressions.inside(reader, node.inside, env)
    if let is not None:
        found = sign_at(reader, let, (value,))
        return found if let.word.above else mapped(_squared, found)
    stretch = value.rank == 2 and kind != "F"
    if stretch and (kind == "2" or reader.ask("norm-of-matrix", node) == "other"):
        raise Ignorance("the greatest factor by which a matrix stretches")
    if not value.rank:
        reader.ask("norm-of-number", "‖")
    return square_norm(reader.sets, value)


def _bars(reader: Reader, node: Bracket, env: Env) -> Value:
    """An absolute value, the size of a set, the norm of a column."""
    text = plain_text(node.inside)
    sets = {*reader.lexicon.sets, *reader.lexicon.declared_indices.values()}
    if {text, f"|{text}|"} & sets:
        return scalar(Size(IndexSet(text)))
    value = expressions.inside(reader, node.inside, env)
    if value.rank == 2:
        raise Ignorance("bars at a matrix")
    if value.rank and reader.ask("bars-of-column", node) == "norm":
        return mapped(_root, square_norm(reader.sets, value))
    return mapped(lambda form: _root(Power(form, TWO)), value)


def _pairing(reader: Reader, node: Bracket, below: Node | None, env: Env) -> Value:
    """Angles with what stands below them: what the document says that they are, else a product."""
    pair = argument_list(node) or ()
    let = defined_sign(reader, Name("⟨", below=listed(below)))
    given = tuple(expressions.expression(reader, side, env) for side in pair)
    if let is not None and given:
        return sign_at(reader, let, given)
    if len(given) != 2 or below is not None:
        raise Ignorance("angles around no pair, or with something below them")
    a, b = given
    if a.rank != b.rank or a.rank not in (1, 2):
        raise Misfit(f"an inner product of {values.shape(a)} and {values.shape(b)}")
    if a.rank == 1:
        return values.inner(reader.sets, replace(a, row=True), replace(b, row=False))
    together = values.entrywise(reader.sets, product, (a, b), "an inner product")
    return values.total(reader.sets, together)

"""Bars and angles: norms, absolute values, sizes of sets, inner products."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from derive.notation.names import Name, argument_list, listed, plain_text
from derive.notation.nodes import Bracket, Node, Scripted
from derive.reading import expressions, values
from derive.reading.notations import defined_sign, sign_at
from derive.reading.reader import Env, Reader
from derive.reading.search import Ignorance, Misfit
from derive.reading.values import Value, mapped, scalar, square_norm
from derive.syntax.tree import Call, IndexSet, Number, Power, Size, Written

__all__ = ["bars", "norm", "pairing", "pairing_of", "power_of_norm"]

TWO = Number(Fraction(2))


def _root(form: Written) -> Written:
    return Call("sqrt", (form,))


def norm(reader: Reader, node: Bracket, below: Node | None, env: Env) -> Value:
    """The Euclidean norm, or Frobenius' norm of a matrix."""
    return mapped(_root, _square(reader, node, below, env))


def power_of_norm(reader: Reader, node: Bracket, scripted: Scripted, env: Env) -> Value:
    """A norm with what stands below and above it."""
    if scripted.primes:
        raise Ignorance("a prime at a norm")
    square = _square(reader, node, scripted.below, env)
    if plain_text(scripted.above) == "2":
        return square
    return expressions.power(reader, mapped(_root, square), scripted.above, env)


def _square(reader: Reader, node: Bracket, below: Node | None, env: Env) -> Value:
    kind = plain_text(below)
    let = defined_sign(reader, Name("‖", below=listed(below)))
    if let is not None:
        found = sign_at(reader, let, (expressions.inside(reader, node.inside, env),))
        return found if let.word.above else mapped(_without_root, found)
    if kind not in ("", "2", "F"):
        raise Ignorance(f"the norm with {kind} below it")
    value = expressions.inside(reader, node.inside, env)
    stretch = value.rank == 2 and kind != "F"
    if stretch and (kind == "2" or reader.ask("norm-of-matrix", node) == "other"):
        raise Ignorance("the greatest factor by which a matrix stretches")
    if not value.rank:
        reader.ask("norm-of-number", "‖")
    return square_norm(reader.sets, value)


def _without_root(form: Written) -> Written:
    """The square of a number."""
    if isinstance(form, Call) and form.function == "sqrt":
        return form.arguments[0]
    return Power(form, TWO)


def bars(reader: Reader, node: Bracket, env: Env) -> Value:
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


def pairing(reader: Reader, node: Bracket, env: Env) -> Value:
    """The inner product ⟨a, b⟩ of two columns, or of two matrices."""
    return pairing_of(reader, node, None, env)


def pairing_of(reader: Reader, node: Bracket, scripted: Scripted | None, env: Env) -> Value:
    """Angles with what stands below them: what the document says that they are, else a product."""
    below = listed(scripted.below) if scripted is not None else ()
    pair = argument_list(node)
    let = defined_sign(reader, Name("⟨", below=below))
    given = tuple(expressions.expression(reader, side, env) for side in pair or ())
    if let is not None and pair is not None:
        return sign_at(reader, let, given)
    if pair is None or len(pair) != 2:
        raise Ignorance("angles around no pair")
    if below:
        raise Ignorance(f"angles with {plain_text(below[0])} below them")
    a, b = given
    if a.rank != b.rank or a.rank not in (1, 2):
        raise Misfit(f"an inner product of {values.shape(a)} and {values.shape(b)}")
    if a.rank == 1:
        return values.inner(reader.sets, replace(a, row=True), replace(b, row=False))
    together = values.entrywise(reader.sets, values.product, (a, b), "an inner product")
    return values.total(reader.sets, together)

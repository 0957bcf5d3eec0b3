"""Bars and angles: norms, absolute values, sizes of sets, inner products."""

from __future__ import annotations

from dataclasses import replace

from derive.notation.names import Name, argument_list, listed, plain_text
from derive.notation.nodes import Bracket, Node, Scripted
from derive.reading import expressions, powers, values
from derive.reading.entries import TWO, product
from derive.reading.operators import defined_sign, sign_at
from derive.reading.reader import Env, Reader
from derive.reading.search import Ignorance, Misfit
from derive.reading.values import Value, mapped, scalar, square_norm
from derive.syntax.tree import Call, IndexSet, Power, Size, Written

__all__ = ["between", "scripted"]


def between(reader: Reader, node: Bracket, env: Env) -> Value:
    """What stands between bars or angles."""
    if node.kind == "|":
        return _bars(reader, node, env)
    if node.kind == "⟨":
        return _pairing(reader, node, None, env)
    return mapped(_root, _square(reader, node, None, env))


def scripted(reader: Reader, node: Bracket, scripts: Scripted, env: Env) -> Value:
    """A norm, or angles, with what stands below and above."""
    if node.kind == "⟨":
        value = _pairing(reader, node, scripts.below, env)
    else:
        square = _square(reader, node, scripts.below, env)
        if plain_text(scripts.above) == "2":
            return square
        value = mapped(_root, square)
    return powers.power(reader, value, scripts.above, env)


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

"""Trusted code. Facts about defined quantities: ``r_i = x_i y_i``, with r a distribution.

A fact about a definition is an assumption about what it is made of. It is used at the
points in scope, and for the sum over the last index, and nowhere else.
"""

from __future__ import annotations

from itertools import islice, product
from typing import TYPE_CHECKING

import sympy as sp

from derive.elaborate import Elaborator
from derive.index.notation import index_symbol
from derive.prove.assumptions import assume_zero, note_sign
from derive.prove.atoms import Token
from derive.prove.field import Value
from derive.syntax.declare import Declaration
from derive.syntax.tree import Entry, Index, Sum, Symbol

if TYPE_CHECKING:
    from derive.prove.normal import NormalForm

__all__ = ["use_facts_of_definitions"]

#: At more points than this a fact is not used.
MAX_POINTS = 16


def use_facts_of_definitions(
    nf: NormalForm, elaborator: Elaborator, env: dict[sp.Expr, Token]
) -> None:
    """Use what is said about the defined quantities of the scope."""
    scope = elaborator.scope
    for name, declared in sorted(scope.declarations.items()):
        facts = scope.facts(name) if declared.body is not None else frozenset[str]()
        if not facts:
            continue
        letters = _letters(declared, {i.name for i in scope.free})
        if facts & {"positive", "nonnegative"}:
            relation = ">0" if "positive" in facts else ">=0"
            for value in _entries(nf, elaborator, env, declared, letters):
                note_sign(nf, value, relation)
        if "binary" in facts:
            for value in _entries(nf, elaborator, env, declared, letters):
                assume_zero(nf, value * value - value)
        if "distribution" in facts:
            for value in _entries(nf, elaborator, env, declared, letters, summed=True):
                assume_zero(nf, value - nf.field.one)


def _letters(declared: Declaration, taken: set[str]) -> tuple[Index, ...]:
    """Letters of its own for the axes of a family."""
    found = []
    for axis in declared.axes:
        letter = "i"
        while letter in taken:
            letter += "'"
        taken.add(letter)
        found.append(Index(letter, axis))
    return tuple(found)


def _entries(
    nf: NormalForm,
    elaborator: Elaborator,
    env: dict[sp.Expr, Token],
    declared: Declaration,
    letters: tuple[Index, ...],
    *,
    summed: bool = False,
) -> list[Value]:
    """The values at the points in scope, or the sums over the last index there."""
    if not letters:
        return [nf.value(elaborator.meaning(Symbol(declared.name, declared)), env)]
    entry = Entry(declared.name, letters, declared)
    form = Sum(entry, letters[-1]) if summed else entry
    outer = letters[:-1] if summed else letters
    meaning = elaborator.meaning(form)
    places = product(*(nf.facts.points_of(index.over.name) for index in outer))
    symbols = [index_symbol(index) for index in outer]
    return [
        nf.value(meaning, {**env, **dict(zip(symbols, tokens, strict=True))})
        for tokens in islice(places, MAX_POINTS)
    ]

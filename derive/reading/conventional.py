"""The summation convention, where the text states it: repeated letters are summed over."""

from __future__ import annotations

from collections import Counter

from derive.notation.names import plain_text, rows_of_items, spelled
from derive.notation.nodes import Term
from derive.reading import expressions
from derive.reading.names import named
from derive.reading.reader import Env, Reader
from derive.reading.values import Value, sum_over
from derive.syntax.tree import Index

__all__ = ["holds", "summed"]


def holds(reader: Reader, term: Term, env: Env) -> bool:
    """Whether the convention is stated, and a term repeats a letter."""
    return "einstein" in reader.scope.conventions and bool(repeated(reader, term, env))


def repeated(reader: Reader, term: Term, env: Env) -> tuple[str, ...]:
    """The index letters that stand twice in a term, and that nothing else binds."""
    found: Counter[str] = Counter()
    for items in rows_of_items(term):
        for name in map(spelled, items):
            if name is not None:
                found.update(plain_text(node) for node in named(reader, name).at)
    return tuple(x for x, n in found.items() if n == 2 and x.isalpha() and x not in env.letters)


def summed(reader: Reader, term: Term, env: Env) -> Value:
    """The term, summed over the letters that it repeats."""
    bound: list[Index] = []
    for letter in repeated(reader, term, env):
        index = Index(reader.sets.fresh(letter), reader.sets.new(letter))
        reader.bound.append(index)
        env = env.bind(letter, index)
        bound.append(index)
    value, _ = expressions.row(reader, term.items, (), env)
    form = value.entry
    for index in reversed(bound):
        form = sum_over(reader.sets, form, index)
    return Value(value.axes, form, value.row)

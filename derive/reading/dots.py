"""Dots: ``a_1 + a_2 + … + a_n``, and columns with dots. The last entry says the pattern.

The entries before the dots must be those of the pattern at 1, 2, …; if they are not, the reading
is none. Dots between factors, in rows of a matrix, or without an end are not read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from derive.notation.names import plain_text, spelled
from derive.notation.nodes import Expression, Letter, Node, Term, subnodes
from derive.reading import expressions, sums
from derive.reading.entries import instance
from derive.reading.reader import Env, Reader
from derive.reading.search import Ignorance, Misfit
from derive.reading.sets import Sets
from derive.reading.values import Value, at
from derive.syntax.tree import Delta, Entry, Index, IndexSet, Point, Size, Sum, Written
from derive.syntax.walk import map_children

__all__ = ["ellipsis", "is_dots", "run"]


def is_dots(node: Term | Expression | None) -> bool:
    """Whether nothing but dots stands here."""
    if isinstance(node, Expression):
        return len(node.terms) == 1 and is_dots(node.terms[0])
    return node is not None and all(isinstance(i, Letter) and i.name == "…" for i in node.items)


def ellipsis(reader: Reader, summands: tuple[Term, ...], env: Env) -> Value:
    """A sum with dots: over all numbers from the index of the first term to that of the last."""
    place = next(n for n, term in enumerate(summands) if is_dots(term))
    if place < 1 or place + 2 != len(summands) or any("-" in t.signs for t in summands):
        raise Ignorance("dots in a sum that are not understood")

    def read(term: Term, inner: Env) -> Value:
        return expressions.row(reader, term.items, (), inner)[0]

    index, value = run(reader, summands[:place], summands[-1], read, env)
    return sums.bound_sum(value, index)


def run(
    reader: Reader,
    before: tuple[Term, ...] | tuple[Expression, ...],
    last: Term | Expression,
    read: Callable[..., Value],
    env: Env,
) -> tuple[Index, Value]:
    """An index that runs along dots, and what stands at it; ``before`` are the entries shown."""
    top, start = _one_index(last), _one_index(before[0])
    bound = {*map(plain_text, subnodes(last))} & (env.letters.keys() | env.params.keys())
    moving = top in bound or any(letter in top for letter in bound if len(letter) == 1)
    if not start.isdigit() or top.isdigit() or moving:
        raise Ignorance(f"dots from {start} to {top}")
    index = Index(reader.sets.fresh("k"), reader.sets.new())
    reader.sets.fix(index.over, top if start == "1" else f"{start}..{top}", "dots")
    reader.bound.append(index)
    value = read(last, env.without(top).bind(top, index))
    for n, entry in enumerate(before):
        one = read(entry, env)
        expected = instance(value.entry, index, Point(int(start) + n, index.over))
        if one.rank != value.rank or one.row != value.row:
            raise Misfit("the entries before dots have another shape than the last")
        for a, b in zip(one.axes, value.axes, strict=True):
            reader.sets.same(a.over, b.over, "entries beside dots")
        if _settled(reader.sets, at(one, value.axes)) != _settled(reader.sets, expected):
            raise Misfit("the entries before dots are not those of the last one's pattern")
    return index, value


def _one_index(node: Node) -> str:
    """The one index that all names of an entry have."""
    names = (name for name in map(spelled, subnodes(node)) if name is not None)
    found = {
        plain_text(n) for name in names for n in (*name.below, *(name.above if name.round else ()))
    }
    if len(found) != 1:
        raise Ignorance("dots beside an entry that has no one index")
    return found.pop()


def _settled(sets: Sets, form: Written) -> Written:
    """A form with sets as far as they are related."""
    match form:
        case Entry(indices=indices):
            settled = (replace(term, over=IndexSet(sets.find(term.over))) for term in indices)
            return replace(form, indices=tuple(settled))
        case Sum() | Delta() | Size():
            raise Ignorance("dots beside sums")
    return map_children(form, lambda part: _settled(sets, part))

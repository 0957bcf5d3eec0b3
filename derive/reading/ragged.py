r"""Sums whose ends differ from row to row: ``\sum_{i=1}^k \sum_{j=1}^{n_i} y_{ij}``.

Such a sum runs over a set that is large enough for all rows, with a factor that is 1 where the
row has an entry, and 0 elsewhere; ``n_i`` is the sum of these. No more is said of them.
"""

from __future__ import annotations

from derive.notation.names import Name, one_item, plain_text, spelled
from derive.notation.nodes import Head
from derive.reading.families import Family
from derive.reading.limits import Bound
from derive.reading.names import family_of, index_at, is_index, named
from derive.reading.numbers import numeric
from derive.reading.reader import Env, Reader
from derive.reading.search import Ignorance
from derive.syntax.tree import Entry, Index, IndexTerm, Sum, Written

__all__ = ["WITHIN", "end_of_row", "within_row"]

#: How the families begin that say which entries a row has.
WITHIN = "≤ "


def end_of_row(reader: Reader, head: Head, bound: Bound, env: Env) -> Name | None:
    """The name of the end of a sum, where that has an index."""
    last = bound.last or head.above
    name = spelled(one_item(last)) if last is not None else None
    if name is None or not name.below or name.above or bound.within is not None:
        return None
    if not any(is_index(reader, node, env) for node in name.below):
        return None
    return name if named(reader, name).at else None


def within_row(
    reader: Reader, end: Name, bound: Bound, index: Index, env: Env
) -> tuple[Written, ...]:
    """A form that is 1 where the letter is in the row, and 0 elsewhere."""
    own = named(reader, end)
    if bound.start is not None and numeric(bound.start, env) != 1:
        raise Ignorance(f"a sum from {plain_text(bound.start)} to the end of a row")
    count = family_of(reader, own.key, end)
    key = WITHIN + own.key
    if key not in reader.families:
        count.axes = count.axes or tuple(reader.sets.new() for _ in own.at)
        if count.body is not None or count.pieces or len(count.axes) != len(own.at):
            raise Ignorance(f"a sum up to {own.key}, which is defined")
        mask = reader.families[key] = Family(key, (*count.axes, reader.sets.new()))
        reader.sets.fix(mask.axes[-1], f"max {own.key}", "the longest row")
        count.parameters = tuple(Index(reader.sets.fresh("e"), axis) for axis in count.axes)
        each = Index(reader.sets.fresh("e"), mask.axes[-1])
        count.body = Sum(Entry(key, (*count.parameters, each)), each)
    mask = reader.families[key]
    reader.sets.same(mask.axes[-1], index.over, "the longest row")
    terms: list[IndexTerm] = []
    for node, axis in zip(own.at, mask.axes, strict=False):
        term = index_at(reader, node, env, axis, f"a sum up to {own.key}")
        if term is None:
            raise Ignorance(f"a sum up to {plain_text(end.node)}")
        terms.append(term)
    return (Entry(key, (*terms, index)),)

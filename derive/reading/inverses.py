"""Inverses of matrices: ``A^{-1}`` is an array of its own, of which is assumed that ``A⁻¹ A = I``.

What stands in a bracket is given a name first. The inverse of a product is that of its factors,
turned round, where the document writes these.
"""

from __future__ import annotations

from derive.notation.names import plain_text, single_term, spelled
from derive.notation.nodes import Bracket, Item, Letter, Node, subnodes
from derive.reading import expressions, values
from derive.reading.entries import delta
from derive.reading.families import Family
from derive.reading.reader import Env, Reader
from derive.reading.search import Ignorance, Misfit
from derive.reading.values import Value, transposed
from derive.syntax.tree import Entry, Index, Mul, Sum

__all__ = ["equations_of_inverses", "inverse", "is_inverse", "of_bracket"]

#: Superscripts that invert, and whether they transpose.
INVERTING = {"-1": False, "-⊤": True, "-T": True, "-t": True}


def is_inverse(above: Node | None) -> bool:
    """Whether a superscript is that of an inverse."""
    return plain_text(above) in INVERTING


def inverse(reader: Reader, value: Value, above: Node) -> Value:
    """The inverse of a matrix, transposed if the superscript says so."""
    found = _inverse(reader, value)
    return transposed(found) if INVERTING[plain_text(above)] else found


def _inverse(reader: Reader, value: Value) -> Value:
    if value.rank != 2:
        raise Misfit(f"the inverse of {values.shape(value)}")
    row, column = value.axes
    reader.sets.same(row.over, column.over, "an inverse")
    known, entry = reader.sets.literal(row.over) is not None, value.entry
    if known or not isinstance(entry, Entry) or set(entry.indices) != {row, column}:
        raise Ignorance("the inverse of what is no name")
    key, of = f"{entry.name}⁻¹", reader.families[entry.name]
    if key not in reader.families:
        reader.families[key] = Family(key, of.axes, letter=of.letter)
        reader.inverses[key] = entry.name
    found = _whole(reader, key)
    return found if entry.indices == (row, column) else transposed(found)


def _whole(reader: Reader, key: str) -> Value:
    axes = reader.families[key].axes
    opens = tuple(Index(reader.sets.fresh("e"), axis) for axis in axes)
    return Value(opens, Entry(key, opens), name=key)


def of_bracket(reader: Reader, base: Bracket, value: Value, above: Node, env: Env) -> Value:
    """The inverse of what stands in a bracket."""
    letters = {part.name for part in subnodes(base) if isinstance(part, Letter)}
    if env.params or letters & env.letters.keys():
        raise Ignorance("the inverse of what depends on an argument or an index")
    parts = _factors(reader, base)
    if parts:
        found = _inverse(reader, expressions.item(reader, parts[-1], env))
        for item in reversed(parts[:-1]):
            one = _inverse(reader, expressions.item(reader, item, env))
            found = values.inner(reader.sets, found, one)
        return transposed(found) if INVERTING[plain_text(above)] else found
    if reader.sets.literal(value.axes[0].over) is not None or isinstance(value.entry, Entry):
        return inverse(reader, value, above)
    key = plain_text(base)
    if key not in reader.families:
        family = Family(key, tuple(axis.over for axis in value.axes), parameters=value.axes)
        family.body = value.entry
        reader.families[key] = family
    return inverse(reader, _whole(reader, key), above)


def _factors(reader: Reader, base: Bracket) -> tuple[Item, ...]:
    """The names in a product, if the document writes the inverse of each."""
    term = single_term(base.inside)
    items = term.items if term is not None else ()
    names = [name for name in map(spelled, items) if name is not None]
    seen = [reader.lexicon.of(name.letter, reader.lexicon.style(name)) for name in names]
    inverted = all(
        any(is_inverse(node) for form in one.forms.values() for node in form.above) for one in seen
    )
    return items if inverted and len(items) == len(names) > 1 else ()


def equations_of_inverses(reader: Reader) -> list[tuple[Value, Value]]:
    """That each inverse is one, as sides of equations."""
    found: list[tuple[Value, Value]] = []
    for key, of in reader.inverses.items():
        over = reader.families[key].axes[0]
        i, k, j = (Index(reader.sets.fresh("e"), over) for _ in range(3))
        product = Sum(Mul((Entry(key, (i, k)), Entry(of, (k, j)))), k)
        found.append((Value((i, j), product), Value((i, j), delta(i, j))))
    return found

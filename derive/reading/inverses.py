"""Inverses of matrices: ``A^{-1}`` is an array of its own, of which is assumed that ``A⁻¹ A = I``.

What stands in a bracket is given a name first. The inverse of a product is that of its factors,
turned round, where the document writes these. Up to three rows the inverse of a matrix that
is written out is worked out.
"""

from __future__ import annotations

from fractions import Fraction

from derive.notation.names import Name, plain_text, single_term, spelled
from derive.notation.nodes import Bracket, Item, Letter, Node, subnodes
from derive.reading import expressions, values
from derive.reading.families import Family
from derive.reading.reader import Env, Reader
from derive.reading.search import Ignorance, Misfit
from derive.reading.values import Value, at, delta
from derive.syntax.tree import Add, Entry, Index, Mul, Neg, Number, Point, Quotient, Sum, Written

__all__ = ["equations_of_inverses", "inverse", "is_inverse", "of_bracket"]

#: Superscripts that invert, and whether they transpose.
INVERTING = {"-1": False, "-⊤": True, "-T": True, "-t": True}
#: Matrices of so many rows are inverted by a formula.
WRITTEN_OUT = (1, 2, 3)


def is_inverse(above: Node | None) -> bool:
    """Whether a superscript is that of an inverse."""
    return plain_text(above) in INVERTING


def inverse(reader: Reader, value: Value, above: Node) -> Value:
    """The inverse of a matrix, transposed if the superscript says so."""
    found = _inverse(reader, value)
    return values.transposed(found) if INVERTING[plain_text(above)] else found


def _inverse(reader: Reader, value: Value) -> Value:
    if value.rank != 2:
        raise Misfit(f"the inverse of {values.shape(value)}")
    row, column = value.axes
    reader.sets.same(row.over, column.over, "an inverse")
    size = reader.sets.literal(row.over)
    if size is not None:
        if size not in WRITTEN_OUT:
            raise Ignorance(f"the inverse of a matrix of {size} rows")
        return _worked_out(value, size)
    entry = value.entry
    if isinstance(entry, Entry) and set(entry.indices) == {row, column}:
        found = _named(reader, entry.name)
        return found if entry.indices == (row, column) else values.transposed(found)
    raise Ignorance("the inverse of what is no name")


def _named(reader: Reader, of: str) -> Value:
    """The inverse of a matrix with a name."""
    key, axes = f"{of}⁻¹", reader.families[of].axes
    if key not in reader.families:
        reader.families[key] = Family(key, axes, letter=reader.families[of].letter)
        reader.inverses[key] = of
    opens = tuple(Index(reader.sets.fresh("e"), axis) for axis in axes)
    return Value(opens, Entry(key, opens), name=key)


def of_bracket(reader: Reader, base: Bracket, value: Value, above: Node, env: Env) -> Value:
    """The inverse of what stands in a bracket."""
    letters = {part.name for part in subnodes(base) if isinstance(part, Letter)}
    if env.params or env.points or letters & env.letters.keys():
        raise Ignorance("the inverse of what depends on an argument or an index")
    parts = _factors(reader, base)
    if parts:
        found: Value | None = None
        for item in reversed(parts):
            one = _inverse(reader, expressions.item(reader, item, env))
            found = one if found is None else values.inner(reader.sets, found, one)
        assert found is not None
        return values.transposed(found) if INVERTING[plain_text(above)] else found
    if reader.sets.literal(value.axes[0].over) is not None or isinstance(value.entry, Entry):
        return inverse(reader, value, above)
    key = plain_text(base)
    if key not in reader.families:
        family = Family(key, tuple(axis.over for axis in value.axes), parameters=value.axes)
        family.body = value.entry
        reader.families[key] = family
    opens = tuple(Index(reader.sets.fresh("e"), axis.over) for axis in value.axes)
    return inverse(reader, Value(opens, Entry(key, opens)), above)


def _factors(reader: Reader, base: Bracket) -> tuple[Item, ...]:
    """The names in a product, if the document writes the inverse of each."""
    term = single_term(base.inside)
    items = term.items if term is not None else ()
    names = [spelled(item) for item in items]
    if len(items) < 2 or not all(name is not None and _is_inverted(reader, name) for name in names):
        return ()
    return items


def _is_inverted(reader: Reader, name: Name) -> bool:
    forms = reader.lexicon.of(name.letter, reader.lexicon.style(name)).forms.values()
    return any(plain_text(node) in INVERTING for form in forms for node in form.above)


# -- what is assumed of them


def equations_of_inverses(reader: Reader) -> list[tuple[Value, Value]]:
    """That each inverse is one, as sides of equations."""
    found: list[tuple[Value, Value]] = []
    for key, of in reader.inverses.items():
        over = reader.families[key].axes[0]
        i, k, j = (Index(reader.sets.fresh("e"), over) for _ in range(3))
        product = Sum(Mul((Entry(key, (i, k)), Entry(of, (k, j)))), k)
        found.append((Value((i, j), product), Value((i, j), delta(i, j))))
    return found


# -- written out


def _worked_out(value: Value, size: int) -> Value:
    """The inverse by determinants."""
    row, column = value.axes
    numbers = range(1, size + 1)
    cells = [
        [at(value, (Point(r, row.over), Point(c, column.over))) for c in numbers] for r in numbers
    ]
    whole = _determinant(cells)
    terms: list[Written] = []
    for r in range(size):
        for c in range(size):
            lines = [line for n, line in enumerate(cells) if n != c]
            minor = _determinant([[x for m, x in enumerate(line) if m != r] for line in lines])
            cell = Quotient(Neg(minor) if (r + c) % 2 else minor, whole)
            places = (delta(row, Point(r + 1, row.over)), delta(column, Point(c + 1, column.over)))
            terms.append(Mul((cell, *places)))
    return Value(value.axes, terms[0] if len(terms) == 1 else Add(tuple(terms)))


def _determinant(cells: list[list[Written]]) -> Written:
    if not cells:
        return Number(Fraction(1))
    terms: list[Written] = []
    for n, cell in enumerate(cells[0]):
        rest = [[x for m, x in enumerate(line) if m != n] for line in cells[1:]]
        term: Written = Mul((cell, _determinant(rest))) if rest else cell
        terms.append(Neg(term) if n % 2 else term)
    return terms[0] if len(terms) == 1 else Add(tuple(terms))

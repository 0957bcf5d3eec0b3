r"""Differentials: ``dx``, ``d(x y)``, ``\mathrm d \langle x, A x \rangle``.

The differential of a name of which no formula is known is an array of its own, with the shape
of the name. That of anything else is total, over the names whose differentials the document
writes: what else stands in it is held fixed. Differentials of differentials are not read.
"""

from __future__ import annotations

from derive.notation.names import Name, spelled, unwrapped
from derive.notation.nodes import Bracket, Item, Letter, Scripted, Styled
from derive.reading import constants, expressions, letters
from derive.reading.families import Family
from derive.reading.names import family_of, named
from derive.reading.partial import depends
from derive.reading.reader import Env, Reader
from derive.reading.search import Ignorance
from derive.reading.values import Value
from derive.syntax.tree import Add, Derivative, Entry, Index, Mul, Sum, Symbol, Written
from derive.syntax.walk import subforms

__all__ = ["DIFFERENTIAL", "differential_at"]

#: How the families begin that are the differentials of names.
DIFFERENTIAL = "d "


def differential_at(
    reader: Reader, name: Name, items: tuple[Item, ...], at: int, env: Env
) -> tuple[Value, int] | None:
    """A differential that begins at a place, and the place behind; ``None`` for any other d."""
    if name.letter != "d" or name.style not in ("", "plain") or name.below or name.above:
        return None
    if letters.has_own(reader, name) or constants.is_size(reader, "d"):
        return None
    following = unwrapped(items[at + 1]) if at + 1 < len(items) else None
    if not isinstance(following, Letter | Scripted | Styled | Bracket):
        return None
    if reader.ask("d", "d", reader.lexicon.name(name) & {"in-matrix"}) != "differential":
        return None
    of = spelled(following)
    if of is not None and of.above and not of.round:
        raise Ignorance("a differential with a power")
    if isinstance(following, Scripted) and of is None:
        raise Ignorance("a differential of a bracket with what stands at it")
    if isinstance(following, Bracket):
        value, end = expressions.inside(reader, following, env), at + 2
    else:
        value, end, _ = expressions.factor(reader, items, at + 1, env, ())
    return _differential(reader, value), end


def _differential(reader: Reader, value: Value) -> Value:
    form = value.entry
    if any(_is_differential(part) for part in subforms(form)):
        raise Ignorance("a differential of a differential")
    if isinstance(form, Symbol | Entry) and _is_free(reader, form.name):
        return Value(value.axes, _own(reader, form), value.row)
    terms = [_along(reader, form, key) for key in _varied(reader) if _shows(reader, form, key)]
    if not terms:
        raise Ignorance("a differential of what does not vary")
    total = terms[0] if len(terms) == 1 else Add(tuple(terms))
    return Value(value.axes, total, value.row)


def _is_differential(part: Written) -> bool:
    return isinstance(part, Symbol | Entry) and part.name.startswith(DIFFERENTIAL)


def _is_free(reader: Reader, key: str) -> bool:
    """Whether a name has no formula, and is not said to depend on anything."""
    family = reader.families.get(key)
    return family is not None and family.body is None and not (family.pieces or family.of)


def _varied(reader: Reader) -> tuple[str, ...]:
    """The names whose differentials the document writes, and that have no formula."""
    found: dict[str, None] = {}
    for name in reader.lexicon.differentials.values():
        key = named(reader, name).key
        family_of(reader, key, name)
        if _is_free(reader, key):
            found[key] = None
    return tuple(found)


def _shows(reader: Reader, form: Written, key: str) -> bool:
    names = {part.name for part in subforms(form) if isinstance(part, Symbol | Entry)}
    return key in names or any(depends(reader, name, key) for name in names)


def _own(reader: Reader, form: Symbol | Entry) -> Symbol | Entry:
    """The differential of a name, at the same indices."""
    family, key = reader.families[form.name], DIFFERENTIAL + form.name
    reader.families.setdefault(key, Family(key, family.axes, letter=family.letter))
    return Entry(key, form.indices) if isinstance(form, Entry) else Symbol(key)


def _along(reader: Reader, form: Written, key: str) -> Written:
    """The part of a total differential that is due to one name, over all its entries."""
    family = reader.families[key]
    indices = tuple(Index(reader.sets.fresh("e"), axis) for axis in family.axes)
    by: Symbol | Entry = Entry(key, indices) if indices else Symbol(key)
    found: Written = Mul((Derivative(form, by), _own(reader, by)))
    for index in reversed(indices):
        found = Sum(found, index)
    return found

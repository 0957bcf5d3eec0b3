r"""Whether ∂u/∂x is total: with ``u = x v`` and ``v = x²`` it is, or v is held fixed; ``dx``.

Where a name's formula shows the variable beside another name that depends on it, an author may
mean either. A sum over several paths, ``∂L/∂u ∂u/∂x + ∂L/∂v ∂v/∂x``, says that each derivative
looks at its own formula only; what is written with d is total.

The differential ``dx`` of a name of which no formula is known is an array of its own, with the
shape of the name. That of anything else, ``d(x y)``, is total, over the names whose differentials
the document writes: what else stands in it is held fixed.
"""

from __future__ import annotations

from itertools import pairwise

from derive.notation.names import Name, plain_text, spelled, unwrapped
from derive.notation.nodes import (
    Bracket,
    Expression,
    Fraction,
    Head,
    Item,
    Letter,
    Node,
    Operator,
    Scripted,
    Styled,
    Term,
    subnodes,
)
from derive.reading import constants, expressions, letters
from derive.reading.differentials import Differential, of_fraction
from derive.reading.entries import added, instances, names_of, slope
from derive.reading.families import Family
from derive.reading.names import family_of, named
from derive.reading.reader import Env, Reader
from derive.reading.search import Ignorance
from derive.reading.values import Value, scalar
from derive.syntax.tree import Derivative, Entry, Index, Mul, Sum, Symbol, Written
from derive.syntax.walk import subforms

__all__ = ["DIFFERENTIAL", "depends", "differential_at", "in_paths", "with_others_fixed"]

#: How the families begin that are the differentials of names.
DIFFERENTIAL = "d "


def with_others_fixed(
    reader: Reader, node: Node, found: Differential, of: Value, by: Value
) -> Value | None:
    """The derivative of a name by a letter of its formula alone, where that is meant."""
    form, variable = of.entry, by.entry
    if not (isinstance(form, Symbol | Entry) and isinstance(variable, Symbol | Entry)):
        return None
    family = reader.families.get(form.name)
    once = len(found.by) == 1 and found.by[0][1] == 1
    if found.sign.name == "d" or not once or family is None or family.body is None:
        return None
    terms = form.indices if isinstance(form, Entry) else ()
    body = instances(family.body, family.parameters, terms)
    direct = {part.name: part for part in subforms(body) if isinstance(part, Symbol | Entry)}
    others = [
        part
        for name, part in direct.items()
        if name != variable.name
        and depends(reader, name, variable.name)
        and not _is_function(reader, name)
    ]
    if variable.name not in direct or not others:
        return None
    beside = (part for side in reader.sides for part in subnodes(side))
    answer = reader.ask("partial", (form.name, variable.name, node in reader.paths), {
        "array": bool(of.rank or by.rank),
        "varied": any(_is_told(reader, part) for part in others),
        "one-of-several-paths": node in reader.paths,
        "beside-total": any(_is_total(part) for part in beside),
    })  # fmt: skip
    if answer == "total":
        return None
    if of.rank or by.rank:
        raise Ignorance(f"a derivative of {form.name} by an array, other names being held fixed")
    return scalar(slope(body, variable))


def depends(reader: Reader, name: str, on: str, seen: frozenset[str] = frozenset()) -> bool:
    """Whether a name depends on another through its definition, or is said to."""
    family = reader.families.get(name)
    if family is None or name in seen:
        return False
    bodies = [family.body] if family.body is not None else [*family.pieces.values()]
    inside = {*family.of, *(found for body in bodies for found in names_of(body))}
    return on in inside or any(depends(reader, other, on, seen | {name}) for other in inside)


def _is_function(reader: Reader, name: str) -> bool:
    """Whether a name is defined with its arguments: it is not held fixed."""
    let = reader.families[name].let
    return let is not None and let.arguments is not None


def _is_told(reader: Reader, part: Symbol | Entry) -> bool:
    """Whether a name is a quantity of the next step: a small letter, or a variable."""
    family = reader.families.get(part.name)
    letter = (family.letter if family is not None else "") or part.name
    if isinstance(part, Symbol) and letter[:1].islower():
        return True
    found = (of_fraction(inner) for side in reader.sides for inner in subnodes(side))
    by = (node for one in found if one is not None for node, _ in one.by)
    return letter in {x.name for node in by for x in subnodes(node) if isinstance(x, Letter)}


def _is_total(node: Node) -> bool:
    """Whether something is a total derivative, ``df/dx``."""
    ends = (node.above, node.below) if isinstance(node, Fraction) else ()
    return bool(ends) and all(plain_text(part).startswith("d") for part in ends)


# -- the chain rule over several paths


def in_paths(sides: tuple[Expression, ...]) -> frozenset[Node]:
    """The derivatives in sums of paths from one name to another."""
    found: set[Node] = set()
    for part in (part for side in sides for part in subnodes(side)):
        if not isinstance(part, Expression) or len(part.terms) < 2:
            continue
        paths = [path for term in part.terms if (path := _path(term))]
        ends = {(_ends(path[0][1])[0], _ends(path[-1][1])[1]) for path in paths}
        between = {tuple(_ends(step) for _, step in path) for path in paths}
        if len(ends) == 1 and len(between) > 1:
            found |= {node for path in paths for node, _ in path}
    return frozenset(found)


def _path(term: Term) -> list[tuple[Node, Differential]]:
    """The derivatives that a term is a product of, where each leads to the next."""
    steps: list[tuple[Node, Differential]] = []
    for node in map(unwrapped, term.items):
        found = of_fraction(node)
        if isinstance(node, Operator | Head):
            continue
        if found is None or not found.of or len(found.by) != 1:
            return []
        steps.append((node, found))
    joined = all(_ends(one)[1] == _ends(other)[0] for (_, one), (_, other) in pairwise(steps))
    return steps if joined else []


def _ends(found: Differential) -> tuple[str, str]:
    """Of what, and by what, as texts."""
    return "".join(map(plain_text, found.of)), plain_text(found.by[0][0])


# -- differentials by themselves


def differential_at(
    reader: Reader, name: Name, items: tuple[Item, ...], at: int, env: Env
) -> tuple[Value, int] | None:
    """A differential that begins at a place, and the place behind; ``None`` for any other d."""
    if name.letter != "d" or name.style not in ("", "plain") or name.below or name.above:
        return None
    following = unwrapped(items[at + 1]) if at + 1 < len(items) else None
    if letters.has_own(reader, name) or constants.is_size(reader, "d"):
        return None
    if not isinstance(following, Letter | Scripted | Styled | Bracket):
        return None
    if reader.ask("d", "d", reader.lexicon.name(name) & {"in-matrix"}) != "differential":
        return None
    of = spelled(following)
    if isinstance(following, Scripted) and (of is None or (of.above and not of.round)):
        raise Ignorance("a differential with a power")
    if isinstance(following, Bracket):
        value, end = expressions.inside(reader, following, env), at + 2
    else:
        value, end, _ = expressions.factor(reader, items, at + 1, env, ())
    return Value(value.axes, _differential(reader, value.entry), value.row), end


def _differential(reader: Reader, form: Written) -> Written:
    shown = names_of(form)
    if any(name.startswith(DIFFERENTIAL) for name in shown):
        raise Ignorance("a differential of a differential")
    if isinstance(form, Symbol | Entry) and _is_free(reader, form.name):
        return _own(reader, form)
    varied: dict[str, None] = {}
    for name in reader.lexicon.differentials.values():
        key = named(reader, name).key
        family_of(reader, key, name)
        if _is_free(reader, key):
            varied[key] = None
    terms = [
        _along(reader, form, key)
        for key in varied
        if key in shown or any(depends(reader, name, key) for name in shown)
    ]
    if not terms:
        raise Ignorance("a differential of what does not vary")
    return added(terms)


def _is_free(reader: Reader, key: str) -> bool:
    """Whether a name has no formula, and is not said to depend on anything."""
    family = reader.families.get(key)
    return family is not None and family.body is None and not (family.pieces or family.of)


def _own(reader: Reader, form: Symbol | Entry) -> Symbol | Entry:
    """The differential of a name, at the same indices."""
    family, key = reader.families[form.name], DIFFERENTIAL + form.name
    reader.families.setdefault(key, Family(key, family.axes, letter=family.letter))
    return Entry(key, form.indices) if isinstance(form, Entry) else Symbol(key)


def _along(reader: Reader, form: Written, key: str) -> Written:
    """The part of a total differential that is due to one name, over all its entries."""
    axes = reader.families[key].axes
    indices = tuple(Index(reader.sets.fresh("e"), axis) for axis in axes)
    by: Symbol | Entry = Entry(key, indices) if indices else Symbol(key)
    found: Written = Mul((Derivative(form, by), _own(reader, by)))
    for index in reversed(indices):
        found = Sum(found, index)
    return found

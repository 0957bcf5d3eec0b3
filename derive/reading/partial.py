"""Whether ∂u/∂x is total: with ``u = x v`` and ``v = x²`` it is, or v is held fixed.

Where a name's formula shows the variable beside another name that depends on it, an author may
mean either. A sum over several paths, ``∂L/∂u ∂u/∂x + ∂L/∂v ∂v/∂x``, says that each derivative
looks at its own formula only; what is written with d is total.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from derive.notation.names import plain_text, unwrapped
from derive.notation.nodes import (
    Expression,
    Fraction,
    Head,
    Letter,
    Node,
    Operator,
    Term,
    subnodes,
)
from derive.reading.differentials import Differential, of_fraction
from derive.reading.reader import Reader
from derive.reading.search import Ignorance
from derive.reading.slope import slope
from derive.reading.values import Value, instance, scalar
from derive.syntax.tree import Entry, Symbol, Written
from derive.syntax.walk import subforms

__all__ = ["depends", "in_paths", "with_others_fixed"]


def with_others_fixed(
    reader: Reader, node: Node, found: Differential, of: Value, by: Value
) -> Value | None:
    """The derivative of a name by a letter of its formula alone, where that is meant."""
    form, variable = of.entry, by.entry
    if not (isinstance(form, Symbol | Entry) and isinstance(variable, Symbol | Entry)):
        return None
    if found.sign.name == "d" or found.by[0][1] != 1 or len(found.by) > 1:
        return None
    body = _formula(reader, form)
    if body is None:
        return None
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
    evidence = {"array"} if of.rank or by.rank else set()
    if any(_is_told(reader, part) for part in others):
        evidence.add("varied")
    if node in reader.paths:
        evidence.add("one-of-several-paths")
    if any(_is_total(part) for side in reader.sides for part in subnodes(side)):
        evidence.add("beside-total")
    if reader.ask("partial", (form.name, variable.name, node in reader.paths), evidence) == "total":
        return None
    if of.rank or by.rank:
        raise Ignorance(f"a derivative of {form.name} by an array, other names being held fixed")
    return scalar(slope(body, variable))


def _formula(reader: Reader, form: Symbol | Entry) -> Written | None:
    """The definition of a name, at its indices."""
    family = reader.families.get(form.name)
    if family is None or family.body is None:
        return None
    body = family.body
    for parameter, term in zip(
        family.parameters, form.indices if isinstance(form, Entry) else (), strict=True
    ):
        body = instance(body, parameter, term)
    return body


def depends(reader: Reader, name: str, on: str, seen: frozenset[str] = frozenset()) -> bool:
    """Whether a name depends on another through its definition, or is said to."""
    family = reader.families.get(name)
    if family is None or name in seen:
        return False
    seen |= {name}
    bodies = [family.body] if family.body is not None else [*family.pieces.values()]
    inside = {p.name for b in bodies for p in subforms(b) if isinstance(p, Symbol | Entry)}
    inside |= set(family.of)
    return on in inside or any(depends(reader, other, on, seen) for other in inside)


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
    by = [node for side in reader.sides for found in _derivatives(side) for node, _ in found.by]
    return letter in {x.name for node in by for x in subnodes(node) if isinstance(x, Letter)}


def _derivatives(node: Node) -> Iterator[Differential]:
    for part in subnodes(node):
        found = of_fraction(part) if isinstance(part, Fraction) else None
        if found is not None:
            yield found


# -- the chain rule over several paths


def in_paths(sides: tuple[Expression, ...]) -> frozenset[Node]:
    """The derivatives in sums of paths from one name to another."""
    found: set[Node] = set()
    for part in (part for side in sides for part in subnodes(side)):
        if not isinstance(part, Expression) or len(part.terms) < 2:
            continue
        paths = [path for term in part.terms if (path := _path(term))]
        ends = {(_text(path[0][1].of), _text_by(path[-1][1])) for path in paths}
        between = {tuple(_text_by(step) for _, step in path) for path in paths}
        if len(ends) == 1 and len(between) > 1:
            found |= {node for path in paths for node, _ in path}
    return frozenset(found)


def _path(term: Term) -> list[tuple[Node, Differential]]:
    """The derivatives that a term is a product of, where each leads to the next."""
    steps: list[tuple[Node, Differential]] = []
    for item in term.items:
        node = unwrapped(item)
        found = of_fraction(node) if isinstance(node, Fraction) else None
        if found is None and isinstance(node, Operator | Head):
            continue
        if found is None or not found.of or len(found.by) != 1:
            return []
        steps.append((node, found))
    joined = all(_text_by(one) == _text(other.of) for (_, one), (_, other) in pairwise(steps))
    return steps if joined else []


def _text(items: tuple[Node, ...]) -> str:
    return "".join(map(plain_text, items))


def _text_by(found: Differential) -> str:
    return plain_text(found.by[0][0])


def _is_total(node: Node) -> bool:
    """Whether something is a total derivative, ``df/dx``."""
    if not isinstance(node, Fraction):
        return False
    return all(plain_text(part).startswith("d") for part in (node.above, node.below))

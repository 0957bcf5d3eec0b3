r"""Entries that dots leave out: the one pattern of which all the entries given are instances.

``e^{x_1}, \\vdots, e^{x_m}`` is ``e^{x_i}`` for every i up to m. The pattern is found by
anti-unification: two entries are the same but for their indices, in which 1 stands against m.
Nothing is guessed: entries that are not instances of one pattern have none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import TypeAlias, cast

from derive.notation.errors import ReadError
from derive.notation.nodes import (
    Bracket,
    Digits,
    Expression,
    Fraction,
    Head,
    Item,
    Letter,
    Node,
    Operator,
    Reach,
    Root,
    Scripted,
    Styled,
    Term,
    subnodes,
)
from derive.old.conventions.walk import group
from derive.syntax.reader.look import clauses_of, items_of, only_expression, tidy
from derive.syntax.reader.plain import plain

__all__ = ["Pair", "common", "differences"]

#: What stands at one place in two entries.
Pair: TypeAlias = tuple[str, str]

_ITEMS = (Letter, Digits, Scripted, Bracket, Fraction, Root, Styled, Head, Operator, Reach)
#: What an index such as ``n-1`` is made of.
_COMPUTED = (Expression, Term, Letter, Digits)
_NOTHING = object()


@dataclass(slots=True)
class _Common:
    """A walk over two entries at once; ``names`` are letters for the pairs that may differ."""

    names: Mapping[Pair, str] | None
    pairs: dict[Pair, None] = field(default_factory=dict)

    def node(self, one: Node, other: Node, *, script: bool) -> Node | None:
        """What two pieces have in common; indices may differ, and nothing else may."""
        if isinstance(one, _ITEMS) and isinstance(other, _ITEMS):
            one, other = _bare(one), _bare(other)
            whole = self.index(one, other) if script else None
            if whole is not None:
                return whole
        if type(one) is not type(other):
            return None
        if isinstance(one, Scripted) and isinstance(other, Scripted):
            return self.scripted(one, other)
        changed: dict[str, object] = {}
        for f in fields(one):
            if f.name in ("start", "end"):
                continue
            found = self.value(getattr(one, f.name), getattr(other, f.name), script=script)
            if found is _NOTHING:
                return None
            changed[f.name] = found
        return replace(one, **changed)  # type: ignore[arg-type]

    def value(self, one: object, other: object, *, script: bool) -> object:
        if isinstance(one, Node) and isinstance(other, Node):
            found = self.node(one, other, script=script)
            return _NOTHING if found is None else found
        if isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
            parts = [self.value(a, b, script=script) for a, b in zip(one, other, strict=True)]
            return _NOTHING if any(p is _NOTHING for p in parts) else tuple(parts)
        return one if one == other else _NOTHING

    def scripted(self, one: Scripted, other: Scripted) -> Node | None:
        base = self.node(one.base, other.base, script=False)
        if base is None or one.primes != other.primes:
            return None
        scripts: list[Item | None] = []
        for above, (a, b) in enumerate(((one.below, other.below), (one.above, other.above))):
            if (a is None) != (b is None):
                return None
            if a is None or b is None:
                scripts.append(None)
                continue
            # An index above stands in parentheses, and an exponent is no index.
            found = self.script(a, b) if not above or _in_parentheses(a) else None
            found = self.node(a, b, script=False) if found is None and above else found
            if found is None:
                return None
            scripts.append(cast("Item", found))
        return replace(one, base=cast("Item", base), below=scripts[0], above=scripts[1])

    def script(self, one: Item, other: Item) -> Node | None:
        """Two scripts: index by index, or one computed index such as ``n-1`` as a whole."""
        whole = self.index(one, other)
        if whole is not None:
            return whole
        rows = [_indices(item, apart=False) for item in (one, other)]
        first, second = rows
        if first is None or second is None or len(first) != len(second) or len(first) == 1:
            rows = [_indices(item, apart=True) for item in (one, other)]
            first, second = rows
        if first is None or second is None or len(first) != len(second):
            return self.node(one, other, script=True)
        found = [self.node(a, b, script=True) for a, b in zip(first, second, strict=True)]
        kept = tuple(cast("Item", item) for item in found if item is not None)
        return group(kept) if len(kept) == len(found) else None

    def index(self, one: Item, other: Item) -> Item | None:
        """One index against another, if these two may differ."""
        pair = plain(_bare(one)), plain(_bare(other))
        if pair[0] == pair[1]:
            return one if _is_index(one) else None
        if not (_is_index(one) and _is_index(other)):
            return None
        if self.names is None:
            self.pairs[pair] = None
            return one
        name = self.names.get(pair)
        return None if name is None else Letter(one.start, one.end, name)


def common(one: Expression, other: Expression, names: Mapping[Pair, str]) -> Expression | None:
    r"""The expression of which two are instances, with letters for pairs of indices.

    >>> from derive.notation.parse import parse
    >>> first, last = (parse(t).parts[0].members[0] for t in ("w_{1j} e^{x_1}", "w_{mj} e^{x_m}"))
    >>> pairs = differences(first, last)
    >>> pairs
    (('1', 'm'),)
    >>> plain(group(common(first, last, {pairs[0]: "i"}).terms[0].items))
    'w_ije^x_i'
    """
    return cast("Expression | None", _Common(names).node(one, other, script=False))


def differences(one: Expression, other: Expression) -> tuple[Pair, ...] | None:
    """The pairs of indices in which two entries differ; ``None`` if they differ otherwise."""
    walk = _Common(None)
    return None if walk.node(one, other, script=False) is None else tuple(walk.pairs)


def _bare(item: Item) -> Item:
    """The item without braces that group nothing."""
    try:
        return tidy(item)
    except ReadError:
        return item


def _is_index(item: Item) -> bool:
    """Whether an item may be an index: a letter, a number, one less than a letter."""
    bare = _bare(item)
    if isinstance(bare, Letter | Digits):
        return True
    expression = only_expression(bare)
    if expression is None or len(expression.terms) < 2:
        return False
    return all(isinstance(node, _COMPUTED) for node in subnodes(expression))


def _in_parentheses(above: Item) -> bool:
    inner = items_of(above)
    if inner is None or not isinstance(_bare(inner[0]), Bracket):
        return False
    return all(plain(_bare(item)) in ("T", "⊤") for item in inner[1:])


def _indices(script: Item, *, apart: bool) -> tuple[Item, ...] | None:
    """The indices of a script; with ``apart``, the digits of a number are one index each."""
    clauses, separators = clauses_of(script)
    if any(s.sign != "," for s in separators):
        return None
    found: list[Item] = []
    for clause in clauses:
        member = clause.members[0]
        if member is None or len(clause.members) > 1 or len(member.terms) > 1:
            return None
        for item in map(_bare, member.terms[0].items):
            if apart and isinstance(item, Digits) and item.text.isdigit():
                place = range(item.start, item.start + len(item.text))
                found += (Digits(n, n + 1, d) for n, d in zip(place, item.text, strict=True))
            else:
                found.append(item)
    return tuple(found)

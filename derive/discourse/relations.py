r"""What a relation between two sides says: that they are equal, that one is defined, or set.

The sort of a relation is decided by its sign, by what is written above it, and by the form of
the sides: ``\theta_{t+1} = \theta_t - \eta g`` is no equation but a step. What this file
cannot do: it does not know which names are new, so that a plain ``=`` is always ``equal``.
"""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from derive.notation.names import (
    Name,
    only_item,
    plain_text,
    rows_of_items,
    single_term,
    spelled,
    unwrapped,
)
from derive.notation.nodes import (
    Bracket,
    Digits,
    Expression,
    Fraction,
    Letter,
    Operator,
    Scripted,
    Styled,
    Term,
    subnodes,
)

__all__ = ["Sort", "called", "sort_of"]

Sort: TypeAlias = Literal[
    "equal",
    "defines",
    "demands",
    "roughly",
    "updates",
    "leads",
    "turns",
    "among",
    "drawn",
    "compares",
]

_SORTS: dict[str, Sort] = {
    "=": "equal",
    "≡": "equal",
    "≈": "roughly",
    "∝": "roughly",
    "∼": "roughly",
    "←": "updates",
    "⇒": "leads",
    "⇔": "leads",
    "∴": "leads",
    "→": "turns",
    "∈": "among",
}
_DEFINES = re.compile(r":|\\(?:triangleq|coloneq|doteq|eqdef|triangle|defeq)|≔|≜")
_ABOVE = re.compile(
    r"\\(?:overset|stackrel)\s*\{(?P<above>(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}\s*\Z"
)
_ABOVE_DEFINES = re.compile(r"def|\\(?:tri|Delta)|\.")
_ABOVE_DEMANDS = re.compile(r"[!?]|\b(?:set|want|must)\b")
#: How far before a sign one looks for what is written above it.
_NEAR = 60
#: Letters for the size of a step.
_RATES = frozenset({"eta", "alpha", "epsilon", "varepsilon", "lr"})
#: Labels of the next state, and of the one before it.
_NEXT, _BEFORE = frozenset({"new", "next", "+"}), frozenset({"old", "prev", "last", "-"})
_LATER = re.compile(r"(?P<now>.+?)(?P<by>[+-]\d+)\Z")
_NOT_WRITTEN = frozenset({"const", "constant", "hot"})
#: So many digits behind the point are a rounded number.
_ROUNDED = 3


def sort_of(relation: Operator, left: Expression | None, right: Expression, text: str) -> Sort:
    r"""What a relation says of its two sides, of which the left may not be there.

    >>> from derive.notation.parse import parse
    >>> def sort(text):
    ...     (clause,) = parse(text).parts
    ...     return sort_of(clause.relations[0], *clause.members, text)
    >>> [sort(t) for t in (r"a = b", r"a \coloneqq b", r"a \stackrel{!}{=} b", r"a = b + O(h^2)")]
    ['equal', 'defines', 'demands', 'roughly']
    >>> sort(r"w_{t+1} = w_t - \eta g_t"), sort(r"h_{t+1} = U h_t + b"), sort("y' = y - y^2")
    ('updates', 'equal', 'equal')
    """
    sort = _SORTS.get(relation.sign, "compares")
    if sort == "turns":
        turned = left is not None and right is not None and _own_term(left, right) is not None
        return "updates" if turned else "turns"
    if relation.sign == "∼" and left is not None and called(left) is not None:
        return "drawn" if only_item(right) is None or spelled(only_item(right)) else "roughly"
    if sort != "equal":
        return sort
    above = _ABOVE.search(text[max(0, relation.start - _NEAR) : relation.start])
    written = above["above"] if above else ""
    if _ABOVE_DEMANDS.search(written):
        return "demands"
    defines = bool(_DEFINES.search(text[relation.start : relation.end]))
    defines = defines or bool(_ABOVE_DEFINES.search(written))
    defines = defines or (relation.sign == "≡" and left is not None and called(left) is not None)
    if defines:
        return "updates" if left is not None and _occurs(left, right) else "defines"
    if left is not None and _is_step(left, right):
        return "updates"
    return "roughly" if _is_rough(left, right) else "equal"


def called(side: Expression) -> Name | None:
    """The name that a side is, alone or with arguments in brackets."""
    term = single_term(side)
    if term is None:
        return None
    first, *rest = term.items
    if len(rest) > 1 or not all(isinstance(r, Bracket) and r.kind in ("(", "[") for r in rest):
        return None
    return spelled(first)


def _occurs(left: Expression, right: Expression) -> bool:
    """Whether the name at the left stands at the right, with the same scripts."""
    name = spelled(only_item(left))
    if name is None:
        return False
    said = plain_text(name.node)
    names = (spelled(item) for items in rows_of_items(right) for item in items)
    return any(n is not None and plain_text(n.node) == said for n in names)


def _own_term(left: Expression, right: Expression) -> Name | None:
    """The name at the left where it is a term of a sum at the right, maybe with other scripts."""
    name = spelled(only_item(left))
    if name is None or len(right.terms) < 2:
        return None
    for term in right.terms:
        item = term.items[0] if len(term.items) == 1 and term.signs in ("", "+") else None
        own = spelled(item)
        if own is not None and (own.letter, own.style) == (name.letter, name.style):
            return own
    return None


def _is_step(left: Expression, right: Expression) -> bool:
    r"""Whether an equation is the step of an algorithm: ``\theta' = \theta - \eta \nabla L``."""
    own = _own_term(left, right)
    if own is None:
        return False
    if plain_text(own.node) == plain_text(only_item(left)):
        return True
    name = spelled(only_item(left))
    if name is None or not _follows(name, own):
        return False
    return any(_is_gradient(term) for term in right.terms)


def _follows(name: Name, own: Name) -> bool:
    r"""Whether a name is the next state of another: ``w_{t+1}`` of ``w_t``, ``w'`` of ``w``."""
    scripts = {plain_text(s) for s in (*name.below, *name.above)}
    before = {plain_text(s) for s in (*own.below, *own.above)}
    more, less = scripts - before, before - scripts
    if not more and not less:
        return name.primes > own.primes
    if more <= _NEXT and less <= _BEFORE:
        return True
    if len(more) != 1 or len(less) != 1:
        return False
    one, other = more.pop(), less.pop()
    later, earlier = _LATER.match(one), _LATER.match(other)
    if later is not None and later["now"] == other:
        return later["by"][0] == "+"
    return earlier is not None and earlier["now"] == one and earlier["by"][0] == "-"


def _is_gradient(term: Term) -> bool:
    """Whether a term is a derivative, or a rate of learning times something."""
    first = spelled(term.items[0])
    if first is not None and first.stem in _RATES and len(term.items) > 1:
        return True
    for node in subnodes(term):
        if isinstance(node, Letter) and node.name in ("∇", "∂"):
            return True
        if isinstance(node, Fraction) and plain_text(node.below).startswith("d"):
            return True
    return False


def _is_rough(left: Expression | None, right: Expression) -> bool:
    """Whether one side is only said up to something: a constant, a remainder, digits."""
    if any(_is_remainder(term) for side in (left, right) if side for term in side.terms):
        return True
    last = right.terms[-1].items
    dots = isinstance(last[-1], Letter) and last[-1].name == "…"
    if dots and (len(right.terms) > 1 and len(last) == 1):
        return True
    nodes = list(subnodes(right))
    if any(isinstance(node, Letter) and node.name != "…" for node in nodes):
        return False
    long = [n for n in nodes if isinstance(n, Digits) and _is_long(n.text)]
    bare = left is not None and spelled(only_item(left)) is not None
    return bool(long) and (dots or not bare)


def _is_long(number: str) -> bool:
    return len(number.partition(".")[2]) >= _ROUNDED


def _is_remainder(term: Term) -> bool:
    r"""Whether a term is ``\text{const}``, ``O(h^2)`` or ``o(1)``."""
    first = unwrapped(term.items[0])
    item = unwrapped(first.of) if isinstance(first, Styled) else first
    item = item.base if isinstance(item, Scripted) else item
    if not isinstance(item, Letter):
        return False
    if len(term.items) == 1:
        return item.word and item.name.lower().strip(".") in _NOT_WRITTEN
    second = term.items[1]
    if len(term.items) != 2 or not isinstance(second, Bracket) or second.kind != "(":
        return False
    if isinstance(first, Styled):
        return first.style == "script" and item.name == "O"
    return item is first and item.name in ("O", "o")

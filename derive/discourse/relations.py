r"""The sides of a relation, and what the relation says: equal, defined, set, stepped to.

That is decided by its sign, by what is written above it, and by the form of the sides:
``\theta_{t+1} = \theta_t - \eta g`` is no equation but a step. What this file cannot do: it does
not know which names are new, so that a plain ``=`` is always a claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from derive.discourse.statements import Status
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
    Clause,
    Digits,
    Expression,
    Fraction,
    Letter,
    Node,
    Operator,
    Scripted,
    Styled,
    Term,
    subnodes,
)

__all__ = ["LEADS", "TURNS", "called", "definable", "defines", "is_number", "letter_of", "names_in",
           "sets", "stated", "turned"]  # fmt: skip

_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+|∞|infinity)\Z")
#: Names that have a meaning of their own where a bracket stands behind them.
_OWN = frozenset(
    ("Δ", "Delta", "d", "P", "Pr", "E", "Var", "Cov", "var", "cov", "Corr", "tr", "Tr", "det",
     "rank", "diag", "vec")
)  # fmt: skip
_OPPOSITE = {"=": "≠", "≠": "=", "<": "≥", "≥": "<", ">": "≤", "≤": ">", "∈": "∉", "∉": "∈"}
_CLAIM: tuple[Status, str] = ("claim", "")
_ROUGHLY: tuple[Status, str] = ("approximate", "")
_UPDATES: tuple[Status, str] = ("update", "")
#: What leads on to a consequence, and what does in a longer chain; both state nothing.
LEADS: tuple[Status, str] = ("claim", "⇒")
TURNS: tuple[Status, str] = ("approximate", "→")
_STATED: dict[str, tuple[Status, str]] = {
    "=": _CLAIM, "≡": _CLAIM, "≈": _ROUGHLY, "∝": _ROUGHLY, "∼": _ROUGHLY, "←": _UPDATES,
    "⇒": LEADS, "⇔": LEADS, "∴": LEADS, "→": TURNS, "∈": ("range", ""),
}  # fmt: skip
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
#: Words for what is not written, and as how many digits behind the point a number is rounded.
_NOT_WRITTEN, _ROUNDED = frozenset({"const", "constant", "hot"}), 3


def called(side: Expression | None, below: bool = False) -> Name | None:
    """The name that a side is, alone or with arguments in brackets behind it.

    Something may stand ``below`` the bracket: ``f(x)_i``.
    """
    term = single_term(side) if side is not None else None
    if term is None or len(term.items) > 2:
        return None
    for second in term.items[1:]:
        if below and isinstance(second, Scripted) and second.above is None:
            second = unwrapped(second.base)  # type: ignore[assignment]
        if not isinstance(second, Bracket) or second.kind not in ("(", "["):
            return None
    return spelled(term.items[0])


def definable(side: Expression | None) -> bool:
    """Whether a side is written like a name to be defined: a name, or one with its arguments."""
    name = called(side, below=True)
    if side is None or name is None or name.letter in "∂∇" or name.style == "double-struck":
        return False
    return len(side.terms[0].items) == 1 or name.letter not in _OWN


def names_in(node: Node) -> Iterator[Name]:
    """The names that stand in a formula; those of indices and labels do not."""
    for items in rows_of_items(node):
        for name in map(spelled, items):
            if name is not None:
                yield name


def defines(left: Expression | None, right: Expression | None) -> bool:
    """Whether a left side may be defined by a right one: not so in ``P^2 = P``, ``P = P^2``."""
    if not definable(left) or left is None or right is None:
        return False
    own = spelled(left.terms[0].items[0])
    return len(left.terms[0].items) > 1 or _symbol(own) not in map(_symbol, names_in(right))


def _symbol(name: Name | None) -> str:
    """A name with its scripts, but without a number above it."""
    if name is None:
        return ""
    above = (a for a in name.above if name.round or not isinstance(a, Digits))
    scripts = "".join(f"_{plain_text(script)}" for script in (*name.below, *above))
    return name.letter + name.style + scripts + "'" * name.primes


def is_number(side: Expression | None) -> bool:
    """Whether a side is a number as it is written: 3, -1, 1/2, ∞."""
    if side is None or len(side.terms) != 1:
        return False
    items = side.terms[0].items
    if len(items) == 1 and isinstance(items[0], Fraction):
        halves = (items[0].above, items[0].below)
        return all(isinstance(only_item(x) or unwrapped(x), Digits) for x in halves)
    return _NUMBER.match(plain_text(side)) is not None


def letter_of(side: Expression | None) -> str | None:
    """The letter without scripts that a side is, ``""`` for a number, ``None`` for another one."""
    item = only_item(side) if side is not None else None
    if isinstance(item, Digits):
        return ""
    name = spelled(item)
    return name.letter if name is not None and not (name.below or name.above) else None


def turned(clause: Clause) -> Clause | None:
    """The opposite of a clause with one relation: ``i ≠ j`` for ``i = j``; else ``None``.

    The places stay those of the text, which says the contrary.
    """
    if len(clause.relations) != 1 or clause.relations[0].sign not in _OPPOSITE:
        return None
    relation = replace(clause.relations[0], sign=_OPPOSITE[clause.relations[0].sign])
    return replace(clause, relations=(relation,))


def stated(
    relation: Operator, left: Expression | None, right: Expression, text: str
) -> tuple[Status, str]:
    r"""The status of a relation and how it is said; its left side may not be there.

    >>> from derive.notation.parse import parse
    >>> def status(text):
    ...     (clause,) = parse(text).parts
    ...     return stated(clause.relations[0], *clause.members, text)[0]
    >>> [status(t) for t in (r"a = b", r"a \coloneqq b", r"a \stackrel{!}{=} b", r"a = b + O(h^2)")]
    ['claim', 'definition', 'constraint', 'approximate']
    >>> status(r"w_{t+1} = w_t - \eta g_t"), status(r"h_{t+1} = U h_t + b"), status("y' = y - y^2")
    ('update', 'claim', 'claim')
    """
    found = _STATED.get(relation.sign, ("claim", relation.sign))
    name = called(left)
    if found == TURNS and left is not None and _own_term(left, right) is not None:
        return _UPDATES
    if relation.sign == "∼" and name is not None:
        plain = only_item(right) is None or spelled(only_item(right)) is not None
        return ("kind", "random") if plain else _ROUGHLY
    if found != _CLAIM:
        return found
    if _ABOVE_DEMANDS.search(_above(relation, text)):
        return "constraint", ""
    if sets(relation, text) or (relation.sign == "≡" and name is not None):
        return _UPDATES if left is not None and _occurs(left, right) else ("definition", ":=")
    if left is not None and _is_step(left, right):
        return _UPDATES
    return _ROUGHLY if _is_rough(left, right) else _CLAIM


def _above(relation: Operator, text: str) -> str:
    """What is written above a sign."""
    above = _ABOVE.search(text[max(0, relation.start - _NEAR) : relation.start])
    return above["above"] if above else ""


def sets(relation: Operator, text: str) -> bool:
    """Whether a sign sets its left side: ``:=``, an equality with "def" or a triangle above it."""
    sign = text[relation.start : relation.end]
    return bool(_DEFINES.search(sign) or _ABOVE_DEFINES.search(_above(relation, text)))


def _occurs(left: Expression, right: Expression) -> bool:
    """Whether the name at the left stands at the right, with the same scripts."""
    name = spelled(only_item(left))
    return name is not None and any(
        plain_text(other.node) == plain_text(name.node) for other in names_in(right)
    )


def _own_term(left: Expression, right: Expression) -> Name | None:
    """The name at the left where it is a term of a sum at the right, maybe with other scripts."""
    name = spelled(only_item(left))
    if name is None or len(right.terms) < 2:
        return None
    for term in right.terms:
        own = spelled(term.items[0]) if len(term.items) == 1 and term.signs in ("", "+") else None
        if own is not None and (own.letter, own.style) == (name.letter, name.style):
            return own
    return None


def _is_step(left: Expression, right: Expression) -> bool:
    r"""Whether an equation is the step of an algorithm: ``\theta' = \theta - \eta \nabla L``."""
    name, own = spelled(only_item(left)), _own_term(left, right)
    if own is None or name is None:
        return False
    same = plain_text(own.node) == plain_text(only_item(left))
    return same or (_follows(name, own) and any(map(_is_gradient, right.terms)))


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
    return any(
        (isinstance(node, Letter) and node.name in ("∇", "∂"))
        or (isinstance(node, Fraction) and plain_text(node.below).startswith("d"))
        for node in subnodes(term)
    )


def _is_rough(left: Expression | None, right: Expression) -> bool:
    """Whether one side is only said up to something: a constant, a remainder, digits."""
    if any(_is_remainder(term) for side in (left, right) if side for term in side.terms):
        return True
    last = right.terms[-1].items
    dots = isinstance(last[-1], Letter) and last[-1].name == "…"
    if dots and len(right.terms) > 1 and len(last) == 1:
        return True
    nodes = list(subnodes(right))
    if any(isinstance(node, Letter) and node.name != "…" for node in nodes):
        return False
    long = any(isinstance(n, Digits) and len(n.text.partition(".")[2]) >= _ROUNDED for n in nodes)
    return long and (dots or left is None or spelled(only_item(left)) is None)


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

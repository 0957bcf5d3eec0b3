r"""Entries at 0 beside sums from 1: ``\theta_0 + \sum_{j=1}^n \theta_j x_j``.

The sum does not reach θ_0, so that θ_0 is a quantity of its own, as a bias is. Where the whole
vector θ stands beside it, nothing says whether its entries begin at 0 or at 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from derive.notation.errors import ReadError
from derive.notation.nodes import Clauses, Head, Letter, Scripted, subnodes
from derive.syntax.reader.look import items_of, range_of, tidy
from derive.syntax.reader.plain import plain
from derive.syntax.reader.usage import Usage

__all__ = ["zeroth_entries"]


def zeroth_entries(formulas: Iterable[Clauses], usage: Usage) -> frozenset[tuple[str, str]]:
    r"""The names with an entry at 0 that their sums, from 1, leave out.

    Raises ``ReadError`` for one that stands there as a whole as well.

    >>> from derive.notation.parse import parse
    >>> from derive.syntax.reader.usage import survey
    >>> text = parse(r"h = \theta_0 + \sum_{j=1}^n \theta_j x_j")
    >>> zeroth_entries([text], survey((text,)))
    frozenset({('theta', '0')})
    """
    every = tuple(formulas)
    lows: dict[str, set[str]] = {}
    for formula in every:
        for letter, low in _sums(formula):
            lows.setdefault(letter, set()).add(low)
    at_zero: dict[str, Scripted] = {}
    letters: dict[str, set[str]] = {}
    for formula in every:
        for node in subnodes(formula):
            if not isinstance(node, Scripted) or node.below is None:
                continue
            base, below = _tidied(node), items_of(node.below)
            if base is None or below is None:
                continue
            if len(below) == 1 and plain(below[0]) == "0":
                at_zero.setdefault(base.name, node)
            letters.setdefault(base.name, set()).update(plain(item) for item in below)
    found: set[tuple[str, str]] = set()
    for name, node in at_zero.items():
        begins = set().union(*(lows.get(letter, set()) for letter in letters[name]))
        if begins != {"1"}:
            continue
        if name in usage.bare:
            said = f"do the entries of {name} begin at 0? a sum over them begins at 1"
            raise ReadError(said, node.start, node.end)
        found.add((name, "0"))
    return frozenset(found)


def _sums(formula: Clauses) -> Iterator[tuple[str, str]]:
    """The letters of sums with a lower limit, and the limit."""
    for node in subnodes(formula):
        if not isinstance(node, Head) or node.name not in ("sum", "product"):
            continue
        for clause in range_of(node.below)[0]:
            members = [plain(m) for m in clause.members if m is not None]
            if len(members) == 2 and [r.sign for r in clause.relations] == ["="]:
                yield members[0], members[1]


def _tidied(node: Scripted) -> Letter | None:
    try:
        base = tidy(node.base)
    except ReadError:
        return None
    return base if isinstance(base, Letter) else None

"""Functions that nobody declares: a letter before parentheses, with a prime or without.

With a prime it is a function. Before a single name in parentheses it most likely is one; as
a product is a function of its factor, what is proved of every function is true of it, too.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from derive.syntax.reader.errors import ReadError
from derive.syntax.reader.look import items_of, tidy
from derive.syntax.reader.notation import Bracket, Clauses, Item, Letter, Scripted, Term, subnodes

__all__ = ["applied_letters", "primed_functions"]


def primed_functions(formulas: Iterable[Clauses], other: frozenset[str]) -> tuple[str, ...]:
    r"""Letters that are applied with a prime, and are nothing ``other``.

    >>> from derive.syntax.reader.parse import parse
    >>> primed_functions([parse(r"a R'(z) + b'(z) y'")], frozenset({"b"}))
    ('R',)
    """
    found: dict[str, None] = {}
    for formula in formulas:
        for node in subnodes(formula):
            for item, following in pairwise(node.items) if isinstance(node, Term) else ():
                name = _primed(item)
                round_ones = isinstance(following, Bracket) and following.kind == "("
                if name is not None and round_ones and name not in other:
                    found[name] = None
    return tuple(found)


def applied_letters(formulas: Iterable[Clauses], other: frozenset[str]) -> tuple[str, ...]:
    r"""Letters before a single name in parentheses, which are nothing ``other``.

    >>> from derive.syntax.reader.parse import parse
    >>> applied_letters([parse(r"R(z_1) + a(x + y) + b(z)")], frozenset({"b"}))
    ('R',)
    """
    found: dict[str, None] = {}
    for formula in formulas:
        for node in subnodes(formula):
            for item, following in pairwise(node.items) if isinstance(node, Term) else ():
                if not isinstance(item, Letter) or item.word or item.name in other:
                    continue
                if isinstance(following, Bracket) and following.kind == "(":
                    inside = items_of(following.inside)
                    if inside is not None and len(inside) == 1 and _is_name(inside[0]):
                        found[item.name] = None
    return tuple(found)


def _is_name(item: Item) -> bool:
    try:
        item = tidy(item)
    except ReadError:
        return False
    return isinstance(item.base if isinstance(item, Scripted) else item, Letter)


def _primed(item: Item) -> str | None:
    """The letter that an item is, without its primes, if it has some and nothing else."""
    try:
        item = tidy(item)
    except ReadError:
        return None
    if not isinstance(item, Scripted) or not item.primes or item.below or item.above:
        return None
    return item.base.name if isinstance(item.base, Letter) else None

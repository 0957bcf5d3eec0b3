"""Functions that nobody declares: a letter before parentheses, with a prime or without.

With a prime it is a function. Before a single name in parentheses it most likely is one; as
a product is a function of its factor, what is proved of every function is true of it, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise

from derive.notation.errors import ReadError
from derive.notation.nodes import (
    Bracket,
    Clause,
    Clauses,
    Item,
    Letter,
    Scripted,
    Term,
    letters_of,
    subnodes,
)
from derive.old.conventions.walk import Row
from derive.syntax.reader.look import clauses_of, items_of, tidy

__all__ = ["applied_letters", "maybe_functions", "primed_functions", "without_arguments"]


def primed_functions(formulas: Iterable[Clauses], other: frozenset[str]) -> tuple[str, ...]:
    r"""Letters that are applied with a prime, and are nothing ``other``.

    >>> from derive.notation.parse import parse
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

    >>> from derive.notation.parse import parse
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


def maybe_functions(definitions: Iterable[Clauses], formulas: Iterable[Clauses]) -> tuple[str, ...]:
    r"""Names defined without arguments, before a sum that speaks of what they are made of.

    With ``f = x^2``, ``f(x + 1)`` may be f at another point, and may be a product.

    >>> from derive.notation.parse import parse
    >>> maybe_functions([parse("f = x^2"), parse("g = y")], [parse("f(x + 1) + g(1 - x) - f(f)")])
    ('f',)
    """
    letters: dict[str, set[str]] = {}
    for definition in definitions:
        clause = definition.parts[0] if len(definition.parts) == 1 else None
        if not isinstance(clause, Clause) or len(clause.members) != 2 or None in clause.members:
            continue
        left, right = clause.members
        assert left is not None
        assert right is not None
        row = left.terms[0].items
        if len(left.terms) == 1 and len(row) == 1 and isinstance(row[0], Letter):
            letters[row[0].name] = letters_of(right) - {row[0].name}
    found: dict[str, None] = {}
    for formula in formulas:
        for node in subnodes(formula):
            for item, following in pairwise(node.items) if isinstance(node, Term) else ():
                own = letters.get(item.name, set()) if isinstance(item, Letter) else set()
                opens = isinstance(following, Bracket) and following.kind == "("
                if own & letters_of(following) and opens and isinstance(item, Letter):
                    found[item.name] = None
    return tuple(found)


def without_arguments(of: tuple[tuple[str, tuple[str, ...]], ...]) -> Callable[[Row], Row]:
    r"""What takes away the arguments that a function is declared with: ``F(u(x))`` is ``F``.

    >>> from derive.notation.parse import parse
    >>> items = parse("F(u(x)) v(x)").parts[0].members[0].terms[0].items
    >>> len(items), len(without_arguments((("F", ("u",)),))(items))
    (4, 3)
    """
    known = dict(of)

    def change(row: Row) -> Row:
        found: list[Item] = []
        for item in row:
            before = found[-1] if found else None
            if isinstance(before, Letter) and _are(item, known.get(before.name)):
                continue
            found.append(item)
        return tuple(found)

    return change


def _are(item: Item, names: tuple[str, ...] | None) -> bool:
    """Whether parentheses hold these names, each perhaps with its own arguments."""
    if names is None or not isinstance(item, Bracket) or item.kind != "(":
        return False
    clauses, separators = clauses_of(item)
    if len(clauses) != len(names) or any(s.sign != "," for s in separators):
        return False
    for clause, name in zip(clauses, names, strict=True):
        row = items_of(Clauses(clause.start, clause.end, (clause,))) or ()
        own = len(row) == 1 or (len(row) == 2 and isinstance(row[1], Bracket))
        if not own or not isinstance(row[0], Letter) or row[0].name != name:
            return False
    return True


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

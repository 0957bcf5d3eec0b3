r"""Values of distributions, and of functions of what a sum runs over: ``p(x_i)``, ``\sum_x f(x)``.

``p(x_i)`` is a family with the index of its argument, and so is ``f(x)`` where a sum binds x:
an index is no number that a function could be taken of. ``p(x)`` and ``p(y)``, ``p(x, y)`` and
``p(y \mid x)`` are different families, and nothing is known of how they are related.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from derive.notation.nodes import Clause, Clauses, Digits, Item, Letter, Scripted, subnodes
from derive.old.conventions.applied import Applied, applications, left_call
from derive.old.conventions.arguments import COUNTERS
from derive.old.conventions.labels import INDEX_LETTERS
from derive.syntax.reader.look import items_of, tidy
from derive.syntax.reader.plain import plain
from derive.syntax.reader.spell import index_name
from derive.syntax.reader.usage import survey

__all__ = ["Values", "is_distribution", "of_several_variables", "value_defined", "values_in"]

#: What people call distributions; before an argument they are no factors.
_DISTRIBUTIONS = frozenset({"p", "q", "r", "m", "P", "Q", "M", "pi", "mu", "nu"})


@dataclass(frozen=True, slots=True)
class Values:
    """What is written with its arguments as one name, and the letters that are indices in it."""

    named: frozenset[str] = frozenset()
    indices: frozenset[str] = frozenset()


def is_distribution(name: str) -> bool:
    r"""Whether a name is one that distributions have: p, Q, ``\hat p``, ``p_\theta``.

    >>> [is_distribution(name) for name in ("p", "q'", "p_theta", "f", "sigma")]
    [True, False, True, False, False]
    """
    letter = unicodedata.normalize("NFKD", name.partition("_")[0].partition("^")[0])
    return "".join(c for c in letter if not unicodedata.combining(c)) in _DISTRIBUTIONS


def values_in(
    formulas: Iterable[Clauses], definitions: Iterable[Clauses], others: frozenset[str]
) -> Values:
    r"""The values of distributions and functions in formulas that are read together.

    ``others`` are names before parentheses that mean something else.

    >>> from derive.notation.parse import parse
    >>> text = r"\sum_x p(x) f(x) + \sum_i q(y_i) a(y_i) + q(z)"
    >>> found = values_in([parse(text)], [], frozenset())
    >>> sorted(found.named), sorted(found.indices)
    (['f(x)', 'p(x)', 'q(y_i)', 'q(z)'], ['x'])
    """
    every = tuple(formulas)
    bound = {letter.rstrip("'") for letter in survey(every).bound}
    others |= {name for d in definitions for name in _functions(d, bound)}
    named: set[str] = set()
    indices: set[str] = set()
    for found in applications(every):
        if found.name in others or not _are_values(found, bound):
            continue
        letters = {n for n in found.letters() if n is not None and n.rstrip("'") in bound}
        if is_distribution(found.name) or len(letters) == len(found.arguments):
            named.add(found.written)
            indices |= letters
    return Values(frozenset(named), frozenset(indices))


def of_several_variables(
    formulas: Iterable[Clauses], definitions: Iterable[Clauses]
) -> frozenset[str]:
    r"""The distributions at more than one variable, as p is in ``p(x)`` and ``p(y)``.

    One that a single equation defines is the same at each of them.

    >>> from derive.notation.parse import parse
    >>> sorted(of_several_variables([parse("p(x) p(y) q(x) q(x') p(i)")], []))
    ['p']
    """
    defined = [call.name for d in definitions if (call := left_call(d)) is not None]
    stems: dict[str, set[str]] = {}
    for call in applications(formulas):
        letters = [n.rstrip("'") for n in call.letters() if n is not None]
        if is_distribution(call.name) and len(letters) == len(call.arguments):
            said = ",".join("" if n in COUNTERS else n for n in letters)
            stems.setdefault(call.name, set()).add(said)
    return frozenset(n for n, many in stems.items() if len(many) > 1 and defined.count(n) != 1)


def value_defined(definition: Clauses) -> str | None:
    r"""The value of a distribution that an equation defines, as it is written.

    >>> from derive.notation.parse import parse
    >>> texts = ("p(x, y) = p(x) q(y)", r"p(x) = \sum_y p(x, y)", "p(x) = x^2")
    >>> [value_defined(parse(text)) for text in texts]
    ['p(x,y)', 'p(x)', None]
    """
    bound = {letter.rstrip("'") for letter in survey((definition,)).bound}
    call = left_call(definition)
    if call is None or not is_distribution(call.name) or not _are_values(call, bound):
        return None
    own = all(len(row) == 1 and isinstance(row[0], Letter) for row in call.arguments)
    return call.written if own and not _functions(definition, bound) else None


def _are_values(found: Applied, bound: set[str]) -> bool:
    """Whether a name without an index stands before letters, perhaps with an index each."""
    item = tidy(found.head[0])
    below = items_of(item.below) if isinstance(item, Scripted) and item.below is not None else ()
    labels = {plain(i) for i in below} if below is not None else {""}
    if "" in labels or labels & (bound | INDEX_LETTERS) or "‖" in found.separators:
        return False
    return all(len(row) == 1 and _is_plain(row[0]) for row in found.arguments)


def _is_plain(item: Item) -> bool:
    """Whether an argument is a letter, or one with an index below it."""
    if isinstance(item, Letter):
        return item.name not in ("…", "·")
    if not isinstance(item, Scripted) or item.above is not None:
        return False
    below = items_of(item.below) if item.below is not None else ()
    letters = below is not None and all(
        index_name(i) is not None or isinstance(tidy(i), Digits) for i in below
    )
    return isinstance(tidy(item.base), Letter) and letters


def _functions(definition: Clauses, bound: set[str]) -> set[str]:
    """The name that a definition makes a function of numbers: ``p(x) = 2 x``."""
    found = left_call(definition)
    (clause,) = definition.parts if found is not None else (None,)
    right = clause.members[-1] if isinstance(clause, Clause) else None
    if found is None or right is None:
        return set()
    letters = {n for n in found.letters() if n is not None and n.rstrip("'") not in bound}
    inside = {
        id(node)
        for call in applications([right])
        if is_distribution(call.name) and _are_values(call, bound)
        for node in subnodes(call.bracket)
    }
    uses = (n for n in subnodes(right) if isinstance(n, Letter) and id(n) not in inside)
    return {found.name} if any(n.name in letters for n in uses) else set()

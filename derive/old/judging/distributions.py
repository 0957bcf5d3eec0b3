r"""Steps that speak of values of distributions, ``p(x_i)``: what may refute them, and what not.

A proof for all numbers holds for probabilities. A witness counts only if its values are those
of distributions, and only if nothing else is left open: ``p(x)`` beside ``p(y)`` or ``p(x, y)``
are related in a way that the document does not say.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from derive.notation.nodes import Clauses, Head, Letter, subnodes
from derive.old.outcome import Outcome
from derive.syntax.applied import has_holes
from derive.syntax.declare import Declaration
from derive.syntax.reader.where import Where

__all__ = ["as_distributions", "of_distributions", "two_bases", "values_of", "without_negative"]

#: Letters that name distributions of which nothing else is to be known.
_PLAIN = frozenset("pqPQ")

_VALUE = re.compile(r"(?P<base>[^(]+)\((?P<arguments>.*)\)")


def values_of(used: Iterable[Declaration], valued: Iterable[str] = ()) -> tuple[str, ...]:
    """The families of values of distributions, if nothing else that is open has arguments.

    ``valued`` are families that are written as functions of what a sum runs over.

    >>> from derive import index_set
    >>> X = index_set("X")
    >>> values_of([Declaration("p(x_·)", (X,)), Declaration("q", (X,))], ["q"])
    ('p(x_·)', 'q')
    >>> values_of([Declaration("p(x·)", (X,)), Declaration("p(y·)", (X,))])
    ()
    """
    found = {d.name: d for d in used}
    plain = {n: n for n in valued if n in found and _is_plain(n)}
    bases = {n: m["base"] for n in found if (m := _VALUE.fullmatch(n)) is not None}
    alone = not set(bases.values()) & set(found) and len(set(bases.values())) == len(bases)
    ranges = all(len(found[name].axes) == 1 for name in (*bases, *plain))
    values = all(_is_plain(base) and has_holes(name) for name, base in bases.items())
    return tuple(sorted({*bases, *plain})) if alone and ranges and values else ()


def _is_plain(base: str) -> bool:
    r"""Whether a name is p, q, P or Q, perhaps with an accent or primes."""
    letter = unicodedata.normalize("NFKD", base.rstrip("'"))
    return "".join(c for c in letter if not unicodedata.combining(c)) in _PLAIN


def as_distributions(names: tuple[str, ...]) -> Where:
    """What it is to be positive distributions."""
    return Where(names, None, frozenset({"positive distribution"}), "", "")


def of_distributions(declared: Iterable[Where], formulas: Iterable[Clauses]) -> tuple[Where, ...]:
    """What is declared of p, said of its values ``p(x_i)``."""
    names = {n.name for f in formulas for n in subnodes(f) if isinstance(n, Letter)}
    values = [(name, m["base"]) for name in sorted(names) if (m := _VALUE.fullmatch(name))]
    one = [(n, b) for n, b in values if [b for _, b in values].count(b) == 1 and _is_one(n)]
    return tuple(
        replace(where, names=(name,), axes=None, kind="")
        for where in declared
        if where.facts
        for name, base in one
        if base in where.names
    )


def _is_one(name: str) -> bool:
    return has_holes(name) and "··" not in name


def two_bases(formulas: Iterable[Clauses]) -> bool:
    r"""Whether logarithms have a base here and none there: ``\log_2 p`` and ``\log p``."""
    heads = [n for f in formulas for n in subnodes(f) if isinstance(n, Head) and n.name == "log"]
    return len({head.below is None for head in heads}) > 1


def without_negative(outcome: Outcome, names: tuple[str, ...]) -> Outcome:
    """The outcome without the remark that sides are defined for other negative numbers only."""
    kept = tuple(
        r
        for r in outcome.remarks
        if r.name != "domain-mismatch" or not any(f"{name}_" in r.message for name in names)
    )
    return replace(outcome, remarks=kept)

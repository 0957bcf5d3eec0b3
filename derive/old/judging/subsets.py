r"""Sums over a named set beside sums over everything: ``\sum_{i \in S}`` and ``\sum_i``."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from derive.notation.nodes import Clauses, Head, subnodes
from derive.syntax.reader.look import range_of
from derive.syntax.reader.plain import plain

__all__ = ["subset_in"]


def subset_in(formulas: Iterable[Clauses], whole_sets: Collection[str] = ()) -> str | None:
    r"""A set over which one sum of formulas runs, where another one has no range.

    Whether the set is all that there is, nobody says, unless it is one of the ``whole_sets``
    over which letters are declared to range.

    >>> from derive.notation.parse import parse
    >>> subset_in([parse(r"\sum_{i \in S} a_i"), parse(r"\sum_i a_i")])
    'S'
    >>> subset_in([parse(r"\sum_{i \in S} a_i"), parse(r"\sum_{j \in S} a_j")]) is None
    True
    >>> subset_in([parse(r"\sum_{i \in S} a_i"), parse(r"\sum_i a_i")], {"S"}) is None
    True
    """
    named: set[str] = set()
    whole = False
    for formula in formulas:
        for node in subnodes(formula):
            if not isinstance(node, Head) or node.name not in ("sum", "product"):
                continue
            clauses, _ = range_of(node.below)
            for clause in clauses:
                signs = [relation.sign for relation in clause.relations]
                right = clause.members[-1]
                if signs == ["∈"] and right is not None:
                    named.add(plain(right))
                elif not signs and node.above is None:
                    whole = True
    return min(named.difference(whole_sets), default=None) if whole else None

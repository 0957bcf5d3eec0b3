r"""Several formulas in one text: ``L = (y - h)^2, \quad h = w x``."""

from __future__ import annotations

from dataclasses import replace

from derive.notation.nodes import Clauses
from derive.syntax.reader.counts import Formula
from derive.syntax.reader.look import clauses_of

__all__ = ["listed"]

_BETWEEN = frozenset({",", ";", ".", "where", "with", "and"})


def listed(formula: Formula) -> tuple[Formula, ...]:
    r"""The formulas of a text, parted by commas or words; a stop at the end says nothing.

    >>> from derive.notation.parse import parse
    >>> text = r"L = h^2, \text{ where } h = w x."
    >>> [text[f.notation.start : f.notation.end] for f in listed(Formula(text, parse(text)))]
    ['L = h^2', 'h = w x']
    """
    clauses, separators = clauses_of(formula.notation)
    if not clauses or any(s.sign not in _BETWEEN for s in separators):
        return (formula,)
    return tuple(replace(formula, notation=Clauses(c.start, c.end, (c,))) for c in clauses)

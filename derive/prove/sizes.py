"""Which sizes decide a claim: the cut-off theorem for sum identities.

Let a claim's sums be hierarchical: an inner sum does not mention an outer bound index.
With q_l sums at level l, set N_0 = 0 and N_l = (q_1 + … + q_l) + N_{l−1}. If the
difference of the two sides, of degree D in the sums and sizes, is not 0 for every size,
it is not 0 at some size up to r + N_L + D, where r is the number of distinct free and
literal indices. The proof is by linear independence of the summed functions over
distinct points and the Jacobian criterion. So this is how far a refuter has to look;
outside the hierarchical class the number is a good guess, and no more.
"""

from __future__ import annotations

import sympy as sp

from derive.index.notation import open_sum

__all__ = ["decisive_extra"]

#: Beyond this, unrolling costs more than it is likely to find.
LARGEST = 12


def decisive_extra(difference: sp.Expr) -> int:
    """How many elements more than the free indices need a refuter has to try, at most 12."""
    levels: dict[int, set[object]] = {}
    _collect(difference, levels, {}, _Shapes())
    reach = total = 0
    for level in sorted(levels):
        total += len(levels[level])
        reach += total
    above, below = _degree(difference, {})
    return min(LARGEST, reach + max(above, below))


def _collect(
    e: sp.Expr, levels: dict[int, set[object]], known: dict[sp.Expr, int], shapes: _Shapes
) -> int:
    """Note each different sum by its level; return the level of the expression."""
    found = known.get(e)
    if found is None:
        found = known[e] = _level(e, levels, known, shapes)
    return found


def _level(
    e: sp.Expr, levels: dict[int, set[object]], known: dict[sp.Expr, int], shapes: _Shapes
) -> int:
    if isinstance(e, sp.Sum):
        parts = open_sum(e)
        level = _collect(parts.body, levels, known, shapes) + 1
        levels.setdefault(level, set()).add((parts.size, shapes.without(parts.binder, parts.body)))
        return level
    return max((_collect(a, levels, known, shapes) for a in e.args), default=0)


class _Shapes:
    """One number for each expression, up to the name of a binder; shared parts are met once."""

    def __init__(self) -> None:
        self.numbers: dict[object, int] = {}

    def without(self, binder: sp.Symbol, e: sp.Expr) -> int:
        """The number of an expression in which a binder has no name."""
        return self._number(e, binder, {})

    def _number(self, e: sp.Basic, binder: sp.Symbol, known: dict[sp.Basic, int]) -> int:
        found = known.get(e)
        if found is None:
            if not e.args:
                shape: object = None if e == binder else e
            else:
                shape = (e.func, *(self._number(a, binder, known) for a in e.args))
            found = known[e] = self.numbers.setdefault(shape, len(self.numbers))
        return found


def _degree(e: sp.Expr, known: dict[sp.Expr, tuple[int, int]]) -> tuple[int, int]:
    """Upper bounds of the degree in sums and sizes, above and below the fraction line."""
    found = known.get(e)
    if found is None:
        above, below = _degree_of(e, known)
        found = known[e] = min(above, LARGEST), min(below, LARGEST)
    return found


def _degree_of(e: sp.Expr, known: dict[sp.Expr, tuple[int, int]]) -> tuple[int, int]:
    if isinstance(e, sp.Sum):
        above, below = _degree(open_sum(e).body, known)
        return above + below + 1, below
    if e.is_Symbol:
        return (1, 0) if e.is_positive and e.is_integer else (0, 0)
    if e.is_Add:
        above = below = 0
        for term in e.args:
            a, b = _degree(term, known)
            above, below = max(above + b, a + below), below + b
        return above, below
    if e.is_Mul:
        degrees = [_degree(a, known) for a in e.args]
        return sum(a for a, _ in degrees), sum(b for _, b in degrees)
    if e.is_Pow and e.exp.is_Integer:
        above, below = _degree(e.base, known)
        times = abs(int(e.exp))
        return (above * times, below * times) if e.exp > 0 else (below * times, above * times)
    return 0, 0

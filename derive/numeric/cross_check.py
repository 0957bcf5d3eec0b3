"""The cross-check: closed forms in NumPy against the definitions, differentiated independently.

For each chain that starts with a derivative, the left side is computed from the definition
by complex step, ``Im f(x + ih e_k)/h``, at inputs that satisfy the assumptions; and at
inputs that do not, where the closed form must differ if it rests on them.
"""

from __future__ import annotations

import math

import numpy as np

from derive.model import Assumption, Claim, CrossCheck, Equation, Fact, IndexRelation
from derive.numeric.arrays import Array, evaluate_arrays, first_position
from derive.numeric.function import free_families
from derive.numeric.inputs import drawn
from derive.scope import Scope, scope_of_forms
from derive.syntax.tree import (
    Derivative,
    Entry,
    Index,
    IndexSet,
    IndexTerm,
    Point,
    Sum,
    Written,
)
from derive.syntax.walk import free_indices, subforms

__all__ = ["SIZES", "cross_check"]

#: The last size is the largest that is tried: less where there are several index sets.
SIZES = (1, 2, 3, 7, 1000)
#: How many entries an array may have, all index sets together, and at how many places the
#: derivative is taken: at fewer where each is dear.
ENTRIES = 20_000
COORDINATES, FEW = 32, 8
SEED = 20
TOLERANCE = 1e-9
STEP = 1e-30
#: Entries smaller than this are compared absolutely: 0 has no relative error.
LEAST_SCALE = 1e-3

Positions = dict[Index, int]


_NO_NUMBER = "the closed form has no value where the definition has"

#: Assumptions that change what is equal, and not only where it is defined.
_MATTERING = frozenset({"distribution", "positive distribution", "one-hot", "binary"})


def cross_check(
    chains: tuple[tuple[Claim, ...], ...], used: tuple[Assumption, ...]
) -> CrossCheck | None:
    """Check each chain's closed form at several sizes; ``used`` is what the proofs rest on.

    ``None`` where no input was found at which the definition can be evaluated.
    """
    worst, least_off, checked = 0.0, None, set()
    undefined = False
    for claims in chains:
        for size in _sizes(claims):
            case = _Case(claims, size, np.random.default_rng(SEED + size))
            if not case.coordinates:
                continue
            error = case.least_error(claims[-1].given)
            if error is None:
                continue
            if not math.isfinite(error) and size == 1:
                # One class alone has probability 1: 1/(1 − p) has no value there.
                undefined = True
                continue
            checked.add(size)
            worst = max(worst, error if math.isfinite(error) else math.inf)
            rests = any(a in used and _matters(a) for a in claims[-1].given)
            off = case.least_error(()) if rests and size > 1 else None
            if off is not None:
                least_off = off if least_off is None else min(least_off, off)
    if not checked:
        return CrossCheck((1,), math.inf, None, False, _NO_NUMBER) if undefined else None
    ok = worst <= TOLERANCE and (least_off is None or least_off > TOLERANCE)
    detail = ""
    if worst > TOLERANCE:
        detail = "the closed form is not the derivative of the definition"
    elif not ok:
        detail = "the closed form also holds where the assumptions do not"
    return CrossCheck(tuple(sorted(checked)), worst, least_off, ok, detail)


def _sizes(claims: tuple[Claim, ...]) -> tuple[int, ...]:
    """The sizes to check at, the last one as large as the arrays allow."""
    scope = scope_of_forms((claims[0].lhs, claims[-1].rhs))
    bodies = [d.body for d in scope.declarations.values() if d.body is not None]
    forms = (claims[0].lhs, claims[-1].rhs, *bodies)
    axes = [len(declared.axes) for declared in scope.declarations.values()]
    most = max([1, len(scope.index_sets), *axes, *map(_letters, forms)])
    return (*SIZES[:-1], min(SIZES[-1], int(ENTRIES ** (1 / most))))


def _letters(form: Written) -> int:
    """How many indices an array has that is built on the way: those under the innermost sum."""
    bodies = [part.body for part in subforms(form) if isinstance(part, Sum)]
    return max(len(free_indices(body)) for body in (form, *bodies))


def _matters(assumption: Assumption) -> bool:
    return isinstance(assumption, Equation) or (
        isinstance(assumption, Fact) and assumption.kind in _MATTERING
    )


class _Case:
    """One chain at one size, with the positions that are looked at."""

    def __init__(self, claims: tuple[Claim, ...], size: int, rng: np.random.Generator) -> None:
        lhs = claims[0].lhs
        assert isinstance(lhs, Derivative)
        self.of, self.wrt, self.closed = lhs.of, lhs.wrt, claims[-1].rhs
        self.size, self.rng = size, rng
        self.scope: Scope = scope_of_forms((lhs, self.closed))
        self.sizes: dict[IndexSet, int] = dict.fromkeys(self.scope.index_sets, size)
        self.free = tuple(sorted(free_indices(lhs) | free_indices(self.closed), key=_name))
        self.coordinates = self._coordinates(claims[0].case) if self._has_room() else []

    def _has_room(self) -> bool:
        """Whether the index sets have the elements that the literal indices name."""
        return all(
            p.value - first_position(self.scope, p.over) < self.size for p in self.scope.points
        )

    def _coordinates(self, case: tuple[IndexRelation, ...]) -> list[Positions]:
        """Some positions of the free indices that satisfy the case."""
        total = self.size ** len(self.free)
        wanted = COORDINATES if self.size <= SIZES[-2] else FEW
        count = min(total, wanted * 4)
        chosen = self.rng.choice(total, count, replace=False) if total > count else range(total)
        found = []
        for number in chosen:
            digits = (
                np.unravel_index(int(number), (self.size,) * len(self.free)) if self.free else ()
            )
            positions = dict(zip(self.free, (int(d) for d in digits), strict=True))
            if all(
                (self._place(r.left, positions) == self._place(r.right, positions)) == r.equal
                for r in case
            ):
                found.append(positions)
        return found[:wanted]

    def least_error(self, given: tuple[Assumption, ...]) -> float | None:
        """The error at the first kind of input at which the definition has a value.

        Real inputs are tried first, then inputs between 0 and 1, where logarithms and
        roots of what they may be taken of are defined.
        """
        found = None
        for between in (False, True):
            error = self.error(self.inputs(given, between=between))
            if error is not None and math.isfinite(error):
                return error
            found = error if found is None else found
        return found

    def inputs(self, given: tuple[Assumption, ...], *, between: bool = False) -> dict[str, Array]:
        """Arrays for the free families that satisfy the facts declared and ``given``."""
        families = free_families(self.of, self.wrt, self.scope)
        return drawn(families, self.sizes, given, self.rng, between=between)

    def error(self, values: dict[str, Array]) -> float | None:
        """The largest difference at the coordinates, relative to the largest entry there.

        ``None`` where the definition has no real value at these inputs.
        """
        with np.errstate(all="ignore"):
            axes = tuple(sorted(free_indices(self.of), key=_name))
            # The logarithm of a negative number is none of a real one, and is of a complex one.
            if not np.isfinite(
                evaluate_arrays(self.of, self.scope, values, self.sizes, axes)
            ).all():
                return None
            exact = np.array([self._complex_step(values, at) for at in self.coordinates])
            if not np.isfinite(exact).all():
                return None
            closed = evaluate_arrays(self.closed, self.scope, values, self.sizes, self.free)
        found = np.array([closed[tuple(at[i] for i in self.free)] for at in self.coordinates])
        scale = max(float(np.abs(exact).max()), LEAST_SCALE)
        return float(np.abs(found - exact).max() / scale)

    def _complex_step(self, values: dict[str, Array], at: Positions) -> float:
        moved = {**values, self.wrt.name: values[self.wrt.name].astype(complex)}
        terms = self.wrt.indices if isinstance(self.wrt, Entry) else ()
        moved[self.wrt.name][tuple(self._place(t, at) for t in terms)] += 1j * STEP
        axes = tuple(sorted(free_indices(self.of), key=_name))
        result = evaluate_arrays(self.of, self.scope, moved, self.sizes, axes)
        value = complex(result[tuple(at[i] for i in axes)])
        # The logarithm of a negative number has an imaginary part of its own.
        return value.imag / STEP if abs(value.imag) < TOLERANCE else math.nan

    def _place(self, term: IndexTerm, at: Positions) -> int:
        if isinstance(term, Point):
            return term.value - first_position(self.scope, term.over)
        return at[term]


def _name(index: Index) -> str:
    return index.name

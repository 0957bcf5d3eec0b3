"""The cross-check of a generated module: each function against what defines it.

The truth comes from the definitions alone, evaluated as they stand, term by term: a
derivative by complex step, ``Im f(x + ih v)/h``, a product with the Hessian by the same step
of the closed form. No stable rewrite, no array program and no generated line has a part in it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any, TypeAlias

import numpy as np

from derive.model import Derivation
from derive.numeric.arrays import Array, evaluate_arrays
from derive.numeric.inputs import drawn
from derive.numeric.source.compiled import compiled_module
from derive.numeric.source.functions import Function, functions_of
from derive.syntax.tree import Index, IndexSet, Written

__all__ = ["SEED", "FunctionCheck", "check_functions"]

SEED = 6
STEP = 1e-30
#: Index sets get sizes that follow one another, so that no two are the same by chance.
SIZES = (1, 2, 3, 7)
BATCH = 3
#: How much larger the numbers are that a function has to stand besides.
FAR = 1000.0
#: Errors are relative to the largest entry, or to this where all are small.
LEAST_SCALE = 1e-3
TOLERANCE, SINGLE_TOLERANCE = 1e-9, 1e-3


@dataclass(frozen=True, slots=True)
class FunctionCheck:
    """What one function was compared with, and how far it is from it.

    Errors are relative to the largest entry: in float64, in float32, of a batch against its
    samples one by one, and by labels where a family may be given so (``None`` where not).
    ``not_finite`` counts the entries that are no numbers at inputs a thousand times as large,
    of those that are numbers where the definition is evaluated; the definition overflows first.
    """

    name: str
    against: str
    float64: float
    float32: float
    batch: float
    labels: float | None
    not_finite: int

    @property
    def ok(self) -> bool:
        """Whether every error is within its tolerance, and nothing was lost far out."""
        worst = max(self.float64, self.batch, self.labels or 0.0)
        return worst <= TOLERANCE and self.float32 <= SINGLE_TOLERANCE and not self.not_finite


def check_functions(derivation: Derivation) -> tuple[FunctionCheck, ...]:
    """Check every function of a derivation's module; raise ``ValueError`` if it has none.

    >>> from derive.catalogue import find
    >>> (gradient,) = find(("cross-entropy-gradient",))
    >>> all(check.ok for check in check_functions(gradient))
    True
    """
    module = compiled_module(derivation)
    return tuple(_Checker(function, module).check() for function in functions_of(derivation))


Inputs: TypeAlias = "tuple[dict[str, Array], dict[IndexSet, int]]"


class _Checker:
    """One function, with inputs for it and the truth at them."""

    def __init__(self, function: Function, module: ModuleType) -> None:
        self.function = function
        self.generated: Callable[..., Any] = getattr(module, function.name)

    def check(self) -> FunctionCheck:
        f = self.function
        against = "the definition" if f.kind == "value" else "the definition, by complex step"
        if f.kind == "hvp":
            against = "the gradient, by complex step"
        if f.diagonal:
            against = "the closed form"
        double, single, by_label, checked = 0.0, 0.0, 0.0, False
        for size in SIZES:
            found = self.inputs(size)
            if found is None:
                continue
            checked = True
            values, sizes = found
            truth = self.truth(values, sizes)
            double = max(double, _error(self.run(values), truth))
            narrow = {name: array.astype(np.float32) for name, array in values.items()}
            single = max(single, _error(self.run(narrow), truth))
            if f.labels is not None:
                hot = {**values, f.labels: values[f.labels].argmax(axis=-1)}
                by_label = max(by_label, _error(self.run(hot), truth))
        if not checked:
            raise ValueError(f"no inputs were found at which {f.name} is defined")
        labels = None if f.labels is None else by_label
        return FunctionCheck(f.name, against, double, single, self.batch(), labels, self.far())

    def inputs(self, size: int, seed: int = 0) -> Inputs | None:
        """Inputs at which the definition and the closed form have values, if any were found."""
        f = self.function
        least = 1 + max((p.value for p in f.scope.points), default=0)
        step = int(size > 1)
        sizes = {s: max(size, least) + n * step for n, s in enumerate(f.scope.index_sets)}
        rng = np.random.default_rng((SEED, size, seed))
        for between in (False, True):
            values = drawn(f.families, sizes, f.given, rng, between=between)
            closed = self.evaluated(f.form, f.output, values, sizes)
            if np.isfinite(closed).all() and np.isfinite(self.truth(values, sizes)).all():
                return values, sizes
        return None

    def run(self, values: dict[str, Array]) -> Array:
        return np.asarray(self.generated(*(values[f.name] for f in self.function.families)))

    def batch(self) -> float:
        """The error of a batch against its samples, one by one."""
        tried = [self.inputs(SIZES[-1], seed) for seed in range(BATCH)]
        samples = [found[0] for found in tried if found is not None]
        if not samples:
            return 0.0
        together = {name: np.stack([s[name] for s in samples]) for name in samples[0]}
        return _error(self.run(together), np.stack([self.run(s) for s in samples]))

    def far(self) -> int:
        """How many entries are lost at large inputs, of those that are numbers.

        Which these are is seen in extended precision, whose exponents are larger.
        """
        f = self.function
        found = self.inputs(SIZES[-1])
        if found is None:
            return 0
        values, sizes = found
        free = {d.name for d in f.families if not d.facts and d.name != f.labels}
        constrained = {getattr(a, "name", "") for a in f.given}
        large = {n: a * FAR if n in free - constrained else a for n, a in values.items()}
        extended = {n: a.astype(np.longdouble) for n, a in large.items()}
        size = np.abs(self.truth(extended, sizes))
        expected = np.isfinite(size) & (size < np.finfo(np.float64).max)
        return int((expected & ~np.isfinite(self.run(large))).sum())

    # -- the truth

    def truth(self, values: dict[str, Array], sizes: dict[IndexSet, int]) -> Array:
        f = self.function
        if f.kind == "value" or f.loss is None or f.wrt is None or f.diagonal:
            return self.evaluated(f.form, f.output, values, sizes)
        if f.kind in {"jvp", "hvp"}:
            assert f.vector is not None
            return self.along(values[f.vector.name], values, sizes)
        whole = values[f.wrt.name]
        columns = []
        for place in np.ndindex(whole.shape):
            direction = np.zeros_like(whole)
            direction[place] = 1.0
            columns.append(self.along(direction, values, sizes))
        jacobian = np.stack(columns, axis=-1).reshape(columns[0].shape + whole.shape)
        if f.kind == "gradient":
            return jacobian
        assert f.vector is not None
        axes = columns[0].ndim
        return np.tensordot(values[f.vector.name], jacobian, axes=axes)

    def along(
        self, direction: Array, values: dict[str, Array], sizes: dict[IndexSet, int]
    ) -> Array:
        """The derivative of what is differentiated in a direction."""
        f = self.function
        assert f.wrt is not None
        moved = {**values, f.wrt.name: values[f.wrt.name] + 1j * STEP * direction}
        form, letters = f.varied
        step = self.evaluated(form, letters, moved, sizes).imag
        # The logarithm of a negative number has an imaginary part of its own.
        return np.where(np.abs(step) < TOLERANCE, step / STEP, np.nan)

    def evaluated(
        self,
        form: Written,
        letters: tuple[Index, ...],
        values: dict[str, Array],
        sizes: dict[IndexSet, int],
    ) -> Array:
        with np.errstate(all="ignore"):
            return evaluate_arrays(form, self.function.scope, values, sizes, letters)


def _error(found: Array, truth: Array) -> float:
    """The largest difference, relative to the largest entry."""
    if found.shape != truth.shape or not np.isfinite(found).all():
        return float("inf")
    scale = max(float(np.abs(truth).max(initial=0.0)), LEAST_SCALE)
    return float(np.abs(found - truth).max(initial=0.0)) / scale

"""The cross-check of a generated module: each function against what defines it.

The truth comes from the definitions alone, evaluated as they stand, term by term: a
derivative by complex step, ``Im f(x + ih v)/h``, a product with the Hessian by the same step
of the closed form. No stable rewrite, no array program and no generated line has a part in it.

A module has two forms of most functions: in blocks of rows for NumPy, and for the arrays of
any library. Both are run, the second with NumPy's arrays as those of some other library.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from inspect import signature
from itertools import product
from types import ModuleType
from typing import Any, TypeAlias

import numpy as np

from derive.model import Derivation
from derive.numeric.arrays import Array, evaluate_arrays
from derive.numeric.inputs import drawn
from derive.numeric.source.compiled import compiled_source
from derive.numeric.source.functions import Function, functions_of
from derive.numeric.source.module import module_source
from derive.syntax.tree import Index, IndexSet, Written

__all__ = ["FAR", "SEED", "SIZES", "FunctionCheck", "check_functions", "check_source"]

SEED = 6
STEP = 1e-30
#: Index sets get sizes that follow one another, so that no two are the same by chance.
SIZES = (1, 2, 3, 7)
BATCH = 3
#: At this size the two forms are compared with one another: rows are then summed in pieces.
LONG = 1100
#: How much larger the numbers are that a function has to stand besides.
FAR = (30.0, 3000.0)
#: Errors are relative to the largest entry, or to this where all are small.
LEAST_SCALE = 1e-3
TOLERANCE, SINGLE_TOLERANCE = 1e-9, 1e-3


@dataclass(frozen=True, slots=True)
class FunctionCheck:
    """What one function was compared with, and how far it is from it.

    Errors are relative to the largest entry: in float64, in float32, of the form for other
    libraries, of a batch against its samples one by one, by labels where a family may be given
    so (``None`` where not), and at inputs that are thirty and three thousand times as large.
    A number that is lost is an infinite error, unless the definition has none there either.
    """

    name: str
    against: str
    float64: float
    float32: float
    elsewhere: float
    batch: float
    labels: float | None
    far: float

    @property
    def ok(self) -> bool:
        """Whether every error is within its tolerance."""
        double = (self.float64, self.elsewhere, self.batch, self.labels or 0.0, self.far)
        return max(double) <= TOLERANCE and self.float32 <= SINGLE_TOLERANCE


def check_functions(derivation: Derivation) -> tuple[FunctionCheck, ...]:
    """Check every function of a derivation's module; raise ``ValueError`` if it has none.

    >>> from derive.catalogue import find
    >>> (gradient,) = find(("cross-entropy-gradient",))
    >>> all(check.ok for check in check_functions(gradient))
    True
    """
    return check_source(module_source(derivation), functions_of(derivation))


def check_source(source: str, functions: tuple[Function, ...]) -> tuple[FunctionCheck, ...]:
    """Check the functions of a module by its source, which may be another than derive's."""
    module, elsewhere = (compiled_source(source, functions[0].name) for _ in range(2))
    vars(elsewhere)["_namespace"] = lambda *_: _AnyLibrary()
    return tuple(_Checker(function, module, elsewhere).check() for function in functions)


class _AnyLibrary:
    """NumPy's functions, but not NumPy: what a module takes for another library."""

    def __getattr__(self, name: str) -> Any:
        return getattr(np, name)


Inputs: TypeAlias = "tuple[dict[str, Array], dict[IndexSet, int]]"


class _Checker:
    """One function, in both its forms, with inputs for it and the truth at them."""

    def __init__(self, function: Function, module: ModuleType, elsewhere: ModuleType) -> None:
        self.function = function
        self.rows: Callable[..., Any] = getattr(module, function.name)
        self.elsewhere: Callable[..., Any] = getattr(elsewhere, function.name)
        self.forms = (self.rows, self.elsewhere)

    def check(self) -> FunctionCheck:
        f = self.function
        against = "the definition" if f.kind == "value" else "the definition, by complex step"
        if f.kind == "hvp":
            against = "the gradient, by complex step"
        if f.diagonal:
            against = "the closed form"
        double, single, elsewhere, by_label, checked = 0.0, 0.0, 0.0, 0.0, False
        for size, seed in product(SIZES, range(BATCH)):
            found = self.inputs(size, seed)
            if found is None:
                continue
            checked = True
            values, sizes = found
            truth = self.truth(values, sizes)
            double = max(double, _error(self.run(self.rows, values), truth))
            elsewhere = max(elsewhere, _error(self.run(self.elsewhere, values), truth))
            narrow = {name: array.astype(np.float32) for name, array in values.items()}
            single = max(single, *(_error(self.run(form, narrow), truth) for form in self.forms))
            by_label = max(by_label, self.by_label(values, truth))
        if not checked:
            raise ValueError(f"no inputs were found at which {f.name} is defined")
        elsewhere = max(elsewhere, self.long())
        batch, labelled = self.batch()
        labels = None if f.labels is None else max(by_label, labelled)
        return FunctionCheck(f.name, against, double, single, elsewhere, batch, labels, self.far())

    def by_label(self, values: dict[str, Array], truth: Array) -> float:
        """The error where the one-hot family is given by the positions of its ones."""
        _, *by_label = self.ways(values)
        pairs = product(self.forms, by_label)
        return max((_error(self.run(form, given), truth) for form, given in pairs), default=0.0)

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

    def run(self, form: Callable[..., Any], values: dict[str, Array]) -> Array:
        with np.errstate(all="ignore"):
            return np.asarray(form(*(values[f.name] for f in self.function.families)))

    def batch(self) -> tuple[float, float]:
        """The errors of a batch against its samples, one by one: dense, and by labels."""
        tried = [self.inputs(SIZES[-1], seed) for seed in range(BATCH)]
        samples = [found[0] for found in tried if found is not None]
        if not samples:
            return 0.0, 0.0
        together = {name: np.stack([s[name] for s in samples]) for name in samples[0]}
        single = np.stack([self.run(self.rows, s) for s in samples])
        dense = max(_error(self.run(form, together), single) for form in self.forms)
        return dense, self.by_label(together, single)

    def long(self) -> float:
        """How far the two forms are from one another in a batch of long rows."""
        f = self.function
        if "out" not in signature(self.rows).parameters:
            return 0.0  # it has one form only
        sizes = dict.fromkeys(f.scope.index_sets, LONG)
        rng = np.random.default_rng((SEED, LONG))
        samples = [drawn(f.families, sizes, f.given, rng, between=True) for _ in range(BATCH)]
        together = {name: np.stack([s[name] for s in samples]) for name in samples[0]}
        truth = self.run(self.elsewhere, together)
        found = [_error(self.run(self.rows, together), truth)]
        if f.labels is not None:
            found.append(self.by_label(together, truth))
        return max(found)

    def far(self) -> float:
        """The error at large inputs, of entries that are numbers in the definition.

        Which these are is seen in extended precision, whose exponents are larger. How large
        they are is compared where the definition says the same in both precisions: it loses
        its own digits far out.
        """
        f = self.function
        free = {d.name for d in f.families if not d.facts and d.name != f.labels}
        free -= {getattr(a, "name", "") for a in f.given}
        worst = 0.0
        for scale, seed in product(FAR, range(BATCH)):
            found = self.inputs(SIZES[-1], seed)
            if found is None:
                continue
            values, sizes = found
            large = {n: a * scale if n in free else a for n, a in values.items()}
            truth = self.truth({n: a.astype(np.longdouble) for n, a in large.items()}, sizes)
            known = np.isfinite(truth) & (np.abs(truth) < np.finfo(np.float64).max)
            truth = np.where(known, truth, 0).astype(np.float64)
            least = TOLERANCE * max(float(np.abs(truth).max(initial=0.0)), LEAST_SCALE)
            sure = known & (np.abs(self.truth(large, sizes) - truth) < least)
            for form, given in product(self.forms, self.ways(large)):
                found_far = self.run(form, given)
                if not np.isfinite(found_far[known]).all():
                    return float("inf")
                worst = max(worst, _error(np.where(sure, found_far, truth), truth))
        return worst

    def ways(self, values: dict[str, Array]) -> Iterator[dict[str, Array]]:
        """The inputs as they are, and with the one-hot family by the positions of its ones."""
        yield values
        name = self.function.labels
        if name is not None:
            yield {**values, name: values[name].argmax(axis=-1)}

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

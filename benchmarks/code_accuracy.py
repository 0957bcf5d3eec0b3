"""Errors of the generated functions against exact truth: ``python -m benchmarks.code_accuracy``.

In units in the last place, the largest over 2, 10 and 1000 classes, for logits up to ±1e5;
beside them PyTorch, JAX and SciPy where they are installed, and the generated functions on
arrays of PyTorch and JAX. The bars are those that the project has set itself.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

import numpy as np

from benchmarks.code_peers import Functions, in_jax, in_scipy, in_torch
from benchmarks.code_truth import by_norm, relative, truths, ulps
from derive import Derivation, Sum, define, exp, index_set, indices, log, scalar, vector
from derive.catalogue import find
from derive.numeric.source.compiled import compiled_module

__all__ = ["Line", "lines", "ours"]

RANGES = (1.0, 50.0, 1e3, 1e5)
CLASSES = (2, 10, 1000)
#: About how many logits there are for each number of classes.
ENTRIES = 2000
#: How far the logits of two softmaxes are apart whose divergence is taken.
APART = 1e-8

Arrays = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """The largest error of each contender for one function and range; what was not finite."""

    name: str
    dtype: str
    reach: float
    unit: str
    bar: float | None
    errors: dict[str, float]
    lost: dict[str, int]


def ours() -> Functions:
    """The generated functions, of the arguments that the peers' functions have."""
    C = index_set("C")
    i, j, k = indices("i j k", C)
    z = vector("z", C)
    x, y = scalar("x"), scalar("y")
    p = define("p", i, exp(z[i]) / Sum(exp(z[j]), j))
    h = 1 / (1 + exp(-x))

    def module(derivation: Derivation) -> Any:
        return compiled_module(derivation)

    bce = module(
        Derivation.of_gradient(-(y * log(h) + (1 - y) * log(1 - h)), x, name="bce-gradient")
    )
    softmax = module(Derivation.of_gradient(p[i], z[k], name="softmax-jacobian"))
    logs = module(Derivation.of_gradient(log(p[i]), z[k], name="log-softmax-jacobian"))
    sigmoid = module(Derivation.of_gradient(h, x, name="sigmoid-gradient"))
    ce = module(find(("cross-entropy-gradient",))[0])
    kl = module(find(("softmax-divergence-gradient",))[0])
    return {
        "sigmoid": sigmoid.sigmoid_value,
        "BCE": bce.bce_value,
        "BCE gradient": bce.bce_gradient,
        "softmax": softmax.softmax_value,
        "log-softmax": logs.log_softmax_value,
        "CE": ce.cross_entropy_value,
        "CE gradient": ce.cross_entropy_gradient,
        "KL": lambda a, b: kl.softmax_divergence_value(b, a),
        "KL gradient": lambda a, b: kl.softmax_divergence_gradient(b, a),
        "KL gradient, far": lambda a, b: kl.softmax_divergence_gradient(b, a),
        "VJP": softmax.softmax_vjp,
        "JVP": softmax.softmax_jvp,
        "CE HVP": ce.cross_entropy_hvp,
        "log-softmax VJP": logs.log_softmax_vjp,
    }


def _elsewhere(functions: Functions, library: str) -> Functions:
    """The generated functions, their arguments as arrays of another library."""
    if find_spec(library) is None or find_spec("array_api_compat") is None:
        return {}

    def on(function: Callable[..., Any]) -> Callable[..., Any]:
        def computed(*arrays: Any) -> Any:
            if library == "torch":
                import torch

                return function(*map(torch.from_numpy, arrays)).numpy()
            import jax

            jax.config.update("jax_enable_x64", True)
            return np.asarray(function(*map(jax.numpy.asarray, arrays)))

        return computed

    return {name: on(function) for name, function in functions.items()}


def lines(dtype: Any, contenders: dict[str, Functions]) -> list[Line]:
    """All lines of the table for one dtype."""
    found = []
    for reach in RANGES:
        near = [_single(reach, dtype)]
        rows = [_rows(reach, size, dtype) for size in CLASSES]
        apart = [_pairs(reach, size, dtype) for size in CLASSES] if dtype is np.float64 else []
        far = [
            (z, _rows(reach, size, dtype, seed=9)[0])
            for (z, _), size in zip(rows, CLASSES, strict=True)
        ]
        turned = [(_directions(z), z) for z, _ in rows]
        labelled = [(_directions(z), z, y) for z, y in rows]
        # An exponential has the error of its exponent, which is rounded once: half a unit of it.
        spread = 4 + 0.7 * 2 * reach
        # Differences of numbers that were rounded before, and may nearly agree by chance.
        chance = 60 + spread

        def line(
            name: str,
            samples: list[Arrays],
            bar: float | None,
            part: str = "",
            error: Any = ulps,
            unit: str = "ulp",
            reach: float = reach,
        ) -> Line:
            label = f"{name}, {part}" if part else name
            compared = _compared(name, samples, contenders, part, error)
            return Line(label, np.dtype(dtype).name, reach, unit, bar, *compared)

        found += [
            line("sigmoid", [(x,) for x, _ in near], 4),
            line("BCE", near, 4),
            line("BCE gradient", near, 4),
            line("softmax", [(z,) for z, _ in rows], spread),
            line("log-softmax", [(z,) for z, _ in rows], 4),
            line("CE", rows, 4),
            line("CE gradient", rows, 64, "label"),
            line("CE gradient", rows, spread, "others"),
            line("VJP", turned, spread, "by ‖Jᵀu‖", error=by_norm, unit="ulp of 1"),
            line("VJP", turned, 4, "by ‖u‖", error=_by_direction, unit="ulp of 1"),
            line("JVP", turned, spread, error=by_norm, unit="ulp of 1"),
            line("log-softmax VJP", turned, spread, "by terms", error=_by_terms, unit="ulp of 1"),
            line("CE HVP", labelled, spread, error=by_norm, unit="ulp of 1"),
            line("KL gradient, far", far, chance, error=by_norm, unit="ulp of 1"),
        ]
        if apart:
            found.append(line("KL", apart, 1e-12, error=relative, unit="relative"))
            found.append(line("KL gradient", apart, spread, error=by_norm, unit="ulp of 1"))
    return found


def _compared(
    name: str, samples: list[Arrays], contenders: dict[str, Functions], part: str, error: Any
) -> tuple[dict[str, float], dict[str, int]]:
    errors: dict[str, float] = {}
    lost: dict[str, int] = {}
    for arrays in samples:
        truth = truths(name, *arrays)
        for contender, functions in contenders.items():
            if name not in functions:
                continue
            with np.errstate(all="ignore"):
                found = np.asarray(functions[name](*arrays))
            assert found.dtype == arrays[0].dtype, (contender, name, found.dtype)
            assert found.shape == truth.shape, (contender, name, found.shape)
            beside = {_by_direction: arrays[:1], _by_terms: arrays}.get(error, ())
            sizes = error(found, truth, *beside)
            kept = np.ones(sizes.shape, dtype=bool)
            if part in {"label", "others"}:
                there = np.arange(found.shape[-1]) == arrays[-1][:, None]
                kept = there if part == "label" else ~there
            largest = float(np.max(np.where(kept, sizes, 0.0), where=np.isfinite(sizes), initial=0))
            errors[contender] = max(errors.get(contender, 0.0), largest)
            lost[contender] = lost.get(contender, 0) + int((~np.isfinite(found)).sum())
    return errors, lost


def _by_direction(found: Any, truth: Any, direction: Any) -> Any:
    return by_norm(found, truth, direction)


def _by_terms(found: Any, truth: Any, direction: Any, logits: Any) -> Any:
    """By what is subtracted in ``(1 − p_k) u_k − p_k Σ_{j≠k} u_j``, which may agree by chance."""
    z, u = logits.astype(float), np.abs(direction.astype(float))
    weights = np.exp(z - z.max(axis=-1, keepdims=True))
    top = np.arange(z.shape[-1]) == z.argmax(axis=-1)[:, None]
    whole = weights.sum(axis=-1, keepdims=True)
    others = np.where(top, np.where(top, 0, weights).sum(axis=-1, keepdims=True), whole - weights)
    beside = u.sum(axis=-1, keepdims=True) - u
    return by_norm(found, truth, (others * u + weights * beside) / whole)


# -- inputs


def _single(reach: float, dtype: Any) -> Arrays:
    rng = np.random.default_rng(1)
    x = rng.uniform(-reach, reach, ENTRIES).astype(dtype)
    return x, rng.integers(0, 2, ENTRIES)


def _rows(reach: float, size: int, dtype: Any, seed: int = 0) -> Arrays:
    """Logits, and labels: of every other row that of its largest logit."""
    rng = np.random.default_rng((size, seed) if seed else size)
    z = rng.uniform(-reach, reach, (max(4, ENTRIES // size), size)).astype(dtype)
    labels = rng.integers(0, size, len(z))
    labels[::2] = z[::2].argmax(axis=-1)
    return z, labels


def _pairs(reach: float, size: int, dtype: Any) -> Arrays:
    """Logits, and others that are close to them, as far as the dtype can tell them apart."""
    z, _ = _rows(reach, size, dtype)
    return z, (z + np.random.default_rng(3).uniform(-APART, APART, z.shape)).astype(dtype)


def _directions(z: Any) -> Any:
    return np.random.default_rng(2).standard_normal(z.shape).astype(z.dtype)


# -- the table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dtype", nargs="*", choices=("float64", "float32"))
    options = parser.parse_args()
    functions = ours()
    contenders = {
        "ours": functions,
        "on PyTorch": _elsewhere(functions, "torch"),
        "on JAX": _elsewhere(functions, "jax"),
        "PyTorch": in_torch(),
        "JAX": in_jax(),
        "SciPy": in_scipy(),
    }
    print("Largest error; ! counts what is not finite, × is above the bar, – is not there\n")
    print(f"{'':<24}{'dtype':<9}{'logits':>8} {'in':<9}{'bar':>9}", end="")
    print("".join(f"{name:>14}" for name in contenders))
    all_lines = []
    for dtype in (np.float64, np.float32):
        if options.dtype and np.dtype(dtype).name not in options.dtype:
            continue
        for line in lines(dtype, contenders):
            all_lines.append(line)
            _print(line, tuple(contenders))
    for name in ("ours", "on PyTorch", "on JAX"):
        above = [x for x in all_lines if x.bar is not None and x.errors.get(name, 0) > x.bar]
        lost = sum(x.lost.get(name, 0) for x in all_lines)
        print(f"{name}: {len(above)} of {len(all_lines)} above their bars, {lost} not finite")


def _print(line: Line, contenders: tuple[str, ...]) -> None:
    bar = "–" if line.bar is None else f"{line.bar:.3g}"
    print(f"{line.name:<24}{line.dtype:<9}{f'±{line.reach:g}':>8} {line.unit:<9}{bar:>9}", end="")
    for name in contenders:
        if name not in line.errors:
            print(f"{'–':>14}", end="")
            continue
        above = line.bar is not None and line.errors[name] > line.bar
        lost = f" {line.lost[name]}!" if line.lost[name] else ""
        shown = f"{line.errors[name]:.3g}{' ×' if above else ''}{lost}"
        print(f"{shown:>14}", end="")
    print(flush=True)


if __name__ == "__main__":
    main()

"""What accuracy costs: ``python -m benchmarks.code_cost``.

Each generated function beside the formula as it is mostly written in NumPy, which is safe
from overflow where that is customary and loses its digits where ``benchmarks.code_accuracy``
says so. Ratios of the times of one run; the contenders take turns.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from time import process_time
from typing import Any

import numpy as np

from benchmarks.code_accuracy import ours
from benchmarks.code_speed import in_turn

__all__ = ["PLAIN", "ratios"]


def _sigmoid(x: Any) -> Any:
    return 1 / (1 + np.exp(-x))


def _softmax(z: Any) -> Any:
    weights = np.exp(z - z.max(axis=-1, keepdims=True))
    return weights / weights.sum(axis=-1, keepdims=True)


def _log_softmax(z: Any) -> Any:
    less = z - z.max(axis=-1, keepdims=True)
    return less - np.log(np.exp(less).sum(axis=-1, keepdims=True))


def _product(u: Any, z: Any) -> Any:
    p = _softmax(z)
    return p * (u - (p * u).sum(axis=-1, keepdims=True))


PLAIN: dict[str, Callable[..., Any]] = {
    "sigmoid": _sigmoid,
    "BCE": lambda x, y: np.maximum(x, 0) - x * y + np.log1p(np.exp(-np.abs(x))),
    "BCE gradient": lambda x, y: _sigmoid(x) - y,
    "softmax": _softmax,
    "log-softmax": _log_softmax,
    "CE": lambda z, y: -_log_softmax(z)[np.arange(len(y)), y],
    "KL": lambda a, b: (_softmax(a) * (_log_softmax(a) - _log_softmax(b))).sum(axis=-1),
    "VJP": _product,
}


def ratios(dtype: Any, seconds: float) -> dict[str, float]:
    """The time of each generated function over that of the plain formula."""
    rng, functions = np.random.default_rng(6), ours()
    z = (3 * rng.standard_normal((1024, 1000))).astype(dtype)
    other = (z + rng.standard_normal(z.shape)).astype(dtype)
    labels, binary = rng.integers(0, 1000, 1024), rng.integers(0, 2, z.shape).astype(dtype)
    given = {
        "sigmoid": (z,),
        "BCE": (z, binary),
        "BCE gradient": (z, binary),
        "softmax": (z,),
        "log-softmax": (z,),
        "CE": (z, labels),
        "KL": (z, other),
        "VJP": (other, z),
    }
    found = {}
    for name, arrays in given.items():
        calls = {
            "ours": lambda f=functions[name], a=arrays: f(*a),
            "plain": lambda f=PLAIN[name], a=arrays: f(*a),
        }
        times = in_turn(calls, seconds, process_time)
        found[name] = times["ours"] / times["plain"]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=2, help="for each function")
    options = parser.parse_args()
    print("Time of the generated function / time of the formula as it is mostly written\n")
    columns = {t: ratios(np.dtype(t), options.seconds) for t in ("float32", "float64")}
    print(f"{'':<14}" + "".join(f"{t:>9}" for t in columns))
    for name in PLAIN:
        print(f"{name:<14}" + "".join(f"{column[name]:>9.2f}" for column in columns.values()))


if __name__ == "__main__":
    main()

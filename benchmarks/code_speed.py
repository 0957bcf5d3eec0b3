"""Speed of the generated gradient of cross-entropy: ``python -m benchmarks.code_speed``.

Every figure is a multiple of ``np.copyto`` on the same arrays in the same run. The contenders
take turns, and the best time of each counts; of one thread it is the time of the processor,
which other processes on the machine disturb less than the clock on the wall. The bars are
those that the project has set itself; PyTorch is compared with where it is installed.
"""

from __future__ import annotations

import argparse
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from time import perf_counter, process_time
from types import ModuleType
from typing import Any

import numpy as np

from derive.catalogue import find
from derive.numeric.source.compiled import compiled_module

__all__ = ["Case", "blocks", "in_turn", "measured", "temporaries"]

SHAPES = ((1024, 1000), (64, 32000), (16, 262144), (2048, 32000))
DTYPES = (np.float32, np.float64)
#: Sizes of a block that the hand-written version is tried with; the best of them counts.
BLOCKS = (1 << 18, 1 << 19, 1 << 20, 1 << 21)
MIB = 1 << 20
#: Where the arrays are at least so large, temporaries cost their allocation.
LARGE = 250 * MIB

Call = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Case:
    """One shape, dtype and kind of targets: times in multiples of a copy, memory in MiB."""

    shape: tuple[int, int]
    dtype: str
    targets: str
    copy: float
    times: dict[str, float]
    speed_up: float
    memory: tuple[float, float]

    @property
    def hand(self) -> float:
        """The best hand-written version, over the sizes of its blocks."""
        return min(t for name, t in self.times.items() if name.startswith("by hand"))

    @property
    def bars(self) -> dict[str, tuple[float | None, float]]:
        """What is compared with what, and the bar of each."""
        ours, times = self.times["ours"], self.times
        large = self.shape[0] * self.shape[1] * np.dtype(self.dtype).itemsize >= LARGE

        def over(name: str, applies: bool = True) -> float | None:
            return ours / times[name] if applies and name in times else None

        return {
            "by hand": (ours / self.hand, 1.10),
            "temporaries": (over("temporaries", large), 0.6),
            "autograd": (over("autograd"), 0.75),
            "softmax": (over("softmax"), 1.5),
            "MiB": (max(self.memory[0], self.memory[1] / 2), 1.0),
        }


def blocks(z: Any, y: Any, out: Any, size: int) -> Any:
    """The best that was found by hand: blocks of rows, ``out=``, one division a row."""
    rows = max(1, size // (z.shape[1] * z.itemsize))
    for start in range(0, len(z), rows):
        x, t, result = (a[start : start + rows] for a in (z, y, out))
        np.subtract(x, x.max(axis=1, keepdims=True), out=result)
        np.exp(result, out=result)
        np.multiply(result, 1 / result.sum(axis=1, keepdims=True), out=result)
        if t.ndim == 2:
            np.subtract(result, t, out=result)
        else:
            result[np.arange(len(t)), t] -= 1
    return out


def temporaries(z: Any, y: Any) -> Any:
    """As it is mostly written: a new array for each operation."""
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    p = e / e.sum(axis=-1, keepdims=True)
    if y.ndim == 2:
        return p - y
    p[np.arange(len(y)), y] -= 1
    return p


def peers(z: Any, y: Any, out: Any) -> dict[str, Call]:
    """PyTorch's gradient by autograd, and its softmax; nothing where it is not installed."""
    try:
        import torch
    except ImportError:
        return {}
    torch.set_num_threads(1)
    logits, targets, result = (torch.from_numpy(a) for a in (z, y, out))

    def autograd() -> object:
        leaf = logits.detach().requires_grad_()
        torch.nn.functional.cross_entropy(leaf, targets, reduction="sum").backward()
        return leaf.grad

    return {
        "autograd": autograd,
        "softmax": lambda: torch.softmax(logits, -1, out=result),
    }


def measured(module: ModuleType, z: Any, y: Any, seconds: float) -> Case:
    """All contenders on one pair of arrays, in turn, for so many seconds."""
    gradient = module.cross_entropy_gradient
    out, copy = np.zeros_like(z), np.zeros_like(z)
    calls: dict[str, Call] = {
        "copy": lambda: np.copyto(copy, z),
        "ours": lambda: gradient(z, y, out=out),
        "ours, new": lambda: gradient(z, y),
        "temporaries": lambda: temporaries(z, y),
        **{
            f"by hand {size >> 10}": lambda size=size: blocks(z, y, out, size)  # type: ignore[misc]
            for size in BLOCKS
        },
        **peers(z, y, out),
    }
    with np.errstate(all="ignore"):
        times = in_turn(calls, seconds, process_time)
        wall = in_turn(
            {str(n): lambda n=n: gradient(z, y, out=out, threads=n) for n in (1, 2)},  # type: ignore[misc]
            seconds / 4,
            perf_counter,
        )
    memory = tuple(_memory(lambda n=n: gradient(z, y, out=out, threads=n)) for n in (1, 2))  # type: ignore[misc]
    unit = times.pop("copy")
    return Case(
        z.shape,
        z.dtype.name,
        "dense" if y.ndim == 2 else "labels",
        unit,
        {name: t / unit for name, t in times.items()},
        wall["1"] / wall["2"],
        memory,
    )


def in_turn(calls: dict[str, Call], seconds: float, clock: Callable[[], float]) -> dict[str, float]:
    """The best time of each call; each round has an order of its own."""
    best, names, shuffled = dict.fromkeys(calls, float("inf")), list(calls), Random(6)
    end, number = perf_counter() + seconds, 0
    while number < 4 or perf_counter() < end:
        shuffled.shuffle(names)
        for name in names:
            start = clock()
            calls[name]()
            taken = clock() - start
            if number:  # the first round warms up
                best[name] = min(best[name], taken)
        number += 1
    return best


def _memory(call: Call) -> float:
    """MiB that a call holds at most, besides what is there before: NumPy's arrays count."""
    tracemalloc.start()
    call()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / MIB


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=8, help="for each shape, dtype, target")
    parser.add_argument("--shape", nargs="*", help="such as 64x32000; all, if none is given")
    options = parser.parse_args()
    wanted = [tuple(map(int, s.split("x"))) for s in options.shape or ()] or list(SHAPES)
    module = compiled_module(find(("cross-entropy-gradient",))[0])
    cases = []
    for shape in wanted:
        for dtype in DTYPES:
            rng = np.random.default_rng(6)
            z = (3 * rng.standard_normal(shape, dtype=dtype)).astype(dtype, copy=False)
            labels = rng.integers(0, shape[1], shape[0])
            dense = np.zeros_like(z)
            dense[np.arange(len(z)), labels] = 1
            for y in (dense, labels):
                cases.append(measured(module, z, y, options.seconds))
                _print(cases[-1], header=len(cases) == 1)
    _print_bars(cases)


_COLUMNS = ("ours", "ours, new", "by hand", "temporaries", "autograd", "softmax")


def _print(case: Case, header: bool) -> None:
    if header:
        names = "".join(f"{name:>13}" for name in _COLUMNS)
        print("Cross-entropy's gradient: time / np.copyto of the same arrays, one thread\n")
        given = f"{'shape':<14}{'dtype':<9}{'targets':<8}{'copy, ms':>9}"
        print(f"{given}{names}{'2 threads':>12}{'MiB':>12}")
    shown = {**case.times, "by hand": case.hand}
    columns = "".join(f"{shown[n]:>13.2f}" if n in shown else f"{'absent':>13}" for n in _COLUMNS)
    memory = "{:.2f}/{:.2f}".format(*case.memory)
    print(
        f"{'×'.join(map(str, case.shape)):<14}{case.dtype:<9}{case.targets:<8}"
        f"{case.copy * 1e3:>9.2f}{columns}{f'{case.speed_up:.2f} ×':>12}{memory:>12}",
        flush=True,
    )


def _print_bars(cases: list[Case]) -> None:
    print(
        "\nours / theirs, and MiB for each thread; × marks what is above its bar. The last column"
    )
    print("is the best by hand / softmax: what NumPy can do beside a kernel of one pass\n")
    head = "".join(f"{f'{n} ≤ {bar}':>20}" for n, (_, bar) in cases[0].bars.items())
    head += f"{'hand / softmax':>20}"
    print(f"{'':<31}{head}")
    for case in cases:
        figures = ""
        for ratio, bar in case.bars.values():
            mark = "" if ratio is None or ratio <= bar else " ×"
            figures += f"{'–' if ratio is None else f'{ratio:.2f}{mark}':>20}"
        figures += f"{case.hand / case.times['softmax']:>20.2f}" if "softmax" in case.times else ""
        print(f"{'×'.join(map(str, case.shape)):<14}{case.dtype:<9}{case.targets:<8}{figures}")


if __name__ == "__main__":
    main()

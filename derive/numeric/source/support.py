"""What every generated module has besides its formulas: checks, and the loop over rows.

The functions stand here as they stand there: their source is copied, and so nothing in them
may refer to derive.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from typing import Any

import numpy as np

__all__ = [
    "arrays_of",
    "check_labels",
    "check_shapes",
    "entry_at",
    "expm1_less",
    "in_rows",
    "namespace",
    "nothing",
    "others",
    "others_in_rows",
    "placed",
    "positions",
    "reject_out",
    "spread",
    "sums",
    "times_log",
    "weigh",
]

#: A block of rows stays in the cache from one statement to the next.
BLOCK_BYTES = 1 << 21


def namespace(*arrays: Any) -> Any:
    """Return the library that the arrays belong to: NumPy for lists and numbers."""
    if all(isinstance(a, np.ndarray | np.generic | list | tuple | int | float) for a in arrays):
        return np
    compat = import_module("array_api_compat")  # for PyTorch, JAX and CuPy
    return compat.array_namespace(*arrays)


def arrays_of(xp: Any, *values: tuple[Any, int], labels: bool = False) -> list[Any]:
    """Return the arrays in the dtype of the first; with ``labels`` the last may be integers.

    The number with each says how many axes are its own; labels have one axis less.
    """
    arrays = [value if hasattr(value, "dtype") else xp.asarray(value) for value, _ in values]
    for array in arrays:
        if not xp.isdtype(array.dtype, ("bool", "integral", "real floating")):
            raise TypeError(f"real numbers are needed, not {array.dtype}")
    floating = xp.isdtype(arrays[0].dtype, "real floating")
    dtype = arrays[0].dtype if floating else xp.float64
    batch = [a.ndim - own for a, (_, own) in zip(arrays, values, strict=True)]
    whole = labels and xp.isdtype(arrays[-1].dtype, "integral") and batch[-1] < max(batch)
    kept = arrays[-1:] if whole else []
    return [xp.astype(a, dtype, copy=False) for a in arrays[: len(arrays) - len(kept)]] + kept


def check_shapes(**families: tuple[Any, tuple[str, ...]]) -> dict[str, int]:
    """Return the length of each axis; raise ``ValueError`` where two arrays differ in it."""
    lengths: dict[str, int] = {}
    for name, (array, axes) in families.items():
        if array.ndim < len(axes):
            wanted = ", ".join(("...", *axes))
            raise ValueError(f"{name} needs the shape ({wanted}), not {tuple(array.shape)}")
        for axis, length in zip(axes, array.shape[array.ndim - len(axes) :], strict=True):
            if length == 0:
                raise ValueError(f"{name} is empty along {axis}: at least one entry is needed")
            if lengths.setdefault(axis, length) != length:
                raise ValueError(f"{name} has {length} entries along {axis}, not {lengths[axis]}")
    return lengths


def check_labels(xp: Any, name: str, labels: Any, length: int) -> None:
    """Raise ``ValueError`` for a label that is none of 0 … length − 1."""
    traced = type(labels).__name__.endswith("Tracer")  # JAX: its values are not known yet
    if not traced and not bool(xp.all((labels >= 0) & (labels < length))):
        raise ValueError(f"{name} has a label that is not one of 0 to {length - 1}")


def reject_out(out: Any) -> None:
    """Raise ``TypeError`` where an array to write to is given, and the others are not NumPy's."""
    if out is not None:
        raise TypeError("out is for NumPy arrays: other libraries return a new array")


def entry_at(xp: Any, array: Any, position: Any) -> Any:
    """Return the entry of each row at its position."""
    return xp.take_along_axis(array, position[..., None], axis=-1)[..., 0]


def expm1_less(xp: Any, x: Any) -> Any:
    """Return exp(x) − 1 − x, by its series near 0, where the three cancel."""
    series = xp.ones_like(x) / 17
    for n in range(16, 2, -1):
        series = (1 + x * series) / n
    return xp.where(xp.abs(x) < 0.5, x * x / 2 * (1 + x * series), xp.expm1(x) - x)


def placed(xp: Any, array: Any, position: Any, entry: Any) -> Any:
    """Return the rows with the entry at a position of each replaced."""
    there = positions(xp, array.shape[-1], position) == position[..., None]
    return xp.where(there, entry[..., None], array)


def positions(xp: Any, length: int, array: Any) -> Any:
    """Return 0 … length − 1 on the device of an array."""
    return xp.arange(length, device=getattr(array, "device", None))


def nothing(xp: Any, largest: Any, length: int) -> Any:
    """Return 0 in place of the largest entries; in rows of one entry a NaN must not be lost."""
    zero = xp.zeros_like(largest)
    return zero if length > 1 else xp.where(xp.isnan(largest), largest, zero)


def others(xp: Any, weights: Any, logits: Any, largest: Any, axis: int = -1) -> Any:
    """Return the sums of exp(logits − largest), corrected by what the differences lose."""
    top = xp.expand_dims(largest, axis=axis)
    difference = logits - top
    back = difference - logits
    lost = (logits - (difference - back)) - (top + back)
    lost = xp.where(xp.isfinite(lost), lost, xp.zeros_like(lost))
    return xp.sum(weights + weights * lost, axis=axis)


def others_in_rows(weights: Any, logits: Any, largest: Any, unit: Any = 1) -> Any:
    """Return the sums of exp(logits − largest), of weights that are ``unit`` times that.

    Where the unit is 1, there were differences. What they lose is seen only where the others
    hardly count, and is added there alone, a piece at a time.
    """
    total = sums(weights) / unit
    small = (total < 0.25).nonzero()[0]
    if len(small) and isinstance(unit, np.ndarray):
        small = small[unit[small] == 1]
    length, piece = weights.shape[1], 8192
    for start in range(0, len(small), max(1, piece // length)):
        rows = small[start : start + max(1, piece // length)]
        top = largest[rows, None]
        for column in range(0, length, piece):
            z = logits[rows, column : column + piece]
            difference = z - top
            back = difference - z
            lost = (z - (difference - back)) - (top + back)
            lost[~np.isfinite(lost)] = 0
            total[rows] += (weights[rows, column : column + piece] * lost).sum(axis=1)
    return total


def spread(xp: Any, *arrays: tuple[Any, int]) -> list[Any]:
    """Return the arrays over one batch; the number with each says how many axes are its own."""
    shapes = [tuple(a.shape[: a.ndim - own]) for a, own in arrays]
    batch = np.broadcast_shapes(*shapes)
    pairs = zip(arrays, shapes, strict=True)
    return [
        a if shape == batch else xp.broadcast_to(a, batch + tuple(a.shape[a.ndim - own :]))
        for (a, own), shape in pairs
    ]


def times_log(xp: Any, weight: Any, logarithm: Any) -> Any:
    """Return weight · logarithm, and 0 where the weight is 0 and the logarithm −∞."""
    nothing = (weight == 0) & (logarithm == -xp.inf)
    return weight * xp.where(nothing, xp.zeros_like(logarithm), logarithm)


def in_rows(
    kernel: Callable[..., None],
    arrays: tuple[tuple[Any, int], ...],
    length: int,
    out: Any,
    threads: int,
    wide: bool = True,
    scratch: int = 0,
) -> Any:
    """Run ``kernel`` on blocks of rows; the number with each array says how many axes a row has."""
    given, row = spread(np, *arrays), (length,)
    batch, dtype = given[0].shape[: given[0].ndim - arrays[0][1]], given[0].dtype
    shape = batch + row if wide else batch
    if out is not None and (out.shape != shape or out.dtype != dtype):
        found = f"{out.shape} and {out.dtype}"
        raise ValueError(f"out needs the shape {shape} and {dtype}, not {found}")
    direct = out is not None and out.flags.c_contiguous
    if not direct or any(np.may_share_memory(out, a) for a in given):
        result = np.empty(shape, dtype)
    else:
        result = out
    owns = [own for _, own in arrays]
    flat = [a.reshape((-1, *a.shape[a.ndim - own :])) for a, own in zip(given, owns, strict=True)]
    target = result.reshape((-1, *row) if wide else -1)
    rows, bytes_of_row = len(target), length * dtype.itemsize
    # What is worked in besides is of one MiB at most, but where a row alone is longer.
    step = max(1, BLOCK_BYTES // (bytes_of_row * max(1, 2 * scratch)))

    def run(first: int, last: int) -> None:
        work = [np.empty((min(step, last - first), *row), dtype) for _ in range(scratch)]
        with np.errstate(all="ignore"):
            for start in range(first, last, step):
                part = slice(start, min(start + step, last))
                size = part.stop - start
                parts = (np.ascontiguousarray(a[part]) for a in flat)
                kernel(*parts, target[part], *(w[:size] for w in work))

    if threads <= 1 or rows <= step:
        run(0, rows)
    else:
        bounds = np.linspace(0, rows, threads + 1).astype(int).tolist()
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(run, bounds[:-1], bounds[1:]))
    if out is None:
        return result if result.ndim else result[()]
    if result is not out:
        out[...] = result
    return out


def weigh(logits: Any, largest: Any, out: Any) -> Any:
    """Write exp(logits − c) into ``out``, and return exp(largest − c), a c for each row.

    It is 0 where no exponential overflows, and none that counts underflows: nothing is then
    lost in differences. Elsewhere it is the largest, and 1 is returned.
    """
    limit = {2: 0, 4: 60}.get(out.itemsize, 600)  # float16 has no room
    plain = (largest >= 0) & (largest <= limit)  # a NaN is not
    if not plain.all():
        np.subtract(logits, np.where(plain, 0, largest)[:, None], out=out)
        np.exp(out, out=out)
        return np.where(plain, np.exp(largest), 1)
    if out.itemsize < 8:
        np.exp(logits, out=out)
    else:  # of so large numbers exp would wait for the memory
        np.copyto(out, logits)
        np.exp(out, out=out)
    return np.exp(largest)


def sums(block: Any) -> Any:
    """Return the sums of rows, about as exact as by NumPy's ``sum``, and faster."""
    (rows, length), piece = block.shape, 512
    whole = length - length % piece
    total = np.einsum("ij->i", block[:, whole:])
    if whole:  # the sums of pieces are added in pairs
        total += np.einsum("ijk->ij", block[:, :whole].reshape(rows, -1, piece)).sum(axis=1)
    return total

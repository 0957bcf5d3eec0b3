"""What every generated module has besides its formulas: checks, and the loop over rows.

The functions stand here as they stand there: their source is copied, and so nothing in them
may refer to derive.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np

from derive.numeric.source.given import (
    arrays,
    arrays_or_labels,
    cast,
    check_axes,
    check_labels,
    namespace,
    spread,
    taken,
)

__all__ = [
    "about_largest",
    "about_largest_in_rows",
    "arrays",
    "arrays_or_labels",
    "by_elements",
    "cast",
    "check_axes",
    "check_labels",
    "entry_at",
    "expm1_less",
    "in_rows",
    "namespace",
    "nothing",
    "others",
    "others_in_rows",
    "placed",
    "positions",
    "spread",
    "sums",
    "taken",
    "times_log",
    "weigh",
]

#: A block of rows stays in the cache from one statement to the next.
BLOCK_BYTES = 1 << 21


def about_largest(xp: Any, logits: Any) -> Any:
    """Return the largest of each row, where it is, exp(logits − largest), and their sum.

    In the place of the largest is 0 and not 1: nothing is then lost in the sum of the others.
    """
    largest, top = xp.max(logits, axis=-1), xp.argmax(logits, axis=-1)
    weights = xp.exp(logits - largest[..., None])
    weights = placed(xp, weights, top, nothing(xp, largest, logits.shape[-1]))
    return largest, top, weights, others(xp, weights, logits, largest)


def about_largest_in_rows(logits: Any, out: Any) -> Any:
    """Return the largest of each row, where it is, a unit, and the sum of exp(logits − largest).

    The exponentials are in ``out``, multiplied by the unit; in the place of the largest is 0.
    """
    length = logits.shape[1]
    top = np.arange(0, logits.size, length) + logits.argmax(axis=1)
    largest = logits.take(top)
    unit = weigh(logits, largest, out)
    out.put(top, nothing(np, largest, length))
    return largest, top, unit, others_in_rows(out, logits, largest, unit)


def by_elements(
    formula: Callable[..., Any],
    batch: tuple[int, ...],
    arrays: list[Any],
    out: Any,
    threads: int,
) -> Any:
    """Run a formula of single numbers on pieces of the arrays, and write what it gives."""

    def kernel(*given: Any) -> None:
        given[-1][...] = formula(np, *given[:-1])

    return in_rows(kernel, batch, arrays, out, threads, wide=False)


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


def times_log(xp: Any, weight: Any, logarithm: Any) -> Any:
    """Return weight · logarithm, and 0 where the weight is 0 and the logarithm −∞."""
    nothing = (weight == 0) & (logarithm == -xp.inf)
    if xp is np and not nothing.any():  # which is seldom, and a choice is slow
        return weight * logarithm
    return weight * xp.where(nothing, xp.zeros_like(logarithm), logarithm)


def in_rows(
    kernel: Callable[..., None],
    batch: tuple[int, ...],
    arrays: list[Any],
    out: Any,
    threads: int,
    wide: bool = True,
    scratch: int = 0,
) -> Any:
    """Run ``kernel`` on blocks of rows, with ``scratch`` more blocks to work in."""
    if not isinstance(threads, int | np.integer) or threads < 1:
        raise ValueError(f"threads needs to be a whole number from 1, not {threads!r}")
    if isinstance(out, np.ma.MaskedArray) or not isinstance(out, np.ndarray | None):
        kind = type(out).__name__
        raise TypeError(f"out needs to be an array of NumPy, not of type {kind}")
    ahead, dtype = len(batch), arrays[0].dtype
    row = next((a.shape[ahead:] for a in arrays if a.ndim > ahead), ())
    own = row if wide else ()
    shape = batch + own
    if out is not None and (out.shape != shape or out.dtype != dtype):
        found = f"{out.shape} and {out.dtype}"
        raise ValueError(f"out needs the shape {shape} and {dtype}, not {found}")
    if out is not None and not out.flags.writeable:
        raise ValueError("out is read-only: give an array that can be written to")
    direct = out is not None and out.flags.c_contiguous
    direct = direct and not any(np.may_share_memory(out, a) for a in arrays)
    result = np.asarray(out) if direct else np.empty(shape, dtype)
    flat = [a.reshape((-1, *a.shape[ahead:])) for a in arrays]
    target = result.reshape((-1, *own))
    # A formula of single numbers makes arrays as it goes, which have to stay in the cache.
    rows, bytes_of_row = len(target), (row[0] if row else 8) * dtype.itemsize
    # What is worked in besides is of less than one MiB, but where a row alone is longer.
    step = max(1, BLOCK_BYTES // (bytes_of_row * max(1, 4 * scratch)))

    def run(first: int, last: int) -> None:
        most = min(step, last - first)
        work = [np.empty((most, *row), dtype) for _ in range(scratch)]
        with np.errstate(all="ignore"):
            for start in range(first, last, step):
                part = slice(start, min(start + step, last))
                size = part.stop - start
                parts = (np.ascontiguousarray(a[part]) for a in flat)
                kernel(*parts, target[part], *(w[:size] for w in work))

    threads = min(threads, -(-rows // step))
    if threads <= 1:
        run(0, rows)
    else:
        bounds = np.linspace(0, rows, threads + 1).astype(int).tolist()
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(run, bounds[:-1], bounds[1:]))
    if out is None:
        return result if result.ndim else result[()]
    if not direct:
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
    else:  # of so large numbers exp would wait for the memory; no copy is faster than this
        np.subtract(logits, 0, out=out)
        np.exp(out, out=out)
    return np.exp(largest)


def sums(block: Any) -> Any:
    """Return the sums of rows, about as exact as by NumPy's ``sum``, and faster."""
    (rows, length), piece = block.shape, 512
    whole = length - length % piece
    total = np.einsum("ij->i", block[:, whole:])
    if whole:  # the sums of pieces are added in pairs
        pieces = block[:, :whole].reshape(rows, -1, piece)
        total += np.einsum("ijk->ij", pieces).sum(axis=1)
    return total

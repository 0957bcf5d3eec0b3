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
    "about_largest",
    "about_largest_in_rows",
    "arrays",
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
    "times_log",
    "weigh",
]

#: A block of rows stays in the cache from one statement to the next.
BLOCK_BYTES = 1 << 21


def arrays(out: Any = None, labels: bool = False, **families: tuple[Any, ...]) -> Any:
    """Return the library of some arrays, the shape of their batch, and the arrays over it.

    Each stands with the names of its own axes, which come last. All get the dtype of the
    first; with ``labels`` the last may be integers from 0 instead, with one axis less.
    """
    names, axes = list(families), [own for _, *own in families.values()]
    given = [array for array, *_ in families.values()]
    xp = namespace(given)
    if out is not None and xp is not np:
        raise TypeError("out is for NumPy arrays: other libraries return a new array")
    found = [a if hasattr(a, "dtype") else xp.asarray(a) for a in given]
    for a in found:
        if not xp.isdtype(a.dtype, ("bool", "integral", "real floating")):
            raise TypeError(f"real numbers are needed, not {a.dtype}")
    ahead = [a.ndim - len(own) for a, own in zip(found, axes, strict=True)]
    fewer = ahead[-1] < max(ahead)
    whole = labels and fewer and xp.isdtype(found[-1].dtype, "integral")
    over = axes[-1].pop() if whole else ""
    lengths: dict[str, int] = {}
    for name, a, own in zip(names, found, axes, strict=True):
        if a.ndim < len(own):
            wanted = ", ".join(("...", *own))
            raise ValueError(f"{name} needs the shape ({wanted}), not {tuple(a.shape)}")
        for axis, length in zip(own, a.shape[a.ndim - len(own) :], strict=True):
            if length == 0:
                raise ValueError(f"{name} is empty along {axis}: it needs an entry")
            if lengths.setdefault(axis, length) != length:
                wanted = f"not {lengths[axis]}"
                raise ValueError(f"{name} has {length} entries along {axis}, {wanted}")
    if whole:
        check_labels(xp, names[-1], found[-1], lengths[over])
    floating = xp.isdtype(found[0].dtype, "real floating")
    dtype = found[0].dtype if floating else xp.float64
    cast = [xp.astype(a, dtype, copy=False) for a in found[: len(found) - whole]]
    return xp, *spread(xp, [*cast, *found[len(cast) :]], [len(own) for own in axes])


def namespace(arrays: list[Any]) -> Any:
    """Return the library that the arrays belong to: NumPy for lists and numbers."""
    own = (np.ndarray, np.generic, list, tuple, int, float)
    if all(isinstance(a, own) for a in arrays):
        return np
    compat = import_module("array_api_compat")  # for PyTorch, JAX and CuPy
    return compat.array_namespace(*arrays)


def check_labels(xp: Any, name: str, labels: Any, length: int) -> None:
    """Raise ``ValueError`` for a label that is none of 0 … length − 1."""
    traced = type(labels).__name__.endswith("Tracer")  # of JAX: not known yet
    if not traced and not bool(xp.all((labels >= 0) & (labels < length))):
        raise ValueError(f"{name} has a label that is not one of 0 to {length - 1}")


def spread(xp: Any, arrays: list[Any], owns: list[int]) -> tuple[Any, list[Any]]:
    """Return the batch of some arrays, and these over it: their last axes are their own."""
    shapes = [tuple(a.shape) for a in arrays]
    cuts = [len(shape) - own for shape, own in zip(shapes, owns, strict=True)]
    batch = np.broadcast_shapes(*(s[:cut] for s, cut in zip(shapes, cuts, strict=True)))
    whole = [batch + s[cut:] for s, cut in zip(shapes, cuts, strict=True)]
    pairs = zip(arrays, whole, strict=True)
    return batch, [a if a.shape == w else xp.broadcast_to(a, w) for a, w in pairs]


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
    ahead, dtype = len(batch), arrays[0].dtype
    row = next(a.shape[ahead:] for a in arrays if a.ndim > ahead)
    own = row if wide else ()
    shape = batch + own
    if out is not None and (out.shape != shape or out.dtype != dtype):
        found = f"{out.shape} and {out.dtype}"
        raise ValueError(f"out needs the shape {shape} and {dtype}, not {found}")
    direct = out is not None and out.flags.c_contiguous
    direct = direct and not any(np.may_share_memory(out, a) for a in arrays)
    result = out if direct else np.empty(shape, dtype)
    flat = [a.reshape((-1, *a.shape[ahead:])) for a in arrays]
    target = result.reshape((-1, *own))
    rows, bytes_of_row = len(target), row[0] * dtype.itemsize
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
        pieces = block[:, :whole].reshape(rows, -1, piece)
        total += np.einsum("ijk->ij", pieces).sum(axis=1)
    return total

"""What every generated module does with the arrays that it is given.

The functions stand here as they stand there: their source is copied, and so nothing in them
may refer to derive.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

import numpy as np

__all__ = ["arrays", "check_labels", "namespace", "spread", "taken"]


def arrays(out: Any = None, labels: bool = False, **families: tuple[Any, ...]) -> Any:
    """Return the library of some arrays, the shape of their batch, and the arrays over it.

    Each stands with the names of its own axes, which come last. All get the dtype of the first
    array of floats; numbers and lists follow. With ``labels`` the last may be integers from 0
    instead, with one axis less.
    """
    names, axes = list(families), [own for _, *own in families.values()]
    given = {name: array for name, (array, *_) in families.items()}
    xp = namespace(given)
    if out is not None and xp is not np:
        raise TypeError("out is for NumPy arrays: other libraries return a new array")
    found = [taken(xp, name, array) for name, array in given.items()]
    ahead = [a.ndim - len(own) for a, own in zip(found, axes, strict=True)]
    pairs = zip(ahead, axes, strict=True)
    fewer = any(ahead[-1] < n for n, own in pairs if own and own[-1] in axes[-1])
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
    raw = list(given.values())
    with_dtype = [a for a, b in zip(found, raw, strict=True) if hasattr(b, "dtype")]
    floats = [a.dtype for a in with_dtype if xp.isdtype(a.dtype, "real floating")]
    device = getattr(with_dtype[0], "device", None) if with_dtype else None
    # Few libraries take positions of any integers.
    integer = found[-1].dtype if xp is np else xp.asarray(0).dtype
    dtypes = [floats[0] if floats else xp.asarray(1.0).dtype] * len(found)
    dtypes[-1] = integer if whole else dtypes[-1]
    with np.errstate(all="ignore"):  # what is too large for a dtype is infinite in it
        found = [
            xp.astype(a, dtype, copy=False)
            if hasattr(b, "dtype")
            else xp.asarray(b, dtype=dtype, device=device)
            for a, b, dtype in zip(found, raw, dtypes, strict=True)
        ]
    if whole:
        check_labels(xp, names[-1], found[-1], lengths[over])
    return xp, *spread(xp, names, found, [len(own) for own in axes])


def taken(xp: Any, name: str, array: Any) -> Any:
    """Return an array of real numbers; raise ``TypeError`` for what is none."""
    if isinstance(array, np.ma.MaskedArray):
        raise TypeError(f"{name} is a masked array: fill what is masked first")
    plain = xp is np or not hasattr(array, "dtype")
    found = xp.asarray(array) if plain else array
    if not xp.isdtype(found.dtype, ("bool", "integral", "real floating")):
        raise TypeError(f"{name}: real numbers are needed, not {found.dtype}")
    return found


def namespace(arrays: dict[str, Any]) -> Any:
    """Return the library that the arrays belong to: NumPy for lists and numbers."""
    found: dict[str, Any] = {}
    for name, array in arrays.items():
        if isinstance(array, np.ndarray | np.generic):
            found[name] = np
        elif not isinstance(array, int | float | list | tuple):
            kind = type(array).__name__
            if not hasattr(array, "shape"):
                wanted = "an array or numbers"
                raise TypeError(f"{name} needs to be {wanted}, not of type {kind}")
            try:
                compat = import_module("array_api_compat")  # for PyTorch, JAX and CuPy
                found[name] = compat.array_namespace(array)
            except ImportError:
                ways = "install array-api-compat, or convert it to NumPy"
                raise TypeError(f"{name} is of type {kind}: {ways}") from None
            except TypeError:
                wanted = "convert it to NumPy"
                raise TypeError(f"{name} is of type {kind}: {wanted}") from None
    xp = next(iter(found.values()), np)
    for name, library in found.items():
        if library is not xp:
            both = f"{next(iter(found))} and {name}"
            raise TypeError(f"{both} are of two libraries: convert one of them")
    return xp


def check_labels(xp: Any, name: str, labels: Any, length: int) -> None:
    """Raise ``ValueError`` for a label that is none of 0 … length − 1."""
    inside = xp.all((labels >= 0) & (labels < length))
    try:
        known = bool(inside)
    except (RuntimeError, TypeError):
        return  # a tracer of JAX, or mapped over by PyTorch: it has no values yet
    if not known:
        raise ValueError(f"{name} has a label that is not one of 0 to {length - 1}")


def spread(xp: Any, names: list[str], arrays: list[Any], owns: list[int]) -> Any:
    """Return the batch of some arrays, and these over it: their last axes are their own."""
    shapes = [tuple(a.shape) for a in arrays]
    cuts = [len(shape) - own for shape, own in zip(shapes, owns, strict=True)]
    ahead = [shape[:cut] for shape, cut in zip(shapes, cuts, strict=True)]
    try:
        batch = np.broadcast_shapes(*ahead)
    except ValueError:
        said = ", ".join(f"{s} of {name}" for s, name in zip(ahead, names, strict=True))
        raise ValueError(f"the batches do not broadcast to one shape: {said}") from None
    whole = [batch + shape[cut:] for shape, cut in zip(shapes, cuts, strict=True)]
    pairs = zip(arrays, whole, strict=True)
    return batch, [a if a.shape == w else xp.broadcast_to(a, w) for a, w in pairs]

"""What every generated module does with the arrays that it is given.

The functions stand here as they stand there: their source is copied, and so nothing in them
may refer to derive. A family is given as a tuple: an array, and the names of its own axes,
which come last.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

import numpy as np

__all__ = [
    "arrays",
    "arrays_or_labels",
    "cast",
    "check_axes",
    "check_labels",
    "namespace",
    "spread",
    "taken",
]


def arrays(out: Any = None, **families: tuple[Any, ...]) -> Any:
    """Return the library of some arrays, the shape of their batch, and the arrays over it.

    Each stands with the names of its own axes, which come last.
    """
    xp, found = taken(out, families)
    axes = [own for _, *own in families.values()]
    check_axes(list(families), found, axes)
    found = cast(xp, [array for array, *_ in families.values()], found)
    return xp, *spread(xp, list(families), found, axes)


def arrays_or_labels(out: Any = None, **families: tuple[Any, ...]) -> Any:
    """Return what ``_arrays`` does; the last may be integers, with one axis less."""
    xp, found = taken(out, families)
    axes = [own for _, *own in families.values()]
    ahead = [a.ndim - len(own) for a, own in zip(found, axes, strict=True)]
    over = axes[-1][-1]
    beside = (n for n, own in zip(ahead, axes, strict=True) if over in own)
    labels = max(beside) > ahead[-1] and xp.isdtype(found[-1].dtype, "integral")
    if labels:
        axes[-1] = axes[-1][:-1]
    lengths = check_axes(list(families), found, axes)
    found = cast(xp, [array for array, *_ in families.values()], found, labels)
    if labels:
        check_labels(xp, list(families)[-1], found[-1], lengths[over])
    return xp, *spread(xp, list(families), found, axes)


def taken(out: Any, families: dict[str, tuple[Any, ...]]) -> Any:
    """Return the library of some arrays, and them; raise ``TypeError`` for what is none."""
    given = {name: array for name, (array, *_) in families.items()}
    xp, found = namespace(given), []
    if out is not None and xp is not np:
        raise TypeError("out is for NumPy arrays: other libraries return a new array")
    for name, array in given.items():
        if isinstance(array, np.ma.MaskedArray):
            raise TypeError(f"{name} is a masked array: fill what is masked first")
        plain = xp is np or not hasattr(array, "dtype")
        found.append(xp.asarray(array) if plain else array)
        if not xp.isdtype(found[-1].dtype, ("bool", "integral", "real floating")):
            raise TypeError(f"{name}: real numbers are needed, not {found[-1].dtype}")
    return xp, found


def namespace(given: dict[str, Any]) -> Any:
    """Return the library that the arrays belong to: NumPy for lists and numbers."""
    found: dict[str, Any] = {}
    for name, array in given.items():
        if isinstance(array, np.ndarray | np.generic):
            found[name] = np
        elif not isinstance(array, int | float | list | tuple):
            kind = f"of type {type(array).__name__}"
            if not hasattr(array, "shape"):
                raise TypeError(f"{name} needs to be an array or numbers, not {kind}")
            try:
                compat = import_module("array_api_compat")  # for PyTorch, JAX and CuPy
                found[name] = compat.array_namespace(array)
            except ImportError:
                ways = "install array-api-compat, or convert it to NumPy"
                raise TypeError(f"{name} is {kind}: {ways}") from None
            except TypeError:
                raise TypeError(f"{name} is {kind}: convert it to NumPy") from None
    xp = next(iter(found.values()), np)
    for name, library in found.items():
        if library is not xp:
            both = f"{next(iter(found))} and {name}"
            raise TypeError(f"{both} are of two libraries: convert one of them")
    return xp


def check_axes(names: list[str], found: list[Any], axes: list[Any]) -> dict[str, int]:
    """Return the length of each axis; raise ``ValueError`` where two arrays differ."""
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
    return lengths


def check_labels(xp: Any, name: str, labels: Any, length: int) -> None:
    """Raise ``ValueError`` for a label that is none of 0 … length − 1."""
    inside = xp.all((labels >= 0) & (labels < length))
    try:
        known = bool(inside)
    except (RuntimeError, TypeError):
        return  # a tracer of JAX, or mapped over by PyTorch: it has no values yet
    if not known:
        raise ValueError(f"{name} has a label that is not one of 0 to {length - 1}")


def cast(xp: Any, raw: list[Any], found: list[Any], labels: bool = False) -> list[Any]:
    """Return arrays in the dtype of the first of floats; numbers and lists follow."""
    typed = [a for a, b in zip(found, raw, strict=True) if hasattr(b, "dtype")]
    own = (a.dtype for a in typed if xp.isdtype(a.dtype, "real floating"))
    dtypes = [next(own, None) or xp.asarray(1.0).dtype] * len(found)
    if labels:  # few libraries take positions of any integers
        dtypes[-1] = found[-1].dtype if xp is np else xp.asarray(0).dtype
    device = getattr(typed[0], "device", None) if typed else None
    with np.errstate(all="ignore"):  # what is too large for a dtype is infinite in it
        return [
            xp.astype(a, dtype, copy=False)
            if hasattr(b, "dtype")
            else xp.asarray(b, dtype=dtype, device=device)
            for a, b, dtype in zip(found, raw, dtypes, strict=True)
        ]


def spread(xp: Any, names: list[str], found: list[Any], axes: list[Any]) -> Any:
    """Return the batch of some arrays, and these over it."""
    shapes = [tuple(a.shape) for a in found]
    cuts = [len(s) - len(own) for s, own in zip(shapes, axes, strict=True)]
    ahead = [s[:cut] for s, cut in zip(shapes, cuts, strict=True)]
    if all(s == ahead[0] for s in ahead):
        return ahead[0], found
    try:
        batch = np.broadcast_shapes(*ahead)
    except ValueError:
        said = ", ".join(f"{s} of {name}" for s, name in zip(ahead, names, strict=True))
        raise ValueError(f"the batches do not broadcast to one shape: {said}") from None
    pairs = zip(found, shapes, cuts, strict=True)
    return batch, [xp.broadcast_to(a, batch + shape[cut:]) for a, shape, cut in pairs]

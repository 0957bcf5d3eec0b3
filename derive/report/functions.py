"""The cross-check of generated functions, as a table for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from math import isinf

from derive.numeric.source.check import FAR, SEED, SIZES, FunctionCheck
from derive.report.terminal import Line

__all__ = ["function_lines"]

_HEAD = ("function", "float64", "float32", "array API", "batch", "labels", "far out", "against")


def function_lines(checks: tuple[FunctionCheck, ...]) -> Iterator[Line]:
    """A line for each function: how far it is from what defines it, relative to the largest entry.

    >>> check = FunctionCheck("f", "the definition", 1e-16, 1e-8, 2e-16, 0.0, None, 1e-16)
    >>> for line in function_lines((check,)):
    ...     print(line.text)
       function  float64  float32  array API  batch  labels  far out  against
    ✓  f         1.0e-16  1.0e-08  2.0e-16    0      –       1.0e-16  the definition
    Sizes 1, 2, 3, 7 and their successors; far out ×30 and ×3000; seed 6.
    """
    rows = [_HEAD, *(_row(check) for check in checks)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    for row, check in zip(rows, (None, *checks), strict=True):
        mark = " " if check is None else "✓" if check.ok else "✗"
        style = "heading" if check is None else "proved" if check.ok else "refuted"
        cells = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield Line(f"{mark}  {cells}".rstrip(), style)
    sizes = ", ".join(map(str, SIZES))
    far = " and ".join(f"×{scale:g}" for scale in FAR)
    yield Line(f"Sizes {sizes} and their successors; far out {far}; seed {SEED}.", "quiet")


def _row(check: FunctionCheck) -> tuple[str, ...]:
    double = (check.elsewhere, check.batch, check.labels, check.far)
    shown = (_shown(error) for error in (check.float64, check.float32, *double))
    return (check.name, *shown, check.against)


def _shown(error: float | None) -> str:
    if error is None:
        return "–"
    if isinf(error):
        return "lost"
    return "0" if error == 0 else f"{error:.1e}"

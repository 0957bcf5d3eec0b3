"""The cross-check of generated functions, as a table for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from derive.numeric.source.check import SEED, SIZES, FunctionCheck
from derive.report.terminal import Line

__all__ = ["function_lines"]

_HEAD = ("function", "float64", "float32", "batch", "labels", "not finite at ×1000", "against")


def function_lines(checks: tuple[FunctionCheck, ...]) -> Iterator[Line]:
    """A line for each function: how far it is from what defines it, relative to the largest entry.

    >>> check = FunctionCheck("f", "the definition", 1e-16, 1e-8, 0.0, None, 0)
    >>> for line in function_lines((check,)):
    ...     print(line.text)
       function  float64  float32  batch  labels  not finite at ×1000  against
    ✓  f         1.0e-16  1.0e-08  0      –       0                    the definition
    Sizes 1, 2, 3, 7 and their successors; seed 6.
    """
    rows = [_HEAD, *(_row(check) for check in checks)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    for row, check in zip(rows, (None, *checks), strict=True):
        mark = " " if check is None else "✓" if check.ok else "✗"
        style = "heading" if check is None else "proved" if check.ok else "refuted"
        cells = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield Line(f"{mark}  {cells}".rstrip(), style)
    sizes = ", ".join(map(str, SIZES))
    yield Line(f"Sizes {sizes} and their successors; seed {SEED}.", "quiet")


def _row(check: FunctionCheck) -> tuple[str, ...]:
    errors = (check.float64, check.float32, check.batch, check.labels)
    shown = ("–" if e is None else "0" if e == 0 else f"{e:.1e}" for e in errors)
    return (check.name, *shown, str(check.not_finite), check.against)

"""A witness in one line that a reader can check by hand."""

from __future__ import annotations

from fractions import Fraction

from derive.model import Witness

__all__ = ["witness_point", "witness_text"]


def witness_text(witness: Witness) -> str:
    """The point and the values there: ``at C = 2, k = 1, z = (0, 1): left = 1/2, right = 0``."""
    sign = "≈" if witness.precision else "="
    sides = f"left {sign} {witness.lhs}, right {sign} {witness.rhs}"
    return f"at {witness_point(witness)}: {sides}"


def witness_point(witness: Witness) -> str:
    """The point: sizes, positions of the indices, values."""
    parts = [f"{index_set.name} = {size}" for index_set, size in witness.sizes]
    parts += [f"{index.name} = {position}" for index, position in witness.positions]
    families: dict[str, dict[tuple[int, ...], Fraction]] = {}
    for name, at, value in witness.values:
        families.setdefault(name, {})[at] = value
    parts += [f"{name} = {_values(values)}" for name, values in families.items()]
    return ", ".join(parts)


def _values(values: dict[tuple[int, ...], Fraction]) -> str:
    """A scalar, a tuple, or a tuple of rows."""
    if () in values:
        return str(values[()])
    rows: dict[int, dict[tuple[int, ...], Fraction]] = {}
    for at, value in sorted(values.items()):
        rows.setdefault(at[0], {})[at[1:]] = value
    return "(" + ", ".join(_values(row) for row in rows.values()) + ")"

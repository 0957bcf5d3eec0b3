"""A witness in one line that a reader can check by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from derive.model import Witness
from derive.syntax.latex import latex
from derive.syntax.letters import latex_family, latex_name, subscript, text_name

__all__ = ["witness_latex", "witness_point", "witness_text"]


def witness_text(witness: Witness) -> str:
    """The point and the values there: ``at C = 2, k = 1, z = (0, 1): left = 1/2, right = 0``."""
    sign = "≈" if witness.precision else "="
    sides = f"left {sign} {_side(witness.lhs)}, right {sign} {_side(witness.rhs)}"
    return f"at {witness_point(witness)}: {sides}"


def witness_point(witness: Witness) -> str:
    """The point: sizes, positions of the indices, values."""
    parts = _point(witness, text_name, _text_entry)
    functions = ((str(f.lhs), str(f.rhs)) for f in witness.functions)
    return ", ".join(f"{name} = {value}" for name, value in (*parts, *functions))


def witness_latex(witness: Witness) -> str:
    r"""The same in LaTeX's text mode: ``at $C = 2$, $k = 1$: left $= 1/2$, right $= 0$``."""
    sign = r"\approx" if witness.precision else "="
    parts = _point(witness, latex_name, _latex_entry)
    functions = ((latex(f.lhs), latex(f.rhs)) for f in witness.functions)
    point = ", ".join(f"${name} = {value}$" for name, value in (*parts, *functions))
    return f"at {point}: left ${sign} {_side(witness.lhs)}$, right ${sign} {_side(witness.rhs)}$"


def _point(
    witness: Witness, spell: Callable[[str], str], entry: Callable[[str, tuple[int, ...]], str]
) -> Iterator[tuple[str, str]]:
    """Names, as they are spelled, with what they are at the point."""
    yield from ((spell(index_set.name), str(size)) for index_set, size in witness.sizes)
    yield from ((spell(index.name), str(position)) for index, position in witness.positions)
    families: dict[str, dict[tuple[int, ...], Fraction]] = {}
    for name, at, value in witness.values:
        families.setdefault(name, {})[at] = value
    for name, values in families.items():
        if _counts_from_1(values):
            yield spell(name), _tuple(values)
        else:
            # A tuple would not show where the positions start.
            yield from ((entry(name, at), str(value)) for at, value in sorted(values.items()))


def _counts_from_1(values: dict[tuple[int, ...], Fraction]) -> bool:
    axes = [set(axis) for axis in zip(*values, strict=True)]
    return all(axis == set(range(1, len(axis) + 1)) for axis in axes)


def _tuple(values: dict[tuple[int, ...], Fraction]) -> str:
    """A scalar, a tuple, or a tuple of rows."""
    if () in values:
        return str(values[()])
    rows: dict[int, dict[tuple[int, ...], Fraction]] = {}
    for at, value in sorted(values.items()):
        rows.setdefault(at[0], {})[at[1:]] = value
    return "(" + ", ".join(_tuple(row) for row in rows.values()) + ")"


def _text_entry(name: str, at: tuple[int, ...]) -> str:
    below = ",".join(map(str, at))
    return f"{text_name(name)}_{below}" if below.isdigit() else f"{text_name(name)}_{{{below}}}"


def _latex_entry(name: str, at: tuple[int, ...]) -> str:
    return subscript(latex_family(name), ",".join(map(str, at)))


def _side(value: str) -> str:
    """The value of a side; an enclosure of 0 such as 0e-36 is 0."""
    return "0" if value.lstrip("-").startswith("0e") else value

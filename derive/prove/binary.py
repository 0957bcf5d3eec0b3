"""Trusted code. Functions of a quantity b that is 0 or 1 are linear in it.

``f(b) = (1 − b) f(0) + b f(1)``, where f(0) and f(1) are both defined for certain: a form
that divides by b, or takes its logarithm, is left as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from derive.prove.atoms import EntryAtom, ScalarAtom
from derive.prove.field import Undefined, Value
from derive.prove.signs import never_zero, sign

if TYPE_CHECKING:
    from derive.prove.normal import NormalForm

__all__ = ["is_binary", "linear_denominator", "linear_exponential", "linear_function"]

#: Each quantity doubles the terms.
MAX_QUANTITIES = 4


def is_binary(nf: NormalForm, index: int) -> bool:
    """Whether a generator stands for a quantity that is 0 or 1."""
    atom = nf.table.atoms[index]
    return isinstance(atom, EntryAtom | ScalarAtom) and nf.facts.has(atom.name, "binary")


def linear_exponential(
    nf: NormalForm, value: Value, exponential: Callable[[NormalForm, Value], Value]
) -> Value | None:
    """``exp(A + b B) = exp A · (1 − b + b exp B)``; ``None`` if there is no such b."""
    for i in _quantities(nf, value):
        if value.den.degrees()[i]:
            continue
        b = nf.field.generator(i)
        rest = nf.field.substitute(value, {i: nf.field.zero})
        slope = nf.field.substitute(value, {i: nf.field.one}) - rest
        return exponential(nf, rest) * (nf.field.one - b + b * exponential(nf, slope))
    return None


def linear_function(
    nf: NormalForm, value: Value, function: Callable[[NormalForm, Value], Value], *, strictly: bool
) -> Value | None:
    """The logarithm (``strictly``) or the root of a value that is in its domain at 0 and 1."""
    for i in _quantities(nf, value):
        found = _at_both(nf, value, i)
        if found is None:
            continue
        signs = [sign(nf, v) for v in found]
        if not all(known == "+" or (known == "0+" and not strictly) for known in signs):
            continue
        b = nf.field.generator(i)
        return (nf.field.one - b) * function(nf, found[0]) + b * function(nf, found[1])
    return None


def linear_denominator(nf: NormalForm, value: Value) -> Value:
    """The value with no b in its denominator, where the denominator is not 0 at 0 or 1."""
    for i in _quantities(nf, value):
        if not value.den.degrees()[i]:
            continue
        found = _at_both(nf, value, i)
        if found is not None:
            b = nf.field.generator(i)
            return linear_denominator(nf, (nf.field.one - b) * found[0] + b * found[1])
    return value


def _quantities(nf: NormalForm, value: Value) -> list[int]:
    """The 0-1 generators that stand in the value itself, and in no atom of it."""
    held = value.generators()
    found = [i for i in held if is_binary(nf, i)]
    if len(found) > MAX_QUANTITIES:
        return []
    atoms = [nf.table.atoms[i] for i in held]
    return [i for i in found if not any(nf.contains(atom, i) for atom in atoms)]


def _at_both(nf: NormalForm, value: Value, index: int) -> tuple[Value, Value] | None:
    """The values at 0 and at 1, if the denominator is 0 at neither."""
    f = nf.field
    below = f.polynomial(value.den)
    if not all(never_zero(nf, f.substitute(below, {index: b}).num) for b in (f.zero, f.one)):
        return None
    try:
        return (
            f.substitute(value, {index: f.zero}),
            f.substitute(value, {index: f.one}),
        )
    except Undefined:
        return None

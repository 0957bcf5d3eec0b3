"""Abstract functions: known by name, and differentiable as often as one asks.

A function E of the families a and b has the partial derivatives ``∂E/∂a_j``: a family of
its own. Its label holds the name and what it was differentiated by, a line each, in one
order for all: derivatives commute. No author's name holds a line break.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import sympy as sp

from derive.index.notation import family_base, product, scalar_symbol, total

__all__ = [
    "CIRCULAR",
    "INDICATOR_LABEL",
    "PartialOf",
    "call_label",
    "call_partial",
    "circular",
    "function_of_label",
    "is_partial",
    "label_of",
    "partial_entry",
    "partial_of",
    "root",
]

T = TypeVar("T")

_BREAK = "\n"
INDICATOR_LABEL = _BREAK + "indicator"
#: Functions that are known by their derivatives, each that of the one before, up to a sign.
CIRCULAR = ("sin", "cos")


@dataclass(frozen=True, slots=True)
class PartialOf:
    """What a label stands for: a function, its own indices, and what it is differentiated by."""

    name: str
    own: tuple[object, ...]
    by: tuple[tuple[str, tuple[object, ...]], ...]


def root(label: str) -> str:
    """The name of the function that a label speaks of."""
    return label.partition(_BREAK)[0]


def is_partial(label: str) -> bool:
    """Whether a label is that of a partial derivative of an abstract function."""
    return _BREAK in label


def partial_of(label: str, at: tuple[object, ...]) -> PartialOf:
    """Take a label and its indices apart."""
    name, *steps = label.split(_BREAK)
    lengths = [int(step.rpartition("/")[2]) for step in steps]
    own = len(at) - sum(lengths)
    by, start = [], own
    for step, length in zip(steps, lengths, strict=True):
        by.append((step.rpartition("/")[0], at[start : start + length]))
        start += length
    return PartialOf(name, at[:own], tuple(by))


def label_of(partial: PartialOf) -> tuple[str, tuple[object, ...]]:
    """The label and the indices, whatever the order of differentiation was."""
    by = sorted(partial.by, key=lambda step: (step[0], str(step[1])))
    lines = (partial.name, *(f"{name}/{len(at)}" for name, at in by))
    return _BREAK.join(lines), (*partial.own, *(x for _, at in by for x in at))


def partial_entry(of: sp.Symbol | sp.Indexed, by: str, at: tuple[sp.Expr, ...]) -> sp.Expr:
    """The partial derivative of an abstract function, or of a partial of one, by ``by[at]``."""
    indexed = isinstance(of, sp.Indexed)
    label = str(of.base.label) if indexed else of.name
    found = partial_of(label, tuple(of.indices) if indexed else ())
    name, indices = label_of(PartialOf(found.name, found.own, (*found.by, (by, at))))
    return family_base(name)[indices] if indices else scalar_symbol(name)


def call_label(name: str, orders: tuple[int, ...]) -> str:
    """The label of an opaque function, differentiated so often by each of its arguments."""
    return _BREAK.join((name, ",".join(map(str, orders)))) if any(orders) else name


def function_of_label(label: str) -> tuple[str, tuple[int, ...]]:
    """The name and the orders of an opaque function's label."""
    name, _, orders = label.partition(_BREAK)
    return name, tuple(map(int, orders.split(","))) if orders else ()


def circular(name: str, order: int) -> tuple[str, int]:
    """A derivative of sin or cos: which of the two it is, and the sign before it.

    >>> circular("cos", 1)
    ('sin', -1)
    """
    turn = CIRCULAR.index(name) + order
    return CIRCULAR[turn % 2], -1 if turn % 4 > 1 else 1


def call_partial(call: sp.Expr, inner: tuple[sp.Expr, ...]) -> sp.Expr:
    """The chain rule for an opaque function; ``inner`` are its arguments' derivatives."""
    name, orders = function_of_label(call.func.__name__)
    if name in CIRCULAR:
        other, sign = circular(name, 1)
        return product(sp.Integer(sign), sp.Function(other, real=True)(*call.args), *inner)
    before = orders or (0,) * len(call.args)
    terms = []
    for n, derivative in enumerate(inner):
        after = (*before[:n], before[n] + 1, *before[n + 1 :])
        of = sp.Function(call_label(name, after), real=True)
        terms.append(product(of(*call.args), derivative))
    return total(*terms)

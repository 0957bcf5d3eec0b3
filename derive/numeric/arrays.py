"""Written forms evaluated on NumPy arrays: an index is an axis, a sum is a reduction.

No loop runs over the classes. Factors that are free of the summed index are taken out of
a sum first, so that ``Σ_j y_j p_k`` makes no array over j and k.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from derive.scope import Scope
from derive.steps.sums import take_out
from derive.syntax.tree import (
    ELEMENTARY,
    INDICATOR,
    Add,
    Call,
    Delta,
    Derivative,
    Entry,
    Index,
    IndexSet,
    Mul,
    Neg,
    Number,
    Point,
    Power,
    Quotient,
    Size,
    Sum,
    Symbol,
    Written,
)

__all__ = ["Array", "evaluate_arrays", "first_position", "has_no_value"]

Array: TypeAlias = "NDArray[Any]"


@dataclass(frozen=True, slots=True)
class _Axes:
    """An array and the index that each of its axes belongs to."""

    array: Array
    axes: tuple[Index, ...]

    def over(self, axes: tuple[Index, ...]) -> Array:
        """The array with these axes, in this order; new ones have length 1."""
        order = [self.axes.index(i) for i in axes if i in self.axes]
        shape = [self.array.shape[self.axes.index(i)] if i in self.axes else 1 for i in axes]
        return self.array.transpose(order).reshape(shape)


def has_no_value(form: Written) -> bool:
    """Whether a node has no value in arrays: a derivative that is left, an unknown function."""
    if isinstance(form, Call):
        return form.function not in {*ELEMENTARY, INDICATOR}
    return isinstance(form, Derivative)


def evaluate_arrays(
    form: Written,
    scope: Scope,
    values: Mapping[str, Array],
    sizes: Mapping[IndexSet, int],
    output: tuple[Index, ...],
) -> Array:
    """The values of ``form`` at every position of the ``output`` indices, one axis each.

    ``values`` has an array for each free family; an array given for a defined family is
    used in place of its definition. Raises ``ValueError`` for a form that has no value in
    arrays, such as a derivative.
    """
    program = _Program(scope, dict(values), dict(sizes))
    result = program.value(take_out(form))
    full = tuple(sizes[i.over] for i in output)
    return np.broadcast_to(result.over(output), full)


class _Program:
    def __init__(self, scope: Scope, values: dict[str, Array], sizes: dict[IndexSet, int]) -> None:
        self.scope = scope
        self.values = values
        self.sizes = sizes

    def value(self, form: Written) -> _Axes:
        match form:
            case Number(value):
                return _Axes(np.asarray(value.numerator / value.denominator), ())
            case Symbol(name):
                return _Axes(self.family(name), ())
            case Entry(name, indices):
                return self.entry(self.family(name), indices)
            case Size(of):
                return _Axes(np.asarray(float(self.sizes[of])), ())
            case Delta(left, right):
                return self.delta(left, right)
            case Neg(operand):
                inner = self.value(operand)
                return _Axes(-inner.array, inner.axes)
            case Add(terms):
                return self.combine(np.add, terms)
            case Mul(factors):
                return self.combine(np.multiply, factors)
            case Quotient(top, bottom):
                return self.combine(np.divide, (top, bottom))
            case Power(base, Number(value)) if value.denominator == 1:
                inner = self.value(base)
                return _Axes(inner.array ** int(value), inner.axes)
            case Power(base, exponent):
                return self.combine(np.power, (base, exponent))
            case Call(function, sides) if function == INDICATOR:
                same = self.combine(np.equal, sides)
                return _Axes(same.array.astype(np.float64), same.axes)
            case Call(function, (argument,)):
                inner = self.value(argument)
                return _Axes(_call(function, inner.array), inner.axes)
            case Sum():
                return self.total(form)
        raise ValueError(f"{type(form).__name__} has no value in arrays")

    def family(self, name: str) -> Array:
        found = self.values.get(name)
        if found is None:
            defined = self.scope.definition(name)
            if defined is None or defined.body is None:
                raise ValueError(f"no array is given for {name}")
            result = self.value(take_out(defined.body))
            full = tuple(self.sizes[i.over] for i in defined.parameters)
            found = np.broadcast_to(result.over(defined.parameters), full)
            self.values[name] = found
        return found

    def entry(self, array: Array, indices: tuple[Index | Point, ...]) -> _Axes:
        """An entry of a family: a repeated index is a diagonal, a literal one a slice."""
        axes: list[Index] = []
        for term in indices:
            position = len(axes)
            if isinstance(term, Point):
                first = first_position(self.scope, term.over)
                array = array.take(term.value - first, axis=position)
            elif term in axes:
                array = np.moveaxis(
                    array.diagonal(0, axes.index(term), position), -1, axes.index(term)
                )
            else:
                axes.append(term)
        return _Axes(array, tuple(axes))

    def delta(self, left: Index | Point, right: Index | Point) -> _Axes:
        if isinstance(left, Point):
            left, right = right, left
        if isinstance(left, Point):
            return _Axes(np.asarray(float(left == right)), ())
        if isinstance(right, Point):
            hit = np.zeros(self.sizes[left.over])
            hit[right.value - first_position(self.scope, right.over)] = 1.0
            return _Axes(hit, (left,))
        return _Axes(np.eye(self.sizes[left.over]), (left, right))

    def combine(self, operation: np.ufunc, forms: tuple[Written, ...]) -> _Axes:
        parts = [self.value(f) for f in forms]
        axes = tuple(dict.fromkeys(i for part in parts for i in part.axes))
        result = parts[0].over(axes)
        for part in parts[1:]:
            result = operation(result, part.over(axes))
        return _Axes(result, axes)

    def total(self, form: Sum) -> _Axes:
        body = self.value(form.body)
        index = form.index
        size = self.sizes[index.over]
        if form.excluding:
            body = self.masked(body, form)
        if index not in body.axes:
            return _Axes(body.array * float(size), body.axes)
        axis = body.axes.index(index)
        return _Axes(body.array.sum(axis=axis), (*body.axes[:axis], *body.axes[axis + 1 :]))

    def masked(self, body: _Axes, form: Sum) -> _Axes:
        """The body with 0 at the points left out, whatever stands there."""
        letters = tuple(i for i in form.excluding if isinstance(i, Index))
        axes = tuple(dict.fromkeys((*body.axes, form.index, *letters)))
        array = body.over(axes)
        for point in form.excluding:
            apart = 1 - self.delta(form.index, point).over(axes)
            array = np.where(apart != 0, array, 0)
        return _Axes(array, axes)


def first_position(scope: Scope, over: IndexSet) -> int:
    """Where an index set starts to count: at 0 where the literal index 0 occurs, else at 1."""
    return min([1, *(p.value for p in scope.points if p.over == over)])


def _call(function: str, x: Array) -> Array:
    match function:
        case "exp":
            return np.asarray(np.exp(x))
        case "log":
            return np.asarray(np.log(x))
        case "sqrt":
            return np.asarray(np.sqrt(x))
        case "tanh":
            return np.asarray(np.tanh(x))
        case "sigmoid":
            return np.asarray(1 / (1 + np.exp(-x)))
    raise ValueError(f"{function} has no value in arrays")

"""Array forms in NumPy: matrices as matrices, and derivatives by complex step.

It imports nodes only, and knows nothing of how derive turns arrays into entries. A vector
is an array of one column, a number one of one row and one column.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from derive.syntax.array import (
    Array,
    Diag,
    Gradient,
    Hadamard,
    Identity,
    MatMul,
    Norm,
    Ones,
    Trace,
    Transpose,
    Unit,
)
from derive.syntax.tree import (
    Add,
    Call,
    Delta,
    Derivative,
    Entry,
    Mul,
    Neg,
    Number,
    Power,
    Quotient,
    Size,
    Sum,
    Symbol,
)

STEP = 1e-30

FUNCTIONS = {
    "exp": np.exp,
    "log": np.log,
    "sqrt": np.sqrt,
    "tanh": np.tanh,
    "sigmoid": lambda x: 1 / (1 + np.exp(-x)),
}


def number(value):
    return np.array([[value]])


@dataclass
class Point:
    """Sizes of index sets, values of families, and where the free indices stand."""

    sizes: dict
    values: dict
    positions: dict

    def at(self, **changes):
        return Point(**{**self.__dict__, **changes})

    def place(self, term):
        return self.positions[term] if term in self.positions else term.value - 1

    def family(self, name, declared):
        """The values of a family: its own, or those of its definition as it was written."""
        if name in self.values:
            return self.values[name]
        body = declared.whole if declared.whole is not None else declared.body
        if declared.whole is not None or not declared.axes:
            found = self.value(body)
            return found.reshape([self.sizes[axis] for axis in declared.axes])
        shape = tuple(self.sizes[axis] for axis in declared.axes)
        found = np.empty(shape, dtype=complex)
        for where in np.ndindex(shape):
            there = {**self.positions, **dict(zip(declared.parameters, where, strict=True))}
            found[where] = self.at(positions=there).value(body)[0, 0]
        return found

    def value(self, form):
        match form:
            case Number(value):
                return number(float(value))
            case Size(of):
                return number(float(self.sizes[of]))
            case Symbol(name, declared):
                return self.family(name, declared).reshape(1, 1)
            case Entry(name, indices, declared):
                where = tuple(self.place(i) for i in indices)
                return number(self.family(name, declared)[where])
            case Array(name, indices, declared):
                where = tuple(slice(None) if i is None else self.place(i) for i in indices)
                found = self.family(name, declared)[where]
                return found.reshape(-1, 1) if found.ndim == 1 else found
            case Delta(left, right):
                return number(float(self.place(left) == self.place(right)))
            case Neg(operand):
                return -self.value(operand)
            case Add(terms):
                return sum(self.value(t) for t in terms)
            case Mul(factors) | Hadamard(factors):
                return np.prod(np.broadcast_arrays(*map(self.value, factors)), axis=0)
            case Quotient(above, below):
                return self.value(above) / self.value(below)
            case Power(base, exponent):
                return self.value(base) ** self.value(exponent)
            case Call(function, (argument,)):
                return FUNCTIONS[function](self.value(argument))
            case Sum(body, index, excluding):
                left_out = [self.place(x) for x in excluding]
                return sum(
                    (
                        self.at(positions={**self.positions, index: n}).value(body)
                        for n in range(self.sizes[index.over])
                        if n not in left_out
                    ),
                    number(0.0),
                )
            case MatMul(factors):
                found = number(1.0)
                for factor in factors:
                    value = self.value(factor)
                    scalar = 1 in (found.size, value.size)
                    found = found * value if scalar else found @ value
                return found
            case Transpose(of):
                return self.value(of).T
            case Ones(over):
                return np.ones((self.sizes[over], 1))
            case Unit(at):
                return np.eye(self.sizes[at.over])[:, [self.place(at)]]
            case Identity(over):
                return np.eye(self.sizes[over])
            case Diag(of):
                return np.diag(self.value(of)[:, 0])
            case Trace(of):
                return number(np.trace(self.value(of)))
            case Norm(of):
                return number(np.sqrt((self.value(of) ** 2).sum()))
            case Derivative(of, Symbol(name, declared)):
                return self.moved(of, name, declared, ())
            case Derivative(of, Entry(name, indices, declared)):
                return self.moved(of, name, declared, tuple(self.place(i) for i in indices))
            case Gradient():
                return self.gradient(form)
        raise TypeError(form)

    def moved(self, of, name, declared, where):
        """The derivative of every entry of a form by one entry of a family."""
        family = np.array(self.family(name, declared), dtype=complex)
        family[where] += 1j * STEP
        return self.at(values={**self.values, name: family}).value(of).imag / STEP

    def gradient(self, form):
        wrt = form.wrt
        fixed = [None if i is None else self.place(i) for i in wrt.indices]
        shape = tuple(
            self.sizes[axis] for axis, i in zip(wrt.declared.axes, fixed, strict=True) if i is None
        )
        found = {}
        for where in np.ndindex(shape):
            rest = iter(where)
            full = tuple(next(rest) if i is None else i for i in fixed)
            found[where] = self.moved(form.of, wrt.name, wrt.declared, full)
        first = next(iter(found.values()))
        if first.size == 1 and not (len(shape) == 1 and self.value(form.of).shape[0] > 1):
            result = np.array([v[0, 0] for v in found.values()]).reshape(shape)
            result = result.reshape(-1, 1) if result.ndim == 1 else result
        else:
            result = np.hstack(list(found.values())).T
        return result.T if form.layout == "numerator" else result

"""When two written forms are the same up to bound letters and the order of terms and factors."""

from __future__ import annotations

from typing import Any

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
    Index,
    IndexTerm,
    Mul,
    Neg,
    Number,
    Power,
    Quotient,
    Size,
    Sum,
    Symbol,
    Written,
)

__all__ = ["alike", "shape"]


def alike(left: Written, right: Written) -> bool:
    """Whether the two are one tree up to renaming and order.

    >>> from derive import index_set, indices, vector
    >>> C = index_set("C")
    >>> i, j, k = indices("i j k", C)
    >>> p, y = vector("p", C), vector("y", C)
    >>> alike(Sum(y[i] * p[k], i), Sum(p[k] * y[j], j))
    True
    """
    return bool(shape(left) == shape(right))


def shape(form: Written, bound: tuple[Index, ...] = ()) -> Any:
    """A value that is equal for forms that are alike; ``bound`` are the binders around it."""
    match form:
        case Number(value):
            return ("number", str(value))
        case Symbol(name):
            return ("symbol", name)
        case Size(of):
            return ("size", of.name)
        case Entry(name, indices):
            return ("entry", name, tuple(_letter(i, bound) for i in indices))
        case Delta(left, right):
            return ("delta", tuple(sorted((_letter(left, bound), _letter(right, bound)))))
        case Neg() | Mul():
            return _product(form, bound)
        case Add(terms):
            return ("add", tuple(sorted((shape(t, bound) for t in terms), key=str)))
        case Quotient(Neg(), _):
            return _product(form, bound)
        case Quotient(numerator, denominator):
            return ("quotient", shape(numerator, bound), shape(denominator, bound))
        case Power(base, exponent):
            return ("power", shape(base, bound), shape(exponent, bound))
        case Call(function, arguments, orders):
            return ("call", function, orders, tuple(shape(a, bound) for a in arguments))
        case Derivative(of, wrt):
            return ("derivative", shape(of, bound), shape(wrt, bound))
        case Sum(body, index, excluding):
            left_out = tuple(sorted(_letter(x, bound) for x in excluding))
            return ("sum", index.over.name, left_out, shape(body, (*bound, index)))
    return _array(form, bound)


def _array(form: Written, bound: tuple[Index, ...]) -> Any:
    """Entries are multiplied in any order, matrices in theirs."""
    match form:
        case Array(name, indices):
            return ("array", name, tuple("" if i is None else _letter(i, bound) for i in indices))
        case MatMul(factors):
            return ("matmul", tuple(shape(f, bound) for f in factors))
        case Hadamard(factors):
            return ("hadamard", tuple(sorted((shape(f, bound) for f in factors), key=str)))
        case Gradient(of, wrt, layout):
            return ("gradient", layout, shape(of, bound), shape(wrt, bound))
        case Ones(over) | Identity(over):
            return (type(form).__name__, over.name if over is not None else "")
        case Unit(at):
            return ("unit", _letter(at, bound))
        case Transpose(of) | Diag(of) | Trace(of) | Norm(of):
            return (type(form).__name__, shape(of, bound))
    raise AssertionError(f"{type(form).__name__} has no shape")


def _product(form: Written, bound: tuple[Index, ...]) -> Any:
    """The factors in any order, and how many minus signs are written among them.

    On paper ``−a·(−b)`` is one formula, whether its first minus is taken to belong to a
    or to the product; ``a·b`` is another one.
    """
    signs, factors = _factors(form)
    shapes = sorted((shape(f, bound) for f in factors), key=str)
    return ("product", signs, tuple(shapes))


def _factors(form: Written) -> tuple[int, list[Written]]:
    match form:
        case Neg(operand):
            signs, factors = _factors(operand)
            return signs + 1, factors
        case Quotient(Neg(operand), denominator):
            signs, factors = _factors(Quotient(operand, denominator))
            return signs + 1, factors
        case Mul(factors):
            parts = [_factors(f) for f in factors]
            return sum(n for n, _ in parts), [f for _, inner in parts for f in inner]
    return 0, [form]


def _letter(term: IndexTerm, bound: tuple[Index, ...]) -> tuple[str, str, int]:
    if not isinstance(term, Index):
        return ("literal", term.over.name, term.value)
    for depth in range(len(bound) - 1, -1, -1):
        if bound[depth] == term:
            return ("bound", "", depth)
    return ("free", term.name, 0)

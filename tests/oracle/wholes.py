"""Vectors and matrices evaluated as wholes, with the arithmetic of matrices.

Nothing here turns an array into its entries by indices, as ``derive`` does.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from operator import mul
from typing import TYPE_CHECKING, Any, TypeAlias

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
from derive.syntax.tree import IndexSet, Written
from tests.oracle import numbers, tables
from tests.oracle.data import Misshapen, Unsupported, Where
from tests.oracle.names import Environment, positions
from tests.oracle.state import Evaluator, State
from tests.oracle.tables import Shape, Table, table

if TYPE_CHECKING:
    from tests.oracle.program import Program

#: What a part of an array form gives at a point.
_Value: TypeAlias = Any


def prepare(program: Program, form: Written) -> Evaluator:
    """An array form made ready; ``Unsupported`` for what is none."""
    match form:
        case Array():
            return _array(program, form)
        case MatMul(factors):
            return _join(program, factors, lambda *values: tables.product(values))
        case Hadamard(factors):
            return _join(program, factors, _hadamard)
        case Transpose(of):
            return _join(program, (of,), tables.transposed)
        case Diag(of):
            return _join(program, (of,), lambda value: _diagonal(program, value))
        case Trace(of):
            return _join(program, (of,), _trace)
        case Norm(of):
            return _norm(program, of)
        case Ones(IndexSet() as over):
            one = program.number(1)
            return lambda env, state: Table((over, None), ((one,),) * state.sample.sizes[over])
        case Identity(IndexSet() as over):
            return lambda env, state: _identity(program, over, state.sample.sizes[over])
        case Unit(at):
            place, over = positions((at,)), at.over

            def unit(env: Environment, state: State) -> _Value:
                (here,) = place(env, state.sample)
                numbered = range(1, state.sample.sizes[over] + 1)
                return table((over, None), [[program.number(n == here)] for n in numbered])

            return unit
        case Gradient() if not program.exact:
            return _gradient(program, form)
    raise Unsupported(f"{type(form).__name__} is not evaluated here")


def read(value: _Value, at: Where) -> _Value:
    """The entry of a value at the last of these positions, as many as it has indices."""
    if not isinstance(value, Table):
        return value
    row, column = (at[-2] - 1, at[-1] - 1) if value.is_matrix else (at[-1] - 1, 0)
    if value.shape[0] is None:
        raise Misshapen("a row is not the value of a family")
    return value.rows[row][column]


def _join(program: Program, parts: tuple[Written, ...], join: Callable[..., _Value]) -> Evaluator:
    inner = [program.prepare(part) for part in parts]
    return lambda env, state: join(*(evaluator(env, state) for evaluator in inner))


def _open(form: Array) -> tuple[IndexSet, ...]:
    assert form.declared is not None
    axes = zip(form.declared.axes, form.indices, strict=True)
    found = tuple(axis for axis, index in axes if index is None)
    if len(found) > 2:
        raise Misshapen("an array has two open indices at most")
    return found


def _shape(axes: tuple[IndexSet, ...]) -> Shape:
    return (axes[0], axes[1] if len(axes) > 1 else None)


def _filled(
    form: Array, at: Callable[[Where], _Value], env: Environment, state: State
) -> list[list[_Value]]:
    """What ``at`` gives at each full position of the open indices, in rows and columns."""
    axes = _open(form)
    given = positions(i for i in form.indices if i is not None)(env, state.sample)
    heights = [range(1, state.sample.sizes[axis] + 1) for axis in axes]

    def full(where: Where) -> Where:
        left, right = iter(where), iter(given)
        return tuple(next(left) if i is None else next(right) for i in form.indices)

    rows, *columns = heights
    return [[at(full((r, *c))) for c in product(*columns)] for r in rows]


def _array(program: Program, form: Array) -> Evaluator:
    shape = _shape(_open(form))

    def evaluator(env: Environment, state: State) -> _Value:
        def entry(where: Where) -> _Value:
            return program.entry(form.name, where, state)

        return table(shape, _filled(form, entry, env, state))

    return evaluator


def _hadamard(*values: _Value) -> _Value:
    if not all(isinstance(value, Table) for value in values):
        raise Misshapen("a product entry by entry is one of arrays")
    found = values[0]
    for value in values[1:]:
        found = tables.entrywise(mul, found, value)
    return found


def _diagonal(program: Program, value: _Value) -> _Value:
    if not isinstance(value, Table):
        raise Misshapen("the diagonal is a column")
    entries, over = value.column(), value.shape[0]
    zero = program.number(0)
    rows = [[x if r == c else zero for c in range(len(entries))] for r, x in enumerate(entries)]
    return table((over, over), rows)


def _identity(program: Program, over: IndexSet, size: int) -> _Value:
    rows = [[program.number(r == c) for c in range(size)] for r in range(size)]
    return table((over, over), rows)


def _trace(value: _Value) -> _Value:
    if not isinstance(value, Table) or not value.is_matrix or len(set(value.shape)) > 1:
        raise Misshapen("only a square matrix has a trace")
    return sum(row[n] for n, row in enumerate(value.rows))


def _norm(program: Program, of: Written) -> Evaluator:
    if program.exact:
        raise Unsupported("a root is not a fraction")
    inside, names = program.prepare(of), program.reach.names(of)

    def norm(env: Environment, state: State) -> _Value:
        squares = sum(x * x for x in tables.entries(inside(env, state)))
        return numbers.sqrt(squares, not names.isdisjoint(state.moved))

    return norm


def _gradient(program: Program, form: Gradient) -> Evaluator:
    slope = program.prepare_slope(form.of, form.wrt.name)
    wrt = _shape(_open(form.wrt))

    def gradient(env: Environment, state: State) -> _Value:
        def at(where: Where) -> _Value:
            return slope(where, env, state)

        found = _filled(form.wrt, at, env, state)
        first = found[0][0]
        if not isinstance(first, Table):
            in_rows = table(wrt, found)
        elif first.is_column and wrt[1] is None:
            in_rows = table((wrt[0], first.shape[0]), [line[0].column() for line in found])
        else:
            raise Misshapen("this derivative has more than two indices")
        return tables.transposed(in_rows) if form.layout == "numerator" else in_rows

    return program.shared(form, gradient)

"""Powers: whole ones of any base, broken ones of a positive base, squares of norms."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from mpmath import mpf

from derive.syntax.array import Norm
from derive.syntax.tree import Power
from tests.oracle import numbers
from tests.oracle.data import TINY, Misshapen, Unsupported
from tests.oracle.names import Environment
from tests.oracle.state import Evaluator, State
from tests.oracle.tables import Table, entries, entrywise

if TYPE_CHECKING:
    from tests.oracle.program import Program


def prepare(program: Program, form: Power) -> Evaluator:
    """A power made ready, by what is known of its exponent."""
    constant = numbers.constant(form.exponent)
    if isinstance(form.base, Norm) and constant == 2:
        # The square of a norm is a sum of squares, with no root that has no slope at 0.
        inside = program.prepare(form.base.of)
        return lambda env, state: sum(x * x for x in entries(inside(env, state)))
    if constant is not None and constant.denominator == 1:
        base, exponent = program.prepare(form.base), constant.numerator
        return lambda env, state: _of_vectors(
            lambda x: _whole(program, x, exponent), base(env, state)
        )
    if program.exact:
        raise Unsupported("a power that is not a fraction")
    return _broken(program, form)


def _whole(program: Program, x: Any, exponent: int) -> Any:
    if exponent >= 0:
        return x**exponent
    return program.divide(program.number(1), x**-exponent)


def _broken(program: Program, form: Power) -> Evaluator:
    base, exponent = program.prepare(form.base), program.prepare(form.exponent)
    names, constant = program.reach.names(form.base), numbers.constant(form.exponent)

    def power(x: Any, a: Any, moves: bool) -> Any:
        if abs(x) < TINY and constant is not None and constant > 0 and not moves:
            return mpf(0)
        return numbers.exp(a * numbers.log(x, moves), moves)

    def evaluator(env: Environment, state: State) -> Any:
        found, a = base(env, state), exponent(env, state)
        if isinstance(a, Table):
            raise Misshapen("an exponent is a number")
        moves = not names.isdisjoint(state.moved)
        return _of_vectors(lambda x: power(x, a, moves), found)

    return evaluator


def _of_vectors(function: Callable[[Any], Any], base: Any) -> Any:
    if isinstance(base, Table) and base.is_matrix:
        raise Misshapen("a power of a matrix may be one of its entries, or not")
    return entrywise(function, base)

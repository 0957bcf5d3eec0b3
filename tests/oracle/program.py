"""Forms evaluated at points: to 60 digits, derivatives by two evaluations close together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from mpmath import mp, mpf

from derive.syntax.tree import (
    INDICATOR,
    Add,
    Call,
    Delta,
    Derivative,
    Entry,
    Index,
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
from derive.syntax.walk import free_indices
from tests.oracle import numbers, powers, wholes
from tests.oracle.data import (
    DIGITS,
    STEP_DIGITS,
    TINY,
    Misshapen,
    NotDefined,
    Sample,
    Unsupported,
    Where,
)
from tests.oracle.names import (
    Environment,
    call_name,
    declarations,
    definition,
    key,
    positions,
    slots,
)
from tests.oracle.reach import Reach
from tests.oracle.state import Evaluator, State, last_that_matters
from tests.oracle.tables import Table, entrywise


def evaluate(form: Written, sample: Sample) -> Any:
    """The value of ``form`` at the point; raise ``NotDefined`` where it has none."""
    return Program((form,)).values(sample)[0]


class Program:
    """Forms made ready to be evaluated at many points: once as functions, then as numbers.

    With ``exact``, numbers are fractions, and whatever leaves them is ``Unsupported``.
    """

    def __init__(self, forms: Sequence[Written], exact: bool = False):
        self.reach = Reach(declarations(forms))
        self.exact = exact
        self.elementary: dict[object, Any] = {}
        self.bodies: dict[str, tuple[list[str], Evaluator]] = {}
        depth = max((self.reach.depth(form) for form in forms), default=0)
        self.digits = DIGITS + STEP_DIGITS * depth
        with mp.workdps(self.digits):
            self.step = mpf(10) ** -STEP_DIGITS
            self.evaluators = [self.prepare(form) for form in forms]

    def values(self, sample: Sample, at: Mapping[Index, int] | None = None) -> list[Any]:
        """The values of the forms; ``at`` places further free indices."""
        env = {key(index): n for index, n in {**sample.positions, **(at or {})}.items()}
        root = State(sample, None, "", (), 0)
        self.elementary.clear()
        with mp.workdps(self.digits):
            return [evaluator(env, root) for evaluator in self.evaluators]

    # -- preparation: a form becomes a function of the environment and the state

    def prepare(self, form: Written) -> Evaluator:
        match form:
            case Number(value):
                constant = self.number(value)
                return lambda env, state: constant
            case Symbol(name):
                return lambda env, state: self.entry(name, (), state)
            case Entry(name, indices):
                at = positions(indices)
                return lambda env, state: self.entry(name, at(env, state.sample), state)
            case Size(of):
                return lambda env, state: self.number(state.sample.sizes[of])
            case Delta(left, right):
                pair = positions((left, right))
                return lambda env, state: self.number(len(set(pair(env, state.sample))) == 1)
            case Neg(operand):
                inner = self.prepare(operand)
                return lambda env, state: -inner(env, state)
            case Add(terms):
                return _fold([self.prepare(term) for term in terms], lambda a, b: a + b)
            case Mul(factors):
                return _fold([self.prepare(factor) for factor in factors], lambda a, b: a * b)
            case Quotient(above, below):
                over, under = self.prepare(above), self.prepare(below)
                return lambda env, state: self.divide(over(env, state), under(env, state))
            case Power():
                return powers.prepare(self, form)
            case Call():
                return self.prepare_call(form)
            case Sum():
                return self.prepare_sum(form)
            case Derivative() if not self.exact:
                return self.prepare_derivative(form)
        return wholes.prepare(self, form)

    def prepare_call(self, form: Call) -> Evaluator:
        inner, names = (
            [self.prepare(argument) for argument in form.arguments],
            self.reach.names(form),
        )
        opaque, function = call_name(form), form.function

        def at_point(env: Environment, state: State) -> Any:
            values = [evaluator(env, state) for evaluator in inner]
            if any(isinstance(value, Table) for value in values):
                raise Misshapen(f"{function} of an array")
            found = state.sample.functions.get((opaque or "", ()))
            if found is None:
                raise NotDefined(f"the point gives no function {function}")
            return found.differentiated(form.orders).at(values, self.number)

        def apply(env: Environment, state: State) -> Any:
            moves = not names.isdisjoint(state.moved)
            values = [evaluator(env, state) for evaluator in inner]
            if function == INDICATOR:
                return entrywise(lambda a, b: self.number(numbers.are_equal(a, b, moves)), *values)
            known = numbers.FUNCTIONS[function]
            return entrywise(lambda x: self.remembered(known, x, moves), *values)

        if opaque is not None:
            return at_point
        if self.exact and function != INDICATOR:
            raise Unsupported(f"{function} is not a fraction")
        return apply

    def prepare_sum(self, form: Sum) -> Evaluator:
        body, letter, over = self.prepare(form.body), key(form.index), form.index.over
        left_out = positions(form.excluding)

        def total(env: Environment, state: State) -> Any:
            without = left_out(env, state.sample)
            inside = dict(env)
            result = self.number(0)
            for position in range(1, state.sample.sizes[over] + 1):
                if position not in without:
                    inside[letter] = position
                    result += body(inside, state)
            return result

        return self.shared(form, total)

    def prepare_derivative(self, form: Derivative) -> Evaluator:
        slope = self.prepare_slope(form.of, form.wrt.name)
        at = positions(form.wrt.indices if isinstance(form.wrt, Entry) else ())
        return self.shared(form, lambda env, state: slope(at(env, state.sample), env, state))

    def prepare_slope(self, form: Written, name: str) -> Callable[[Where, Environment, State], Any]:
        """The derivative of a form by an entry of a family, as a function of its position."""
        of, moves = self.prepare(form), name in self.reach.names(form)

        def slope(here: Where, env: Environment, state: State) -> Any:
            def moved_by(shift: Any) -> Any:
                return of(env, State(state.sample, state, name, here, shift))

            # x/x has no derivative at 0, though it has values on both sides of 0.
            unmoved = moved_by(0)
            if not moves:
                return unmoved * 0
            return (moved_by(self.step) - moved_by(-self.step)) / (2 * self.step)

        return slope

    def shared(self, form: Written, evaluator: Evaluator) -> Evaluator:
        """The evaluator, asked once for equal positions where nothing it needs has moved."""
        keys = sorted(key(index) for index in free_indices(form))
        names = self.reach.names(form)

        def once(env: Environment, state: State) -> Any:
            state = last_that_matters(state, names)
            place = (evaluator, *[env[k] for k in keys])
            found = state.memo.get(place)
            if found is None:
                found = state.memo[place] = evaluator(env, state)
            return found

        return once

    # -- numbers

    def number(self, value: Fraction | int) -> Any:
        exact = Fraction(value)
        return exact if self.exact else mpf(exact.numerator) / exact.denominator

    def divide(self, above: Any, below: Any) -> Any:
        if isinstance(above, Table) or isinstance(below, Table):
            return entrywise(self.divide, above, below)
        if below == 0 or (not self.exact and abs(below) < TINY):
            raise NotDefined("division by 0")
        return above / below

    def remembered(self, apply: Callable[[Any, bool], Any], x: Any, moves: bool) -> Any:
        place = (apply, x._mpf_, moves)
        found = self.elementary.get(place)
        if found is None:
            found = self.elementary[place] = apply(x, moves)
        return found

    def entry(self, name: str, at: Where, state: State) -> Any:
        """An entry: moved with its family, or read from its definition, or given."""
        holder: State | None = state
        while holder is not None and holder.parent is not None:
            if holder.name == name:
                value = self.entry(name, at, holder.parent)
                return value + holder.shift if at == holder.at else value
            holder = holder.parent
        state = last_that_matters(state, self.reach.names_of(name))
        found = state.memo.get((name, at))
        if found is None:
            found = state.memo[name, at] = self.fresh_entry(name, at, state)
        return found

    def fresh_entry(self, name: str, at: Where, state: State) -> Any:
        declared, sample = self.reach.declared[name], state.sample
        if declared.of:
            function = sample.functions.get((name, at))
            if function is None:
                raise NotDefined(f"the point gives no function {name} at {at}")
            inner = [self.entry(of, where, state) for of, where in slots(declared, sample.sizes)]
            return function.at(inner, self.number)
        body = definition(declared)
        if body is None:
            if (name, at) not in sample.values:
                raise NotDefined(f"the point gives no value of {name} at {at}")
            return self.number(sample.values[name, at])
        if name not in self.bodies:
            keys = [key(parameter) for parameter in declared.parameters]
            self.bodies[name] = keys, self.prepare(body)
        keys, evaluator = self.bodies[name]
        # What is no parameter is the claim's own free index, never a letter bound around here.
        env = {key(index): position for index, position in sample.positions.items()}
        return wholes.read(evaluator(env | dict(zip(keys, at, strict=True)), state), at)


def _fold(parts: list[Evaluator], join: Callable[[Any, Any], Any]) -> Evaluator:
    first, *rest = parts

    def folded(env: Environment, state: State) -> Any:
        result = first(env, state)
        for part in rest:
            result = join(result, part(env, state))
        return result

    return folded

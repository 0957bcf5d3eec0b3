"""Trusted code. The second opinion: written forms evaluated at exact points.

A written form is unrolled at concrete sizes and evaluated in enclosing balls, or exactly
in rational numbers where that is possible; derivatives are taken with dual numbers. It
shares no code with ``derive.index`` or the normal form, and knows no rewriting at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import TypeAlias

from derive.prove.dual_arithmetic import DualArithmetic
from derive.prove.polynomials import Slot, coefficients, value
from derive.prove.scalars import (
    Balls,
    Dual,
    Exact,
    NotDefined,
    NotEvaluable,
    Scalar,
    rational,
    zero_like,
)
from derive.scope import Scope
from derive.syntax.declare import Declaration
from derive.syntax.tree import (
    Add,
    Call,
    Delta,
    Derivative,
    Entry,
    Index,
    IndexSet,
    IndexTerm,
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

__all__ = [
    "Balls",
    "Evaluator",
    "Exact",
    "NotDefined",
    "NotEvaluable",
    "Place",
    "slots_of",
]

Key: TypeAlias = tuple[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Place:
    """Sizes, the first position of each index set (0 or 1), positions of indices, values."""

    sizes: Mapping[IndexSet, int]
    first: Mapping[IndexSet, int]
    positions: Mapping[Index, int]
    values: Mapping[Key, Fraction]

    def elements(self, of: IndexSet) -> range:
        """The positions of an index set."""
        return range(self.first[of], self.first[of] + self.sizes[of])


def slots_of(abstract: Declaration, place: Place) -> Iterator[Slot]:
    """The entries that an abstract function depends on, at the sizes of a place."""
    for family in abstract.of:
        for at in product(*(place.elements(axis) for axis in family.axes)):
            yield family.name, at


class _Frame:
    """The values while one entry is varied: that entry carries an ε, the rest follows."""

    __slots__ = ("cache", "children", "held", "key", "parent", "tag")

    def __init__(self, parent: _Frame | None, key: Key | None) -> None:
        self.parent = parent
        self.key = key
        #: The families that are varied here or around: they hold their values otherwise.
        self.held: frozenset[str] = frozenset()
        if parent is not None and key is not None:
            self.held = parent.held | {key[0]}
        self.tag: int = 0 if parent is None else parent.tag + 1
        self.cache: dict[Key, Scalar] = {}
        self.children: dict[Key, _Frame] = {}

    def vary(self, key: Key) -> _Frame:
        """The frame in which the entry ``key`` varies as well."""
        found = self.children.get(key)
        if found is None:
            found = self.children[key] = _Frame(self, key)
        return found


class Evaluator:
    """Evaluates written forms at one place; definitions are evaluated once per entry."""

    def __init__(self, scope: Scope, place: Place, arithmetic: Balls | Exact) -> None:
        self.scope = scope
        self.place = place
        self.arithmetic = arithmetic
        self.duals = DualArithmetic(arithmetic)
        self.root = _Frame(None, None)
        self._needs: dict[str, frozenset[str]] = {}
        self._elements = {s: place.elements(s) for s in place.sizes}

    def value(self, form: Written, positions: Mapping[Index, int] | None = None) -> Scalar:
        """The value of a form; raise ``NotDefined`` or ``NotEvaluable``."""
        env = {**self.place.positions, **(positions or {})}
        with self.arithmetic.working():
            value = self._value(form, env, self.root)
        return rational(value)

    def entry(self, name: str, at: tuple[int, ...]) -> Scalar:
        """The value of an entry of a family at its positions, or of a scalar at ``()``."""
        with self.arithmetic.working():
            value = self._entry((name, at), self.root)
        return rational(value)

    def _value(self, form: Written, env: Mapping[Index, int], frame: _Frame) -> Scalar:
        # What is met most often comes first.
        match form:
            case Entry(name, indices):
                return self._entry((name, tuple([self._at(i, env) for i in indices])), frame)
            case Number(value):
                return self.arithmetic.number(value)
            case Symbol(name):
                return self._entry((name, ()), frame)
            case Add(terms):
                total = self._value(terms[0], env, frame)
                for term in terms[1:]:
                    total = total + self._value(term, env, frame)
                return total
            case Neg(operand):
                return -self._value(operand, env, frame)
            case Mul(factors):
                product = self._value(factors[0], env, frame)
                for factor in factors[1:]:
                    product = product * self._value(factor, env, frame)
                return product
            case Quotient(numerator, denominator):
                below = self.duals.reciprocal(self._value(denominator, env, frame))
                return self._value(numerator, env, frame) * below
            case Power(base, exponent):
                return self._power(base, exponent, env, frame)
            case Call(function, arguments, orders):
                values = [self._value(a, env, frame) for a in arguments]
                return self._call(function, values, orders)
            case Sum():
                return self._sum(form, env, frame)
            case Derivative(of, wrt):
                return self._derivative(of, wrt, env, frame)
            case Size(of):
                return self.arithmetic.number(Fraction(self.place.sizes[of]))
            case Delta(left, right):
                equal = self._at(left, env) == self._at(right, env)
                return self.arithmetic.number(Fraction(int(equal)))
        raise NotEvaluable(f"{type(form).__name__} cannot be evaluated")

    def _at(self, term: IndexTerm, env: Mapping[Index, int]) -> int:
        position = term.value if isinstance(term, Point) else env[term]
        if position not in self._elements[term.over]:
            raise NotDefined(f"the index {position} lies outside {term.over.name}")
        return position

    def _sum(self, form: Sum, env: Mapping[Index, int], frame: _Frame) -> Scalar:
        left_out = {self._at(x, env) for x in form.excluding}
        total = self.arithmetic.number(Fraction(0))
        for position in self._elements[form.index.over]:
            if position not in left_out:
                total = total + self._value(form.body, {**env, form.index: position}, frame)
        return total

    def _derivative(
        self, of: Written, wrt: Symbol | Entry, env: Mapping[Index, int], frame: _Frame
    ) -> Scalar:
        at = () if isinstance(wrt, Symbol) else tuple(self._at(i, env) for i in wrt.indices)
        varied = frame.vary((wrt.name, at))
        value = self._value(of, env, varied)
        if isinstance(value, Dual) and value.tag == varied.tag:
            return value.du
        return zero_like(value)

    def _entry(self, key: Key, frame: _Frame) -> Scalar:
        found = frame.cache.get(key)
        if found is None:
            found = frame.cache[key] = self._compute_entry(key, frame)
        return found

    def _compute_entry(self, key: Key, frame: _Frame) -> Scalar:
        name, at = key
        if frame.parent is not None:
            assert frame.key is not None
            if frame.key == key:
                base = self._entry(key, frame.parent)
                one = self.arithmetic.number(Fraction(1))
                return Dual(frame.tag, base, one)
            if name in frame.held or frame.key[0] not in self._names_needed(name):
                return self._entry(key, frame.parent)
        abstract = self.scope.abstract(name)
        if abstract is not None:
            slots = list(slots_of(abstract, self.place))
            values = [self._entry(slot, frame) for slot in slots]
            return self._abstract(name, at, slots, values)
        defined = self.scope.definition(name)
        if defined is None:
            return self.arithmetic.number(self.place.values[key])
        assert defined.body is not None
        env = {**self.place.positions, **dict(zip(defined.parameters, at, strict=True))}
        return self._value(defined.body, env, frame)

    def _names_needed(self, name: str) -> frozenset[str]:
        """The names that a definition, or an abstract function, depends on."""
        found = self._needs.get(name)
        if found is None:
            found = self._needs[name] = self.scope.reaches(name)
        return found

    def _power(
        self, base: Written, exponent: Written, env: Mapping[Index, int], frame: _Frame
    ) -> Scalar:
        below = self._value(base, env, frame)
        if isinstance(exponent, Neg) and isinstance(exponent.operand, Number):
            exponent = Number(-exponent.operand.value)
        if isinstance(exponent, Number):
            value = exponent.value
            if value.denominator == 1:
                return self.duals.integer_power(below, int(value))
            if value.denominator == 2:
                return self.duals.integer_power(self.duals.sqrt(below), int(value.numerator))
        above = self._value(exponent, env, frame)
        return self.duals.exp(above * self.duals.log(below))

    def _call(self, function: str, values: list[Scalar], orders: tuple[int, ...]) -> Scalar:
        found = self.duals.elementary(function, values, orders)
        if found is not None:
            return found
        slots = [("", (n,)) for n in range(len(values))]
        return self._abstract(function, (), slots, values, orders)

    def _abstract(
        self,
        name: str,
        at: tuple[int, ...],
        slots: Sequence[Slot],
        values: list[Scalar],
        orders: tuple[int, ...] = (),
    ) -> Scalar:
        """The polynomial that stands for an abstract function at this place."""
        try:
            terms = list(coefficients(self.place.values, name, at, slots))
        except KeyError:
            raise NotEvaluable(f"{name} is an opaque function") from None
        return value(iter(terms), values, orders, self.arithmetic.number)

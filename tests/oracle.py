"""The oracle: what a claim is worth at points where everything is a number.

A written form is unrolled at concrete sizes, at concrete positions of its free indices and
at exact values of its families, and is evaluated to 60 digits. Derivatives are differences
of two evaluations that lie very close together. Nothing here is shared with the prover, the
index calculus or the elaborator: only the trees, the declarations and the data are.

What it cannot do: it proves nothing. ``equal`` means that no difference was found.

Conventions
- An index set of size n is 1..n, and a literal index is the element with its number. Where
  a literal is smaller than 1 (documents that count from 0), the smallest is element 1, and
  the others follow as far apart as they are written. A set is never too small for them.
- A free index of an assumption is the claim's own where the claim has one of that name;
  otherwise the assumption holds for every element.
- Under a derivative, what a root or a broken power depends on must keep it off 0.
- An exponent that is not a constant asks for a positive base, as ``derive`` does.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from math import isqrt
from typing import Any, Literal, TypeAlias

from mpmath import mp, mpf

from derive.model import Claim, Equation, Fact, IndexRelation, Witness
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
from derive.syntax.walk import children, free_indices, subforms

DIGITS = 60
#: Half the distance of the two evaluations, as a power of ten: the difference quotient is
#: off by STEP² f'''/6, so that 30 more digits per nested derivative leave 60 good ones.
STEP_DIGITS = 30
#: Smaller than anything that these points give, larger than any error of evaluation.
TINY = mpf(10) ** -40
#: Two sides differ when they do so by more than this, relative to the larger one …
RELATIVE = mpf(10) ** -25
#: … or to this, if both are smaller.
FLOOR = mpf(10) ** -15

SIZES = (3, 2, 4, 1, 5)
#: How the values of a point are drawn. Logarithms want positive values, a root of −x wants
#: families of one sign each, and what is special about 0 and 1 is met at small integers only.
STYLES = ("positive", "signed", "small", "one sign each", "signed")
#: Attempts at a point that satisfies the assumptions.
DRAWS = 40
#: Rounds of points for a claim that is not defined at any of those before.
ROUNDS = 3
MANY_ASSIGNMENTS = 20_000

Answer: TypeAlias = Literal["equal", "different", "undefined"]
Where: TypeAlias = tuple[int, ...]
Environment: TypeAlias = dict[str, int]


class NotDefined(ArithmeticError):
    """The form has no value at the point, or one too large to evaluate."""


class Unsupported(ValueError):
    """The form lies outside what the oracle evaluates, such as an opaque function."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A point: sizes, positions of free indices and of literals, exact values."""

    sizes: Mapping[IndexSet, int]
    positions: Mapping[Index, int]
    values: Mapping[tuple[str, Where], Fraction]
    literals: Mapping[Point, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer, with the point and the two values that gave it where they differ."""

    answer: Answer
    sample: Sample | None = None
    lhs: mpf | None = None
    rhs: mpf | None = None


# -- evaluation


def evaluate(form: Written, sample: Sample) -> mpf:
    """The value of ``form`` at the point; raise ``NotDefined`` where it has none."""
    return _Program((form,)).values(sample)[0]


class _State:
    """What has been moved: below a ∂, one entry of a family that is held independent."""

    __slots__ = ("at", "memo", "moved", "name", "parent", "sample", "shift")

    def __init__(self, sample: Sample, parent: _State | None, name: str, at: Where, shift: Any):
        self.sample = sample
        self.parent = parent
        self.name = name
        self.at = at
        self.shift = shift
        self.moved: frozenset[str] = frozenset() if parent is None else parent.moved | {name}
        self.memo: dict[object, Any] = {}


Evaluator: TypeAlias = Callable[[Environment, _State], Any]


class _Program:
    """Forms made ready to be evaluated at many points: once as functions, then as numbers.

    With ``exact``, numbers are fractions, and whatever leaves them is ``Unsupported``.
    """

    def __init__(self, forms: Sequence[Written], exact: bool = False):
        self.declared = _declarations(forms)
        self.exact = exact
        self.elementary: dict[object, Any] = {}
        self.needed: dict[str, frozenset[str]] = {}
        self.bodies: dict[str, tuple[list[str], Evaluator]] = {}
        depth = max((self.depth(form) for form in forms), default=0)
        self.digits = DIGITS + STEP_DIGITS * depth
        with mp.workdps(self.digits):
            self.step = mpf(10) ** -STEP_DIGITS
            self.evaluators = [self.prepare(form) for form in forms]

    def values(self, sample: Sample, positions: Mapping[Index, int] | None = None) -> list[Any]:
        """The values of the forms; ``positions`` are further free indices."""
        env = {_key(index): at for index, at in {**sample.positions, **(positions or {})}.items()}
        root = _State(sample, None, "", (), 0)
        self.elementary.clear()
        with mp.workdps(self.digits):
            return [evaluator(env, root) for evaluator in self.evaluators]

    # -- what can be said without numbers

    def depth(self, form: Written) -> int:
        """How many derivatives are nested in the form."""
        inside = max((self.depth(part) for part in children(form)), default=0)
        if isinstance(form, Symbol | Entry):
            body = self.declared[form.name].body
            return 0 if body is None else self.depth(body)
        return inside + isinstance(form, Derivative)

    def names(self, form: Written) -> frozenset[str]:
        """The names that the value of the form may depend on, through all definitions."""
        found: set[str] = set()
        for sub in subforms(form):
            if isinstance(sub, Symbol | Entry):
                found |= self.names_of(sub.name)
        return frozenset(found)

    def names_of(self, name: str) -> frozenset[str]:
        if name not in self.needed:
            body = self.declared[name].body
            below = self.names(body) if body is not None else frozenset()
            self.needed[name] = below | {name}
        return self.needed[name]

    # -- preparation: a form becomes a function of the environment and the state

    def prepare(self, form: Written) -> Evaluator:
        match form:
            case Number(value):
                constant = self.number(value)
                return lambda env, state: constant
            case Symbol(name):
                return lambda env, state: self.entry(name, (), state)
            case Entry(name, indices):
                at = _positions(indices)
                return lambda env, state: self.entry(name, at(env, state.sample), state)
            case Size(of):
                return lambda env, state: self.number(state.sample.sizes[of])
            case Delta(left, right):
                pair = _positions((left, right))
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
                return self.prepare_power(form)
            case Call(function, (argument,)) if function in _FUNCTIONS and not self.exact:
                apply, inner = _FUNCTIONS[function], self.prepare(argument)
                names = self.names(argument)
                return lambda env, state: self.remembered(
                    apply, inner(env, state), not names.isdisjoint(state.moved)
                )
            case Sum():
                return self.prepare_sum(form)
            case Derivative() if not self.exact:
                return self.prepare_derivative(form)
        raise Unsupported(f"{getattr(form, 'function', type(form).__name__)} is not evaluated here")

    def prepare_power(self, form: Power) -> Evaluator:
        base, constant = self.prepare(form.base), _constant(form.exponent)
        names = self.names(form.base)
        if constant is not None and constant.denominator == 1:
            exponent = constant.numerator
            if exponent >= 0:
                return lambda env, state: base(env, state) ** exponent
            return lambda env, state: self.divide(self.number(1), base(env, state) ** -exponent)
        if self.exact:
            raise Unsupported("a power that is not a fraction")
        inner = self.prepare(form.exponent)

        def power(env: Environment, state: _State) -> Any:
            x, a = base(env, state), inner(env, state)
            moves = not names.isdisjoint(state.moved)
            if abs(x) < TINY and constant is not None and constant > 0 and not moves:
                return mpf(0)
            return _exp(a * _log(x, moves), moves)

        return power

    def prepare_sum(self, form: Sum) -> Evaluator:
        body, key, over = self.prepare(form.body), _key(form.index), form.index.over
        left_out = _positions(form.excluding)

        def total(env: Environment, state: _State) -> Any:
            without = left_out(env, state.sample)
            inside = dict(env)
            result = self.number(0)
            for position in range(1, state.sample.sizes[over] + 1):
                if position not in without:
                    inside[key] = position
                    result += body(inside, state)
            return result

        return self.shared(form, total)

    def prepare_derivative(self, form: Derivative) -> Evaluator:
        of, name = self.prepare(form.of), form.wrt.name
        at = _positions(form.wrt.indices if isinstance(form.wrt, Entry) else ())
        moves = name in self.names(form.of)

        def slope(env: Environment, state: _State) -> Any:
            here = at(env, state.sample)

            def moved_by(shift: Any) -> Any:
                return of(env, _State(state.sample, state, name, here, shift))

            # x/x has no derivative at 0, though it has values on both sides of 0.
            moved_by(0)
            if not moves:
                return mpf(0)
            return (moved_by(self.step) - moved_by(-self.step)) / (2 * self.step)

        return self.shared(form, slope)

    def shared(self, form: Written, evaluator: Evaluator) -> Evaluator:
        """The evaluator, asked once for equal positions where nothing it needs has moved."""
        keys = sorted(_key(index) for index in free_indices(form))
        names = self.names(form)

        def once(env: Environment, state: _State) -> Any:
            state = _last_that_matters(state, names)
            key = (evaluator, *[env[k] for k in keys])
            found = state.memo.get(key)
            if found is None:
                found = state.memo[key] = evaluator(env, state)
            return found

        return once

    # -- numbers

    def number(self, value: Fraction | int) -> Any:
        exact = Fraction(value)
        return exact if self.exact else mpf(exact.numerator) / exact.denominator

    def divide(self, above: Any, below: Any) -> Any:
        if below == 0 or (not self.exact and abs(below) < TINY):
            raise NotDefined("division by 0")
        return above / below

    def remembered(self, apply: Callable[[Any, bool], Any], x: Any, moves: bool) -> Any:
        key = (apply, x._mpf_, moves)
        found = self.elementary.get(key)
        if found is None:
            found = self.elementary[key] = apply(x, moves)
        return found

    def entry(self, name: str, at: Where, state: _State) -> Any:
        """An entry: moved with its family, or read from its definition, or given."""
        holder: _State | None = state
        while holder is not None and holder.parent is not None:
            if holder.name == name:
                value = self.entry(name, at, holder.parent)
                return value + holder.shift if at == holder.at else value
            holder = holder.parent
        state = _last_that_matters(state, self.names_of(name))
        found = state.memo.get((name, at))
        if found is None:
            found = state.memo[name, at] = self.fresh_entry(name, at, state)
        return found

    def fresh_entry(self, name: str, at: Where, state: _State) -> Any:
        definition = self.declared[name]
        if definition.body is None:
            if (name, at) not in state.sample.values:
                raise NotDefined(f"the point gives no value of {name} at {at}")
            return self.number(state.sample.values[name, at])
        if name not in self.bodies:
            keys = [_key(parameter) for parameter in definition.parameters]
            self.bodies[name] = keys, self.prepare(definition.body)
        keys, body = self.bodies[name]
        # What is no parameter is the claim's own free index, never a letter bound around here.
        env = {_key(index): position for index, position in state.sample.positions.items()}
        return body(env | dict(zip(keys, at, strict=True)), state)


def _last_that_matters(state: _State, names: frozenset[str]) -> _State:
    while state.parent is not None and state.name not in names:
        state = state.parent
    return state


def _fold(parts: list[Evaluator], join: Callable[[Any, Any], Any]) -> Evaluator:
    first, *rest = parts

    def folded(env: Environment, state: _State) -> Any:
        result = first(env, state)
        for part in rest:
            result = join(result, part(env, state))
        return result

    return folded


def _key(index: Index) -> str:
    return f"{index.name} of {index.over.name}"


def _positions(terms: Iterable[IndexTerm]) -> Callable[[Environment, Sample], Where]:
    ready = [term if isinstance(term, Point) else _key(term) for term in terms]

    def positions(env: Environment, sample: Sample) -> Where:
        return tuple([env[t] if isinstance(t, str) else _literal(t, sample) for t in ready])

    return positions


def _literal(point: Point, sample: Sample) -> int:
    position = sample.literals.get(point, point.value)
    if not 1 <= position <= sample.sizes[point.over]:
        raise NotDefined(f"{point.over.name} has no element {point.value} at this size")
    return position


def _constant(form: Written) -> Fraction | None:
    """The value of a form made of literal numbers alone, such as the exponent −1/2."""
    match form:
        case Number(value):
            return value
        case Neg(operand):
            value = _constant(operand)
            return None if value is None else -value
        case Quotient(above, below):
            over, under = _constant(above), _constant(below)
            return None if over is None or not under else over / under
    return None


def _exp(x: mpf, moves: bool) -> mpf:
    if abs(x) > 1_000_000:
        raise NotDefined("a number too large to evaluate")
    return mp.exp(x)


def _log(x: mpf, moves: bool) -> mpf:
    if x < TINY:
        raise NotDefined("the logarithm of a number that is not positive")
    return mp.log(x)


def _sqrt(x: mpf, moves: bool) -> mpf:
    if x < (TINY if moves else -TINY):
        raise NotDefined("the root of a negative number, or the slope of a root at 0")
    return mp.sqrt(x) if x >= TINY else mpf(0)


def _sigmoid(x: mpf, moves: bool) -> mpf:
    return 1 / (1 + _exp(-x, moves))


def _tanh(x: mpf, moves: bool) -> mpf:
    return mp.tanh(x)


_FUNCTIONS: dict[str, Callable[[mpf, bool], mpf]] = {
    "exp": _exp,
    "log": _log,
    "sqrt": _sqrt,
    "sigmoid": _sigmoid,
    "tanh": _tanh,
}


def _declarations(forms: Iterable[Written]) -> dict[str, Declaration]:
    found: dict[str, Declaration] = {}
    waiting = list(forms)
    while waiting:
        for sub in subforms(waiting.pop()):
            if isinstance(sub, Symbol | Entry) and sub.name not in found:
                if sub.declared is None:
                    raise Unsupported(f"{sub.name} is not declared")
                found[sub.name] = sub.declared
                if sub.declared.body is not None:
                    waiting.append(sub.declared.body)
    return found


# -- points


class _Ground:
    """What the points of a claim must satisfy, with its assumptions made ready."""

    def __init__(self, claim: Claim):
        equations = [a for a in claim.given if isinstance(a, Equation)]
        self.relations = [*claim.case, *(a for a in claim.given if isinstance(a, IndexRelation))]
        sides = [side for equation in equations for side in (equation.lhs, equation.rhs)]
        self.declared = _declarations((claim.lhs, claim.rhs, *sides))
        bodies = {name: d.body for name, d in self.declared.items() if d.body is not None}
        terms = [term for r in self.relations for term in (r.left, r.right)]
        free = free_indices(claim.lhs) | free_indices(claim.rhs)
        free |= {term for term in terms if isinstance(term, Index)}
        for name, body in bodies.items():
            free |= free_indices(body) - set(self.declared[name].parameters)
        self.free = sorted(free, key=_key)
        everything = [claim.lhs, claim.rhs, *sides, *bodies.values()]
        terms += [t for form in everything for sub in subforms(form) for t in _terms(sub)]
        self.literals = place_literals(t for t in terms if isinstance(t, Point))
        sets = {term.over for term in terms} | {index.over for index in free}
        sets |= {sub.of for f in everything for sub in subforms(f) if isinstance(sub, Size)}
        sets |= {axis for d in self.declared.values() for axis in d.axes}
        self.sets = sorted(sets, key=lambda over: over.name)
        self.facts: dict[str, set[str]] = {n: set(d.facts) for n, d in self.declared.items()}
        for fact in claim.given:
            if isinstance(fact, Fact) and fact.name in self.facts:
                self.facts[fact.name].add(fact.kind)
        self.equations = [_Assumed(equation, self.free) for equation in equations]
        self.entries = {
            name: _Probe(declared) for name, declared in self.declared.items() if self.facts[name]
        }

    def admits(self, sample: Sample) -> bool:
        """Whether the point satisfies every assumption and the case."""
        if not all(_relation_holds(relation, sample) for relation in self.relations):
            return False
        facts = ((n, kind) for n, kinds in sorted(self.facts.items()) for kind in sorted(kinds))
        try:
            return all(self.fact_holds(n, kind, sample) for n, kind in facts) and all(
                equation.holds(sample) for equation in self.equations
            )
        except NotDefined:
            return False

    def fact_holds(self, name: str, kind: str, sample: Sample) -> bool:
        axes = self.declared[name].axes
        probe = self.entries[name]
        rows = list(product(*(range(1, sample.sizes[axis] + 1) for axis in axes[:-1])))
        last = range(1, sample.sizes[axes[-1]] + 1) if axes else ()
        values = {(*row, j): probe.value(sample, (*row, j)) for row in rows for j in last}
        values = values or {(): probe.value(sample, ())}
        edge = 0 if all(isinstance(value, Fraction) for value in values.values()) else TINY
        sums = [sum(values[*row, j] for j in last) for row in rows]
        normed = all(abs(total - 1) <= edge for total in sums)
        binary = all(min(abs(value), abs(value - 1)) <= edge for value in values.values())
        match kind:
            case "positive":
                return all(value > edge for value in values.values())
            case "nonnegative":
                return all(value >= -edge for value in values.values())
            case "binary":
                return binary
            case "distribution":
                return normed and all(value >= -edge for value in values.values())
            case "positive distribution":
                return normed and all(value > edge for value in values.values())
            case "one-hot":
                return normed and binary
            case "symmetric":
                mirrored = {at: values.get(_mirror(at), value) for at, value in values.items()}
                return all(abs(value - mirrored[at]) <= edge for at, value in values.items())
            case "orthogonal":
                return all(
                    abs(sum(values[h, j] * values[h, k] for h in last) - (j == k)) <= edge
                    for j in last
                    for k in last
                )
        raise Unsupported(f"the fact {kind!r} is not known here")


class _Probe:
    """The entries of one family, or a scalar, exact where they can be."""

    def __init__(self, declared: Declaration):
        self.letters = [Index(f"position {n}", over) for n, over in enumerate(declared.axes)]
        at, name = tuple(self.letters), declared.name
        self.programs = _programs((Entry(name, at, declared) if at else Symbol(name, declared),))

    def value(self, sample: Sample, at: Where) -> Any:
        return _first(self.programs, sample, dict(zip(self.letters, at, strict=True)))[0]


class _Assumed:
    """An equation that holds at the claim's indices, and for every position of all others."""

    def __init__(self, equation: Equation, free: Sequence[Index]):
        self.lhs, self.rhs = equation.lhs, equation.rhs
        self.programs = _programs((self.lhs, self.rhs))
        own = (free_indices(self.lhs) | free_indices(self.rhs)) - set(free)
        self.own = sorted(own, key=_key)
        self.names = self.programs[0].names(Add((self.lhs, self.rhs)))

    def assignments(self, sample: Sample) -> Iterator[dict[Index, int]]:
        for at in product(*(range(1, sample.sizes[index.over] + 1) for index in self.own)):
            yield dict(zip(self.own, at, strict=True))

    def excess(self, sample: Sample, positions: Mapping[Index, int]) -> Any:
        lhs, rhs = _first(self.programs, sample, positions)
        return lhs - rhs

    def holds(self, sample: Sample) -> bool:
        for positions in self.assignments(sample):
            excess = self.excess(sample, positions)
            if abs(excess) > (0 if isinstance(excess, Fraction) else TINY):
                return False
        return True

    def total_of(self) -> tuple[Entry, Fraction] | None:
        """``x_j`` and c, if the equation is Σ_j x_j = c for a family that is not defined."""
        if isinstance(self.lhs, Sum) and isinstance(self.lhs.body, Entry):
            constant, entry = _constant(self.rhs), self.lhs.body
            given = entry.declared is not None and entry.declared.body is None
            if constant is not None and given and not self.lhs.excluding:
                return entry, constant
        return None


def _programs(forms: Sequence[Written]) -> list[_Program]:
    """Exact evaluation first, where the forms allow it."""
    try:
        return [_Program(forms, exact=True), _Program(forms)]
    except Unsupported:
        return [_Program(forms)]


def _first(programs: list[_Program], sample: Sample, positions: Mapping[Index, int]) -> list[Any]:
    for program in programs[:-1]:
        try:
            return program.values(sample, positions)
        except Unsupported:
            continue
    return programs[-1].values(sample, positions)


def place_literals(points: Iterable[Point]) -> dict[Point, int]:
    """The element of its set that each literal index stands for."""
    distinct = set(points)
    return {point: point.value - _first_of(point.over, distinct) + 1 for point in distinct}


def _first_of(over: IndexSet, literals: Iterable[Point]) -> int:
    """The number that a document with these literals gives the first element of a set."""
    return min([1, *(point.value for point in literals if point.over == over)])


def sample_points(
    claim: Claim, sizes: Sequence[int] = SIZES, rng: random.Random | None = None
) -> Iterator[Sample]:
    """Exact points that satisfy the assumptions and the case of a claim.

    At every size, and in every equality pattern that the case allows, one point in each of
    the ``STYLES``, where there is one.
    """
    ground, rng = _Ground(claim), rng or random.Random(0)
    smallest = dict.fromkeys(ground.sets, 1)
    for literal, position in ground.literals.items():
        smallest[literal.over] = max(smallest[literal.over], position)
    for turn in range(len(sizes)):
        at_size = {
            over: max(sizes[(turn + number) % len(sizes)], smallest[over])
            for number, over in enumerate(ground.sets)
        }
        for positions in _patterns(ground, at_size, rng):
            for style in STYLES:
                yield from _draw(ground, at_size, positions, style, rng)


def _patterns(
    ground: _Ground, sizes: dict[IndexSet, int], rng: random.Random
) -> list[dict[Index, int]]:
    """One choice of positions for each equality pattern of free indices and literals."""
    ranges = [range(1, sizes[index.over] + 1) for index in ground.free]
    count = 1
    for choices in ranges:
        count *= len(choices)
    if count <= MANY_ASSIGNMENTS:
        assignments = list(product(*ranges))
        rng.shuffle(assignments)
    else:
        assignments = [tuple(map(rng.choice, ranges)) for _ in range(MANY_ASSIGNMENTS)]
    found: dict[object, dict[Index, int]] = {}
    literal = {(point.over, position) for point, position in ground.literals.items()}
    for assignment in assignments:
        seen: dict[tuple[IndexSet, int], int] = {}
        pattern = []
        for index, position in zip(ground.free, assignment, strict=True):
            place = (index.over, position)
            label = -position if place in literal else seen.setdefault(place, len(seen))
            pattern.append(label)
        positions = dict(zip(ground.free, assignment, strict=True))
        sample = Sample(sizes, positions, {}, ground.literals)
        if all(_relation_holds(relation, sample) for relation in ground.relations):
            found.setdefault(tuple(pattern), positions)
    # The patterns with the most distinct positions tell most: they come first.
    return [found[p] for p in sorted(found, key=lambda p: (-len(set(p)), p))]  # type: ignore


def _draw(
    ground: _Ground,
    sizes: dict[IndexSet, int],
    positions: dict[Index, int],
    style: str,
    rng: random.Random,
) -> Iterator[Sample]:
    for _ in range(DRAWS):
        values: dict[tuple[str, Where], Fraction] = {}
        for name, declared in sorted(ground.declared.items()):
            if declared.body is None:
                shape = tuple(sizes[axis] for axis in declared.axes)
                values |= _family(name, shape, frozenset(ground.facts[name]), style, rng)
        sample = Sample(sizes, positions, values, ground.literals)
        pinned: set[tuple[str, Where]] = set()
        for equation in ground.equations:
            for at in equation.assignments(sample):
                _solve(equation, at, sample, values, ground, style, pinned, rng)
        if ground.admits(sample):
            yield sample
            return


def _family(
    name: str, shape: Where, facts: frozenset[str], style: str, rng: random.Random
) -> dict[tuple[str, Where], Fraction]:
    """Values of a family that satisfy its facts, each by itself."""
    if "orthogonal" in facts:
        return {(name, at): x for at, x in _rotation(shape[0], rng).items()}
    values: dict[Where, Fraction] = {}
    normed = facts & {"distribution", "positive distribution", "one-hot"}
    binary = facts & {"binary", "one-hot"}
    sign = rng.choice((-1, 1)) if style == "one sign each" else None
    for row in product(*(range(1, size + 1) for size in shape[:-1])):
        width = shape[-1] if shape else 1
        if normed and binary:
            chosen = rng.randrange(width)
            drawn = [Fraction(j == chosen) for j in range(width)]
        elif binary:
            drawn = [Fraction(rng.randint(0, 1)) for _ in range(width)]
        else:
            drawn = [_drawn(facts, style, sign, rng) for _ in range(width)]
        total = sum(drawn)
        if normed:
            drawn = [x / total for x in drawn] if total else [Fraction(1, width)] * width
        for j, x in enumerate(drawn, start=1):
            values[(*row, j) if shape else ()] = x
    if "symmetric" in facts:
        values = {at: values.get(max(at, _mirror(at)), x) for at, x in values.items()}
    return {(name, at): x for at, x in values.items()}


def _rotation(size: int, rng: random.Random) -> dict[Where, Fraction]:
    """Some plane rotations by angles with whole sides, 3-4-5 and the like, one after another."""
    rows = [[Fraction(r == c) for c in range(size)] for r in range(size)]
    for _ in range(size + 1):
        m = rng.randint(1, 4)
        cos, sin = Fraction(m * m - 1, m * m + 1), Fraction(2 * m, m * m + 1)
        one, other = rng.randrange(size), rng.randrange(size)
        if one == other:
            rows[one] = [-x for x in rows[one]]
            continue
        turned = [cos * x - sin * y for x, y in zip(rows[one], rows[other], strict=True)]
        rows[other] = [sin * x + cos * y for x, y in zip(rows[one], rows[other], strict=True)]
        rows[one] = turned
    return {(r + 1, c + 1): x for r, row in enumerate(rows) for c, x in enumerate(row)}


def _drawn(facts: frozenset[str], style: str, sign: int | None, rng: random.Random) -> Fraction:
    value = Fraction(rng.randint(1, 30), rng.choice((7, 11, 13)))
    if style == "small":
        value = Fraction(rng.randint(0, 2))
    if facts & {"positive", "positive distribution"}:
        return value or Fraction(1)
    if facts & {"nonnegative", "distribution"}:
        return value * (style == "positive" or rng.random() < 0.8)
    return value if style == "positive" else value * (sign or rng.choice((-1, 1)))


def _solve(
    equation: _Assumed,
    at: dict[Index, int],
    sample: Sample,
    values: dict[tuple[str, Where], Fraction],
    ground: _Ground,
    style: str,
    pinned: set[tuple[str, Where]],
    rng: random.Random,
) -> None:
    """Change one value, or scale one sum, so that the equation holds; or leave all as it is."""

    def put(where: tuple[str, Where], value: Fraction) -> None:
        values[where] = value
        if "symmetric" in ground.facts[where[0]]:
            values[where[0], _mirror(where[1])] = value

    def excess() -> Fraction | None:
        try:
            found = equation.excess(sample, at)
        except NotDefined:
            return None
        return found if isinstance(found, Fraction) else None

    if excess() in (0, None):
        return
    scaled = equation.total_of()
    if scaled is not None and (style == "positive" or ground.facts[scaled[0].name]):
        entry, constant = scaled
        assert isinstance(equation.lhs, Sum)
        env = {_key(index): n for index, n in {**sample.positions, **at}.items()}
        where = []
        for position in range(1, sample.sizes[equation.lhs.index.over] + 1):
            env[_key(equation.lhs.index)] = position
            where.append((entry.name, _positions(entry.indices)(env, sample)))
        total = sum(values[w] for w in where)
        if len(set(where)) == len(where) and total and constant / total > 0:
            for w in where:
                put(w, values[w] * constant / total)
            return
    candidates = [where for where in values if where[0] in equation.names]
    rng.shuffle(candidates)
    for where in sorted(candidates, key=lambda w: w in pinned):
        before = values[where]
        probes = []
        for trial in range(4):
            put(where, Fraction(trial))
            probes.append(excess())
        roots = _roots(probes)
        if roots:
            put(where, rng.choice(roots))
            pinned.add(where)
            return
        put(where, before)


def _roots(values: list[Fraction | None]) -> list[Fraction]:
    """The rational zeros of a quadratic, or of a line, that takes these values at 0, 1, 2, 3."""
    if None in values:
        return []
    f0, f1, f2, f3 = (value for value in values if value is not None)
    a = (f2 - 2 * f1 + f0) / 2
    b = f1 - f0 - a
    if 9 * a + 3 * b + f0 != f3:
        return []
    if a == 0:
        return [-f0 / b] if b else []
    square = b * b - 4 * a * f0
    if square < 0:
        return []
    root = Fraction(isqrt(square.numerator), isqrt(square.denominator))
    return [(-b + root) / (2 * a), (-b - root) / (2 * a)] if root * root == square else []


def _relation_holds(relation: IndexRelation, sample: Sample) -> bool:
    env = {_key(index): position for index, position in sample.positions.items()}
    left, right = _positions((relation.left, relation.right))(env, sample)
    return (left == right) == relation.equal


def _mirror(at: Where) -> Where:
    return (*at[:-2], at[-1], at[-2]) if len(at) > 1 else at


def _terms(form: Written) -> tuple[IndexTerm, ...]:
    match form:
        case Entry(indices=indices):
            return indices
        case Delta(left, right):
            return (left, right)
        case Sum(index=index, excluding=excluding):
            return (index, *excluding)
    return ()


# -- answers


def decide(claim: Claim, sizes: Sequence[int] = SIZES, seed: int = 0) -> Answer:
    """Whether the two sides of a claim agree wherever it speaks of numbers.

    ``different`` if at some admissible point both sides are defined and differ;
    ``undefined`` if there is no admissible point at which both are defined.
    """
    return examine(claim, sizes, seed).answer


def examine(claim: Claim, sizes: Sequence[int] = SIZES, seed: int = 0) -> Finding:
    """The answer of ``decide``, with the point at which the sides differ."""
    program = _Program((claim.lhs, claim.rhs))
    rng = random.Random(seed)
    for _ in range(ROUNDS):
        placed = defined = False
        for sample in sample_points(claim, sizes, rng):
            placed = True
            try:
                lhs, rhs = program.values(sample)
            except NotDefined:
                continue
            defined = True
            if differ(lhs, rhs):
                return Finding("different", sample, lhs, rhs)
        if defined:
            return Finding("equal")
        if not placed:
            break
    return Finding("undefined")


def differ(lhs: mpf, rhs: mpf) -> bool:
    """Whether two values differ by more than evaluation can err."""
    with mp.workdps(DIGITS):
        return bool(abs(lhs - rhs) > RELATIVE * max(abs(lhs), abs(rhs), FLOOR))


def admissible(claim: Claim, sample: Sample) -> bool:
    """Whether a point satisfies every assumption and the case of a claim."""
    return _Ground(claim).admits(sample)


def at_witness(claim: Claim, witness: Witness) -> Finding:
    """What the two sides of a claim are at a witness, in the numbering of its document.

    Raises ``ValueError`` where the witness is incomplete or breaks an assumption, and
    ``NotDefined`` where a side has no value.
    """
    ground = _Ground(claim)
    ahead = {over: 1 - _first_of(over, ground.literals) for over in ground.sets}
    positions = {index: at + ahead.get(index.over, 0) for index, at in witness.positions}
    values: dict[tuple[str, Where], Fraction] = {}
    for name, at, value in witness.values:
        axes = ground.declared[name].axes if name in ground.declared else ()
        if len(axes) == len(at):
            moved = tuple(a + ahead[axis] for a, axis in zip(at, axes, strict=True))
            values[name, moved] = value
    sample = Sample(dict(witness.sizes), positions, values, ground.literals)
    missing = [index.name for index in ground.free if index not in positions]
    missing += [over.name for over in ground.sets if over not in sample.sizes]
    if missing:
        raise ValueError(f"the witness does not place {', '.join(missing)}")
    for index, at in positions.items():
        if index.over in sample.sizes and not 1 <= at <= sample.sizes[index.over]:
            raise ValueError(f"the witness places {index.name} outside {index.over.name}")
    if not ground.admits(sample):
        raise ValueError("the witness does not satisfy the assumptions and the case")
    lhs, rhs = _Program((claim.lhs, claim.rhs)).values(sample)
    return Finding("different" if differ(lhs, rhs) else "equal", sample, lhs, rhs)

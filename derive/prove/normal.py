"""Trusted code. The normal form of a sum expression of symbolic size.

Each rewrite holds for every size and at every point at which both sides are defined:

1. linearity: ``Σ_j c f(j) = c Σ_j f(j)`` with c free of j; ``Σ_j (f + g) = Σ_j f + Σ_j g``;
2. points: where a δ or a restriction speaks of j, ``Σ_j f(j) = Σ_x f(x) + Σ_{j ∉ x} f(j)``
   over the points x in scope; on the rest every δ between two indices is 0;
3. ``Σ_{j ∉ X} 1 = n − |X|``, for X distinct points;
4. a sum whose body is defined everywhere is taken over the whole set,
   ``Σ_{j ∉ X} f = Σ_j f − Σ_x f(x)``; any other leaves out every point in scope;
5. sums of products of sums are sums over several indices, up to the order of binders;
6. α-equivalence: binders are numbered from the inside;
7. field identities, ``exp(a + b) = exp a exp b``, ``log`` of positive factors, ``√u² = u``
   for u under a root, ``exp log u = u``, ``log exp u = u``;
8. only if it is to be thorough: ``Σ_j Σ_k f = Σ_j Σ_{k≠j} f + Σ_j f(j, j)``; sums over one
   range are written by sums with linearly independent bodies; functions of 0-1 quantities.

Equal normal forms prove a claim. Different normal forms prove nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction

import sympy as sp

from derive.index.abstract import INDICATOR_LABEL, is_partial, label_of, partial_of
from derive.index.notation import OutOfClass, SumWalk, walk_sum
from derive.prove import elementary, reduction, sums
from derive.prove.atoms import (
    Atom,
    AtomTable,
    EntryAtom,
    OpaqueAtom,
    ScalarAtom,
    SizeAtom,
    SumAtom,
    Token,
    values_in,
)
from derive.prove.facts import Facts
from derive.prove.field import MAX_WORK, Field, NeedsMoreGenerators, Undefined, Value

__all__ = ["NormalForm", "Restart", "with_room"]

Environment = dict[sp.Expr, Token]

#: What a node costs, in term products: meanings share their parts, and may be huge as trees.
WORK_PER_NODE = 20


class Restart(Exception):
    """A choice made earlier was too coarse: start again with what is known now."""


class Choices:
    """What must be chosen before the first step, and is learnt by starting again."""

    def __init__(self, budget: int = MAX_WORK) -> None:
        self.budget = budget
        self.generators = 24
        self.divisors: dict[object, int] = {}


def with_room(compute: Callable[[Choices], object], budget: int = MAX_WORK) -> object:
    """Run ``compute`` until its choices hold: enough generators, fine enough exponents."""
    choices = Choices(budget)
    for _ in range(40):
        try:
            return compute(choices)
        except NeedsMoreGenerators:
            choices.generators *= 2
        except Restart:
            continue
    raise OutOfClass("the exponents do not settle")


class NormalForm:
    """Evaluates SymPy meanings to values of one field."""

    def __init__(
        self,
        facts: Facts,
        choices: Choices,
        walks: dict[sp.Sum, SumWalk] | None = None,
        *,
        thorough: bool = False,
    ) -> None:
        self.facts = facts
        self.choices = choices
        self.field = Field(choices.generators, choices.budget)
        self.table = AtomTable(self.field)
        self.rules: dict[int, Value] = {}
        self.relations: list[Value] = []
        # Σ over the last index of a family, known for every value of its other indices.
        self.row_sums: dict[str, Fraction] = {}
        self.depth = 0
        self.sizes: dict[sp.Symbol, str] = {}
        # The elements of each index set whose sums are to be written out: none, as a rule.
        self.elements: dict[str, tuple[Token, ...]] = {}
        self.positive_keys: set[tuple[str, str]] = set()
        self.nonnegative_keys: set[tuple[str, str]] = set()
        self._rebound: dict[tuple[int, Token, Token], Value] = {}
        self._sums: dict[object, Value] = {}
        self.walks = {} if walks is None else walks
        # Rules that cost more, and decide more: common denominators of different bodies,
        # diagonals of double sums, functions of 0-1 quantities.
        self.thorough = thorough
        self.bases: dict[object, list[Value]] = {}
        # Binders of sums that are split at the points in scope: distinct from all of them.
        self._kept_apart: dict[Token, str] = {}

    # -- atoms

    def atom(self, atom: Atom) -> Value:
        """The value of an atom: its generator, or what an assumption says it is."""
        if isinstance(atom, EntryAtom) and self.facts.has(atom.name, "symmetric"):
            atom = EntryAtom(atom.name, tuple(sorted(atom.at, key=str)))
        elif isinstance(atom, EntryAtom) and is_partial(atom.name):
            # The partial derivatives of an abstract function commute.
            atom = EntryAtom(*label_of(partial_of(atom.name, atom.at)))  # type: ignore[arg-type]
        index = self.table.index(atom)
        return self.rules.get(index) or self.field.generator(index)

    def rebind(self, value: Value, old: Token, new: Token) -> Value:
        """The value with the index ``old`` replaced by ``new``."""
        if old == new:
            return value
        images = {
            i: self._rebind_atom(i, old, new)
            for i in value.generators()
            if old in self.table.open_binders[i]
        }
        return self.field.substitute(value, images)

    def _rebind_atom(self, index: int, old: Token, new: Token) -> Value:
        key = (index, old, new)
        found = self._rebound.get(key)
        if found is None:
            atom = self.table.atoms[index]
            if isinstance(atom, EntryAtom):
                at = tuple(new if t == old else t for t in atom.at)
                found = self.atom(EntryAtom(atom.name, at))
            elif isinstance(atom, SumAtom):
                found = sums.rebind_sum(self, atom, old, new)
            else:
                found = elementary.rebuild(self, atom, lambda v: self.rebind(v, old, new))
            self._rebound[key] = found
        return found

    def restart(self) -> None:
        """Start again: a choice has been refined."""
        raise Restart

    def reduce(self, value: Value) -> Value:
        """The value with squares of roots, and powers of 0-1 quantities, taken down."""
        return reduction.reduce(self, value)

    def replace_atom(self, index: int, image: Value) -> None:
        """From now on the generator stands for the image: an assumption says so."""
        self.rules = {i: self.field.substitute(v, {index: image}) for i, v in self.rules.items()}
        self.rules[index] = image
        self._rebound.clear()
        self._sums.clear()

    def contains(self, atom: Atom, index: int) -> bool:
        """Whether a generator occurs inside an atom."""
        inside = {i for v in values_in(atom) for i in v.generators()}
        return index in inside or any(self.contains(self.table.atoms[i], index) for i in inside)

    @contextmanager
    def fresh_token(self) -> Iterator[Token]:
        """A temporary binder that no sum in progress uses."""
        self.depth += 1
        try:
            yield ("temp", self.depth)
        finally:
            self.depth -= 1

    # -- evaluation

    def value(self, e: sp.Expr, env: Environment) -> Value:
        """The normal form of a meaning; ``env`` gives the token of each index in scope."""
        self.field.charge(WORK_PER_NODE)
        if e.is_Rational:
            return self.field.number(Fraction(int(e.p), int(e.q)))
        if e.is_Add:
            total = self.field.zero
            for term in e.args:
                total = total + self.value(term, env)
            return total
        if e.is_Mul:
            product = self.field.one
            for factor in e.args:
                product = product * self.value(factor, env)
            return product
        if isinstance(e, sp.exp):
            return elementary.exponential(self, self.value(e.args[0], env))
        if e.is_Pow:
            return self._power(e, env)
        if isinstance(e, sp.Indexed):
            at = tuple(self._token(i, env) for i in e.indices)
            return self.atom(EntryAtom(str(e.base.label), at))
        if isinstance(e, sp.KroneckerDelta):
            left, right = (self._token(i, env) for i in e.args)
            return self.field.one if left == right else self.field.zero
        if isinstance(e, sp.Sum):
            return self._sum(e, env)
        if e.is_Symbol:
            if e in self.sizes:
                return self._size(self.sizes[e])
            return self.atom(ScalarAtom(str(e)))
        return self._function(e, env)

    def _size(self, over: str) -> Value:
        if over in self.elements:
            return self.field.number(len(self.elements[over]))
        return self.atom(SizeAtom(over))

    def _function(self, e: sp.Expr, env: Environment) -> Value:
        if isinstance(e, sp.log):
            return elementary.logarithm(self, self.value(e.args[0], env))
        if e == sp.E:
            return elementary.exponential(self, self.field.one)
        if isinstance(e, sp.Abs):
            return elementary.square_root(self, self.value(e.args[0], env) ** 2)
        if e in (sp.zoo, sp.oo, -sp.oo, sp.nan):
            raise Undefined("division by 0")
        if isinstance(e, sp.core.function.AppliedUndef):
            if e.func.__name__ == INDICATOR_LABEL:
                return elementary.indicator(self, self.value(e.args[0], env))
            arguments = tuple(self.value(a, env) for a in e.args)
            return self.atom(OpaqueAtom(str(e.func), arguments))
        raise OutOfClass(f"{e.func.__name__} is out of class")

    def _power(self, e: sp.Expr, env: Environment) -> Value:
        base, exponent = e.args
        if exponent.is_Integer:
            return self.value(base, env) ** int(exponent)
        if base == sp.E:
            return elementary.exponential(self, self.value(exponent, env))
        if exponent.is_Rational and exponent.q == 2:
            return elementary.square_root(self, self.value(base, env)) ** int(exponent.p)
        log = elementary.logarithm(self, self.value(base, env))
        return elementary.exponential(self, self.value(exponent, env) * log)

    def _token(self, index: sp.Expr, env: Environment) -> Token:
        found = env.get(index)
        if found is None:
            raise OutOfClass(f"the index {index} is not in scope")
        return found

    # -- sums

    def _sum(self, e: sp.Sum, env: Environment) -> Value:
        walked = self.walks.get(e)
        if walked is None:
            walked = self.walks[e] = walk_sum(e)
        near = tuple((s, t) for s, t in env.items() if s in walked.symbols)
        # A binder that is kept apart is known to differ from the points; the same one in
        # another sum may be one of them.
        key = (e, near, tuple(t in self._kept_apart for _, t in near))
        found = self._sums.get(key)
        if found is None:
            tokens = [token for _, token in near]
            found = self._sums[key] = self._work_out_sum(walked, env, tokens)
        return found

    def _work_out_sum(self, walked: SumWalk, env: Environment, near: list[Token]) -> Value:
        parts, delicate = walked.parts, walked.delicate
        over = self.sizes.get(parts.size)
        if over is None:
            raise OutOfClass(f"{parts.size} is not the size of an index set")
        left_out = frozenset(self._token(x, env) for x in parts.excluding)
        inside = dict(env)
        total = self.field.zero
        if over in self.elements:
            for element in self.elements[over]:
                if element not in left_out:
                    inside[parts.binder] = element
                    total = total + self.value(parts.body, inside)
            return total
        if delicate:
            points = dict.fromkeys(self.facts.points_of(over))
            points |= {t: None for t in near if self._kept_apart.get(t) == over}
            for point in points:
                if point not in left_out:
                    inside[parts.binder] = point
                    total = total + self.value(parts.body, inside)
            left_out |= frozenset(points)
        with self.fresh_token() as token:
            inside[parts.binder] = token
            if delicate:
                self._kept_apart[token] = over
            body = self.value(parts.body, inside)
            total = total + sums.sum_value(self, token, over, left_out, body)
            self._kept_apart.pop(token, None)
        return total

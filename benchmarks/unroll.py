"""A claim at one size, as a user of SymPy would write it: plain symbols z_1 .. z_n.

Sums become finite sums, indices become positions, derivatives are taken by
``sympy.diff``. Nothing here is shared with ``derive``'s own algebra.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod

import sympy as sp

from derive.model import Assumption, Claim, Fact
from derive.prove.patterns import Pattern
from derive.scope import Scope
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

__all__ = ["difference", "positions_of"]

FUNCTIONS = {"exp": sp.exp, "log": sp.log, "sqrt": sp.sqrt, "tanh": sp.tanh}
Positions = dict[Index, int]


def positions_of(pattern: Pattern) -> Positions:
    """The smallest positions that show a pattern: the first block at 1, and so on."""
    found: Positions = {}
    used: dict[object, int] = {}
    for block in pattern.blocks:
        over = block[0].over
        used[over] = used.get(over, 0) + 1
        found |= {term: used[over] for term in block if isinstance(term, Index)}
    return found


def difference(
    claim: Claim, scope: Scope, n: int, at: Positions, used: tuple[Assumption, ...]
) -> sp.Expr:
    """``lhs − rhs`` at size n; a family that sums to 1 by ``used`` has its last entry put in."""
    unrolled = _Unrolled(scope, n, at)
    expression = unrolled.value(claim.lhs, at) - unrolled.value(claim.rhs, at)
    for fact in used:
        if isinstance(fact, Fact) and fact.kind in ("distribution", "one-hot"):
            entries = [unrolled.symbol(fact.name, (m,)) for m in range(1, n + 1)]
            expression = expression.xreplace({entries[-1]: 1 - sp.Add(*entries[:-1])})
    return expression


@dataclass(frozen=True, slots=True)
class _Unrolled:
    scope: Scope
    n: int
    at: Positions

    def value(self, form: Written, env: Positions, held: frozenset[str] = frozenset()) -> sp.Expr:
        match form:
            case Number(value):
                return sp.Rational(value.numerator, value.denominator)
            case Size():
                return sp.Integer(self.n)
            case Delta(left, right):
                return sp.Integer(_position(left, env) == _position(right, env))
            case Symbol(name):
                return self.named(name, (), held)
            case Entry(name, indices):
                return self.named(name, tuple(_position(i, env) for i in indices), held)
            case Derivative(of, wrt):
                return self.derivative(of, wrt, env, held)
            case Sum(body, index, excluding):
                left_out = {_position(x, env) for x in excluding}
                return sp.Add(
                    *(
                        self.value(body, {**env, index: m}, held)
                        for m in range(1, self.n + 1)
                        if m not in left_out
                    )
                )
            case Neg(operand):
                return -self.value(operand, env, held)
            case Add(terms):
                return sp.Add(*(self.value(t, env, held) for t in terms))
            case Mul(factors):
                return prod((self.value(f, env, held) for f in factors), start=sp.S.One)
            case Quotient(top, bottom):
                return self.value(top, env, held) / self.value(bottom, env, held)
            case Power(base, exponent):
                return self.value(base, env, held) ** self.value(exponent, env, held)
            case Call(name, (argument,)) if name in FUNCTIONS:
                return FUNCTIONS[name](self.value(argument, env, held))
        raise TypeError(f"{type(form).__name__} is not unrolled here")

    def named(self, name: str, at: tuple[int, ...], held: frozenset[str]) -> sp.Expr:
        defined = None if name in held else self.scope.definition(name)
        if defined is None:
            return self.symbol(name, at)
        env = {**self.at, **dict(zip(defined.parameters, at, strict=True))}
        assert defined.body is not None
        return self.value(defined.body, env, held)

    def symbol(self, name: str, at: tuple[int, ...]) -> sp.Symbol:
        positive = True if "positive" in self.scope.facts(name) else None
        return sp.Symbol("_".join((name, *map(str, at))), real=True, positive=positive)

    def derivative(
        self, of: Written, wrt: Symbol | Entry, env: Positions, held: frozenset[str]
    ) -> sp.Expr:
        inside = held | {wrt.name}
        found = sp.diff(self.value(of, env, inside), self.value(wrt, env, inside))
        if wrt.name in held or self.scope.definition(wrt.name) is None:
            return found
        places = [()] if isinstance(wrt, Symbol) else [(m,) for m in range(1, self.n + 1)]
        return found.xreplace(
            {self.symbol(wrt.name, m): self.named(wrt.name, m, held) for m in places}
        )


def _position(term: IndexTerm, env: Positions) -> int:
    return env[term] if isinstance(term, Index) else term.value

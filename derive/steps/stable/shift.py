"""Exponentials that are compared with one another, each less the largest exponent.

    N/D   = N(M)/D(M)
    log D = M + log D(M)

where N and D are sums of terms with one exponential each, ``exp(e)`` becomes ``exp(e − M)``
in N(M) and D(M), and what has none is multiplied by ``exp(−M)``. The two sides are equal for
every M; M is chosen as the largest of the exponents in D, so that nothing overflows and not
all of D vanishes. Mixtures, margins, and the hyperbolic functions are such quotients.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from derive.scope import Scope
from derive.steps.products import minus
from derive.steps.recognise import unfolded
from derive.steps.stable.forms import Rewrite, Shifted
from derive.syntax.declaration import Declaration
from derive.syntax.functions import exp, log
from derive.syntax.tree import (
    Add,
    Call,
    Entry,
    Index,
    IndexTerm,
    Mul,
    Neg,
    Number,
    Quotient,
    Sum,
    Symbol,
    Written,
)
from derive.syntax.walk import rename_index, subforms

__all__ = ["shifted_logarithm", "shifted_quotient"]

ZERO = Number(0)  # type: ignore[arg-type]

Bound = tuple[tuple[Index, tuple[IndexTerm, ...]], ...]


class _NoTerms(Exception):
    """A form is no sum of terms with one exponential each."""


def shifted_quotient(form: Written, scope: Scope) -> Iterator[Rewrite]:
    """``N/D`` with exponentials in both."""
    if not isinstance(form, Quotient):
        return
    shift = _Shift(scope, _fresh(form, scope))
    try:
        below = shift.of(form.denominator)
        exponents = tuple(shift.exponents)
        above = shift.of(form.numerator)
    except _NoTerms:
        return
    if any(e != ZERO for e, _ in exponents) and len(exponents) + _summed(exponents) > 1:
        yield Shifted("largest exponent", form, shift.letter, exponents, Quotient(above, below))


def shifted_logarithm(form: Written, scope: Scope) -> Iterator[Rewrite]:
    """``log D`` of a sum of exponentials."""
    if not (isinstance(form, Call) and form.function == "log"):
        return
    shift = _Shift(scope, _fresh(form, scope))
    try:
        inside = shift.of(form.arguments[0])
    except _NoTerms:
        return
    exponents = tuple(shift.exponents)
    if any(e != ZERO for e, _ in exponents) and len(exponents) + _summed(exponents) > 1:
        yield Shifted("largest exponent", form, shift.letter, exponents, shift.letter + log(inside))


def _summed(exponents: tuple[tuple[Written, Bound], ...]) -> int:
    return sum(1 for _, bound in exponents if bound)


def _fresh(form: Written, scope: Scope) -> Symbol:
    taken = {*scope.declarations, *(s.name for s in scope.index_sets)}
    taken |= {s.name for s in subforms(form) if isinstance(s, Symbol | Entry)}
    name = "M"
    while name in taken:
        name += "'"
    return Symbol(name, Declaration(name))


@dataclass(slots=True)
class _Shift:
    """Terms with ``exp(e − M)`` for ``exp(e)``, and the exponents e that were met."""

    scope: Scope
    letter: Symbol
    bound: Bound = ()
    exponents: list[tuple[Written, Bound]] = field(default_factory=list)

    def of(self, form: Written) -> Written:
        form = self.unfolded(form)
        if not self.varies(form):
            self.note(ZERO)
            return Mul((exp(minus(self.letter)), form))
        match form:
            case Call("exp", (exponent,)):
                self.note(exponent)
                return exp(exponent - self.letter)
            case Neg(operand):
                return Neg(self.of(operand))
            case Add(terms):
                return Add(tuple(self.of(t) for t in terms))
            case Mul(factors):
                return self.product(factors)
            case Quotient(top, bottom) if not self.varies(bottom):
                return Quotient(self.of(top), bottom)
            case Sum(body, index, excluding):
                return self.total(body, index, excluding)
        raise _NoTerms

    def product(self, factors: tuple[Written, ...]) -> Written:
        varying = [n for n, factor in enumerate(factors) if self.varies(factor)]
        if len(varying) != 1:
            raise _NoTerms
        return Mul(tuple(self.of(f) if n in varying else f for n, f in enumerate(factors)))

    def total(self, body: Written, index: Index, excluding: tuple[IndexTerm, ...]) -> Written:
        # Each bound letter is one of its own: the exponents are met outside their sums.
        letter = Index(f"{index.name}'{len(self.exponents)}", index.over)
        outside, self.bound = self.bound, (*self.bound, (letter, excluding))
        made = self.of(rename_index(body, index, letter))
        self.bound = outside
        return Sum(made, letter, excluding)

    def note(self, exponent: Written) -> None:
        if (exponent, self.bound) not in self.exponents:
            self.exponents.append((exponent, self.bound))

    def unfolded(self, form: Written) -> Written:
        """The form, or what it is defined as where that is made of exponentials."""
        while (inside := unfolded(form, self.scope)) is not form and self.varies(inside):
            form = inside
        return form

    def varies(self, form: Written) -> bool:
        """Whether an exponential stands in a form, or in what is defined in it."""
        for part in subforms(form):
            if isinstance(part, Call) and part.function == "exp":
                return True
            if isinstance(part, Symbol | Entry):
                defined = self.scope.definition(part.name)
                if defined is not None and defined.body is not None and self.varies(defined.body):
                    return True
        return False

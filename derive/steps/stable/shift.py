"""Exponentials that are compared with one another, each less the largest exponent.

    N/D   = N(M)/D(M)
    log D = dM + log D(M)

where N and D are made of exponentials by sums, products and powers. Each term has a degree,
the number of exponentials that are multiplied in it, and d is the largest degree of D. In
N(M) and D(M) each ``exp(e)`` is ``exp(e − M)``, and what has fewer than d is multiplied by
``exp(−M)`` for each that is missing: all is multiplied by ``exp(−dM)``. The two sides are
equal for every M; M is chosen as the largest of the exponents in D, so that nothing overflows
and not all of D vanishes. Mixtures, margins, the hyperbolic functions, and Hessians of their
logarithms are such quotients.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from derive.prove.positive import plainly_positive
from derive.scope import Scope
from derive.steps.products import ONE, ZERO, minus
from derive.steps.recognise import behind_names, unfolded
from derive.steps.stable.forms import Instead, Rewrite, Shifted
from derive.syntax.declaration import Declaration
from derive.syntax.functions import exp, log
from derive.syntax.shape import alike
from derive.syntax.tree import (
    Add,
    Call,
    Entry,
    Index,
    IndexTerm,
    Mul,
    Neg,
    Number,
    Power,
    Quotient,
    Sum,
    Symbol,
    Written,
)
from derive.syntax.walk import rename_index, subforms

__all__ = ["shifted_logarithm", "shifted_quotient"]

Bound = tuple[tuple[Index, tuple[IndexTerm, ...]], ...]


class _NoTerms(Exception):
    """A form is no sum of terms with one exponential each."""


def shifted_quotient(form: Written, scope: Scope) -> Iterator[Rewrite]:
    """``N/D`` with exponentials in D, and in N or in several places of D."""
    if not isinstance(form, Quotient):
        return
    letter = _fresh(form, scope)
    shift = _Shift(scope, letter)
    try:
        degree = shift.degree(form.denominator)
        if degree < 1 or shift.bases(form.denominator) > 1:
            return
        below = shift.times(form.denominator, degree)
        exponents = tuple(shift.exponents)
        if _several(exponents):
            above = shift.times(form.numerator, degree)
            yield Shifted("largest exponent", form, letter, exponents, Quotient(above, below))
        elif shift.degree(form.numerator) > 0:
            only = _Shift(scope, exponents[0][0])
            below = only.times(form.denominator, degree)
            above = only.times(form.numerator, degree)
            after = above if below == ONE else Quotient(above, below)
            yield Instead("quotient of exponentials", form, after)
    except _NoTerms:
        return


def shifted_logarithm(form: Written, scope: Scope) -> Iterator[Rewrite]:
    """``log D`` of a sum of exponentials, and ``log(N/D)``."""
    if not (isinstance(form, Call) and form.function == "log"):
        return
    letter = _fresh(form, scope)
    shift, inside = _Shift(scope, letter), behind_names(form.arguments[0], scope)
    try:
        if isinstance(inside, Quotient) and shift.degree(inside.denominator):
            top, bottom = inside.numerator, inside.denominator
            degree = shift.degree(bottom)
            if degree < 1 or shift.bases(bottom) > 1 or not plainly_positive(bottom, scope):
                return  # of −2/−3 there is a logarithm, and of −2 there is none
            below = shift.times(bottom, degree)
            exponents = tuple(shift.exponents)
            after = _log(shift.times(top, degree)) - _log(below)
        else:
            degree = shift.degree(inside)
            if degree < 1 or shift.bases(inside) > 1:
                return
            after = _times(degree, letter) + _log(shift.times(inside, degree))
            exponents = tuple(shift.exponents)
    except _NoTerms:
        return
    if _several(exponents):
        yield Shifted("largest exponent", form, letter, exponents, after)


def _several(exponents: tuple[tuple[Written, Bound], ...]) -> bool:
    """Whether there is anything to compare, and not only numbers."""
    several = len(exponents) > 1 or any(bound for _, bound in exponents)
    return several and any(e != ZERO for e, _ in exponents)


def _exponent(form: Written) -> Written | None:
    match form:
        case Call("exp", (exponent,)):
            return exponent
    return None


def _log(form: Written) -> Written:
    match form:
        case Call("exp", (exponent,)):
            return exponent
    return log(form)


def _times(degree: int, letter: Written) -> Written:
    return letter if degree == 1 else degree * letter


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
    letter: Written
    bound: Bound = ()
    exponents: list[tuple[Written, Bound]] = field(default_factory=list)

    def degree(self, form: Written) -> int:
        """How many exponentials are multiplied in a form; in a sum, the most."""
        form = self.unfolded(form)
        if not self.varies(form):
            return 0
        match form:
            case Call("exp"):
                return 1
            case Neg(operand):
                return self.degree(operand)
            case Add(terms):
                return max(map(self.degree, terms))
            case Mul(factors):
                return sum(map(self.degree, factors))
            case Quotient(top, bottom):
                return self.degree(top) - self.degree(bottom)
            case Power(Call("exp"), exponent) if not self.varies(exponent):
                return 1
            case Power(base, Number(value)) if value.denominator == 1:
                return int(value) * self.degree(base)
            case Power(base, _) if self.degree(base):
                raise _NoTerms
            case Sum(body):
                return self.degree(body)
        return 0  # what is inside another function has rules of its own

    def times(self, form: Written, n: int) -> Written:
        """The form times ``exp(−nM)``."""
        form = self.unfolded(form)
        if not self.varies(form):
            return self.lacking(form, n)
        match form:
            case Call("exp", (exponent,)):
                self.note(exponent)
                if n == 1 and alike(exponent, self.letter):
                    return ONE
                return exp(exponent - _times(n, self.letter)) if n else form
            case Power(Call("exp", (exponent,)), power) if not self.varies(power):
                return self.times(exp(power * exponent), n)
            case Neg(operand):
                return Neg(self.times(operand, n))
            case Add(terms):
                if self.degree(form) or n:
                    return Add(tuple(self.times(t, n) for t in terms))
            case Mul(factors):
                return self.product(factors, n)
            case Quotient(top, bottom) if self.degree(form):
                below = self.degree(bottom)
                if self.bases(bottom) > 1:
                    raise _NoTerms
                return Quotient(self.times(top, n + below), self.times(bottom, below))
            case Power(base, Number(value)) if self.degree(base) and value > 0:
                degree = self.degree(base)
                if degree < 0:
                    raise _NoTerms
                power = Power(self.times(base, degree), form.exponent)
                return self.lacking(power, n - int(value) * degree)
            case Sum(body, index, excluding):
                return self.total(body, index, excluding, n)
        return self.lacking(form, n)

    def lacking(self, made: Written, n: int) -> Written:
        """What has no exponential, or has its own already, times ``exp(−nM)``."""
        if not n:
            return made
        self.note(ZERO)
        return Mul((exp(minus(_times(n, self.letter))), made))

    def product(self, factors: tuple[Written, ...], n: int) -> Written:
        """Each factor times ``exp(−M)`` for its degree, and what is left of n."""
        factors = tuple(self.unfolded(f) for f in factors)
        exponents = [e for f in factors if (e := _exponent(f)) is not None]
        others = [f for f in factors if _exponent(f) is None]
        degrees = [self.degree(f) for f in others]
        if not exponents and sum(d != 0 for d in degrees) == 1:
            made = [self.times(f, n) if d else f for f, d in zip(others, degrees, strict=True)]
            return Mul(tuple(made)) if len(made) > 1 else made[0]
        made = [self.times(f, d) if d else f for f, d in zip(others, degrees, strict=True)]
        n -= sum(degrees)
        if exponents:
            total = exponents[0] if len(exponents) == 1 else Add(tuple(exponents))
            self.note(total if len(exponents) == 1 else total / len(exponents))
            made.insert(0, exp(total - _times(n, self.letter)) if n else exp(total))
        elif n:
            self.note(ZERO)
            made.insert(0, exp(minus(_times(n, self.letter))))
        return Mul(tuple(made)) if len(made) > 1 else made[0]

    def bases(self, form: Written) -> int:
        """How many different sums of exponentials a product is made of: each wants its own M."""
        form = self.unfolded(form)
        match form:
            case Neg(operand) | Power(operand, Number()):
                return self.bases(operand)
            case Mul(factors):
                return sum(map(self.bases, factors))
        return int(self.degree(form) != 0)

    def total(
        self, body: Written, index: Index, excluding: tuple[IndexTerm, ...], n: int
    ) -> Written:
        # Each bound letter is one of its own: the exponents are met outside their sums.
        letter = Index(f"{index.name}'{len(self.exponents)}", index.over)
        outside, self.bound = self.bound, (*self.bound, (letter, excluding))
        made = self.times(rename_index(body, index, letter), n)
        self.bound = outside
        return Sum(made, letter, excluding)

    def note(self, exponent: Written) -> None:
        if (exponent, self.bound) not in self.exponents:
            self.exponents.append((exponent, self.bound))

    def unfolded(self, form: Written) -> Written:
        """The form, or what it is defined as where that is made of exponentials.

        A share is not: its exponentials are as many above as below, and it has its own rules.
        """
        inside = unfolded(form, self.scope)
        if inside is form or not self.varies(inside) or not self.degree(inside):
            return form
        return self.unfolded(inside)

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

"""One term of a polynomial as a written form: ``2 exp(a − b) u^(γ−1)/v``, signs absorbed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from derive.steps.polynomials import Atoms, Monomial, Polynomial, plus, scaled
from derive.steps.products import ONE, minus
from derive.steps.reading import negated
from derive.syntax.tree import (
    Add,
    Call,
    Entry,
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
from derive.syntax.walk import node_count

__all__ = ["kind_of", "written_terms"]

Write = Callable[[Polynomial], Written]
Read = Callable[[Written], Polynomial]


@dataclass(slots=True)
class _Factors:
    """The factors of one term, above the line and below it."""

    above: list[Written] = field(default_factory=list)
    below: list[Written] = field(default_factory=list)

    def place(self, form: Written, exponent: int) -> None:
        """Add a power of a form, on its side of the line."""
        power = form if abs(exponent) == 1 else Power(form, Number(Fraction(abs(exponent))))
        (self.above if exponent > 0 else self.below).append(power)

    def copy(self) -> _Factors:
        return _Factors(list(self.above), list(self.below))


def written_terms(
    atoms: Atoms, monomial: Monomial, number: Fraction, write: Write, read: Read
) -> Iterator[Written]:
    """The number times the monomial, in the ways there are to write it."""
    exponentials: dict[Written, int] = {}
    powers: dict[Written, list[tuple[Written, int]]] = {}
    whole: dict[Written, int] = {}
    for atom, exponent in monomial:
        form = atoms.forms[atom]
        match form:
            case Call("exp", (argument,)):
                exponentials[argument] = exponent
            case Power(base, by) if not isinstance(by, Number):
                powers.setdefault(base, []).append((by, exponent))
            case _:
                whole[form] = exponent
    shared = _Factors()
    for base, exponents in powers.items():
        _place_power(shared, base, exponents, whole.pop(base, 0), write, read)
    for together in (True, False):
        placed = shared.copy()
        left = dict(whole)
        if not together and not _join_powers(placed, left, atoms):
            break
        for form, exponent in left.items():
            placed.place(form, exponent)
        for factors in _with_exponentials(placed, exponentials, write, read):
            yield _assembled(atoms, number, factors)


def _place_power(
    into: _Factors,
    base: Written,
    exponents: list[tuple[Written, int]],
    whole: int,
    write: Write,
    read: Read,
) -> None:
    """``u^γ · u⁻¹ = u^(γ−1)``, above the line or below it, wherever it is smaller."""
    total = plus(
        {(): Fraction(whole)} if whole else {},
        *(scaled(read(by), Fraction(times)) for by, times in exponents),
    )
    up, down = Power(base, write(total)), Power(base, write(scaled(total, Fraction(-1))))
    if node_count(up) <= node_count(down):
        into.above.append(up)
    else:
        into.below.append(down)


def _join_powers(into: _Factors, whole: dict[Written, int], atoms: Atoms) -> bool:
    """``a² b²/c² = (a b/c)²``: the first group of equal powers, if there is one."""
    for size in sorted({abs(e) for e in whole.values() if abs(e) > 1}):
        group = {form: e // size for form, e in whole.items() if abs(e) == size}
        if len(group) < 2:
            continue
        inside = _Factors()
        sign = 1 if any(e > 0 for e in group.values()) else -1
        for form, exponent in group.items():
            inside.place(form, sign * exponent)
            del whole[form]
        into.place(_assembled(atoms, Fraction(1), inside), sign * size)
        return True
    return False


def _with_exponentials(
    factors: _Factors, exponentials: dict[Written, int], write: Write, read: Read
) -> Iterator[_Factors]:
    """``exp(a) exp(b)²/exp(c)`` as ``exp(a + 2b − c)``, or as a quotient."""
    if not exponentials:
        yield factors
        return

    def joined(chosen: dict[Written, int]) -> Written:
        parts = (scaled(read(argument), Fraction(n)) for argument, n in chosen.items())
        return Call("exp", (write(plus(*parts)),))

    up = {a: n for a, n in exponentials.items() if n > 0}
    down = {a: -n for a, n in exponentials.items() if n < 0}
    one = factors.copy()
    one.above.append(joined(exponentials))
    yield one
    if down:
        if up:
            factors.above.append(joined(up))
        factors.below.append(joined(down))
        yield factors


def _assembled(atoms: Atoms, number: Fraction, factors: _Factors) -> Written:
    above, below = factors.above, factors.below
    for side in (above, below):
        if len(side) > 1:
            side.sort(key=lambda form: (kind_of(form), atoms.label(form)))
    negative = number < 0
    if negative:
        negative = not _sign_absorbed(above)
    size = abs(number)
    if size.numerator != 1:
        above.insert(0, Number(Fraction(size.numerator)))
    if size.denominator != 1:
        below.insert(0, Number(Fraction(size.denominator)))
    form = _joined(above)
    if below:
        form = Quotient(form, _joined(below))
    return minus(form) if negative else form


def _sign_absorbed(factors: list[Written]) -> bool:
    """Whether some bracket could take the sign: ``−(a − b) = b − a``; it is changed in place."""
    for position, factor in enumerate(factors):
        turned = _opposite(factor)
        if turned is not None:
            factors[position] = turned
            return True
    return False


def _opposite(form: Written) -> Written | None:
    """Minus the form with no more nodes than it has, by way of one bracket in it, if any."""
    match form:
        case Add(terms):
            minuses = sum(1 for t in terms if isinstance(t, Neg))
            # A minus before the product is one node, too.
            return negated(form) if minuses and 2 * minuses >= len(terms) - 1 else None
        case Mul(factors):
            changed = list(factors)
            return Mul(tuple(changed)) if _sign_absorbed(changed) else None
        case Quotient(top, bottom):
            above = _opposite(top)
            return None if above is None else Quotient(above, bottom)
        case Sum(body, index, excluding):
            inside = _opposite(body)
            return None if inside is None else Sum(inside, index, excluding)
    return None


def _joined(factors: list[Written]) -> Written:
    if not factors:
        return ONE
    return factors[0] if len(factors) == 1 else Mul(tuple(factors))


def kind_of(form: Written) -> int:
    """Numbers, scalars, entries, functions, quotients, brackets, sums."""
    kind = {Number: 0, Size: 1, Symbol: 1, Entry: 2, Call: 3, Power: 3, Quotient: 4, Sum: 6}
    return kind.get(type(form.base if isinstance(form, Power) else form), 5)

"""One term of a polynomial as a written form: ``2 exp(a − b) u^(γ−1)/v``, signs absorbed."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from derive.steps.polynomials import Atoms, Monomial, Polynomial, plus, scaled
from derive.steps.products import ONE, minus
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

__all__ = ["written_term"]

Write = Callable[[Polynomial], Written]


def written_term(atoms: Atoms, monomial: Monomial, number: Fraction, write: Write) -> Written:
    """The number times the monomial, the smallest of the ways to write it."""
    above: list[Written] = []
    below: list[Written] = []
    exponentials: dict[Written, Fraction] = {}
    powers: dict[Written, list[tuple[Written, int]]] = {}
    whole: dict[Written, int] = {}
    for atom, exponent in monomial:
        form = atoms.forms[atom]
        match form:
            case Call("exp", (argument,)):
                exponentials[argument] = Fraction(exponent)
            case Power(base, by) if not isinstance(by, Number):
                powers.setdefault(base, []).append((by, exponent))
            case _:
                whole[form] = exponent
    for base, exponents in powers.items():
        _place_power(atoms, base, exponents, whole.pop(base, 0), write, above, below)
    for form, exponent in whole.items():
        (above if exponent > 0 else below).append(_power(form, abs(exponent)))
    _place_exponentials(atoms, exponentials, write, above, below)
    return _assembled(atoms, number, above, below)


def _place_power(
    atoms: Atoms,
    base: Written,
    exponents: list[tuple[Written, int]],
    whole: int,
    write: Write,
    above: list[Written],
    below: list[Written],
) -> None:
    """``u^γ · u⁻¹ = u^(γ−1)``, above the line or below it, wherever it is smaller."""
    total = plus(
        {(): Fraction(whole)} if whole else {},
        *(scaled(atoms.polynomial(by), Fraction(times)) for by, times in exponents),
    )
    up, down = Power(base, write(total)), Power(base, write(scaled(total, Fraction(-1))))
    if node_count(up) <= node_count(down):
        above.append(up)
    else:
        below.append(down)


def _place_exponentials(
    atoms: Atoms,
    exponentials: dict[Written, Fraction],
    write: Write,
    above: list[Written],
    below: list[Written],
) -> None:
    """``exp(a) exp(b)²/exp(c)`` as ``exp(a + 2b − c)``, or as a quotient if that is smaller."""
    if not exponentials:
        return

    def joined(chosen: dict[Written, Fraction]) -> Written:
        argument = plus(*(_scaled_argument(atoms, a, n) for a, n in chosen.items()))
        return Call("exp", (write(argument),))

    up = {a: n for a, n in exponentials.items() if n > 0}
    down = {a: -n for a, n in exponentials.items() if n < 0}
    together = joined(exponentials)
    if not down:
        above.append(together)
        return
    bottom = joined(down)
    apart = node_count(bottom) + (node_count(joined(up)) if up else 0)
    # Below the line it costs the quotient, unless there is one anyway.
    lines = 0 if below else 1
    alone = 0 if above or up else 1
    if node_count(together) <= apart + lines + alone - (0 if up else 1 if above else 0):
        above.append(together)
        return
    if up:
        above.append(joined(up))
    below.append(bottom)


def _scaled_argument(atoms: Atoms, argument: Written, number: Fraction) -> Polynomial:
    """An exponent times a number; a fraction in it is joined with the number."""
    match argument:
        case Quotient(top, Number(value)):
            return scaled(atoms.polynomial(top), number / value)
    return scaled(atoms.polynomial(argument), number)


def _power(form: Written, exponent: int) -> Written:
    return form if exponent == 1 else Power(form, Number(Fraction(exponent)))


def _assembled(
    atoms: Atoms, number: Fraction, above: list[Written], below: list[Written]
) -> Written:
    for side in (above, below):
        if len(side) > 1:
            side.sort(key=lambda form: (_kind(form), atoms.label(form)))
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


def _sign_absorbed(above: list[Written]) -> bool:
    """Whether some bracket could take the sign: ``−(a − b) = b − a``; it is changed in place."""
    for position, factor in enumerate(above):
        if isinstance(factor, Add):
            minuses = sum(1 for t in factor.terms if isinstance(t, Neg))
            # A minus before the product is one node, too.
            if 2 * minuses >= len(factor.terms) - 1 and minuses:
                turned = [t.operand if isinstance(t, Neg) else Neg(t) for t in factor.terms]
                turned.sort(key=lambda t: isinstance(t, Neg))
                above[position] = Add(tuple(turned))
                return True
    return False


def _joined(factors: list[Written]) -> Written:
    if not factors:
        return ONE
    return factors[0] if len(factors) == 1 else Mul(tuple(factors))


def _kind(form: Written) -> int:
    """Numbers, scalars, entries, functions, quotients, brackets, sums."""
    kind = {Number: 0, Size: 1, Symbol: 1, Entry: 2, Call: 3, Power: 3, Quotient: 4, Sum: 6}
    return kind.get(type(form.base if isinstance(form, Power) else form), 5)

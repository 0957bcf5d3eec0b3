"""Trusted code. exp, log and square roots of values.

``exp`` of a sum is a product of one atom for each term; ``log`` of a product is taken
apart where the factors are known to be positive; the square of a root is its argument.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import gcd, lcm
from typing import TYPE_CHECKING

from flint import fmpz

from derive.index.abstract import INDICATOR_LABEL
from derive.prove import binary
from derive.prove.atoms import (
    Atom,
    EntryAtom,
    ExpAtom,
    LogAtom,
    OpaqueAtom,
    RootAtom,
    ScalarAtom,
)
from derive.prove.field import OutOfBudget, Undefined, Value
from derive.prove.signs import is_positive, never_zero, sign

if TYPE_CHECKING:
    from derive.prove.normal import NormalForm

__all__ = ["exponential", "indicator", "logarithm", "rebuild", "square_root"]

MAX_FACTORED = 2**64
MAX_EXPONENT = 1_000


def rebuild(nf: NormalForm, atom: Atom, change: Callable[[Value], Value]) -> Value:
    """The value of an elementary atom whose inside has changed."""
    match atom:
        case ExpAtom(argument, divisor):
            return exponential(nf, change(argument) * nf.field.number(Fraction(1, divisor)))
        case LogAtom(argument):
            return logarithm(nf, change(argument))
        case RootAtom(argument):
            return square_root(nf, change(argument))
        case OpaqueAtom(name, (argument,)) if name == INDICATOR_LABEL:
            return indicator(nf, change(argument))
        case OpaqueAtom(name, arguments):
            return nf.atom(OpaqueAtom(name, tuple(change(a) for a in arguments)))
    raise AssertionError(f"{atom} is not an elementary atom")


def indicator(nf: NormalForm, value: Value) -> Value:
    """1 where a value is 0, and 0 elsewhere; of a 0-1 quantity it is linear."""
    f = nf.field
    value = nf.reduce(value)
    constant = value.as_rational()
    if constant is not None:
        return f.one if constant == 0 else f.zero
    # A fraction is 0 where its numerator is, up to a factor.
    terms = f.terms(value.num)
    content = gcd(*(int(c) for _, c in terms))
    if value.num.leading_coefficient() < 0:
        content = -content
    above = f.polynomial(value.num // f.context.constant(content))
    if never_zero(nf, above.num):
        return f.zero
    generators = above.generators()
    if len(generators) == 1 and above.num.total_degree() == 1:
        (index,) = generators
        atom = nf.table.atoms[index]
        if isinstance(atom, EntryAtom | ScalarAtom) and nf.facts.has(atom.name, "binary"):
            quantity = f.generator(index)
            for at, image in ((f.zero, f.one - quantity), (f.one, quantity)):
                if f.substitute(above, {index: at}).is_zero():
                    return image
            return f.zero
    return nf.atom(OpaqueAtom(INDICATOR_LABEL, (above,)))


def exponential(nf: NormalForm, value: Value) -> Value:
    """Exp of a value: one factor for each term of the numerator."""
    f = nf.field
    value = nf.reduce(value)
    if nf.thorough:
        linear = binary.linear_exponential(nf, value, exponential)
        if linear is not None:
            return linear
    content = gcd(*(int(c) for c in value.den.coeffs()))
    den = value.den // f.context.constant(content)
    terms = [
        (f.fraction(f.from_terms({monomial: 1}), den), Fraction(coefficient, content))
        for monomial, coefficient in f.terms(value.num)
    ]
    # All of them are looked at before it is started again: each start takes its time.
    refined = [_refines(nf, term, factor) for term, factor in terms]
    if any(refined):
        nf.restart()
    product = f.one
    for term, factor in terms:
        product = product * _exp_of_term(nf, term, factor)
    return product


def _refines(nf: NormalForm, term: Value, factor: Fraction) -> bool:
    """Note a finer divisor for a term, if its exponent is no whole number with the one known."""
    generator = term.single_generator()
    if generator is not None and isinstance(nf.table.atoms[generator], LogAtom):
        return False
    divisor = nf.choices.divisors.get(term.key, 1)
    if (factor * divisor).denominator == 1:
        return False
    nf.choices.divisors[term.key] = lcm(divisor, factor.denominator)
    return True


def _exp_of_term(nf: NormalForm, term: Value, factor: Fraction) -> Value:
    generator = term.single_generator()
    if generator is not None:
        atom = nf.table.atoms[generator]
        if isinstance(atom, LogAtom):
            return _rational_power(nf, atom.argument, factor)
    divisor = nf.choices.divisors.get(term.key, 1)
    assert (factor * divisor).denominator == 1
    exponent = int(factor * divisor)
    if abs(exponent) > MAX_EXPONENT:
        raise OutOfBudget(f"exp with a factor of {factor}")
    return nf.atom(ExpAtom(term, divisor)) ** exponent


def _rational_power(nf: NormalForm, base: Value, exponent: Fraction) -> Value:
    if exponent.denominator == 1:
        if abs(exponent) > MAX_EXPONENT:
            raise OutOfBudget(f"an exponent of {exponent}")
        return base ** int(exponent)
    if exponent.denominator == 2:
        return square_root(nf, base) ** int(exponent.numerator)
    log = nf.atom(LogAtom(base))
    key = ("power", base.key)
    divisor = nf.choices.divisors.get(key, 1)
    if (exponent * divisor).denominator != 1:
        nf.choices.divisors[key] = lcm(divisor, exponent.denominator)
        nf.restart()
    return nf.atom(ExpAtom(log, divisor)) ** int(exponent * divisor)


def logarithm(nf: NormalForm, value: Value) -> Value:
    """Log of a value that is positive, since it stands under a logarithm."""
    f = nf.field
    value = nf.reduce(value)
    if nf.thorough:
        linear = binary.linear_function(nf, value, logarithm, strictly=True)
        if linear is not None:
            return linear
    constant = value.as_rational()
    if constant is not None and constant <= 0:
        raise Undefined(f"the logarithm of {constant}")
    total, rest = f.zero, f.one
    for polynomial, side in ((value.num, 1), (value.den, -1)):
        number, factors = f.factors(polynomial)
        if number < 0:
            rest, number = -rest, -number
        total = total + f.number(side) * _log_of_integer(nf, number)
        for factor, exponent in factors:
            piece, power = f.polynomial(factor), side * int(exponent)
            if is_positive(nf, piece):
                total = total + f.number(power) * _log_of_positive(nf, piece)
            elif is_positive(nf, -piece):
                total = total + f.number(power) * _log_of_positive(nf, -piece)
                rest = -rest if power % 2 else rest
            else:
                # An even power of what is not 0 is positive, whatever its own sign.
                pairs = abs(power) // 2 * (1 if power > 0 else -1)
                if pairs:
                    total = total + f.number(pairs) * nf.atom(LogAtom(piece**2))
                rest = rest * piece ** (power - 2 * pairs)
    constant = rest.as_rational()
    if constant is not None:
        # What is left is a sign, and a logarithm's argument is positive.
        if constant != 1:
            raise Undefined("the logarithm of something negative")
        return total
    return total + nf.atom(LogAtom(rest))


def _log_of_positive(nf: NormalForm, piece: Value) -> Value:
    generator = piece.single_generator()
    if generator is not None:
        atom = nf.table.atoms[generator]
        if isinstance(atom, ExpAtom):
            return atom.argument * nf.field.number(Fraction(1, atom.divisor))
        if isinstance(atom, RootAtom):
            return nf.field.number(Fraction(1, 2)) * logarithm(nf, atom.argument)
    return nf.atom(LogAtom(piece))


def _log_of_integer(nf: NormalForm, number: int) -> Value:
    f = nf.field
    if number == 1:
        return f.zero
    total = f.zero
    for prime, exponent in _prime_factors(number):
        total = total + f.number(exponent) * nf.atom(LogAtom(f.number(prime)))
    return total


def _prime_factors(number: int) -> list[tuple[int, int]]:
    if number > MAX_FACTORED:
        raise OutOfBudget(f"the number {number} is too large to factor")
    return [(int(p), int(e)) for p, e in fmpz(number).factor()]


def square_root(nf: NormalForm, value: Value) -> Value:
    """The square root of a value that is >= 0, since it stands under a root."""
    f = nf.field
    value = nf.reduce(value)
    if nf.thorough:
        linear = binary.linear_function(nf, value, square_root, strictly=False)
        if linear is not None:
            return linear
    constant = value.as_rational()
    if constant is not None and constant < 0:
        raise Undefined(f"the square root of {constant}")
    if value.is_zero():
        return f.zero
    result, rest = f.one, f.one
    odd: list[tuple[Value, int]] = []
    for polynomial, side in ((value.num, 1), (value.den, -1)):
        number, factors = f.factors(polynomial)
        if number < 0:
            rest, number = -rest, -number
        for prime, exponent in _prime_factors(number) if number != 1 else []:
            result = result * f.number(prime) ** (side * (exponent // 2))
            if exponent % 2:
                result = result * nf.atom(RootAtom(f.number(prime))) ** side
        for factor, exponent in factors:
            piece, times = f.polynomial(factor), int(exponent)
            if times >= 2:
                # A square is not negative, whatever the sign of what is squared.
                known = sign(nf, piece) is not None
                magnitude = piece if known else nf.atom(RootAtom(piece**2))
                result = result * magnitude ** (side * (times // 2))
            if times % 2:
                if sign(nf, piece) is None and sign(nf, -piece) is not None:
                    piece, rest = -piece, -rest
                odd.append((piece, side))
    # √(ab) = √a √b where a > 0, and where neither of them is ever negative.
    split = rest.as_rational() == 1 and all(sign(nf, piece) is not None for piece, _ in odd)
    for piece, side in odd:
        if split or is_positive(nf, piece):
            result = result * _root_of_nonnegative(nf, piece) ** side
        else:
            rest = rest * piece**side
    constant = rest.as_rational()
    if constant is not None:
        if constant != 1:
            raise Undefined("the square root of something negative")
        return result
    return result * nf.atom(RootAtom(rest))


def _root_of_nonnegative(nf: NormalForm, piece: Value) -> Value:
    generator = piece.single_generator()
    if generator is not None:
        atom = nf.table.atoms[generator]
        if isinstance(atom, ExpAtom):
            half = Fraction(1, 2 * atom.divisor)
            return exponential(nf, atom.argument * nf.field.number(half))
    return nf.atom(RootAtom(piece))

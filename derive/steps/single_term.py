"""A single term in its written forms: as it is, and with fractions in denominators cleared.

``exp(x)/(1 + exp(x))`` may also be written ``1/(1 + exp(−x))``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import TypeAlias

from derive.steps.polynomials import Monomial, Polynomial, common_number, deepest, product, scaled
from derive.steps.reading import Reader
from derive.steps.writing import written_terms
from derive.syntax.tree import Add, Call, Written

__all__ = ["ways_to_write"]

#: The smallest form of a polynomial.
Write: TypeAlias = Callable[[Polynomial], Written]


def ways_to_write(
    reader: Reader, write: Write, monomial: Monomial, number: Fraction
) -> Iterator[Written]:
    """A single term, and the same with the fractions in its denominators cleared."""
    yield from _term_of_exponentials(reader, write, monomial, number)
    yield from written_terms(reader.atoms, monomial, number, write, reader.read)
    for atom, exponent in monomial:
        form = reader.atoms.forms[atom]
        if not isinstance(form, Add) or exponent > 0:
            continue
        inside = reader.read(form)
        share = common_number(inside.values())
        clear = tuple(x for x in deepest(inside) if not _is_exponential(reader, x[0]))
        if not clear and share.denominator == 1:
            continue
        whole = {product(m, clear, -1): c / share for m, c in inside.items()}
        bracket = reader.factor(write(whole), exponent)
        rest = product(product(monomial, ((atom, exponent),), -1), clear, exponent)
        changed = scaled(bracket, number * share**exponent, rest)
        if len(changed) == 1 and monomial not in changed:
            yield write(changed)


def _term_of_exponentials(
    reader: Reader, write: Write, monomial: Monomial, number: Fraction
) -> Iterator[Written]:
    """``exp(x)/(1 + exp(x)) = 1/(1 + exp(−x))``."""
    exponentials = [(a, e) for a, e in monomial if _is_exponential(reader, a)]
    brackets = [(a, e) for a, e in monomial if e == -1 and isinstance(reader.atoms.forms[a], Add)]
    if not exponentials or len(brackets) != 1:
        return
    inside = reader.read(reader.atoms.forms[brackets[0][0]])
    over = tuple(exponentials)
    divided = {product(m, over, -1): c for m, c in inside.items()}
    bracket = reader.factor(write(divided), -1)
    rest = product(product(monomial, over, -1), (brackets[0],), -1)
    changed = scaled(bracket, number, rest)
    if len(changed) == 1 and monomial not in changed and not _has(changed, over):
        yield write(changed)


def _is_exponential(reader: Reader, atom: int) -> bool:
    form = reader.atoms.forms[atom]
    return isinstance(form, Call) and form.function == "exp"


def _has(polynomial: Polynomial, factors: Monomial) -> bool:
    """Whether one of the factors stands in some term."""
    atoms = {a for a, _ in factors}
    return any(a in atoms for monomial in polynomial for a, _ in monomial)

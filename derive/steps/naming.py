"""The author's names put back: what is written like a definition gets its name.

A definition that is one term, such as ``p_i = exp(z_i)/Σ_j exp(z_j)``, is found among the
factors of a product; one of several terms, such as ``E_ij = X_ij − Σ_r U_ir V_rj``, among the
terms of a sum, whatever factor they share.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product as tuples

from derive.steps.polynomials import Atoms, Monomial, Polynomial, TooLong, plus, product, scaled
from derive.syntax.declare import Declaration
from derive.syntax.tree import Entry, Index, Symbol, Written
from derive.syntax.unfold import unfold_once

__all__ = ["Names"]


@dataclass(slots=True)
class Names:
    """Definitions to be put back; ``read`` gives the polynomial of a body, without its name."""

    atoms: Atoms
    definitions: tuple[Declaration, ...]
    read: Callable[[Declaration, Written], Polynomial]
    _bodies: dict[Entry | Symbol, Polynomial | None] = field(default_factory=dict)

    def atom(self, form: Written) -> Written:
        """The name of a form that is the whole body of a definition, else the form."""
        number = self.atoms.number(form)
        wanted: Polynomial = {((number, 1),): Fraction(1)}
        for entry, body in self._instances(self.atoms.letters[number]):
            if body == wanted:
                return entry
        return form

    def terms(self, polynomial: Polynomial) -> Polynomial:
        """Every product that contains a definition of one term, with its name."""
        if not self.definitions:
            return polynomial
        return plus(*(self._named_term(m, c) for m, c in polynomial.items()))

    def _named_term(self, monomial: Monomial, number: Fraction) -> Polynomial:
        for entry, body in self._instances(self.atoms.free(monomial)):
            if len(body) != 1:
                continue
            ((inside, factor),) = body.items()
            for power in (1, -1):
                if self._worth_it(inside, factor) and _contains(monomial, inside, power):
                    rest = product(monomial, inside, -power)
                    named = product(rest, ((self.atoms.number(entry), power),))
                    return self._named_term(named, number / factor**power)
        return {monomial: number}

    def _worth_it(self, inside: Monomial, factor: Fraction) -> bool:
        """One atom gets its name where it is read; what is minus one, or 1 over one, here."""
        if len(inside) == 1:
            atom, exponent = inside[0]
            return (factor != 1 or exponent != 1) and self.atoms.sizes[atom] > 1
        return len(inside) > 1

    def part(self, polynomial: Polynomial) -> Iterator[Polynomial]:
        """The polynomial with terms that make up a definition replaced by its name."""
        letters: frozenset[Index] = frozenset()
        for monomial in polynomial if self.definitions else ():
            letters |= self.atoms.free(monomial)
        for entry, body in self._instances(letters):
            if len(body) < 2:
                continue
            lead = max(body, key=lambda m: (len(m), m))
            for monomial, number in polynomial.items():
                if not _contains(monomial, lead, 1):
                    continue
                rest, factor = product(monomial, lead, -1), number / body[lead]
                share = scaled(body, factor, rest)
                if all(polynomial.get(m) == c for m, c in share.items()):
                    name = {product(rest, ((self.atoms.number(entry), 1),)): factor}
                    yield plus(polynomial, scaled(share, Fraction(-1)), name)

    def _instances(self, letters: Iterable[Index]) -> Iterator[tuple[Entry | Symbol, Polynomial]]:
        """Each definition at each choice of the letters, with its body there."""
        ordered = sorted(letters, key=lambda i: i.name)
        for declared in reversed(self.definitions):
            choices = [[i for i in ordered if i.over == axis] for axis in declared.axes]
            for at in tuples(*choices):
                entry = (
                    Entry(declared.name, at, declared) if at else Symbol(declared.name, declared)
                )
                body = self._body(declared, entry)
                if body is not None:
                    yield entry, body

    def _body(self, declared: Declaration, entry: Entry | Symbol) -> Polynomial | None:
        if entry not in self._bodies:
            self._bodies[entry] = None
            assert declared.body is not None
            form = unfold_once(entry, declared) if isinstance(entry, Entry) else declared.body
            with suppress(TooLong):
                self._bodies[entry] = self.read(declared, form)
        return self._bodies[entry]


def _contains(monomial: Monomial, part: Monomial, power: int) -> bool:
    """Whether the factors of ``part ** power`` stand in the monomial, on their side of the line."""
    exponents = dict(monomial)
    for atom, exponent in part:
        wanted, present = exponent * power, exponents.get(atom, 0)
        if wanted * present <= 0 or abs(present) < abs(wanted):
            return False
    return True

"""From normal forms back to written forms, small and in a fixed order."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from derive.index.abstract import function_of_label
from derive.prove.atoms import (
    Atom,
    EntryAtom,
    ExpAtom,
    LogAtom,
    OpaqueAtom,
    RootAtom,
    ScalarAtom,
    SizeAtom,
    SumAtom,
    Token,
)
from derive.prove.field import Value
from derive.prove.normal import NormalForm
from derive.prove.patterns import Pattern
from derive.scope import Scope
from derive.steps.products import ONE, ZERO, add, minus, multiply
from derive.syntax.tree import (
    Call,
    Entry,
    Index,
    IndexSet,
    IndexTerm,
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
from derive.syntax.walk import node_count

if TYPE_CHECKING:
    from flint import fmpz_mpoly

__all__ = ["Readback"]

_LETTERS = ("j", "i", "l", "m", "r", "s", "t", "u", "v", "w")


class Readback:
    """Writes the values of one normal form; binders get letters that nothing else uses."""

    def __init__(self, nf: NormalForm, scope: Scope, pattern: Pattern) -> None:
        self.nf = nf
        self.scope = scope
        self.sets = {s.name: s for s in scope.index_sets}
        self.letters: dict[Token, IndexTerm] = {}
        for block in pattern.blocks:
            self.letters[pattern.token(block[0])] = _representative(block)
        for name in scope.declarations:
            declared = scope.declarations[name]
            self.sets |= {axis.name: axis for axis in declared.axes}

    def written(self, value: Value) -> Written:
        """The smallest of the candidate forms; the first of them in case of a tie."""
        return min(self.candidates(value), key=node_count)

    def candidates(self, value: Value) -> Iterator[Written]:
        """Factored, expanded, term by term."""
        if value.is_zero():
            yield ZERO
            return
        bottom = self.factored(value.den)
        yield _over(self.factored(value.num), bottom)
        yield _over(self.expanded(value.num), bottom)
        if value.den != self.nf.field.one_poly and len(value.num) > 1:
            yield add(*(self.term(value, m, c) for m, c in self.nf.field.terms(value.num)))

    def term(self, value: Value, monomial: tuple[int, ...], coefficient: int) -> Written:
        """One term of the numerator over the whole denominator, in lowest terms."""
        f = self.nf.field
        single = f.fraction(f.from_terms({monomial: coefficient}), value.den)
        return _over(self.factored(single.num), self.factored(single.den))

    def factored(self, poly: fmpz_mpoly) -> Written:
        """A polynomial as the product of its irreducible factors.

        Without a minus in front where a factor can take it: ``p (1 − p)``, not ``−p (p − 1)``.
        """
        number, found = self.nf.field.factors(poly)
        negative = int(number) < 0
        factors = [(factor, int(times)) for factor, times in found]
        for position, (factor, times) in enumerate(factors):
            minuses = sum(1 for _, c in self.nf.field.terms(factor) if c < 0)
            takes_sign = negative and minuses > 0 and times % 2
            if len(factor) > 1 and (takes_sign or 2 * minuses > len(factor)):
                factors[position] = (-factor, times)
                negative ^= bool(times % 2)
        pieces: list[Written] = []
        for factor, times in factors:
            piece = self.expanded(factor)
            pieces.append(piece if times == 1 else Power(piece, Number(Fraction(times))))
        pieces.sort(key=_factor_order)
        size = abs(int(number))
        if size != 1 or not pieces:
            pieces.insert(0, Number(Fraction(size)))
        product = multiply(*pieces)
        return minus(product) if negative else product

    def expanded(self, poly: fmpz_mpoly) -> Written:
        """A polynomial as a sum of terms: positive ones first, then by degree and name."""
        terms = []
        for monomial, coefficient in self.nf.field.terms(poly):
            factors = [self.power(i, e) for i, e in enumerate(monomial) if e]
            factors.sort(key=_factor_order)
            size = abs(coefficient)
            if size != 1 or not factors:
                factors.insert(0, Number(Fraction(size)))
            form = multiply(*factors)
            terms.append((coefficient < 0, bool(sum(monomial)), str(form), form))
        terms.sort(key=lambda t: t[:3])
        return add(*(minus(form) if negative else form for negative, _, _, form in terms))

    def power(self, index: int, exponent: int) -> Written:
        """A power of an atom."""
        atom = self.nf.table.atoms[index]
        if isinstance(atom, ExpAtom):
            argument = atom.argument * self.nf.field.number(Fraction(exponent, atom.divisor))
            return self.exponential(argument)
        base = self.atom(atom)
        return base if exponent == 1 else Power(base, Number(Fraction(exponent)))

    def exponential(self, argument: Value) -> Written:
        """``exp(a)``, and ``u^a`` for ``exp(a log u)``."""
        for index in argument.generators():
            atom = self.nf.table.atoms[index]
            if isinstance(atom, LogAtom) and argument.num.degrees()[index] == 1:
                exponent = argument / self.nf.field.generator(index)
                if index not in exponent.generators():
                    return Power(self.written(atom.argument), self.written(exponent))
        return Call("exp", (self.written(argument),))

    def atom(self, atom: Atom) -> Written:
        """One atom as a form."""
        match atom:
            case EntryAtom(name, at):
                declared = self.scope.declarations[name]
                return Entry(name, tuple(self.letters[t] for t in at), declared)
            case ScalarAtom(name):
                return Symbol(name, self.scope.declarations.get(name))
            case SizeAtom(over):
                return Size(self.sets.get(over, IndexSet(over)))
            case ExpAtom(argument, divisor):
                return self.exponential(argument * self.nf.field.number(Fraction(1, divisor)))
            case LogAtom(argument):
                return Call("log", (self.written(argument),))
            case RootAtom(argument):
                return Call("sqrt", (self.written(argument),))
            case OpaqueAtom(name, arguments):
                function, orders = function_of_label(name)
                return Call(function, tuple(self.written(a) for a in arguments), orders)
            case SumAtom():
                return self.total(atom)

    def total(self, atom: SumAtom) -> Written:
        """A sum over its binders, outermost first, each with a letter of its own."""
        before = dict(self.letters)
        try:
            for binder in atom.binders:
                self.letters[binder.token] = self._letter(self.sets[binder.over])
            form = self.written(atom.body)
            for binder in reversed(atom.binders):
                index = self.letters[binder.token]
                assert isinstance(index, Index)
                left_out = tuple(self.letters[t] for t in sorted(binder.excluding, key=str))
                form = Sum(form, index, left_out)
            return form
        finally:
            self.letters = before

    def _letter(self, over: IndexSet) -> Index:
        taken = {t.name for t in self.letters.values() if isinstance(t, Index)}
        taken |= {i.name for i in self.scope.free}
        names = (*_LETTERS, *(f"j{n}" for n in range(1, 50)))
        return Index(next(n for n in names if n not in taken), over)


def _representative(block: tuple[IndexTerm, ...]) -> IndexTerm:
    return next((t for t in block if isinstance(t, Point)), block[0])


def _over(top: Written, bottom: Written) -> Written:
    if bottom == ONE:
        return top
    if isinstance(top, Neg):
        return Neg(_over(top.operand, bottom))
    return Quotient(top, bottom)


def _factor_order(form: Written) -> tuple[int, str]:
    """Numbers, scalars, entries, functions, sums, brackets; then by name."""
    kind = {Number: 0, Size: 1, Symbol: 1, Entry: 2, Call: 3, Power: 3, Quotient: 4, Sum: 6}
    base = form.base if isinstance(form, Power) else form
    return kind.get(type(base), 5), str(form)

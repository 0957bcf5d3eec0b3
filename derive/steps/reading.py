"""From written forms to polynomials: products are multiplied out, sums taken term by term.

``Σ_j (f_j + c g_j)`` is read as ``Σ_j f_j + c Σ_j g_j``, ``Σ_j f_j δ_jk`` as ``f_k``,
``exp(a + b)`` as a product, ``u^(γ−1)`` as ``u^γ/u``. What is inside an atom has been made
small before. The identities hold wherever both sides are defined.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction

from derive.model import IndexRelation
from derive.steps.polynomials import (
    ONE_POLYNOMIAL,
    Atoms,
    Monomial,
    Polynomial,
    TooLong,
    plus,
    product,
    scaled,
    times,
)
from derive.steps.summing import sum_of
from derive.syntax.tree import (
    Add,
    Call,
    Delta,
    Index,
    IndexTerm,
    Mul,
    Neg,
    Number,
    Power,
    Quotient,
    Sum,
    Written,
)
from derive.syntax.walk import rename_index

__all__ = ["Reader", "negated"]

MAX_WORK = 1_000
#: Functions that are odd, or odd up to a constant.
_ODD = frozenset({"sigmoid", "tanh"})


@dataclass(slots=True)
class Reader:
    """What reading needs: the atoms so far, and how to write and name what was read.

    ``sums_to_one`` names the families whose sum over the last index is 1; ``case`` says
    which indices differ; those ``giving_way`` are replaced where a δ allows it.
    """

    write: Callable[[Polynomial], Written]
    name_atom: Callable[[Written], Written]
    name_terms: Callable[[Polynomial], Polynomial]
    sums_to_one: frozenset[str] = frozenset()
    case: tuple[IndexRelation, ...] = ()
    giving_way: frozenset[Index] = frozenset()
    atoms: Atoms = field(default_factory=Atoms)
    work: int = 0
    _read: dict[Written, Polynomial] = field(default_factory=dict)

    def spend(self) -> None:
        """Count a step; raise ``TooLong`` when there were too many."""
        self.work += 1
        if self.work > MAX_WORK:
            raise TooLong

    def read(self, form: Written) -> Polynomial:
        """The polynomial that a form is."""
        found = self._read.get(form)
        if found is None:
            self.spend()
            found = self._read[form] = self._polynomial(form)
        return found

    def atom(self, form: Written) -> Polynomial:
        """The polynomial of one atom, under its name if it has one."""
        return self.atoms.polynomial(self.name_atom(form))

    def _polynomial(self, form: Written) -> Polynomial:
        match form:
            case Number(value):
                return {(): value} if value else {}
            case Neg(operand):
                return scaled(self.read(operand), Fraction(-1))
            case Add(terms):
                return plus(*(self.read(t) for t in terms))
            case Mul(factors):
                found = ONE_POLYNOMIAL
                for factor in factors:
                    found = times(found, self.read(factor))
                return self.settled(found)
            case Quotient(top, bottom):
                return self.settled(times(self.read(top), self.inverse(bottom)))
            case Power(base, exponent):
                return self._power(base, exponent)
            case Call("exp", (argument,)):
                return self._exponential(self.read(argument))
            case Call("sqrt", (argument,)):
                return self.atom(Call("sqrt", (self.write(self.read(argument)),)))
            case Call(function, arguments):
                inside = tuple(self.write(self.read(a)) for a in arguments)
                if function in _ODD and isinstance(inside[0], Neg):
                    return self._turned(function, inside[0].operand)
                return self.atom(Call(function, inside))
            case Sum(body, index, excluding):
                return sum_of(self, self.read(body), index, excluding)
            case Delta(left, right):
                return self.delta(left, right)
        return self.atom(form)

    def _turned(self, function: str, argument: Written) -> Polynomial:
        """``σ(−x) = 1 − σ(x)`` and ``tanh(−x) = −tanh x``."""
        found = scaled(self.atom(Call(function, (argument,))), Fraction(-1))
        return plus(ONE_POLYNOMIAL, found) if function == "sigmoid" else found

    # -- products

    def settled(self, polynomial: Polynomial) -> Polynomial:
        """Squares of roots and of δ taken down, and products that have a name, named."""
        found = plus(*(self._settled_term(m, c) for m, c in polynomial.items()))
        return self.name_terms(found)

    def _settled_term(self, monomial: Monomial, number: Fraction) -> Polynomial:
        for atom, exponent in monomial:
            form = self.atoms.forms[atom]
            if isinstance(form, Delta):
                return self._with_delta(monomial, number, atom, exponent, form)
            if isinstance(form, Call) and form.function == "sqrt":
                reduced = self._without_square(monomial, atom, exponent, form.arguments[0])
                if reduced is not None:
                    return scaled(reduced, number)
        return {monomial: number}

    def _with_delta(
        self, monomial: Monomial, number: Fraction, atom: int, exponent: int, delta: Delta
    ) -> Polynomial:
        """``δ² = δ`` and ``δ_tk f(t) = δ_tk f(k)``."""
        rest = product(monomial, ((atom, exponent),), -1)
        left, right = delta.left, delta.right
        if isinstance(right, Index) and self._rank(right) > self._rank(left):
            left, right = right, left
        if isinstance(left, Index) and left in self.atoms.free(rest) and exponent > 0:
            moved = scaled(self.renamed(rest, left, right), number)
            return times(moved, {((atom, 1),): Fraction(1)})
        return {product(rest, ((atom, 1),)): number}

    def _rank(self, term: IndexTerm) -> tuple[int, str]:
        """Which of two equal indices gives way: the variable's own, then the latest made up."""
        if not isinstance(term, Index):
            return -1, ""
        stem, _, made_up = term.name.partition("\u200b")
        if term in self.giving_way:
            return 2, stem
        return (1, made_up) if made_up else (0, stem)

    def _without_square(
        self, monomial: Monomial, atom: int, exponent: int, under: Written
    ) -> Polynomial | None:
        """``√u² = u`` and ``u/√u = √u``; ``None`` where there is nothing to do."""
        base = self.atoms.number(under)
        present = dict(monomial).get(base, 0)
        halves = exponent + 2 * present
        if present and halves != exponent:
            rest = product(product(monomial, ((atom, exponent),), -1), ((base, present),), -1)
            if halves % 2 == 0:
                return {product(rest, ((base, halves // 2),) if halves else ()): Fraction(1)}
            return {product(rest, ((atom, halves),)): Fraction(1)}
        if exponent % 2 == 0:
            rest = product(monomial, ((atom, exponent),), -1)
            power = self.factor(under, exponent // 2)
            return times({rest: Fraction(1)}, power)
        return None

    def inverse(self, form: Written) -> Polynomial:
        """1 over a form."""
        return self.factor(form, -1)

    def factor(self, form: Written, exponent: int) -> Polynomial:
        """``form ** exponent`` as one term: a bracket stays a bracket."""
        match form:
            case Number(value) if value:
                return {(): value**exponent}
            case Neg(operand):
                return scaled(self.factor(operand, exponent), Fraction((-1) ** (exponent % 2)))
            case Mul(factors):
                found = ONE_POLYNOMIAL
                for part in factors:
                    found = times(found, self.factor(part, exponent))
                return found
            case Quotient(top, bottom):
                return times(self.factor(top, exponent), self.factor(bottom, -exponent))
            case Power(base, Number(value)) if value.denominator == 1:
                return self.factor(base, exponent * int(value))
        read = self.read(form)
        if len(read) != 1:
            return self._bracket(self.write(read), exponent)
        ((monomial, number),) = read.items()
        return {product((), monomial, exponent): number**exponent}

    def _bracket(self, form: Written, exponent: int) -> Polynomial:
        """A sum of terms as an atom, its sign and its factors set apart."""
        if isinstance(form, Mul | Quotient | Neg | Power):
            return self.factor(form, exponent)
        if form == Number(Fraction(0)):
            raise TooLong
        if not isinstance(form, Add):
            return {((self.atoms.number(form), exponent),): Fraction(1)}
        sign = 1
        opposite = negated(form)
        turned = _minuses(opposite) - _minuses(form)
        if turned < 0 or (turned == 0 and min(self.read(form).items())[1] < 0):
            # One of the two is the bracket, whichever was met first: a − b, or b − a.
            form, sign = opposite, -1
        named = self.name_atom(form)
        number = Fraction(sign ** abs(exponent))
        return {((self.atoms.number(named), exponent),): number}

    def _power(self, base: Written, exponent: Written) -> Polynomial:
        by = self.read(exponent)
        whole = by.get((), Fraction(0))
        if whole.denominator != 1:
            whole = Fraction(0)
        rest = {m: c for m, c in by.items() if m} if whole else by
        inside = self.read(base)
        if not rest:
            if len(inside) == 1 or int(whole) < 0:
                return self.settled(self.factor(base, int(whole)))
            if int(whole) == 1:
                return inside
            return self.settled(self._bracket(self.write(inside), int(whole)))
        # u^(γ−1) = u^γ/u, and u^(−γ) = 1/u^γ: what is left has a sign of its own.
        form, sign = self.write(rest), 1
        if isinstance(form, Neg):
            form, sign = form.operand, -1
        of = self.write(inside)
        found = scaled(ONE_POLYNOMIAL, Fraction(1), ((self.atoms.number(Power(of, form)), sign),))
        if whole:
            found = times(found, self.factor(of, int(whole)))
        return self.settled(found)

    def _exponential(self, argument: Polynomial) -> Polynomial:
        """``exp(a − 2 b) = exp(a)/exp(b)²``."""
        found: Monomial = ()
        for monomial, number in argument.items():
            whole = abs(number.numerator)
            form = self.write({monomial: Fraction(1, number.denominator)})
            named = self.name_atom(Call("exp", (form,)))
            sign = 1 if number > 0 else -1
            found = product(found, ((self.atoms.number(named), sign * whole),))
        return self.settled({found: Fraction(1)})

    # -- δ

    def delta(self, left: IndexTerm, right: IndexTerm) -> Polynomial:
        """δ of two indices, decided where the case decides it."""
        if left == right:
            return ONE_POLYNOMIAL
        if not isinstance(left, Index) and not isinstance(right, Index):
            return {}
        for relation in self.case:
            if {relation.left, relation.right} == {left, right}:
                return ONE_POLYNOMIAL if relation.equal else {}
        return self.atoms.polynomial(Delta(left, right))

    def renamed(self, monomial: Monomial, old: Index, new: IndexTerm) -> Polynomial:
        """The monomial with one index in the place of another."""
        found = ONE_POLYNOMIAL
        for atom, exponent in monomial:
            if old in self.atoms.letters[atom]:
                moved = rename_index(self.atoms.forms[atom], old, new)
                found = times(found, self.factor(moved, exponent))
            else:
                found = times(found, {((atom, exponent),): Fraction(1)})
        return self.settled(found)


def negated(form: Add) -> Add:
    """Minus a sum of terms, the minus given to each term; terms without one come first.

    >>> from derive import scalar
    >>> x, y = scalar("x"), scalar("y")
    >>> print(negated(x - y - 1))
    y + 1 − x
    """
    terms = [t.operand if isinstance(t, Neg) else Neg(t) for t in form.terms]
    return Add(tuple(sorted(terms, key=lambda t: isinstance(t, Neg))))


def _minuses(form: Add) -> int:
    return sum(1 for t in form.terms if isinstance(t, Neg))

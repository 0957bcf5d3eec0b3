"""From written forms to polynomials: products are multiplied out, sums taken term by term.

``Σ_j (f_j + c g_j)`` is read as ``Σ_j f_j + c Σ_j g_j``, ``Σ_j f_j δ_jk`` as ``f_k``,
``exp(a + b)`` as a product, ``u^(γ−1)`` as ``u^γ/u``. What is inside an atom has been made
small before. The identities hold wherever both sides are defined.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import permutations

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
from derive.syntax.tree import (
    Add,
    Call,
    Delta,
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
    Written,
)
from derive.syntax.walk import free_indices, node_count, rename_index

__all__ = ["Reader", "bound_apart", "negated"]

MAX_WORK = 1_000
#: Functions that are odd, or odd up to a constant.
_ODD = frozenset({"sigmoid", "tanh"})
#: Up to this many nested sums, every order of them is tried.
MAX_NESTED = 3


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
                return self._settled(found)
            case Quotient(top, bottom):
                return self._settled(times(self.read(top), self.inverse(bottom)))
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
                return self._sum(self.read(body), index, excluding)
            case Delta(left, right):
                return self._delta(left, right)
        return self.atom(form)

    def _turned(self, function: str, argument: Written) -> Polynomial:
        """``σ(−x) = 1 − σ(x)`` and ``tanh(−x) = −tanh x``."""
        found = scaled(self.atom(Call(function, (argument,))), Fraction(-1))
        return plus(ONE_POLYNOMIAL, found) if function == "sigmoid" else found

    # -- products

    def _settled(self, polynomial: Polynomial) -> Polynomial:
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
                return self._settled(self.factor(base, int(whole)))
            if int(whole) == 1:
                return inside
            return self._settled(self._bracket(self.write(inside), int(whole)))
        # u^(γ−1) = u^γ/u, and u^(−γ) = 1/u^γ: what is left has a sign of its own.
        form, sign = self.write(rest), 1
        if isinstance(form, Neg):
            form, sign = form.operand, -1
        of = self.write(inside)
        found = scaled(ONE_POLYNOMIAL, Fraction(1), ((self.atoms.number(Power(of, form)), sign),))
        if whole:
            found = times(found, self.factor(of, int(whole)))
        return self._settled(found)

    def _exponential(self, argument: Polynomial) -> Polynomial:
        """``exp(a − 2 b) = exp(a)/exp(b)²``."""
        found: Monomial = ()
        for monomial, number in argument.items():
            whole = abs(number.numerator)
            form = self.write({monomial: Fraction(1, number.denominator)})
            named = self.name_atom(Call("exp", (form,)))
            sign = 1 if number > 0 else -1
            found = product(found, ((self.atoms.number(named), sign * whole),))
        return self._settled({found: Fraction(1)})

    # -- sums and δ

    def _delta(self, left: IndexTerm, right: IndexTerm) -> Polynomial:
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
        return self._settled(found)

    def _sum(self, body: Polynomial, index: Index, excluding: tuple[IndexTerm, ...]) -> Polynomial:
        parts = []
        for monomial, number in body.items():
            inside = tuple((a, e) for a, e in monomial if index in self.atoms.letters[a])
            outside = product(monomial, inside, -1)
            one = self._sum_of_term(inside, index, excluding)
            parts.append(scaled(one, number, outside))
        return self._settled(plus(*parts))

    def _sum_of_term(
        self, body: Monomial, index: Index, excluding: tuple[IndexTerm, ...]
    ) -> Polynomial:
        if not body:
            if len(excluding) > 1:
                return self.atom(Sum(Number(Fraction(1)), index, excluding))
            size = self.atoms.polynomial(Size(index.over))
            return plus(size, {(): Fraction(-len(excluding))} if excluding else {})
        for atom, exponent in body:
            delta = self.atoms.forms[atom]
            if isinstance(delta, Delta) and exponent > 0:
                return self._sum_with_delta(body, atom, delta, index, excluding)
        if self._is_one(body, index, excluding):
            return ONE_POLYNOMIAL
        return self._nested(body, ((index, excluding),))

    def _sum_with_delta(
        self,
        body: Monomial,
        atom: int,
        delta: Delta,
        index: Index,
        excluding: tuple[IndexTerm, ...],
    ) -> Polynomial:
        point = delta.right if delta.left == index else delta.left
        rest = tuple((a, e) for a, e in body if a != atom)
        found = self.renamed(rest, index, point)
        for left_out in excluding:
            apart = plus(ONE_POLYNOMIAL, scaled(self._delta(point, left_out), Fraction(-1)))
            found = times(found, apart)
        return found

    def _is_one(self, body: Monomial, index: Index, excluding: tuple[IndexTerm, ...]) -> bool:
        if excluding or len(body) != 1 or body[0][1] != 1:
            return False
        entry = self.atoms.forms[body[0][0]]
        return (
            isinstance(entry, Entry)
            and entry.name in self.sums_to_one
            and entry.indices[-1] == index
            and index not in entry.indices[:-1]
        )

    def _nested(
        self, body: Monomial, binders: tuple[tuple[Index, tuple[IndexTerm, ...]], ...]
    ) -> Polynomial:
        """Σ over several indices as the smallest nest of sums."""
        opened = self._opened(body, binders)
        if opened is not None:
            return opened
        free = all(not excluding for _, excluding in binders)
        orders: Iterable[tuple[tuple[Index, tuple[IndexTerm, ...]], ...]] = [binders]
        if free and 1 < len(binders) <= MAX_NESTED:
            orders = permutations(binders)
        found = [self._nest(body, order) for order in orders]
        return self.read_nest(min(found, key=lambda form: (node_count(form), str(form))))

    def read_nest(self, form: Written) -> Polynomial:
        """A nest of sums that is in order: an atom, or the product that naming made of it."""
        if isinstance(form, Sum):
            return self.atoms.polynomial(form)
        return self.factor(form, 1)

    def _opened(
        self, body: Monomial, binders: tuple[tuple[Index, tuple[IndexTerm, ...]], ...]
    ) -> Polynomial | None:
        """The sum with a sum inside it taken as one more index, if there is one."""
        mine = {index for index, _ in binders}
        for atom, exponent in body:
            inner = self.atoms.forms[atom]
            if not isinstance(inner, Sum) or exponent != 1 or not mine & self.atoms.letters[atom]:
                continue
            rest = tuple((a, e) for a, e in body if a != atom)
            inner = bound_apart(inner, mine | self.atoms.free(rest))
            read = self.read(inner.body)
            if len(read) != 1:
                continue
            ((monomial, number),) = read.items()
            joined = product(rest, monomial)
            more = (*binders, (inner.index, inner.excluding))
            return scaled(self._nested(joined, more), number)
        return None

    def _nest(
        self, body: Monomial, binders: tuple[tuple[Index, tuple[IndexTerm, ...]], ...]
    ) -> Written:
        """``Σ_i a_i Σ_j b_ij``: each factor stands as far out as it can."""
        remaining: Polynomial = {body: Fraction(1)}
        for index, excluding in reversed(binders):
            ((monomial, number),) = remaining.items()
            inside = tuple((a, e) for a, e in monomial if index in self.atoms.letters[a])
            outside = product(monomial, inside, -1)
            if not inside:
                total = self._sum_of_term((), index, excluding)
            elif self._is_one(inside, index, excluding):
                total = ONE_POLYNOMIAL
            else:
                total = self.atom(Sum(self.write({inside: Fraction(1)}), index, excluding))
            if len(total) != 1:
                raise TooLong
            remaining = self._settled(scaled(total, number, outside))
            if len(remaining) != 1:
                raise TooLong
        return self.write(remaining)


def bound_apart(form: Sum, taken: Iterable[Index]) -> Sum:
    """The sum with another letter, if its own is taken."""
    taken = set(taken)
    if form.index not in taken:
        return form
    used = taken | free_indices(form.body)
    number = 1
    while (fresh := Index(f"{form.index.name}\u200b{number}", form.index.over)) in used:
        number += 1
    return Sum(rename_index(form.body, form.index, fresh), fresh, form.excluding)


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

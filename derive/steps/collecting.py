"""From polynomials to the smallest written forms that were found.

Common factors are taken out, of all terms or of some; sums over one index set become one
sum, with factors taken in where that lets them meet; terms that make up a definition get
its name. Each choice leaves fewer terms, and the smallest result counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import islice

from derive.steps.polynomials import (
    Monomial,
    Polynomial,
    TooLong,
    content,
    deepest,
    plus,
    product,
    scaled,
    times,
)
from derive.steps.products import ZERO, add, minus
from derive.steps.reading import Reader
from derive.steps.single_term import ways_to_write
from derive.steps.summing import bound_apart
from derive.syntax.tree import Add, Call, Index, IndexTerm, Mul, Neg, Sum, Written
from derive.syntax.walk import node_count, rename_index

__all__ = ["Collector"]

#: So many choices are followed in a polynomial with many terms.
MOST_CHOICES = 3
#: From so many steps on fewer choices are followed, and then one.
EASY_WORK, HARD_WORK = 100, 300


@dataclass(slots=True)
class Collector:
    """Writes the polynomials of one reader; ``name_part`` names terms that are a definition."""

    reader: Reader
    name_part: Callable[[Polynomial], Iterator[Polynomial]]
    _known: dict[frozenset[tuple[Monomial, Fraction]], Written] = field(default_factory=dict)

    def written(self, polynomial: Polynomial) -> Written:
        """The smallest form of a polynomial; the first of them in case of a tie."""
        key = frozenset(polynomial.items())
        found = self._known.get(key)
        if found is None:
            self.reader.spend()
            found = self._known[key] = min(self._candidates(polynomial), key=node_count)
        return found

    def _candidates(self, polynomial: Polynomial) -> Iterator[Written]:
        if not polynomial:
            yield ZERO
            return
        if len(polynomial) == 1:
            ((monomial, number),) = polynomial.items()
            yield from ways_to_write(self.reader, self.written, monomial, number)
            return
        for number, monomial in self._common(polynomial):
            rest = scaled(polynomial, 1 / number)
            rest = {product(m, monomial, -1): c for m, c in rest.items()}
            yield self._multiplied(number, monomial, self.written(rest))
        for fewer in islice(self._with_fewer_terms(polynomial), self._choices(polynomial)):
            yield self.written(fewer)
        yield self._term_by_term(polynomial)

    def _choices(self, polynomial: Polynomial) -> int:
        """How many choices are followed: fewer in long polynomials, and as work adds up."""
        if self.reader.work > HARD_WORK:
            return 1
        if self.reader.work > EASY_WORK:
            return 2
        return MOST_CHOICES if len(polynomial) > MOST_CHOICES else 2 * MOST_CHOICES

    def _common(self, polynomial: Polynomial) -> Iterator[tuple[Fraction, Monomial]]:
        """What may be taken out of all terms: factors, a number, a common denominator."""
        number, monomial = content(polynomial)
        one = Fraction(1)
        seen: set[tuple[Fraction, Monomial]] = {(one, ())}
        below = deepest(polynomial)
        whole = _deeper(monomial, below)
        if all(c < 0 for c in polynomial.values()):
            number = -number
        for choice in ((number, monomial), (one, monomial), (number, whole), (number, ())):
            if choice not in seen:
                seen.add(choice)
                yield choice

    def _multiplied(self, number: Fraction, monomial: Monomial, form: Written) -> Written:
        """A number and a monomial times a form."""
        found = scaled(self.reader.factor(form, 1), number, monomial)
        if len(found) == 1:
            ((joined, factor),) = found.items()
            return self.written({joined: factor})
        outside = self.written({monomial: number})
        return Mul((outside, form))

    def _term_by_term(self, polynomial: Polynomial) -> Written:
        atoms = self.reader.atoms
        terms = []
        for monomial, number in polynomial.items():
            form = self.written({monomial: number})
            negative = isinstance(form, Neg)
            order = sorted(atoms.names[a] for a, _ in monomial)
            # 1 + exp(x), and p log p − 1: a number comes first of its sign, or last of all.
            terms.append((negative, bool(monomial) != negative, order, form))
        terms.sort(key=lambda t: t[:3])
        return add(*(form for *_, form in terms))

    # -- fewer terms

    def _with_fewer_terms(self, polynomial: Polynomial) -> Iterator[Polynomial]:
        yield from self.name_part(polynomial)
        yield from self._complements(polynomial)
        yield from self._one_sum(polynomial)
        yield from self._factors_of_some(polynomial)

    def _complements(self, polynomial: Polynomial) -> Iterator[Polynomial]:
        """``1 − σ(x) = σ(−x)``, whatever factor the two terms share."""
        atoms = self.reader.atoms
        for monomial, number in polynomial.items():
            for atom, exponent in monomial:
                form = atoms.forms[atom]
                rest = product(monomial, ((atom, 1),), -1)
                if not isinstance(form, Call) or form.function != "sigmoid" or exponent != 1:
                    continue
                if polynomial.get(rest) == -number:
                    turned = atoms.number(Call("sigmoid", (minus(form.arguments[0]),)))
                    one = {product(rest, ((turned, 1),)): -number}
                    yield plus(
                        {m: c for m, c in polynomial.items() if m not in (monomial, rest)}, one
                    )

    def _factors_of_some(self, polynomial: Polynomial) -> Iterator[Polynomial]:
        """``a b + a c + d = a (b + c) + d``, the factor of most terms first."""
        groups: dict[tuple[int, bool], list[Monomial]] = {}
        for monomial in polynomial:
            for atom, exponent in monomial:
                groups.setdefault((atom, exponent > 0), []).append(monomial)
        sizes = self.reader.atoms.sizes
        ranked = sorted(
            groups.items(), key=lambda g: (-(len(g[1]) - 1) * sizes[g[0][0]], len(g[1]), g[0])
        )
        done: set[frozenset[Monomial]] = set()
        for _, members in ranked:
            together = frozenset(members)
            if not 1 < len(members) < len(polynomial) or together in done:
                continue
            done.add(together)
            part = {m: polynomial[m] for m in members}
            rest = {m: c for m, c in polynomial.items() if m not in together}
            yield from self._joined(part, rest)
            if len(part) == len(rest):
                # a b + a c − b − c = (a − 1) (b + c): the rest may be the same bracket.
                for joined in self._joined(rest, {}):
                    yield from self._joined(part, joined)

    def _joined(self, part: Polynomial, rest: Polynomial) -> Iterator[Polynomial]:
        """The rest, and the part as one term."""
        form = self.written(part)
        if not isinstance(form, Add):
            one = self.reader.factor(form, 1)
            if len(one) == 1:
                yield plus(rest, one)

    def _one_sum(self, polynomial: Polynomial) -> Iterator[Polynomial]:
        """``a Σ_j f_j + a Σ_j g_j = a Σ_j (f_j + g_j)``, and with different factors taken in."""
        found: dict[object, list[tuple[Monomial, int, Sum]]] = {}
        for monomial in polynomial:
            for atom, exponent in monomial:
                if exponent != 1:
                    continue
                for total in self._outermost(self.reader.atoms.forms[atom]):
                    domain = total.index.over, frozenset(total.excluding)
                    found.setdefault(domain, []).append((monomial, atom, total))
        for members in found.values():
            once = list({m: (m, a, t) for m, a, t in reversed(members)}.values())[::-1]
            if len(once) < 2:
                continue
            by_factors: dict[Monomial, list[tuple[Monomial, int, Sum]]] = {}
            for member in once:
                outside = product(member[0], ((member[1], 1),), -1)
                by_factors.setdefault(outside, []).append(member)
            same = [group for group in by_factors.values() if len(group) > 1]
            for group in (*same, *([once] if len(by_factors) > 1 else [])):
                merged = self._merged(polynomial, group)
                if merged is not None:
                    yield merged

    def _outermost(self, form: Written) -> Iterator[Sum]:
        """A sum, and the same nest of two sums in the other order."""
        if not isinstance(form, Sum):
            return
        yield form
        read = self.reader.read(form.body)
        if len(read) != 1 or form.excluding:
            return
        ((monomial, _),) = read.items()
        for atom, exponent in monomial:
            inner = self.reader.atoms.forms[atom]
            if isinstance(inner, Sum) and exponent == 1 and not inner.excluding:
                inner = bound_apart(inner, {form.index, *self.reader.atoms.free(monomial)})
                rest = {product(monomial, ((atom, 1),), -1): Fraction(1)}
                body = times(rest, self.reader.read(inner.body))
                if len(body) == 1:
                    swapped = Sum(self.written(body), form.index)
                    yield Sum(swapped, inner.index)

    def _merged(
        self, polynomial: Polynomial, group: list[tuple[Monomial, int, Sum]]
    ) -> Polynomial | None:
        atoms = self.reader.atoms
        outside = {m: product(m, ((a, 1),), -1) for m, a, _ in group}
        first = group[0][2]
        taken = {i for m, _, _ in group for i in atoms.free(outside[m])}
        letter = bound_apart(first, taken).index
        try:
            _, common = content({outside[m]: Fraction(1) for m, _, _ in group})
            inside: list[Polynomial] = []
            for monomial, _, total in group:
                body = rename_index(total.body, total.index, letter)
                own = product(outside[monomial], common, -1)
                inside.append(scaled(self.reader.read(body), polynomial[monomial], own))
            form = self.written(plus(*inside))
            excluding: tuple[IndexTerm, ...] = first.excluding
            one = self._sum_as_written(form, letter, excluding)
        except TooLong:
            return None
        rest = {m: c for m, c in polynomial.items() if m not in outside}
        together = plus(rest, scaled(one, Fraction(1), common))
        return together if len(together) < len(polynomial) else None

    def _sum_as_written(
        self, body: Written, letter: Index, excluding: tuple[IndexTerm, ...]
    ) -> Polynomial:
        """The sum of a form as one atom, factors free of the index before it."""
        product_of = self.reader.factor(body, 1)
        if len(product_of) != 1:
            return self.reader.atom(Sum(body, letter, excluding))
        ((monomial, number),) = product_of.items()
        atoms = self.reader.atoms
        inside = tuple((a, e) for a, e in monomial if letter in atoms.letters[a])
        if not inside:
            return self.reader.read(Sum(body, letter, excluding))
        outside = product(monomial, inside, -1)
        form = self.written({inside: Fraction(1)})
        return scaled(self.reader.atom(Sum(form, letter, excluding)), number, outside)


def _deeper(monomial: Monomial, below: Monomial) -> Monomial:
    """The common factors with the whole common denominator in place of their own."""
    exponents = {a: e for a, e in monomial if e > 0}
    exponents.update(dict(below))
    return tuple(sorted(exponents.items()))

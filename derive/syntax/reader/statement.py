r"""Read the sides of a claim together with what the document has said before it.

The definitions, declarations and assumptions are read anew with each claim: index sets are
inferred over just these formulas, and a formula that is not read spoils no other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from derive.model import Assumption
from derive.notation.nodes import Clause, Clauses, Expression, Head, subnodes
from derive.syntax.declare import Declaration
from derive.syntax.reader.assumptions import Stated, read_assumption
from derive.syntax.reader.outside import outside_letters
from derive.syntax.reader.problem import vocabulary_of
from derive.syntax.reader.resolve import Resolver
from derive.syntax.reader.session import Formula, Session
from derive.syntax.reader.usage import survey
from derive.syntax.reader.where import Where
from derive.syntax.tree import Symbol, Written

__all__ = ["Sides", "member", "read_sides"]


@dataclass(frozen=True, slots=True)
class Sides:
    """Written forms in one scope, the assumptions in it, and its declarations."""

    forms: tuple[Written, ...]
    given: tuple[Assumption, ...]
    declarations: tuple[Declaration, ...]

    def declared(self, name: str) -> Declaration | None:
        """The declaration of a name."""
        return next((d for d in self.declarations if d.name == name), None)


def member(text: str, expression: Expression, source: str = "") -> Formula:
    """One side of an equation as a formula of its own."""
    place = expression.start, expression.end
    return Formula(text, Clauses(*place, (Clause(*place, (expression,), ()),)), source)


def read_sides(
    sides: Sequence[Formula],
    lets: Sequence[Formula] = (),
    given: Sequence[Stated] = (),
    declared: Sequence[Where] = (),
    derivative_of: Callable[[Written, Symbol], Written | None] | None = None,
    *,
    numerators: Sequence[bool] = (False,),
) -> Sides:
    r"""The written forms of the sides; raises ``ReadError`` with the text that is not read.

    ``derivative_of`` works out the derivatives of functions that are written with a prime;
    ``numerators`` tells for each side, or for all, whether derivatives by arrays are laid out
    as numerators are.

    >>> from derive.notation.parse import parse
    >>> let = r"p_i = \frac{e^{z_i}}{\sum_j e^{z_j}}"
    >>> sides = [Formula(t, parse(t)) for t in (r"\frac{\partial p_k}{\partial z_k}", "p_k")]
    >>> found = read_sides(sides, [Formula(let, parse(let), scope="let")])
    >>> [str(form) for form in found.forms], found.declared("p").body is None
    (['∂p_k/∂z_k', 'p_k'], False)
    """
    formulas = [*sides, *(f for s in given for f in s.formulas)]
    usage = survey(tuple(f.notation for f in (*formulas, *lets)))
    session = Session(vocabulary_of(list(declared), usage), tuple(formulas), tuple(lets))
    session.resolver.derivative_of = derivative_of
    for side in sides:
        session.fixed |= outside_letters(side.notation) | _free_letters(side.notation)
    layouts = (*numerators, *(numerators[-1],) * (len(sides) - len(numerators)))
    return session.run(lambda resolver: _read(resolver, session, sides, given, layouts))


def _free_letters(side: Clauses) -> frozenset[str]:
    """The letters of indices that no sum of a side binds: they are free in the other one, too."""
    sums = (n for n in subnodes(side) if isinstance(n, Head) and n.name in ("sum", "product"))
    if any(head.below is None for head in sums):
        return frozenset()  # which letters these bind is not known yet
    known = survey((side,))
    return frozenset(known.below.keys() - known.bound.keys())


def _read(
    resolver: Resolver,
    session: Session,
    sides: Sequence[Formula],
    given: Sequence[Stated],
    numerators: Sequence[bool],
) -> Sides:
    forms = []
    for side, numerator in zip(sides, numerators, strict=False):
        resolver.numerator = numerator
        forms.append(
            session.guard(
                side, lambda f: resolver.expression(_expression(f), session.context(f)).form
            )
        )
    facts = tuple(a for s in given for a in read_assumption(s, resolver, session))
    known = {**{q.name: q for q in session.vocabulary.quantities}, **session.built}
    return Sides(tuple(forms), facts, tuple(known[name] for name in sorted(known)))


def _expression(formula: Formula) -> Expression:
    (clause,) = formula.notation.parts
    assert isinstance(clause, Clause)
    (expression,) = clause.members
    assert expression is not None
    return expression

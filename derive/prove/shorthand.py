"""Shorthands that nothing defines: a free scalar that has to stand for a sum.

Where ``e^z_j (S − e^z_j)/S²`` has to be ``p_j (1 − p_j)``, a factor of the difference says
``S = Σ_k e^z_k``. Only a sum that the claim or its definitions write out is offered.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from derive.elaborate import Elaborator
from derive.index.notation import OutOfClass
from derive.model import Claim, Equation
from derive.prove.atoms import ScalarAtom
from derive.prove.equality import Comparison, environment
from derive.prove.field import NeedsMoreGenerators, OutOfBudget, Undefined, Value
from derive.prove.normal import NormalForm, Restart
from derive.scope import Scope
from derive.syntax.declare import Declaration
from derive.syntax.tree import Derivative, Sum, Symbol, Written
from derive.syntax.walk import free_indices, map_children, subforms

__all__ = ["defined", "shorthands"]


def shorthands(
    claim: Claim, scope: Scope, comparisons: tuple[Comparison, ...]
) -> Iterator[Equation]:
    """``S = Σ_k f(k)`` for each factor of the first difference that says so."""
    first = next((c for c in comparisons if c.outcome == "different"), None)
    if first is None or first.engine is None or first.difference is None:
        return
    nf = first.engine
    _, factors = nf.field.factors(first.difference.num)
    if len(factors) == 1 and first.difference.den == nf.field.one_poly:
        return  # the difference is the candidate itself
    scalars = _free_scalars(claim, scope)
    if not scalars:
        return
    sums = list(_sums(claim, scope, first, nf))
    for factor, _ in factors:
        for name, symbol in scalars.items():
            value = _solved(nf, dict(nf.field.terms(factor)), name)
            for form, known in sums if value is not None else ():
                if value is not None and known.key == value.key:
                    yield Equation(symbol, form)


def defined(claim: Claim, equation: Equation) -> Claim:
    """The claim with the left side of an equation defined by the right side."""
    symbol = equation.lhs
    assert isinstance(symbol, Symbol)
    name = Symbol(symbol.name, Declaration(symbol.name, body=equation.rhs))

    def put(form: Written) -> Written:
        return name if form == symbol else map_children(form, put)

    return replace(claim, lhs=put(claim.lhs), rhs=put(claim.rhs))


def _free_scalars(claim: Claim, scope: Scope) -> dict[str, Symbol]:
    """Scalars of which nothing is known, and by which nothing is differentiated."""
    forms = [sub for side in (claim.lhs, claim.rhs) for sub in subforms(side)]
    varied = {f.wrt.name for f in forms if isinstance(f, Derivative)}
    # What is assumed holds at a point, and not under ∂.
    varied |= {n for f in forms if isinstance(f, Derivative) for n in scope.names_in(f.of)}
    assumed = {n for e in scope.equations for s in (e.lhs, e.rhs) for n in scope.names_in(s)}
    bodies = [d.body for d in scope.declarations.values() if d.body is not None]
    # What a definition speaks of has its meaning there too.
    inside = {name for body in bodies for name in scope.names_in(body)}
    return {
        f.name: f
        for f in forms
        if isinstance(f, Symbol)
        and f.name not in varied | assumed | inside
        and not scope.facts(f.name)
        and not scope.reaches(f.name)
        and scope.definition(f.name) is None
        and scope.abstract(f.name) is None
    }


def _sums(
    claim: Claim, scope: Scope, comparison: Comparison, nf: NormalForm
) -> Iterator[tuple[Written, Value]]:
    """The sums that are written out, with their values."""
    names = scope.names_in(claim.lhs) | scope.names_in(claim.rhs)
    bodies = [d.body for name in sorted(names) if (d := scope.declarations[name]).body is not None]
    elaborator, env = Elaborator(scope), environment(scope, comparison.pattern)
    for form in dict.fromkeys(
        s for body in (claim.lhs, claim.rhs, *bodies) for s in subforms(body)
    ):
        if isinstance(form, Sum) and not free_indices(form):
            try:
                yield form, nf.value(elaborator.meaning(form), env)
            except (OutOfClass, OutOfBudget, Undefined, NeedsMoreGenerators, Restart):
                # A field with more room would be another one: nothing is offered then.
                return


def _solved(nf: NormalForm, terms: dict[tuple[int, ...], int], name: str) -> Value | None:
    """What the scalar has to be for a factor that is linear in it, with a number before it."""
    mine = {
        m: c
        for m, c in terms.items()
        if any(e and nf.table.atoms[i] == ScalarAtom(name) for i, e in enumerate(m))
    }
    if len(mine) != 1:
        return None
    ((monomial, slope),) = mine.items()
    if sum(monomial) != 1:
        return None
    rest = nf.field.from_terms({m: c for m, c in terms.items() if m not in mine})
    return nf.field.polynomial(rest) * nf.field.number(Fraction(-1, slope))

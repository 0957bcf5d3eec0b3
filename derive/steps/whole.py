"""Gradients by whole vectors and matrices: built entry by entry, and shown as arrays.

``∂L/∂z`` is derived at one entry z_k; the closed form that is found there is gathered into
an array form, which is one more claim and judged like every other.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from typing import TypedDict

from derive.arrays.algebra import transposed, untransposed
from derive.arrays.claims import claim_of_entries
from derive.arrays.gather import gathered
from derive.arrays.letters import fresh_index, names_of_forms
from derive.arrays.lower import lowered
from derive.arrays.shapes import SCALAR, ShapeError, shape_of
from derive.arrays.sizes import sized
from derive.model import Assumption, Claim, Derivation, Fact, IndexRelation
from derive.scope import scope_of_forms
from derive.steps.builder import build_gradient
from derive.syntax.array import Array, Gradient, has_arrays
from derive.syntax.declare import Declaration
from derive.syntax.shape import alike
from derive.syntax.text import text
from derive.syntax.tree import Derivative, Entry, Index, Sum, Symbol, Written
from derive.syntax.walk import subforms

__all__ = ["at_entries", "build_any_gradient"]

#: The letters of the variable's indices: i and j are mostly taken, by definitions.
_LETTERS = "klrstuvpqabcdfghij"

IN_ENTRIES = "in entries"
AS_ARRAYS = "as an array"


class _Options(TypedDict):
    name: str
    title: str
    case: tuple[IndexRelation, ...]
    citing: tuple[Derivation, ...]
    fine: bool


def build_any_gradient(
    target: Derivative | Gradient,
    *,
    name: str = "gradient",
    title: str = "",
    given: tuple[Assumption, ...] = (),
    case: tuple[IndexRelation, ...] = (),
    citing: tuple[Derivation, ...] = (),
    closes_to: Written | None = None,
    fine: bool = False,
) -> Derivation:
    """Build the derivation of a gradient by an entry, a symbol or a whole array.

    >>> from derive import index_set, matrix, partial, vector
    >>> from derive.syntax.array import norm
    >>> m, n = index_set("m"), index_set("n")
    >>> X, theta, y = matrix("X", m, n), vector("theta", n), vector("y", m)
    >>> print(build_any_gradient(partial(norm(X @ theta - y) ** 2, theta)).closed_form)
    2 Xᵀ (X θ − y)
    """
    options: _Options = {
        "name": name, "title": title, "case": case, "citing": citing, "fine": fine,
    }  # fmt: skip
    (loss,) = sized(target.of)
    if shape_of(loss) != SCALAR:
        raise ShapeError(
            f"{text(loss)} is {shape_of(loss)}: a gradient is built of a number, so differentiate "
            "one entry of it, or state the derivative as a claim"
        )
    plain = lowered(loss)
    # As in a claim about arrays, assumptions about arrays hold for all of their entries.
    rests = claim_of_entries(Claim(plain, plain, given=given)).given
    if isinstance(target, Derivative):
        if plain is loss and (closes_to is None or not has_arrays(closes_to)):
            return build_gradient(loss, target.wrt, given=rests, closes_to=closes_to, **options)
        return _of_entry(replace(target, of=loss), plain, rests, closes_to, options)
    return _of_array(replace(target, of=loss), plain, rests, closes_to, options)


def _of_entry(
    target: Derivative,
    loss: Written,
    given: tuple[Assumption, ...],
    closes_to: Written | None,
    options: _Options,
) -> Derivation:
    built = build_gradient(loss, target.wrt, given=given, **options)
    claims = list(built.claims)
    first = next(n for n, claim in enumerate(claims) if claim is built.chains[-1][0])
    if target.of != loss:
        start = Claim(target, claims[first].lhs, IN_ENTRIES, given=given, case=options["case"])
        claims.insert(first, start)
    if closes_to is not None and not alike(claims[-1].rhs, closes_to):
        claims.append(Claim(claims[-1].rhs, closes_to, "stated", given=given, case=options["case"]))
    return replace(built, claims=tuple(claims))


def _of_array(
    target: Gradient,
    loss: Written,
    given: tuple[Assumption, ...],
    closes_to: Written | None,
    options: _Options,
) -> Derivation:
    wrt = _entry(target.wrt, loss)
    built = _of_entry(Derivative(target.of, wrt), loss, given, None, options)
    at = tuple(
        index
        for index, open_one in zip(wrt.indices, target.wrt.indices, strict=True)
        if open_one is None and isinstance(index, Index)
    )
    found = gathered(built.closed_form, *at)
    if found is not None and target.layout == "numerator":
        found = transposed(found)
    claims = list(built.claims)
    case = options["case"]
    if found is not None:
        found = untransposed(found, _symmetric(loss, given))
        claims.append(Claim(target, found, AS_ARRAYS, given=given, case=case))
    if closes_to is not None and (found is None or not alike(found, closes_to)):
        before = target if found is None else found
        claims.append(Claim(before, closes_to, "stated", given=given, case=case))
    return replace(built, claims=tuple(claims))


def _symmetric(loss: Written, given: tuple[Assumption, ...]) -> frozenset[str]:
    """The matrices that are declared or assumed to be symmetric."""
    scope = scope_of_forms((loss,))
    named = {a.name for a in given if isinstance(a, Fact) and a.kind == "symmetric"}
    return frozenset(named | {n for n in scope.declarations if "symmetric" in scope.facts(n)})


def _entry(wrt: Array, loss: Written) -> Entry:
    """The variable at letters that neither the loss nor its definitions use."""
    taken = set(names_of_forms((loss, wrt)))
    _add_bound_letters(loss, taken, set())
    indices = []
    assert wrt.declared is not None
    for over, given in zip(wrt.declared.axes, wrt.indices, strict=True):
        index = fresh_index(over, frozenset(taken), _LETTERS) if given is None else given
        if isinstance(index, Index):
            taken.add(index.name)
        indices.append(index)
    return Entry(wrt.name, tuple(indices), wrt.declared)


def _add_bound_letters(form: Written, taken: set[str], seen: set[int]) -> None:
    for sub in subforms(form):
        if isinstance(sub, Sum):
            taken.add(sub.index.name)
        if isinstance(sub, Symbol | Entry) and sub.declared is not None:
            declared: Declaration = sub.declared
            if id(declared) not in seen and declared.body is not None:
                seen.add(id(declared))
                taken |= {index.name for index in declared.parameters}
                _add_bound_letters(declared.body, taken, seen)


def at_entries(derivation: Derivation) -> Derivation:
    """The part of a gradient's derivation that speaks of entries, for what computes with them."""
    if not has_arrays(derivation.closed_form):
        return derivation
    for chain in reversed(derivation.chains):
        first = chain[0].lhs
        steps = tuple(takewhile(lambda claim: not has_arrays(claim.rhs), chain))
        if isinstance(first, Derivative) and first.wrt == derivation.wrt and steps:
            return replace(derivation, claims=steps)
    return derivation

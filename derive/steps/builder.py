"""The builder: from a loss and a variable to the textbook's steps and the closed form.

No expected form is needed. Each rule acts on the written form before it; the closed form
is found from the normal form, and taken when it is smaller than what the rules reached.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from derive.model import Assumption, Claim, Derivation, IndexRelation, Stated
from derive.scope import Scope, scope_of_forms
from derive.steps.assume import assume
from derive.steps.closed_form import closed_form
from derive.steps.contract import contract
from derive.steps.derivatives import differentiate, is_partial
from derive.steps.factors import absorb_signs, split_quotient, take_out_of_numerator
from derive.steps.lemmas import Lemma, cite, lemmas_of
from derive.steps.measure import better
from derive.steps.products import cancel, expand
from derive.steps.recognise import recognise, unfolded
from derive.steps.rule_names import rule_name
from derive.steps.sums import chain_rule, intermediate, merge, split, take_out
from derive.syntax.declare import Declaration
from derive.syntax.shape import alike
from derive.syntax.tree import (
    Derivative,
    Entry,
    Index,
    IndexTerm,
    Sum,
    Symbol,
    Written,
    written,
)
from derive.syntax.walk import rename_index, subforms

__all__ = ["build_gradient", "chain", "definition", "through"]


@dataclass(slots=True)
class _Chain:
    """A chain under construction: each step follows from the one before."""

    lhs: Written
    case: tuple[IndexRelation, ...] = ()
    given: tuple[Assumption, ...] = ()
    steps: list[tuple[Written, str]] = field(default_factory=list)

    @property
    def last(self) -> Written:
        return self.steps[-1][0] if self.steps else self.lhs

    def to(self, form: Written, rule: str) -> None:
        """Add a step, unless it changes nothing that a reader would see."""
        if form != self.last and not (self.steps and alike(form, self.last)):
            self.steps.append((form, rule))

    def claims(self) -> tuple[Claim, ...]:
        before = [self.lhs, *(form for form, _ in self.steps)]
        return tuple(
            Claim(left, right, rule, given=self.given, case=self.case)
            for left, (right, rule) in zip(before, self.steps, strict=False)
        )


def build_gradient(
    loss: Written,
    wrt: Symbol | Entry,
    *,
    name: str = "gradient",
    title: str = "",
    given: tuple[Assumption, ...] = (),
    case: tuple[IndexRelation, ...] = (),
    citing: tuple[Derivation, ...] = (),
    closes_to: Written | None = None,
    fine: bool = False,
) -> Derivation:
    """Build the derivation of ``∂loss/∂wrt`` and find its closed form.

    ``citing`` gives derivations whose results are used as they are written; what they do
    not cover is derived first, in the same derivation. ``fine`` shows cancelling,
    multiplying out, merging and taking out as steps of their own.
    """
    lhs = Derivative(loss, wrt)
    scope = scope_of_forms((lhs,), given, case)
    _check_reach(loss, wrt, scope)
    claims: list[Claim] = []
    found = tuple(lemma for derivation in citing for lemma in lemmas_of(derivation))
    main = _Chain(lhs, case, given)
    family = intermediate(loss, wrt, scope)
    if family is None:
        _direct(main, scope, fine)
    else:
        total = chain_rule(loss, wrt, family)
        for part in _derivatives_in(total):
            if not _covered(part, found):
                built = _lemma(part, family.name, fine)
                claims += built.claims
                found += lemmas_of(built)
        main.to(total, "chain rule")
        _by_lemmas(main, total, wrt, found, fine)
    _close(main)
    claims += main.claims()
    if closes_to is not None and not alike(main.last, closes_to):
        claims.append(Claim(main.last, closes_to, "stated", given=given, case=case))
    return Derivation(name, title, tuple(claims), given, loss, wrt)


def _check_reach(loss: Written, wrt: Symbol | Entry, scope: Scope) -> None:
    if wrt.name not in scope.names_in(loss):
        raise ValueError(f"the loss does not depend on {wrt.name}: check what to differentiate by")


def _derivatives_in(total: Sum) -> tuple[Derivative, ...]:
    return tuple(s for s in subforms(total) if isinstance(s, Derivative) and not is_partial(s))


def _covered(wanted: Derivative, lemmas: tuple[Lemma, ...]) -> bool:
    """Whether some lemma speaks of this derivative, in whatever case."""

    def same(one: Written, other: Written) -> bool:
        if isinstance(one, Symbol | Entry) and isinstance(other, Symbol | Entry):
            return one.name == other.name
        return alike(one, other)

    return any(
        same(lemma.lhs.of, wanted.of) and same(lemma.lhs.wrt, wanted.wrt) for lemma in lemmas
    )


def _lemma(wanted: Derivative, source: str, fine: bool) -> Derivation:
    """A derivation of one derivative, by cases where the result depends on them."""
    claims: list[Claim] = []
    scope = scope_of_forms((wanted,))
    pair = _meeting_indices(wanted)
    if pair is None:
        single = _Chain(wanted)
        _direct(single, scope, fine)
        _close(single)
        claims += single.claims()
    else:
        of_index, by_index = pair
        diagonal = rename_index(wanted, of_index, by_index)
        apart = IndexRelation(by_index, of_index, equal=False)
        for form, case in ((diagonal, ()), (wanted, (apart,))):
            branch = _Chain(form, case)
            _direct(branch, scope_of_forms((form,), (), case), fine)
            _close(branch)
            claims += branch.claims()
    return Derivation(source, "", tuple(claims))


def _meeting_indices(form: Derivative) -> tuple[Index, Index] | None:
    """A free index of what is differentiated and one of the variable that may be equal."""
    if not isinstance(form.of, Entry) or not isinstance(form.wrt, Entry):
        return None
    for left in form.of.indices:
        for right in form.wrt.indices:
            if (
                isinstance(left, Index)
                and isinstance(right, Index)
                and left.over == right.over
                and left != right
            ):
                return left, right
    return None


def _direct(into: _Chain, scope: Scope, fine: bool) -> None:
    """Unfold, differentiate by the rules, use the δ, cancel."""
    lhs = into.lhs
    assert isinstance(lhs, Derivative)
    body = unfolded(lhs.of, scope)
    into.to(Derivative(body, lhs.wrt), "definition")
    raw = contract(differentiate(lhs.of, lhs.wrt, scope), into.case)
    rule = rule_name(body, lhs.wrt, scope)
    if fine:
        into.to(raw, rule)
    into.to(cancel(raw), "cancel" if fine else rule)
    if fine:
        into.to(take_out_of_numerator(into.last), "take the factor out of the numerator")
        into.to(split_quotient(into.last), "split the quotient")


def _by_lemmas(
    into: _Chain, total: Sum, wrt: Symbol | Entry, lemmas: tuple[Lemma, ...], fine: bool
) -> None:
    """Split where a lemma tells cases apart, cite, cancel, multiply out, merge."""
    point = _split_point(total, wrt, lemmas)
    if point is not None:
        into.to(split(total, point), "split the sum")
    names = ", ".join(dict.fromkeys(lemma.source for lemma in lemmas))
    cited = cite(into.last, lemmas)
    if any(isinstance(s, Derivative) and not is_partial(s) for s in subforms(cited)):
        return
    into.to(cited, f"by {names}")
    if fine:
        into.to(absorb_signs(into.last), "absorb the signs")
    cancelled = cancel(into.last)
    if fine:
        into.to(cancelled, "cancel")
    expanded = expand(cancelled)
    into.to(expanded, "multiply out" if fine else "cancel and multiply out")
    merged = merge(expanded)
    if fine:
        into.to(merged, "merge the sum")
    into.to(take_out(merged), "take the factor out of the sum" if fine else "merge the sum")
    into.to(assume(into.last, into.given), "use the assumption")


def _split_point(total: Sum, wrt: Symbol | Entry, lemmas: tuple[Lemma, ...]) -> IndexTerm | None:
    """The index of the variable at which a lemma's cases differ."""
    if not any(lemma.case for lemma in lemmas) or not isinstance(wrt, Entry):
        return None
    return next((i for i in wrt.indices if i.over == total.index.over), None)


def _close(into: _Chain) -> None:
    """Take the closed form if it is smaller than what the rules reached."""
    unassumed = closed_form(into.lhs, (), into.case)
    if unassumed is not None and better(unassumed, into.last):
        into.to(unassumed, "collect")
    if into.given:
        under = closed_form(into.lhs, into.given, into.case)
        if under is not None and better(under, into.last):
            into.to(under, "use the assumption")


# -- what an author states


def chain(
    lhs: object,
    right_sides: Mapping[str, object],
    *,
    case: tuple[IndexRelation, ...] = (),
    given: tuple[Assumption, ...] = (),
    citing: tuple[Derivation, ...] = (),
    stated: Mapping[str, Stated] | None = None,
    intended: bool = False,
) -> tuple[Claim, ...]:
    """``lhs = r1 = r2 = …``: one claim for each right side, under the id that it has.

    An empty id is none. ``stated`` names the exceptions to "proved". The rule of each
    step is recognised.
    """
    lemmas = tuple(lemma for derivation in citing for lemma in lemmas_of(derivation))
    exceptions = dict(stated or {})
    unknown = set(exceptions) - set(right_sides)
    if unknown:
        raise ValueError(f"an exception is stated for {min(unknown)}, which is not in the chain")
    claims = []
    left = written(lhs)
    for identifier, value in right_sides.items():
        right = written(value)
        scope = scope_of_forms((left, right), given, case)
        claims.append(
            Claim(
                left,
                right,
                recognise(left, right, scope, lemmas, case, given),
                id=identifier or None,
                given=given,
                case=case,
                stated=exceptions.get(identifier, "proved"),
                intended=intended,
            )
        )
        left = right
    return tuple(claims)


def definition(
    name: Declaration | Symbol, identifier: str | None = None, body: object = None
) -> Claim:
    """The line that introduces a name: of a definition, or of a name with an opaque ``body``.

    Raises ``ValueError`` for a name that is not defined and has no ``body`` either.
    """
    declared = name.declared if isinstance(name, Symbol) else name
    if declared is None or (declared.body is None and body is None):
        raise ValueError(f"{name.name} has no definition: use define({name.name!r}, ...)")
    if declared.body is None:
        lhs: Written = Symbol(declared.name, declared)
        rhs = written(body)
    else:
        lhs = declared[declared.parameters] if declared.parameters else Symbol(name.name, declared)
        rhs = declared.body
    return Claim(lhs, rhs, "definition", identifier, stated="definition", defines=declared)


def through(
    derivation: Derivation,
    right_sides: Mapping[str, object],
    citing: tuple[Derivation, ...] = (),
    stated: Mapping[str, Stated] | None = None,
    intended: bool = False,
) -> Derivation:
    """The derivation with the author's right sides in place of the built ones."""
    if not right_sides:
        raise ValueError("state at least one right side")
    claims = chain(
        derivation.lhs,
        right_sides,
        case=derivation.chains[-1][0].case,
        given=derivation.given,
        citing=citing,
        stated=stated,
        intended=intended,
    )
    return replace(derivation, claims=claims)

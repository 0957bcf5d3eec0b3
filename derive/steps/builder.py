"""The builder: from a loss and a variable to the textbook's steps and the closed form.

No expected form is needed. The chain rule goes layer by layer: the derivative by each family
between the loss and the variable is a chain of its own, and the next one starts from it. Each
rule acts on the written form before it; the closed form is found from the normal form, and
taken when it is smaller than what the rules reached.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from derive.model import Assumption, Claim, Derivation, Equation, Fact, IndexRelation
from derive.scope import Scope, scope_of_forms
from derive.steps.closing import close, tidy
from derive.steps.compact import Compactor
from derive.steps.contract import contract
from derive.steps.derivatives import differentiate, is_partial, signed_product
from derive.steps.factors import split_quotient, take_out_of_numerator
from derive.steps.flat import flat
from derive.steps.growing import Growing
from derive.steps.lemmas import Lemma, cite, lemmas_of
from derive.steps.letters import letters_of
from derive.steps.parts import core_of, parts_of
from derive.steps.products import ONE, add, cancel, expand
from derive.steps.recognise import unfolded
from derive.steps.rule_names import rule_name
from derive.steps.stages import Stage, chain_rule_through, stages_of
from derive.steps.sums import merge, split, take_out
from derive.syntax.shape import alike
from derive.syntax.tree import (
    Add,
    Derivative,
    Entry,
    Index,
    IndexTerm,
    Sum,
    Symbol,
    Written,
)
from derive.syntax.walk import free_indices, rename_index, subforms

__all__ = ["build_gradient"]

#: The name of the derivatives that the same derivation works out before.
ABOVE = "the derivatives above"

#: A derivation of so many claims gets no further stages.
MOST_CLAIMS = 80


@dataclass(slots=True)
class _Known:
    """What one derivation has so far: its claims, and the derivatives that may be cited."""

    loss: Written
    given: tuple[Assumption, ...]
    fine: bool
    lemmas: list[Lemma]
    claims: list[Claim] = field(default_factory=list)

    def covers(self, wanted: Derivative) -> bool:
        """Whether some lemma speaks of this derivative, in whatever case."""
        return any(_same(x.lhs.of, wanted.of) and _same(x.lhs.wrt, wanted.wrt) for x in self.lemmas)

    def add(self, chain: Growing) -> None:
        """Note a derivative that has been worked out, for what follows to cite."""
        if not chain.rests:
            chain.given = ()
        self.claims += chain.claims()
        assert isinstance(chain.lhs, Derivative)
        self.lemmas.append(Lemma(chain.lhs, chain.last, chain.case, ABOVE, chain.given))


def _same(one: Written, other: Written) -> bool:
    if isinstance(one, Symbol | Entry) and isinstance(other, Symbol | Entry):
        return one.name == other.name
    return alike(one, other)


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
    scope = scope_of_forms((Derivative(loss, wrt),), given, case)
    if wrt.name not in scope.names_in(loss):
        raise ValueError(f"the loss does not depend on {wrt.name}: check what to differentiate by")
    known = _Known(loss, given, fine, [lemma for one in citing for lemma in lemmas_of(one)])
    main = _whole(Derivative(loss, wrt), case, known)
    claims = [*known.claims, *main.claims()]
    if closes_to is not None and not alike(main.last, closes_to):
        claims.append(Claim(main.last, closes_to, "stated", given=given, case=case))
    return Derivation(name, title, tuple(claims), given, loss, wrt)


def _whole(
    lhs: Derivative, case: tuple[IndexRelation, ...], known: _Known, *, assuming: bool = True
) -> Growing:
    """One derivative, down to its closed form; what it needs is worked out first."""
    given = known.given if assuming else ()
    scope = scope_of_forms((lhs,), (), case)
    given = tuple(a for a in given if _speaks_of(a, scope))
    into = Growing(lhs, case, given, letters=letters_of(scope))
    stages = stages_of(lhs.of, lhs.wrt, scope, case) if len(known.claims) < MOST_CLAIMS else ()
    if stages:
        _by_stages(into, lhs, stages, known)
    elif parts := parts_of(lhs, scope, case):
        _term_by_term(into, lhs, parts, scope, known)
    else:
        _direct(into, lhs, scope, known.fine)
    close(into, known.loss)
    return into


def _speaks_of(assumption: Assumption, scope: Scope) -> bool:
    """Whether an assumption is about something that occurs."""
    match assumption:
        case Fact(name=name):
            return name in scope.declarations
        case Equation(lhs, rhs):
            parts = (*subforms(lhs), *subforms(rhs))
            return any(p.name in scope.declarations for p in parts if isinstance(p, Symbol | Entry))
    return True


# -- without stages


def _direct(into: Growing, lhs: Derivative, scope: Scope, fine: bool) -> None:
    """Unfold, differentiate by the rules, use the δ, cancel."""
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


# -- term by term


def _term_by_term(
    into: Growing, lhs: Derivative, parts: tuple[Written, ...], scope: Scope, known: _Known
) -> None:
    """``∂(L + R)/∂w = ∂L/∂w + ∂R/∂w``, each derived by itself."""
    terms = []
    for part in parts:
        before, core = core_of(part)
        if lhs.wrt.name not in scope.names_in(core):
            before, core = ONE, part
        wanted = Derivative(core, lhs.wrt)
        _work_out(wanted, into.case, known, None)
        terms.append(signed_product(before, wanted))
    if unfolded(lhs.of, scope) != lhs.of:
        into.to(Derivative(unfolded(lhs.of, scope), lhs.wrt), "definition")
    into.to(add(*terms), "term by term")
    _cite(into, known.lemmas)


# -- by stages


def _by_stages(into: Growing, lhs: Derivative, stages: tuple[Stage, ...], known: _Known) -> None:
    """The chain rule through the last families before the variable, each part derived first."""
    loss, wrt = lhs.of, lhs.wrt
    before = len(known.claims)
    for stage in stages:
        _work_out(Derivative(loss, stage.entry), into.case, known, None)
    deep = any(claim.rule == "chain rule" for claim in known.claims[before:])
    for stage in stages:
        meeting = stage.meeting if len(stages) == 1 else None
        _work_out(Derivative(stage.entry, wrt), into.case, known, meeting)
    into.to(chain_rule_through(loss, wrt, stages), "chain rule")
    narrowed = chain_rule_through(loss, wrt, stages, narrowed=True)
    into.to(narrowed, "the other terms are 0")
    point = _split_point(narrowed, wrt, stages, known)
    if point is not None and isinstance(narrowed, Sum):
        into.to(split(narrowed, point), "split the sum")
    if point is not None and not known.fine and _have_terms(stages[0], loss, known):
        # What comes from behind is kept together until the cases have met again.
        _cite(into, [x for x in known.lemmas if not alike(x.lhs.of, loss)])
        merged = take_out(merge(expand(cancel(into.last))))
        into.to(Compactor().smallest(merged), "merge the sum")
        point = None
    elif deep and point is None:
        # Layer by layer: what this layer does, and then what comes from those behind it.
        _cite(into, [x for x in known.lemmas if not alike(x.lhs.of, loss)], flatly=True)
    _cite(into, known.lemmas, flatly=deep and point is None)
    if any(isinstance(s, Derivative) and not is_partial(s) for s in subforms(into.last)):
        return
    tidy(into, known.fine or point is not None, known.fine)


def _work_out(
    wanted: Derivative,
    case: tuple[IndexRelation, ...],
    known: _Known,
    meeting: tuple[Index, IndexTerm] | None,
) -> None:
    """Derive what no lemma gives yet, by cases where two indices that may meet tell them apart."""
    if is_partial(wanted) or known.covers(wanted):
        return
    free = free_indices(wanted)
    case = tuple(r for r in case if {r.left, r.right} & free)
    if meeting is None:
        known.add(_whole(wanted, case, known))
        return
    letter, index = meeting
    diagonal = rename_index(wanted, letter, index)
    assert isinstance(diagonal, Derivative)
    apart = IndexRelation(index, letter, equal=False)
    branches = [_whole(diagonal, case, known), _whole(wanted, (*case, apart), known)]
    for branch in branches:
        known.add(branch)


def _split_point(
    total: Written, wrt: Symbol | Entry, stages: tuple[Stage, ...], known: _Known
) -> IndexTerm | None:
    """The index of the variable at which the cases of a lemma differ."""
    if len(stages) > 1 or not isinstance(total, Sum) or isinstance(total.body, Sum):
        return None
    wanted = Derivative(stages[0].entry, wrt)
    about = [x for x in known.lemmas if _same(x.lhs.of, wanted.of) and _same(x.lhs.wrt, wanted.wrt)]
    if not any(lemma.case for lemma in about) or not isinstance(wrt, Entry):
        return None
    if stages[0].meeting is not None:
        return stages[0].meeting[1]
    return next((i for i in wrt.indices if i.over == total.index.over), None)


def _have_terms(stage: Stage, loss: Written, known: _Known) -> bool:
    """Whether the derivative by a family is a sum of terms: nothing to be multiplied out."""
    found = cite(Derivative(loss, stage.entry), known.lemmas)
    return any(isinstance(s, Add) for s in subforms(found))


def _cite(into: Growing, lemmas: list[Lemma], *, flatly: bool = False) -> None:
    """Put in the derivatives that are known, each as a factor of its own or all in one list."""
    used: list[Lemma] = []
    cited = cite(into.last, lemmas, into.case, used)
    if used:
        into.rests |= any(lemma.given for lemma in used)
        sources = dict.fromkeys(lemma.source for lemma in used)
        into.to(flat(cited) if flatly else cited, f"by {', '.join(sources)}")

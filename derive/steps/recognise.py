"""Which rule leads from one written form to the next: found by trying the rules.

The name of a rule is a service to the reader. It proves nothing: the step is judged by
its normal form, whatever its rule is called.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from derive.index.notation import OutOfClass
from derive.model import Assumption, IndexRelation
from derive.scope import Scope, ScopeError
from derive.steps.assume import assume
from derive.steps.contract import contract
from derive.steps.derivatives import differentiate
from derive.steps.lemmas import Lemma, cite
from derive.steps.products import cancel, expand
from derive.steps.rule_names import rule_name
from derive.steps.stages import chain_rule_through, stages_of
from derive.steps.sums import chain_rule, intermediate, merge, split, take_out
from derive.syntax.shape import alike
from derive.syntax.tree import Derivative, Entry, IndexTerm, Sum, Symbol, Written
from derive.syntax.unfold import unfold_once
from derive.syntax.walk import free_indices, map_children

__all__ = ["OTHER", "behind_names", "recognise", "spelled_out", "unfolded"]

#: The name of a step that is an identity, and no single rule.
OTHER = "algebra"


def recognise(
    lhs: Written,
    rhs: Written,
    scope: Scope,
    lemmas: tuple[Lemma, ...] = (),
    case: tuple[IndexRelation, ...] = (),
    given: tuple[Assumption, ...] = (),
) -> str:
    """The name of the rule that gives ``rhs`` from ``lhs``, or ``OTHER``."""
    if alike(lhs, rhs):
        return "the same"
    plain = spelled_out(rhs, scope)
    if plain != rhs and alike(cancel(plain), cancel(lhs)):
        return "definition"
    for name, build in _rules(lhs, scope, lemmas, case, given):
        try:
            if any(alike(form, rhs) for form in build()):
                return name
        except (OutOfClass, ScopeError):
            continue
    return OTHER


def _rules(
    lhs: Written,
    scope: Scope,
    lemmas: tuple[Lemma, ...],
    case: tuple[IndexRelation, ...],
    given: tuple[Assumption, ...],
) -> Iterator[tuple[str, Callable[[], Iterator[Written]]]]:
    if isinstance(lhs, Derivative):
        yield "definition", lambda: iter([Derivative(unfolded(lhs.of, scope), lhs.wrt)])
        yield from _derivative_rules(lhs, scope, case)
    if isinstance(lhs, Sum):
        yield "split the sum", lambda: (split(lhs, point) for point in _points(lhs))
    if lemmas:
        sources = ", ".join(dict.fromkeys(lemma.source for lemma in lemmas))
        yield f"by {sources}", lambda: iter([cite(lhs, lemmas)])
    yield "definition", lambda: iter([spelled_out(lhs, scope)])
    yield "cancel", lambda: iter([cancel(lhs)])
    yield "multiply out", lambda: iter([expand(lhs), _spread(lhs)])
    yield "cancel and multiply out", lambda: iter([expand(cancel(lhs)), _spread(cancel(lhs))])
    yield "merge the sum", lambda: iter([merge(lhs)])
    yield "merge the sum, take out the factor", lambda: iter([take_out(merge(lhs))])
    yield "take the factor out of the sum", lambda: iter([take_out(lhs)])
    if given:
        yield "use the assumption", lambda: _assumed(lhs, given)


def _derivative_rules(
    lhs: Derivative, scope: Scope, case: tuple[IndexRelation, ...]
) -> Iterator[tuple[str, Callable[[], Iterator[Written]]]]:
    through = intermediate(lhs.of, lhs.wrt, scope)
    if through is not None:
        yield "chain rule", lambda: iter([chain_rule(lhs.of, lhs.wrt, through)])
    stages = stages_of(lhs.of, lhs.wrt, scope, case)
    if stages:
        yield (
            "chain rule",
            lambda: (
                chain_rule_through(lhs.of, lhs.wrt, stages, narrowed=narrowed)
                for narrowed in (False, True)
            ),
        )
    name = rule_name(unfolded(lhs.of, scope), lhs.wrt, scope)

    def differentiated() -> Iterator[Written]:
        raw = contract(differentiate(lhs.of, lhs.wrt, scope), case)
        yield from (raw, cancel(raw))

    yield name, differentiated


def unfolded(form: Written, scope: Scope) -> Written:
    """The form with its outermost name replaced by its definition."""
    if isinstance(form, Symbol | Entry):
        defined = scope.definition(form.name)
        if defined is not None and defined.body is not None:
            return unfold_once(form, defined) if isinstance(form, Entry) else defined.body
    return form


def behind_names(form: Written, scope: Scope) -> Written:
    """The form with its outermost name replaced until it is no name of a definition."""
    while (inside := unfolded(form, scope)) is not form:
        form = inside
    return form


def spelled_out(form: Written, scope: Scope) -> Written:
    """Every defined entry outside derivatives replaced by its definition, once."""
    if isinstance(form, Derivative):
        return form
    if isinstance(form, Symbol | Entry):
        return unfolded(form, scope)
    return map_children(form, lambda part: spelled_out(part, scope))


def _assumed(lhs: Written, given: tuple[Assumption, ...]) -> Iterator[Written]:
    for form in (lhs, take_out(lhs)):
        changed = assume(form, given)
        if changed != form:
            yield changed


def _points(total: Sum) -> list[IndexTerm]:
    """The free indices at which a sum may be split."""
    return [
        i
        for i in sorted(free_indices(total.body), key=lambda i: i.name)
        if i.over == total.index.over and i != total.index
    ]


def _spread(form: Written) -> Written:
    """The form multiplied out inside its sums as well."""
    return expand(map_children(form, expand))

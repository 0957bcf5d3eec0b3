"""How a chain ends: cancelled, merged, the assumptions used, and its closed form taken."""

from __future__ import annotations

from derive.model import Assumption
from derive.scope import scope_of_forms
from derive.steps.assume import assume
from derive.steps.closed_form import closed_form
from derive.steps.contract import contract
from derive.steps.factors import absorb_signs
from derive.steps.flat import ordered
from derive.steps.growing import Growing
from derive.steps.measure import better
from derive.steps.products import cancel, expand
from derive.steps.recognise import spelled_out
from derive.steps.sums import merge, take_out
from derive.syntax.shape import alike
from derive.syntax.tree import (
    Delta,
    Derivative,
    Index,
    Sum,
    Symbol,
    Written,
)
from derive.syntax.walk import map_children, node_count, subforms

__all__ = ["close", "tidy"]

#: How much of its length may be left to a form that speaks of the loss itself.
MUCH_SHORTER = 0.7


def tidy(into: Growing, apart: bool, fine: bool) -> None:
    """Cancel, multiply out where a sum was split, merge, use the assumptions."""
    if fine:
        into.to(absorb_signs(into.last), "absorb the signs")
    cancelled = cancel(contract(into.last, into.case))
    if not apart:
        if (spread := _spread(into.last)) != into.last:
            into.to(cancel(contract(spread, into.case)), "use the δ")
        into.to(ordered(take_out(cancel(into.last))), "cancel")
        _assume(into, assume(into.last, into.given))
        return
    if fine:
        into.to(cancelled, "cancel")
    expanded = expand(cancelled)
    into.to(expanded, "multiply out" if fine else "cancel and multiply out")
    merged = merge(expanded)
    if fine:
        into.to(merged, "merge the sum")
    into.to(take_out(merged), "take the factor out of the sum" if fine else "merge the sum")
    _assume(into, assume(into.last, into.given))


def _spread(form: Written) -> Written:
    """The sums in which a δ waits for its index, multiplied out inside."""
    form = form if isinstance(form, Derivative) else map_children(form, _spread)
    if isinstance(form, Sum) and any(_waits(s, form.index) for s in subforms(form.body)):
        return Sum(expand(form.body), form.index, form.excluding)
    return form


def _waits(form: Written, index: Index) -> bool:
    return isinstance(form, Delta) and index in (form.left, form.right)


def close(into: Growing, loss: Written) -> None:
    """Take the closed form if it is smaller than what the rules reached."""
    into.reorder(ordered(into.last))
    unassumed = _shortest(into, (), loss)
    if unassumed is not None and better(unassumed, into.last):
        plain = spelled_out(unassumed, scope_of_forms((unassumed,)))
        folds = alike(cancel(plain), cancel(into.last))
        into.to(unassumed, "definition" if folds else "collect")
    if into.given:
        under = _shortest(into, into.given, loss)
        if under is not None and better(under, into.last):
            _assume(into, under)


def _assume(into: Growing, form: Written) -> None:
    """What an assumption makes of the last form."""
    before = len(into.steps)
    into.to(form, "use the assumption")
    into.rests |= len(into.steps) > before


def _shortest(into: Growing, given: tuple[Assumption, ...], loss: Written) -> Written | None:
    """The closed form, in which the loss itself occurs only where that makes it much shorter.

    ``−p_k (log p_k + H)`` is how one writes the derivative of the entropy H; that some terms of
    a long form happen to be those of the loss is no news.
    """
    found = closed_form(into.lhs, given, into.case)
    if found is None or not isinstance(loss, Symbol) or not _has(found, loss.name):
        return found
    plain = closed_form(into.lhs, given, into.case, frozenset({loss.name}))
    if plain is None or node_count(found) <= MUCH_SHORTER * node_count(plain):
        return found
    return plain


def _has(form: Written, name: str) -> bool:
    return any(isinstance(s, Symbol) and s.name == name for s in subforms(form))

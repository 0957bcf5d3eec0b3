"""Verdicts that rest on what a document may not mean: they become unknown, with the reason.

A proof that uses fewer assumptions is a proof. A witness must satisfy everything that is
assumed, at the sizes that are meant, and of the equation as its author reads it.
"""

from __future__ import annotations

from derive.model import Conditional, Refuted, Unknown, Verdict, Witness
from derive.reading.bounds import Bound, breaks
from derive.syntax.tree import Sum, Written
from derive.syntax.walk import free_indices, subforms

__all__ = ["doubted"]


def doubted(
    verdict: Verdict, forms: tuple[Written, ...], bounds: tuple[Bound, ...], doubt: str
) -> Verdict:
    """The verdict on an equation of two forms, or why there is none.

    ``doubt`` says what was not read of the assumptions, if anything.
    """
    witness = verdict.witness if isinstance(verdict, Refuted | Conditional) else None
    if witness is None:
        return verdict
    if doubt:
        return Unknown("not-read", f"{doubt}; without it, the step cannot be judged")
    letter = _outside_its_sum(forms)
    if letter is not None:
        detail = f"{letter} stands outside the sum over {letter}: write parentheses around it all"
        return Unknown("ambiguous", detail)
    broken = breaks(witness, bounds)
    if broken is not None:
        detail = f"no point was found that satisfies {broken.text} and refutes it"
        return Unknown("undecided", detail)
    number = _other_size(witness)
    if number is not None:
        return Unknown("undecided", f"it fails at other sizes; what holds at {number} is not known")
    return verdict


def _outside_its_sum(forms: tuple[Written, ...]) -> str | None:
    """A letter that a side sums over and has free as well, while the other side has not."""
    free = [{i.name for i in free_indices(form)} for form in forms]
    for n, form in enumerate(forms):
        bound = {part.index.name for part in subforms(form) if isinstance(part, Sum)}
        others = set().union(*(letters for k, letters in enumerate(free) if k != n))
        found = sorted(bound & free[n] - others)
        if found:
            return found[0]
    return None


def _other_size(witness: Witness) -> str | None:
    """A set that is declared with a number for its size, which the witness does not give it."""
    for over, size in witness.sizes:
        if over.name.isdigit() and int(over.name) != size:
            return over.name
    return None

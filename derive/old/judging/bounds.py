r"""Inequalities that a document assumes: ``0 < y_i < 1``, ``x > 1``.

What of them is a fact that the prover knows is read: a number above 0 is positive. The rest
is kept as a bound: a proof needs none of it, and a witness must satisfy all of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from derive.model import Witness
from derive.notation.errors import ReadError
from derive.notation.nodes import Clause, Clauses, Digits, Expression, Letter, Styled
from derive.syntax.reader.assumptions import Stated
from derive.syntax.reader.look import clauses_of, tidy
from derive.syntax.reader.session import Formula
from derive.syntax.reader.spell import spell
from derive.syntax.reader.where import ANY_LETTER

__all__ = ["Bound", "breaks", "parted"]

_TURNED = {"<": ">", "≤": "≥", ">": "<", "≥": "≤"}


@dataclass(frozen=True, slots=True)
class Bound:
    """Every entry of a name is above or below a number: ``sign`` is <, ≤, > or ≥."""

    name: str
    sign: str
    number: Fraction
    text: str = ""

    def holds(self, value: Fraction) -> bool:
        """Whether a value satisfies the bound."""
        match self.sign:
            case "<":
                return value < self.number
            case "≤":
                return value <= self.number
            case ">":
                return value > self.number
        return value >= self.number


def parted(given: Iterable[Stated]) -> tuple[tuple[Stated, ...], tuple[Bound, ...]]:
    r"""The assumptions without their inequalities, which are facts and bounds.

    >>> from derive.syntax.reader.assumptions import stated
    >>> rest, bounds = parted([stated("0 < y_i < 1", "an assumption")])
    >>> [s.fact for s in rest], [(b.name, b.sign, str(b.number)) for b in bounds]
    (['positive'], [('y', '>', '0'), ('y', '<', '1')])
    """
    rest: list[Stated] = []
    bounds: list[Bound] = []
    for stated in given:
        found = _inequalities(stated)
        if found is None:
            rest.append(stated)
            continue
        for formula, bound in found:
            bounds.append(bound)
            fact = _fact(bound)
            if fact:
                rest.append(Stated((formula,), fact))
    return tuple(rest), tuple(bounds)


def breaks(witness: Witness, bounds: Iterable[Bound]) -> Bound | None:
    """A bound that a witness does not satisfy, or of which it does not tell."""
    for bound in bounds:
        values = [value for name, _, value in witness.values if name == bound.name]
        if not values or not all(map(bound.holds, values)):
            return bound
    return None


def _fact(bound: Bound) -> str:
    """The fact that follows from a bound."""
    if bound.sign == ">" and bound.number >= 0:
        return "positive"
    if bound.sign == "≥" and bound.number >= 0:
        return "positive" if bound.number > 0 else "nonnegative"
    return ""


def _inequalities(stated: Stated) -> list[tuple[Formula, Bound]] | None:
    """The bounds that an assumption states, if it states nothing else."""
    if stated.fact or len(stated.formulas) != 1:
        return None
    formula = stated.formulas[0]
    clauses, separators = clauses_of(formula.notation)
    if not clauses or any(s.sign not in (",", ";") for s in separators):
        return None
    found: list[tuple[Formula, Bound]] = []
    for clause in clauses:
        signs = [r.sign for r in clause.relations]
        if signs == ["∈"] and _is_real(clause.members[1]):
            continue
        if not signs or not all(sign in _TURNED for sign in signs):
            return None
        for sign, (left, right) in zip(signs, pairwise(clause.members), strict=True):
            bound = _bound(left, sign, right, formula) or _bound(
                right, _TURNED[sign], left, formula
            )
            if bound is None:
                return None
            found.append(bound)
    return found


def _bound(
    left: Expression | None, sign: str, right: Expression | None, formula: Formula
) -> tuple[Formula, Bound] | None:
    """What a name and a number with a sign between them say."""
    number = _number(right)
    if left is None or number is None or len(left.terms) != 1 or left.terms[0].signs:
        return None
    items = left.terms[0].items
    try:
        spelled = spell(items[0], ANY_LETTER) if len(items) == 1 else None
    except ReadError:
        return None
    if spelled is None or spelled.exponent is not None or spelled.transposed or spelled.orders:
        return None
    place = left.start, left.end
    alone = Clauses(*place, (Clause(*place, (left,), ()),))
    said = formula.text[formula.notation.start : formula.notation.end]
    return (
        Formula(formula.text, alone, formula.source, formula.scope),
        Bound(spelled.name, sign, number, said),
    )


def _number(member: Expression | None) -> Fraction | None:
    if member is None or len(member.terms) != 1 or member.terms[0].signs not in ("", "-", "+"):
        return None
    items = member.terms[0].items
    if len(items) != 1 or not isinstance(items[0], Digits):
        return None
    value = Fraction(items[0].text)
    return -value if member.terms[0].signs == "-" else value


def _is_real(member: Expression | None) -> bool:
    r"""Whether a member is ``\mathbb{R}``: every number is real here."""
    if member is None or len(member.terms) != 1 or member.terms[0].signs:
        return False
    item, *more = member.terms[0].items
    if more or not isinstance(item, Letter | Styled):
        return False
    letter = tidy(item)
    return isinstance(letter, Letter) and letter.name == "ℝ"

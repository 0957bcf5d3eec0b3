"""A page: what is listed of a document, what of it is judged, and in which runs. Data and one pass.

Every equation of every display is listed, whatever its author does with it; claims are judged.
The claims of one section are judged in order, since a proof settles answers for the next ones;
sections know nothing of each other, so that they may be judged at the same time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from derive.discourse.statements import Statement, Status
from derive.discourse.stretches import stretches_of
from derive.documents.document import Document
from derive.judging.outcome import Place, Remark, VerdictWord

__all__ = ["LISTED_AS", "Equation", "Page", "page_of"]

#: How an equation is listed that is no claim. What need not hold is not judged.
LISTED_AS: dict[Status, VerdictWord] = {
    "definition": "definition",
    "update": "definition",
    "rival": "definition",
    "assumption": "assumption",
    "property": "assumption",
    "kind": "assumption",
    "range": "assumption",
    "size": "assumption",
    "supposition": "assumption",
    "constraint": "assumption",
    "fixed": "assumption",
    "withdrawn": "assumption",
    "convention": "assumption",
    "approximate": "unknown",
    "hypothetical": "unknown",
    "unread": "unread",
}


@dataclass(frozen=True, slots=True)
class Equation:
    """An equation that is listed: the number and status of its statement, its sides, its place.

    ``place`` is that of the right side; ``reason`` says why it was not read, and ``at`` where.
    """

    n: int
    status: Status
    place: Place
    lhs: str
    rhs: str
    reason: str = ""
    at: Place | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """The equations in the order of the document, and the claims among them by section.

    ``remarks`` say what is wrong with annotations, and where.
    """

    equations: tuple[Equation, ...]
    sections: tuple[tuple[int, ...], ...] = ()
    remarks: tuple[tuple[Remark, Place], ...] = ()


def page_of(document: Document, statements: Sequence[Statement]) -> Page:
    """The page of a document whose statements are known."""
    stretches = stretches_of(document)
    equations: list[Equation] = []
    sections: dict[Place, list[int]] = {}
    for n, statement in enumerate(statements):
        equation = _equation(document, n, statement)
        if equation is None:
            continue
        equations.append(equation)
        if statement.status == "claim":
            section = stretches.section(statement.place[0])
            sections.setdefault(section, []).append(n)
    remarks = tuple(said for said in map(_noted, statements) if said is not None)
    return Page(tuple(equations), tuple(map(tuple, sections.values())), remarks)


def _equation(document: Document, n: int, statement: Statement) -> Equation | None:
    formula, right = statement.formula, statement.right
    if formula is not None and right is not None:
        if statement.status != "claim" and formula.origin != "display":
            return None
        left = statement.left
        lhs = "" if left is None else formula.text[left.start : left.end]
        rhs = formula.text[right.start : right.end]
        return Equation(
            n, statement.status, formula.span(right), _one_line(lhs), _one_line(rhs),
            statement.reason,
        )  # fmt: skip
    if statement.status != "unread" or formula is None or formula.origin != "display":
        return None
    if formula.notation.parts and statement.words:
        return None  # it is words that are not understood, and no equation
    return Equation(
        n, "unread", statement.place, _one_line(statement.words),
        _one_line(document.source[slice(*statement.place)]), statement.reason,
        formula.span(formula.notation) if not formula.notation.parts else None,
    )  # fmt: skip


def _noted(statement: Statement) -> tuple[Remark, Place] | None:
    """What is wrong with a directive."""
    if statement.status != "unread":
        return None
    if statement.said == "misspelt":
        return Remark("misspelt-directive", statement.reason), statement.place
    if statement.said != "directive":
        return None
    help_ = "Claims that speak of these names are not judged."
    return Remark("unread-directive", statement.reason, suggestion=help_), statement.place


def _one_line(text: str) -> str:
    return " ".join(text.split())

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
from derive.documents.pieces import Annotation, Directive, MathSpan
from derive.judging.outcome import Place, Remark, VerdictWord

__all__ = ["LISTED_AS", "CodeMark", "Equation", "Page", "code_marks", "one_line", "page_of"]

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
    ``order`` is from where on it is spoken of: a line of code is, where an annotation does.
    """

    n: int
    status: Status
    place: Place
    lhs: str
    rhs: str
    reason: str = ""
    at: Place | None = None
    order: int = 0


@dataclass(frozen=True, slots=True)
class CodeMark:
    """A directive that says what a line of code computes, and the number of its piece."""

    directive: Directive
    at: int


@dataclass(frozen=True, slots=True)
class Page:
    """The equations in the order of the document, and the claims among them by section.

    ``remarks`` say what is wrong with annotations, and where.
    """

    equations: tuple[Equation, ...]
    sections: tuple[tuple[int, ...], ...] = ()
    remarks: tuple[tuple[Remark, Place], ...] = ()


def page_of(
    document: Document, statements: Sequence[Statement], code: Sequence[Equation] = ()
) -> Page:
    """The page of a document whose statements are known, with its claims about lines of code."""
    found = [_equation(document, n, statement) for n, statement in enumerate(statements)]
    equations = sorted((*filter(None, found), *code), key=lambda equation: equation.order)
    stretches = stretches_of(document)
    sections: dict[Place, list[int]] = {}
    for equation in equations:
        if equation.status == "claim":
            sections.setdefault(stretches.section(equation.order), []).append(equation.n)
    remarks = tuple(said for said in map(_noted, statements) if said is not None)
    return Page(tuple(equations), tuple(map(tuple, sections.values())), remarks)


def code_marks(document: Document) -> tuple[CodeMark, ...]:
    """The directives ``code NAME computes LATEX``, in order."""
    found: list[CodeMark] = []
    for at, piece in enumerate(document.pieces):
        inside = piece.annotations if isinstance(piece, MathSpan) else ()
        for annotation in (piece,) if isinstance(piece, Annotation) else inside:
            for directive in annotation.directives:
                words = directive.argument.text.split(None, 2)
                if directive.verb == "code" and words[1:2] != ["is"]:
                    found.append(CodeMark(directive, at))
    return tuple(found)


def _equation(document: Document, n: int, statement: Statement) -> Equation | None:
    """An equation of a display; what stands in a line of text is not listed."""
    formula, right = statement.formula, statement.right
    if formula is None or formula.origin != "display":
        return None
    if right is not None:
        left = statement.left
        lhs = "" if left is None else formula.text[left.start : left.end]
        rhs = formula.text[right.start : right.end]
        place = formula.span(right)
        return Equation(
            n, statement.status, place, one_line(lhs), one_line(rhs), statement.reason,
            order=place[0],
        )  # fmt: skip
    if statement.status != "unread" or (formula.notation.parts and statement.words):
        return None  # a condition, or words that are not understood
    place = statement.place
    return Equation(
        n, "unread", place, one_line(statement.words), one_line(document.source[slice(*place)]),
        statement.reason, None if formula.notation.parts else formula.span(formula.notation),
        place[0],
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


def one_line(text: str) -> str:
    """A text without its line breaks."""
    return " ".join(text.split())

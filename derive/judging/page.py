"""A page: what is listed of a document, what of it is judged, and what annotations say of that.

Every equation of every display is listed, whatever its author does with it; claims are judged.
The claims of one section are judged in order, since a proof settles answers for the next ones;
sections know nothing of each other, so that they may be judged at the same time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from derive.discourse.statements import Statement, Status
from derive.discourse.stretches import stretches_of
from derive.documents.document import Document
from derive.documents.pieces import Annotation, Directive, MathSpan, Piece
from derive.judging.outcome import VERDICTS, Place, Remark, VerdictWord

__all__ = [
    "LISTED_AS", "Equation", "Marked", "Page", "code_marks", "directives", "marked", "one_line",
    "page_of",
]  # fmt: skip

#: How an equation is listed that is no claim, by its status. What need not hold is not judged.
_LISTED: dict[VerdictWord, tuple[Status, ...]] = {
    "definition": ("definition", "update", "rival"),
    "assumption": (
        "assumption", "property", "kind", "range", "size", "supposition", "constraint", "withdrawn",
        "convention",
    ),
    "unknown": ("approximate", "hypothetical"),
    "unread": ("unread",),
}  # fmt: skip
LISTED_AS: dict[Status, VerdictWord] = {s: word for word, of in _LISTED.items() for s in of}


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
    return Page(tuple(equations), tuple(map(tuple, sections.values())), tuple(_noted(statements)))


def _equation(document: Document, n: int, statement: Statement) -> Equation | None:
    """An equation of a display; what stands in a line of text is not listed."""
    formula, left, right = statement.formula, statement.left, statement.right
    if formula is None or formula.origin != "display":
        return None
    status, why = statement.status, statement.reason
    if right is not None:
        lhs, rhs = ("" if s is None else formula.text[s.start : s.end] for s in (left, right))
        place = formula.span(right)
        return Equation(n, status, place, one_line(lhs), one_line(rhs), why, order=place[0])
    if status != "unread" or (formula.notation.parts and statement.words):
        return None  # a condition, or words that are not understood
    place, at = statement.place, None
    if not formula.notation.parts:
        at = formula.span(formula.notation)
    lhs, rhs = one_line(statement.words), one_line(document.source[slice(*place)])
    return Equation(n, status, place, lhs, rhs, why, at, place[0])


def _noted(statements: Sequence[Statement]) -> Iterator[tuple[Remark, Place]]:
    """What is wrong with directives."""
    for statement in statements:
        said = statement.said if statement.status == "unread" else ""
        if said == "misspelt":
            yield Remark("misspelt-directive", statement.reason), statement.place
        elif said == "directive":
            help_ = "Claims that speak of these names are not judged."
            yield Remark("unread-directive", statement.reason, "", help_), statement.place


def one_line(text: str) -> str:
    """A text without its line breaks."""
    return " ".join(text.split())


# -- what annotations say


def directives(pieces: Sequence[Piece]) -> Iterator[tuple[int, Directive]]:
    """The directives of pieces in order, each with the number of its piece."""
    for n, piece in enumerate(pieces):
        inside = piece.annotations if isinstance(piece, MathSpan) else ()
        for annotation in (piece,) if isinstance(piece, Annotation) else inside:
            yield from ((n, directive) for directive in annotation.directives)


def code_marks(document: Document) -> list[tuple[int, Directive]]:
    """The directives ``code NAME computes LATEX``, in order, with the numbers of their pieces."""
    return [
        (n, said)
        for n, said in directives(document.pieces)
        if said.verb == "code" and said.argument.text.split(None, 2)[1:2] != ["is"]
    ]


@dataclass(frozen=True, slots=True)
class Marked:
    """What the document says about the verdict of an equation; ``why`` it ignores one."""

    expected: str = ""
    ignored: str = ""
    why: str = ""
    off: bool = False


def marked(
    document: Document, page: Page
) -> tuple[dict[int, Marked], tuple[tuple[Remark, Place], ...]]:
    """The marks of a page by the numbers of its statements, and what is wrong with some.

    ``expect`` and ``ignore`` are said of the equation that follows, ``off`` and ``on`` of all.
    """
    verbs = ("off", "on", "expect", "ignore")
    waiting = [(n, said) for n, said in directives(document.pieces) if said.verb in verbs]
    help_ = f"Write one of {', '.join(VERDICTS)}."
    noted = tuple(
        (Remark("misspelt-directive", f"{said.argument.text!r} is no verdict", "", help_),
         (said.start, said.end))
        for _, said in waiting if said.verb == "expect" and said.argument.text not in VERDICTS
    )  # fmt: skip
    found: dict[int, Marked] = {}
    off = False
    for equation in page.equations:
        mark = Marked()
        while waiting and document.pieces[waiting[0][0]].opens <= equation.order:
            said = waiting.pop(0)[1]
            argument = said.argument.text.strip()
            if said.verb in ("on", "off"):
                off = said.verb == "off"
            elif said.verb == "ignore":
                name, _, why = argument.partition(" ")
                mark = replace(mark, ignored=name, why=why.strip())
            elif argument in VERDICTS:
                mark = replace(mark, expected=argument)
        if off or mark != Marked():
            found[equation.n] = replace(mark, off=off)
    return found, noted

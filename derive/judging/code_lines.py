r"""Lines of code beside a derivation: ``code NAME computes LATEX`` is a claim about one of them.

The line is the plain assignment to NAME that stands nearest to the annotation, in a block of code
or in the text. A name in it is what ``code OTHER is LATEX`` says, what is assigned to it before, or
the symbol of the document that is written like it (``p``, ``theta``). A formula with free
indices stands for the whole array. Code is never executed; what may hold something else than
what was assigned is unknown.

What this file cannot do: it does not say which of several assignments in one block is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from derive.code.blocks import CodeError, block_of
from derive.code.holding import Code, Line, changed_elsewhere, code_of, lines_of, may_set
from derive.code.reading import outside
from derive.discourse.statements import Formula, Statement
from derive.documents.pieces import Annotation, CodeBlock, Directive, MathSpan, Piece, Prose
from derive.documents.traced import Traced, copied
from derive.judging.computed import Claimed, symbol_of
from derive.judging.outcome import Outcome, Place, Reason
from derive.judging.step import Settled
from derive.notation.errors import ReadError
from derive.notation.nodes import Clause, Expression
from derive.notation.parse import parse
from derive.reading.context import lexicon_of, scope_of

__all__ = ["CodeLine", "code_claim", "line_of"]

_SAID = re.compile(r"\s*([A-Za-z_]\w*)\s+(computes|is)\s+(?=\S)")
_TIED = re.compile(r"\s*([A-Za-z]\w*_[A-Za-z]{2}\w*)\s*=(?!=)\s*(?=\S)")


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A line that is claimed to compute a formula: its place, and both sides as written.

    ``piece`` is the number of the piece of the document in which it stands.
    """

    piece: int
    place: Place
    lhs: str
    rhs: str
    code: Code
    line: Line
    text: Traced
    formula: Formula


@dataclass(frozen=True, slots=True)
class _Spoken:
    """What an annotation says of a name in code."""

    name: str
    verb: str
    formula: Formula


# -- what is said


def _spoken(directive: Directive) -> _Spoken:
    """The name, the verb and the formula of ``NAME computes LATEX`` or ``NAME is LATEX``."""
    text = directive.argument
    found = _SAID.match(text.text) if directive.verb == "code" else _TIED.match(text.text)
    if found is None:
        message = "write NAME computes LATEX, or NAME is LATEX"
        raise ReadError(message, 0, len(text.text), text.text)
    verb = found[2] if directive.verb == "code" else "is"
    latex = text.part(found.end(), len(text.text))
    notation = parse(latex.text)
    clauses = [part for part in notation.parts if isinstance(part, Clause)]
    if len(clauses) != 1 or len(notation.parts) != 1 or clauses[0].relations:
        message = f"write one expression for what {found[1]} {verb}"
        raise ReadError(message, found.end(), len(text.text), text.text)
    return _Spoken(found[1], verb, Formula(latex.text, notation, latex, "directive"))


def _ties(pieces: Sequence[Piece], at: int) -> dict[str, Formula]:
    """The names of code that annotations up to a piece tie to formulas; the last one counts."""
    found: dict[str, Formula] = {}
    for directive in _directives(pieces[: at + 1]):
        tied = directive.verb == "let" and _TIED.match(directive.argument.text)
        if directive.verb != "code" and not tied:
            continue
        try:
            spoken = _spoken(directive)
        except ReadError:
            continue
        if spoken.verb == "is":
            found[spoken.name] = spoken.formula
    return found


def _directives(pieces: Sequence[Piece]) -> Iterator[Directive]:
    for piece in pieces:
        inside = piece.annotations if isinstance(piece, MathSpan) else ()
        for annotation in (piece,) if isinstance(piece, Annotation) else inside:
            yield from annotation.directives


# -- the line


def line_of(mark: Directive, pieces: Sequence[Piece], at: int) -> CodeLine | Outcome:
    """The line of which an annotation speaks, or why there is none."""
    whole = mark.start, mark.end
    try:
        spoken = _spoken(mark)
    except ReadError as error:
        place = mark.argument.source_span(error.start, error.end)
        return Outcome("unread", Reason("not-read", error.message, place))
    found = _nearest(pieces, at, spoken.name)
    if found is None:
        said = f"no line assigns {spoken.name}"
        help_ = f"Write {spoken.name} = … in the code."
        return Outcome("unread", Reason("not-read", said, whole, spoken.name, help_))
    piece, text, start = found
    try:
        code = code_of(block_of(text.text))
        lines = lines_of(code, spoken.name)
        line = min(lines, key=lambda one: abs(code.block.span(one.value)[0] - start), default=None)
        if line is None:
            return Outcome("unread", Reason("not-read", f"no line assigns {spoken.name}", whole))
        other = changed_elsewhere(code, line)
        if other is not None:
            said = f"{spoken.name} is changed again in line {code.block.line(other)}"
            raise code.block.fail(line.value, f"{said}: what it holds is not what is assigned")
    except CodeError as error:
        return Outcome("unread", _reason(error, text))
    span = code.block.span(line.value)
    place, written = text.source_span(*span), text.text[slice(*span)]
    latex = spoken.formula.text.strip()
    return CodeLine(piece, place, latex, written, code, line, text, spoken.formula)


def _reason(error: CodeError, text: Traced) -> Reason:
    return Reason("not-read", error.message, text.source_span(error.start, error.end))


def _nearest(pieces: Sequence[Piece], at: int, name: str) -> tuple[int, Traced, int] | None:
    """Where the assignment to a name is that stands nearest to a piece: piece, text, place."""
    assigned = re.compile(
        rf"^[ \t]*(?:>>>|\.\.\.|In \[\d*\]:)?[ \t]*(?:\w+[ \t]*=[ \t]*)*{re.escape(name)}"
        r"[ \t]*(?::[^=\n]+)?=(?!=)", re.M,
    )  # fmt: skip
    here = pieces[at]
    best: tuple[int, int, Traced, int] | None = None
    for n, piece in enumerate(pieces):
        if isinstance(piece, CodeBlock) and _is_python(piece):
            text = piece.contents
        elif isinstance(piece, Prose):
            text = copied(piece.text, piece.start)
        else:
            continue
        for found in assigned.finditer(text.text) if name in text.text else ():
            start, end = text.source_span(found.start(), found.end())
            away = abs(start - here.closes if n > at else here.opens - end)
            if best is None or away <= best[0]:
                alone = isinstance(piece, Prose)
                where = _alone(text, found.start()) if alone else (text, found.start())
                best = (away, n, *where)
    return None if best is None else best[1:]


def _is_python(block: CodeBlock) -> bool:
    """Whether a block may be Python: in other languages the same signs mean something else."""
    language = block.language.lower()
    return language in ("", "text", "txt", "code", "console", "none") or "py" in language


def _alone(text: Traced, start: int) -> tuple[Traced, int]:
    """A line that stands in the text, with the lines on which its brackets close."""
    end, depth = start, 0
    while end < len(text.text):
        c = text.text[end]
        depth += (c in "([{") - (c in ")]}")
        if c == "\n" and depth <= 0:
            break
        end += 1
    return text.part(start, end), 0


# -- the claim


def code_claim(
    statements: tuple[Statement, ...],
    mark: Directive,
    pieces: Sequence[Piece],
    at: int,
    settled: Settled = (),
) -> Outcome:
    """The outcome of ``code NAME computes LATEX``, which stands in the piece at a place."""
    found = line_of(mark, pieces, at)
    if isinstance(found, Outcome):
        return found
    ties = _ties(pieces, at)
    try:
        return _judged(found, ties, statements, pieces, (mark.start, mark.end), settled)
    except CodeError as error:
        return Outcome("unread", _reason(error, found.text))


def _judged(
    found: CodeLine,
    ties: dict[str, Formula],
    statements: tuple[Statement, ...],
    pieces: Sequence[Piece],
    place: Place,
    settled: Settled,
) -> Outcome:
    """The outcome of a line under what is tied, if that agrees with what the code assigns."""
    rests = outside(found.code, found.line, frozenset(ties))
    for name in sorted(rests.free):
        if _is_set_before(found, pieces, name):
            raise found.code.block.fail(
                found.line.value, f"{name} is set in the code before: write 'code {name} is …'"
            )
    beside = tuple(Statement("claim", place, (0, 0), tie) for tie in ties.values())
    own = Statement("claim", place, (0, 0), found.formula)
    lexicon = lexicon_of((*statements, *beside, own))
    formulas = {n: ties.get(n) or symbol_of(lexicon, n) for n in rests.names}
    known = {n: side(formula) for n, formula in formulas.items() if formula is not None}
    terms = tuple(term for node in known.values() for term in node.terms)
    left = side(found.formula)
    own = replace(own, left=left, right=Expression(*place, terms or left.terms))
    scope = scope_of((*statements, *beside, own), place[0], lexicon, own)
    claim = Claimed(found.code, found.line, left, scope, own, known, frozenset(ties))
    outcome = claim.outcome(statements, settled, found.place)
    for line in rests.lines if outcome.verdict != "unread" else ():
        others = {name: tie for name, tie in ties.items() if name != line.name}
        tied = replace(found, line=line, formula=ties[line.name])
        try:
            said = _judged(tied, others, statements, pieces, place, settled)
        except CodeError:
            continue  # what is assigned is not read: it is what is said
        if said.verdict != "proved":
            message = f"the code assigns to {line.name} what is not known to be what is said of it"
            where = found.text.source_span(*found.code.block.span(line.value))
            return Outcome("unknown", Reason("not-supported", message, where, line.name))
    return outcome


def _is_set_before(found: CodeLine, pieces: Sequence[Piece], name: str) -> bool:
    """Whether code that stands before a line, in other pieces, may set a name."""
    here = pieces[found.piece]
    if isinstance(here, Prose):
        rest = here.text.replace(found.text.text, "")
        if re.search(rf"^[ \t>]*{re.escape(name)}\b[^\n=]*=(?!=)", rest, re.M):
            return True
    return any(
        may_set(piece.text, name)
        for piece in pieces[: found.piece]
        if isinstance(piece, CodeBlock) and _is_python(piece) and name in piece.text
    )


def side(formula: Formula) -> Expression:
    """The one expression of a formula."""
    clause = formula.clause
    assert clause is not None
    assert clause.members[0] is not None
    return clause.members[0]

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
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from derive.code.blocks import CodeError, block_of
from derive.code.holding import Code, Line, changed_elsewhere, code_of, lines_of, may_set
from derive.code.reading import outside
from derive.discourse.statements import Formula, Statement
from derive.documents.pieces import CodeBlock, Directive, Piece, Prose
from derive.documents.traced import Traced, copied
from derive.judging.computed import Claimed, symbol_of
from derive.judging.outcome import Outcome, Place, Reason
from derive.judging.page import directives
from derive.judging.step import Settled
from derive.notation.errors import ReadError
from derive.notation.names import only_expression
from derive.notation.nodes import Expression
from derive.notation.parse import parse
from derive.reading.context import scope_of
from derive.reading.evidence import lexicon_of

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


# -- what is said


def _spoken(directive: Directive) -> tuple[str, str, Formula]:
    """The name, the verb and the formula of ``NAME computes LATEX`` or ``NAME is LATEX``."""
    text = directive.argument
    found = (_SAID if directive.verb == "code" else _TIED).match(text.text)
    start, message = 0, "write NAME computes LATEX, or NAME is LATEX"
    if found is not None:
        verb = found[2] if directive.verb == "code" else "is"
        start, message = found.end(), f"write one expression for what {found[1]} {verb}"
        latex = text.part(start, len(text.text))
        notation = parse(latex.text)
        if only_expression(notation) is not None:
            return found[1], verb, Formula(latex.text, notation, latex, "directive")
    raise ReadError(message, start, len(text.text), text.text)


def _ties(pieces: Sequence[Piece], at: int) -> dict[str, Formula]:
    """The names of code that annotations up to a piece tie to formulas; the last one counts."""
    found: dict[str, Formula] = {}
    for _, said in directives(pieces[: at + 1]):
        if said.verb == "code" or (said.verb == "let" and _TIED.match(said.argument.text)):
            with suppress(ReadError):
                name, verb, formula = _spoken(said)
                found |= {name: formula} if verb == "is" else {}
    return found


# -- the line


def line_of(mark: Directive, pieces: Sequence[Piece], at: int) -> CodeLine | Outcome:
    """The line of which an annotation speaks, or why there is none."""
    whole = mark.start, mark.end
    try:
        name, _, formula = _spoken(mark)
    except ReadError as error:
        return _unread(error, mark.argument)
    help_ = f"Write {name} = … in the code."
    none = Outcome("unread", Reason("not-read", f"no line assigns {name}", whole, name, help_))
    found = _nearest(pieces, at, name)
    if found is None:
        return none
    piece, text, start = found
    try:
        code = code_of(block_of(text.text))
        lines = lines_of(code, name)
        line = min(lines, key=lambda one: abs(code.block.span(one.value)[0] - start), default=None)
        if line is None:
            return none
        other = changed_elsewhere(code, line)
        if other is not None:
            said = f"{name} is changed again in line {code.block.line(other)}"
            raise code.block.fail(line.value, f"{said}: what it holds is not what is assigned")
    except CodeError as error:
        return _unread(error, text)
    span = code.block.span(line.value)
    written = text.text[slice(*span)]
    latex = formula.text.strip()
    return CodeLine(piece, text.source_span(*span), latex, written, code, line, text, formula)


def _unread(error: ReadError | CodeError, text: Traced) -> Outcome:
    place = text.source_span(error.start, error.end)
    return Outcome("unread", Reason("not-read", error.message, place))


def _nearest(pieces: Sequence[Piece], at: int, name: str) -> tuple[int, Traced, int] | None:
    """Where the assignment to a name is that stands nearest to a piece: piece, text, place."""
    assigned = re.compile(
        rf"^[ \t]*(?:>>>|\.\.\.|In \[\d*\]:)?[ \t]*(?:\w+[ \t]*=[ \t]*)*{re.escape(name)}"
        r"[ \t]*(?::[^=\n]+)?=(?!=)", re.M,
    )  # fmt: skip
    here = pieces[at]
    best: tuple[int, int, Traced, int] | None = None
    for n, piece in enumerate(pieces):
        if isinstance(piece, Prose):
            text = copied(piece.text, piece.start)
        elif isinstance(piece, CodeBlock) and _is_python(piece):
            text = piece.contents
        else:
            continue
        for found in assigned.finditer(text.text) if name in text.text else ():
            start, end = text.source_span(found.start(), found.end())
            away = abs(start - here.closes if n > at else here.opens - end)
            if best is None or away <= best[0]:
                alone = isinstance(piece, Prose)
                part = _alone(text, found.start()) if alone else text
                best = away, n, part, 0 if alone else found.start()
    return None if best is None else best[1:]


def _is_python(block: CodeBlock) -> bool:
    """Whether a block may be Python: in other languages the same signs mean something else."""
    language = block.language.lower()
    return language in ("", "text", "txt", "code", "console", "none") or "py" in language


def _alone(text: Traced, start: int) -> Traced:
    """A line that stands in the text, with the lines on which its brackets close."""
    end, depth = start, 0
    while end < len(text.text) and (text.text[end] != "\n" or depth > 0):
        depth += (text.text[end] in "([{") - (text.text[end] in ")]}")
        end += 1
    return text.part(start, end)


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
        return _unread(error, found.text)


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
    known = {n: _side(formula) for n, formula in formulas.items() if formula is not None}
    terms = tuple(term for node in known.values() for term in node.terms)
    left = _side(found.formula)
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


def _side(formula: Formula) -> Expression:
    """The one expression of a formula."""
    found = only_expression(formula.notation)
    assert found is not None
    return found

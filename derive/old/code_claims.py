r"""Claims about code: ``code NAME computes LATEX`` says what a line beside it works out.

The line is the assignment to NAME that stands nearest to the annotation, in a block of code or
in the text. ``code OTHER is LATEX`` says what another name in it stands for; a name that is
assigned earlier in the same block is what is assigned to it, and a name that is a symbol of
the document by its letter (``p``, ``theta`` for ``\theta``) is that symbol.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from derive.old.code.assignments import Assignment, assignments_in, changed_in
from derive.old.code.expressions import computed
from derive.old.code.trees import CodeError, names_of
from derive.documents.pieces import CodeBlock, Piece, Prose
from derive.documents.traced import Traced, copied
from derive.notation.errors import ReadError
from derive.notation.parse import parse
from derive.notation.signs import LETTERS
from derive.old.bearing import bearing_on
from derive.old.outcome import Remark
from derive.old.said import Said
from derive.old.task import Code, Task
from derive.syntax.reader.session import Formula
from derive.syntax.reader.statement import Sides

__all__ = ["CodeClaim", "code_name", "name_in_code", "named_in_code", "with_code"]

_DIRECTIVE = re.compile(r"\s*([A-Za-z_]\w*)\s+(computes|is)\s+(?=\S)")
_IN_CODE = re.compile(r"\s*([A-Za-z]\w*_[A-Za-z]{2}\w*)\s*=(?!=)\s*(?=\S)")
_DEFINED = re.compile(r"^[ \t]*def[ \t]+(\w+)", re.M)
_HAT = re.compile(r"([A-Za-z])_?(hat|bar|tilde)")


@dataclass(frozen=True, slots=True)
class CodeClaim:
    """What a line of code is to compute: its place, both sides as written, and the task."""

    text: Traced
    sides: tuple[str, str]
    task: Task


@dataclass(frozen=True, slots=True)
class _Spoken:
    """What an annotation says of a name of code: that it computes a formula, or is one."""

    name: str
    verb: str
    formula: Formula


def code_name(argument: str) -> _Spoken:
    """The name, the verb and the formula of ``NAME computes LATEX`` or ``NAME is LATEX``.

    Raises ``ReadError`` for anything else.
    """
    found = _DIRECTIVE.match(argument)
    if found is None:
        message = "write NAME computes LATEX, or NAME is LATEX"
        raise ReadError(message, 0, len(argument), argument)
    return _Spoken(found[1], found[2], _formula(argument, found.end(), found[1]))


def name_in_code(argument: str) -> tuple[str, Formula] | None:
    r"""A name of code that ``let`` ties to a formula: ``top_diff = \frac{…}{…}``.

    >>> name_in_code("top_diff = g")[0], name_in_code("p_i = g")
    ('top_diff', None)
    """
    found = _IN_CODE.match(argument)
    return None if found is None else (found[1], _formula(argument, found.end(), found[1]))


def _formula(argument: str, start: int, name: str) -> Formula:
    text = " " * start + argument[start:]
    notation = parse(text)
    return Formula(text, notation, f"what {name} stands for")


def named_in_code(
    said: Said, spoken: _Spoken, pieces: Sequence[Piece], at: int
) -> CodeClaim | Remark:
    """The claim about the line that assigns a name, nearest to the piece at a place."""
    found = _nearest(pieces, at, spoken.name)
    if found is None:
        message = f"no line assigns {spoken.name}"
        return Remark("code-not-found", message, "", f"Write {spoken.name} = … in the code.")
    text, assignment, others = found
    changed = [name for name, start in changed_in(text.text) if name == spoken.name]
    if changed:
        message = f"{spoken.name} is changed again in the same code"
        return Remark("code-not-read", message, "What it holds is not what is assigned.", "")
    before = _before(text.text, assignment, others)
    names = [n for n in _names(assignment.expression, before) if n not in before]
    ties = dict(said.code_names)
    sides = [replace(spoken.formula, source="side 1")]
    known = []
    for name in names:
        formula = ties.get(name) or _symbol(said, name)
        if formula is not None:
            known.append(name)
            sides.append(formula)
    kept = tuple((n, e) for n, e in sorted(before.items()) if n not in ties)
    for name in sorted(set(ties) & set(before)):
        known.append(name)
        sides.append(ties[name])
    task = bearing_on(said, tuple(sides))
    expression = text.part(assignment.start, assignment.end)
    own = {
        f for piece in pieces if isinstance(piece, CodeBlock) for f in _DEFINED.findall(piece.text)
    }
    code = Code(assignment.expression, tuple(known), kept, tuple(sorted(own)))
    shown = spoken.formula.text.strip(), assignment.expression
    return CodeClaim(expression, shown, replace(task, code=code))


def with_code(code: Code, read: Sides) -> tuple[Sides, tuple[Remark, ...]]:
    """What the code computes, and what it is to compute; raises ``CodeError``."""
    target, *forms = read.forms
    found = computed(code.expression, dict(zip(code.names, forms, strict=True)), dict(code.before),
                     frozenset(code.own))  # fmt: skip
    remarks: tuple[Remark, ...] = ()
    if found.reduced:
        said = "a sum over a whole vector stands in it: it is right for one sample"
        suggestion = "For a batch, sum along the axis of the classes, with keepdims=True."
        remarks = (Remark("one-sample", said, "", suggestion),)
    return replace(read, forms=(target, found.form)), remarks


def _names(expression: str, before: dict[str, str]) -> Iterator[str]:
    """The names on which an expression rests, through those that are assigned before it."""
    seen: dict[str, None] = {}
    waiting = [expression]
    while waiting:
        try:
            found = names_of(waiting.pop())
        except CodeError:
            continue
        for name in sorted(found - seen.keys()):
            seen[name] = None
            if name in before:
                waiting.append(before[name])
    yield from seen


def _nearest(
    pieces: Sequence[Piece], at: int, name: str
) -> tuple[Traced, Assignment, list[Assignment]] | None:
    """The text with the assignment to a name that stands nearest to a piece."""
    here = pieces[at]
    best: tuple[int, Traced, Assignment, list[Assignment]] | None = None
    for n, piece in enumerate(pieces):
        if isinstance(piece, CodeBlock):
            text = piece.contents
        elif isinstance(piece, Prose):
            text = copied(piece.text, piece.start)
        else:
            continue
        every = list(assignments_in(text.text)) if name in text.text else []
        for assignment in every:
            if assignment.name != name:
                continue
            start, end = text.source_span(assignment.start, assignment.end)
            away = start - here.closes if n > at else here.opens - end
            if best is None or abs(away) <= best[0]:
                best = abs(away), text, assignment, every
    return None if best is None else best[1:]


def _before(text: str, target: Assignment, every: list[Assignment]) -> dict[str, str]:
    """What is assigned once, and never changed, before the line: in its function, in no branch."""
    changed = {name for name, _ in changed_in(text)}
    begins = [found.start() for found in _DEFINED.finditer(text, 0, target.start)]
    begin = begins[-1] if begins else 0
    earlier = [a for a in every if begin <= a.start < target.start]
    found: dict[str, str] = {}
    for assignment in earlier:
        name = assignment.name
        once = sum(a.name == name for a in earlier) == 1
        branch = _indent(text, assignment.start) > _indent(text, target.start)
        if once and not branch and name not in changed and name != target.name:
            found[name] = assignment.expression
    return found


def _indent(text: str, at: int) -> int:
    """How far the line at a place is indented."""
    line = text[text.rfind("\n", 0, at) + 1 : at]
    return len(line) - len(line.lstrip())


def _symbol(said: Said, name: str) -> Formula | None:
    """The symbol of the document that is written like a name of code."""
    hat = _HAT.fullmatch(name)
    if hat is not None:
        latex, key = rf"\{hat[2]} {hat[1]}", hat[1]
    elif len(name) == 1:
        latex, key = name, name
    elif rf"\{name}" in LETTERS:
        latex, key = rf"\{name}", name
    else:
        return None
    if key not in said.seen and hat is None:
        return None
    return Formula(latex, parse(latex), f"what {name} stands for")

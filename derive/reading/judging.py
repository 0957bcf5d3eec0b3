r"""One step of a document in its scope: a definition, or a claim with its verdict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from derive.check import judge_claim
from derive.index.notation import OutOfClass
from derive.model import (
    Claim,
    Conditional,
    Definition,
    IndexRelation,
    Judged,
    Refuted,
    Unknown,
)
from derive.reading.chains import Side, Step
from derive.reading.scope import Said, defined_name, names_in
from derive.scope import ScopeError
from derive.syntax.array import Array, Gradient
from derive.syntax.declare import Declaration
from derive.syntax.reader.assumptions import Stated
from derive.syntax.reader.errors import ReadError
from derive.syntax.reader.notation import Clause, Clauses, Expression, Operator
from derive.syntax.reader.session import Formula
from derive.syntax.reader.statement import Sides, read_sides
from derive.syntax.tree import Derivative, Entry, Symbol, Written
from derive.syntax.walk import subforms

__all__ = ["Finding", "judge_step"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found about a step: its judgement, or why it was not read.

    ``unread`` is the error whose place is in the step's own row.
    """

    judged: Judged | None
    unread: ReadError | None = None
    sides: Sides | None = None


def judge_step(said: Said, step: Step) -> Finding:
    """Judge a step after what was said; a definition is taken in, and nothing else changes."""
    name = _defines(said, step)
    if name is not None:
        formula = _equation(step)
        before = dict(said.definitions)
        said.define(name, formula)
        try:
            _sides(said, (step.left,), ())
        except ReadError as error:
            said.definitions = before
            if error.text != step.right.formula.text:
                return Finding(_unknown("not-read", f"what it rests on is not read: {error}"))
            return Finding(None, error)
        said.lost.pop(name, None)
        return Finding(Judged(_placeholder(), Definition()))
    try:
        read = _sides(said, (step.left, step.right), step.conditions)
    except ReadError as error:
        own = {step.left.formula.text, step.right.formula.text}
        if error.text in own or not error.text:
            return Finding(None, error)
        first = str(error).partition("\n")[0]
        return Finding(_unknown("not-read", f"what it rests on is not read: {first}"))
    lost = _lost(said, step)
    if lost:
        return Finding(_unknown("not-read", lost), sides=read)
    judged = _judged(read)
    stranger = _stranger(said, step, read)
    if stranger is not None and isinstance(judged.verdict, Refuted | Conditional):
        detail = f"{stranger} stands on one side only, and nothing says what it is: define it"
        judged = replace(judged, verdict=Unknown("undeclared", detail))
    return Finding(judged, sides=read)


def _defines(said: Said, step: Step) -> str | None:
    """The name that the step introduces, if its left side is a new name."""
    left = _only(step.left)
    name = defined_name(left) if left is not None else None
    if name is None or said.knows(name):
        return None
    if any(where.kind == "index" and name in where.names for where in said.declared):
        return None
    recursive = name in names_in(step.right.formula.notation)
    return None if recursive and not step.defines else name


def _only(side: Side) -> Expression | None:
    (clause,) = side.formula.notation.parts
    assert isinstance(clause, Clause)
    return clause.members[0]


def _equation(step: Step) -> Formula:
    """The step as an equation of its own, in the row where its right side stands."""
    left, right = _only(step.left), _only(step.right)
    assert left is not None
    assert right is not None
    place = left.start, right.end
    relation = Operator(left.end, right.start, "=")
    clause = Clause(*place, (left, right), (relation,))
    return Formula(step.right.formula.text, Clauses(*place, (clause,)))


def _sides(said: Said, sides: tuple[Side, ...], conditions: tuple[Formula, ...]) -> Sides:
    formulas = [
        Formula(s.formula.text, s.formula.notation, f"side {n}") for n, s in enumerate(sides)
    ]
    relevant = said.relevant((*formulas, *conditions))
    given = [Stated((replace(c, source="the condition"),)) for c in conditions]
    return read_sides(formulas, relevant.lets, (*relevant.given, *given), relevant.declared)


def _lost(said: Said, step: Step) -> str:
    relevant = said.relevant((step.left.formula, step.right.formula))
    if not relevant.lost:
        return ""
    name = relevant.lost[0]
    return f"{said.lost[name]} speaks of {name} and was not read"


def _stranger(said: Said, step: Step, read: Sides) -> str | None:
    """A name on one side of which nothing else in the document speaks.

    An equation with such a name may define it, or mean an operator: it is not refuted.
    """
    relevant = said.relevant((step.left.formula, step.right.formula))
    known = {name for where in said.declared for name in where.names}
    for formula in (*relevant.lets, *(f for s in relevant.given for f in s.formulas)):
        known |= names_in(formula.notation)
    left, right = ({d.name for d in _free(form)} for form in read.forms)
    return min((left ^ right) - known, default=None)


def _free(form: Written) -> Iterator[Declaration]:
    """The names in a form that are free quantities."""
    for part in subforms(form):
        declared = part.declared if isinstance(part, Symbol | Entry | Array) else None
        if declared is not None and declared.body is None and not declared.of:
            yield declared


def _judged(read: Sides) -> Judged:
    left, right = read.forms
    case = tuple(a for a in read.given if isinstance(a, IndexRelation))
    given = tuple(a for a in read.given if not isinstance(a, IndexRelation))
    claim = Claim(left, right, given=given, case=case)
    name = next((n for form in read.forms for n in _undetermined(form)), None)
    if name is not None:
        return _unknown("undeclared", f"{name} is not defined, and so its derivative is not known")
    try:
        return judge_claim(claim)
    except (ScopeError, OutOfClass, ValueError, TypeError) as error:
        return Judged(claim, Unknown("out-of-class", str(error)))


def _undetermined(form: Written) -> Iterator[str]:
    """Names that are differentiated by others, and of which nothing is known."""
    for part in subforms(form):
        if isinstance(part, Derivative | Gradient):
            of = part.of
            if isinstance(of, Symbol | Entry) and of.name != _name(part.wrt):
                declared = of.declared
                if declared is None or (declared.body is None and not declared.of):
                    yield of.name


def _name(form: object) -> str:
    return getattr(form, "name", "")


def _placeholder() -> Claim:
    zero = Symbol("x")
    return Claim(zero, zero, stated="definition")


def _unknown(reason: str, detail: str) -> Judged:
    return Judged(_placeholder(), Unknown(reason, detail))

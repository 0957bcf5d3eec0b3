r"""What annotations say, as statements: ``let p_i = …; index i, j : C; simplex y``.

The same functions read the options of a gradient (``derive.discourse.options``). Directives
about verdicts (``expect``, ``ignore``, ``off``, ``on``) and about code say nothing here. One
that is misspelt or not read is an ``unread`` statement, with the reason and the place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from sys import maxsize

from derive.discourse.clauses import listing_at
from derive.discourse.declared import (
    FACTS,
    SHAPES,
    declared,
    fact_at_end,
    located,
    names_in,
    parsed,
)
from derive.discourse.relations import called
from derive.discourse.statements import Formula, Span, Statement, Status
from derive.documents.pieces import Directive
from derive.documents.traced import Traced
from derive.model import FACTS as KNOWN_FACTS
from derive.notation.errors import ReadError
from derive.notation.names import plain_text
from derive.notation.nodes import Clause, Clauses, letters_of

__all__ = ["VERBS", "Source", "assumed", "cases_in_turn", "declarations", "defined",
           "directive_statements"]  # fmt: skip

#: Directives that say nothing about the mathematics.
_ELSEWHERE = ("code", "expect", "ignore", "off", "on")
#: Every verb of a directive.
VERBS = (
    "let", "assume", "case", *SHAPES, "function", "layout", "simplex", *KNOWN_FACTS, *_ELSEWHERE,
)  # fmt: skip
_BETWEEN = re.compile(r"[\s,;.]*(?:and|where|with|&&)?[\s,;.]*\Z")
_NAME = re.compile(r"\\?[A-Za-z]+")
_ONE_EQUATION = "a definition is one equation, such as p_i = …"
_ASSUMPTION = "an assumption is an equation, i \\ne k, p > 0, or a fact such as: y one-hot"


@dataclass(frozen=True, slots=True)
class Source:
    """Where statements come from: the origin of their formulas, their place and scope."""

    origin: str
    place: Span
    scope: Span
    traced: bool = True


def directive_statements(directive: Directive, scope: Span | None = None) -> tuple[Statement, ...]:
    r"""What a directive says in its scope: from its place on if nothing else is said.

    >>> from derive.documents.traced import copied
    >>> one = Directive("simplex", copied("y, theta : C", 8), 0, 20)
    >>> for said in directive_statements(one, (0, 99)):
    ...     print(said.status, said.said, said.axes, said.formula.text, said.scope)
    range shape ('C',) y, \theta (0, 99)
    property distribution () y, \theta (0, 99)
    """
    place, verb, text = (directive.start, directive.end), directive.verb, directive.argument
    source = Source("directive", place, scope or (place[0], maxsize))
    try:
        match verb:
            case "let":
                return defined(text, source)
            case "assume":
                return assumed(text, source)
            case "case" if not text.text.strip():
                return (Statement("withdrawn", place, source.scope, said="case", words="case"),)
            case "case":
                return tuple(replace(s, said="case") for s in assumed(text, source))
            case "layout":
                if (said := text.text.strip()) not in ("numerator", "denominator"):
                    raise _fault("a layout is numerator or denominator", text)
                return (Statement("convention", place, source.scope, said=said),)
            case _ if verb in SHAPES or verb in FACTS or verb == "function":
                return declarations(text, source, verb)
    except ReadError as error:  # nothing is known of its names
        words = _NAME.findall(text.text) if verb != "assume" else ()
        letters = tuple(sorted({word.lstrip("\\") for word in words})) or ("*",)
        formula = Formula(text.text, Clauses(0, len(text.text), ()), text, "directive")
        return (Statement("unread", (error.start, error.end), source.scope, formula,
                          said="directive", words=verb, letters=letters,
                          reason=error.message),)  # fmt: skip
    if verb in _ELSEWHERE:
        return ()
    reason = f"{verb!r} is no directive" if verb else "a directive begins with a verb"
    reason = f"{reason}: use {', '.join(VERBS)}"
    return (Statement("unread", place, (place[0], place[0]), said="misspelt", reason=reason),)


def cases_in_turn(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """The statements, in their order, where each case of a directive ends with the next one."""
    found = list(statements)
    end: int | None = None
    for n in range(len(found) - 1, -1, -1):
        statement = found[n]
        origin = statement.formula.origin if statement.formula is not None else "directive"
        if statement.said != "case" or origin != "directive":
            continue
        begin, until = statement.scope
        if end is not None and end > begin:
            found[n] = replace(statement, scope=(begin, min(until, end)))
        after = n and found[n - 1].said == "case" and found[n - 1].place == statement.place
        end = end if after else begin
    return tuple(s for s in found if not (s.status == "withdrawn" and s.said == "case"))


def defined(text: Traced, source: Source) -> tuple[Statement, ...]:
    """Definitions, parted by commas; a product at the left is an equation that holds."""
    found = []
    for part in parsed(text).parts:
        if not isinstance(part, Clause):
            if not _BETWEEN.match(part.sign):
                raise located(ReadError(_ONE_EQUATION, part.start, part.end), text)
            continue
        left = part.members[0]
        if [r.sign for r in part.relations] not in (["="], ["≡"]) or None in part.members:
            raise located(ReadError(_ONE_EQUATION, part.start, part.end), text)
        if left is not None and not letters_of(left):
            raise located(ReadError("what does this define?", left.start, left.end), text)
        status: Status = "definition" if called(left) is not None else "assumption"
        found.append(_equation(status, part, text, source, "let"))
    if not found:
        raise _fault("nothing is defined here", text)
    return tuple(found)


def assumed(text: Traced, source: Source) -> tuple[Statement, ...]:
    r"""Assumptions: ``\sum_j y_j = 1``, ``i \ne k``, ``p > 0``, ``y one-hot``."""
    fact = fact_at_end(text.text)
    if fact is not None:
        typed, names = names_in(text.part(0, fact[1]))
        return (_about(names, typed, source, "property", fact[0]),)
    found: list[Statement] = []
    parts = parsed(text).parts
    at = 0
    while at < len(parts):
        part = parts[at]
        taken = listing_at(parts, at) if isinstance(part, Clause) else 0
        if taken:
            run = Clauses(part.start, parts[at + taken - 1].end, parts[at : at + taken])
            found.append(_about(run, text, source, "range", ""))
        elif isinstance(part, Clause):
            if not part.relations or None in part.members:
                raise located(ReadError(_ASSUMPTION, part.start, part.end), text)
            space = [r.sign for r in part.relations] == ["∈"]
            space = space and "double-struck" in plain_text(part.members[1])
            found.append(_equation("range" if space else "assumption", part, text, source, ""))
        elif not _BETWEEN.match(part.sign):
            raise located(ReadError("this is no assumption", part.start, part.end), text)
        at += taken or 1
    if not found:
        raise _fault("nothing is assumed here", text)
    return tuple(found)


def declarations(text: Traced, source: Source, verb: str = "") -> tuple[Statement, ...]:
    """What is declared of names: shapes, facts, functions."""
    return tuple(
        replace(_about(one.names, one.text, source, one.status, one.said), axes=one.axes)
        for one in declared(text, verb)
    )


def _fault(message: str, text: Traced) -> ReadError:
    return located(ReadError(message, 0, len(text.text)), text)


def _equation(status: Status, clause: Clause, text: Traced, source: Source, said: str) -> Statement:
    notation = Clauses(clause.start, clause.end, (clause,))
    statement = _about(notation, text, source, status, said)
    if [r.sign for r in clause.relations] not in (["="], ["≡"]):
        return statement
    return replace(statement, left=clause.members[0], right=clause.members[1])


def _about(notation: Clauses, text: Traced, source: Source, status: Status, said: str) -> Statement:
    formula = Formula(text.text, notation, text if source.traced else None, source.origin)
    return Statement(status, source.place, source.scope, formula, said=said)

"""Statements in the making: places in a display, and what they become in the document."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from typing import TypeVar

from derive.discourse.scopes import LastSide, Span, State
from derive.discourse.statements import Formula, Statement, Status
from derive.documents.traced import Traced, copied, joined
from derive.notation.nodes import Clause, Clauses, Expression, Node, Separator
from derive.notation.parse import parse

__all__ = ["Draft", "finished", "with_last"]

_N = TypeVar("_N", bound=Node)
#: What belongs to the sign behind it, or to the bracket before it, and says nothing.
_BEFORE = re.compile(
    r"(?:\\(?:left|[bB]igg?[lrm]?|(?:under|over)brace|(?:text)?color\s*\{[^{}]*\})\s*(?:\{\s*)?)+\Z"
)
_BELOW = re.compile(r"\s*[_^]\s*\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}")
#: How far before a side one looks for what belongs to it.
_NEAR = 80


@dataclass(slots=True)
class Draft:
    """A statement that is still being made; all places are offsets in the text of the display.

    ``reach`` is the stretch for which it holds where that is no more than some equations.
    ``clause`` is its relation with both sides, ``listing`` a range that is written over several
    clauses, ``other`` a text of its own. ``at`` is the place of what could not be read.
    """

    status: Status
    start: int
    end: int
    said: str = ""
    left: Expression | None = None
    right: Expression | None = None
    clause: Clause | None = None
    other: str = ""
    words: str = ""
    row: int = 0
    goes_on: bool = False
    reach: tuple[int, int] | None = None
    letters: tuple[str, ...] = ()
    reason: str = ""
    listing: tuple[Clause | Separator, ...] = ()
    at: tuple[int, int] | None = None

    @property
    def sided(self) -> bool:
        """Whether this is an equation with two sides."""
        return self.left is not None and self.right is not None


def finished(draft: Draft, formula: Formula, state: State) -> Statement:
    """A draft as a statement, with its places in the source."""
    source = formula.source
    assert source is not None
    return Statement(
        draft.status,
        source.source_span(*_whole(formula.text, draft.start, draft.end)),
        source.source_span(*draft.reach) if draft.reach else _scope(draft, state),
        _own(draft, formula),
        draft.left,
        draft.right,
        draft.said,
        draft.words,
        letters=draft.letters,
        row=draft.row,
        goes_on=draft.goes_on,
        reason=draft.reason,
    )


def _own(draft: Draft, formula: Formula) -> Formula:
    """The formula of a draft: the display, or a clause of it, or a text of its own."""
    if draft.other:
        return Formula(draft.other, parse(draft.other), None, formula.origin)
    if draft.status == "unread":
        return replace(formula, notation=Clauses(*(draft.at or (draft.start, draft.end)), ()))
    whole = draft.sided and draft.status in ("claim", "definition") and draft.reach is None
    parts = draft.listing or ((draft.clause,) if draft.clause is not None else ())
    if whole or not parts:
        return formula
    start, end = min(p.start for p in parts), max(p.end for p in parts)
    return replace(formula, notation=Clauses(start, end, parts))


def _scope(draft: Draft, state: State) -> Span:
    """How far a statement reaches of which the display says nothing."""
    start = state.sentence[0]
    match draft.status:
        case "assumption" | "supposition" | "hypothetical":
            return state.sentence
        case "range":
            return start, state.section[1]
    return start, state.document[1]


def _whole(text: str, start: int, end: int) -> Span:
    """Where a side begins and ends, with the sizes, colours and braces around it."""
    found = _BEFORE.search(text[max(0, start - _NEAR) : start])
    if found is None:
        return start, end
    below = _BELOW.match(text, end) if "brace" in found[0] else None
    return start - len(found[0]), end if below is None else below.end()


def with_last(text: Traced, last: LastSide) -> tuple[Traced, Expression]:
    """The text with the side on which it goes on behind it, so that both have places in it."""
    source = last.formula.source
    start, end = last.side.start, last.side.end
    written = source.part(start, end) if source else copied(last.formula.text[start:end], 0)
    by = len(text.text) + 1 - start
    between = copied("\n", text.source_end(len(text.text)))
    return joined([text, between, written]), _moved(last.side, by)


def _moved(node: _N, by: int) -> _N:
    """A node at another place of the text."""
    changed: dict[str, object] = {}
    for entry in fields(node):
        value = getattr(node, entry.name)
        if entry.name in ("start", "end"):
            changed[entry.name] = value + by
        elif isinstance(value, tuple):
            changed[entry.name] = tuple(_moved(x, by) if isinstance(x, Node) else x for x in value)
        elif isinstance(value, Node):
            changed[entry.name] = _moved(value, by)
    return replace(node, **changed)  # type: ignore[arg-type]

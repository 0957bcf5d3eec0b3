"""Statements: what each equation, and each sentence that bears on one, is doing there. Data only.

A document is a sequence of statements in the order of its text. A statement has a *status*
(what the author does with it), a *scope* (from where to where it holds, in source offsets) and
a *place* with the words that say so. What bears on a claim are the statements whose scope
holds its place, whether they stand before it or behind ("where …").
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from derive.documents.traced import Traced
from derive.notation.nodes import Clause, Clauses, Expression

__all__ = ["STATUSES", "Formula", "Span", "State", "Statement", "Status"]

#: From where to where, in offsets of the source.
Span: TypeAlias = tuple[int, int]

Status: TypeAlias = Literal[
    # An equation that is to be judged. One whose left side is a new name alone becomes a
    # definition when the document is gone through in order (by `=` alone: ``said`` is "").
    "claim",
    # let, define, `:=`, "denote by", a directive `let`; ``said`` is how it was said.
    "definition",
    # if, where, since, for (a case), a directive `assume` or `case`: a relation that holds there.
    # ``said`` is "judge" after since/because/note where it is to be judged first.
    "assumption",
    # A fact with a name: ``said`` is "symmetric", "one-hot", "positive", "distribution",
    # "identity", "orthogonal", "binary", …; ``formula`` is the name, or the relation.
    "property",
    # What kind of thing a name is: ``said`` is "matrix", "vector", "scalar", "random",
    # "operator", "event", "function", "index", "function of" (``formula``: ``f, x``), "modulo".
    "kind",
    # A shape or a range: ``x \in R^n``, ``i = 1, …, n``, ``k \in S``, (3×4), a directive
    # `vector x : n` (``said`` is the verb, ``axes`` are the sets).
    "range",
    # "with K = 2 classes": a size that is a number or another letter.
    "size",
    # "for x = 3", "in the special case": a fact at a point, in its sentence, item or paragraph.
    "supposition",
    # subject to, set to zero, solve: never a definition, never refuted.
    "constraint",
    # ``←``, ``θ^{t+1} = …``, "the update is", an algorithm: the next state.
    "update",
    # + const, O(h²), ∝, ≈, "roughly": never refuted, defines and assumes nothing.
    "approximate",
    # unless, "some authors", would, "common mistake": proves, assumes and defines nothing, and
    # blocks refutations in its scope.
    "hypothetical",
    # A second definition of a name ("as a second example take", "we ignore the regulariser").
    "rival",
    # What is over from there on: "we drop the assumption that …"; ``formula`` says which.
    "withdrawn",
    # A convention of the section: ``said`` is "einstein", "numerator", "denominator",
    # "log base 2", "0 log 0 = 0", …
    "convention",
    # What could not be read, or words about names that were not understood: a hole.
    "unread",
]
STATUSES: tuple[Status, ...] = get_args(Status)


@dataclass(frozen=True, slots=True)
class Formula:
    """LaTeX with its notation. The places of the nodes are offsets in ``text``.

    ``source`` leads from ``text`` to the document, where the formula stands in one;
    ``origin`` says where it came from: "display", "inline", "directive", or an option's name.
    """

    text: str
    notation: Clauses
    source: Traced | None = None
    origin: str = "display"

    @property
    def clause(self) -> Clause | None:
        """The one clause of the formula, if it has one."""
        found = None
        for part in self.notation.parts:
            if isinstance(part, Clause):
                if found is not None:
                    return None
                found = part
        return found

    def span(self, node: Expression | Clause | Clauses) -> tuple[int, int]:
        """Where a node stands in the document; in the text where it stands in none."""
        if self.source is None:
            return node.start, node.end
        return self.source.source_span(node.start, node.end)


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement: its status, its formula, where it stands, how far it reaches, the words.

    For an equation ``left`` and ``right`` are its sides in ``formula.text``; both sides may
    stand in rows of one display, so that ``formula`` is the whole display, with its notation
    row by row. ``place`` and ``scope`` are offsets in the source. ``letters`` are the names of
    which an unread statement speaks (``("*",)`` where they are not certain). ``row`` numbers the
    rows of a display; ``goes_on`` says that the row below goes on from this right side.
    """

    status: Status
    place: tuple[int, int]
    scope: tuple[int, int]
    formula: Formula | None = None
    left: Expression | None = None
    right: Expression | None = None
    said: str = ""
    words: str = ""
    axes: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    #: Letters for all of which it holds, where that is said: "for all i".
    every: tuple[str, ...] = ()
    row: int = 0
    goes_on: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """Where a display stands, and what its first row may go on with.

    Scopes are nested: the document, a section with the sections below it, a block (a paragraph
    or an item of a list, with the displays that belong to it), a sentence with its displays.
    A claim's scope begins with ``sentence`` and ends with ``document``: what it may define is
    known to the words around it and to all that follows.
    """

    document: Span
    section: Span
    block: Span
    sentence: Span
    last: Traced | None = None

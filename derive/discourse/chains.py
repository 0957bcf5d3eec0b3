r"""A clause with several relations, taken apart: ``a = b \approx c = d``, ``p \Rightarrow q``.

A chain is taken apart at the signs that lead from one equation to the next; each relation of a
part becomes a draft of a statement, with places in the text of its display. What a chain
leads from is what its consequence rests on: it is no claim of its own where it only asks for
a value (``2w - 6 = 0 \Rightarrow w = 3``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from derive.discourse.relations import LEADS, TURNS, called, names_in, stated
from derive.discourse.statements import Status
from derive.notation.names import only_item, plain_text, single_term, spelled
from derive.notation.nodes import Clause, Expression, Fraction, Operator, Separator, letters_of

__all__ = ["Draft", "Part", "drafts_of", "lead_from", "parts_of", "rests_on"]

_HOMELESS = "this row begins with a relation, and no side is known that stands before it"
#: Statuses with two sides that are equal, at least for the moment.
_SIDED = frozenset({"claim", "definition", "constraint", "approximate", "update"})


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


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a chain without signs that lead on; ``led`` is the sign that leads to it."""

    members: tuple[Expression | None, ...]
    relations: tuple[Operator, ...]
    led: str = ""

    @property
    def clause(self) -> Clause:
        """The part as a clause by itself."""
        first, last = self.members[0] or self.relations[0], self.members[-1]
        assert last is not None
        return Clause(first.start, last.end, self.members, self.relations)


def parts_of(clause: Clause, text: str) -> tuple[Part, ...]:
    r"""The parts of a clause between ``\Rightarrow``, ``\iff`` and the like.

    >>> from derive.notation.parse import parse
    >>> text = r"a = b \Rightarrow c = d = e"
    >>> [(len(p.members), p.led) for p in parts_of(parse(text).parts[0], text)]
    [(2, ''), (3, '⇒')]
    """
    found: list[Part] = []
    members: list[Expression | None] = [clause.members[0]]
    relations: list[Operator] = []
    led = ""
    for relation, right in zip(clause.relations, clause.members[1:], strict=True):
        assert right is not None
        said = stated(relation, members[-1], right, text)
        if said == LEADS or (said == TURNS and len(clause.relations) > 1):
            if members != [None]:
                found.append(Part(tuple(members), tuple(relations), led))
            members, relations, led = [right], [], relation.sign
        else:
            members.append(right)
            relations.append(relation)
    return (*found, Part(tuple(members), tuple(relations), led))


def drafts_of(part: Part, before: Expression | None, text: str) -> Iterator[Draft]:
    """The drafts of a part; ``before`` is the side on which it goes on if it has none itself."""
    left = part.members[0] or before
    for relation, right in zip(part.relations, part.members[1:], strict=True):
        assert right is not None
        if left is None:
            letters = tuple(sorted(letters_of(right)))
            yield Draft("unread", relation.start, right.end, letters=letters, reason=_HOMELESS)
        else:
            status, said = stated(relation, left, right, text)
            start, end = min(left.start, right.start), max(left.end, right.end)
            clause = Clause(start, end, (left, right), (relation,))
            found = Draft(status, right.start, right.end, said, clause=clause)
            if status in _SIDED and said in ("", ":=", "→"):
                found.left, found.right = left, right
            yield found
        left = right


def lead_from(drafts: list[Draft], local: bool) -> list[Draft]:
    r"""Say that drafts are what a consequence is drawn from; those on which it rests.

    ``… = 0 \Rightarrow`` asks for a value: it is a constraint if it is a derivative. What is
    said of a derivative is claimed, what is said of a name defines it (for the consequence alone
    if ``local``); any other is what the consequence rests on.
    """
    sided = [d for d in drafts if d.sided and d.status == "claim"]
    if not sided:
        return []
    first, last = sided[0], sided[-1]
    if not _speaks(last.right) or not _speaks(last.left):
        asks = len(sided) > 1 or _is_derivative(first.left)
        last.status, last.said = ("constraint", "") if asks else ("assumption", "⇒")
        return [last]
    plain = first.right is not None and spelled(only_item(first.right)) is not None
    if _is_derivative(first.left):
        return []
    if called(first.left) is not None and not plain:
        if local:
            first.status, first.said = "definition", "⇒"
        return [first] if local else []
    for draft in sided:
        draft.status, draft.said = "assumption", "⇒"
    return sided


def rests_on(consequences: list[Draft], grounds: list[Draft]) -> None:
    """Say of consequences what they are drawn from: what is solved for is not defined by that."""
    constrained = any(d.status == "constraint" for d in grounds)
    sides = [s for d in grounds if d.status != "definition" for s in (d.left, d.right) if s]
    names = {plain_text(name.node) for side in sides for name in names_in(side)}
    for draft in consequences:
        if draft.status == "claim" and draft.left is not None:
            if constrained:
                draft.status = "constraint"
            elif names & {plain_text(name.node) for name in names_in(draft.left)}:
                draft.said = "⇒"


def _speaks(side: Expression | None) -> bool:
    """Whether there are letters in a side."""
    return side is not None and bool(letters_of(side))


def _is_derivative(side: Expression | None) -> bool:
    r"""Whether a side is a derivative: ``\frac{dL}{dw}``, ``\nabla_w L``, ``\partial_x f``."""
    term = single_term(side) if side is not None else None
    if term is None:
        return False
    if isinstance(term.items[0], Fraction):
        return plain_text(term.items[0].below)[:1] in ("d", "∂")
    name = spelled(term.items[0])
    return name is not None and name.stem in ("∇", "∂")

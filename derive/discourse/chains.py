r"""A clause with several relations, taken apart: ``a = b \approx c = d``, ``p \Rightarrow q``.

A chain is taken apart at the signs that lead from one equation to the next; each relation of a
part becomes a draft of a statement, with places in the text of its display. What a chain
leads from is what its consequence rests on: it is no claim of its own where it only asks for
a value (``2w - 6 = 0 \Rightarrow w = 3``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from derive.discourse.drafts import Draft
from derive.discourse.relations import Sort, called, sort_of
from derive.discourse.statements import Status
from derive.notation.names import only_item, plain_text, rows_of_items, single_term, spelled
from derive.notation.nodes import (
    Clause,
    Expression,
    Fraction,
    Node,
    Operator,
    letters_of,
)

__all__ = [
    "Part",
    "drafts_of",
    "either",
    "lead_from",
    "parts_of",
    "rests_on",
]

_STATUSES: dict[Sort, tuple[Status, str]] = {
    "equal": ("claim", ""),
    "defines": ("definition", ":="),
    "demands": ("constraint", ""),
    "roughly": ("approximate", ""),
    "updates": ("update", ""),
    "turns": ("approximate", "→"),
    "among": ("range", ""),
    "drawn": ("kind", "random"),
}
_HOMELESS = "this row begins with a relation, and no side is known that stands before it"
#: Statuses with two sides that are equal, at least for the moment.
_SIDED = frozenset({"claim", "definition", "constraint", "approximate", "update"})


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a chain without signs that lead on: its members and relations.

    ``led`` is the sign that leads to it, if one does.
    """

    members: tuple[Expression | None, ...]
    relations: tuple[Operator, ...]
    led: str = ""

    @property
    def clause(self) -> Clause:
        """The part as a clause by itself."""
        first = self.members[0]
        start = first.start if first is not None else self.relations[0].start
        last = self.members[-1]
        assert last is not None
        return Clause(start, last.end, self.members, self.relations)


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
    alone = len(clause.relations) == 1
    for relation, right in zip(clause.relations, clause.members[1:], strict=True):
        assert right is not None
        sort = sort_of(relation, members[-1], right, text)
        if sort == "leads" or (sort == "turns" and not alone):
            if members != [None]:
                found.append(Part(tuple(members), tuple(relations), led))
            members, relations, led = [right], [], relation.sign
            continue
        members.append(right)
        relations.append(relation)
    return (*found, Part(tuple(members), tuple(relations), led))


def drafts_of(part: Part, before: Expression | None, text: str) -> Iterator[Draft]:
    """The drafts of a part; ``before`` is the side on which it goes on if it has none itself."""
    left = part.members[0] if part.members[0] is not None else before
    for relation, right in zip(part.relations, part.members[1:], strict=True):
        assert right is not None
        sort = sort_of(relation, left, right, text)
        if left is None:
            letters = tuple(sorted(letters_of(right)))
            yield Draft("unread", relation.start, right.end, letters=letters, reason=_HOMELESS)
        else:
            yield from _drafts(left, relation, right, sort)
        left = right


def _drafts(left: Expression, relation: Operator, right: Expression, sort: Sort) -> Iterator[Draft]:
    place = right.start, right.end
    status, said = _STATUSES.get(sort, ("claim", relation.sign))
    start, end = min(left.start, right.start), max(left.end, right.end)
    clause = Clause(start, end, (left, right), (relation,))
    if sort == "compares" or status not in _SIDED:
        yield Draft(status, *place, said, clause=clause)
    else:
        yield Draft(status, *place, said, left, right, clause)


def lead_from(drafts: list[Draft], local: bool) -> list[Draft]:
    r"""Say that drafts are what a consequence is drawn from; those on which it rests.

    ``… = 0 \Rightarrow`` asks for a value: it is a constraint if it is a derivative. An
    equation for a name says what that is, but for the sake of the consequence alone if it is
    ``local``; one for a derivative is claimed. Any other is what the consequence rests on.
    """
    sided = [d for d in drafts if d.sided and d.status == "claim"]
    if not sided:
        return []
    first, last = sided[0], sided[-1]
    if not _speaks(last.right) or not _speaks(last.left):
        derived = len(sided) > 1 or _is_derivative(first.left)
        last.status, last.said = ("constraint", "") if derived else ("assumption", "⇒")
        return [last]
    if _is_derivative(first.left):
        return []
    if first.left is not None and called(first.left) is not None and not _is_name(first.right):
        if local:
            first.status, first.said = "definition", "⇒"
        return [first] if local else []
    for draft in sided:
        draft.status, draft.said = "assumption", "⇒"
    return sided


def _speaks(side: Expression | None) -> bool:
    """Whether there are letters in a side."""
    return side is not None and bool(letters_of(side))


def _is_name(side: Expression | None) -> bool:
    return side is None or spelled(only_item(side)) is not None


def either(drafts: list[Draft]) -> None:
    """Say of drafts that they are one of several possibilities: ``x = 1`` or ``x = -1``."""
    for draft in drafts:
        if draft.status == "claim":
            draft.status, draft.said = "hypothetical", "or"


def rests_on(consequences: list[Draft], grounds: list[Draft]) -> None:
    """Say of consequences what they are drawn from: what is solved for is not defined by that."""
    constrained = any(d.status == "constraint" for d in grounds)
    resting = [d for d in grounds if d.status != "definition"]
    names = {name for d in resting for side in (d.left, d.right) if side for name in _names(side)}
    for draft in consequences:
        if draft.status != "claim" or draft.left is None:
            continue
        if constrained:
            draft.status = "constraint"
        elif _names(draft.left) & names:
            draft.said = "⇒"


def _names(side: Expression) -> set[str]:
    rows = rows_of_items(side)
    names = (spelled(item) for items in rows for item in items)
    return {plain_text(name.node) for name in names if name is not None}


def _is_derivative(side: Expression | None) -> bool:
    r"""Whether a side is a derivative: ``\frac{dL}{dw}``, ``\nabla_w L``, ``\partial_x f``."""
    term = single_term(side) if side is not None else None
    if term is None:
        return False
    first: Node = term.items[0]
    if isinstance(first, Fraction):
        return plain_text(first.below)[:1] in ("d", "∂")
    name = spelled(first)
    return name is not None and name.stem in ("∇", "∂")

r"""Clauses of a row as they stand on paper: listings, columns, maps, cases in brackets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from derive.discourse.chains import Part
from derive.notation.names import only_item, plain_text, spelled
from derive.notation.nodes import (
    Bracket,
    Clause,
    Clauses,
    Digits,
    Expression,
    Head,
    Letter,
    Node,
    Scripted,
    Separator,
    Styled,
    subnodes,
)

__all__ = ["columns", "in_brackets", "is_map", "letter_of", "listing_at", "without_cases"]


def listing_at(parts: Sequence[Clause | Separator], at: int) -> int:
    r"""How many parts from ``at`` on are ``i = 1, \ldots, n`` or ``k = 1, 2, 3``; 0 if none are.

    >>> from derive.notation.parse import parse
    >>> [listing_at(parse(t).parts, 0) for t in (r"i = 1, \ldots, n, a = b", "i = 1, j = 2")]
    [5, 0]
    >>> listing_at(parse(r"i, j \in S").parts, 0)
    3
    """
    begin = at
    if at > 1 and _is_comma(parts[at - 1]) and _is_name(parts[at - 2]):
        return 0  # it was asked at the first of these names
    while _is_name(parts[at]) and at + 2 < len(parts) and _is_comma(parts[at + 1]):
        at += 2
    clause = parts[at]
    if not isinstance(clause, Clause) or len(clause.members) != 2:
        return 0
    if at > begin and clause.relations[0].sign == "∈" and letter_of(clause.members[0]) is not None:
        return at + 1 - begin
    if clause.relations[0].sign != "=" or not _counts(clause.members[1]):
        return 0
    if letter_of(clause.members[0]) is None:
        return 0
    end = at + 1
    while end + 1 < len(parts):
        item = parts[end + 1]
        if not _is_comma(parts[end]):
            break
        if not isinstance(item, Clause) or item.relations or not _counts(item.members[0]):
            break
        end += 2
    run = parts[at + 1 : end]
    dots = any(isinstance(p, Clause) and plain_text(p) == "…" for p in run)
    values = [clause.members[1], *(p for p in run if isinstance(p, Clause))]
    numbers = all(plain_text(value).isdigit() for value in values)
    return end - begin if run and (dots or numbers) else 0


def _is_comma(part: Clause | Separator) -> bool:
    return isinstance(part, Separator) and part.sign in (",", ";")


def _is_name(part: Clause | Separator) -> bool:
    return isinstance(part, Clause) and not part.relations and bool(letter_of(part.members[0]))


def _counts(member: Expression | None) -> bool:
    """Whether a side is a number, dots or a letter, maybe with a number added."""
    if member is None:
        return False
    nodes = [n for n in subnodes(member) if isinstance(n, Bracket | Head)]
    return not nodes and all(len(term.items) == 1 for term in member.terms)


def letter_of(member: Expression | None) -> str | None:
    """The letter that a side is, ``""`` for a number, ``None`` for anything else."""
    item = only_item(member) if member is not None else None
    if isinstance(item, Digits):
        return ""
    name = spelled(item)
    return name.letter if name is not None and not (name.below or name.above) else None


def columns(clause: Clause, text: str) -> Iterator[Clause]:
    """The clause, parted where a column between its relations is empty: ``= b & & = c``."""
    start = 0
    for n in range(1, len(clause.relations)):
        before = clause.members[n]
        assert before is not None
        if text.count("&", before.end, clause.relations[n].start) > 1:
            members = clause.members[start : n + 1]
            if start:
                members = (None, *members[1:])
            yield Clause(_start(clause, start), before.end, members, clause.relations[start:n])
            start = n
    members = clause.members[start:]
    if start:
        members = (None, *members[1:])
    yield Clause(_start(clause, start), clause.end, members, clause.relations[start:])


def _start(clause: Clause, n: int) -> int:
    return clause.relations[n].start if n else clause.start


def is_map(parts: tuple[Clause | Separator, ...], at: int) -> bool:
    r"""Whether a clause and the two parts before it are ``f : X \to Y``."""
    clause = parts[at]
    if at < 2 or not isinstance(clause, Clause) or [r.sign for r in clause.relations] != ["→"]:
        return False
    name, colon = parts[at - 2], parts[at - 1]
    is_name = isinstance(name, Clause) and not name.relations
    return is_name and isinstance(colon, Separator) and colon.sign == ":"


def in_brackets(part: Part) -> Clauses | None:
    r"""The conditions that stand by themselves in brackets: ``(i \ne j)``."""
    item = only_item(part.members[0]) if part.members[0] is not None else None
    if not isinstance(item, Bracket) or item.kind not in ("(", "["):
        return None
    related = any(isinstance(p, Clause) and p.relations for p in item.inside.parts)
    return item.inside if related else None


def without_cases(part: Part) -> tuple[Part, list[Clause]]:
    """A part without the cases in brackets behind its sides."""
    members = []
    found: list[Clause] = []
    for n, member in enumerate(part.members):
        if member is not None and part.relations and n:
            member, cases = _without_case(member)
            found += cases
        members.append(member)
    return replace(part, members=tuple(members)), found


def _without_case(side: Expression) -> tuple[Expression, tuple[Clause, ...]]:
    r"""A side without the bracket at its end that holds a case: ``a_i \quad (i = j)``.

    An indicator ``1(i = k)`` and a value ``P(y = 1)`` keep theirs.
    """
    term = side.terms[-1]
    last = term.items[-1]
    if not isinstance(last, Bracket) or last.kind not in ("(", "[") or len(term.items) < 2:
        return side, ()
    clauses = tuple(p for p in last.inside.parts if isinstance(p, Clause))
    if not clauses or any(not c.relations or None in c.members for c in clauses):
        return side, ()
    before = term.items[-2]
    if _indicates(before):
        return side, ()
    values = any(letter_of(m) in (None, "") for c in clauses for m in c.members)
    if values and isinstance(before, Letter | Scripted | Styled):
        return side, ()
    rest = replace(term, end=before.end, items=term.items[:-1])
    return replace(side, end=rest.end, terms=(*side.terms[:-1], rest)), clauses


def _indicates(item: Node) -> bool:
    r"""Whether an item makes an indicator of the equation behind it: ``\mathbb 1(i = k)``."""
    plain = item
    while isinstance(plain, Styled | Scripted):
        plain = plain.of if isinstance(plain, Styled) else plain.base
    if isinstance(plain, Letter):
        return plain.name in ("I", "𝕀", "P", "Pr") or plain.word
    return isinstance(plain, Digits) and plain.text == "1"

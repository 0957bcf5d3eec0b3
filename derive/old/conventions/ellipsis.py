r"""Sums with dots: ``a_1 b_1 + a_2 b_2 + \dots + a_n b_n`` is a sum over an index.

Where the terms before the dots and the last one are one term at 1, 2, … and at n, the sum
is written with its sign. Where they are not, the dots are left for the reader to reject.
"""

from __future__ import annotations

from dataclasses import replace

from derive.notation.nodes import (
    Bracket,
    Clause,
    Clauses,
    Digits,
    Expression,
    Head,
    Item,
    Letter,
    Operator,
    Scripted,
    Term,
    letters_of,
    subnodes,
)
from derive.old.conventions.walk import Row, over_rows
from derive.syntax.reader.look import items_of
from derive.syntax.reader.plain import plain

__all__ = ["at_letter", "free_letter", "numbers_below", "only_number", "summed", "without_dots"]

#: Letters for the index of a sum that takes the place of dots.
_LETTERS = "jikrsuvpq"


def without_dots(clauses: Clauses) -> Clauses:
    r"""The notation with the sums that dots stand for, on the outermost level.

    >>> from derive.notation.parse import parse
    >>> found = without_dots(parse(r"q = a_1 b_1 + a_2 b_2 + \dots + a_n b_n"))
    >>> plain(found.parts[0].members[1].terms[0].items[1:][0])
    'a_j'
    """
    parts = tuple(
        replace(p, members=tuple(None if m is None else _expression(m) for m in p.members))
        if isinstance(p, Clause)
        else p
        for p in clauses.parts
    )
    return replace(clauses, parts=parts)


def _expression(expression: Expression) -> Expression:
    terms = expression.terms
    places = [n for n, term in enumerate(terms) if [plain(i) for i in term.items] == ["…"]]
    if len(places) != 1 or places[0] + 2 > len(terms) or places[0] == 0:
        return expression
    at = places[0]
    last = terms[at + 1]
    signs = {_sign(t) for t in terms[1 : at + 2]}
    letter = free_letter(expression)
    if letter is None:
        return expression
    for begin in range(at):
        first = terms[begin:at]
        low = only_number(first[0])
        if low not in ("0", "1") or len(signs) > 1:
            continue
        for high in sorted(numbers_below(last)):
            body = at_letter(last, high, letter)
            expected = [str(int(low) + n) for n in range(len(first))]
            found = [
                at_letter(t, number, letter) for t, number in zip(first, expected, strict=True)
            ]
            if high.isdigit() or any(_plain(f) != _plain(body) for f in found):
                continue
            whole = summed(first[0], last, body, letter, low, high)
            kept = (*terms[:begin], whole, *terms[at + 2 :])
            return replace(expression, terms=kept)
    return expression


def free_letter(expression: Expression) -> str | None:
    """A letter for the index of a sum, which stands nowhere in an expression."""
    taken = letters_of(expression)
    return next((letter for letter in _LETTERS if letter not in taken), None)


def _sign(term: Term) -> str:
    return "-" if term.signs.count("-") % 2 else "+"


def _plain(term: Term) -> str:
    return "".join(map(plain, term.items))


def only_number(term: Term) -> str | None:
    """The number that stands below in a term, if it is one."""
    numbers = {b for b in numbers_below(term) if b.isdigit()}
    return numbers.pop() if len(numbers) == 1 else None


def numbers_below(term: Term) -> set[str]:
    """What stands below the letters of a term."""
    found = set()
    for node in subnodes(term):
        below = items_of(node.below) if isinstance(node, Scripted) and node.below else None
        found |= {plain(i) for i in below or () if isinstance(i, Digits | Letter)}
    return found


def at_letter(term: Term, at: str, letter: str) -> Term:
    """The term with a letter below where something else stood."""

    def change(row: Row) -> Row:
        return tuple(_below_changed(item, at, letter) for item in row)

    inside = over_rows(_clauses(term.items), change)
    clause = inside.parts[0]
    assert isinstance(clause, Clause)
    member = clause.members[0]
    assert member is not None
    return replace(term, items=member.terms[0].items)


def _below_changed(item: Item, at: str, letter: str) -> Item:
    if not isinstance(item, Scripted) or item.below is None:
        return item
    below = items_of(item.below)
    if below is None:
        return item
    kind = Digits if letter.isdigit() else Letter
    changed = tuple(kind(i.start, i.end, letter) if plain(i) == at else i for i in below)
    return replace(item, below=_group(changed))


def summed(first: Term, last: Term, body: Term, letter: str, low: str, high: str) -> Term:
    """The sum over the letter from the first term to the last one."""
    place = first.start, last.end
    index = Letter(*place, letter)
    left, right = (_clauses((x,)) for x in (index, Digits(*place, low)))
    sides = []
    for side in (left, right):
        clause = side.parts[0]
        assert isinstance(clause, Clause)
        sides.append(clause.members[0])
    below = Bracket(
        *place, "{", Clauses(*place, (Clause(*place, tuple(sides), (Operator(*place, "="),)),))
    )
    head = Head(*place, "sum", below, Letter(*place, high))
    return Term(*place, first.signs, (head, *body.items))


def _group(row: Row) -> Bracket:
    return Bracket(row[0].start, row[-1].end, "{", _clauses(row))


def _clauses(row: Row) -> Clauses:
    place = row[0].start, row[-1].end
    expression = Expression(*place, (Term(*place, "", row),))
    return Clauses(*place, (Clause(*place, (expression,), ()),))

r"""Sums in brackets with a stray term: ``[\sum_i a_i + b_i]``, where the other side has no i.

Read to the letter, the sum ends before ``b_i``, whose i nothing binds. Without brackets the
author may let the sum take both terms, and nobody knows; the brackets show where the author
lets things end. The step is false as it is printed, if it holds with the sum over both.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from derive.notation.nodes import (
    Bracket,
    Clause,
    Clauses,
    Expression,
    Head,
    Node,
    Scripted,
    Term,
    parts,
)
from derive.old.conventions.walk import row_of
from derive.old.task import Task
from derive.syntax.reader.look import only_item
from derive.syntax.reader.session import Formula
from derive.syntax.reader.usage import survey

__all__ = ["Reaching", "reaching"]

_BIG = ("sum", "product")


@dataclass(frozen=True, slots=True)
class Reaching:
    """The task with its sums reaching on, the letters that they take, and the right side so."""

    task: Task
    letters: tuple[str, ...]
    mended: str


def reaching(task: Task) -> Reaching | None:
    r"""The task in which sums in brackets take the terms behind them that have their letter.

    >>> from derive.notation.parse import parse
    >>> sides = tuple(Formula(t, parse(t)) for t in ("S", r"[\sum_i a_i + b_i]"))
    >>> found = reaching(Task(sides))
    >>> found.letters, found.mended
    (('i',), '[\\sum_i\\left( a_i + b_i\\right)]')
    """
    left, right = task.sides
    found = _Reach(_letters(left.notation))
    changed = replace(right, notation=found.clauses(right.notation))
    if not found.letters:
        return None
    letters = tuple(dict.fromkeys(found.letters))
    return Reaching(replace(task, sides=(left, changed)), letters, _text(right, found.places))


def _letters(notation: Node) -> frozenset[str]:
    """The letters that stand as indices, below or above in parentheses, outside every sum."""
    found: set[str] = set()
    waiting: list[Node] = [notation]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Term):
            big = [n for n, i in enumerate(node.items) if isinstance(i, Head) and i.name in _BIG]
            waiting.extend(node.items[: big[0]] if big else node.items)
            continue
        if isinstance(node, Scripted):
            usage = survey((row_of((replace(node, primes=0),)),))
            found |= {*usage.below, *(x for x in usage.raised if node.below or _is_sample(node))}
        waiting.extend(parts(node))
    return frozenset(found)


def _is_sample(node: Scripted) -> bool:
    """Whether parentheses stand above: ``x^{(i)}``."""
    inner = None if node.above is None else only_item(node.above)
    return isinstance(inner, Bracket) and inner.kind == "("


def _text(side: Formula, places: list[tuple[int, int]]) -> str:
    """A side with parentheses at places."""
    text = side.text
    start, end = side.notation.start, side.notation.end
    marks = sorted([(a, r"\left(") for a, _ in places] + [(b, r"\right)") for _, b in places])
    for at, mark in reversed(marks):
        text = text[:at] + mark + text[at:]
        end += len(mark)
    return text[start:end]


class _Reach:
    """Looks for sums that reach on in one formula; ``own`` are letters that may stand free."""

    def __init__(self, own: frozenset[str]) -> None:
        self.own = own
        self.letters: list[str] = []
        self.places: list[tuple[int, int]] = []

    def clauses(self, clauses: Clauses, bracketed: bool = False) -> Clauses:
        parts = tuple(
            replace(p, members=(*p.members[:-1], self.expression(p.members[-1], bracketed)))
            if isinstance(p, Clause) and p.members[-1] is not None
            else p
            for p in clauses.parts
        )
        return replace(clauses, parts=parts)

    def expression(self, expression: Expression, bracketed: bool) -> Expression:
        terms = [self.term(term) for term in expression.terms]
        if not bracketed:
            return replace(expression, terms=tuple(terms))
        for n, term in enumerate(terms):
            first = term.items[0]
            if not isinstance(first, Head) or first.name != "sum" or len(term.items) < 2:
                continue
            if "-" in term.signs:
                continue
            bound = set(survey((row_of((first,)),)).bound) - self.own
            with_letter = [k for k in range(n + 1, len(terms)) if bound & _letters(terms[k])]
            last = with_letter[-1] if with_letter else n
            if last == n or with_letter != list(range(n + 1, last + 1)):
                continue
            self.letters += sorted(bound & _letters(terms[n + 1]))
            place = first.end, terms[last].end
            self.places.append(place)
            head, *rest = term.items
            row = Expression(*place, (Term(*place, "", tuple(rest)), *terms[n + 1 : last + 1]))
            whole = Bracket(*place, "(", Clauses(*place, (Clause(*place, (row,), ()),)))
            joined = Term(term.start, place[1], term.signs, (head, whole))
            terms = [*terms[:n], joined, *terms[last + 1 :]]
            break
        return replace(expression, terms=tuple(terms))

    def term(self, term: Term) -> Term:
        items = tuple(
            replace(i, inside=self.clauses(i.inside, True))
            if isinstance(i, Bracket) and i.kind in "(["
            else i
            for i in term.items
        )
        return replace(term, items=items)

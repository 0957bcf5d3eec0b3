r"""Dots between terms that have no pattern in common: ``b_0 + b_1 + \dots + b_n x_n``.

The last term says how the ones that are not shown go on. Where terms that are shown lack
factors that the last one has, the step is judged with the ones that are shown as they are;
it is never called proved, since the dots may hide anything.
"""

from __future__ import annotations

from dataclasses import replace

from derive.notation.nodes import (
    Clause,
    Digits,
    Expression,
    Letter,
    Node,
    Scripted,
    Term,
    parts,
    subnodes,
)
from derive.old.conventions.ellipsis import (
    at_letter,
    free_letter,
    numbers_below,
    only_number,
    summed,
)
from derive.old.task import Task
from derive.syntax.reader.plain import plain

__all__ = ["with_uneven_dots"]


def with_uneven_dots(task: Task) -> tuple[Task, str] | None:
    r"""The task with such dots written as a sum, and the right side with its pattern throughout.

    >>> from derive.notation.parse import parse
    >>> from derive.syntax.reader.session import Formula
    >>> sides = tuple(Formula(t, parse(t)) for t in ("h", r"b_0 + b_1 + \dots + b_n x_n"))
    >>> with_uneven_dots(Task(sides))[1]
    'b_0 x_0 + b_1 x_1 + \\dots + b_n x_n'
    """
    side = task.sides[-1]
    if len(side.notation.parts) != 1:
        return None
    clause = side.notation.parts[0]
    expression = clause.members[0] if isinstance(clause, Clause) else None
    if expression is None:
        return None
    found = _written_out(expression, side.text)
    if found is None:
        return None
    changed, text = found
    assert isinstance(clause, Clause)
    notation = replace(side.notation, parts=(replace(clause, members=(changed,)),))
    return replace(task, sides=(*task.sides[:-1], replace(side, notation=notation))), text


def _written_out(expression: Expression, text: str) -> tuple[Expression, str] | None:
    terms = expression.terms
    dots = [n for n, term in enumerate(terms) if [plain(i) for i in term.items] == ["…"]]
    if len(dots) != 1 or dots[0] + 2 != len(terms) or dots[0] == 0:
        return None
    shown, last = terms[: dots[0]], terms[-1]
    low = only_number(shown[0])
    if low not in ("0", "1") or any("-" in t.signs for t in terms):
        return None
    letter = free_letter(expression)
    ends = [e for e in sorted(numbers_below(last)) if not e.isdigit()]
    if letter is None or len(ends) != 1 or _stands_free(last, ends[0]):
        return None
    body = at_letter(last, ends[0], letter)
    factors = [plain(i) for i in body.items]
    shorter = False
    instances: list[Term] = []
    pieces: list[tuple[Term, str]] = []
    for n, term in enumerate(shown):
        number = str(int(low) + n)
        own = [plain(i) for i in at_letter(term, number, letter).items]
        if only_number(term) != number or not _is_part(own, factors):
            return None
        shorter = shorter or own != factors
        instance = at_letter(body, letter, number)
        instances.append(replace(instance, signs="-"))
        pieces.append((term, _instance(last, ends[0], number, text)))
    if not shorter:
        return None
    whole = summed(shown[0], last, body, letter, low, ends[0])
    mended = text
    for term, said in reversed(pieces):
        first = term.items[0]
        mended = mended[: first.start] + said + mended[term.items[-1].end :]
    end = expression.end + len(mended) - len(text)
    kept = tuple(replace(t, signs=t.signs or ("+" if n else "")) for n, t in enumerate(shown))
    row = (*kept, replace(whole, signs="+"), *instances)
    return replace(expression, terms=row), mended[expression.start : end]


def _instance(last: Term, high: str, number: str, text: str) -> str:
    """The last term as text, with a number below where its end stands."""
    begin, end = last.items[0].start, last.items[-1].end
    places = [
        (node.start, node.end)
        for scripted in subnodes(last)
        if isinstance(scripted, Scripted) and scripted.below is not None
        for node in subnodes(scripted.below)
        if isinstance(node, Letter | Digits) and plain(node) == high
    ]
    for start, stop in sorted(places, reverse=True):
        text = text[:start] + number + text[stop:]
        end += len(number) - (stop - start)
    return text[begin:end]


def _is_part(some: list[str], every: list[str]) -> bool:
    """Whether the first row is the second one, or lacks factors of it."""
    rest = iter(every)
    return all(any(one == other for other in rest) for one in some)


def _stands_free(node: Node, letter: str) -> bool:
    """Whether a letter stands elsewhere than below."""
    if isinstance(node, Letter):
        return node.name == letter
    inside = (node.base, node.above) if isinstance(node, Scripted) else parts(node)
    return any(_stands_free(part, letter) for part in inside if part is not None)

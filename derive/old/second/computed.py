"""Which letters of a step are numbers: those of computed indices, and of computed ranges."""

from __future__ import annotations

from collections.abc import Iterator

from derive.notation.nodes import (
    Clauses,
    Digits,
    Expression,
    Head,
    Letter,
    Node,
    Scripted,
    letters_of,
    subnodes,
)
from derive.old.second.numbers import number_of
from derive.old.task import Task
from derive.syntax.reader.look import clauses_of, items_of, only_expression, range_of, tidy
from derive.syntax.reader.spell import index_name
from derive.syntax.reader.usage import survey

__all__ = [
    "families_with",
    "formulas_of",
    "is_numbered",
    "is_sum",
    "names_in",
    "numbered_letters",
    "only_name",
    "stand_bare",
]


def is_numbered(task: Task) -> bool:
    """Whether a step speaks of numbers."""
    return numbered_letters(task) is not None


def formulas_of(task: Task) -> Iterator[Clauses]:
    """The sides and the definitions of a step."""
    yield from (f.notation for f in (*task.sides, *task.lets))


def numbered_letters(task: Task) -> frozenset[str] | None:
    """The letters that are numbers: those of computed indices and of ranges that are computed.

    ``None`` where nothing is computed.
    """
    odd = [n for f in formulas_of(task) for n in subnodes(f) if _is_odd(n)]
    if not odd:
        return None
    found: set[str] = set()
    for node in odd:
        found |= names_in(node.below) if isinstance(node, Scripted | Head) else set()
        found |= names_in(node.above) if isinstance(node, Head) else set()
    heads = [n for f in formulas_of(task) for n in subnodes(f) if is_sum(n)]
    growing = True
    while growing:
        before = len(found)
        for head in heads:
            assert isinstance(head, Head)
            if names_in(head.below) & found:
                found |= names_in(head.below) | (names_in(head.above) if head.above else set())
        growing = len(found) > before
    return frozenset(found)


def is_sum(node: Node) -> bool:
    """Whether it is the sign of a sum or of a product."""
    return isinstance(node, Head) and node.name in ("sum", "product")


def _is_odd(node: Node) -> bool:
    """Whether it is a computed index, or a range that no set is."""
    if isinstance(node, Scripted) and node.below is not None:
        return any(
            member is not None and len(member.terms) > 1
            for clause in clauses_of(node.below)[0]
            for member in clause.members
        )
    if not isinstance(node, Head) or not is_sum(node) or node.above is None:
        return False
    first = range_of(node.below)[0][:1]
    if not first or [r.sign for r in first[0].relations] != ["="]:
        return False
    low = first[0].members[1]
    start = None if low is None else number_of(low, {})
    return start is None or start > 1 or not _is_set(node)


def _is_set(head: Head) -> bool:
    """Whether the upper limit is the size of a set: a letter."""
    assert head.above is not None
    expression = only_expression(head.above)
    if expression is not None and len(expression.terms) > 1:
        return True  # n - 1, which the reader knows
    items = items_of(head.above)
    return items is None or (len(items) == 1 and not isinstance(tidy(items[0]), Digits))


def names_in(node: Node | None) -> set[str]:
    """The letters in a piece of notation, with their primes."""
    if node is None:
        return set()
    found = letters_of(node)
    primed = {
        name
        for i in subnodes(node)
        if isinstance(i, Scripted) and i.primes and (name := index_name(i)) is not None
    }
    return (found - {name.rstrip("'") for name in primed}) | primed


def families_with(task: Task, letters: frozenset[str]) -> frozenset[str]:
    """The names that have one of the letters below them."""
    found = set()
    for notation in formulas_of(task):
        for node in subnodes(notation):
            if isinstance(node, Scripted) and node.below is not None:
                base = tidy(node.base)
                if isinstance(base, Letter) and names_in(node.below) & letters:
                    found.add(base.name)
    return frozenset(found - {"∂", "∇"})


def stand_bare(task: Task, families: frozenset[str]) -> bool:
    """Whether one of the names stands without its index, for all that has one."""
    usage = survey(tuple(formulas_of(task)))
    return bool(families & {*usage.bare})


def only_name(member: Expression) -> str | None:
    """The letter that a member is."""
    if len(member.terms) != 1 or len(member.terms[0].items) != 1:
        return None
    return index_name(member.terms[0].items[0])

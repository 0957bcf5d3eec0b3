r"""Names before parentheses with plain letters in them: ``p(x_i)``, ``H(X)``, ``D(p \| q)``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from derive.notation.errors import ReadError
from derive.notation.nodes import (
    Bracket,
    Clause,
    Clauses,
    Item,
    Letter,
    Node,
    Scripted,
    Term,
    subnodes,
)
from derive.old.conventions.walk import Row, group
from derive.syntax.reader.look import clauses_of, items_of, tidy
from derive.syntax.reader.plain import plain
from derive.syntax.reader.spell import index_name

__all__ = ["Applied", "applications", "applied_at", "is_capital", "left_call"]

_SEPARATORS = frozenset({",", "|", "‖", ";"})


@dataclass(frozen=True, slots=True)
class Applied:
    """A name, what stands in the parentheses behind it, and what parts that.

    ``length`` counts the items of the row that it takes: a name may be several capitals.
    """

    name: str
    arguments: tuple[Row, ...]
    separators: tuple[str, ...]
    bracket: Bracket
    length: int
    head: Row

    @property
    def written(self) -> str:
        """The name with its arguments as they are written."""
        return plain(group((*self.head, self.bracket)))

    def letters(self) -> tuple[str | None, ...]:
        """The letters that the arguments are; ``None`` for one that is something else."""
        return tuple(index_name(row[0]) if len(row) == 1 else None for row in self.arguments)


def applications(formulas: Iterable[Node]) -> Iterator[Applied]:
    """The names before parentheses in formulas."""
    for formula in formulas:
        for node in subnodes(formula):
            if isinstance(node, Term):
                for at in range(len(node.items)):
                    found = applied_at(node.items, at)
                    if found is not None:
                        yield found


def applied_at(row: Row, at: int) -> Applied | None:
    r"""The name that begins here, if parentheses with plain arguments follow.

    >>> from derive.notation.parse import parse
    >>> row = parse(r"D_{KL}(p \| q) a(b + c)").parts[0].members[0].terms[0].items
    >>> found = applied_at(row, 0)
    >>> found.name, found.letters(), found.separators, applied_at(row, 2)
    ('D_KL', ('p', 'q'), ('‖',), None)
    """
    end = at
    while end < len(row) and is_capital(row[end]):
        end += 1
    several = end - at > 1
    end = max(end, at + 1)
    bracket = row[end] if end < len(row) else None
    if not isinstance(bracket, Bracket) or bracket.kind != "(":
        return None
    if len(clauses_of(bracket)[0]) == 1:
        if several:
            return None  # a factor before a name of one letter
    elif at and is_capital(row[at]) and is_capital(row[at - 1]):
        return None  # the end of a name of several letters
    head = row[at:end]
    try:
        items = tuple(map(tidy, head))
    except ReadError:
        return None
    first = items[0]
    base = first.base if isinstance(first, Scripted) else first
    if not isinstance(base, Letter) or (isinstance(first, Scripted) and first.above is not None):
        return None
    clauses, separators = clauses_of(bracket)
    signs = tuple(s.sign for s in separators)
    if len(signs) != len(clauses) - 1 or not set(signs) <= _SEPARATORS:
        return None
    arguments = []
    for clause in clauses:
        row_of = items_of(Clauses(clause.start, clause.end, (clause,)))
        if row_of is None or not row_of:
            return None
        try:
            arguments.append(tuple(map(tidy, row_of)))
        except ReadError:
            return None
    return Applied("".join(map(plain, items)), tuple(arguments), signs, bracket, end - at + 1, head)


def left_call(definition: Clauses) -> Applied | None:
    """What the left side of a definition is applied to."""
    clause = definition.parts[0] if len(definition.parts) == 1 else None
    left = clause.members[0] if isinstance(clause, Clause) else None
    if left is None or len(left.terms) != 1 or left.terms[0].signs:
        return None
    call = applied_at(left.terms[0].items, 0)
    return call if call is not None and call.length == len(left.terms[0].items) else None


def is_capital(item: Item) -> bool:
    """Whether an item is a capital letter by itself."""
    return (
        isinstance(item, Letter) and not item.word and len(item.name) == 1 and item.name.isupper()
    )

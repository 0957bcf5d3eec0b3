"""What stands in the parentheses behind a letter, as behind a function."""

from __future__ import annotations

from itertools import pairwise

from derive.notation.nodes import (
    Bracket,
    Clauses,
    Item,
    Scripted,
    Term,
    subnodes,
)
from derive.syntax.reader.look import clauses_of, only_item, tidy
from derive.syntax.reader.spell import Names, index_name, spell

__all__ = ["applied_to", "argument_names"]


def applied_to(
    name: str, formulas: tuple[Clauses, ...], names: Names
) -> set[tuple[str | None, ...]]:
    """What stands in the parentheses behind a name; ``None`` for what is no letter."""
    found: set[tuple[str | None, ...]] = set()
    for formula in formulas:
        for term in subnodes(formula):
            for item, following in (
                pairwise(map(tidy, term.items)) if isinstance(term, Term) else ()
            ):
                spelled = spell(item, names) if _is_call(following) else None
                if spelled is not None and spelled.name == name:
                    found.add(argument_names(following))
    return found


def _is_call(item: Item) -> bool:
    if isinstance(item, Scripted) and item.below is None:
        item = tidy(item.base)
    return isinstance(item, Bracket) and item.kind == "("


def argument_names(bracket: Item) -> tuple[str | None, ...]:
    """The letters between commas in parentheses; ``None`` for what is no letter."""
    bracket = tidy(bracket.base) if isinstance(bracket, Scripted) else bracket
    found: list[str | None] = []
    for clause in clauses_of(bracket)[0] if isinstance(bracket, Bracket) else ():
        item = only_item(Clauses(clause.start, clause.end, (clause,)))
        found.append(index_name(item) if item is not None else None)
    return tuple(found)

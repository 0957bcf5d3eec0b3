"""Second definitions of a name: words that define a name anew make a rival of the first."""

from __future__ import annotations

from dataclasses import replace

from derive.discourse.shapes import definable
from derive.discourse.statements import Statement
from derive.notation.names import plain_text
from derive.notation.nodes import Expression

__all__ = ["with_rivals"]


def with_rivals(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """The statements with second definitions in words as rivals; "where" only restates.

    What is the same again is no rival, nor is one whose forerunner is over.
    """
    first: dict[str, Statement] = {}
    found: list[Statement] = []
    for statement in statements:
        names = statement.status in ("definition", "claim", "rival")
        if names and definable(statement.left) and statement.left is not None:
            key = _stem(statement.left)
            older = first.get(key)
            if older is None or older.scope[1] <= statement.place[0]:
                first[key] = statement
            elif statement.status == "definition" and not _same(older, statement):
                again = statement.said in ("where", "for")
                if again and older.status == "definition" and older.said:
                    statement = replace(statement, status="assumption", said="judge")
                elif older.status != "claim" or not again:
                    statement = replace(statement, status="rival", said="replaces")
        found.append(statement)
    return tuple(found)


def _stem(left: Expression) -> str:
    """The name without its argument, as it stands."""
    return plain_text(left.terms[0].items[0])


def _same(one: Statement, other: Statement) -> bool:
    return plain_text(one.right) == plain_text(other.right)
